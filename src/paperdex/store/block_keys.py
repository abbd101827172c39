"""Keys -> the kinds that have them, of those that were judged already.

Keys are numbers of 32 bits. All with one upper half lie in one row, packed: first how many bytes
the kinds in it have, as many as the largest needs; then the lower halves of the keys; then, in the
same order, the lowest byte of each kind, the next byte of each, and so on. That takes a third of
the space of a row for each key. So there are at most 65,536 rows, each of a dozen keys in a library
of 60,000 papers. The keys of a kind are kept nowhere else: to find them, or to take kinds out, all
rows are looked through, once for however many kinds.
"""

import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Set
from itertools import compress
from typing import NamedTuple

from paperdex.store.state import Store

_LOWER_BITS = 16
_LOWER = (1 << _LOWER_BITS) - 1
# Of a key and its kind as one number of 64 bits: where the upper half begins, in bits; which
# of four parts of it is the lower half, and which of two the kind.
_UPPER_FROM = 32 + _LOWER_BITS
_LOWER_AT, _KIND_AT = (2, 0) if sys.byteorder == "little" else (1, 1)
_HALF_BYTES, _KIND_BYTES = 2, 4
# Where the bytes of a kind are, the lowest first.
_BYTES = range(_KIND_BYTES) if sys.byteorder == "little" else range(_KIND_BYTES - 1, -1, -1)


class _Row(NamedTuple):
    """The lower halves of keys, and the kind of each."""

    lower: "array[int]"
    kinds: "array[int]"


def has_keys(store: Store) -> bool:
    """Whether any key is kept, which is to say that any kind was judged already."""
    return store.value("SELECT 1 FROM block_key LIMIT 1") is not None


def kinds_with_key(store: Store, key: int) -> list[int]:
    """The kinds that have a key, of those that were judged already."""
    row = _read(store, key >> _LOWER_BITS)
    return [kind for half, kind in zip(*row, strict=True) if half == key & _LOWER]


def add_keys(store: Store, keyed: "array[int]") -> None:
    """Keep keys with their kinds, given in order and each as one number: the 32 bits of the key,
    then those of the kind."""
    rows = _add_to_rows(store, keyed)
    store.write_many("INSERT OR REPLACE INTO block_key VALUES (?, ?)", rows)


def _add_to_rows(store: Store, keyed: "array[int]") -> Iterator[tuple[int, bytes]]:
    """The rows that the keys go into, as they are with them."""
    is_empty = not has_keys(store)  # to look for each row takes as long as to write it
    for upper, row in _cut_rows(keyed):
        if not is_empty:
            before = _read(store, upper)
            row = _Row(before.lower + row.lower, before.kinds + row.kinds)
        yield upper, _pack(row)


def _cut_rows(keyed: "array[int]") -> Iterator[tuple[int, _Row]]:
    """The upper halves of keys, each with the lower halves and the kinds that go with it."""
    view = memoryview(keyed).cast("B")
    halves, wholes = view.cast("H"), view.cast("I")
    start = 0
    while start < len(keyed):
        upper = keyed[start] >> _UPPER_FROM
        end = bisect_left(keyed, upper + 1 << _UPPER_FROM, start)
        lower = array("H", halves[4 * start + _LOWER_AT : 4 * end : 4].tobytes())
        kinds = array("I", wholes[2 * start + _KIND_AT : 2 * end : 2].tobytes())
        yield upper, _Row(lower, kinds)
        start = end


def remove_kinds(store: Store, gone: Set[int]) -> None:
    """Take kinds out."""
    for upper, row in _read_all(store) if gone else ():
        if not gone.isdisjoint(row.kinds):
            stays = [kind not in gone for kind in row.kinds]
            left = (array(column.typecode, compress(column, stays)) for column in row)
            _write(store, upper, _Row(*left))


def keys_of(store: Store, kinds: range) -> dict[int, "array[int]"]:
    """The keys of each of the kinds that are kept here."""
    found = defaultdict[int, "array[int]"](lambda: array("I"))
    for upper, row in _read_all(store):
        for half, kind in zip(*row, strict=True):
            if kind in kinds:
                found[kind].append(upper << _LOWER_BITS | half)
    return found


def forget_keys(store: Store) -> None:
    """Take out all of them."""
    store.write("DELETE FROM block_key")


def _read(store: Store, upper: int) -> _Row:
    return _unpack(store.value("SELECT placed FROM block_key WHERE upper = ?", (upper,)) or b"")


def _read_all(store: Store) -> Iterator[tuple[int, _Row]]:
    sql = "SELECT upper, placed FROM block_key WHERE upper > ? ORDER BY upper LIMIT ?"
    return ((upper, _unpack(placed)) for upper, placed in store.rows_in_order(sql))


def _unpack(placed: bytes) -> _Row:
    if not placed:
        return _Row(array("H"), array("I"))
    width = placed[0]
    many = (len(placed) - 1) // (_HALF_BYTES + width)
    end = 1 + _HALF_BYTES * many
    kinds = bytearray(_KIND_BYTES * many)
    for nth in range(width):
        kinds[_BYTES[nth] :: _KIND_BYTES] = placed[end + many * nth : end + many * (nth + 1)]
    return _Row(array("H", placed[1:end]), array("I", bytes(kinds)))


def _pack(row: _Row) -> bytes:
    width = (max(row.kinds).bit_length() + 7) // 8
    kinds = row.kinds.tobytes()
    planes = [kinds[nth::_KIND_BYTES] for nth in _BYTES[:width]]
    return b"".join((bytes((width,)), row.lower.tobytes(), *planes))


def _write(store: Store, upper: int, row: _Row) -> None:
    if row.kinds:
        store.write("UPDATE block_key SET placed = ? WHERE upper = ?", (_pack(row), upper))
    else:
        store.write("DELETE FROM block_key WHERE upper = ?", (upper,))
