"""What a filter means: spans of days, missing dates and counts, and dates as typed."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_library import paper
from paperdex import Filters, UsageError
from paperdex.query.filters import facts, passes, read_filter_date

TITLE = "Counting Apple Trees From the Air"

# The paper's date, the filter, and whether the paper passes.
CASES: list[tuple[str | None, Filters, bool]] = [
    ("2024-05-01", Filters(since="2024-05-01"), True),
    ("2024-05-01", Filters(until="2024-05-01"), True),
    ("2024-05-01", Filters(since="2024-05-02"), False),
    ("2024-05-01", Filters(until="2024-04-30"), False),
    ("2024-05-31", Filters(until="2024-05"), True),
    ("2024-06-01", Filters(until="2024-05"), False),
    ("2024-05-01", Filters(since="2024-05"), True),
    ("2024-04-30", Filters(since="2024-05"), False),
    ("2024-12-31", Filters(until="2024"), True),
    ("2025-01-01", Filters(until="2024"), False),
    ("2024-05-01", Filters(year="2024"), True),
    ("2023-12-31", Filters(year="2024"), False),
    ("2025-01-01", Filters(year="2024"), False),
    # A paper of 2024 may be of any of its days, but not of 2023 or 2025.
    ("2024", Filters(since="2024-12-31"), True),
    ("2024", Filters(until="2024-01-01"), True),
    ("2024", Filters(since="2024-05-01", until="2024-05-02"), True),
    ("2024", Filters(since="2025"), False),
    ("2024", Filters(until="2023"), False),
    ("2024-05", Filters(since="2024-05-31"), True),
    ("2024-05", Filters(since="2024-06-01"), False),
    ("2024-05", Filters(until="2024-05-01"), True),
    ("2024-05", Filters(until="2024-04"), False),
    ("2024-02", Filters(since="2024-02-29", until="2024-02-29"), True),
    ("2024-05", Filters(year="2024", until="2024-04"), False),
    ("2024", Filters(since="2024-06", until="2024-02"), True),
    (None, Filters(since="1500"), False),
    (None, Filters(until="2099"), False),
    (None, Filters(year="2024"), False),
    (None, Filters(), True),
    (None, Filters(min_upvotes=0, min_comments=0), True),
]


@pytest.mark.parametrize(("date", "filters", "wanted"), CASES)
def test_a_date_passes_if_it_may_be_within(
    date: str | None, filters: Filters, wanted: bool
) -> None:
    assert passes(paper(TITLE, date=date), filters.ranges()) is wanted


@pytest.mark.parametrize(
    ("count", "one", "none"),
    [
        ("upvotes", Filters(min_upvotes=1), Filters(min_upvotes=0)),
        ("comments", Filters(min_comments=1), Filters(min_comments=0)),
    ],
)
def test_an_unknown_count_passes_filters_as_zero(count: str, one: Filters, none: Filters) -> None:
    assert not passes(paper(TITLE), one.ranges())
    assert not passes(paper(TITLE, **{count: 0}), one.ranges())
    assert passes(paper(TITLE, **{count: 1}), one.ranges())
    assert passes(paper(TITLE), none.ranges())
    assert facts(paper(TITLE))[count] == 0


def test_all_filters_must_hold() -> None:
    liked = paper(TITLE, date="2024", upvotes=9, comments=0)
    assert passes(liked, Filters(year="2024", min_upvotes=9).ranges())
    assert not passes(liked, Filters(year="2024", min_upvotes=9, min_comments=1).ranges())
    assert not passes(liked, Filters(year="2023", min_upvotes=9).ranges())


def test_no_filter_is_no_range() -> None:
    assert Filters().ranges() == ()


DAYS = st.dates(date(1500, 1, 1), date(2099, 12, 31)).map(str)
DATES = DAYS.flatmap(lambda day: st.sampled_from([day, day[:7], day[:4]]))


@settings(max_examples=100)
@given(DATES, DATES, DATES)
def test_dates_overlap_as_their_digits_do(date: str, since: str, until: str) -> None:
    # Of two ISO dates the shorter is the span: compared at its length, it
    # begins no later and ends no earlier than the longer one.
    def not_before(one: str, other: str) -> bool:
        length = min(len(one), len(other))
        return one[:length] >= other[:length]

    wanted = not_before(date, since) and not_before(until, date)
    ranges = Filters(since=since, until=until).ranges()
    assert passes(paper(TITLE, date=date), ranges) is wanted


TYPED = {
    "2024": "2024",
    " 2024-05 ": "2024-05",
    "2024-05-01": "2024-05-01",
    "2024-05-01T10:20:30Z": "2024-05-01",
    "2024-02-29": "2024-02-29",
    "May 1, 2024": "2024-05-01",
    "1 May 2024": "2024-05-01",
    "may 2024": "2024-05",
}


@pytest.mark.parametrize(("typed", "iso"), TYPED.items())
def test_a_date_is_read_as_people_write_it(typed: str, iso: str) -> None:
    assert read_filter_date(typed) == iso


@pytest.mark.parametrize(
    "typed",
    ["", "spring", "24", "2024-13", "2024-00", "2023-02-29", "2024-05-32", "2024/05/01", "May 1"],
)
def test_what_is_no_date_is_an_error_that_names_it(typed: str) -> None:
    with pytest.raises(UsageError, match="is not a date") as caught:
        read_filter_date(typed)
    assert repr(typed) in str(caught.value)
    assert caught.value.exit_code == 2


@settings(max_examples=150)
@given(st.text(max_size=20) | st.from_regex(r"\A[0-9]{1,5}-?[0-9]{0,2}-?[0-9]{0,2}\Z"))
def test_any_text_is_a_date_or_an_error_of_use(typed: str) -> None:
    try:
        date = read_filter_date(typed)
    except UsageError:
        return
    assert Filters(since=date, until=date, year=date).ranges()
