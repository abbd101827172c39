"""Kinds that are new in the store -> the verdicts on them and what shares a key with them.

Nothing is judged twice: of two kinds that were judged already the verdict is kept.
"""

from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from paperdex.crew import Crew, Progress
from paperdex.dedupe.candidates import (
    Pair,
    Telling,
    distinct,
    find_candidates,
    is_of_title,
    join_pair,
    may_be_one,
    split_pair,
)
from paperdex.dedupe.grouping import as_pair
from paperdex.dedupe.judging import judge_traits
from paperdex.dedupe.traits import Traits
from paperdex.store import Store
from paperdex.store.kinds import (
    KeptVerdict,
    has_judged_kinds,
    judged_with_key,
    keep_judged,
    keep_verdicts,
    kinds_to_judge,
    samples_of,
    telling_of,
    unpack_telling,
)
from paperdex.store.records import unpack

# So many pairs are one job.
_PAIRS = 500


def judge_new(store: Store, crew: Crew, progress: Progress | None = None) -> None:
    """Judge what is new against what shares a key with it."""
    new = _NewKinds(store)
    pairs = new.find_pairs()
    jobs = (_job_of(store, pairs[at : at + _PAIRS]) for at in range(0, len(pairs), _PAIRS))
    for nth, results in enumerate(crew.do(judge_pairs, jobs), 1):
        keep_verdicts(store, (KeptVerdict(*row) for row in results))
        if progress:
            done = min(nth * _PAIRS, len(pairs))
            progress(done, len(pairs), "finding duplicates", done)
    if store.path is not None:
        # What leaves nothing on disk is read once as a rule: if it is read on, all of it is
        # judged again, with the same verdicts.
        keep_judged(store, new.keyed())


def judge_pairs(job: tuple[Sequence[Pair], dict[int, bytes]]) -> Iterator[tuple[Any, ...]]:
    """Takes pairs of kinds and a record of each kind; gives the fields of a KeptVerdict for
    those that are one paper or may be."""
    pairs, records = job
    known = dict[int, Traits]()
    for one, other in pairs:
        for kind in (one, other):
            if kind not in known:
                known[kind] = Traits(unpack(records[kind]))
        verdict = judge_traits(known[one], known[other])
        if verdict.answer in ("same", "doubtful"):
            yield one, other, verdict.answer, verdict.rank, verdict.reason


def _job_of(store: Store, numbers: "array[int]") -> tuple[Sequence[Pair], dict[int, bytes]]:
    pairs = list(map(split_pair, numbers))
    kinds = sorted({kind for pair in pairs for kind in pair})
    return pairs, samples_of(store, kinds)


class _NewKinds:
    """The kinds to be judged, with their keys and what tells them apart: of three million,
    some hundred megabytes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kinds = array("I")
        self._placed = array("Q")
        self._ends = array("Q", [0])
        self._telling = bytearray()
        for place, kind in enumerate(kinds_to_judge(store)):
            self._kinds.append(kind.kind)
            self._placed.extend([key << 32 | place for key in kind.keys])
            self._telling += kind.telling
            self._ends.append(len(self._telling))

    def find_pairs(self) -> "array[int]":
        """The pairs of kinds that share a key and of which one is new, each once, in order,
        as numbers."""
        kinds = self._kinds
        found = find_candidates(self._placed, self._told)
        new = ((kinds[one], kinds[other]) for one, other in map(split_pair, found))
        pairs = array("Q", map(join_pair, new))
        if has_judged_kinds(self._store):
            pairs.extend(map(join_pair, self._find_judged()))
        return distinct(pairs)

    def keyed(self) -> Iterator[tuple[int, int]]:
        """Keys with their kinds, in order once pairs were found."""
        return ((number >> 32, self._kinds[number & 0xFFFFFFFF]) for number in self._placed)

    def _told(self, place: int) -> Telling:
        start, end = self._ends[place : place + 2]
        return Telling.unpack(unpack_telling(bytes(self._telling[start:end])))

    def _find_judged(self) -> Iterator[Pair]:
        """With a kind that was judged already."""
        for number in self._placed:
            key, place = number >> 32, number & 0xFFFFFFFF
            for kind in judged_with_key(self._store, key):
                its = telling_of(self._store, kind) if is_of_title(key) else None
                if its is None or may_be_one(self._told(place), Telling.unpack(its)):
                    yield as_pair(self._kinds[place], kind)
