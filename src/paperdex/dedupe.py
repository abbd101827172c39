"""Papers, each read from one entry -> groups that are one paper, and why.

Order-free: the groups depend on the entries alone. A missed duplicate is
preferred to a wrong merge, so two entries are joined for a stated reason only,
and never where something speaks against it. A missing field is unknown, not
different.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import Any

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

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two entries are to each other: ``same``, ``different`` or ``unknown``, and why."""

    answer: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Group:
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

    Args:
        papers: one for each entry, in the order of their sightings.
    """
    judged = [_Judged(paper) for paper in papers]
    clusters, reasons = _Clusters(len(judged)), defaultdict[int, list[str]](list)
    blocks = defaultdict[str, list[int]](list)
    for place in _join_alike(judged, clusters, reasons):
        for key in block_keys(papers[place]):
            blocks[key].append(place)
    pairs = {pair for block in blocks.values() for pair in combinations(block, 2)}
    vetoed: set[tuple[int, int]] = set()
    same: list[tuple[int, int, str]] = []
    for one, other in sorted(pairs):
        verdict = _judge(judged[one], judged[other])
        if verdict.answer == "same":
            same.append((one, other, verdict.reason))
        elif verdict.answer == "different":
            vetoed.add((one, other))
    for one, other, reason in sorted(same, key=lambda link: _strength(link[2])):
        if clusters.join(one, other, vetoed):
            reasons[one].append(reason)
    return _groups(clusters, reasons)


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
        "same arXiv id",
        "same DOI",
        "same title and overlapping",
        "same title and",
        "same title",
    )
    return next(n for n, start in enumerate(order) if reason.startswith(start)), reason


class _Clusters:
    """Disjoint sets of places; refuses a join that would bring a vetoed pair together."""

    def __init__(self, size: int) -> None:
        self.of = list(range(size))
        self.members = {place: [place] for place in range(size)}

    def join(self, one: int, other: int, vetoed: set[tuple[int, int]]) -> bool:
        keep, drop = sorted((self.of[one], self.of[other]))
        if keep == drop:
            return False
        between = ((min(a, b), max(a, b)) for a in self.members[keep] for b in self.members[drop])
        if vetoed and any(pair in vetoed for pair in between):
            return False
        for place in self.members[drop]:
            self.of[place] = keep
        self.members[keep] += self.members.pop(drop)
        return True


def _join_alike(
    judged: Sequence[_Judged], clusters: _Clusters, reasons: dict[int, list[str]]
) -> list[int]:
    """Join entries that are alike in all that counts; gives one place for each kind.

    A paper saved three hundred times is judged once, not 45,000 times. Entries
    too bare to be joined even to their like stay apart.
    """
    alike = defaultdict[tuple[Any, ...], list[int]](list)
    for place, item in enumerate(judged):
        alike[item.likeness].append(place)
    places: list[int] = []
    for first, *rest in alike.values():
        places.append(first)
        if not rest:
            continue
        verdict = _judge(judged[first], judged[rest[0]])
        if verdict.answer != "same":
            places += rest
            continue
        reasons[first].append(verdict.reason)
        for place in rest:
            clusters.join(first, place, set())
    return sorted(places)


def _groups(clusters: _Clusters, reasons: dict[int, list[str]]) -> list[Group]:
    by_cluster = defaultdict[int, set[str]](set)
    for place, given in reasons.items():
        by_cluster[clusters.of[place]].update(given)
    return [
        Group(
            tuple(sorted(members)),
            "; ".join(sorted(by_cluster[first], key=_strength)),
        )
        for first, members in sorted(clusters.members.items())
    ]
