"""Papers, each read from one entry -> groups that are one paper, and why.

Order-free: the groups depend on the entries alone. A missed duplicate is
preferred to a wrong merge, so two entries are joined for a stated reason only,
and never where something speaks against it. A missing field is unknown, not
different.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import combinations, pairwise
from typing import Any, NamedTuple

from paperdex.merge import is_preprint_doi
from paperdex.paper import Paper
from paperdex.text import fold, title_key

# Abstracts of different papers share under a tenth of their word pairs; two
# versions of one share more than half, a cut one nearly all of what is left.
SAME_ABSTRACT = 0.35
# Shorter ones ("No abstract available.") say nothing.
_SHORTEST_ABSTRACT = 8
# A year may be off by one between the submission and the printed volume.
_YEARS_APART = 1
# An equal DOI needs titles that share most of their words: supplements share
# the DOI of the whole volume.
_SAME_DOI_TITLE = 0.7
# Titles that many papers have: they need more than the title.
_SERIAL = re.compile(
    r"(?:guest)?editorials?|introduction|preface|foreword|bookreviews?|reviews?|erratum|errata"
    r"|corrigendum|correction|corrections|comments?|reply|response|discussion|conclusions?|abstracts?"
    r"|editorscomments?|letters?(?:totheeditors?)?|obituary|announcements?|news|inthisissue|fromtheeditors?"
    r"|tableofcontents|frontmatter|titlepage|panel|keynote(?:address)?|summary|untitled|technicalreport"
)

_REPEATED = "card repeated"
_WORD = re.compile(r"\w+")


class Verdict(NamedTuple):
    """What two entries are to each other: ``same``, ``different`` or ``unknown``, and why."""

    answer: str
    reason: str = ""


class Group(NamedTuple):
    """Places, in the sequence judged, of entries that are one paper; the reason if several."""

    members: tuple[int, ...]
    reason: str


class _Judged:
    """A paper with what judging it needs, worked out once, when first asked for."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.key = title_key(paper.title)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(fold(self.paper.title)))

    @cached_property
    def word_pairs(self) -> frozenset[tuple[str, str]]:
        words = _WORD.findall(fold(self.paper.abstract or ""))
        if len(words) < _SHORTEST_ABSTRACT:
            return frozenset()
        return frozenset(pairwise(words))

    @cached_property
    def name_parts(self) -> frozenset[str]:
        parts = _WORD.findall(fold(" ".join(self.paper.authors)))
        return frozenset(part for part in parts if len(part) > 1)

    @cached_property
    def year(self) -> int | None:
        return int(self.paper.date[:4]) if self.paper.date else None

    @property
    def content(self) -> bytes:
        """A digest of the likeness, to sort by."""
        return blake2b(repr(self.likeness).encode(), digest_size=16).digest()

    @property
    def likeness(self) -> tuple[Any, ...]:
        """All that judging looks at: entries alike in this are judged as one."""
        p = self.paper
        return (
            self.key,
            p.abstract,
            p.authors,
            p.date,
            p.arxiv_id,
            p.doi,
            p.volume,
            p.number,
            p.pages,
        )


def block_keys(paper: Paper) -> list[str]:
    """The keys of which two entries must share one to be compared at all."""
    keys = [f"title:{title_key(paper.title)}"]
    if paper.arxiv_id:
        keys.append(f"arxiv:{paper.arxiv_id}")
    if paper.doi:
        keys.append(f"doi:{paper.doi}")
    return keys


def group_papers(papers: Sequence[Paper]) -> list[Group]:
    """Every place of the sequence in exactly one group; groups by their first member.

    The groups are the same in whatever order the papers come.
    """
    kinds = _gather_alike([_Judged(paper) for paper in papers])
    bench = _Bench([kind.sample for kind in kinds])
    clusters = _Clusters(len(kinds))
    reasons = {n: [kind.reason] if kind.reason else [] for n, kind in enumerate(kinds)}
    for link in _uncontested(bench.find_links(), bench):
        if clusters.join(link.one, link.other, bench):
            reasons[link.one].append(link.reason)
    groups = []
    for members in clusters.members.values():
        given = {reason for n in members for reason in reasons[n]}
        places = sorted(place for n in members for place in kinds[n].places)
        given = _note_repeated_cards([papers[place] for place in places], given)
        groups.append(Group(tuple(places), "; ".join(sorted(given, key=_strength))))
    return sorted(groups)


def _note_repeated_cards(papers: Sequence[Paper], reasons: set[str]) -> set[str]:
    """The reasons, where some pages show a card twice, one right after the other."""
    seen = [paper.sightings[0] for paper in papers]
    cards = {(at.source, at.file, at.rank) for at in seen if at.rank is not None}
    repeated = sum((source, file, rank - 1) in cards for source, file, rank in cards)
    if not repeated:
        return reasons
    return {_REPEATED} if repeated == len(papers) - 1 else reasons | {_REPEATED}


def judge(one: Paper, other: Paper) -> Verdict:
    """Whether two entries are one paper, with the evidence in words."""
    return _judge(_Judged(one), _Judged(other))


def _judge(one: _Judged, other: _Judged) -> Verdict:
    a, b = one.paper, other.paper
    if a.arxiv_id and a.arxiv_id == b.arxiv_id:
        return Verdict("same", f"same arXiv id {a.arxiv_id}")
    if a.arxiv_id and b.arxiv_id:
        return Verdict("different", "different arXiv ids")
    if (
        a.doi
        and b.doi
        and a.doi != b.doi
        and not (is_preprint_doi(a.doi) or is_preprint_doi(b.doi))
    ):
        return Verdict("different", "different DOIs")
    if a.doi and a.doi == b.doi and _overlap(one.words, other.words) >= _SAME_DOI_TITLE:
        return Verdict("same", f"same DOI {a.doi}")
    if one.key != other.key:
        return Verdict("unknown")
    return _judge_same_title(one, other)


