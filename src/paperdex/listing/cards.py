"""Regions of saved pages -> the cards, furniture and strays on them.

A card is a title and usually an abstract, before them perhaps who submitted it
and the upvotes, after them perhaps authors or an organization, a date and the
count of comments:

    24                              upvotes, or -
    A Title on One Line
    The abstract, in one or more paragraphs.
      • 6 authors                   or the name of an organization
    ·
    Dec 28, 2022 1                  date, comments

Every part but the title may be missing. Where no heading or link marks a title,
:mod:`paperdex.listing.titles` tells titles from abstracts.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from paperdex.listing.again import ReadAgain
from paperdex.listing.base import Block, Entry, Furniture, Page, Stray
from paperdex.listing.page_items import Item
from paperdex.listing.page_lines import Kind, date_part, without_picture
from paperdex.listing.page_survey import PageSurvey, survey_pages
from paperdex.listing.regions import LONGEST_NAME, MOST_PROSE, Placed, Region, gather_regions
from paperdex.listing.titles import body_leaning, hold_papers, is_summary, label_titles

ReadItems = Callable[[], Iterator[Item]]
"""The items of all pages of a file, from the first; callable again."""

PAPER_PAGE = "https://huggingface.co/papers/"
"""The address of a paper's page, but for its arXiv id."""

# How many paragraphs at the start of an open region are final, whatever follows.
_SETTLED = MOST_PROSE // 2
# At most this many regions and furniture items are kept: those of about a thousand cards.
_MOST_KEPT = 5000


def split_cards(read_items: ReadItems) -> Iterator[Block]:
    """The cards, furniture and strays of all pages, in file order.

    Goes over the items twice, and gathers them once where headings play no part.
    """
    read_items = ReadAgain(read_items)
    kept = list[Placed]()
    surveys = survey_pages(_keep_few(gather_regions(read_items()), kept))
    headed = {number for number, each in enumerate(surveys) if each.has_headings}
    gathered = kept if kept and not headed else gather_regions(read_items(), headed)
    return _share_lines(_split_pages(gathered, surveys))


def _keep_few(gathered: Iterable[Placed], kept: list[Placed]) -> Iterator[Placed]:
    """Pass on what is gathered, and keep all of it; or nothing, if it is much or a region comes in
    parts."""
    is_kept = True
    for placed in gathered:
        is_kept = is_kept and not placed.is_open and len(kept) < _MOST_KEPT
        if is_kept:
            kept.append(placed)
        else:
            kept.clear()
        yield placed


def _split_pages(gathered: Iterable[Placed], surveys: list[PageSurvey]) -> Iterator[Block]:
    """The blocks of all pages. Of each page its entries and its regions so far are counted."""
    pages = [each.page() for each in surveys]
    ranks, regions = [0] * len(pages), [0] * len(pages)
    is_below = False  # the menu under the last card of the page
    for placed in gathered:
        number = placed.sheet.number
        if placed.region is None:
            is_below = 0 < surveys[number].last_anchored <= regions[number]
        else:
            regions[number] += 1
        if surveys[number].is_head:
            yield from _as_furniture(placed)
            continue
        is_beside = surveys[number].is_beside or (is_below and _is_notice(placed))
        is_sure = surveys[number].has_titles or is_beside
        for block in _blocks_of(placed, pages[number], ranks[number], is_sure):
            ranks[number] += isinstance(block, Entry)
            yield block


def _is_notice(placed: Placed) -> bool:
    """Whether what stands below the menu under the last card is a notice, rather than a card
    without counts, names and a date."""
    region = placed.region or Region()
    is_bare = not (region.head or region.tail or placed.is_open)
    return is_bare and not hold_papers([item.text for item in region.prose])


def _as_furniture(placed: Placed) -> Iterator[Block]:
    """What the saving tool wrote above a page."""
    region = placed.region or Region()
    items = [*region.head, *region.prose, *region.tail, *region.trim]
    if placed.is_open:
        region.prose, region.trim = [], []
    for item in sorted([*items, *filter(None, [placed.furniture])], key=lambda i: i.first_line):
        yield Furniture(item.first_line, item.end_line)


