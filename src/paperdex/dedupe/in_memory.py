"""Papers at hand -> groups that are one paper, by nothing but this room.

For laws and benchmarks. An ingest does the same step by step, over a store that keeps keys and
verdicts (:mod:`paperdex.ingest.regroup`); tests/test_dedupe.py compares the two.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from paperdex.dedupe.blocking import block_keys
from paperdex.dedupe.candidates import find_candidates, place_keys
from paperdex.dedupe.grouping import find_groups, split_apart
from paperdex.dedupe.judging import judge_itself, judge_traits
from paperdex.dedupe.pairs import Pair, split_pair
from paperdex.dedupe.reasons import name_reasons, note_repeated_cards
from paperdex.dedupe.telling import find_telling
from paperdex.dedupe.traits import Traits
from paperdex.dedupe.verdict import Verdict
from paperdex.paper import Paper


class Group(NamedTuple):
    """Places, in the sequence judged, of entries that are one paper; the reason if several."""

    members: tuple[int, ...]
    reason: str


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


def _gather_alike(traits: Sequence[Traits]) -> list[list[int]]:
    """The places of entries alike in all that counts, which are judged as one: a paper saved
    three hundred times is judged once, not 45,000 times. Those too bare to be joined even to
    their like stay by themselves."""
    alike = defaultdict[tuple[object, ...], list[int]](list)
    for place, item in enumerate(traits):
        alike[item.judged].append(place)
    kinds = list[list[int]]()
    for places in alike.values():
        one_by_one = len(places) > 1 and judge_itself(traits[places[0]]).answer != "same"
        kinds += [[place] for place in places] if one_by_one else [places]
    return kinds
