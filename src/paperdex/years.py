"""A date as a page prints it -> an ISO date, and whether its year is inferred.

Takes what the page and the reader of it say of the visit. Never looks at the clock.
"""

from paperdex.dates import PrintedDate, first_day, last_day, nearest_year, read_printed, to_iso
from paperdex.ids import arxiv_month
from paperdex.listing.base import Page


def date_printed(
    printed: PrintedDate, page: Page, arxiv_id: str | None, visited: str | None
) -> tuple[str | None, bool]:
    """A printed date in ISO form, and whether its year is inferred; None where no year can
    be told, or where there is no such day in it.

    ``arxiv_id`` is that of the dated paper, ``visited`` the ISO date (or year) on which the
    page was saved.
    """
    year, inferred = _year(printed, page, arxiv_id, visited)
    date = None if year is None else to_iso(year, printed.month, printed.day)
    return date, inferred and date is not None


def date_page(page: Page, visited: str | None) -> tuple[str | None, bool]:
    """The date of a page itself, in ISO form, and whether its year is inferred."""
    printed = read_printed(page.date_text) if page.date_text else None
    if printed is None:
        return page.date or visited or page.visited, False
    if page.date is not None and printed.year is None:
        return page.date, False
    return date_printed(printed, page, None, visited)


def _year(
    printed: PrintedDate, page: Page, arxiv_id: str | None, visited: str | None
) -> tuple[int | None, bool]:
    """The year of a printed date and whether it is inferred.

    A page leaves out the year of the visit. So it is, in this order: as
    printed, as given for the visit, that of the page's own date, the one that
    arXiv ids tell, the one in which the page had been saved at the latest, the
    one after the newest year printed on the page.
    """
    if printed.year is not None:
        return printed.year, False
    if visited is not None:
        return int(visited[:4]), False
    if page.visited is not None:
        return _year_before(printed, page.visited)
    if page.date is not None and page.date_text is not None and not _has_year(page.date_text):
        return _year_before(printed, page.date)[0], True
    if page.told_year is not None:
        return page.told_year, True
    submitted = arxiv_month(arxiv_id) if arxiv_id else None
    if submitted is not None:
        return nearest_year(printed.month, *submitted), True
    if page.saved_by is not None:
        return _year_before(printed, page.saved_by)[0], True
    if page.newest_year is not None:
        return page.newest_year + 1, True
    return None, False


def _year_before(printed: PrintedDate, day: str) -> tuple[int, bool]:
    """The year of a day on which a page was seen, and false; or the one before, and
    true, where the date would be later: nothing is dated after it was seen."""
    year = int(day[:4])
    date = to_iso(year, printed.month, printed.day)
    # Around the world a day has two dates.
    is_later = date is not None and first_day(date) > last_day(day) + 1
    return (year - 1, True) if is_later else (year, False)


def _has_year(date_text: str) -> bool:
    printed = read_printed(date_text)
    return printed is not None and printed.year is not None
