"""The errors a user can meet, each with the exit code the command line ends with.

Only mistakes and circumstances a person can act on are errors of this kind; a
bug stays an ordinary exception with its traceback. Every message is one line
that says what is wrong, where, and what to do.
"""


class PaperdexError(Exception):
    """Data or a library that can't be used."""

    exit_code = 3


class UsageError(PaperdexError):
    """A command line or a query that asks for something that doesn't exist."""

    exit_code = 2


class NotFoundError(UsageError):
    """What was asked for by its id or place is not in the library: a search that found
    nothing, not a mistaken command line."""

    exit_code = 1


class InputError(PaperdexError):
    """An input the user named that can't be read or is not a listing."""


class LibraryError(PaperdexError):
    """A library that is missing, locked, read-only, damaged or too new."""


class IndexUnusable(PaperdexError):
    """An index that is missing, stale or broken. The index is a cache: whoever
    catches this rebuilds it from the store."""
