"""A library that has answered -> the exit code; what could not be read is told beside it."""

from collections.abc import Iterable

from paperdex.commands.parts import tell
from paperdex.library import Library

FOUND, NOTHING, UNUSABLE = 0, 1, 3


def end(library: Library, found: bool, is_accounted: bool = False) -> int:
    """The exit code of an answer; reports what could not be read, too.

    A problem with a named file or folder determines the exit code even if something was
    ``found``. Files left out and rejected entries are reported unless the answer has listed
    them (``is_accounted``).
    """
    library.check_later()
    if is_accounted:
        _tell_each(library.problems)
    else:
        tell_leftovers(library)
    if library.problems:
        return UNUSABLE
    return FOUND if found else NOTHING


def tell_leftovers(library: Library) -> None:
    """Report files left out, rejected entries, and problems with a named file or folder."""
    _tell_each([*library.describe_leftovers(), *library.problems])


def _tell_each(lines: Iterable[str]) -> None:
    for line in lines:
        tell(line)
