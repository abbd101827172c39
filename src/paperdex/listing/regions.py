"""Items of saved pages -> pages, and on each the regions that hold its cards.

A region is the part between two anchors: what comes before titles (submitter, upvotes),
prose, and what comes after (authors, date, comments). With
headings or links to papers each region is a card; on bare text one holds several,
to be told apart in :mod:`paperdex.listing.cards`.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import tee, zip_longest
from typing import NamedTuple

from paperdex.dates import read_printed
from paperdex.listing.page_items import Item
from paperdex.listing.page_lines import Kind, date_part, is_byline, is_marker, is_menu

# Paragraphs of a region that are labelled at once: what stands two hundred paragraphs
# behind one never changed its label on 60,000 papers.
MOST_PROSE = 400

# What comes after the title and the abstract of a card; and what a card has only one of.
_TAIL = {
    Kind.AUTHORS,
    Kind.DOT,
    Kind.DATE,
    Kind.COMMENTS,
    Kind.ORGANIZATION,
    Kind.CODE,
}
_ONCE = {Kind.AUTHORS, Kind.DATE, Kind.COMMENTS}
# A longer line is not the name of an organization.
LONGEST_NAME = 80
# Their number may stand on the line below the word (`Upvote`, `GitHub`).
_NUMBERED = {Kind.UPVOTES, Kind.CODE}
# A link beside no card is part of the page's menus.
_LINKED = {Kind.ORGANIZATION, Kind.CODE, Kind.COMMENTS, Kind.TRIM}


@dataclass(slots=True)
class Region:
    """Prose between two anchors, with what comes before and after it.

    ``trim`` is what is between them and tells nothing. ``paper`` is the arXiv id
    that its links lead to; ``begins`` says that the first paragraph is a title.
    """

    head: list[Item] = field(default_factory=list)
    prose: list[Item] = field(default_factory=list)
    tail: list[Item] = field(default_factory=list)
    trim: list[Item] = field(default_factory=list)
    paper: str | None = None
    begins: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it yet."""
        return not (self.head or self.prose or self.tail or self.trim)

    @property
    def has_upvotes(self) -> bool:
        """Whether a count of upvotes is before or after its prose."""
        counting = {Kind.COUNT, Kind.UPVOTES}
        return any(item.kind in counting and item.number for item in self.head) or any(
            item.kind is Kind.UPVOTES and item.number for item in self.tail
        )

    @property
    def is_one_card(self) -> bool:
        """Whether it begins with who submitted a paper: before each paper stands one."""
        return any(item.kind is Kind.SUBMITTED for item in self.head)


@dataclass(slots=True)
class Sheet:
    """One page of a file, as far as it has been read."""

    number: int
    is_marked: bool = False
    has_regions: bool = False
    shows_upvotes: bool = False
    date_text: str | None = None


class Placed(NamedTuple):
    """A region, or an item that belongs to the page itself, and the page it is on."""

    sheet: Sheet
    region: Region | None = None
    furniture: Item | None = None
    is_open: bool = False  # more of the region is to come
    is_date: bool = False
    is_query: bool = False


def gather_regions(items: Iterable[Item], headed: Container[int] = ()) -> Iterator[Placed]:
    """The regions and the furniture of all pages, in order.

    ``headed`` are the numbers of the pages whose titles are headings. A region is
    yielded once it has MOST_PROSE paragraphs, and what its consumer leaves in it is
    continued, so that memory is bounded.
    """
    yield from _Gatherer(headed).gather(items)


