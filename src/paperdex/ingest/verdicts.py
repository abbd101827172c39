"""New kinds of the store -> verdicts on them and on the kinds that share a key with them.

Nothing is judged twice: verdicts on kinds that were judged before are kept.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from paperdex.dedupe.blocking import is_of_text
from paperdex.dedupe.candidates import find_candidates
from paperdex.dedupe.judging import judge_traits
from paperdex.dedupe.pairs import Pair, as_pair, distinct, join_pair, split_pair
from paperdex.dedupe.telling import Telling, may_be_one
from paperdex.dedupe.traits import Traits
from paperdex.store import Store
from paperdex.store.block_keys import has_keys, kinds_with_key
from paperdex.store.kinds import (
    keep_judged,
    kinds_to_judge,
    samples_of,
    telling_of,
    unpack_telling,
)
from paperdex.store.pairs import KeptVerdict, keep_verdicts
from paperdex.store.records import Phrases, make_unpacker
from paperdex.workers import Fields, WorkerPool

# How many pairs are one job.
_PAIRS = 500


def judge_new(store: Store, pool: WorkerPool) -> None:
    """Judge new kinds against those that share a key with them."""
    new = _NewKinds(store)
    pairs = new.find_pairs()
    phrases = store.phrases()
    parts = (pairs[at : at + _PAIRS] for at in range(0, len(pairs), _PAIRS))
    jobs = ((phrases, *_job_of(store, part)) for part in parts)
    for nth, results in enumerate(pool.do(judge_pairs, jobs), 1):
        for rows in results:
            keep_verdicts(store, map(KeptVerdict._make, rows))
        done = min(nth * _PAIRS, len(pairs))
        pool.progress(done, len(pairs), "finding duplicates", done)
    if store.path is not None:
        # A temporary library is usually updated once: if it is updated again, everything is
        # judged again, with the same verdicts.
        keep_judged(store, new.keyed)


def judge_pairs(
    job: tuple[Phrases, Sequence[Pair], dict[int, bytes]],
) -> Iterator[list[Fields]]:
    """Takes the phrases that records refer to, pairs of kinds, and a record of each kind; yields
    as one, for the pairs that are one paper or may be, the fields of their KeptVerdicts."""
    phrases, pairs, records = job
    unpack = make_unpacker(phrases)
    known = {kind: Traits(unpack(record)) for kind, record in records.items()}
    verdicts = ((one, other, judge_traits(known[one], known[other])) for one, other in pairs)
    yield [
        (one, other, verdict.answer, verdict.rank, verdict.reason)
        for one, other, verdict in verdicts
        if verdict.answer in ("same", "doubtful")
    ]


def _job_of(store: Store, numbers: "array[int]") -> tuple[Sequence[Pair], dict[int, bytes]]:
    pairs = list(map(split_pair, numbers))
    kinds = sorted({kind for pair in pairs for kind in pair})
    return pairs, samples_of(store, kinds)


class _NewKinds:
    """The kinds to be judged, with their keys and what tells them apart; some hundred megabytes
    for three million."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.keyed = array("Q")
        """Their keys, each as one number with its kind; in order once pairs were found."""
        self._kinds = array("I")
        self._ends = array("Q", [0])
        self._telling = bytearray()
        for kind in kinds_to_judge(store):
            number = kind.kind
            self._kinds.append(number)
            self.keyed.extend([key << 32 | number for key in kind.keys])
            self._telling += kind.telling
            self._ends.append(len(self._telling))

    def find_pairs(self) -> "array[int]":
        """The pairs of kinds that share a key and of which one is new, each once, in order,
        as numbers."""
        pairs = find_candidates(self.keyed, self._told)
        if has_keys(self._store):
            pairs.extend(map(join_pair, self._find_judged()))
            pairs = distinct(pairs)
        return pairs

    def _told(self, kind: int) -> Telling:
        place = bisect_left(self._kinds, kind)
        start, end = self._ends[place : place + 2]
        return Telling.unpack(unpack_telling(bytes(self._telling[start:end])))

    def _find_judged(self) -> Iterator[Pair]:
        """The pairs with a kind that was judged before."""
        for number in self.keyed:
            key, new = number >> 32, number & 0xFFFFFFFF
            for kind in kinds_with_key(self._store, key):
                its = telling_of(self._store, kind) if is_of_text(key) else None
                if its is None or may_be_one(self._told(new), Telling.unpack(its)):
                    yield as_pair(new, kind)
