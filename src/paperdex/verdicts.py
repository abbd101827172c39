"""Kinds that are new in the store -> the verdicts on them and what shares a key with them.

Nothing is judged twice: of two kinds that were judged already the verdict is kept.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping

from paperdex.dedupe.candidates import (
    Pair,
    Telling,
    find_candidates,
    is_of_title,
    may_be_one,
)
from paperdex.dedupe.grouping import as_pair
from paperdex.dedupe.judging import judge_traits
from paperdex.dedupe.traits import Traits
from paperdex.store import Store
from paperdex.store.kinds import (
    KeptVerdict,
    Keyed,
    has_judged_kinds,
    judged_with_key,
    keep_judged,
    kinds_to_judge,
    sample_of,
    telling_of,
)

# Kinds kept at hand while pairs are judged: a pair's first comes many times in a
# row, its second at random, and all of a large library would fill the memory.
_RECENT = 4000


def judge_new(store: Store, at_hand: Mapping[int, Traits]) -> None:
    """Judge what is new against what shares a key with it; ``at_hand`` are kinds by
    number that need not be read."""
    new = kinds_to_judge(store)
    recent = _Recent(store, at_hand)
    kept = []
    for one, other in sorted(_find_pairs(store, new)):
        verdict = judge_traits(recent.fetch(one), recent.fetch(other))
        if verdict.answer in ("same", "doubtful"):
            kept.append(KeptVerdict(one, other, verdict.answer, verdict.rank, verdict.reason))
    # One number each: as pairs they would take three times the memory.
    placed = sorted([key << 32 | kind.kind for kind in new for key in kind.keys])
    keep_judged(store, kept, ((number >> 32, number & 0xFFFFFFFF) for number in placed))


def _find_pairs(store: Store, new: list[Keyed]) -> set[Pair]:
    """The pairs of kinds that share a key and of which one is new."""
    telling = [Telling.unpack(kind.telling) for kind in new]
    pairs = {
        (new[one].kind, new[other].kind)
        for one, other in find_candidates([kind.keys for kind in new], telling)
    }
    if has_judged_kinds(store):
        for mine, told in zip(new, telling, strict=True):
            pairs.update(as_pair(mine.kind, kind) for kind in _find_judged(store, mine, told))
    return pairs


def _find_judged(store: Store, mine: Keyed, told: Telling) -> Iterator[int]:
    """The kinds judged already that are worth judging with a new one."""
    for key in mine.keys:
        for kind in judged_with_key(store, key):
            if not is_of_title(key) or may_be_one(told, Telling.unpack(telling_of(store, kind))):
                yield kind


class _Recent:
    """The kinds asked for last."""

    def __init__(self, store: Store, at_hand: Mapping[int, Traits]) -> None:
        self._store = store
        self._at_hand = at_hand
        self._recent = OrderedDict[int, Traits]()

    def fetch(self, kind: int) -> Traits:
        """What all entries of a kind say."""
        found = self._at_hand.get(kind) or self._recent.get(kind)
        if found is None:
            found = self._recent[kind] = Traits(sample_of(self._store, kind))
            if len(self._recent) > _RECENT:
                self._recent.popitem(last=False)
        return found
