"""Items of saved pages -> facts about each page as a whole: its date, query, kind, years.

The first of the two passes over a file: the cards of a page are read with facts from
anywhere on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from paperdex.dates import nearest_year, read_printed, to_iso
from paperdex.ids import arxiv_month
from paperdex.listing.about import About, read_about, read_address
from paperdex.listing.base import Page
from paperdex.listing.page_items import Item
from paperdex.listing.page_lines import Kind, date_part, is_published, phrase_of
from paperdex.listing.regions import Placed, Region
from paperdex.listing.titles import SURELY_BODY, body_leaning, hold_papers

_UNKNOWN = About()


@dataclass(slots=True)
class PageSurvey:
    """Facts about a whole page, gathered before its cards are read.

    ``page_links`` lead to pages of other days. ``phrases`` are its headings and menus, in the form
    in which they are compared. ``has_bodies``: some prose is an abstract beyond doubt;
    ``has_papers``: it holds papers beyond doubt; ``has_anchors``: counts, names or dates stand
    around prose; ``regions``: how many there are; ``last_anchored``: the number of the last one
    with such anchors; ``repeats``: how many cards have the title of the one before;
    ``shows_trend``: cards look like those of trending papers.
    """

    about: About = _UNKNOWN
    page_links: list[str] = field(default_factory=list)
    is_marked: bool = False
    date_text: str | None = None
    query: str | None = None
    told_year: int | None = None
    newest_year: int | None = None
    has_titles: bool = False
    has_headings: bool = False
    phrases: set[str] = field(default_factory=set)
    has_submitters: bool = False
    has_bodies: bool = False
    has_papers: bool = False
    has_anchors: bool = False
    regions: int = 0
    last_anchored: int = 0
    repeats: int = 0
    last_title: str | None = None
    shows_trend: bool = False
    is_head: bool = False
    """Whether it is not a page, but the lines above the first one of the file."""
    is_beside: bool = False
    """Whether it is text above a page, such as a notice of cookies, and no listing."""

    def page(self) -> Page:
        """What the entries of the page are told about it."""
        address = read_address(self.about.address or "")
        return Page(
            date_text=self.date_text,
            date=address.date or _date_near(self.date_text, self.page_links),
            visited=self.about.visited,
            saved_by=self.about.saved_by,
            told_year=self.told_year,
            newest_year=self.newest_year,
            kind=address.kind or self._kind(),
            shows_summaries=self._shows_trend,
            query=address.query or self.query,
        )

    @property
    def _shows_trend(self) -> bool:
        return self.shows_trend or self.repeats > 1

    def _kind(self) -> str | None:
        if self.query:
            return "search"
        # A menu may name both kinds of page; what cards look like tells more.
        is_named = "trending papers" in self.phrases and "daily papers" not in self.phrases
        if is_named or self._shows_trend:
            return "trending"
        return "day" if self.has_submitters else None


def survey_pages(gathered: Iterable[Placed]) -> list[PageSurvey]:
    """The facts about each page, in order. Of an open region only the last paragraph is kept."""
    surveys: list[PageSurvey] = []
    for placed in gathered:
        while len(surveys) <= placed.sheet.number:
            # What saved a page may have put its word before a first line of text.
            unmarked = surveys[-1] if surveys and not surveys[-1].is_marked else PageSurvey()
            surveys.append(PageSurvey(about=unmarked.about))
        page = surveys[placed.sheet.number]
        page.is_marked |= placed.sheet.is_marked
        if placed.furniture is not None:
            _note_furniture(page, placed, placed.furniture)
        if placed.region is not None:
            _note_region(page, placed.region)
            if placed.is_open:
                del placed.region.prose[:-1]
    for page, following in pairwise(surveys):
        # Of two pages pasted together the first is not a head: it has cards.
        is_page = page.is_marked or page.has_anchors or page.has_titles or page.has_papers
        page.is_beside = following.is_marked and not is_page
        page.is_head = page.is_beside and not page.has_bodies
    return surveys or [PageSurvey()]


def _note_furniture(page: PageSurvey, placed: Placed, item: Item) -> None:
    if placed.is_date:
        page.date_text = placed.sheet.date_text
    elif placed.is_query:
        page.query = item.text.strip("[]_ ") or None
    elif item.kind is Kind.ABOUT:
        page.about = page.about | (read_about(item.raw) or _UNKNOWN)
    else:
        page.phrases.add(phrase_of(item.text))
    if item.link and read_address(item.link).date:
        page.page_links.append(item.link)


def _note_years(page: PageSurvey, region: Region) -> None:
    """Take note of the years that dates print, or that an arXiv id tells of a date without one."""
    for item in region.tail:
        date = read_printed(date_part(item.text)) if item.kind is Kind.DATE else None
        submitted = arxiv_month(region.paper) if region.paper else None
        if date and date.year:
            page.newest_year = max(date.year, page.newest_year or 0)
        elif date and submitted:
            year = nearest_year(date.month, *submitted)
            page.told_year = max(year, page.told_year or 0)


def _note_region(page: PageSurvey, region: Region) -> None:
    _note_years(page, region)
    title = region.prose[0].text if region.prose else None
    page.repeats += title is not None and title == page.last_title
    page.last_title = title
    page.shows_trend |= any(
        item.kind is Kind.UPVOTES or (item.kind is Kind.DATE and is_published(item.text))
        for item in region.tail
    )
    page.regions += 1
    if region.head or region.tail:
        page.has_anchors, page.last_anchored = True, page.regions
    page.has_bodies = page.has_bodies or any(
        body_leaning(item.text) > SURELY_BODY for item in region.prose
    )
    page.has_papers = page.has_papers or hold_papers([item.text for item in region.prose])
    page.has_titles |= any(item.kind is Kind.TITLE for item in region.prose)
    page.has_headings |= any(item.kind is Kind.TITLE and item.level for item in region.prose)
    page.has_submitters |= any(item.kind is Kind.SUBMITTED for item in region.head)


def _date_near(date_text: str | None, links: Sequence[str]) -> str | None:
    """The page's date, its year told by the links to the day before or after."""
    printed = read_printed(date_text) if date_text else None
    days = [day for day in (read_address(link).date for link in links) if day and len(day) == 10]
    if printed is None or printed.day is None or printed.year is not None or not days:
        return None
    linked = days[0]
    year = nearest_year(printed.month, int(linked[:4]), int(linked[5:7]))
    return to_iso(year, printed.month, printed.day)
