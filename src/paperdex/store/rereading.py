"""A library that knows files and no papers: what an older program read of them was dropped, and
all of them must be there to be read again.
"""

from collections.abc import Iterable

from paperdex.errors import LibraryError
from paperdex.paper import path_of
from paperdex.sources import Source, find_files, find_trouble
from paperdex.store.sources import list_files
from paperdex.store.state import Store


def check_rereadable(store: Store, sources: Iterable[Source]) -> None:
    """Raises LibraryError if listings of these sources were read once and can't be read now. A
    file that was deleted from a folder is none of them: its papers leave any library."""
    unreadable = [name for source in sources for name in _find_unreadable(store, source)]
    if unreadable:
        first, *others = unreadable
        more = f" and {len(others):,} more" if others else ""
        raise LibraryError(
            f"{store.path}: made by an older paperdex, and {first}{more} can't be read again:"
            " restore what is gone, or move the library away, then run `paperdex index`"
        )


def _find_unreadable(store: Store, source: Source) -> list[str]:
    known = {file.name for file in list_files(store, source.name) if file.form}
    problems = list[str]()
    found = find_files(source, problems)
    there = {file.file: file.path for file in found or ()}
    if known and (not there or (problems and known - set(there))):
        return [source.name]
    listings = known.intersection(there)
    return [path_of(source.name, name) for name in sorted(listings) if find_trouble(there[name])]