def _judge_same_title(one: _Judged, other: _Judged) -> Verdict:
    a, b = one.paper, other.paper
    if one.word_pairs and other.word_pairs:
        overlap = _overlap(one.word_pairs, other.word_pairs)
        if overlap < SAME_ABSTRACT:
            return Verdict("different", f"same title, but abstracts overlap only {overlap:.2f}")
        return Verdict("same", f"same title and overlapping abstract {overlap:.2f}")
    if one.year and other.year and abs(one.year - other.year) > _YEARS_APART:
        return Verdict("different", "same title, but years apart")
    if one.name_parts and other.name_parts and not one.name_parts & other.name_parts:
        return Verdict("different", "same title, but by others")
    if _differ(a.volume, b.volume) or _differ(a.number, b.number) or _differ(a.pages, b.pages):
        return Verdict("unknown")
    if _SERIAL.fullmatch(one.key):
        return Verdict("unknown")
    if one.name_parts and other.name_parts:
        return Verdict("same", "same title and authors")
    return Verdict("same", "same title")


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _overlap(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Shared share of the smaller set, 0 to 1: a cut text overlaps the whole one fully."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _strength(reason: str) -> tuple[int, str]:
    """Strong links first, so that a weak one can't claim a place that a strong one needs."""
    order = (
        _REPEATED,
        "same arXiv id",
        "same DOI",
        "same title and overlapping",
        "same title and",
        "same title",
    )
    return next(n for n, start in enumerate(order) if reason.startswith(start)), reason


class _Kind(NamedTuple):
    """Entries alike in all that counts, judged as one: a paper saved three hundred
    times is judged once, not 45,000 times. The reason is empty for a single one."""

    sample: _Judged
    places: list[int]
    reason: str


def _gather_alike(judged: Sequence[_Judged]) -> list[_Kind]:
    """Entries too bare to be joined even to their like are kinds of their own."""
    alike = defaultdict[tuple[Any, ...], list[int]](list)
    for place, item in enumerate(judged):
        alike[item.likeness].append(place)
    kinds = []
    for places in alike.values():
        sample = judged[places[0]]
        verdict = _judge(sample, sample) if len(places) > 1 else Verdict("unknown")
        if len(places) == 1 or verdict.answer == "same":
            kinds.append(_Kind(sample, places, verdict.reason))
        else:
            kinds += [_Kind(judged[place], [place], "") for place in places]
    return kinds


class _Link(NamedTuple):
    """Two kinds that are the same paper by themselves. Sorts strong links first, and
    equally strong ones by content, so that the order of reading plays no part."""

    strength: tuple[int, str]
    contents: tuple[bytes, bytes]
    one: int
    other: int
    reason: str


class _Bench:
    """Judges pairs of kinds, each pair once."""

    def __init__(self, kinds: Sequence[_Judged]) -> None:
        self._kinds = kinds
        self._verdicts: dict[tuple[int, int], Verdict] = {}
        self.vetoes = defaultdict[int, set[int]](set)

    def find_links(self) -> list[_Link]:
        """The links between kinds that share a key."""
        blocks = defaultdict[str, list[int]](list)
        for n, kind in enumerate(self._kinds):
            for key in block_keys(kind.paper):
                blocks[key].append(n)
        pairs = {pair for block in blocks.values() for pair in combinations(block, 2)}
        links = []
        for one, other in pairs:
            verdict = self._verdict(one, other)
            if verdict.answer == "same":
                contents = sorted((self._kinds[one].content, self._kinds[other].content))
                links.append(
                    _Link(
                        _strength(verdict.reason),
                        (contents[0], contents[1]),
                        one,
                        other,
                        verdict.reason,
                    )
                )
        return sorted(links)

    def are_different(self, one: int, other: int) -> bool:
        """Whether something speaks against the two."""
        return self._verdict(min(one, other), max(one, other)).answer == "different"

    def _verdict(self, one: int, other: int) -> Verdict:
        if (one, other) not in self._verdicts:
            verdict = _judge(self._kinds[one], self._kinds[other])
            self._verdicts[one, other] = verdict
            if verdict.answer == "different":
                self.vetoes[one].add(other)
                self.vetoes[other].add(one)
        return self._verdicts[one, other]


def _uncontested(links: Sequence[_Link], bench: _Bench) -> list[_Link]:
    """Without the links of an entry that two different papers claim equally.

    A bare title could be either of two papers of that name: it stays apart.
    """
    claims = defaultdict[int, dict[int, int]](dict)
    for link in links:
        claims[link.one][link.other] = claims[link.other][link.one] = link.strength[0]

    def is_contested(mine: int, theirs: int, strength: int) -> bool:
        rivals = bench.vetoes[theirs] & claims[mine].keys()
        return any(claims[mine][rival] <= strength for rival in rivals)

    return [
        link
        for link in links
        if not is_contested(link.one, link.other, link.strength[0])
        and not is_contested(link.other, link.one, link.strength[0])
    ]


class _Clusters:
    """Disjoint sets; refuses a join that would bring two together that are different."""

    def __init__(self, size: int) -> None:
        self._of = list(range(size))
        self.members = {n: [n] for n in range(size)}

    def join(self, one: int, other: int, bench: _Bench) -> bool:
        """Whether the two were joined now."""
        keep, drop = sorted((self._of[one], self._of[other]))
        if keep == drop:
            return False
        if any(bench.are_different(a, b) for a in self.members[keep] for b in self.members[drop]):
            return False
        for n in self.members[drop]:
            self._of[n] = keep
        self.members[keep] += self.members.pop(drop)
        return True
