"""Reader of saved text pages of Hugging Face Daily Papers: items -> cards.

A card is a title and usually an abstract, before them perhaps who submitted it
and the upvotes, after them perhaps authors or an organisation, a date and the
count of comments:

    24                              upvotes, or -
    A Title on One Line
    The abstract, in one or more paragraphs.
      • 6 authors                   or the name of an organisation
    ·
    Dec 28, 2022 1                  date, comments

Every part but the title may be missing. The small lines anchor the cards; in
between, :mod:`paperdex.listing.titles` tells titles from abstracts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from paperdex.dates import read_printed
from paperdex.listing.base import Block, Entry, Furniture, Lines, Page, Stray
from paperdex.listing.page_items import Item, read_items
from paperdex.listing.page_lines import Kind, is_marker
from paperdex.listing.titles import body_leaning, label_titles
from paperdex.text import squeeze

FORM = "page-text"

_LONGEST_ORGANIZATION = 80
# How far paragraphs must lean where nothing else marks the page: of 18,000
# papers pasted three at a time 99 % pass, of 3,300 other text files 8.
_UNMARKED_TITLE = -1.0
_UNMARKED_BODY = 4.0
_MARKUP = re.compile(
    r"\s*(?:<|#{1,4} |\[.*\]\(http|\[[^]]*\]\[\d+\]"
    r"|https?://huggingface\.co/(?:login|papers)\S*\s*$)"
)


@dataclass(slots=True)
class _Region:
    """Paragraphs between two anchors, with what stands before and behind them."""

    head: list[Item] = field(default_factory=list)
    prose: list[Item] = field(default_factory=list)
    tail: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class _Sheet:
    """One page of the file: a file may hold several, pasted one after another."""

    furniture: list[Item] = field(default_factory=list)
    regions: list[_Region] = field(default_factory=list)
    date_text: str | None = None


def why_not(head: list[str]) -> str | None:
    """None if the lines have a mark of such a page, or are titles and abstracts in turn."""
    if _is_markup([line for line in head if line.strip()]):
        return "Markdown or HTML, or links on lines of their own: no reader of it is here"
    if any(is_marker(line) for line in head):
        return None
    items = list(read_items(head))
    kinds = {item.kind for item in items}
    if Kind.DATE in kinds and kinds & {Kind.AUTHORS, Kind.DOT}:
        return None
    if _alternates([item for item in items if item.kind is Kind.PROSE]):
        return None
    return "no mark of a saved page, and not titles and abstracts in turn"


def _is_markup(filled: list[str]) -> bool:
    """One line of a wrapped abstract may look like markup; a page of it does throughout."""
    marked = [bool(_MARKUP.match(line)) for line in filled]
    return bool(marked) and (marked[0] or 10 * sum(marked) > len(marked))


def _alternates(prose: list[Item]) -> bool:
    """Whether paragraphs are beyond doubt title, abstract, title, abstract...

    One pair in twenty may be of doubt. The last may be cut: a lone title at the
    end is let pass, and so is a last pair behind two that fit.
    """
    fitting = [
        len(title.lines) == 1
        and body_leaning(title.text) < _UNMARKED_TITLE
        and body_leaning(body.text) > _UNMARKED_BODY
        for title, body in zip(prose[::2], prose[1::2], strict=False)
    ]
    if sum(fitting) >= 2:
        fitting = fitting[:-1]
    return bool(fitting) and 20 * sum(fitting) >= 19 * len(fitting)


def split(lines: Lines) -> Iterator[Block]:
    """The cards, furniture and strays of a page, in file order."""
    for sheet in _read_sheets(list(read_items(lines()))):
        yield from sorted(_blocks_of(sheet), key=lambda block: block.first_line)


def _read_sheets(items: list[Item]) -> Iterator[_Sheet]:
    """Items -> pages -> regions."""
    sheet, region = _Sheet(), _Region()
    for place, item in enumerate(items):
        before = items[place - 1] if place else None
        if item.kind is Kind.FURNITURE:
            _close(sheet, region)
            region = _Region()
            if is_marker(item.text) and sheet.regions:
                yield sheet
                sheet = _Sheet()
            sheet.furniture.append(item)
        elif _is_page_date(item, before, region, sheet):
            sheet.furniture.append(item)
            sheet.date_text = sheet.date_text or item.text
        else:
            region = _add_to_region(sheet, region, item, before)
    _close(sheet, region)
    yield sheet


def _is_page_date(item: Item, before: Item | None, region: _Region, sheet: _Sheet) -> bool:
    """A date under the page's heading, or above everything else, is the page's own."""
    if item.kind is not Kind.DATE or region.prose or region.tail or region.head:
        return False
    return (before is None or before.kind is Kind.FURNITURE) and sheet.date_text is None


def _add_to_region(sheet: _Sheet, region: _Region, item: Item, before: Item | None) -> _Region:
    """Put the item where it belongs; gives the region that is open afterwards."""
    is_name = item.kind is Kind.PROSE and before is not None and _awaits_name(before)
    if item.kind in (Kind.AUTHORS, Kind.DOT, Kind.DATE):
        if item.kind is not Kind.DOT and any(seen.kind is item.kind for seen in region.tail):
            _close(sheet, region)  # a card has one of each: this is not its own
            region = _Region()
        region.tail.append(item)
        return region
    if item.kind is Kind.COUNT and region.tail:
        region.tail.append(item)  # comments of this card or upvotes of the next: see _close
        return region
    if item.kind is Kind.SUBMITTED:
        starts_card = bool(region.prose or region.tail)
    elif item.kind is Kind.COUNT:
        starts_card = bool(region.prose)
    else:
        starts_card = bool(region.tail)
    if starts_card:
        upvotes = _close(sheet, region, followed_by=item.kind)
        region = _Region(head=upvotes)
    if item.kind is Kind.PROSE and not is_name:
        region.prose.append(item)
    else:
        region.head.append(item)
    return region


def _awaits_name(item: Item) -> bool:
    return (
        item.kind is Kind.SUBMITTED and squeeze(item.text).casefold().rstrip(":") == "submitted by"
    )


def _close(sheet: _Sheet, region: _Region, followed_by: Kind | None = None) -> list[Item]:
    """Add a finished region to its page; gives the counts that belong to the next card.

    Behind a date stand the comments of the card, before a title the upvotes of
    the next, in pages that show them. Where both are there, they stand in this
    order; where one is, the page's first card tells which it is.
    """
    if not (region.head or region.prose or region.tail):
        return []
    upvotes: list[Item] = []
    if followed_by is Kind.PROSE and region.tail and region.tail[-1].kind is Kind.COUNT:
        counts = [item for item in region.tail if item.kind is Kind.COUNT]
        if len(counts) > 1 or _has_comments(region) or _shows_upvotes(sheet, region):
            upvotes = [region.tail.pop()]
    sheet.regions.append(region)
    return upvotes


def _has_comments(region: _Region) -> bool:
    dates = [read_printed(_undotted(item)) for item in region.tail if item.kind is Kind.DATE]
    return any(date and date.comments is not None for date in dates)


def _shows_upvotes(sheet: _Sheet, region: _Region) -> bool:
    first = sheet.regions[0] if sheet.regions else region
    return any(item.kind is Kind.COUNT for item in first.head)


def _undotted(item: Item) -> str:
    return item.text.lstrip("·• ")


def _blocks_of(sheet: _Sheet) -> Iterator[Block]:
    for item in sheet.furniture:
        yield Furniture(item.first_line, item.end_line)
    page = Page(date_text=sheet.date_text, newest_year=_newest_year(sheet), kind=_page_kind(sheet))
    rank = 0
    for region in sheet.regions:
        for block in _cards_of(region, page, rank):
            rank += isinstance(block, Entry)
            yield block


def _newest_year(sheet: _Sheet) -> int | None:
    dates = [
        read_printed(_undotted(item))
        for region in sheet.regions
        for item in region.tail
        if item.kind is Kind.DATE
    ]
    return max((date.year for date in dates if date and date.year), default=None)


def _page_kind(sheet: _Sheet) -> str | None:
    headings = {item.text.casefold() for item in sheet.furniture}
    if "trending papers" in headings and "daily papers" not in headings:
        return "trending"
    by_day = any(item.kind is Kind.SUBMITTED for region in sheet.regions for item in region.head)
    return "day" if by_day else None


def _cards_of(region: _Region, page: Page, rank: int) -> Iterator[Block]:
    """The cards of a region: the head belongs to the first, the tail to the last."""
    prose, organization = _split_organization(region)
    if not prose:
        yield _stray(region.head + region.tail, "counts, names or dates without a title")
        return
    labels = label_titles([item.text for item in prose], first_is_title=bool(region.head))
    starts = [place for place, is_title in enumerate(labels) if is_title]
    untitled = prose[: starts[0]] if starts else prose
    if untitled:
        yield _stray(untitled, "text without a title before it")
    if not starts and region.tail:
        yield _stray(
            ([organization] if organization else []) + region.tail, "a date without a title"
        )
    for nth, start in enumerate(starts):
        is_last = nth + 1 == len(starts)
        end = len(prose) if is_last else starts[nth + 1]
        tail = ([organization] if organization else []) + region.tail if is_last else []
        yield _entry(
            head=[] if nth else region.head,
            title=prose[start],
            body=prose[start + 1 : end],
            tail=tail,
            organization=organization if is_last else None,
            page=page,
            rank=rank + nth + 1,
        )


def _split_organization(region: _Region) -> tuple[list[Item], Item | None]:
    """A short last line before the dot and the date is a name, if a title is left without it."""
    if len(region.prose) > 1 and region.tail and region.tail[0].kind is Kind.DOT:
        last = region.prose[-1]
        is_short = len(last.lines) == 1 and len(last.text) <= _LONGEST_ORGANIZATION
        if is_short and not last.text.endswith((".", "?", "!")):
            return region.prose[:-1], last
    return region.prose, None


def _entry(
    *,
    head: list[Item],
    title: Item,
    body: list[Item],
    tail: list[Item],
    organization: Item | None,
    page: Page,
    rank: int,
) -> Entry:
    parts = [*head, title, *body, *tail]
    fields: dict[str, str] = {"title": title.text}
    if body:
        fields["abstract"] = "\n\n".join(item.text for item in body)
    if organization:
        fields["organization"] = organization.text
    names = {Kind.COUNT: "upvotes", Kind.SUBMITTED: "submitter", Kind.PROSE: "submitter"}
    fields |= {names[item.kind]: item.text for item in head}
    names = {Kind.AUTHORS: "authors", Kind.DATE: "date", Kind.COUNT: "comments"}
    fields |= {names[item.kind]: _undotted(item) for item in tail if item.kind in names}
    return Entry(
        first_line=parts[0].first_line,
        end_line=parts[-1].end_line,
        line=title.first_line,
        rank=rank,
        raw="\n".join(line for item in parts for line in item.lines),
        fields=fields,
        page=page,
    )


def _stray(items: list[Item], reason: str) -> Stray:
    return Stray(
        first_line=items[0].first_line,
        end_line=items[-1].end_line,
        reason=reason,
        raw="\n".join(line for item in items for line in item.lines),
    )
