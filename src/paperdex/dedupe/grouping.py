"""Verdicts on pairs -> groups that are one paper, without chaining strangers together.

Independent of order: strong links are joined first, equally strong ones by content; a join is
refused if any two members are different; an entry that matches two different papers equally
well stays separate. A person's decisions take precedence over all of this.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import comb
from typing import NamedTuple

from paperdex.dedupe.blocking import block_keys
from paperdex.dedupe.candidates import (
    Pair,
    find_candidates,
    find_telling,
    place_keys,
    split_pair,
)
from paperdex.dedupe.judging import judge_traits
from paperdex.dedupe.likeness import NAMED, compare_titles
from paperdex.dedupe.traits import Traits
from paperdex.dedupe.verdict import BY_LIKENESS, DECIDED, Verdict
from paperdex.paper import Paper

DECIDED_BY_YOU = "decided by you"
REPEATED = "card repeated"
# The share of two abstracts in a reason.
_SHARE = re.compile(r"(?<=abstract )\d\.\d\d")


class Group(NamedTuple):
    """Places, in the sequence judged, of entries that are one paper; the reason if several."""

    members: tuple[int, ...]
    reason: str


class Decisions(NamedTuple):
    """Pairs of places that a person decided to be the same paper, or different ones."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


NO_DECISIONS = Decisions()


def group_papers(papers: Sequence[Paper]) -> list[Group]:
    """Groups with every place of the sequence in exactly one of them, by their first member.

    The groups are the same in whatever order the papers come.
    """
    traits = [Traits(paper) for paper in papers]
    kinds = _gather_alike(traits)
    samples = [traits[places[0]] for places in kinds]
    telling = [find_telling(kind) for kind in samples]
    found = find_candidates(place_keys(map(block_keys, samples)), telling.__getitem__)
    links = {
        pair: verdict
        for pair in map(split_pair, found)
        if (verdict := judge_traits(samples[pair[0]], samples[pair[1]])).answer == "same"
    }
    groups = []
    for members, reasons in _group_apart(samples, links):
        places = sorted(place for kind in members for place in kinds[kind])
        for kind in members:
            if len(kinds[kind]) > 1:
                reasons.add(judge_itself(samples[kind]))
        reason = note_repeated_cards([papers[place] for place in places], name_reasons(reasons))
        groups.append(Group(tuple(places), reason))
    return sorted(groups)


def _group_apart(
    kinds: Sequence[Traits], links: Mapping[Pair, Verdict]
) -> Iterator[tuple[list[int], set[Verdict]]]:
    """The groups of entries, found separately for each set that nothing joins to another."""
    for component in split_apart(range(len(kinds)), links):
        place = {kind: n for n, kind in enumerate(component.kinds)}
        moved = {(place[one], place[other]): links[one, other] for one, other in component.pairs}
        for members, verdicts in find_groups([kinds[kind] for kind in component.kinds], moved):
            yield [component.kinds[n] for n in members], verdicts


class Component(NamedTuple):
    """Kinds that verdicts or decisions join, in order, and the pairs of them that do."""

    kinds: list[int]
    pairs: set[Pair]


def split_apart(kinds: Iterable[int], pairs: Iterable[Pair]) -> Iterator[Component]:
    """The kinds, in sets that nothing joins to each other."""
    neighbours = defaultdict[int, set[int]](set)
    for one, other in pairs:
        neighbours[one].add(other)
        neighbours[other].add(one)
    done = set[int]()
    for start in kinds:
        if start in done:
            continue
        reached, border = {start}, [start]
        while border:
            for kind in neighbours.get(border.pop(), ()):
                if kind not in reached:
                    reached.add(kind)
                    border.append(kind)
        done |= reached
        joined = {(a, b) for a in reached for b in neighbours.get(a, ()) if a < b}
        yield Component(sorted(reached), joined)


def as_pair(one: int, other: int) -> Pair:
    """Two places, the smaller first."""
    return (one, other) if one < other else (other, one)


def judge_itself(kind: Traits) -> Verdict:
    """The verdict on an entry and another that says the same."""
    return judge_traits(kind, kind)


