"""The errors a user can meet, each with the exit code the command line ends with.

Only mistakes and circumstances a person can act on are errors of this kind; a
bug stays an ordinary exception with its traceback. Every message is one line
that says what is wrong, where, and what to do.
"""

from collections.abc import Callable

Tell = Callable[[str], None]
"""Takes a message that is no error and goes beside an answer, one line at a time."""


def cause_of(error: OSError) -> str:
    """Why the system refused something, in its own words, for a message."""
    return error.strerror or str(error)


class PaperdexError(Exception):
    """Data or a library that can't be used."""

    exit_code = 3


class UsageError(PaperdexError):
    """A command line or a query that asks for something that doesn't exist."""

    exit_code = 2


class NotFoundError(UsageError):
    """What was named by id or place is not in the library. Counts as a search that found
    nothing, not as a wrong command line."""

    exit_code = 1


class InputError(PaperdexError):
    """An input the user named that can't be read or is not a listing."""


class LibraryError(PaperdexError):
    """A library that is missing, locked, read-only, damaged or too new."""


class LibraryBusy(LibraryError):
    """A library that another process is writing to; ``holder`` says which, and since when."""

    def __init__(self, path: str, holder: str) -> None:
        super().__init__(f"{path}: {holder} is writing to it: try again when that is done")
        self.holder = holder


class LibraryUnwritable(LibraryError):
    """A library that can be read but not written: for lack of permission or of space."""


class LibraryDamaged(LibraryError):
    """A store whose file is not as SQLite wrote it."""

    def __init__(self, path: str | None, reason: object) -> None:
        start = f"{path}: " if path else ""
        super().__init__(
            f"{start}the library is damaged ({reason}): `paperdex index --rebuild` rebuilds it"
            " from its sources and your decisions"
        )


class WorkStopped(PaperdexError):
    """A worker process was killed from outside, usually for lack of memory."""

    def __init__(self) -> None:
        super().__init__(
            "a process that shared the work was stopped, perhaps for lack of memory:"
            " nothing was changed, try again"
        )


class Interrupted(KeyboardInterrupt):
    """Ctrl-C; the message says what was kept, and how to continue."""


class BrokenOff(Interrupted):
    """Ctrl-C where work can be abandoned at once; unless a caller keeps part of it, nothing
    is changed."""

    def __init__(self) -> None:
        super().__init__("interrupted: nothing was changed")


class IndexUnusable(PaperdexError):
    """An index that is missing, stale or broken. The index is a cache: whoever
    catches this rebuilds it from the store."""


class IndexOutdated(IndexUnusable):
    """An index that is whole, but made by another version."""

    def __init__(self) -> None:
        super().__init__("another version of paperdex made it")


class UnknownPaper(IndexUnusable):
    """An index that names a paper its library does not have: it was damaged on the disk."""

    def __init__(self) -> None:
        super().__init__("it names a paper that the library does not have")
