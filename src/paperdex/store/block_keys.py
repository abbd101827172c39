"""Keys -> the kinds that have them, of those that were judged already.

Keys are numbers of 32 bits. All of one upper half lie in one row, packed: the lower halves,
then the kinds in the same order, which takes half the space of a row for each. So there are
at most 65,536 rows, of a dozen keys in a library of 60,000 papers.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from paperdex.store.database import Database

_LOWER_BITS = 16
_LOWER = (1 << _LOWER_BITS) - 1
# Bytes of a lower half and a kind.
_PLACED = 6

Keyed = tuple[int, int]
"""A key and a kind that has it."""


def has_keys(store: Database) -> bool:
    """Whether any kind is kept here."""
    return store.value("SELECT 1 FROM block_key LIMIT 1") is not None


def kinds_with_key(store: Database, key: int) -> list[int]:
    """The kinds that have a key."""
    return [kind for its, kind in _read(store, key >> _LOWER_BITS) if its == key]


def add_keys(store: Database, keyed: Iterable[Keyed]) -> None:
    """Keep keys with their kinds, in order of keys."""
    for upper, found in groupby(keyed, lambda pair: pair[0] >> _LOWER_BITS):
        _write(store, upper, [*_read(store, upper), *found])


def remove_keys(store: Database, keys_of: Mapping[int, Iterable[int]]) -> None:
    """Take out kinds, each with its keys."""
    gone = defaultdict[int, set[int]](set)
    for kind, keys in keys_of.items():
        for key in keys:
            gone[key >> _LOWER_BITS].add(kind)
    for upper, kinds in sorted(gone.items()):
        _write(store, upper, [pair for pair in _read(store, upper) if pair[1] not in kinds])


def forget_keys(store: Database) -> None:
    """Take out all of them."""
    store.write("DELETE FROM block_key")


def _read(store: Database, upper: int) -> list[Keyed]:
    packed = store.value("SELECT placed FROM block_key WHERE upper = ?", (upper,)) or b""
    many = len(packed) // _PLACED * 2
    first = upper << _LOWER_BITS
    lower, kinds = array("H", packed[:many]), array("I", packed[many:])
    return [(first | half, kind) for half, kind in zip(lower, kinds, strict=True)]


def _write(store: Database, upper: int, keyed: Sequence[Keyed]) -> None:
    lower = array("H", [key & _LOWER for key, _ in keyed])
    packed = lower.tobytes() + array("I", [kind for _, kind in keyed]).tobytes()
    if keyed:
        store.write("INSERT OR REPLACE INTO block_key VALUES (?, ?)", (upper, packed))
    else:
        store.write("DELETE FROM block_key WHERE upper = ?", (upper,))