def name_reasons(verdicts: Iterable[Verdict]) -> str:
    """The reasons of a group in words, the strongest first, without those that another one
    extends. Of several shares of abstracts the lowest is given."""
    ranked = sorted({(verdict.rank, verdict.reason) for verdict in verdicts})
    lowest = dict[str, str]()
    for _, reason in ranked:
        saying = _SHARE.sub("", reason)
        lowest[saying] = min(reason, lowest.get(saying, reason))
    reasons = dict.fromkeys(lowest.values())
    told = (r for r in reasons if not any(other.startswith(f"{r} ") for other in reasons))
    return "; ".join(told)


def note_repeated_cards(entries: Sequence[Paper], reason: str) -> str:
    """The reason of a group, where some pages show its card twice, one right after the
    other: where they all do, that is the reason."""
    cards = {
        (entry.title, entry.abstract, entry.summary, at.source, at.file, at.rank)
        for entry in entries
        if (at := entry.sightings[0]).rank is not None
    }
    repeated = sum((*card, rank - 1) in cards for *card, rank in cards if rank is not None)
    if not repeated:
        return reason
    return REPEATED if repeated == len(entries) - 1 else f"{REPEATED}; {reason}"


def find_groups(
    kinds: Sequence[Traits], links: Mapping[Pair, Verdict], decisions: Decisions = NO_DECISIONS
) -> list[tuple[list[int], set[Verdict]]]:
    """The groups of entries of which no two are alike, each with the verdicts that made it.
    Every two of them are judged: give it what :func:`split_apart` gives.

    ``links`` are the pairs that are the same paper by themselves.
    """
    if len(kinds) == 1:
        return [([0], set())]
    if decisions == NO_DECISIONS and len(links) == comb(len(kinds), 2):
        # Every two are one paper, as in most groups: nothing can speak against it.
        return [(list(range(len(kinds))), _find_strongest(len(kinds), links))]
    units = _unite(len(kinds), decisions)
    bench = _Bench(kinds, units, links, decisions)
    clusters = _Clusters(len(units), bench)
    verdicts: list[set[Verdict]] = [set() for _ in units]
    for link in bench.uncontested():
        if clusters.join(link.one, link.other):
            verdicts[link.one].add(link.verdict)
    for number, unit in enumerate(units):
        if len(unit) > 1:
            verdicts[number].add(Verdict("same", DECIDED_BY_YOU, DECIDED))
    return [
        (
            sorted(kind for n in members for kind in units[n]),
            set().union(*(verdicts[n] for n in members)),
        )
        for members in clusters.members.values()
    ]


def _find_strongest(size: int, links: Mapping[Pair, Verdict]) -> set[Verdict]:
    """The verdicts that join entries one after another, the strongest first, if nothing is refused:
    those of a minimum spanning tree (Kruskal's). Which of equally strong links do makes no
    difference to what they say."""
    of = list(range(size))
    joining = set[Verdict]()
    by_strength = sorted(links.items(), key=lambda link: (link[1].rank, link[1].reason))
    for (one, other), verdict in by_strength:
        if of[one] != of[other]:
            joining.add(verdict)
            of = [of[one] if n == of[other] else n for n in of]
    return joining


def _gather_alike(traits: Sequence[Traits]) -> list[list[int]]:
    """The places of entries alike in all that counts, which are judged as one: a paper saved
    three hundred times is judged once, not 45,000 times. Those too bare to be joined even to
    their like stay by themselves."""
    alike = defaultdict[tuple[object, ...], list[int]](list)
    for place, item in enumerate(traits):
        alike[item.likeness].append(place)
    kinds = list[list[int]]()
    for places in alike.values():
        one_by_one = len(places) > 1 and judge_itself(traits[places[0]]).answer != "same"
        kinds += [[place] for place in places] if one_by_one else [places]
    return kinds


def _unite(size: int, decisions: Decisions) -> list[list[int]]:
    """Sets of entries that were decided to be one paper."""
    of = {n: [n] for n in range(size)}
    for one, other in sorted(decisions.same):
        joined = [as_pair(a, b) for a in of[one] for b in of[other] if a != b]
        if of[one] is not of[other] and decisions.different.isdisjoint(joined):
            of[one] += of[other]
            for member in of[other]:
                of[member] = of[one]
    return [members for n, members in of.items() if min(members) == n]


class _Link(NamedTuple):
    """Two units that are one paper by themselves. Sorts strong links first, and equally
    strong ones by content, so that the order of reading plays no part."""

    rank: int
    reason: str
    contents: tuple[bytes, bytes]
    one: int
    other: int
    verdict: Verdict


