"""Decisions as last applied: to which pairs of kinds, and to which entries.

`decisions.jsonl` holds the decisions; the tables here follow it.
"""

from collections.abc import Mapping
from typing import NamedTuple

from paperdex.store.state import Store
from paperdex.store.tables import DIGEST_START, start_digest

# Sorts after whatever a digest continues with.
_LAST = b"\xff" * 16


class SaidEntry(NamedTuple):
    """An entry, with what identifies it among those that say the same: its source and file, and
    its position, from 1, among such entries of the file."""

    entry: int
    kind: int
    source: str
    file: str
    line: int
    nth: int


def entries_said(store: Store, beginning: bytes) -> list[SaidEntry]:
    """The entries that say the same, in order of place: those of the kinds whose digests have this
    beginning (see :mod:`paperdex.dedupe.digests`)."""
    rows = store.rows(
        "SELECT entry.id, entry.kind, source.name, file.name, entry.line,"
        " row_number() OVER (PARTITION BY file.id ORDER BY entry.line, entry.id)"
        f" FROM (SELECT id FROM kind WHERE {DIGEST_START} = ? AND digest > ? AND digest < ?)"
        " AS said JOIN entry ON entry.kind = said.id JOIN file ON file.id = entry.file"
        " JOIN source ON source.id = file.source ORDER BY source.name, file.name, entry.line",
        (start_digest(beginning), beginning, beginning + _LAST),
    )
    return [SaidEntry(*row) for row in rows]


def set_kind(store: Store, entry: int, kind: int, alone: bool) -> None:
    """Give an entry another kind; ``alone`` if a decision is about this entry only."""
    store.write("UPDATE entry SET kind = ? WHERE id = ?", (kind, entry))
    store.write("UPDATE kind SET alone = ? WHERE id = ?", (alone, kind))


def lone_entries(store: Store) -> dict[int, int]:
    """The entries that have a kind of their own because of a decision, each with that kind."""
    return dict(
        store.rows(
            "SELECT entry.id, kind.id FROM kind JOIN entry ON entry.kind = kind.id WHERE alone = 1"
        )
    )


def all_decided(store: Store) -> dict[tuple[int, int], str]:
    """What was last applied, by pairs of kinds, the smaller number first."""
    rows = store.rows("SELECT one, other, answer FROM decided")
    return {(one, other): answer for one, other, answer in rows}


def keep_decided(store: Store, decided: Mapping[tuple[int, int], str]) -> None:
    """Replace what was decided."""
    store.write("DELETE FROM decided")
    rows = [(one, other, answer) for (one, other), answer in decided.items()]
    store.write_many("INSERT INTO decided VALUES (?, ?, ?)", rows)
