"""Where a library is: a `paperdex.toml` above the current folder, or the user's own.

Finds and reads; never writes.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from paperdex.errors import LibraryError
from paperdex.sources import Source
from paperdex.text import storable_name

CONFIG = "paperdex.toml"
FOLDER = ".paperdex"


@dataclass(frozen=True, slots=True)
class Place:
    """A library's place: the folder its source names are relative to, the folder
    it keeps its own files in, and the sources that `paperdex.toml` lists."""

    root: Path
    folder: Path
    listed: tuple[Source, ...] = ()


def find_place(start: Path) -> Place:
    """The nearest library: of `start` or a folder above, else `$PAPERDEX_HOME`,
    else in the platform's folder for the user's data.

    Raises LibraryError for a `paperdex.toml` that can't be used.
    """
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            return Place(folder, folder / FOLDER, _read_config(folder))
    home = os.environ.get("PAPERDEX_HOME")
    if home:
        path = Path(home).expanduser().absolute()
    else:
        # 5 ms of imports that a library beside the sources need not pay for.
        from platformdirs import user_data_path

        path = user_data_path("paperdex", appauthor=False)
    return Place(path, path)


def name_source(place: Place, path: Path) -> Source:
    """The source at a path: named relative to the library where it lies below it."""
    path = Path(os.path.abspath(path))
    name = path.relative_to(place.root) if path.is_relative_to(place.root) else path
    return Source(storable_name(name.as_posix()), path)


def _read_config(root: Path) -> tuple[Source, ...]:
    import tomllib

    path = root / CONFIG
    try:
        config = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LibraryError(f"{path}: {error}") from error
    unknown = sorted(set(config) - {"sources"})
    if unknown:
        raise LibraryError(f"{path}: unknown key `{unknown[0]}`: only `sources` is known")
    names = config.get("sources", [])
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
        raise LibraryError(f'{path}: `sources` must be a list of paths, like ["seeds"]')
    place = Place(root, root / FOLDER)
    return tuple(name_source(place, root / Path(name).expanduser()) for name in names)
