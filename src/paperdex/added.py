"""`sources.json`: the sources that commands added to a library.

The file is beside the store, which knows them too, and outlives it: a rebuilt store takes
them up again. Paths below the library's root are relative to it.
"""

import json
import os
from collections.abc import Sequence

from paperdex.config import Place, name_source, read_config
from paperdex.errors import LibraryError, cause_of
from paperdex.sources import Source, are_paths
from paperdex.whole import writing_whole


def read_added(place: Place) -> list[Source]:
    """The sources that the file names; none without one. Raises LibraryError for a broken one."""
    path = place.added
    try:
        with open(path, encoding="utf-8") as file:
            names = json.load(file)
        if not are_paths(names):
            raise ValueError("no list of paths")
    except FileNotFoundError:
        return []
    except (OSError, ValueError, RecursionError) as error:
        raise LibraryError(
            f"{path}: no list of sources can be read here: mend or delete the file"
        ) from error
    return [name_source(place.root, os.path.join(place.root, name)) for name in names]


def read_all(place: Place) -> list[Source]:
    """All sources of the library at a place, without opening it: those listed in paperdex.toml
    and those that commands added. Raises LibraryError if either file can't be read."""
    return [*(read_config(place) if place.config else ()), *read_added(place)]


def keep_added(path: str, sources: Sequence[str]) -> None:
    """Write the paths of sources, whole or not at all, unless they are there already."""
    text = json.dumps(sources, indent=1) + "\n"
    try:
        if _read(path) != text:
            with writing_whole(path) as file:
                file.write(text)
    except OSError as error:
        raise LibraryError(f"{path}: can't be written: {cause_of(error)}") from error


def _read(path: str) -> str:
    """The file's text; without a file, the text for no sources."""
    if not os.path.exists(path):
        return "[]\n"
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()
