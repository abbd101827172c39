"""A file to be written -> its owner, if it must not be overwritten.

Files of sources and of the library itself are recognised by path and inode, so that links
make no difference. Nothing is read or written.
"""

import os
from collections.abc import Iterable

from paperdex.config import Place, is_below
from paperdex.sources import Source, find_files


def find_owner(path: str, sources: Iterable[Source], place: Place) -> str | None:
    """What an existing file belongs to, in words; None if it may be replaced."""
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
