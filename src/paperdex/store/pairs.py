"""Verdicts on two kinds, as they are kept.

A verdict depends on the two kinds alone, so nothing is judged twice.
"""

from collections.abc import Iterable
from typing import NamedTuple

from paperdex.store.state import Store


class KeptVerdict(NamedTuple):
    """A verdict on two kinds: same or doubtful, how strong, and why."""

    one: int
    other: int
    answer: str
    rank: int
    reason: str


def keep_verdicts(store: Store, verdicts: Iterable[KeptVerdict]) -> None:
    """Keep verdicts, which may have been kept before."""
    store.write_many("INSERT OR REPLACE INTO pair VALUES (?, ?, ?, ?, ?)", verdicts)


def doubtful_pairs(store: Store) -> list[KeptVerdict]:
    """Pairs of kinds that are in two papers and may be one, and that nobody has decided on."""
    rows = store.rows(
        "SELECT DISTINCT pair.* FROM pair JOIN entry a ON a.kind = pair.one"
        " JOIN entry b ON b.kind = pair.other"
        " LEFT JOIN decided ON decided.one = pair.one AND decided.other = pair.other"
        " WHERE a.paper <> b.paper AND decided.one IS NULL ORDER BY pair.one, pair.other"
    )
    return [KeptVerdict(*row) for row in rows]
