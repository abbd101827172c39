"""A store that is to be made anew from its sources -> moved aside, and what it alone knew.

Nothing is deleted until the new store is there; one that is damaged is kept even then.
"""

import os
from typing import NamedTuple

from paperdex.added import keep_added, read_added
from paperdex.config import Place
from paperdex.errors import LibraryDamaged, LibraryError
from paperdex.sources import NOTHING_GIVEN, Given
from paperdex.store import Store

# The log first: a new store must never meet the log of the old one.
_PARTS = ("-wal", "-shm", "")


class Aside(NamedTuple):
    """A store set aside: where it is now, what a person gave with pages by their paths,
    and whether it is damaged."""

    path: str
    given: dict[str, Given]
    is_damaged: bool

    def settle(self) -> str:
        """The new store is there: delete the old one, or say where it is kept."""
        if self.is_damaged:
            return f"the library is made anew; the damaged one is kept as {self.path}"
        for part in _PARTS:
            if os.path.exists(self.path + part):
                os.unlink(self.path + part)
        return "the library is made anew"


def set_aside(place: Place, name: str) -> Aside | None:
    """Move the store of a library out of the way; None if there is none.

    Raises LibraryError where something would be lost that is neither in the sources nor
    in the files beside the store.
    """
    path = os.path.join(place.folder, name)
    if not os.path.exists(path):
        return None
    try:
        given, is_damaged = _save_what_it_knows(path, place), False
    except LibraryDamaged:
        read_added(place)  # raises if it is broken, too: then nothing tells what to read
        given, is_damaged = {}, True
    aside = _free_name(f"{path}.before")
    try:
        for part in _PARTS:
            if os.path.exists(path + part):
                os.rename(path + part, aside + part)
    except OSError as error:
        raise LibraryError(f"{path}: can't be moved: {error.strerror or error}") from error
    return Aside(aside, given, is_damaged)


def _save_what_it_knows(path: str, place: Place) -> dict[str, Given]:
    """What a person gave with pages. The sources that a command added are written down."""
    store = Store.open(path)
    try:
        with store.transaction():
            sources = store.sources()
            gone = ", ".join(source.name for source in sources if source.gone)
            if gone:
                raise LibraryError(
                    f"{gone} can't be read anew, and its papers are in the library only: put"
                    " it back, or run `paperdex forget` on it first"
                )
            keep_added(
                os.path.join(place.folder, "sources.json"),
                [os.fsdecode(source.path) for source in sources if not source.listed],
            )
            paths = {source.name: source.source_in(place.root).path for source in sources}
            return {
                _path_of(paths[file.source], file.name): file.given
                for file in store.files()
                if file.given != NOTHING_GIVEN
            }
    finally:
        store.close()


def _path_of(source: str, file: str) -> str:
    return os.path.join(source, file) if os.path.isdir(source) else source


def _free_name(path: str) -> str:
    """The path, or with a number behind it the first that is free."""
    number, free = 1, path
    while os.path.exists(free):
        number += 1
        free = f"{path}-{number}"
    return free
