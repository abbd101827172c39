"""Where a library is: a `paperdex.toml` above the current folder, or the user's own.

Finds and reads; never writes.
"""

import os
import sys
from typing import NamedTuple

from paperdex.errors import LibraryError, cause_of
from paperdex.sources import CONFIG, Source, are_paths
from paperdex.text import storable_name

FOLDER = ".paperdex"
STORE_NAME = "library.db"
"""The name of the store's file. Those of the files that are put beside it begin with it."""


class Place(NamedTuple):
    """A library's place: the folder its source names are relative to, the folder
    it keeps its own files in, and its `paperdex.toml`, if it has one."""

    root: str
    folder: str
    config: str | None = None

    @property
    def store(self) -> str:
        """The file of the store."""
        return os.path.join(self.folder, STORE_NAME)

    @property
    def indexes(self) -> str:
        """The folder of the index of each state."""
        return os.path.join(self.folder, "index")

    @property
    def decisions(self) -> str:
        """The file of decisions."""
        return os.path.join(self.folder, "decisions.jsonl")

    @property
    def added(self) -> str:
        """The file that lists the sources which commands added."""
        return os.path.join(self.folder, "sources.json")

    @property
    def searches(self) -> str:
        """The folder of saved searches."""
        return os.path.join(self.folder, "searches")


def find_place(start: str) -> Place:
    """The nearest library: that of `start` or a folder above, else `$PAPERDEX_HOME`, else in
    the platform's data directory of the user.

    Raises LibraryError if `start` is no folder.
    """
    if not os.path.isdir(start):  # a slip of the pen must not lead to the user's own library
        raise LibraryError(f"{start}: no such folder")
    folder, below = os.path.abspath(start), ""
    while folder != below:
        config = os.path.join(folder, CONFIG)
        if os.path.isfile(config):
            return Place(folder, os.path.join(folder, FOLDER), config)
        folder, below = os.path.dirname(folder), folder
    home = os.environ.get("PAPERDEX_HOME")
    path = os.path.abspath(os.path.expanduser(home)) if home else _find_data_folder()
    return Place(path, path)


def _find_data_folder() -> str:
    """The folder in the platform's data directory of the user."""
    # On Linux it is found by the XDG Base Directory Specification, as platformdirs does: to import
    # that takes a sixth as long as a whole search.
    if sys.platform == "linux":
        home = os.environ.get("HOME")
        data = os.environ.get("XDG_DATA_HOME") or (home and f"{home}/.local/share")
        if data and os.path.isabs(data):
            return os.path.join(data, "paperdex")
    from platformdirs import user_data_dir

    return user_data_dir("paperdex", appauthor=False)


def name_source(root: str, path: str) -> Source:
    """The source at a path: named relative to the library's root where it lies below it."""
    path = os.path.abspath(os.path.expanduser(path))
    name = os.path.relpath(path, root) if is_below(path, root) else path
    return Source(storable_name(name.replace(os.sep, "/")), path)


def is_below(path: str, folder: str) -> bool:
    """Whether an absolute path is the folder itself or inside it."""
    return path == folder or path.startswith(os.path.join(folder, ""))


def follow_folders(path: str) -> str:
    """A path with links to folders resolved; a link to a file stays where it is."""
    if os.path.isdir(path):
        return os.path.realpath(path)
    return os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))


def stamp_if_there(path: str | None) -> str:
    """Size (bytes) and time (nanoseconds) of a file: as long as they stay the same, so does its
    content. Empty if there is no file."""
    try:
        status = os.stat(path or "")
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"


def sum_if_there(path: str | None) -> str:
    """The same with the CRC-32 of the content, if that can be read: a copy has the same one."""
    stamp = stamp_if_there(path)
    if not path or not stamp:
        return ""
    from zlib import crc32

    try:
        with open(path, "rb") as file:
            return f"{stamp} {crc32(file.read())}"
    except OSError:
        return stamp


def read_config(place: Place) -> tuple[Source, ...]:
    """The sources that `paperdex.toml` lists. Raises LibraryError if it can't be used."""
    import tomllib

    path = str(place.config)
    try:
        with open(path, encoding="utf-8-sig") as file:  # some editors begin it with a mark
            config = tomllib.loads(file.read())
    except OSError as error:
        raise LibraryError(f"{path}: can't be read: {cause_of(error)}") from error
    except UnicodeDecodeError as error:
        raise LibraryError(f"{path}: not UTF-8: save it as that") from error
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(f"{path}: {error}") from error
    unknown = sorted(set(config) - {"sources"})
    if unknown:
        raise LibraryError(f"{path}: unknown key `{unknown[0]}`: only `sources` is known")
    names = config.get("sources", [])
    if not are_paths(names):
        raise LibraryError(f'{path}: `sources` must be a list of paths, like ["seeds"]')
    root = place.root
    return tuple(name_source(root, os.path.join(root, os.path.expanduser(name))) for name in names)
