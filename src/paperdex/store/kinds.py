"""Kinds: entries that are alike in everything that judging looks at, and so are judged as one.

A new kind is kept with its keys until it has been judged against the kinds that share one. The
keys of judged kinds are in :mod:`paperdex.store.block_keys`.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from paperdex.store.block_keys import (
    add_keys,
    forget_keys,
    keys_of,
    remove_kinds,
)
from paperdex.store.intake import KEYS, TELLING, find_kinds
from paperdex.store.state import Store

# Kinds whose keys are held at once: some 20 MB.
_KINDS = 100_000


def kind_of_digest(store: Store, digest: bytes, like: int) -> int:
    """The kind of this digest. If there is none, it is added: otherwise like another, and not
    judged yet."""
    return find_kinds(store, [digest]).get(digest) or _copy_kind(store, like, digest)


def kind_of_entry(store: Store, entry: int) -> int:
    """The kind of an entry."""
    return int(store.value("SELECT kind FROM entry WHERE id = ?", (entry,)))


def _copy_kind(store: Store, kind: int, digest: bytes) -> int:
    copied = store.write(
        "INSERT INTO kind (digest, telling) SELECT ?, telling FROM kind WHERE id = ?",
        (digest, kind),
    )
    keys = store.value("SELECT keys FROM unjudged WHERE kind = ?", (kind,))
    if keys is None:
        keys = keys_of(store, range(kind, kind + 1))[kind].tobytes()
    store.write("INSERT INTO unjudged VALUES (?, ?)", (copied, keys))
    return copied


def drop_empty_kinds(store: Store, kinds: Iterable[int]) -> None:
    """Remove those of the kinds that have no entry any more."""
    sql = "SELECT id FROM kind WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM entry WHERE kind = ?1)"
    empty = {number for kind in kinds for number in store.column(sql, (kind,))}
    remove_kinds(store, empty)
    store.write_many("DELETE FROM kind WHERE id = ?", ((kind,) for kind in empty))


def samples_of(store: Store, kinds: Sequence[int]) -> dict[int, bytes]:
    """By kind the record of one entry, as it is kept; all of a kind say the same."""
    sql = (
        "SELECT kind, packed FROM (SELECT kind, min(id) AS first FROM entry WHERE kind IN ({})"
        " GROUP BY kind) CROSS JOIN record ON record.entry = first"
    )
    return dict(store.rows_named(sql, kinds))


def has_several(store: Store, kind: int) -> bool:
    """Whether a kind has more than one entry."""
    return len(store.rows("SELECT 1 FROM entry WHERE kind = ? LIMIT 2", (kind,))) > 1


# The papers of kinds


def papers_of_kinds(store: Store, kinds: Iterable[int]) -> set[int]:
    """The papers that have an entry of one of the kinds."""
    sql = "SELECT DISTINCT paper FROM entry WHERE kind = ? AND paper IS NOT NULL"
    return {paper for kind in kinds for paper in store.column(sql, (kind,))}


def paper_of_kind(store: Store, kind: int) -> str:
    """The id of the paper of a kind: all of its entries are grouped as one."""
    sql = "SELECT name FROM paper JOIN entry ON entry.paper = paper.id WHERE kind = ? LIMIT 1"
    [paper_id] = store.column(sql, (kind,))
    return str(paper_id)


# Which were judged


class Keyed(NamedTuple):
    """A kind with its keys, and with what tells it from others of the same title, packed."""

    kind: int
    keys: Sequence[int]
    telling: bytes


def kinds_to_judge(store: Store) -> Iterator[Keyed]:
    """The kinds that were not judged yet, in order."""
    sql = (
        "SELECT kind.id, keys, telling FROM unjudged JOIN kind ON kind.id = unjudged.kind"
        " WHERE unjudged.kind > ? ORDER BY unjudged.kind LIMIT ?"
    )
    for kind, keys, telling in store.rows_in_order(sql):
        yield Keyed(kind, array(KEYS, keys), telling)


def telling_of(store: Store, kind: int) -> Sequence[int]:
    """What tells a kind from others of its title."""
    return unpack_telling(store.value("SELECT telling FROM kind WHERE id = ?", (kind,)))


def unpack_telling(packed: bytes) -> Sequence[int]:
    """What tells a kind from others of its title, as numbers."""
    return array(TELLING, packed)


def keep_judged(store: Store, keyed: "array[int]") -> None:
    """Note that all kinds are judged now, and keep the keys of those that had not been, each
    with its kind, in order (see :func:`paperdex.store.block_keys.add_keys`)."""
    store.write("DELETE FROM unjudged")  # first, so that its space is used again
    add_keys(store, keyed)


def forget_verdicts(store: Store) -> None:
    """Have every kind judged again."""
    store.write("DELETE FROM pair")
    for first in store.numbers("kind")[::_KINDS]:
        known = keys_of(store, range(first, first + _KINDS))
        rows = ((kind, keys.tobytes()) for kind, keys in known.items())
        store.write_many("INSERT INTO unjudged VALUES (?, ?)", rows)
    forget_keys(store)
