"""A library, damaged or not -> one whose sources have all been read again.

A sound store is brought up to date in one transaction. A damaged one is left in place
until a new one has been built beside it, and is kept even then.
"""

import os
from collections.abc import Mapping
from contextlib import ExitStack, closing, suppress
from typing import TYPE_CHECKING

from paperdex.config import Place, find_place
from paperdex.errors import LibraryDamaged, LibraryError, Tell, cause_of
from paperdex.sources import NOTHING_GIVEN, Given, path_in_source
from paperdex.store import Store
from paperdex.store.database import replacing
from paperdex.store.sources import list_files, list_sources
from paperdex.workspace import Workspace

if TYPE_CHECKING:
    from paperdex.workers import Progress

_LOG = ("-wal", "-shm")


def rebuild_library(start: str, tell: Tell, progress: "Progress | None") -> None:
    """Read all sources of the library of a folder again; decisions and saved searches are kept.

    Raises LibraryError if there is none, or if none of its sources is known any more.
    """
    place = find_place(start)
    if not os.path.exists(place.store) or _reread(place, tell, progress):
        return
    with replacing(place.store):
        if not _reread(place, tell, progress):  # else another process has rebuilt it meanwhile
            _replace(place, tell, progress)


def _reread(place: Place, tell: Tell, progress: "Progress | None") -> bool:
    """Reread all files of a sound store; false for one that is damaged."""
    try:
        store = Store.open(place.store, place.root)
    except LibraryDamaged:
        return False
    try:
        if store.is_damaged():
            return False
        workspace = Workspace(store, place, tell)
        workspace.check_sources()
        workspace.update(progress=progress, reread_all=True)
    except LibraryDamaged:  # in what SQLite does not look into
        return False
    finally:
        store.close()
    return True


def _replace(place: Place, tell: Tell, progress: "Progress | None") -> None:
    """Build a new store beside a damaged one, then put it in its place."""
    fresh = f"{place.store}.new"
    _remove(fresh)  # a rebuild may have been killed
    try:
        with ExitStack() as stack:
            given = _save_given(_lock_damaged(place, stack), place)
            _build(place, fresh, given or {}, tell, progress)
        kept = _swap(place.store, fresh)
    finally:
        _remove(fresh)  # where that failed, perhaps for lack of space
    tell(f"the library is rebuilt; the damaged one is kept as {kept}")
    if given is None:
        tell(
            "what was given with --visited or --from can't be read from the damaged one:"
            " give it again with `paperdex index PATH`"
        )


def _lock_damaged(place: Place, stack: ExitStack) -> Store | None:
    """The damaged store, open and locked until the stack is left: what another process writes to
    it meanwhile would be lost. All that it knows is in its file then, not in a log, which is put
    away first. None if it can't be opened; then nobody else writes to it, either."""
    try:
        store = stack.enter_context(closing(Store.open(place.store, place.root)))
        store.lock()
    except LibraryDamaged:
        return None
    return store


def _save_given(damaged: Store | None, place: Place) -> dict[str, Given] | None:
    """What a person gave with pages, by path; None if that can't be read."""
    if damaged is None:
        return None
    try:
        sources = list_sources(damaged)
        paths = {source.name: source.source_in(place.root).path for source in sources}
        return {
            path_in_source(paths[file.source], file.name): file.given
            for file in list_files(damaged)
            if file.given != NOTHING_GIVEN
        }
    except LibraryDamaged:
        return None


def _build(
    place: Place,
    fresh: str,
    given: Mapping[str, Given],
    tell: Tell,
    progress: "Progress | None",
) -> None:
    """Build a new store at a path, with its index."""
    workspace = Workspace(Store.open(fresh, place.root), place, tell)
    try:
        workspace.take_up_added()
        if workspace.is_bare:
            raise LibraryError(
                f"{place.store}: no source of the library is known any more: move this file away,"
                " and add the sources again with `paperdex index PATH...`"
            )
        workspace.update(given=lambda file: given.get(file, NOTHING_GIVEN), progress=progress)
    finally:
        workspace.store.close()


def _remove(store: str) -> None:
    """Remove a store with its log, as far as they are there."""
    for part in ("", *_LOG):
        try:
            with suppress(FileNotFoundError):
                os.unlink(store + part)
        except OSError as error:
            raise LibraryError(f"{store}{part}: can't be removed: {cause_of(error)}") from error


def _swap(path: str, fresh: str) -> str:
    """Replace the old store by the new one; returns where the old one is kept."""
    kept = _free_name(f"{path}.damaged")
    try:
        os.chmod(fresh, os.stat(path).st_mode)
        for part in _LOG:  # first: a new store must never meet the log of the old one
            if os.path.exists(path + part):
                os.rename(path + part, kept + part)
        try:
            os.link(path, kept)  # a store is there all the time, even if this is killed
        except OSError:  # on this disk no file has two names
            os.rename(path, kept)
        os.replace(fresh, path)
    except OSError as error:
        raise LibraryError(f"{path}: can't be moved: {cause_of(error)}") from error
    return kept


def _free_name(path: str) -> str:
    """The path if it is free, else with the first free number appended."""
    number, free = 1, path
    while os.path.exists(free):
        number += 1
        free = f"{path}-{number}"
    return free
