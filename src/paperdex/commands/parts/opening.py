"""Options -> the library, the query and its filters; an answer -> the exit code."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from paperdex.commands.parts import tell
from paperdex.commands.parts.printing import Style, read_fields
from paperdex.errors import NotFoundError, UsageError
from paperdex.library import Library
from paperdex.paper import Paper
from paperdex.query import (
    Filters,
    Query,
    may_be_meant_otherwise,
    may_have_clauses,
    read,
    read_end,
    read_filter_date,
)
from paperdex.text import shortened

if TYPE_CHECKING:
    from paperdex.workers import Progress

FOUND, NOTHING, UNUSABLE = 0, 1, 3


@contextmanager
def open_library(
    paths: tuple[str, ...] = (), visited: str | None = None, form: str | None = None
) -> Iterator[Library]:
    """A temporary library of the paths, or the current library, brought up to date."""
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
                library.refresh(progress)
        with library.reading(), _accounting(library):
            yield library


@contextmanager
def _accounting(library: Library) -> Iterator[None]:
    """If what was asked for is not found, name the files left out: it may be in one of them."""
    try:
        yield
    except NotFoundError:
        _tell_leftovers(library)
        raise


def read_date(text: str | None) -> str | None:
    """The ISO date of an option; None if it was not given."""
    return None if text is None else read_filter_date(text)


def read_query(
    words: tuple[str, ...],
    *,
    all_words: bool = False,
    year: str | None = None,
    since: str | None = None,
    until: str | None = None,
    min_upvotes: int | None = None,
    min_comments: int | None = None,
) -> Query:
    """The query of words and of the options of :data:`paperdex.options.filter_options`. Raises
    UsageError for a date that is none."""
    if year is not None and not (len(year) == 4 and year.isdigit()):
        raise UsageError(f"--year takes a year of four digits, not {shortened(year)!r}")
    filters = Filters(
        since=_check_end(since),
        until=_check_end(until),
        year=read_date(year),
        min_upvotes=min_upvotes,
        min_comments=min_comments,
    )
    return Query(" ".join(words), filters, all_words)


class Request:
    """What a command that answers queries is asked: the query, and whether all of it must be
    readable; how to print the answer; and where, by the arguments of :func:`open_library`."""

    def __init__(
        self,
        query: Query,
        is_strict: bool,
        style: Style,
        place: tuple[tuple[str, ...], str | None, str | None],
    ) -> None:
        self.query = query
        self.is_strict = is_strict
        self.style = style
        self._place = place

    @property
    def paths(self) -> tuple[str, ...]:
        """The files and folders to answer from; empty for the current library."""
        return self._place[0]

    def open_library(self) -> AbstractContextManager[Library]:
        """The library to answer from."""
        return open_library(*self._place)


def read_request(
    words: tuple[str, ...],
    known: Sequence[str] = Paper._fields,
    *,
    strict: bool = False,
    fields: str | None = None,
    format: str | None = None,
    color: str = "auto",
    paths: tuple[str, ...] = (),
    visited: str | None = None,
    form: str | None = None,
    **filters: Any,
) -> Request:
    """The request of words and of the options that commands share; ``known`` are the fields that
    can be printed, ``filters`` the options of :func:`read_query`. Raises UsageError for a field
    or a date that is none."""
    style = Style(format, color, read_fields(fields, format, known))
    return Request(read_query(words, **filters), strict, style, (paths, visited, form))


def _check_end(text: str | None) -> str | None:
    """The date as typed, once it is known to be valid. It is not resolved: in a saved search,
    `2w` means the two weeks before the day on which the search is run."""
    if text is not None:
        read_end(text)
    return text


def check_query(library: Library, query: Query, is_strict: bool, where: str = "") -> None:
    """Report what looks like a clause in a query and is not one; ``where`` the query is begins
    the message. Raises UsageError for it if ``is_strict``. The whole title of a paper is never
    checked."""
    text = query.text
    if not (is_strict or may_have_clauses(text) or may_be_meant_otherwise(text)):
        return
    problems = [problem for problem in read(text).problems if is_strict or problem.is_surprising]
    if not problems or library.has_title(text):
        return
    if is_strict:
        first = min(problems)
        raise UsageError(f"{where}the query can't be read: at character {first.place}: {first}")
    for problem in problems:
        tell(f"{where}{problem}" + ("" if problem.hint else ": read as words"))


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
        _tell_leftovers(library)
    if library.problems:
        return UNUSABLE
    return FOUND if found else NOTHING


def _tell_leftovers(library: Library) -> None:
    _tell_each([*library.describe_leftovers(), *library.problems])


def _tell_each(lines: Iterable[str]) -> None:
    for line in lines:
        tell(line)


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
