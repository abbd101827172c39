"""Questions and decisions about duplicates: what is doubtful, why two are one paper or
not, which entry gave which field, and a person's same and different.

Store in, records out; what is decided goes through :mod:`paperdex.ingest`.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from paperdex.decide import do_decisions_hold, name_entries
from paperdex.decisions import (
    DIFFERENT,
    Decision,
    append_decision,
    append_undo,
    next_number,
    read_decisions,
    stand,
)
from paperdex.dedupe.evidence import Evidence
from paperdex.dedupe.judging import Verdict, judge
from paperdex.dedupe.traits import Traits
from paperdex.errors import LibraryError, UsageError
from paperdex.ids import looks_like_id
from paperdex.ingest import decide
from paperdex.merge import merge_papers, name_givers
from paperdex.paper import Paper, Sighting, place_of
from paperdex.store import Store
from paperdex.store.kinds import doubtful_pairs, paper_of_kind, sample_of

_PLACE = re.compile(r"(?P<file>.+):(?P<line>\d+)")
_RANKS = ("other words", "mostly the same words", "one begins the other", "but for typos", "same")


class Doubtful(NamedTuple):
    """Two entries that may be one paper and are not taken for one: the ids of their
    papers, the entries, and what speaks for it."""

    papers: tuple[str, str]
    entries: tuple[Paper, Paper]
    reason: str


class Explanation(NamedTuple):
    """What two entries are to each other, why, how their fields compare (None where one
    lacks it), and whether they stand as one paper."""

    entries: tuple[Paper, Paper]
    verdict: Verdict
    compared: dict[str, Any]
    united: bool


def list_doubtful(store: Store) -> list[Doubtful]:
    """The pairs that only a person can decide on, strongest first, then by place."""
    found = []
    for kept in doubtful_pairs(store):
        papers = (paper_of_kind(store, kept.one), paper_of_kind(store, kept.other))
        entries = (sample_of(store, kept.one), sample_of(store, kept.other))
        if _place(entries[1]) < _place(entries[0]):
            papers, entries = papers[::-1], entries[::-1]
        strength = (kept.answer != "same", kept.rank)
        found.append((strength, Doubtful(papers, entries, kept.reason)))
    found.sort(key=lambda item: (item[0], *(_place(entry) for entry in item[1].entries)))
    return [doubtful for _, doubtful in found]


def find_entries(store: Store, text: str) -> list[int]:
    """The entries that an id or FILE:LINE means. Raises UsageError where none or several do."""
    match = _PLACE.fullmatch(text)
    if match:
        file = match["file"].removeprefix("./")
        at = [
            (entry, place_of(source, name, 0).removesuffix(":0"), name)
            for entry, source, name in store.entries_at(int(match["line"]))
        ]
        found = [entry for entry, path, _ in at if path == file]
        found = found or [entry for entry, _, name in at if name == file]
        if len(found) == 1:
            return found
        if found:
            raise UsageError(f"{text}: several sources have such a file: write it with its source")
    names = store.names_of_id(looks_like_id(text)) or store.names_beginning(looks_like_id(text))
    if len(names) == 1:
        return store.entries_of_name(names[0])
    if names:
        raise UsageError(f"{text}: several papers: {', '.join(names[:5])}: write more of the id")
    raise UsageError(f"{text}: no paper has this id, and no entry is at such a FILE:LINE")


def explain(store: Store, one: str, other: str) -> Explanation:
    """Why two are one paper or not, by the strongest of the pairs of their entries."""
    mine, theirs = find_entries(store, one), find_entries(store, other)
    if mine == theirs:
        mine, theirs = mine[:1], mine[1:] or mine
    others = store.records_of_entries(theirs)
    pairs = [(a, b, judge(a, b)) for a in store.records_of_entries(mine) for b in others]
    order = ("same", "doubtful", "different", "unknown")
    a, b, verdict = min(pairs, key=lambda pair: (order.index(pair[2].answer), pair[2].rank))
    united = {store.paper_of_entry(entry) for entry in (*mine, *theirs)}
    return Explanation((a, b), verdict, compare_fields(a, b), len(united) == 1)


def compare_fields(one: Paper, other: Paper) -> dict[str, Any]:
    """How the fields of two entries compare."""
    seen = Evidence(Traits(one), Traits(other))
    ids = (one.arxiv_id, other.arxiv_id)
    return {
        "title": _RANKS[seen.title.rank],
        "marks": seen.marks,
        "authors": seen.names,
        "abstract": seen.abstract,
        "years_apart": seen.years,
        "venue": seen.venue,
        "volume": seen.volume,
        "number": seen.number,
        "pages": seen.page,
        "arxiv_id": None if None in ids else ids[0] == ids[1],
        "doi": seen.dois,
    }


def name_sources(store: Store, name: str) -> list[tuple[str, Sighting]]:
    """Which sighting gave a paper each of its fields."""
    entries = store.entries_of(name)
    return name_givers(entries, merge_papers(entries, name))


# Decisions


def decide_on_pair(
    store: Store, index_path: str | None, path: str | None, answer: str, sides: tuple[str, str]
) -> Decision:
    """Take two for the same paper or for different ones, from now on.

    Raises UsageError for what is not to be found, and where it contradicts another
    decision that stands.
    """
    one, other = (find_entries(store, side) for side in sides)
    if set(one) & set(other):
        hint = f": `paperdex split {sides[0]}`" if answer == DIFFERENT else ""
        raise UsageError(f"{sides[0]} and {sides[1]} are one already{hint}")
    return _decide(store, index_path, path, answer, (one, other))


def split_paper(store: Store, index_path: str | None, path: str | None, text: str) -> Decision:
    """Take all entries of a paper for different papers."""
    entries = find_entries(store, text)
    if len(entries) < 2:
        raise UsageError(f"{text}: has one entry only: there is nothing to split")
    return _decide(store, index_path, path, DIFFERENT, (entries, entries))


def undo_decision(
    store: Store, index_path: str | None, path: str | None, number: int | None
) -> Decision:
    """Undo a decision by its number, else the last that stands."""
    path = _must_keep(path)
    decisions = read_decisions(path)
    standing = [d for d in stand(decisions) if number is None or d.number == number]
    if not standing:
        raise UsageError("no decision stands" if number is None else f"no decision {number} stands")
    last = standing[-1]
    rest = [d._replace(undone=True) if d.number == last.number else d for d in decisions]
    decide(store, index_path, rest, lambda: append_undo(path, last.number))
    return last


def _decide(
    store: Store,
    index_path: str | None,
    path: str | None,
    answer: str,
    sides: tuple[Sequence[int], Sequence[int]],
) -> Decision:
    path = _must_keep(path)
    one, other = (name_entries(store, *pair) for pair in (sides, sides[::-1]))
    decision = Decision(next_number(path), answer, one, other)
    decisions = [*read_decisions(path), decision]

    def keep() -> None:
        if not do_decisions_hold(store):
            raise UsageError(
                "this contradicts a decision that stands: see `paperdex decisions`,"
                " and undo that one first"
            )
        append_decision(path, decision)

    decide(store, index_path, decisions, keep)
    return decision


def _must_keep(path: str | None) -> str:
    if path is None:
        raise LibraryError("decisions are kept by a library: there is none here")
    return path


def _place(entry: Paper) -> tuple[str, str, int]:
    seen = entry.sightings[0]
    return seen.source, seen.file, seen.line
