"""Filters: ranges over the numbers of a paper (:func:`facts`), and dates as such ranges.

Options of commands and clauses of queries become the same ranges here. An engine may test a range
in its own index, but must agree with :func:`passes`.
"""

import time
from collections.abc import Iterable
from typing import NamedTuple

from paperdex.dates import first_day, last_day, read_date
from paperdex.errors import UsageError
from paperdex.paper import Paper
from paperdex.text import shortened

FACTS = ("first_day", "last_day", "upvotes", "comments")
"""The numbers of a paper by which options filter and answers are sorted, all integers; a
missing count is 0, a missing date None."""

NUMBERS = (*FACTS, "authors")
"""The same, and what only clauses test: how many authors, None if unknown."""


class Range(NamedTuple):
    """A fact within bounds, both inclusive; None leaves that side open."""

    fact: str
    low: int | None = None
    high: int | None = None


class Filters(NamedTuple):
    """Which papers may be answered with. Dates are ISO, as precise as wanted, or a time
    ago (`2w`).

    A date is a span of days (`2024` is the whole year), and a paper passes when
    its span and the wanted one overlap: a paper known to be of 2024 may be of
    May. A paper without a date passes no filter on dates.
    """

    since: str | None = None
    until: str | None = None
    year: str | None = None
    min_upvotes: int | None = None
    min_comments: int | None = None

    def given(self) -> dict[str, str | int]:
        """The filters that were given, by name."""
        return {name: value for name, value in self._asdict().items() if value is not None}

    def ranges(self) -> tuple[Range, ...]:
        """The filter as ranges that must all hold. Raises UsageError for an invalid date."""
        since, until = (None if date is None else read_end(date) for date in self[:2])
        year = None if self.year is None else read_filter_date(self.year)
        ranges = [*date_ranges(since, until), *date_ranges(year, year)]
        if self.min_upvotes is not None:
            ranges.append(Range("upvotes", low=self.min_upvotes))
        if self.min_comments is not None:
            ranges.append(Range("comments", low=self.min_comments))
        return tuple(ranges)


def date_ranges(since: str | None, until: str | None) -> list[Range]:
    """Not before and not after two ISO dates, either of which may be missing."""
    ranges = []
    if since is not None:
        ranges.append(Range("last_day", low=first_day(since)))
    if until is not None:
        ranges.append(Range("first_day", high=last_day(until)))
    return ranges


def facts(paper: Paper) -> dict[str, int | None]:
    """The numbers of a paper by name: :data:`NUMBERS`."""
    authors = paper.author_count if paper.author_count is not None else len(paper.authors) or None
    return {
        "first_day": first_day(paper.date) if paper.date else None,
        "last_day": last_day(paper.date) if paper.date else None,
        "upvotes": paper.upvotes or 0,
        "comments": paper.comments or 0,
        "authors": authors,
    }


def passes(paper: Paper, ranges: Iterable[Range]) -> bool:
    """Whether a paper is within all ranges: what every engine must agree with."""
    known = facts(paper)
    for bounds in ranges:
        value = known[bounds.fact]
        if value is None or (bounds.low is not None and value < bounds.low):
            return False
        if bounds.high is not None and value > bounds.high:
            return False
    return True


def read_filter_date(text: str) -> str:
    """A date that a person typed -> ISO. Raises UsageError if it is invalid."""
    date = read_date(text)
    if date is None:
        typed = shortened(text)
        raise UsageError(f"{typed!r} is not a date: write 2024, 2024-05 or 2024-05-01")
    return date


def read_end(text: str) -> str:
    """A date or a time ago that a person typed -> ISO: `2w` is the day two weeks before today.
    Raises UsageError for anything else."""
    date = read_date(text)
    if date is None:
        from paperdex.query.ago import read_ago  # few dates are relative

        date = read_ago(text, time.strftime("%Y-%m-%d"))
    if date is None:
        typed = shortened(text)
        raise UsageError(f"{typed!r} is not a date: write 2024, 2024-05, 2024-05-01 or 2w")
    return date
