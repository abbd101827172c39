"""Words and the options that commands share -> what is asked: the query and its filters, how to
print the answer, and the library to answer from."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from paperdex.commands.parts import tell
from paperdex.commands.parts.opening import open_library, read_date
from paperdex.commands.parts.printing import Style, read_fields
from paperdex.errors import Tell, UsageError
from paperdex.library import Library
from paperdex.paper import Paper
from paperdex.query import Query, may_be_meant_otherwise, may_have_clauses, read
from paperdex.query.filters import Filters, read_end
from paperdex.text import shortened


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

    def read_piped(self) -> str:
        """The text on standard input. Raises UsageError if a listing is read from there."""
        if "-" in self.paths:
            raise UsageError("standard input can be the text or a listing, not both")
        from paperdex.spool import standard_input  # few texts are piped

        return standard_input().read().decode("utf-8", "replace")


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
    can be printed, ``filters`` the options of :func:`read_query`. Raises UsageError for an unknown
    field and an invalid date."""
    style = Style(format, color, read_fields(fields, format, known))
    late = next(filter(_looks_like_option, words), None)
    if late is not None:
        tell(f"{shortened(late)} stands after -- and is read as words: options go before it")
    return Request(read_query(words, **filters), strict, style, (paths, visited, form))


def _looks_like_option(word: str) -> bool:
    """Whether a word of a query was most likely meant for an option: `--json`, `-n`, `-n3`."""
    is_long = word.startswith("--") and word[2:3].isalpha()
    return is_long or (word.startswith("-n") and (word[2:] or "0").isdigit())


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
    UsageError for an invalid date."""
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


def _check_end(text: str | None) -> str | None:
    """The date as typed, once it is known to be valid. It is not resolved: in a saved search,
    `2w` means the two weeks before the day on which the search is run."""
    if text is not None:
        read_end(text)
    return text


def check_query(
    library: Library, query: Query, is_strict: bool, where: str = "", tell: Tell = tell
) -> None:
    """Report what looks like a clause in a query and is not one. Messages begin with ``where``, the
    place of the query in a file. With ``is_strict`` that is a UsageError. The whole title of a
    paper is never checked."""
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
