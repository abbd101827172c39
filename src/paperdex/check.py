"""A library -> what is damaged in it, found by reading all of it.

A search reads little, and trusts the rest: a byte that changed on the disk is noticed only
where it is read, or here.
"""

from collections.abc import Iterator

from paperdex.errors import IndexOutdated, IndexUnusable, LibraryDamaged
from paperdex.index.tantivy import TantivyIndex
from paperdex.paper import Paper
from paperdex.papers import all_papers
from paperdex.query.filters import FACTS, facts
from paperdex.store import Store
from paperdex.store.papers import facts_of_papers
from paperdex.store.titles import start_title
from paperdex.text import fold


def find_damage(store: Store, index_path: str | None) -> Iterator[str]:
    """What is damaged and what to do about it, one line each. A damaged index is discarded, so
    that the next search rebuilds it."""
    try:
        _check_store(store)
    except LibraryDamaged as damaged:
        yield str(damaged)
    if index_path is None:
        return
    try:
        TantivyIndex.check(index_path, store.generation)
    except IndexOutdated:
        return  # no damage: the next search rebuilds it, and says why
    except IndexUnusable as unusable:
        TantivyIndex.discard(index_path, store.generation)
        yield f"{index_path}: {unusable}: the next search rebuilds it"


def _check_store(store: Store) -> None:
    """Raises LibraryDamaged if the file is not as SQLite wrote it, a record can't be read, or
    the listed title and numbers of a paper differ from those of its records."""
    if store.is_damaged():
        raise LibraryDamaged(store.path, "its file is not as it was written")
    listed = facts_of_papers(store)
    for paper in all_papers(store):
        if next(listed, None) != _facts_of(paper):
            raise LibraryDamaged(store.path, f"{paper.id} is not listed as its records say")


def _facts_of(paper: Paper) -> tuple[str | int | None, ...]:
    numbers = facts(paper)
    title = fold(paper.title)
    return (paper.id, title, start_title(title), *[numbers[fact] for fact in FACTS])
