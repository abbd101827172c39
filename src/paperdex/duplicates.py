"""Questions about duplicates: which pairs are doubtful, why two entries are one paper or not,
and which entry gave which field.

Library in, records out; a person's decisions are made in :mod:`paperdex.deciding`.
"""

from typing import Any, NamedTuple

from paperdex.decisions import Decision, read_decisions
from paperdex.dedupe.evidence import Evidence
from paperdex.dedupe.judging import judge
from paperdex.dedupe.traits import Traits
from paperdex.dedupe.verdict import Verdict
from paperdex.ingest.applying import find_decision
from paperdex.merge import by_sighting, merge_papers, name_origins
from paperdex.paper import Paper, Sighting
from paperdex.search.resolve import find_entries
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
