"""Two listings in one library -> what entered, left and moved from one to the other.

A paper seen in both is one paper, however it is written there: dedupe decides.
"""

import os
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from paperdex.config import is_below
from paperdex.merge import sighting_order
from paperdex.paper import Paper, Sighting


class Change(NamedTuple):
    """A paper that entered, left or moved, and its places (from 1) in the listing before and after,
    not counting repeats; None where it is absent."""

    change: str
    paper: Paper
    before: int | None
    after: int | None


class Comparison(NamedTuple):
    """The changes, in order of place, and how many papers each of the two holds."""

    changes: list[Change]
    before: int
    after: int


def compare_listings(
    papers: Iterable[Paper], sources: Mapping[str, str], before: str, after: str
) -> Comparison:
    """What changed between two listings: entered, then left, then moved.

    ``before`` and ``after`` are absolute paths of files or folders, ``sources`` the paths of
    the papers' sources by name. A paper that enters above others does not move them: as few
    papers as possible are reported as moved.
    """
    by_id = {paper.id: paper for paper in papers}
    old, new = (_places(by_id.values(), sources, path) for path in (before, after))
    moved = find_moved([old[name] for name in new if name in old])
    entered = [Change("entered", by_id[name], None, new[name]) for name in new if name not in old]
    left = [Change("left", by_id[name], old[name], None) for name in old if name not in new]
    moves = [
        Change("moved", by_id[name], old[name], new[name])
        for name in new
        if name in old and old[name] in moved
    ]
    return Comparison([*entered, *left, *moves], len(old), len(new))


def _places(papers: Iterable[Paper], sources: Mapping[str, str], path: str) -> dict[str, int]:
    """The papers of a listing by id, in order of first sighting, with their place in it."""
    first = []
    for paper in papers:
        inside = [sighting_order(seen) for seen in paper.sightings if _is_in(seen, sources, path)]
        if inside:
            first.append((min(inside), paper.id))
    return {name: place for place, (_, name) in enumerate(sorted(first), 1)}


def _is_in(seen: Sighting, sources: Mapping[str, str], path: str) -> bool:
    source = sources[seen.source]
    is_file = os.path.basename(source) == seen.file
    return is_below(source if is_file else os.path.join(source, seen.file), path)


def find_moved(order: Sequence[int]) -> set[int]:
    """The smallest set of numbers without which the others increase: all but a longest
    increasing subsequence (Schensted 1961), in O(n log n)."""
    ends = list[int]()  # by length less one: the lowest number such a run can end in
    links = dict[int, int | None]()
    for number in order:
        length = bisect_left(ends, number)
        links[number] = ends[length - 1] if length else None
        ends[length : length + 1] = [number]
    kept, last = set[int](), ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = links[last]
    return set(order) - kept
