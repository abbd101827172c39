"""Paths that a command names, or none -> a library that is open and up to date; a bar or a spinner
on a terminal meanwhile."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

from paperdex.commands.parts import tell
from paperdex.commands.parts.outcome import tell_leftovers
from paperdex.errors import NotFoundError, UsageError
from paperdex.library import Library
from paperdex.query.filters import read_filter_date

if TYPE_CHECKING:
    from paperdex.workers import Progress


@contextmanager
def open_library(
    paths: tuple[str, ...] = (),
    visited: str | None = None,
    form: str | None = None,
    to_write: bool = False,
) -> Iterator[Library]:
    """A temporary library of the paths, or the current library, brought up to date. With
    ``to_write``, when something is to be written to it, another process that is writing is waited
    for longer."""
    for name, value in (("--visited DATE", visited), ("--from FORM", form)):
        if value is not None and not paths:
            raise UsageError(
                f"{name.split()[0]} needs a PATH; for a library: paperdex index PATH {name}"
            )
    if paths:
        with showing_progress() as progress:
            library = Library.of(paths, visited=read_date(visited), form=form, progress=progress)
    else:
        library = Library.open(refresh=False, tell=tell)
    with library:
        if not paths:
            with showing_progress() as progress:
                library.refresh(progress, to_write)
        with library.reading(), _accounting(library):
            yield library


@contextmanager
def _accounting(library: Library) -> Iterator[None]:
    """If what was asked for is not found, name the files left out: it may be in one of them."""
    try:
        yield
    except NotFoundError:
        tell_leftovers(library)
        raise


def read_date(text: str | None) -> str | None:
    """The ISO date of an option; None if it was not given."""
    return None if text is None else read_filter_date(text)


def showing_progress() -> "AbstractContextManager[Progress | None]":
    """A context with a callback that draws a bar if it takes long; None but on a terminal."""
    if not sys.stderr.isatty():
        return nullcontext()
    from paperdex.output.progress import show_progress

    return show_progress()


def waiting(what: str) -> AbstractContextManager[None]:
    """A context in which a spinner is shown on a terminal, if it takes long."""
    if not sys.stderr.isatty():
        return nullcontext()
    from paperdex.output.progress import show_waiting

    return show_waiting(what)