def _share_lines(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, so that only entries share lines: furniture gets the lines that are left."""
    held: Furniture | None = None
    covered = 0
    for block in blocks:
        if isinstance(block, Furniture):
            if block.end_line <= covered:
                continue
            block = Furniture(max(block.first_line, covered + 1), block.end_line)
        if held is not None and held.first_line < block.first_line:
            yield held._replace(end_line=min(held.end_line, block.first_line - 1))
        held = block if isinstance(block, Furniture) else None
        if not isinstance(block, Furniture):
            yield block
        covered = max(covered, block.end_line)
    if held is not None:
        yield held


def _blocks_of(placed: Placed, page: Page, rank: int, is_sure: bool) -> Iterator[Block]:
    """The cards of a region and whatever else is in it; of an open one, what is settled."""
    if placed.furniture is not None:
        yield Furniture(placed.furniture.first_line, placed.furniture.end_line)
        return
    region = placed.region or Region()
    prose, organization = (region.prose, []) if placed.is_open else _split_organization(region)
    starts = _find_titles(region, prose, is_sure)
    if placed.is_open:
        region, starts = _take_settled(region, starts)
        prose = region.prose
    if not starts:
        yield from _without_titles(region)
        return
    first = prose[starts[0]]
    if starts[0]:
        untitled = [*prose[: starts[0]], *_between(region.trim, None, first)]
        yield _stray(untitled, "text without a title before it")
    tail = [*organization, *region.tail]
    for nth, card in enumerate(_cut_at_titles(region, prose, starts, tail), 1):
        yield _entry(card, page, rank + nth)


def _cut_at_titles(
    region: Region, prose: Sequence[Item], starts: Sequence[int], tail: list[Item]
) -> Iterator[Region]:
    """The cards of a region, whose titles are at ``starts``; the last of them has the tail."""
    for nth, start in enumerate(starts):
        is_last = nth + 1 == len(starts)
        end = len(prose) if is_last else starts[nth + 1]
        begin = prose[start] if nth or start else None
        yield Region(
            head=[] if nth else region.head,
            prose=list(prose[start:end]),
            tail=tail if is_last else [],
            trim=_between(region.trim, begin, None if is_last else prose[end]),
            paper=region.paper,
        )


def _without_titles(region: Region) -> Iterator[Block]:
    """The blocks of a region that holds no card."""
    if not (region.head or region.prose or region.tail):
        yield from (Furniture(item.first_line, item.end_line) for item in region.trim)
    elif not region.prose:
        parts = region.head + region.tail + region.trim
        yield _stray(parts, "counts, names or dates without a title")
    else:
        tail = region.tail[0] if region.tail else None
        parts = region.head + region.prose + _between(region.trim, None, tail)
        yield _stray(parts, "text without a title before it")
        if tail:
            parts = region.tail + _between(region.trim, tail, None)
            yield _stray(parts, "a date without a title")


def _find_titles(region: Region, prose: Sequence[Item], is_sure: bool) -> list[int]:
    """The places of titles among the paragraphs of a region."""
    if is_sure:
        marked = [place for place, item in enumerate(prose) if item.kind is Kind.TITLE]
        # A card whose link was lost, with a file's end or table, still has its place.
        is_card = bool(prose) and bool(region.head or region.tail)
        return marked or ([0] if is_card and body_leaning(prose[0].text) < 0 else [])
    if region.is_one_card:
        return [0] if prose else []
    begins = bool(region.head) or region.begins
    labels = label_titles([item.text for item in prose], first_is_title=begins)
    return [place for place, is_title in enumerate(labels) if is_title]


def _take_settled(region: Region, starts: Sequence[int]) -> tuple[Region, list[int]]:
    """Take from an open region the cards that nothing can change any more."""
    cut = max((start for start in starts if 0 < start <= _SETTLED), default=_SETTLED)
    settled = Region(
        head=region.head,
        prose=region.prose[:cut],
        trim=_between(region.trim, None, region.prose[cut]),
        paper=region.paper,
        begins=region.begins,
    )
    region.trim = _between(region.trim, region.prose[cut], None)
    region.head, region.prose = [], region.prose[cut:]
    region.begins = cut in starts
    return settled, [start for start in starts if start < cut]


def _between(items: Sequence[Item], start: Item | None, end: Item | None) -> list[Item]:
    """The items after the start, if there is one, and before the end."""
    return [
        item
        for item in items
        if (start is None or item.first_line >= start.first_line)
        and (end is None or item.first_line < end.first_line)
    ]


def _split_organization(region: Region) -> tuple[list[Item], list[Item]]:
    """The prose of a region without its last line, and that line, if it is the name of an
    organization: if it is short, not the title, and stands before the dot of a date. Before the dot
    of the authors, or without a dot where each card begins with who submitted it and no authors
    follow, it must also not read like an abstract."""
    if len(region.prose) < 2 or any(item.kind is Kind.ORGANIZATION for item in region.tail):
        return region.prose, []
    last, behind = region.prose[-1], region.tail[0] if region.tail else None
    if last.kind is not Kind.PROSE or "\n" in last.raw or len(last.text) > LONGEST_NAME:
        return region.prose, []
    is_dotted = behind is not None and behind.text.startswith(("·", "•"))
    has_authors = any(item.kind is Kind.AUTHORS for item in region.tail)
    if (is_dotted or region.is_one_card) and body_leaning(last.text) < 0:
        is_name = is_dotted or not has_authors
    else:
        is_name = is_dotted and behind is not None and behind.kind is not Kind.AUTHORS
    return (region.prose[:-1], [last]) if is_name else (region.prose, [])


def _entry(card: Region, page: Page, rank: int) -> Entry:
    """A card whose first paragraph is the title."""
    title, *body = card.prose
    parts = sorted([*card.head, *card.prose, *card.tail, *card.trim], key=lambda i: i.first_line)
    fields: dict[str, Any] = {"title": title.text}
    text = "\n\n".join(item.text for item in body)
    if text:
        is_short = (page.kind == "trending" or page.shows_summaries) and is_summary(text)
        fields["summary" if is_short else "abstract"] = text
    fields |= _read_head(card.head) | _read_tail(card.tail)
    if card.paper:
        fields |= {"arxiv_id": card.paper, "url": PAPER_PAGE + card.paper}
    return Entry(
        first_line=parts[0].first_line,
        end_line=max(item.end_line for item in parts),
        line=title.first_line,
        rank=rank,
        raw=_join_raw(parts),
        fields=fields,
        page=page,
    )


def _read_head(head: Sequence[Item]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for item in head:
        if item.kind in {Kind.COUNT, Kind.UPVOTES}:
            fields["upvotes"] = item.number
        elif item.kind is not Kind.START and (item.kind is not Kind.SUBMITTED or item.text[13:]):
            fields["submitter"] = item.text
    return fields


def _read_tail(tail: Sequence[Item]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for item in tail:
        if item.kind is Kind.UPVOTES:
            fields["upvotes"] = item.number
        elif item.kind in {Kind.ORGANIZATION, Kind.PROSE}:
            fields.setdefault("organization", without_picture(item.text))
        elif item.kind is Kind.CODE:
            fields["code_urls"] = [*fields.get("code_urls", ()), *filter(None, [item.link])]
            fields["github_stars"] = fields.get("github_stars") or item.number
        elif item.kind is Kind.DATE:
            fields["date"] = date_part(item.text)
        elif item.kind is Kind.AUTHORS:
            fields["authors"] = item.text.lstrip("·• ")
        elif item.kind in {Kind.COUNT, Kind.COMMENTS}:
            fields["comments"] = item.number
    return fields


def _stray(items: Sequence[Item], reason: str) -> Stray:
    ordered = sorted(items, key=lambda item: item.first_line)
    return Stray(
        first_line=ordered[0].first_line,
        end_line=max(item.end_line for item in ordered),
        reason=reason,
        raw=_join_raw(ordered),
    )


def _join_raw(items: Sequence[Item]) -> str:
    """The lines of items as they are in the file; the first of several on a line has it."""
    return "\n".join(item.raw for item in items if item.raw)
