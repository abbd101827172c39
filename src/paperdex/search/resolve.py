"""A text that a person typed to name a paper or entry -> the papers or entries meant.

An id, or the beginning of one, means all entries of its paper; FILE:LINE the entry there. For
`show`, a paper may also be named by its title or words of it. A FILE that exists relative to the
current folder is that file; otherwise it is a file as named in records, with or without its source.
If no file has exactly this name, one is meant whose name is printed like this.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from paperdex.errors import NotFoundError, UsageError
from paperdex.ids import may_be_id, read_id, read_sole_ids, split_ids, title_digest
from paperdex.index.fields import name_in, name_key
from paperdex.paper import Paper, path_of
from paperdex.papers import Papers
from paperdex.sources import path_in_source
from paperdex.store import Store
from paperdex.store.entries import entries_at, entries_of_id, paper_of_entry, read_entry
from paperdex.store.lookup import ids_beginning, ids_known_as, ids_titled
from paperdex.store.sources import list_sources
from paperdex.terminal import printable
from paperdex.text import fold, shortened, squeeze, storable_name, undress_accents

# A number of more digits is no line of any file.
_MOST_DIGITS = 15
# At most this many ids are named if several fit.
_NAMED = 6


class _Entry(NamedTuple):
    """An entry: its number in the store, and the source and file it is of."""

    number: int
    source: str
    file: str

    @property
    def path(self) -> str:
        """The file as records name it."""
        return path_of(self.source, self.file)


def find_entries(store: Store, root: str, text: str) -> list[int]:
    """The entries that an id or FILE:LINE means, in the library of the folder ``root``.

    Raises UsageError if the text is ambiguous, NotFoundError if nothing fits.
    """
    at = _look_at(store, root, text)
    if len(at) > 1:
        raise UsageError(_name_choice(store, text, at))
    if at:
        return [at[0].number]
    ids = ids_known_as(store, read_id(text)) or ids_beginning(store, read_id(text))
    if len(ids) == 1:
        return entries_of_id(store, ids[0])
    if ids:
        named = ", ".join(ids[:_NAMED])
        raise UsageError(f"{text}: several papers: {named}: write more of the id")
    raise NotFoundError(describe_unknown(text))


def describe_unknown(text: str) -> str:
    """The message that no paper and no entry is meant by a text."""
    missing = "no paper stands at this line" if looks_like_place(text) else "no paper has this id"
    return f"{shortened(text)}: {missing}"


def looks_like_place(text: str) -> bool:
    """Whether a text was most likely meant for FILE:LINE, not for a title with a colon."""
    place = _read_place(text)
    return place is not None and ("." in place[0] or "/" in place[0])


def find_papers(store: Store, papers: Papers, root: str, text: str) -> list[Paper]:
    """The papers that FILE:LINE, an id, the start of one, a title or words of it mean, in the
    library of the folder ``root``; best first."""
    folded = fold(squeeze(undress_accents(text)))
    if not any(map(str.isalnum, folded)):  # any title may have signs
        folded = ""
    ids = (
        _ids_at(store, root, text)
        or ids_known_as(store, read_id(text))
        or ids_known_as(store, title_digest(text))
        or ids_titled(store, [folded])
        or ids_beginning(store, read_id(text))
        or ids_titled(store, folded.split())
    )
    wanted = name_key(text)  # the paper of this name before those with it in their titles
    return sorted(papers.get(ids), key=lambda p: wanted is None or name_in(p.title) != wanted)


def find_listed(store: Store, papers: Papers, text: str) -> tuple[list[Paper], list[str]]:
    """The papers of a list of two or more full ids, and the ids in it that no paper has; nothing
    for any other text, such as words of a title."""
    for words in split_ids(text):
        ids, unknown = _look_up_each(store, words) if len(words) > 1 else ([], [])
        if ids:
            return papers.get(list(dict.fromkeys(ids))), list(dict.fromkeys(unknown))
    return [], []


def find_known(store: Store, names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The ids of the papers that have or had an id of those given, each once, and the given ids
    that no paper has."""
    known = {name: ids_known_as(store, name) for name in map(read_id, names)}
    ids = [paper_id for found in known.values() for paper_id in found]
    return list(dict.fromkeys(ids)), [name for name, found in known.items() if not found]


def _look_up_each(store: Store, words: Iterable[str]) -> tuple[list[str], list[str]]:
    """The ids of the papers that words mean as ids, and the words that may be ids of papers not
    here; nothing if one of the words can't be an id."""
    ids, unknown = list[str](), list[str]()
    for word in words:
        name = read_id(word)
        if known := ids_known_as(store, name):
            ids += known
        elif read_sole_ids(word) == [name] or may_be_id(name):
            unknown.append(name)
        else:
            return [], []
    return ids, unknown


def _ids_at(store: Store, root: str, text: str) -> list[str]:
    """The ids of the papers at FILE:LINE; empty for any other text."""
    at = _look_at(store, root, text)
    return list(dict.fromkeys(paper_of_entry(store, entry.number) for entry in at))


def find_entry(store: Store, entry: Paper) -> int:
    """The number of an entry that was read from the store."""
    seen = entry.sightings[0]
    return next(
        number
        for number, source, file in entries_at(store, seen.line)
        if (source, file) == (seen.source, seen.file) and read_entry(store, number) == entry
    )


def _read_place(text: str) -> tuple[str, int] | None:
    """The file and line of FILE:LINE; None for any other text."""
    file, _, line = text.rpartition(":")
    is_place = bool(file) and line.isdecimal() and len(line) <= _MOST_DIGITS
    return (file, int(line)) if is_place else None


def _look_at(store: Store, root: str, text: str) -> list[_Entry]:
    """The entries at FILE:LINE: in the file at this path, else in files of this name, else in files
    whose name is printed like this (without line ends, for example)."""
    place = _read_place(text)
    if place is None:
        return []
    file, line = place
    at = [_Entry(*row) for row in entries_at(store, line)]
    paths = {source.name: source.source_in(root).path for source in list_sources(store)}
    return _at_file(at, paths, file, storable_name) or _at_file(at, paths, file, _printed)


def _at_file(
    at: Iterable[_Entry], sources: Mapping[str, str], file: str, form: Callable[[str], str]
) -> list[_Entry]:
    """Those entries whose file is called ``file``. Names are compared in the ``form`` given;
    ``sources`` are the paths of sources by name."""
    end = form(os.path.basename(file))
    at = [entry for entry in at if form(os.path.basename(entry.file)) == end]
    path, name = form(os.path.realpath(file)), form(file.removeprefix("./"))
    return (
        [entry for entry in at if form(_path_on_disk(entry, sources)) == path]
        or [entry for entry in at if form(entry.path) == name]
        or [entry for entry in at if form(entry.file) == name]
    )


def _path_on_disk(entry: _Entry, sources: Mapping[str, str]) -> str:
    return os.path.realpath(path_in_source(sources[entry.source], entry.file))


def _printed(name: str) -> str:
    return printable(storable_name(name))


def _name_choice(store: Store, text: str, at: list[_Entry]) -> str:
    if len({entry.path for entry in at}) > 1:
        return f"{text}: several sources have such a file: write it with its source"
    ids = dict.fromkeys(paper_of_entry(store, entry.number) for entry in at)
    more = ", ..." if len(ids) > _NAMED else ""
    named = ", ".join(list(ids)[:_NAMED])
    return f"{text} has {len(at)} entries: give an id instead: {named}{more}"
