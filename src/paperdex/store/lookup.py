"""Which papers of a library are asked for: by range, order, id and title. Gives their ids
(``name`` in the tables); reads no paper.
"""

from collections.abc import Sequence

from paperdex.query import Range
from paperdex.store.database import Database
from paperdex.text import wellformed

# What a title may begin with before its first letter or digit: quotes, brackets, TeX.
_BEFORE_LETTERS = """ \"''“”„‘’«»‹›《()[]{}<$\\*_~-–—.…¡¿@#"""

ORDERS = {
    "date": "first_day DESC, last_day DESC, name",  # those without one last; there is an index
    "upvotes": "upvotes DESC, first_day IS NULL, first_day DESC, name",
    "comments": "comments DESC, first_day IS NULL, first_day DESC, name",
    "title": f"ltrim(title, '{_BEFORE_LETTERS}'), title, name",
}
"""Orders of papers by name: newest first, most first, titles from A to Z."""

# The days of more papers are read with those of all: one by one takes longer.
_FEW = 1000
# Stands after every sign that an id may have.
_LAST = "\U0010ffff"


def count_papers(store: Database) -> int:
    """How many papers the library holds."""
    return int(store.value("SELECT count(*) FROM paper"))


def list_names(
    store: Database, ranges: Sequence[Range] = (), sort: str = "date", limit: int | None = None
) -> list[str]:
    """The ids of the papers within all ranges, the first ``limit`` in one of the orders of
    :data:`ORDERS`."""
    clauses, values = ["1"], list[int]()
    for bounds in ranges:
        for sign, bound in ((">=", bounds.low), ("<=", bounds.high)):
            if bound is not None:
                clauses.append(f"{bounds.fact} {sign} ?")
                values.append(bound)
    where = " AND ".join(clauses)
    values.append(-1 if limit is None else limit)  # -1: all
    sql = f"SELECT name FROM paper WHERE {where} ORDER BY {ORDERS[sort]} LIMIT ?"
    return [name for (name,) in store.rows(sql, values)]


def first_days(store: Database, names: Sequence[str]) -> dict[str, int | None]:
    """The first day each paper may be of, as YYYYMMDD."""
    if len(names) > _FEW:
        known = dict(store.rows("SELECT name, first_day FROM paper"))
        return {name: known.get(name) for name in names}
    marks = ", ".join("?" * len(names))
    return dict(store.rows(f"SELECT name, first_day FROM paper WHERE name IN ({marks})", names))


def reason_of(store: Database, name: str) -> str:
    """Why a paper's entries are one paper; empty where it has one."""
    return str(store.value("SELECT reason FROM paper WHERE name = ?", (name,)) or "")


# By id


def names_of_id(store: Database, text: str) -> list[str]:
    """The paper with this id, else those that have or had it as another."""
    own = store.rows("SELECT name FROM paper WHERE name = ?", (text,))
    rows = own or store.rows(
        "SELECT DISTINCT paper.name FROM alias JOIN paper ON paper.id = alias.paper"
        " WHERE alias.name = ? ORDER BY paper.name",
        (text,),
    )
    return [name for (name,) in rows]


def all_names_of(store: Database, name: str) -> list[str]:
    """All ids that the paper with this id has or had."""
    rows = store.rows(
        "SELECT alias.name FROM alias JOIN paper ON paper.id = alias.paper WHERE paper.name = ?",
        (name,),
    )
    return [name, *(other for (other,) in rows)]


def names_beginning(store: Database, text: str) -> list[str]:
    """The papers whose id begins with this text of four letters or more."""
    if len(text) < 4:
        return []
    sql = "SELECT name FROM paper WHERE name >= ? AND name < ? ORDER BY name"
    return [name for (name,) in store.rows(sql, (text, text + _LAST))]


def names_like(store: Database, text: str) -> list[str]:
    """The ids that begin or end as a text does: with one letter mistyped, one half holds."""
    half = len(text) // 2
    if half < 2:
        return []
    sql = "SELECT name FROM paper WHERE substr(name, 1, ?1) = ?2 OR substr(name, ?3) = ?4"
    rows = store.rows(sql, (half, text[:half], half - len(text), text[half:]))
    return [name for (name,) in rows]


# By title, folded


def list_titles(store: Database) -> list[str]:
    """The titles of all papers, in no order."""
    return [title for (title,) in store.rows("SELECT title FROM paper")]


def has_title(store: Database, title: str) -> bool:
    """Whether a paper has this title."""
    return store.value("SELECT 1 FROM paper WHERE title = ?", (title,)) is not None


def names_titled(store: Database, parts: Sequence[str]) -> list[str]:
    """The papers whose title has all of these parts, short titles first."""
    parts = [wellformed(part) for part in parts if part]
    if not parts:
        return []
    where = " AND ".join(["instr(title, ?)"] * len(parts))
    sql = f"SELECT name FROM paper WHERE {where} ORDER BY length(title), name"
    return [name for (name,) in store.rows(sql, parts)]
