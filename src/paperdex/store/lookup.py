"""Which papers of a library are wanted: by range, order, id or title. Returns their ids
(``name`` in the tables); reads no paper.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from paperdex.query.filters import FACTS, Range
from paperdex.store.state import Store
from paperdex.store.tables import DAY_ORDER
from paperdex.text import undress_accents, wellformed

_BY_NUMBERS = {
    "date": f"{DAY_ORDER}, name",  # those without one last
    "upvotes": "upvotes DESC, first_day IS NULL, first_day DESC, name",
    "comments": "comments DESC, first_day IS NULL, first_day DESC, name",
}
ORDERS = (*_BY_NUMBERS, "title")
"""Orders of papers: newest first, most first, titles from A to Z."""

# How many papers are looked at in the order of their titles before all that pass are sorted.
_FIRST_TITLES = 400
# Sorts after every character that an id may have.
_LAST = "\U0010ffff"


class _Titled(NamedTuple):
    """A paper: how its title begins, its id, its number."""

    start: str
    name: str
    number: int


_start_of = itemgetter(0)


def count_papers(store: Store) -> int:
    """How many papers the library holds."""
    return int(store.value("SELECT count(*) FROM paper"))


def list_ids(
    store: Store, ranges: Sequence[Range], sort: str, limit: int | None = None
) -> list[str]:
    """The ids of the papers within all ranges, the first ``limit`` in an order of
    :data:`ORDERS`."""
    where, values = _write_ranges(ranges)
    if sort == "title":
        return _list_by_title(store, where, values, limit)
    sql = f"SELECT name FROM paper WHERE {where} ORDER BY {_BY_NUMBERS[sort]} LIMIT ?"
    return store.column(sql, (*values, -1 if limit is None else limit))  # -1: all


def _write_ranges(ranges: Sequence[Range]) -> tuple[str, list[int]]:
    """Ranges as a condition in SQL, and its values."""
    clauses, values = ["1"], list[int]()
    for bounds in ranges:
        for sign, bound in ((">=", bounds.low), ("<=", bounds.high)):
            if bound is not None:
                clauses.append(f"{bounds.fact} {sign} ?")
                values.append(bound)
    return " AND ".join(clauses), values


def _list_by_title(store: Store, where: str, values: Sequence[int], limit: int | None) -> list[str]:
    """The first papers in the order of their titles, then of their ids, that pass."""
    papers = _read_first_titles(store, where, values, limit) if limit else []
    if not papers:
        rows = store.rows(f"SELECT start, name, id FROM paper WHERE {where}", values)
        papers = sorted(map(_Titled._make, rows))
    if limit is not None and limit < len(papers):
        papers = papers[: bisect_right(papers, papers[limit - 1].start, key=_start_of)]
    return [paper.name for paper in _settle_ties(store, papers)[:limit]]


def _settle_ties(store: Store, papers: list[_Titled]) -> list[_Titled]:
    """Papers in the order of how their titles begin -> those in the order of whole titles."""
    alike = [list(some) for _, some in groupby(papers, _start_of)]
    tied = [paper.number for some in alike for paper in some if len(some) > 1]
    if not tied:
        return papers
    from paperdex.store.titles import order_title, titles_of  # most answers need no title

    titles = titles_of(store, tied)

    def place(paper: _Titled) -> tuple[str, str, str, str]:
        title = titles.get(paper.number, "")
        return paper.start, order_title(title), title, paper.name

    return sorted(papers, key=place)


def _read_first_titles(
    store: Store, where: str, values: Sequence[int], limit: int
) -> list[_Titled]:
    """At least the first ``limit`` papers by title that pass, if that many of the first titles do,
    else none. However large the library is, only these are read."""
    some = f"SELECT {', '.join(FACTS)}, start FROM paper ORDER BY start LIMIT {_FIRST_TITLES}"
    last = f"SELECT start FROM ({some}) WHERE {where} ORDER BY start LIMIT 1 OFFSET ?"
    sql = (
        "SELECT start, name, id FROM paper INDEXED BY paper_by_title"
        f" WHERE {where} AND start <= ({last})"
    )
    return sorted(map(_Titled._make, store.rows(sql, (*values, *values, limit - 1))))


def reason_of(store: Store, paper_id: str) -> str:
    """Why a paper's entries are one paper; empty if it has only one."""
    return str(store.value("SELECT reason FROM paper WHERE name = ?", (paper_id,)) or "")


# By id


def ids_known_as(store: Store, text: str) -> list[str]:
    """The paper with this id, else those that have it as another id, or had it before."""
    own = store.column("SELECT name FROM paper WHERE name = ?", (text,))
    return own or store.column(
        "SELECT DISTINCT paper.name FROM alias JOIN paper ON paper.id = alias.paper"
        " WHERE alias.name = ? ORDER BY paper.name",
        (text,),
    )


def all_ids_of(store: Store, paper_id: str) -> list[str]:
    """All ids that the paper with this id has or had, its own first."""
    others = store.column(
        "SELECT alias.name FROM alias JOIN paper ON paper.id = alias.paper WHERE paper.name = ?",
        (paper_id,),
    )
    return [paper_id, *others]


def ids_beginning(store: Store, text: str) -> list[str]:
    """The papers whose id begins with this text; none for fewer than four letters."""
    if len(text) < 4:
        return []
    sql = "SELECT name FROM paper WHERE name >= ? AND name < ? ORDER BY name"
    return store.column(sql, (text, text + _LAST))


def ids_like(store: Store, text: str) -> list[str]:
    """The ids that share their first or second half with a text: one mistyped letter leaves one
    half intact."""
    half = len(text) // 2
    if half < 2:
        return []
    sql = "SELECT name FROM paper WHERE substr(name, 1, ?1) = ?2 OR substr(name, ?3) = ?4"
    return store.column(sql, (half, text[:half], half - len(text), text[half:]))


# By title, folded


def list_titles(store: Store) -> list[str]:
    """The titles of all papers, in no order."""
    from paperdex.store.titles import all_titles

    return [title for _, title in all_titles(store)]


def has_title(store: Store, title: str) -> bool:
    """Whether a paper has this title."""
    from paperdex.store.titles import start_title, titles_of

    papers = store.column("SELECT id FROM paper WHERE start = ?", (start_title(title),))
    return title in titles_of(store, papers).values()


def ids_titled(store: Store, parts: Sequence[str]) -> list[str]:
    """The papers whose title has all of these parts, which have no accents of TeX, short titles
    first."""
    from paperdex.store.titles import all_titles

    parts = [wellformed(part) for part in parts if part]
    if not parts:
        return []
    lengths = {
        paper: len(title)
        for paper, title in all_titles(store)
        if all(part in undress_accents(title) for part in parts)
    }
    names = store.rows_named("SELECT id, name FROM paper WHERE id IN ({})", [*lengths])
    return [name for _, name in sorted((lengths[paper], name) for paper, name in names)]
