"""Entries that came or went -> the papers that change with them.

Has new entries judged by :mod:`paperdex.dedupe` against what shares a key with them,
gathers what verdicts and decisions join, has it grouped, and gives every group its id.
What is joined by nothing can be grouped apart from the rest with the same result as
all at once; so adding a page costs as much as its entries have candidates.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from paperdex.dedupe.grouping import (
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
    connect_kinds,
    decided_among_connected,
    entries_of_connected,
    verdicts_among_connected,
)
from paperdex.text import fold
from paperdex.verdicts import judge_new


class Regrouped(NamedTuple):
    """The ids of papers that are no more, and of those that are new."""

    gone: list[str]
    new: list[str]


class AtHand(NamedTuple):
    """What was just read and need not be read from the store: entries by number, and one
    of each kind."""

    entries: dict[int, Paper]
    kinds: dict[int, Traits]


NOTHING_AT_HAND = AtHand({}, {})


class _Gathered(NamedTuple):
    """A paper that still needs an id: where it was seen, and the papers its entries
    belonged to before."""

    sightings: tuple[tuple[str, str, int, int], ...]
    paper: NewPaper
    former: frozenset[int]


def regroup(store: Store, entries: Iterable[int], papers: set[int], at_hand: AtHand) -> Regrouped:
    """Group anew the entries given, those of the papers given, and all that is joined
    with them."""
    judge_new(store, at_hand.kinds)
    kinds = connect_kinds(store, entries, papers)
    known = _Known(store, entries_of_connected(store), at_hand)
    gathered = [
        _gather(group, note_repeated_cards([entry.record for entry in group], reason))
        for members, reason in _group(kinds, known)
        if (group := known.entries(members))
    ]
    papers = papers.union(*(group.former for group in gathered))
    bases = store.bases_of(papers) | {group.paper.base for group in gathered}
    # Which id a paper has depends on who else would have it.
    namesakes = _find_namesakes(store, bases) - papers
    for paper in sorted(namesakes):
        gathered.append(_gather(store.entries_of_paper(paper), store.reason_of_paper(paper)))
    old_names = store.remove_papers(papers | namesakes)
    new = _add_papers(store, gathered, old_names)
    return Regrouped([names[0] for names in old_names.values()], new)


class _Known:
    """The entries of the kinds that were connected, read when asked for."""

    def __init__(
        self,
        store: Store,
        places: Mapping[int, Sequence[tuple[int, int | None]]],
        at_hand: AtHand,
    ) -> None:
        self.store = store
        self._places = places
        self._at_hand = at_hand

    def entries(self, kinds: Iterable[int]) -> list[StoredEntry]:
        """All entries of the kinds."""
        return [
            StoredEntry(entry, paper, self._read(entry))
            for kind in kinds
            for entry, paper in self._places[kind]
        ]

    def sample(self, kind: int) -> Traits:
        """One entry of a kind, for what all of them say."""
        return self._at_hand.kinds.get(kind) or Traits(self._read(self._places[kind][0][0]))

    def has_several(self, kind: int) -> bool:
        """Whether a kind has more than one entry."""
        return len(self._places[kind]) > 1

    def _read(self, entry: int) -> Paper:
        return self._at_hand.entries.get(entry) or self.store.read_entry(entry)


def _find_namesakes(store: Store, bases: Iterable[str]) -> set[int]:
    if not store.count_papers():
        return set()
    return {paper for base in bases for paper in store.papers_with_base(base)}


def _group(kinds: Sequence[int], known: _Known) -> Iterator[tuple[list[int], str]]:
    """The groups of the kinds that were connected last, each with its reason."""
    verdicts = {
        (kept.one, kept.other): Verdict("same", kept.reason, kept.rank)
        for kept in verdicts_among_connected(known.store)
    }
    decided = decided_among_connected(known.store)
    for component in split_apart(kinds, [*verdicts, *decided]):
        if len(component.kinds) == 1 and not known.has_several(component.kinds[0]):
            yield component.kinds, ""
            continue
        traits = [known.sample(kind) for kind in component.kinds]
        place = {kind: n for n, kind in enumerate(component.kinds)}
        same, different = (
            frozenset((place[a], place[b]) for a, b in component.pairs if decided.get((a, b)) == x)
            for x in ("same", "different")
        )
        links = {
            (place[a], place[b]): verdicts[a, b] for a, b in component.pairs if (a, b) in verdicts
        }
        for members, reasons in find_groups(traits, links, Decisions(same, different)):
            alike = (
                {judge_itself(traits[n])} for n in members if known.has_several(component.kinds[n])
            )
            yield [component.kinds[n] for n in members], name_reasons(reasons.union(*alike))


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
) -> list[str]:
    """Put papers in the store, each with its id and those that its entries had before."""
    groups = sorted(gathered)
    times = Counter(group.paper.base for group in groups)
    inherited = set[int]()
    added = dict[str, NewPaper]()
    has_papers = store.count_papers() > 0
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
    store.add_papers(list(added.values()))
    return list(added)


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
