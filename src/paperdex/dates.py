"""Dates as pages print them and as records keep them.

A date is kept as ISO text, as precise as it is known: ``2024``, ``2024-05`` or
``2024-05-01``. For comparing, such a date is the span of days it may mean.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# A year is four digits, so `Mar 17 2` is the 17th with two comments.
_PRINTED = (
    rf"{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?",
    rf"{_DAY}\s+{_MONTH},?\s+{_YEAR}",
    rf"{_MONTH},?\s+{_YEAR}",
)
# What stands around the day in a record's date; patterns are compiled on first use.
_AROUND_DAY = r"(?i)^\s*(?:mon|tue|wed|thu|fri|sat|sun)\w*,?\s+|\s+\d\d:\d\d.*$"
_ISO = r"((?:1[5-9]|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?(?:T.*|\s\d\d:.*)?"


class PrintedDate(NamedTuple):
    """A date as a page prints it: the year may be missing, a count may follow."""

    text: str
    month: int
    day: int | None
    year: int | None
    comments: int | None = None


@cache
def _printed_patterns() -> list[re.Pattern[str]]:
    # Compiled when first asked for: a search without dates never does.
    comments = r"(?:\s+(?P<comments>\d+))?"
    return [re.compile(pattern + comments, re.IGNORECASE) for pattern in _PRINTED]


def read_printed(text: str) -> PrintedDate | None:
    """``Dec 28, 2022 1`` -> 28 December 2022 with one comment; None if not a date."""
    text = text.strip()
    if not (text[:1].isdigit() or text[:3].casefold() in MONTHS):  # as nearly every line
        return None
    return _read_as_printed(text)


@lru_cache(maxsize=1 << 10)  # asked several times of each date of a page
def _read_as_printed(text: str) -> PrintedDate | None:
    match = next((m for m in (p.fullmatch(text) for p in _printed_patterns()) if m), None)
    if match is None:
        return None
    part = match.groupdict()
    month = MONTHS.index(part["month"][:3].lower()) + 1
    day = int(part["day"]) if part.get("day") else None
    year = int(part["year"]) if part["year"] else None
    # 2000 was a leap year: without a year, 29 February is a date.
    if to_iso(year or 2000, month, day) is None:
        return None
    if part["comments"] is None:
        return PrintedDate(text, month, day, year)
    printed = text[: match.start("comments")].strip()
    comments = int(part["comments"]) if len(part["comments"]) < 10 else None
    return PrintedDate(printed, month, day, year, comments)


def to_iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """The ISO form of a date, as precise as given; None where no such day exists."""
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    if not 1 <= day <= days_in(year, month):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def nearest_year(month: int, year: int, near: int) -> int:
    """The year that brings a month nearest to month ``near`` of ``year``."""
    return year + min((0, -1, 1), key=lambda off: abs(12 * off + month - near))


def read_iso(text: str) -> str | None:
    """``2024``, ``2024-05``, ``2024-05-01`` or a timestamp -> ISO date; None if neither."""
    match = re.fullmatch(_ISO, text.strip())
    if not match:
        return None
    return to_iso(*(int(part) for part in match.groups() if part is not None))


def read_date(text: str) -> str | None:
    """An ISO date, or a printed one that tells its year -> ISO; else None."""
    iso = read_iso(text)
    if iso is not None:
        return iso
    printed = read_printed(text)
    if printed is None or printed.year is None or printed.comments is not None:
        return None
    return to_iso(printed.year, printed.month, printed.day)


@lru_cache(maxsize=4096)  # records of one listing have few dates
def read_recorded(text: str) -> str | None:
    """The date of a record -> ISO; else None.

    Beside what :func:`read_date` reads, it may have slashes and single digits (``2024/5/1``),
    zeros for what is unknown (``2024-05-00``), the year first (``2024 May 1``), or the day of
    the week before it and a time after it.
    """
    date = read_date(text)
    if date is not None:
        return date
    text = re.sub(_AROUND_DAY, "", text.strip())
    if not text[:4].isdigit():
        return read_date(text)
    hyphens = re.sub(r"[-/](\d)(?!\d)", r"-0\1", text).replace("/", "-")
    iso = read_iso(re.sub(r"(?:-00)+$", "", hyphens))
    return iso or read_date(re.sub(r"^(\d{4})\s+(.+)$", r"\2 \1", text))


def first_day(iso: str) -> int:
    """The first day an ISO date may mean, as the number YYYYMMDD."""
    return int((iso + "-01-01")[:10].replace("-", ""))


def last_day(iso: str) -> int:
    """The last day an ISO date may mean, as the number YYYYMMDD.

    Day 31 stands for the end of every month: the number is for comparing.
    """
    return int((iso + "-12-31"[len(iso) - 4 :]).replace("-", ""))
