"""From options to the library, the query, and the exit code."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from paperdex.errors import UsageError
from paperdex.library import Library
from paperdex.options import tell
from paperdex.query import (
    Filters,
    Query,
    may_be_meant_otherwise,
    may_have_clauses,
    read,
    read_end,
    read_filter_date,
)

if TYPE_CHECKING:
    from paperdex.crew import Progress

FOUND, NOTHING, UNUSABLE = 0, 1, 3


@contextmanager
def open_library(
    paths: tuple[str, ...], visited: str | None, from_form: str | None = None
) -> Iterator[Library]:
    """A temporary library of the paths, or the current library, brought up to date."""
    for name, value in (("--visited DATE", visited), ("--from FORM", from_form)):
        if value is not None and not paths:
            raise click.UsageError(
                f"{name.split()[0]} needs a PATH; for a library: paperdex index PATH {name}"
            )
    if paths:
        with _progress() as progress:
            library = Library.of(
                paths, visited=read_date(visited), form=from_form, progress=progress
            )
    else:
        library = Library.open(refresh=False, tell=tell)
    with library:
        if not paths:
            with _progress() as progress:
                library.refresh(progress)
        with library.reading():
            yield library


def read_date(text: str | None) -> str | None:
    """The ISO date of an option; None if it was not given."""
    return None if text is None else read_filter_date(text)


def read_filters(options: dict[str, Any]) -> Filters:
    """The filters of the options of :data:`paperdex.options.filter_options`."""
    year = options["year"]
    if year is not None and not (len(year) == 4 and year.isdigit()):
        raise click.UsageError(f"--year takes a year of four digits, not {year!r}")
    return Filters(
        since=_check_end(options["since"]),
        until=_check_end(options["until"]),
        year=read_date(year),
        min_upvotes=options["min_upvotes"],
        min_comments=options["min_comments"],
    )


def _check_end(text: str | None) -> str | None:
    """The date as typed, if it is valid: in a saved search `2w` means the two weeks before the
    day on which it is run."""
    if text is not None:
        read_end(text)
    return text


def read_query(words: tuple[str, ...], options: dict[str, Any]) -> Query:
    """The query of words and of the options of :data:`paperdex.options.query_options` and
    ``filter_options``."""
    return Query(" ".join(words), read_filters(options), options["all_words"])


def check_query(library: Library, query: Query, is_strict: bool) -> None:
    """Report what looks like a clause in a query and is not one. Raises UsageError for it if
    ``is_strict``. The whole title of a paper is never checked."""
    text = query.text
    if not (is_strict or may_have_clauses(text) or may_be_meant_otherwise(text)):
        return
    problems = [problem for problem in read(text).problems if is_strict or problem.is_surprising]
    if not problems or library.has_title(text):
        return
    if is_strict:
        first = min(problems)
        raise UsageError(f"the query can't be read: at character {first.place}: {first}")
    for problem in problems:
        tell(str(problem) if problem.hint else f"{problem}: read as words")


def end(library: Library, found: bool, is_accounted: bool = False) -> int:
    """The exit code. Problems with what was named are reported, and determine the exit code even
    if something was found. Rejected entries are reported too, unless the answer listed them
    itself (``is_accounted``)."""
    library.check_later()
    for line in () if is_accounted else library.describe_rejected():
        tell(line)
    for problem in library.problems:
        tell(problem)
    if library.problems:
        return UNUSABLE
    return FOUND if found else NOTHING


@contextmanager
def _progress() -> "Iterator[Progress | None]":
    if not sys.stderr.isatty():
        yield None
        return
    from paperdex.output.progress import show_progress

    with show_progress() as progress:
        yield progress


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Inside, a spinner is shown on a terminal if this takes long."""
    if not sys.stderr.isatty():
        yield
        return
    from paperdex.output.progress import show_waiting

    with show_waiting(what):
        yield
