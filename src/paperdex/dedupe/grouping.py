"""Verdicts on pairs -> groups that are one paper, without chaining strangers together.

Independent of order: strong links are joined first, equally strong ones by content; a join is
refused if any two members are different, or by namesakes; an entry that matches two different
papers equally well stays separate. A person's decisions take precedence over all of this.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import comb
from operator import attrgetter
from typing import Any, NamedTuple

from paperdex.dedupe.judging import judge_traits
from paperdex.dedupe.likeness import NAMED, compare_titles
from paperdex.dedupe.pairs import Pair, as_pair
from paperdex.dedupe.traits import Traits
from paperdex.dedupe.verdict import BY_LIKENESS, DECIDED, Verdict

_DECIDED_BY_YOU = "decided by you"


class Decisions(NamedTuple):
    """Pairs of places that a person decided to be the same paper, or different ones."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


_NO_DECISIONS = Decisions()


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


def find_groups(
    kinds: Sequence[Traits], links: Mapping[Pair, Verdict], decisions: Decisions = _NO_DECISIONS
) -> list[tuple[list[int], set[Verdict]]]:
    """The groups of entries of which no two are alike, each with the verdicts that made it.
    Every two of them are judged: give it what :func:`split_apart` gives.

    ``links`` are the pairs that are the same paper by themselves.
    """
    if len(kinds) == 1:
        return [([0], set())]
    if decisions == _NO_DECISIONS and len(links) == comb(len(kinds), 2):
        # Every two are one paper, as in most groups: nothing can speak against it.
        return [(list(range(len(kinds))), _find_strongest(len(kinds), links))]
    units = _unite(len(kinds), decisions)
    judge = _Judge(kinds, units, links, decisions)
    clusters = _Clusters(len(units), judge)
    verdicts: list[set[Verdict]] = [set() for _ in units]
    for link in judge.uncontested():
        if clusters.join(link.one, link.other):
            verdicts[link.one].add(link.verdict)
    for number, unit in enumerate(units):
        if len(unit) > 1:
            verdicts[number].add(Verdict("same", _DECIDED_BY_YOU, DECIDED))
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
    """Two units that are one paper by themselves, and digests of what they say."""

    one: int
    other: int
    verdict: Verdict
    contents: list[bytes]

    @property
    def order(self) -> tuple[Any, ...]:
        """Puts strong links first, and equally strong ones by content, so that the order of
        reading plays no part."""
        return self.verdict.rank, self.verdict.reason, self.contents, self.one, self.other


class _Judge:
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
            claims[link.one][link.other] = claims[link.other][link.one] = link.verdict.rank
        return [
            link
            for link in links
            if not self._is_contested(link.other, link.verdict.rank, claims[link.one])
            and not self._is_contested(link.one, link.verdict.rank, claims[link.other])
        ]

    def _is_contested(self, theirs: int, rank: int, claims: Mapping[int, int]) -> bool:
        """Whether another paper claims a unit as strongly as one does; ``claims`` are the ranks
        of the links of the unit, by what they lead to."""
        return any(
            its_rank <= rank
            and rival != theirs
            and (
                self.are_apart(theirs, rival)
                or (its_rank == BY_LIKENESS and self._are_only_alike(theirs, rival))
            )
            for rival, its_rank in claims.items()
        )

    def are_apart(self, one: int, other: int) -> bool:
        """Whether something speaks against the two, whatever speaks for it."""
        return self._judge(*as_pair(one, other)).parts

    def _are_only_alike(self, one: int, other: int) -> bool:
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
                links.append(_Link(one, other, verdict, contents))
        return sorted(links, key=attrgetter("order"))

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
            return Verdict("different", _DECIDED_BY_YOU, DECIDED)
        order = ("same", "different", "doubtful", "unknown")
        found = [self._judge_pair(pair) for pair in pairs]
        return min(
            found, key=lambda verdict: (order.index(verdict.answer), verdict.rank, verdict.reason)
        )

    def _judge_pair(self, pair: Pair) -> Verdict:
        return self._links.get(pair) or judge_traits(self._kinds[pair[0]], self._kinds[pair[1]])


class _Clusters:
    """Disjoint sets; refuses a join that would bring two together that are different."""

    def __init__(self, size: int, judge: _Judge) -> None:
        self._judge = judge
        self._of = list(range(size))
        self.members = {n: [n] for n in range(size)}

    def join(self, one: int, other: int) -> bool:
        """Join two sets; returns whether that was possible."""
        keep, drop = sorted((self._of[one], self._of[other]))
        if keep == drop:
            return False
        are_apart = self._judge.are_apart
        if any(are_apart(a, b) for a in self.members[keep] for b in self.members[drop]):
            return False
        for n in self.members[drop]:
            self._of[n] = keep
        self.members[keep] += self.members.pop(drop)
        return True
