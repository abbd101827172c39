"""A file that is to be written -> whose it is, if it is one that is only ever read.

Sources and what a library keeps for itself are looked at by name and number of the
file (inode), so that links lead to the same answer. Nothing is read or written.
"""

import os
from collections.abc import Iterable

from paperdex.config import Place, is_below
from paperdex.sources import Source, find_files


def find_owner(path: str, sources: Iterable[Source], place: Place) -> str | None:
    """What a file that exists belongs to, in words; None if it may be replaced."""
    is_config = place.config is not None and os.path.samefile(path, place.config)
    if is_config or _lies_in(path, place.folder):
        return "the library"
    for source in sources:
        if _is_in(path, source):
            return f"the source {source.name}"
    return None


def _is_in(path: str, source: Source) -> bool:
    """Whether a file lies in a source, or is read through a link that does."""
    found = find_files(source, []) or []
    return _lies_in(path, source.path) or any(_is_same(path, file.path) for file in found)


def _lies_in(path: str, folder: str) -> bool:
    return is_below(os.path.realpath(path), os.path.realpath(folder))


def _is_same(path: str, other: str) -> bool:
    return os.path.exists(other) and os.path.samefile(path, other)
