"""Reports: what became of every entry, which are one paper, how the library stands.

Store in, records of numbers and names out; how they look is up to output.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from paperdex.merge import merge_and_compare
from paperdex.paper import Paper, Rejected, Sighting, path_of
from paperdex.store import Store
from paperdex.store.accounts import count_by_file, list_groups, list_rejected
from paperdex.store.entries import read_entries_by_paper
from paperdex.store.sources import StoredSource, list_files
from paperdex.text import count_of

# At most this many files that are not listings are reported one by one, and as many with
# rejected entries.
_TOLD = 5
# How many groups are read at once.
_GROUPS = 1000


class Counts(NamedTuple):
    """Entries read = papers kept + duplicates merged + entries rejected."""

    entries: int = 0
    papers: int = 0
    merged: int = 0
    rejected: int = 0


class FileReport(NamedTuple):
    """What became of one file. ``form`` is None if it is no listing, for the reason in ``note``."""

    source: str
    file: str
    form: str | None
    note: str | None
    counts: Counts


class DuplicateGroup(NamedTuple):
    """Entries that are one paper: its id and title, the reason, each entry's sighting and
    title, and for the fields in which they differ the sighting whose value is kept."""

    paper: str
    title: str
    reason: str
    entries: list[tuple[Sighting, str]]
    kept: list[tuple[str, Sighting]]


class Report(NamedTuple):
    """What became of every entry: in all, by file, and what was rejected (with its source)."""

    counts: Counts
    files: list[FileReport]
    rejected: list[tuple[str, Rejected]]


class Status(NamedTuple):
    """The state of a library. ``stale`` says how its sources differ from it (None if they
    don't), ``problems`` what can't be checked or read."""

    folder: str | None
    sources: list[StoredSource]
    report: Report
    stale: str | None
    problems: list[str]


def make_report(store: Store) -> Report:
    """What became of every entry of every file."""
    counted = count_by_file(store)
    files = list[FileReport]()
    for file in list_files(store):
        entries, kept, rejected = counted[file.id]
        counts = Counts(entries, kept, entries - kept - rejected, rejected)
        files.append(FileReport(file.source, file.name, file.form, file.note, counts))
    total = map(sum, zip(*(file.counts for file in files), strict=True))
    return Report(Counts(*total), files, list_rejected(store))


def describe_leftovers(store: Store, told: Collection[str] = ()) -> list[str]:
    """Which files are not listings and why, and what was rejected in listings, one line per
    file; without the lines that were ``told`` before."""
    return [*_describe_left_out(store, told), *_describe_rejected(store)]


def _describe_left_out(store: Store, told: Collection[str]) -> list[str]:
    noted = [(path_of(file.source, file.name), file.note) for file in list_files(store)]
    lines = [f"{path}: {note}" for path, note in noted if note]
    lines = [line for line in lines if line not in told]
    return _tell_some(lines, "and {} left out; `paperdex dedupe PATH` lists all")


def _describe_rejected(store: Store) -> list[str]:
    by_file = dict[tuple[str, str], list[Rejected]]()
    for source, entry in list_rejected(store):
        by_file.setdefault((source, entry.file), []).append(entry)
    forms = {(file.source, file.name): file.given.form for file in list_files(store)}
    lines = [
        f"{path_of(*file)}: {count_of(len(rejected), 'entry', 'entries')} rejected"
        f" ({'' if len(rejected) == 1 else 'first '}line {rejected[0].line}: {rejected[0].reason});"
        f" `{_command_to_list(path_of(*file), forms[file])}` lists all"
        for file, rejected in by_file.items()
    ]
    return _tell_some(lines, "and so in {}")


def _tell_some(lines: list[str], rest: str) -> list[str]:
    """The first lines, and one that says of how many more files the others are."""
    more = len(lines) - _TOLD
    return [*lines[:_TOLD], rest.format(count_of(more, "more file"))] if more > 0 else lines


def _command_to_list(path: str, form: str | None) -> str:
    """The command that lists what is rejected of a file, if it is read in the same form."""
    import shlex  # few answers have a rejected entry beside them

    return f"paperdex dedupe {shlex.quote(path)}" + (f" --from {form}" if form else "")


def list_duplicates(store: Store) -> list[DuplicateGroup]:
    """The papers with several entries, in order of their first sightings."""
    groups = list[DuplicateGroup]()
    found = list_groups(store)
    for start in range(0, len(found), _GROUPS):
        some = found[start : start + _GROUPS]
        entries = read_entries_by_paper(store, [paper_id for paper_id, _ in some])
        groups += [
            _describe_group(paper_id, reason, entries[paper_id]) for paper_id, reason in some
        ]
    return groups


def _describe_group(paper_id: str, reason: str, entries: Sequence[Paper]) -> DuplicateGroup:
    ordered, merged, kept = merge_and_compare(entries, paper_id)
    titled = [(entry.sightings[0], entry.title) for entry in ordered]
    return DuplicateGroup(paper_id, merged.title, reason, titled, kept)
