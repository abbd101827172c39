"""Dates as printed, dates as kept, and the days a date may mean."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperdex.dates import (
    MONTHS,
    PrintedDate,
    first_day,
    last_day,
    read_date,
    read_iso,
    read_printed,
    read_recorded,
    to_iso,
)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Dec 28, 2022 1", PrintedDate("Dec 28, 2022", 12, 28, 2022, 1)),
        ("Dec 28, 2022", PrintedDate("Dec 28, 2022", 12, 28, 2022)),
        # A year has four digits, so the 2 counts comments.
        ("Mar 17 2", PrintedDate("Mar 17", 3, 17, None, 2)),
        ("Mar 17 2024", PrintedDate("Mar 17 2024", 3, 17, 2024)),
        ("Mar 17, 2024 2024", PrintedDate("Mar 17, 2024", 3, 17, 2024, 2024)),
        ("Aug 8", PrintedDate("Aug 8", 8, 8, None)),
        ("  aug 8  ", PrintedDate("aug 8", 8, 8, None)),
        ("28 Dec 2022", PrintedDate("28 Dec 2022", 12, 28, 2022)),
        ("1st March 2024", PrintedDate("1st March 2024", 3, 1, 2024)),
        ("Sept. 5, 2023", PrintedDate("Sept. 5, 2023", 9, 5, 2023)),
        ("May 2024", PrintedDate("May 2024", 5, None, 2024)),
        ("May 20 24", PrintedDate("May 20", 5, 20, None, 24)),
        ("Feb 29", PrintedDate("Feb 29", 2, 29, None)),
        ("Feb 29, 2024", PrintedDate("Feb 29, 2024", 2, 29, 2024)),
    ],
)
def test_a_printed_date_is_read_with_its_comments(text: str, printed: PrintedDate) -> None:
    assert read_printed(text) == printed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "Feb 30",
        "Feb 29, 2023",
        "Jun 31",
        "Mar 0",
        "Mar 32",
        "Mar",
        "17 Mar",
        "Mar 17 1.2k",
        "Mar 17 2 2024",
        "Marble 3",
        "Dec 28, 2022 and more",
        "On Dec 28, 2022",
        "2024-05-01",
    ],
)
def test_what_is_no_printed_date_is_none(text: str) -> None:
    assert read_printed(text) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        ("2024-05-01", "2024-05-01"),
        (" 2024-05-01 ", "2024-05-01"),
        ("2024-05-01T10:15:00Z", "2024-05-01"),
        ("2024-05-01 10:15", "2024-05-01"),
        ("2024-02-29", "2024-02-29"),
        ("2000-02-29", "2000-02-29"),
        ("1900-02-29", None),
        ("2023-02-29", None),
        ("2024-02-30", None),
        ("2024-04-31", None),
        ("2024-13", None),
        ("2024-00", None),
        ("2024-05-00", None),
        ("2024-5-1", None),
        ("0024-05-01", None),
        ("20240501", None),
        ("Spring", None),
        ("", None),
    ],
)
def test_iso_dates_are_read_as_precise_as_they_are(text: str, iso: str | None) -> None:
    assert read_iso(text) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-05", "2024-05"),
        ("Dec 28, 2022", "2022-12-28"),
        ("28 December 2022", "2022-12-28"),
        ("May 2024", "2024-05"),
        # Without a year no date, and with comments not a date alone.
        ("Mar 17", None),
        ("Dec 28, 2022 1", None),
    ],
)
def test_a_date_of_either_form_is_read_if_it_tells_its_year(text: str, iso: str | None) -> None:
    assert read_date(text) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Dec 28, 2022", "2022-12-28"),
        ("2024/5/1", "2024-05-01"),
        ("2024-05-00", "2024-05"),
        ("2024 May 1", "2024-05-01"),
        ("2024 May", "2024-05"),
        ("Mon, 2 Apr 2007 19:18:42 GMT", "2007-04-02"),
        # Which is the month nobody can tell, or what the second number is.
        ("01/02/2020", None),
        ("2021/2022", None),
        ("Mar 17", None),
    ],
)
def test_dates_of_records_are_written_in_more_ways(text: str, iso: str | None) -> None:
    assert read_recorded(text) == iso


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2024", 20240101, 20241231),
        ("2024-05", 20240501, 20240531),
        ("2024-02", 20240201, 20240231),
        ("2024-02-29", 20240229, 20240229),
        ("1500-12-31", 15001231, 15001231),
    ],
)
def test_a_date_is_the_span_of_days_it_may_mean(iso: str, first: int, last: int) -> None:
    assert (first_day(iso), last_day(iso)) == (first, last)


def test_the_days_that_exist_are_those_of_the_calendar() -> None:
    for year in (1900, 2000, 2023, 2024):
        for month in range(14):
            for day in range(33):
                try:
                    exists = datetime.date(year, month, day).isoformat()
                except ValueError:
                    exists = None
                assert to_iso(year, month, day) == exists


@settings(max_examples=100)
@given(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)),
    st.none() | st.integers(0, 9999),
)
def test_every_day_is_read_as_it_is_printed(day: datetime.date, comments: int | None) -> None:
    text = f"{MONTHS[day.month - 1].title()} {day.day}, {day.year}"
    printed = read_printed(text if comments is None else f"{text} {comments}")
    assert printed == PrintedDate(text, day.month, day.day, day.year, comments)
    assert first_day(day.isoformat()) == last_day(day.isoformat()) == int(f"{day:%Y%m%d}")
