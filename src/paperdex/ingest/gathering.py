"""Entries that are joined by verdicts and decisions -> papers.

Sets that nothing joins are gathered independently, by several processes if there are many
(:mod:`paperdex.workers`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from paperdex.dedupe.grouping import Decisions, find_groups
from paperdex.dedupe.judging import judge_itself
from paperdex.dedupe.reasons import name_reasons, note_repeated_cards
from paperdex.dedupe.traits import Traits
from paperdex.dedupe.verdict import Verdict
from paperdex.ids import base_id, title_digest
from paperdex.merge import by_sighting, merge_papers
from paperdex.paper import Paper
from paperdex.query.filters import FACTS, facts
from paperdex.store.records import Phrases, make_unpacker
from paperdex.text import fold
from paperdex.workers import Fields, WorkerPool

# How many sets are one job.
_JOB = 200

KindRows = list[tuple[int, int | None, bytes]]
"""The entries of a kind: number, the paper it belongs to so far, and record, as it is kept."""


class StoredEntry(NamedTuple):
    """An entry with its number in the store and the paper it belongs to so far."""

    id: int
    paper: int | None
    record: Paper


class Joined(NamedTuple):
    """Kinds that verdicts or decisions join, each by its entries; by their places the links
    between them, each with its rank and reason, and the pairs that a person decided on."""

    kinds: list[KindRows]
    links: list[tuple[int, int, int, str]]
    same: list[tuple[int, int]]
    different: list[tuple[int, int]]


class Gathered(NamedTuple):
    """A paper that has no id yet. Sorted, papers are in the order in which they were seen."""

    sightings: tuple[tuple[str, str, int, int], ...]
    """Where it was seen."""
    base: str
    """The id it has if no other paper would have the same."""
    reason: str
    """Why its entries are one paper."""
    title: str
    """Folded, as titles are sorted."""
    facts: tuple[int | None, ...]
    """Its numbers, in the order of :data:`FACTS`."""
    entries: tuple[int, ...]
    names: frozenset[str]
    """The ids under which a person may have met it."""
    former: frozenset[int]
    """The papers that its entries belonged to before."""


def gather_joined(
    pool: WorkerPool, phrases: Phrases, joined: Iterable[Joined]
) -> Iterator[Gathered]:
    """The papers of each; ``phrases`` are what records refer to."""
    fields = (tuple(one) for one in joined)
    jobs = ((phrases, some) for some in iter(lambda: list(islice(fields, _JOB)), []))
    for results in pool.do(gather_fields, jobs):
        for rows in results:
            yield from map(Gathered._make, rows)


def gather_fields(job: tuple[Phrases, Sequence[Fields]]) -> Iterator[list[Fields]]:
    """A job of :func:`gather_joined`: fields of Joined -> those of all their papers, as one."""
    phrases, several = job
    unpack = make_unpacker(phrases)
    yield [tuple(paper) for fields in several for paper in _gather(Joined(*fields), unpack)]


def _gather(joined: Joined, unpack: Callable[[bytes], Paper]) -> Iterator[Gathered]:
    entries = [
        [StoredEntry(entry, paper, unpack(record)) for entry, paper, record in rows]
        for rows in joined.kinds
    ]
    for members, reason in _group(entries, joined):
        yield gather_paper([e for kind in members for e in entries[kind]], reason)


def _group(
    entries: Sequence[Sequence[StoredEntry]], joined: Joined
) -> Iterator[tuple[list[int], str]]:
    """The kinds that are one paper, and why."""
    if len(entries) == len(entries[0]) == 1:
        yield [0], ""  # as most
        return
    traits = [Traits(alike[0].record) for alike in entries]
    links = {(a, b): Verdict("same", reason, rank) for a, b, rank, reason in joined.links}
    decisions = Decisions(frozenset(joined.same), frozenset(joined.different))
    for members, verdicts in find_groups(traits, links, decisions):
        alike = ({judge_itself(traits[n])} for n in members if len(entries[n]) > 1)
        reason = name_reasons(verdicts.union(*alike))
        records = [entry.record for n in members for entry in entries[n]]
        yield members, note_repeated_cards(records, reason)


def gather_paper(entries: Sequence[StoredEntry], reason: str) -> Gathered:
    """The paper of a group of entries."""
    merged = merge_papers([entry.record for entry in entries], entries[0].record.id)
    numbers = facts(merged)
    return Gathered(
        sightings=by_sighting(merged),
        base=_base_of(merged, entries),
        reason=reason,
        title=fold(merged.title),
        facts=tuple([numbers[fact] for fact in FACTS]),
        entries=tuple([entry.id for entry in entries]),
        names=frozenset().union(*[_names_of(entry.record) for entry in entries]),
        former=frozenset([entry.paper for entry in entries if entry.paper is not None]),
    )


def _base_of(merged: Paper, entries: Sequence[StoredEntry]) -> str:
    """The id of a paper, by its content: the same as that of an entry with this content."""
    said = merged.arxiv_id, merged.doi, merged.title
    for entry in entries:
        if (entry.record.arxiv_id, entry.record.doi, entry.record.title) == said:
            return entry.record.id
    return base_id(*said)


def _names_of(entry: Paper) -> set[str]:
    """The ids under which a person may have met the paper of an entry."""
    others = {name for name in (entry.arxiv_id, entry.doi) if name}
    # Without them the entry's id is the digest of its title.
    return others | {entry.id, title_digest(entry.title)} if others else {entry.id}
