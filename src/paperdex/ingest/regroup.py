"""Entries that came or went -> the papers that change because of them.

New entries are judged by :mod:`paperdex.dedupe` against those that share a key with them;
what verdicts and decisions join is gathered and grouped, and every group gets its id. What
nothing joins to the rest can be grouped separately, with the same result as all at once: so
the cost of adding a page depends on the candidates of its entries.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice, pairwise
from operator import attrgetter
from typing import NamedTuple

from paperdex.dedupe.grouping import Component, split_apart
from paperdex.dedupe.pairs import Pair, sort_numbers
from paperdex.ids import digest
from paperdex.ingest.gathering import (
    Gathered,
    Joined,
    KindRows,
    StoredEntry,
    gather_joined,
    gather_paper,
)
from paperdex.ingest.verdicts import judge_new
from paperdex.paper import Paper
from paperdex.store import Store
from paperdex.store.connected import (
    ConnectedEntry,
    connect_kinds,
    connected_entries,
    decided_among_connected,
    entries_of_kinds,
    verdicts_among_connected,
)
from paperdex.store.entries import entries_of_paper, read_entries
from paperdex.store.pairs import KeptVerdict
from paperdex.store.papers import (
    NewPaper,
    add_papers,
    bases_of,
    has_paper,
    has_papers,
    papers_with_base,
    reason_of_paper,
    remove_papers,
)
from paperdex.workers import ALONE, WorkerPool

# How many sets of kinds that nothing joins to each other are read at once.
_SETS = 200
# How many papers are written at once: those of one job. With more the processes that gather papers
# would have nothing to do while they are written.
_PAPERS = _SETS


class Regrouped(NamedTuple):
    """The ids of papers that no longer exist, and the numbers of new ones."""

    gone: list[str]
    new: list[range]


def regroup(
    store: Store,
    entries: range,
    papers: set[int],
    ids: "array[int] | None" = None,
    pool: WorkerPool = ALONE,
) -> Regrouped:
    """Group the given entries again, with those of the given papers and all that is joined
    with them.

    ``ids`` are numbers for the ids that the entries would have by themselves, if no others are
    grouped: papers whose id no other paper can have need not wait for the others then.
    """
    judge_new(store, pool)
    connect_kinds(store, entries, papers)
    is_first = not has_papers(store)
    shared = _find_repeated(ids) if is_first and ids else None
    added, waiting = _gather_all(store, len(entries), pool, shared)
    papers = papers.union(*(paper.former for paper in waiting))
    if not is_first:
        # Which id a paper has depends on who else would have it.
        namesakes = _find_namesakes(store, papers, waiting)
        waiting += [_gather_again(store, paper) for paper in sorted(namesakes)]
        papers |= namesakes
    old_names = remove_papers(store, papers)
    added.append(_add_papers(store, waiting, old_names))
    return Regrouped([names[0] for names in old_names.values()], added)


def _gather_all(
    store: Store, total: int, pool: WorkerPool, shared: set[int] | None
) -> tuple[list[range], list[Gathered]]:
    """Gather what is joined. Papers whose id no other can have are added at once: their numbers,
    and the papers that wait for their ids."""
    added, waiting = list[range](), list[Gathered]()
    arriving = gather_joined(pool, store.phrases(), _read_joined(store))
    while gathered := list(islice(arriving, _PAPERS)):
        free, others = _part(gathered, shared)
        waiting += others
        added.append(add_papers(store, [_name_paper(paper, paper.base) for paper in free]))
        done = len(waiting) + sum(map(len, added))
        pool.progress(done, total, "grouping", done)
    return added, waiting


def _find_repeated(ids: "array[int]") -> set[int]:
    """The numbers that occur several times."""
    sort_numbers(ids)
    return {one for one, other in pairwise(ids) if one == other}


def _part(
    gathered: Sequence[Gathered], shared: set[int] | None
) -> tuple[list[Gathered], list[Gathered]]:
    """Papers whose id does not depend on other papers, and the rest."""
    if shared is None:
        return [], list(gathered)
    free, others = list[Gathered](), list[Gathered]()
    for paper in gathered:
        (others if hash(paper.base) in shared else free).append(paper)
    return free, others


def _name_paper(paper: Gathered, name: str, old_names: Iterable[str] = ()) -> NewPaper:
    """The paper with its id, and with the other ids by which it was known."""
    return NewPaper(
        name=name,
        base=paper.base,
        reason=paper.reason,
        title=paper.title,
        facts=paper.facts,
        entries=paper.entries,
        aliases=paper.names.union(old_names) - {name},
    )


def _find_namesakes(store: Store, papers: set[int], waiting: Iterable[Gathered]) -> set[int]:
    """Other papers that would have the id of one of these that go, or of those that come."""
    bases = bases_of(store, papers) | {paper.base for paper in waiting}
    return {paper for base in bases for paper in papers_with_base(store, base)} - papers


def _gather_again(store: Store, paper: int) -> Gathered:
    """A paper of the store as it is, without an id."""
    entries = [StoredEntry(n, paper, record) for n, record in entries_of_paper(store, paper)]
    return gather_paper(entries, reason_of_paper(store, paper))


def _read_joined(store: Store) -> Iterator[Joined]:
    """The kinds that were last connected, in sets that nothing joins to each other."""
    verdicts = {(kept.one, kept.other): kept for kept in verdicts_among_connected(store)}
    decided = decided_among_connected(store)
    joined = {kind for pair in (*verdicts, *decided) for kind in pair}
    for kind, rows in groupby(connected_entries(store), attrgetter("kind")):
        if kind not in joined:
            yield Joined([_rows_of(rows)], [], [], [])
    components = split_apart(sorted(joined), [*verdicts, *decided])
    while some := list(islice(components, _SETS)):
        kinds = [kind for component in some for kind in component.kinds]
        entries = entries_of_kinds(store, kinds)
        yield from (_join(component, entries, verdicts, decided) for component in some)


def _join(
    component: Component,
    entries: Mapping[int, Sequence[ConnectedEntry]],
    verdicts: Mapping[Pair, KeptVerdict],
    decided: Mapping[Pair, str],
) -> Joined:
    """A set of kinds with its entries and links; kinds are named by their places in it, so that
    other processes need not know them."""
    place = {kind: n for n, kind in enumerate(component.kinds)}
    places = {(a, b): (place[a], place[b]) for a, b in component.pairs}
    kept = [(at, verdicts[pair]) for pair, at in places.items() if pair in verdicts]
    links = [(*at, verdict.rank, verdict.reason) for at, verdict in kept]
    same, different = (
        [at for pair, at in places.items() if decided.get(pair) == answer]
        for answer in ("same", "different")
    )
    rows = [_rows_of(entries.get(kind, ())) for kind in component.kinds]
    return Joined(rows, links, same, different)


def _rows_of(entries: Iterable[ConnectedEntry]) -> KindRows:
    return [(entry.entry, entry.paper, entry.record) for entry in entries]


def _add_papers(
    store: Store, gathered: Iterable[Gathered], old_names: Mapping[int, Sequence[str]]
) -> range:
    """Store papers, each with its id and the ids that its entries had before. An id that entries
    have by themselves stays with these."""
    papers = sorted(gathered)
    times = Counter(paper.base for paper in papers)
    names = set[str]()
    if old_names:
        names.update(*(paper.names for paper in papers))
    inherited = set[int]()
    added = dict[str, NewPaper]()
    may_clash = has_papers(store)
    for paper in papers:
        name = paper.base
        if may_clash or times[name] > 1 or name in added:
            name = _find_name(store, paper, times[name], added)
        heirs = paper.former - inherited
        inherited |= heirs
        before = (n for former in heirs for n in old_names.get(former, ()) if n not in names)
        added[name] = _name_paper(paper, name, before)
    return add_papers(store, list(added.values()))


def _find_name(store: Store, paper: Gathered, times: int, added: Mapping[str, NewPaper]) -> str:
    """The id of a paper. If several would have the same one, a digest of the content tells
    them apart, and if even that is equal, their order."""
    name = paper.base
    if times > 1:
        name = f"{name}-{_digest_content(read_entries(store, paper.entries))}"
    nth, plain = 2, name
    while name in added or has_paper(store, name):
        name, nth = f"{plain}-{nth}", nth + 1
    return name


def _digest_content(entries: Sequence[Paper]) -> str:
    """Four letters for what the entries say, in whatever order they were seen."""
    said = {
        repr((p.title, p.abstract, p.authors, p.date, p.venue, p.volume, p.number, p.pages, p.doi))
        for p in entries
    }
    return digest("".join(sorted(said)), 4)
