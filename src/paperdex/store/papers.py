"""The papers of a library, as regrouping adds and removes them: sets of entries.

Here papers are identified by row numbers; their ids are in the column ``name``, because
``id`` is the row number.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from paperdex.query.filters import FACTS
from paperdex.store.state import Store
from paperdex.store.titles import drop_titles, keep_titles, start_title, titles_of

# How many papers are read by one statement.
_PAPERS = 1000


class NewPaper(NamedTuple):
    """A paper as the store keeps it: its id, the id it would have if no other had it, why its
    entries are one paper, its title folded, its numbers in the order of :data:`FACTS`, its
    entries, and other ids it has or had."""

    name: str
    base: str
    reason: str
    title: str
    facts: tuple[int | None, ...]
    entries: tuple[int, ...]
    aliases: frozenset[str]


def add_papers(store: Store, papers: Sequence[NewPaper]) -> range:
    """Add papers made of entries; returns their numbers."""
    first = store.numbers("paper").stop
    numbered = list(enumerate(papers, first))
    marks = ", ".join("?" * (5 + len(FACTS)))
    store.write_many(
        f"INSERT INTO paper (id, name, base, reason, start, {', '.join(FACTS)}) VALUES ({marks})",
        (
            (
                n,
                p.name,
                None if p.base == p.name else p.base,
                p.reason,
                start_title(p.title),
                *p.facts,
            )
            for n, p in numbered
        ),
    )
    keep_titles(store, {n: p.title for n, p in numbered})
    store.write_many(
        "UPDATE entry SET paper = ? WHERE id = ?",
        sorted(((n, entry) for n, p in numbered for entry in p.entries), key=itemgetter(1)),
    )
    store.write_many(
        "INSERT INTO alias VALUES (?, ?)",
        ((alias, n) for n, p in numbered for alias in p.aliases),
    )
    return range(first, first + len(numbered))


def remove_papers(store: Store, papers: Iterable[int]) -> dict[int, list[str]]:
    """Remove papers, not their entries; returns the ids each had, its own first."""
    names: dict[int, list[str]] = {}
    for paper in papers:
        own = store.value("SELECT name FROM paper WHERE id = ?", (paper,))
        others = store.column("SELECT name FROM alias WHERE paper = ? ORDER BY name", (paper,))
        names[paper] = [own, *others]
    store.write_many("DELETE FROM paper WHERE id = ?", ((paper,) for paper in names))
    drop_titles(store, names)
    return names


def facts_of_papers(store: Store) -> Iterator[tuple[str | int | None, ...]]:
    """Of every paper, by number: its id, its title folded and how that begins where papers are
    sorted by it, and its numbers in the order of :data:`FACTS`."""
    sql = f"SELECT id, name, start, {', '.join(FACTS)} FROM paper WHERE id >= ? AND id < ?"
    numbers = store.numbers("paper")
    for begin in numbers[::_PAPERS]:
        end = min(begin + _PAPERS, numbers.stop)
        titles = titles_of(store, range(begin, end))
        rows = store.rows(f"{sql} ORDER BY id", (begin, end))
        yield from ((name, titles[number], *facts) for number, name, *facts in rows)


def has_papers(store: Store) -> bool:
    """Whether the library holds any paper."""
    return store.value("SELECT 1 FROM paper LIMIT 1") is not None


def has_paper(store: Store, paper_id: str) -> bool:
    """Whether a paper has this id."""
    return store.value("SELECT 1 FROM paper WHERE name = ?", (paper_id,)) is not None


def papers_with_base(store: Store, base: str) -> list[int]:
    """The papers that would have this id if no other had."""
    sql = (
        "SELECT id FROM paper WHERE base = ?1"
        " UNION ALL SELECT id FROM paper WHERE name = ?1 AND base IS NULL"
    )
    return store.column(sql, (base,))


def bases_of(store: Store, papers: Iterable[int]) -> set[str]:
    """The ids that papers would have if no others had them."""
    sql = "SELECT coalesce(base, name) FROM paper WHERE id = ?"
    return {base for paper in papers for base in store.column(sql, (paper,))}


def reason_of_paper(store: Store, paper: int) -> str:
    """Why a paper's entries are one paper; empty where it has one."""
    return str(store.value("SELECT reason FROM paper WHERE id = ?", (paper,)))