class _Gatherer:
    """Goes over the items of a file once, and puts each into the region that is open, or beside it
    as the page's own. Regions are closed by what can't belong to them."""

    def __init__(self, headed: Container[int]) -> None:
        self.headed = headed
        self.sheet = Sheet(0)
        self.region = Region()
        self.before: Item | None = None  # the last item that is not TRIM
        self.below_byline = False

    def gather(self, items: Iterable[Item]) -> Iterator[Placed]:
        """The regions and the furniture among the items, in order."""
        items, behind = tee(items)
        next(behind, None)
        for item, following in zip_longest(items, behind):
            yield from self._place(item, following)
            if item.kind is not Kind.TRIM:
                self.before = item
            if len(self.region.prose) >= MOST_PROSE and not self.region.tail:
                self.sheet.has_regions = True
                yield Placed(self.sheet, self.region, is_open=True)
        yield from self._close()

    def _place(self, item: Item, following: Item | None) -> Iterator[Placed]:
        if item.kind is Kind.FURNITURE and not self._awaits_name():
            yield from self._close()
            if is_marker(item.text):
                self._begin_sheet()
                self.sheet.is_marked = True
            self.below_byline = is_byline(item.text)
            yield Placed(self.sheet, furniture=item)
        elif item.kind is Kind.ABOUT:
            yield from self._close()
            self._begin_sheet()
            yield Placed(self.sheet, furniture=item)
        elif self._is_query(item, following):
            yield Placed(self.sheet, furniture=item, is_query=True)
        elif self._is_page_date(item):
            self.sheet.date_text = date_part(item.text)
            yield Placed(self.sheet, furniture=item, is_date=True)
        elif item.kind in _LINKED and self.region.is_empty:
            yield Placed(self.sheet, furniture=item)
        else:
            yield from self._add(item)

    def _begin_sheet(self) -> None:
        """Begin another page, if the first lines of one come after cards."""
        if self.sheet.has_regions:
            self.sheet = Sheet(self.sheet.number + 1)

    def _is_query(self, item: Item, following: Item | None) -> bool:
        """Between its byline and its menu a page shows what was searched for."""
        return (
            self.region.is_empty
            and self.below_byline
            and item.text != ""
            and following is not None
            and is_menu(following.text)
        )

    def _is_page_date(self, item: Item) -> bool:
        """A date under the page's heading, or above everything else, is the page's own."""
        if item.kind is not Kind.DATE or not self.region.is_empty:
            return False
        under_heading = self.before is None or self.before.kind in {Kind.FURNITURE, Kind.ABOUT}
        return self.sheet.date_text is None and (under_heading or not self.sheet.has_regions)

    def _awaits_name(self) -> bool:
        if self.before is None or self.before.kind is not Kind.SUBMITTED or not self.region.head:
            return False
        return self.before.text.casefold().rstrip(":") == "submitted by"

    def _awaits_number(self) -> bool:
        of = self.region.tail or self.region.head
        return bool(of) and of[-1] is self.before and of[-1].kind in _NUMBERED and not of[-1].number

    def _is_of_one_card(self) -> bool:
        """Whether a count after a title belongs to its card: the next one begins otherwise."""
        return bool(self.region.prose) and self.region.is_one_card and self.region.has_upvotes

    def _is_name_behind_authors(self, item: Item) -> bool:
        """On pages of days an organization may stand between the authors and the comments."""
        kinds = {seen.kind for seen in self.region.tail}
        is_day = self.region.is_one_card and bool(kinds) and kinds <= {Kind.AUTHORS, Kind.DOT}
        return is_day and len(item.text) <= LONGEST_NAME

    def _add(self, item: Item) -> Iterator[Placed]:
        """Put the item where it belongs."""
        kind = item.kind
        if self._awaits_name() and kind not in {Kind.COUNT, Kind.UPVOTES, Kind.TITLE, Kind.TRIM}:
            self.region.head.append(item)
        elif kind in _TAIL:
            if kind in _ONCE and any(seen.kind is kind for seen in self.region.tail):
                yield from self._close()  # a card has one of each: this is not its own
            self.region.tail.append(item)
        elif kind is Kind.TRIM:
            self.region.trim.append(item)
        elif kind is Kind.COUNT and self._awaits_number():
            of = self.region.tail or self.region.head
            of.append(item._replace(kind=of[-1].kind))
        elif kind is Kind.COUNT and (self.region.tail or self._is_of_one_card()):
            self.region.tail.append(item)  # comments of this or upvotes of the next: see _close
        elif kind is Kind.PROSE and self._is_name_behind_authors(item):
            self.region.tail.append(item._replace(kind=Kind.ORGANIZATION))
        elif kind is Kind.UPVOTES and self._is_own(item) and not self.region.has_upvotes:
            self.region.tail.append(item)
        elif kind is Kind.START and self._is_own(item) and not self.region.tail:
            self.region.trim.append(item)
        else:
            yield from self._begin_or_go_on(item)

    def _is_own(self, item: Item) -> bool:
        """Whether a link that may lead to the next paper leads to this region's."""
        return bool(self.region.prose) and item.paper in {None, self.region.paper}

    def _begin_or_go_on(self, item: Item) -> Iterator[Placed]:
        region = self.region
        if item.kind is Kind.COUNT:
            begins = bool(region.prose)
        elif item.kind is Kind.PROSE:
            begins = bool(region.tail)
        else:
            begins = bool(region.prose or region.tail)
        if begins:
            yield from self._close(followed_by=item.kind)
            region = self.region
        region.paper = region.paper or item.paper
        if item.kind is Kind.TITLE:
            region.paper = item.paper or region.paper
            region.prose.append(item)
        elif item.kind is not Kind.PROSE:
            region.head.append(item)
        elif self.sheet.number in self.headed and region.head and not region.prose:
            region.trim.append(item)  # between the upvotes and the heading
        else:
            region.prose.append(item)

    def _close(self, followed_by: Kind | None = None) -> Iterator[Placed]:
        """Yield the region, except for the counts that belong to the next card.

        After a date come the comments of the card, before a title the upvotes of the next,
        on pages that show them. If both are present they are in this order; if there is
        one, the page's first card tells which it is.
        """
        region, self.region = self.region, Region()
        if region.is_empty:
            return
        if followed_by in {Kind.PROSE, Kind.TITLE} and region.tail:
            counts = [item for item in region.tail if item.kind is Kind.COUNT]
            is_last = bool(counts) and region.tail[-1] is counts[-1]
            shows = self.sheet.shows_upvotes or (not self.sheet.has_regions and region.has_upvotes)
            if is_last and (len(counts) > 1 or _has_comments(region) or shows):
                self._hand_over(region, region.tail.pop())
        if not self.sheet.has_regions:
            self.sheet.shows_upvotes = region.has_upvotes
        self.sheet.has_regions = True
        yield Placed(self.sheet, region)

    def _hand_over(self, region: Region, upvotes: Item) -> None:
        """Begin the next card with its upvotes, and what came after them."""
        self.region.head.append(upvotes)
        behind = [item for item in region.trim if item.first_line > upvotes.first_line]
        self.region.trim += behind
        del region.trim[len(region.trim) - len(behind) :]


def _has_comments(region: Region) -> bool:
    if any(item.kind is Kind.COMMENTS for item in region.tail):
        return True
    dates = [read_printed(date_part(item.text)) for item in region.tail if item.kind is Kind.DATE]
    return any(date and date.comments is not None for date in dates)
