"""A library -> what of it is damaged, found by reading all of it.

A search reads little, and trusts what it doesn't read: a byte that changed on the disk
shows only where it is read, or here.
"""

from collections.abc import Iterator
from typing import Any

from paperdex.errors import IndexUnusable, LibraryDamaged
from paperdex.index.tantivy import TantivyIndex
from paperdex.paper import Paper
from paperdex.papers import all_papers
from paperdex.query import FACTS, facts
from paperdex.store import Store
from paperdex.store.papers import facts_of_papers
from paperdex.text import fold


def find_damage(store: Store, index_path: str | None) -> Iterator[str]:
    """What is damaged and what is to be done, a line each. A damaged index is made unusable,
    so that the next search rebuilds it."""
    try:
        _check_store(store)
    except LibraryDamaged as damaged:
        yield str(damaged)
    if index_path is None:
        return
    try:
        TantivyIndex.check(index_path, store.generation)
    except IndexUnusable as unusable:
        TantivyIndex.discard(index_path, store.generation)
        yield f"{index_path}: {unusable}: the next search rebuilds it"


def _check_store(store: Store) -> None:
    """Raises LibraryDamaged where its file is not as SQLite wrote it, a record can't be read,
    or a paper is listed by other numbers than its records have."""
    if store.is_damaged():
        raise LibraryDamaged(store.path, "its file is not as it was written")
    listed = facts_of_papers(store)
    for paper in all_papers(store):
        if next(listed, None) != _facts_of(paper):
            raise LibraryDamaged(store.path, f"{paper.id} is not listed as its records say")


def _facts_of(paper: Paper) -> tuple[Any, ...]:
    numbers = facts(paper)
    return (paper.id, fold(paper.title), *[numbers[fact] for fact in FACTS])
