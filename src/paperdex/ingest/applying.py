"""A person's decisions -> pairs of kinds in the store, and the papers that change.

Decisions override every rule. A decision about one of several entries that say the same
gives that entry a kind of its own for as long as the decision is in force.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import product
from typing import NamedTuple

from paperdex.decisions import SAME, DecidedEntry, Decision, find_in_force
from paperdex.dedupe.digests import begin_digest, digest_alone, digest_kind, is_known_by_itself
from paperdex.dedupe.pairs import as_pair
from paperdex.dedupe.traits import Traits
from paperdex.paper import path_of
from paperdex.store import Store
from paperdex.store.decided import (
    SaidEntry,
    all_decided,
    entries_said,
    keep_decided,
    lone_entries,
    set_kind,
)
from paperdex.store.entries import read_entry
from paperdex.store.kinds import (
    drop_empty_kinds,
    has_several,
    kind_of_digest,
    kind_of_entry,
    paper_of_kind,
    papers_of_kinds,
)


class Decided(NamedTuple):
    """A decision, and which of the given entries it is about, by side."""

    decision: Decision
    one: list[int]
    other: list[int]


def apply_decisions(store: Store, decisions: Sequence[Decision]) -> set[int]:
    """Bring the decisions in the store up to date; returns the papers that this may change."""
    before = all_decided(store)
    papers = papers_of_kinds(store, (kind for pair in before for kind in pair))
    in_force = find_in_force(decisions)
    alone = {
        row.entry
        for decision in in_force
        for said in (*decision.one, *decision.other)
        if said.only
        for row in _set_apart(store, said)
    }
    touched = _unite_again(store, alone)  # before kinds are named: some are dropped
    decided = {
        as_pair(one, other): decision.answer
        for decision in in_force
        for one, other in product(*_find_sides(store, decision, alone))
        if one != other
    }
    if decided == before and not touched:
        return set()
    keep_decided(store, decided)
    kinds = {kind for pair in decided for kind in pair}
    return papers | touched | papers_of_kinds(store, kinds)


def name_entries(
    store: Store, entries: Iterable[int], others: Iterable[int]
) -> tuple[DecidedEntry, ...]:
    """The entries of one side, in the form in which a decision identifies them."""
    theirs = {Traits(read_entry(store, entry)).said for entry in others}
    return tuple(_name_entry(store, entry, theirs) for entry in entries)


def find_decision(
    store: Store, decisions: Sequence[Decision], one: Iterable[int], other: Iterable[int]
) -> Decided | None:
    """The last decision in force on an entry of one side and one of the other."""
    alone = lone_entries(store)
    mine, theirs = ({n: kind_of_entry(store, n) for n in side} for side in (one, other))
    for decision in reversed(find_in_force(decisions)):
        sides = _find_sides(store, decision, alone)
        for a, b in (sides, sides[::-1]):
            ones = [entry for entry, kind in mine.items() if kind in a]
            others = [entry for entry, kind in theirs.items() if kind in b]
            if any(mine[x] != theirs[y] for x in ones for y in others):
                return Decided(decision, ones, others)
    return None


def are_decided(store: Store, answer: str, one: Iterable[int], other: Iterable[int]) -> bool:
    """Whether this was decided on each entry of one side with each of the other."""
    decided = all_decided(store)
    mine, theirs = ({kind_of_entry(store, n) for n in side} for side in (one, other))
    return all(a != b and decided.get(as_pair(a, b)) == answer for a, b in product(mine, theirs))


def find_overridden(store: Store, decisions: Sequence[Decision]) -> set[int]:
    """The numbers of the decisions in force of which nothing holds here, because later ones say
    otherwise."""
    alone, decided = lone_entries(store), all_decided(store)
    overridden = set[int]()
    for decision in find_in_force(decisions):
        pairs = (as_pair(a, b) for a, b in product(*_find_sides(store, decision, alone)) if a != b)
        answers = {decided.get(pair) for pair in pairs}
        if answers and decision.answer not in answers:
            overridden.add(decision.number)
    return overridden


def papers_of_decision(store: Store, decision: Decision) -> list[str]:
    """The ids of the papers to which the entries of a decision belong now."""
    kinds = _find_kinds(store, (*decision.one, *decision.other), lone_entries(store))
    return sorted({paper_of_kind(store, kind) for kind in kinds})


def do_decisions_hold(store: Store) -> bool:
    """Whether all decisions are fulfilled: they may contradict one another."""
    return all(
        (paper_of_kind(store, one) == paper_of_kind(store, other)) == (answer == SAME)
        for (one, other), answer in all_decided(store).items()
    )


def _name_entry(store: Store, entry: int, theirs: set[bytes]) -> DecidedEntry:
    """An entry as a decision identifies it: this one only, if an entry of the other side says
    the same, or if it says too little to identify others like it."""
    paper = read_entry(store, entry)
    seen = paper.sightings[0]
    traits = Traits(paper)
    said = traits.said
    nth = next(row.nth for row in _find_said(store, said) if row.entry == entry)
    only = said in theirs or not is_known_by_itself(traits)
    return DecidedEntry(
        said.hex(), path_of(seen.source, seen.file), nth, seen.line, paper.title, only
    )


def _find_sides(
    store: Store, decision: Decision, alone: Collection[int]
) -> tuple[set[int], set[int]]:
    """The kinds of the entries of both sides of a decision."""
    return _find_kinds(store, decision.one, alone), _find_kinds(store, decision.other, alone)


def _find_kinds(store: Store, side: Sequence[DecidedEntry], alone: Collection[int]) -> set[int]:
    """The kinds of the entries of one side. An entry with a kind of its own is meant only if it
    is the one that was named."""
    return {
        row.kind
        for said in side
        for row in _find_said(store, bytes.fromhex(said.digest))
        if _is_named(row, said) or not (said.only or row.entry in alone)
    }


def _find_said(store: Store, said: bytes) -> list[SaidEntry]:
    """The entries that decisions know by this digest."""
    return entries_said(store, begin_digest(said))


def _is_named(row: SaidEntry, said: DecidedEntry) -> bool:
    return (path_of(row.source, row.file), row.nth) == (said.file, said.nth)


def _set_apart(store: Store, said: DecidedEntry) -> list[SaidEntry]:
    """Give an entry a kind of its own, if it shares one; returns the entry, if it exists."""
    rows = _find_said(store, bytes.fromhex(said.digest))
    named = [row for row in rows if _is_named(row, said)]
    for row in named:
        if has_several(store, row.kind):
            digest = digest_alone(Traits(read_entry(store, row.entry)))
            kind = kind_of_digest(store, digest, like=row.kind)
            set_kind(store, row.entry, kind, alone=True)
    return named


def _unite_again(store: Store, alone: set[int]) -> set[int]:
    """Put back entries that no decision sets apart any more; returns the papers that this may
    change."""
    papers = set[int]()
    for entry, kind in lone_entries(store).items():
        if entry in alone:
            continue
        digest = digest_kind(Traits(read_entry(store, entry)))
        plain = kind_of_digest(store, digest, like=kind)
        papers |= papers_of_kinds(store, (kind, plain))
        set_kind(store, entry, plain, alone=False)
        drop_empty_kinds(store, [kind])
    return papers
