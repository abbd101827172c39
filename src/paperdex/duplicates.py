"""Questions and decisions about duplicates: which pairs are doubtful, why two entries are one
paper or not, which entry gave which field, and what a person decides.

Library in, records out; decisions are applied by :mod:`paperdex.ingest`.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from paperdex.config import stamp_if_there
from paperdex.decide import are_decided, do_decisions_hold, find_decision, name_entries
from paperdex.decisions import (
    DIFFERENT,
    Decision,
    append_decision,
    append_undo,
    find_in_force,
    read_decisions,
)
from paperdex.dedupe.evidence import Evidence
from paperdex.dedupe.judging import judge
from paperdex.dedupe.traits import Traits
from paperdex.dedupe.verdict import Verdict
from paperdex.errors import LibraryError, UsageError
from paperdex.ingest import decide
from paperdex.merge import by_sighting, merge_papers, name_origins
from paperdex.paper import Paper, Sighting
from paperdex.resolve import find_entries, find_entry
from paperdex.store import Store
from paperdex.store.entries import paper_of_entry, read_entries, read_entries_of, read_record
from paperdex.store.kinds import paper_of_kind, samples_of
from paperdex.store.pairs import doubtful_pairs
from paperdex.workspace import Workspace

_RANKS = (
    "other words",
    "mostly the same words",
    "one behind a name",
    "one begins the other",
    "but for typos",
    "same",
)


class Doubtful(NamedTuple):
    """Two entries that may be one paper and are not merged: the ids of their papers, the
    entries, and why they may be one."""

    papers: tuple[str, str]
    entries: tuple[Paper, Paper]
    reason: str


class Explanation(NamedTuple):
    """Why two entries are one paper or not: a person's decision, the verdict of the rules, how
    the fields compare (None where one lacks it), and whether they are one paper now."""

    entries: tuple[Paper, Paper]
    decision: Decision | None
    verdict: Verdict
    compared: dict[str, Any]
    united: bool


def list_doubtful(store: Store) -> list[Doubtful]:
    """The pairs that only a person can decide on, most similar first, then by place; of two
    papers only the most similar pair of their entries."""
    found = []
    for kept in doubtful_pairs(store):
        papers = (paper_of_kind(store, kept.one), paper_of_kind(store, kept.other))
        samples = samples_of(store, (kept.one, kept.other))
        entries = (read_record(store, samples[kept.one]), read_record(store, samples[kept.other]))
        if by_sighting(entries[1]) < by_sighting(entries[0]):
            papers, entries = papers[::-1], entries[::-1]
        strength = (kept.answer != "same", kept.rank)
        found.append((strength, Doubtful(papers, entries, kept.reason)))
    found.sort(key=lambda item: (item[0], *map(by_sighting, item[1].entries)))
    of_papers = dict[tuple[str, ...], Doubtful]()
    for _, doubtful in found:
        of_papers.setdefault(tuple(sorted(doubtful.papers)), doubtful)
    return list(of_papers.values())


def explain(workspace: Workspace, one: str, other: str) -> Explanation:
    """Why two are one paper or not: the decision in force on them, and what the rules say of
    the most similar pair of their entries."""
    store = workspace.store
    sides = tuple(find_entries(store, workspace.place.root, side) for side in (one, other))
    decided = find_decision(store, read_decisions(workspace.decisions_path), *sides)
    mine, theirs = sides
    if mine == theirs:
        mine, theirs = decided[1:] if decided else (mine[:1], mine[1:] or mine)
    others = read_entries(store, theirs)
    pairs = [(a, b, judge(a, b)) for a in read_entries(store, mine) for b in others]
    order = ("same", "doubtful", "different", "unknown")
    a, b, verdict = min(pairs, key=lambda pair: (order.index(pair[2].answer), pair[2].rank))
    united = {paper_of_entry(store, entry) for entry in (*mine, *theirs)}
    decision = decided.decision if decided else None
    return Explanation((a, b), decision, verdict, _compare_fields(a, b), len(united) == 1)


def _compare_fields(one: Paper, other: Paper) -> dict[str, Any]:
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


def find_origins(store: Store, paper_id: str) -> list[tuple[str, Sighting]]:
    """Which sighting gave a paper each of its fields."""
    entries = read_entries_of(store, paper_id)
    return name_origins(entries, merge_papers(entries, paper_id))


# Decisions


def decide_on_pair(
    workspace: Workspace, answer: str, sides: tuple[str | Paper, str | Paper]
) -> Decision:
    """Decide that two are the same paper or different ones; each is an id, FILE:LINE, or an
    entry read from the store. Returns the decision, or an existing one that already says so.

    Raises NotFoundError for an unknown one, UsageError if the decision contradicts another one
    in force.
    """
    store = workspace.store
    one, other = (
        find_entries(store, workspace.place.root, side)
        if isinstance(side, str)
        else [find_entry(store, side)]
        for side in sides
    )
    made = find_decision(store, read_decisions(workspace.decisions_path), one, other)
    is_one = not set(one).isdisjoint(other)
    says_so = is_one or are_decided(store, answer, one, other)
    if made and made.decision.answer == answer and says_so:
        return made.decision
    if is_one:
        hint = f": `paperdex split {sides[0]}`" if answer == DIFFERENT else ""
        raise UsageError(f"{sides[0]} and {sides[1]} are one paper already{hint}")
    return _decide(workspace, answer, (one, other))


def split_paper(workspace: Workspace, text: str) -> Decision:
    """Decide that every entry of a paper is a paper of its own. Raises UsageError if it has only
    one."""
    entries = find_entries(workspace.store, workspace.place.root, text)
    if len(entries) < 2:
        raise UsageError(f"{text}: has only one entry, so there is nothing to split")
    return _decide(workspace, DIFFERENT, (entries, entries))


def undo_decision(workspace: Workspace, number: int | None) -> Decision:
    """Undo a decision by its number, else the last one in force. Raises UsageError if there is
    none."""
    path = _must_keep(workspace.decisions_path)
    undone = list[Decision]()

    def decisions() -> list[Decision]:
        made = read_decisions(path)
        chosen = [d for d in find_in_force(made) if number is None or d.number == number]
        if not chosen:
            raise UsageError(
                "no decision stands" if number is None else f"no decision {number} stands"
            )
        undone.append(chosen[-1])
        return [d._replace(undone=True) if d == chosen[-1] else d for d in made]

    def keep() -> None:
        append_undo(path, undone[0].line)
        workspace.store.keep_decisions_stamp(stamp_if_there(path))

    decide(workspace.store, workspace.index_path, decisions, keep=keep)
    return undone[0]


def _decide(
    workspace: Workspace, answer: str, sides: tuple[Sequence[int], Sequence[int]]
) -> Decision:
    path = _must_keep(workspace.decisions_path)
    one, other = (name_entries(workspace.store, *pair) for pair in (sides, sides[::-1]))
    made = list[Decision]()

    def decisions() -> list[Decision]:
        before = read_decisions(path)
        return [*before, Decision(len(before) + 1, answer, one, other)]

    def check() -> None:
        if not do_decisions_hold(workspace.store):
            raise UsageError(
                "this contradicts a decision that stands: see `paperdex decisions`,"
                " and undo that one first"
            )

    def keep() -> None:
        append_decision(path, answer, one, other)
        made.append(read_decisions(path)[-1])
        workspace.store.keep_decisions_stamp(stamp_if_there(path))

    decide(workspace.store, workspace.index_path, decisions, keep=keep, check=check)
    return made[0]


def _must_keep(path: str | None) -> str:
    if path is None:
        raise LibraryError("decisions are kept by a library: there is none here")
    return path
