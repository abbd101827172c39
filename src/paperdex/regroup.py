"""Entries that came or went -> the papers that change with them.

Has new entries judged by :mod:`paperdex.dedupe` against what shares a key with them,
gathers what verdicts and decisions join, has it grouped, and gives every group its id.
What is joined by nothing can be grouped apart from the rest with the same result as
all at once; so adding a page costs as much as its entries have candidates.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice, pairwise
from operator import attrgetter
from typing import NamedTuple

from paperdex.crew import ALONE, Crew, Progress
from paperdex.dedupe.candidates import Pair, sort_numbers
from paperdex.dedupe.grouping import (
    Component,
    Decisions,
    find_groups,
    judge_itself,
    name_reasons,
    note_repeated_cards,
    split_apart,
)
from paperdex.dedupe.judging import Verdict
from paperdex.dedupe.traits import Traits
from paperdex.ids import base_id, digest, title_digest
from paperdex.merge import by_sighting, merge_papers
from paperdex.paper import Paper
from paperdex.query import FACTS, facts
from paperdex.store import NewPaper, Store, StoredEntry
from paperdex.store.kinds import (
    ConnectedEntry,
    connect_kinds,
    connected_entries,
    decided_among_connected,
    entries_of_kind,
    verdicts_among_connected,
)
from paperdex.store.records import unpack
from paperdex.text import fold
from paperdex.verdicts import judge_new

# Papers that are written at once.
_BATCH = 1000


class Regrouped(NamedTuple):
    """The ids of papers that are no more, and the numbers of those that are new."""

    gone: list[str]
    new: list[range]


class _Gathered(NamedTuple):
    """A paper that still needs an id: where it was seen, and the papers its entries
    belonged to before."""

    sightings: tuple[tuple[str, str, int, int], ...]
    paper: NewPaper
    former: frozenset[int]


def regroup(
    store: Store,
    entries: range,
    papers: set[int],
    ids: "array[int] | None" = None,
    crew: Crew = ALONE,
    progress: Progress | None = None,
) -> Regrouped:
    """Group anew the entries given, those of the papers given, and all that is joined
    with them.

    ``ids`` are numbers for the ids that the entries would have by themselves, where no
    others are grouped: then papers whose id no other can have need not wait for them.
    """
    judge_new(store, crew, progress)
    connect_kinds(store, entries, papers)
    is_first = not store.has_papers()
    shared = _find_repeated(ids) if is_first and ids else None
    added = list[range]()
    waiting = list[_Gathered]()
    for gathered in _in_batches(_gather(*group) for group in _group(store)):
        free, others = _part(gathered, shared)
        waiting += others
        added.append(store.add_papers([group.paper for group in free]))
        if progress:
            done = len(waiting) + sum(map(len, added))
            progress(done, len(entries), "grouping", done)
    papers = papers.union(*(group.former for group in waiting))
    bases = store.bases_of(papers) | {group.paper.base for group in waiting}
    # Which id a paper has depends on who else would have it.
    namesakes = set() if is_first else _find_namesakes(store, bases) - papers
    for paper in sorted(namesakes):
        waiting.append(_gather(store.entries_of_paper(paper), store.reason_of_paper(paper)))
    old_names = store.remove_papers(papers | namesakes)
    added.append(_add_papers(store, waiting, old_names))
    return Regrouped([names[0] for names in old_names.values()], added)


def _find_repeated(ids: "array[int]") -> set[int]:
    """The numbers that come several times."""
    sort_numbers(ids)
    return {one for one, other in pairwise(ids) if one == other}


def _part(
    gathered: Sequence[_Gathered], shared: set[int] | None
) -> tuple[list[_Gathered], list[_Gathered]]:
    """Papers that have their id whatever others are called, and the others."""
    if shared is None:
        return [], list(gathered)
    free, others = list[_Gathered](), list[_Gathered]()
    for group in gathered:
        paper = group.paper
        if hash(paper.base) in shared:
            others.append(group)
        else:
            named = paper._replace(name=paper.base, aliases=paper.aliases - {paper.base})
            free.append(group._replace(paper=named))
    return free, others


def _in_batches(groups: Iterator[_Gathered]) -> Iterator[list[_Gathered]]:
    while batch := list(islice(groups, _BATCH)):
        yield batch


def _find_namesakes(store: Store, bases: Iterable[str]) -> set[int]:
    return {paper for base in bases for paper in store.papers_with_base(base)}


def _group(store: Store) -> Iterator[tuple[list[StoredEntry], str]]:
    """The groups of the entries that were connected last, each with its reason."""
    verdicts = {
        (kept.one, kept.other): Verdict("same", kept.reason, kept.rank)
        for kept in verdicts_among_connected(store)
    }
    decided = decided_among_connected(store)
    joined = {kind for pair in (*verdicts, *decided) for kind in pair}
    for kind, rows in groupby(connected_entries(store), attrgetter("kind")):
        if kind not in joined:
            entries = [_read(row) for row in rows]
            reason = ""
            if len(entries) > 1:
                reason = name_reasons({judge_itself(Traits(entries[0].record))})
            yield _with_repeated(entries, reason)
    for component in split_apart(sorted(joined), [*verdicts, *decided]):
        yield from _group_joined(store, component, verdicts, decided)


def _group_joined(
    store: Store,
    component: Component,
    verdicts: Mapping[Pair, Verdict],
    decided: Mapping[Pair, str],
) -> Iterator[tuple[list[StoredEntry], str]]:
    entries = [[_read(row) for row in entries_of_kind(store, n)] for n in component.kinds]
    traits = [Traits(alike[0].record) for alike in entries]
    place = {kind: n for n, kind in enumerate(component.kinds)}
    same, different = (
        frozenset((place[a], place[b]) for a, b in component.pairs if decided.get((a, b)) == x)
        for x in ("same", "different")
    )
    links = {(place[a], place[b]): verdicts[a, b] for a, b in component.pairs if (a, b) in verdicts}
    for members, reasons in find_groups(traits, links, Decisions(same, different)):
        alike = ({judge_itself(traits[n])} for n in members if len(entries[n]) > 1)
        group = [entry for n in members for entry in entries[n]]
        yield _with_repeated(group, name_reasons(reasons.union(*alike)))


def _read(row: ConnectedEntry) -> StoredEntry:
    return StoredEntry(row.entry, row.paper, unpack(row.record))


def _with_repeated(entries: list[StoredEntry], reason: str) -> tuple[list[StoredEntry], str]:
    return entries, note_repeated_cards([entry.record for entry in entries], reason)


def _gather(entries: Sequence[StoredEntry], reason: str) -> _Gathered:
    """The paper of a group of entries."""
    merged = merge_papers([entry.record for entry in entries], "")
    numbers = facts(merged)
    paper = NewPaper(
        name="",
        base=_base_of(merged, entries),
        reason=reason,
        title=fold(merged.title),
        facts=tuple(numbers[fact] for fact in FACTS),
        entries=tuple(entry.id for entry in entries),
        aliases=frozenset(name for entry in entries for name in _names_of(entry.record)),
    )
    former = frozenset(entry.paper for entry in entries if entry.paper is not None)
    return _Gathered(by_sighting(merged), paper, former)


def _base_of(merged: Paper, entries: Sequence[StoredEntry]) -> str:
    """The id of a paper by what it says; that of an entry that says the same."""
    said = merged.arxiv_id, merged.doi, merged.title
    same = (
        e.record.id for e in entries if (e.record.arxiv_id, e.record.doi, e.record.title) == said
    )
    return next(same, None) or base_id(*said)


def _names_of(entry: Paper) -> set[str]:
    """The ids under which a person may have met the paper of an entry."""
    others = {name for name in (entry.arxiv_id, entry.doi) if name}
    # Without them the entry's id is the digest of its title.
    return others | {entry.id, title_digest(entry.title)} if others else {entry.id}


def _add_papers(
    store: Store, gathered: Iterable[_Gathered], old_names: Mapping[int, Sequence[str]]
) -> range:
    """Put papers in the store, each with its id and those that its entries had before."""
    groups = sorted(gathered)
    times = Counter(group.paper.base for group in groups)
    inherited = set[int]()
    added = dict[str, NewPaper]()
    has_papers = store.has_papers()
    for group in groups:
        name = group.paper.base
        if has_papers or times[name] > 1 or name in added:
            name = _name(store, group.paper, times[name], added)
        aliases = set(group.paper.aliases)
        for paper in group.former - inherited:
            aliases.update(old_names.get(paper, ()))
        inherited |= group.former
        aliases.discard(name)
        added[name] = group.paper._replace(name=name, aliases=frozenset(aliases))
    return store.add_papers(list(added.values()))


def _name(store: Store, paper: NewPaper, times: int, added: Mapping[str, NewPaper]) -> str:
    """The id of a paper: where several would have one, a digest of the content tells
    them apart, and where even that is equal, their order."""
    name = paper.base
    if times > 1:
        name = f"{name}-{_digest_content(store.records_of_entries(paper.entries))}"
    nth, plain = 2, name
    while name in added or store.has_paper(name):
        name, nth = f"{plain}-{nth}", nth + 1
    return name


def _digest_content(entries: Sequence[Paper]) -> str:
    """Four letters of what the entries say, whichever of them was seen first."""
    said = {
        repr((p.title, p.abstract, p.authors, p.date, p.venue, p.volume, p.number, p.pages, p.doi))
        for p in entries
    }
    return digest("".join(sorted(said)), 4)
