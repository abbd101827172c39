"""What became of every line of every file: the library's accounts, read only."""

from collections.abc import Iterator
from typing import NamedTuple

from paperdex.paper import Rejected
from paperdex.store.state import Store


class LedgerRow(NamedTuple):
    """A block of lines: where it is, its kind (entry, furniture, rejected), and the id of its
    paper or the reason why it was rejected."""

    source: str
    file: str
    first_line: int
    end_line: int
    kind: str
    paper: str | None
    reason: str | None


def count_by_file(store: Store) -> dict[int, tuple[int, int, int]]:
    """By file: all entries, papers first seen there, rejected entries."""
    found = dict(store.rows("SELECT file, count(*) FROM entry GROUP BY file"))
    rejected = dict(
        store.rows("SELECT file, count(*) FROM unplaced WHERE reason IS NOT NULL GROUP BY file")
    )
    # Most papers have one entry: only those of several are put in order.
    seen_before = dict(
        store.rows(
            "SELECT file, count(*) FROM (SELECT entry.file AS file, row_number() OVER ("
            "PARTITION BY entry.paper ORDER BY source.name, file.name, entry.line, entry.id) AS nth"
            " FROM (SELECT paper FROM entry GROUP BY paper HAVING count(*) > 1) AS several"
            " JOIN entry ON entry.paper = several.paper JOIN file ON file.id = entry.file"
            " JOIN source ON source.id = file.source) WHERE nth > 1 GROUP BY file"
        )
    )
    return {
        file: (
            found.get(file, 0) + rejected.get(file, 0),
            found.get(file, 0) - seen_before.get(file, 0),
            rejected.get(file, 0),
        )
        for file in store.column("SELECT id FROM file")
    }


def list_rejected(store: Store) -> list[tuple[str, Rejected]]:
    """Everything that no paper could be made of, with its source, in order of place."""
    rows = store.rows(
        "SELECT source.name, file.name, first_line, end_line, reason, raw FROM unplaced"
        " JOIN file ON file.id = unplaced.file JOIN source ON source.id = file.source"
        " WHERE reason IS NOT NULL ORDER BY source.name, file.name, first_line"
    )
    return [(source, Rejected(*rest)) for source, *rest in rows]


def read_ledger(store: Store) -> Iterator[LedgerRow]:
    """Every block of lines of every file, in order."""
    rows = store.rows(
        "SELECT source.name, file.name, first_line, end_line, 'entry', paper.name, NULL"
        " FROM entry JOIN file ON file.id = entry.file JOIN source ON source.id = file.source"
        " LEFT JOIN paper ON paper.id = entry.paper"
        " UNION ALL SELECT source.name, file.name, first_line, end_line,"
        " CASE WHEN reason IS NULL THEN 'furniture' ELSE 'rejected' END, NULL, reason"
        " FROM unplaced JOIN file ON file.id = unplaced.file"
        " JOIN source ON source.id = file.source ORDER BY 1, 2, 3"
    )
    return (LedgerRow(*row) for row in rows)


def list_groups(store: Store) -> list[tuple[str, str]]:
    """Papers of two and more entries, in order of their first sighting, and why."""
    return store.rows(
        "SELECT paper.name, reason FROM paper JOIN entry ON entry.paper = paper.id"
        " JOIN file ON file.id = entry.file JOIN source ON source.id = file.source"
        " GROUP BY paper.id HAVING count(*) > 1"
        " ORDER BY min(source.name || char(0) || file.name || char(0)"
        " || printf('%012d%012d', entry.line, entry.id))"
    )