class _Bench:
    """Judges pairs of units, each pair once; a unit is one entry, or several that were
    decided to be one paper."""

    def __init__(
        self,
        kinds: Sequence[Traits],
        units: Sequence[Sequence[int]],
        links: Mapping[Pair, Verdict],
        decisions: Decisions,
    ) -> None:
        self._kinds = kinds
        self._units = units
        self._links = links
        self._decisions = decisions
        self._unit_of = {kind: number for number, unit in enumerate(units) for kind in unit}
        self._verdicts = dict[Pair, Verdict]()

    def uncontested(self) -> list[_Link]:
        """The links, without those of a unit that two different papers claim equally.

        A bare title could be either of two papers of that name, and a cut one either of two
        that go on differently: it stays apart.
        """
        links = self._find_links()
        claims = defaultdict[int, dict[int, int]](dict)
        for link in links:
            claims[link.one][link.other] = claims[link.other][link.one] = link.rank
        return [
            link
            for link in links
            if not self._is_contested(link.other, link.rank, claims[link.one])
            and not self._is_contested(link.one, link.rank, claims[link.other])
        ]

    def _is_contested(self, theirs: int, rank: int, claims: Mapping[int, int]) -> bool:
        """Whether another paper claims a unit as strongly as one does; ``claims`` are the ranks
        of the links of the unit, by what they lead to."""
        return any(
            its_rank <= rank
            and rival != theirs
            and (
                self.are_different(theirs, rival)
                or (its_rank == BY_LIKENESS and self._go_apart(theirs, rival))
            )
            for rival, its_rank in claims.items()
        )

    def are_different(self, one: int, other: int) -> bool:
        """Whether something speaks against the two."""
        return self._judge(*as_pair(one, other)).answer == "different"

    def _go_apart(self, one: int, other: int) -> bool:
        """Whether two are not known to be one, and their titles have only words in common."""
        return self._judge(*as_pair(one, other)).answer != "same" and all(
            compare_titles(self._kinds[a].title, self._kinds[b].title).rank < NAMED
            for a in self._units[one]
            for b in self._units[other]
        )

    def _find_links(self) -> list[_Link]:
        pairs = {as_pair(self._unit_of[a], self._unit_of[b]) for a, b in self._links}
        links = []
        for one, other in pairs:
            verdict = self._judge(one, other) if one != other else None
            if verdict is not None and verdict.answer == "same":
                contents = sorted((self._content(one), self._content(other)))
                places = (contents[0], contents[1])
                links.append(_Link(verdict.rank, verdict.reason, places, one, other, verdict))
        return sorted(links)

    def _content(self, unit: int) -> bytes:
        return min(self._kinds[kind].content for kind in self._units[unit])

    def _judge(self, one: int, other: int) -> Verdict:
        """The strongest of several verdicts that says same, else one that says different."""
        if (one, other) not in self._verdicts:
            pairs = [as_pair(a, b) for a in self._units[one] for b in self._units[other]]
            self._verdicts[one, other] = self._weigh(pairs)
        return self._verdicts[one, other]

    def _weigh(self, pairs: Sequence[Pair]) -> Verdict:
        if not self._decisions.different.isdisjoint(pairs):
            return Verdict("different", DECIDED_BY_YOU, DECIDED)
        order = ("same", "different", "doubtful", "unknown")
        found = [self._judge_pair(pair) for pair in pairs]
        return min(
            found, key=lambda verdict: (order.index(verdict.answer), verdict.rank, verdict.reason)
        )

    def _judge_pair(self, pair: Pair) -> Verdict:
        return self._links.get(pair) or judge_traits(self._kinds[pair[0]], self._kinds[pair[1]])


class _Clusters:
    """Disjoint sets; refuses a join that would bring two together that are different."""

    def __init__(self, size: int, bench: _Bench) -> None:
        self._bench = bench
        self._of = list(range(size))
        self.members = {n: [n] for n in range(size)}

    def join(self, one: int, other: int) -> bool:
        """Join two sets; returns whether that was possible."""
        keep, drop = sorted((self._of[one], self._of[other]))
        if keep == drop:
            return False
        apart = self._bench.are_different
        if any(apart(a, b) for a in self.members[keep] for b in self.members[drop]):
            return False
        for n in self.members[drop]:
            self._of[n] = keep
        self.members[keep] += self.members.pop(drop)
        return True
