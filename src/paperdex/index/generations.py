"""Where the indexes of a library are: one folder for each state (generation) of its store.

So a reader of one state keeps its index while the next one is built, and a writer that dies leaves
the old index untouched.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

_FIRST = "first"
_INDEX = rf"(?:[0-9a-f]{{16}}|{_FIRST})(?:\.new)?"  # `.new` while it is made


def folder_of(path: str, generation: str) -> str:
    """The folder of the index of a generation, below ``path``, the folder of all indexes."""
    return os.path.join(path, generation or _FIRST)


def copy_index(path: str, before: str, after: str, changing: frozenset[str]) -> str:
    """Copy the index of one generation, to become that of the next; returns the new folder.

    Files are hard links, because they are never written again, except the ``changing`` ones.
    """
    old, new = folder_of(path, before), folder_of(path, after)
    remove(new)
    os.makedirs(new)
    for name in _names_in(old):
        _copy(os.path.join(old, name), os.path.join(new, name), name not in changing)
    return new


@contextmanager
def link_files(folder: str) -> Iterator[str]:
    """A temporary folder with links to the files of an index in a read-only folder. What was opened
    through it stays open."""
    import tempfile

    # A thread of tantivy may make its lock there while the folder is being removed.
    with tempfile.TemporaryDirectory(prefix="paperdex-", ignore_cleanup_errors=True) as links:
        for name in _names_in(folder):
            os.symlink(os.path.abspath(os.path.join(folder, name)), os.path.join(links, name))
        yield links


def is_index(name: str) -> bool:
    """Whether a name in the folder of all indexes is that of an index."""
    return re.fullmatch(_INDEX, name) is not None  # compiled where first used


def keep_only(path: str, generation: str) -> None:
    """Remove the indexes of all other generations, and nothing else in the folder. Only for the
    process that holds the store's lock."""
    kept = os.path.basename(folder_of(path, generation))
    if os.path.isdir(path):
        for name in os.listdir(path):
            if name != kept and is_index(name):
                remove(os.path.join(path, name))


def remove(path: str) -> None:
    """Remove the file or folder at a path, if there is one. Only in the library's own folder."""
    import shutil  # a fresh index is searched without it

    if os.path.isfile(path):
        os.unlink(path)
    shutil.rmtree(path, ignore_errors=True)


def _names_in(folder: str) -> list[str]:
    """The files of an index, without the locks that tantivy leaves."""
    return [name for name in os.listdir(folder) if not name.endswith(".lock")]


def _copy(path: str, to: str, may_link: bool) -> None:
    if may_link:
        try:
            os.link(path, to)
            return
        except OSError:  # a file system without links
            pass
    import shutil

    shutil.copy2(path, to)
