"""A library as versions 6 and 7 laid it out -> as version 8 does.

What version 8 packs in another way is packed anew, all else is kept as it is. No source is read:
one may be gone, and then its papers are here alone.
"""

from array import array

from paperdex.store.block_keys import add_keys
from paperdex.store.state import Store
from paperdex.store.titles import keep_titles, start_title

_TABLES = (
    "DROP INDEX IF EXISTS paper_by_day",
    "DROP INDEX IF EXISTS paper_by_title",
    "ALTER TABLE paper RENAME COLUMN title TO start",
    "CREATE TABLE titles (row INTEGER PRIMARY KEY, packed BLOB NOT NULL)",
    "CREATE TABLE new_kind (id INTEGER PRIMARY KEY, digest BLOB NOT NULL, telling BLOB NOT NULL,"
    " alone INTEGER NOT NULL DEFAULT 0)",
    "INSERT INTO new_kind SELECT id, digest, telling, alone FROM kind",
    "DROP TABLE kind",  # it had an index of whole digests, which can't be taken away by itself
    "ALTER TABLE new_kind RENAME TO kind",
)
# So many rows are read at once: whole rows of titles.
_ROWS = 8192
# A frame of Zstandard: four bytes that all begin with, then one that says whether the number of
# a dictionary follows. Common phrases have none.
_MAGIC, _NUMBERED = 4, 0b11
# Bytes of the lower half of a key and of its kind together, and of the half; all halves came first.
_PLACED, _HALF = 6, 2
_HALF_BITS, _KIND_BITS = 16, 32


def repack(store: Store) -> None:
    """Bring all tables and their rows to version 8. To be called in a transaction, with foreign
    keys not enforced."""
    for statement in _TABLES:
        store.write(statement)
    _repack_titles(store)
    _repack_records(store)
    _repack_keys(store)


def _repack_titles(store: Store) -> None:
    for first in range(0, store.numbers("paper").stop, _ROWS):
        sql = "SELECT id, start FROM paper WHERE id >= ? AND id < ?"
        titles = dict(store.rows(sql, (first, first + _ROWS)))
        keep_titles(store, titles)
        starts = ((start_title(title), paper) for paper, title in titles.items())
        store.write_many("UPDATE paper SET start = ? WHERE id = ?", starts)


def _repack_records(store: Store) -> None:
    for first in range(0, store.numbers("record").stop, _ROWS):
        sql = "SELECT packed, entry FROM record WHERE entry >= ? AND entry < ?"
        rows = store.rows(sql, (first, first + _ROWS))
        repacked = ((repack_record(packed), entry) for packed, entry in rows)
        store.write_many("UPDATE record SET packed = ? WHERE entry = ?", repacked)


def repack_record(packed: bytes) -> bytes:
    """A record that says by its first byte what it refers to; one that is damaged stays so."""
    frame = packed[_MAGIC:]
    return bytes((bool(frame) and frame[0] & _NUMBERED != 0,)) + frame


def _repack_keys(store: Store) -> None:
    rows = store.rows("SELECT upper, placed FROM block_key")
    store.write("DELETE FROM block_key")
    for upper, placed in rows:
        end = len(placed) // _PLACED * _HALF
        keys = (upper << _HALF_BITS | half for half in array("H", placed[:end]))
        kinds = array("I", placed[end:])
        keyed = (key << _KIND_BITS | kind for key, kind in zip(keys, kinds, strict=True))
        add_keys(store, array("Q", sorted(keyed)))
