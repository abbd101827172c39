"""Which papers of a library are wanted: by range, order, id or title. Returns their ids
(``name`` in the tables); reads no paper.
"""

from collections.abc import Sequence

from paperdex.query import FACTS, Range
from paperdex.store.state import Store
from paperdex.store.tables import TITLE_ORDER, TITLE_START
from paperdex.text import undress_accents, wellformed

ORDERS = {
    "date": "first_day DESC, last_day DESC, name",  # those without one last; there is an index
    "upvotes": "upvotes DESC, first_day IS NULL, first_day DESC, name",
    "comments": "comments DESC, first_day IS NULL, first_day DESC, name",
    "title": f"{TITLE_ORDER}, title, name",
}
"""Orders of papers by name: newest first, most first, titles from A to Z."""

# So many papers are looked at in the order of their titles before all that pass are sorted.
_FIRST_TITLES = 400
# Sorts after every character that an id may have.
_LAST = "\U0010ffff"


def count_papers(store: Store) -> int:
    """How many papers the library holds."""
    return int(store.value("SELECT count(*) FROM paper"))


def list_ids(
    store: Store, ranges: Sequence[Range] = (), sort: str = "date", limit: int | None = None
) -> list[str]:
    """The ids of the papers within all ranges, the first ``limit`` in an order of
    :data:`ORDERS`."""
    where, values = _write_ranges(ranges)
    if sort == "title" and limit is not None:
        ids = _list_first_titles(store, where, values, limit)
        if len(ids) == limit:
            return ids
    sql = f"SELECT name FROM paper WHERE {where} ORDER BY {ORDERS[sort]} LIMIT ?"
    return _read_ids(store, sql, (*values, -1 if limit is None else limit))  # -1: all


def _write_ranges(ranges: Sequence[Range]) -> tuple[str, list[int]]:
    """Ranges as a condition in SQL, and its values."""
    clauses, values = ["1"], list[int]()
    for bounds in ranges:
        for sign, bound in ((">=", bounds.low), ("<=", bounds.high)):
            if bound is not None:
                clauses.append(f"{bounds.fact} {sign} ?")
                values.append(bound)
    return " AND ".join(clauses), values


def _list_first_titles(store: Store, where: str, values: Sequence[int], limit: int) -> list[str]:
    """The first ``limit`` papers by title that pass, if so many of the first titles do: however
    many papers there are, only these are read. Else none."""
    facts = f"{', '.join(FACTS)}, {TITLE_START} AS start"
    some = f"SELECT {facts} FROM paper ORDER BY start LIMIT {_FIRST_TITLES}"
    last = f"SELECT start FROM ({some}) WHERE {where} ORDER BY start LIMIT 1 OFFSET ?"
    sql = (
        f"SELECT name FROM paper INDEXED BY paper_by_title WHERE {where}"
        f" AND {TITLE_START} <= ({last}) ORDER BY {ORDERS['title']} LIMIT ?"
    )
    return _read_ids(store, sql, (*values, *values, limit - 1, limit))


def _read_ids(store: Store, sql: str, values: Sequence[int]) -> list[str]:
    return [paper_id for (paper_id,) in store.rows(sql, values)]


def reason_of(store: Store, paper_id: str) -> str:
    """Why a paper's entries are one paper; empty if it has only one."""
    return str(store.value("SELECT reason FROM paper WHERE name = ?", (paper_id,)) or "")


# By id


def ids_known_as(store: Store, text: str) -> list[str]:
    """The paper with this id, else those that have it as another id, or had it before."""
    own = store.rows("SELECT name FROM paper WHERE name = ?", (text,))
    rows = own or store.rows(
        "SELECT DISTINCT paper.name FROM alias JOIN paper ON paper.id = alias.paper"
        " WHERE alias.name = ? ORDER BY paper.name",
        (text,),
    )
    return [paper_id for (paper_id,) in rows]


def all_ids_of(store: Store, paper_id: str) -> list[str]:
    """All ids that the paper with this id has or had, its own first."""
    rows = store.rows(
        "SELECT alias.name FROM alias JOIN paper ON paper.id = alias.paper WHERE paper.name = ?",
        (paper_id,),
    )
    return [paper_id, *(other for (other,) in rows)]


def ids_beginning(store: Store, text: str) -> list[str]:
    """The papers whose id begins with this text; none for fewer than four letters."""
    if len(text) < 4:
        return []
    sql = "SELECT name FROM paper WHERE name >= ? AND name < ? ORDER BY name"
    return [paper_id for (paper_id,) in store.rows(sql, (text, text + _LAST))]


def ids_like(store: Store, text: str) -> list[str]:
    """The ids that share their first or second half with a text: one mistyped letter leaves one
    half intact."""
    half = len(text) // 2
    if half < 2:
        return []
    sql = "SELECT name FROM paper WHERE substr(name, 1, ?1) = ?2 OR substr(name, ?3) = ?4"
    rows = store.rows(sql, (half, text[:half], half - len(text), text[half:]))
    return [paper_id for (paper_id,) in rows]


# By title, folded


def list_titles(store: Store) -> list[str]:
    """The titles of all papers, in no order."""
    return [title for (title,) in store.rows("SELECT title FROM paper")]


def has_title(store: Store, title: str) -> bool:
    """Whether a paper has this title."""
    return store.value("SELECT 1 FROM paper WHERE title = ?", (title,)) is not None


def ids_titled(store: Store, parts: Sequence[str]) -> list[str]:
    """The papers whose title has all of these parts, which have no accents of TeX, short titles
    first."""
    parts = [wellformed(part) for part in parts if part]
    if not parts:
        return []
    where = " AND ".join(["instr(title, ?)"] * len(parts))
    rows = store.rows(
        f"SELECT name, title FROM paper WHERE {where} OR instr(title, ?)"
        " ORDER BY length(title), name",
        [*parts, "\\"],
    )
    return [
        paper_id
        for paper_id, title in rows
        if all(part in undress_accents(title) for part in parts)
    ]
