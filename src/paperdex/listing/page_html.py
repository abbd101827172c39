"""Reader of pages of Daily Papers saved as HTML.

The page's own data stand as JSON in a `data-props` attribute, with all that is
known of each paper: they are read where they are there. Cards that stand in the
markup alone, or all of them where the data are gone, are read from that.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby

from paperdex.listing.about import About, read_about, read_address
from paperdex.listing.again import ReadAgain
from paperdex.listing.base import Block, Content, Entry, Page, Text
from paperdex.listing.cards import split_cards
from paperdex.listing.gaps import count_lines, fill_gaps
from paperdex.listing.html_text import read_html_pieces
from paperdex.listing.html_tokens import Props, split_props
from paperdex.listing.json_array import split_elements
from paperdex.listing.json_elements import Element, read_elements
from paperdex.listing.links import Piece, PieceClassifier, find_title_rule, is_page_link
from paperdex.listing.mime import SavedParts, is_mhtml
from paperdex.listing.page_facts import PageFacts
from paperdex.listing.page_lines import ONE_PAPER, Kind, is_marker, is_of_one_paper
from paperdex.listing.records import read_object, read_record

FORM = "page-html"

_ReadPieces = Callable[[], Iterator[Piece]]

_LOOKS = re.compile(
    r"<(?:!doctype\s+html|html|head|body|main|div|section|article)\b", re.IGNORECASE
)
_LOOKED_AT = 4000
# Markdown may begin with tags; its titles' links are in brackets or, where all links are tags,
# behind the sign of a heading.
_MARKDOWN_LINK = re.compile(r"\]\([^)\s]*/papers/\d{4}\.\d")
_HTML_LINK = re.compile(r"<a\s[^>]{0,200}/papers/\d{4}\.\d")
_MARKDOWN_HEADING = re.compile(r"^#{1,6} (?:\[|<a\s)", re.MULTILINE)
# Arrays of the data that hold papers. A page of answers has those of the day too,
# which it does not show.
_FOUND = "searchResults"
_LISTED = "dailyPapers"


@dataclass(slots=True)
class _Data:
    """The data of one page: which array is shown, and the papers in it."""

    facts: PageFacts = field(default_factory=PageFacts)
    papers: dict[str, set[str]] = field(default_factory=dict)

    @property
    def shown(self) -> str | None:
        if self.papers.get(_FOUND):
            return _FOUND
        return next(iter(self.papers), None)

    def page(self, about: About) -> Page:
        """What the page tells of itself, and its address where it does not."""
        page = self.facts.page(self.facts.query if self.shown == _FOUND else None)
        address = read_address(about.address or "")
        return page._replace(
            kind=page.kind or ("search" if self.shown == _FOUND else address.kind),
            date=page.date or address.date,
            visited=about.visited,
        )


def why_not(content: Content) -> str | None:
    """None if the text is HTML with the data or the cards of a page of papers."""
    text = _text_of(content)
    if not looks_like_html(text.start):
        return ""
    if is_of_one_paper(text.head):
        return ONE_PAPER
    for _, element in _read_data(text):
        if element.key in {_FOUND, _LISTED} or _paper_in(element) is not None:
            return None
    titles = 0
    for piece in read_html_pieces(_markup(text)):
        is_link = piece.href is not None and is_page_link(piece.href)
        titles += is_link and piece.level > 0
        if is_marker(piece.text) or titles > 1 or (is_link and "login" in (piece.href or "")):
            return None
    return "HTML, but without the data or the cards of a page of Daily Papers"


def looks_like_html(start: str) -> bool:
    """Whether a text, by its beginning, is HTML, and no Markdown with tags in it."""
    return _LOOKS.search(start[:_LOOKED_AT]) is not None and not _is_markdown(start)


def _is_markdown(start: str) -> bool:
    has_links = _MARKDOWN_LINK.search(start) and not _HTML_LINK.search(start)
    return bool(has_links or len(_MARKDOWN_HEADING.findall(start)) > 1)


def _text_of(content: Content) -> Text:
    return SavedParts(content) if is_mhtml(content) else content


def split(content: Content) -> Iterator[Block]:
    """The cards of the pages, and all other lines as furniture."""
    text = _text_of(content)
    data = _survey(text)
    read_pieces = ReadAgain(lambda: read_html_pieces(_markup(text)))
    blocks = _read_both(text, data, read_pieces) if data else _read_cards(read_pieces)
    return fill_gaps(blocks, lambda: count_lines(text))


def _read_both(text: Text, data: dict[int, _Data], read_pieces: _ReadPieces) -> Iterator[Block]:
    """The papers in the data, and cards that the data don't hold, in file order."""
    about = About()
    for piece in read_pieces():
        if piece.kind is Kind.ABOUT:
            about |= read_about(piece.text) or About()
    known = {paper for of in data.values() for papers in of.papers.values() for paper in papers}
    return merge(
        _read_papers(text, data, about),
        _read_unknown(read_pieces, known),
        key=lambda block: block.first_line,
    )


def _read_papers(text: Text, data: dict[int, _Data], about: About) -> Iterator[Block]:
    """The papers in the data of each page."""
    for number, elements in groupby(_read_data(text), key=lambda each: each[0]):
        if number in data:
            shown = data[number].shown
            yield from split_elements(
                (element for _, element in elements if element.key == shown),
                data[number].page(about),
            )


def _read_unknown(read_pieces: _ReadPieces, known: set[str]) -> Iterator[Block]:
    """The cards in the markup of papers that are not known."""
    for block in _read_cards(read_pieces):
        paper = block.fields.get("arxiv_id") if isinstance(block, Entry) else None
        if paper and paper not in known:
            yield block


def _read_cards(read_pieces: _ReadPieces) -> Iterator[Block]:
    """The cards in the markup."""
    rule = find_title_rule(read_pieces())
    return split_cards(lambda: map(PieceClassifier(rule).classify, read_pieces()))


def _markup(text: Text) -> Iterator[str]:
    return (part for part in split_props(text.chunks()) if isinstance(part, str))


def _read_data(text: Text) -> Iterator[tuple[int, Element]]:
    """The elements of the data of all attributes, with the attribute's number."""
    parts = (part for part in split_props(text.chunks()) if isinstance(part, Props))
    for number, values in groupby(parts, key=lambda part: part.number):
        first = next(values)
        texts = (part.text for part in (first, *values))
        yield from ((number, element) for element in read_elements(texts, first.line))


def _survey(text: Text) -> dict[int, _Data]:
    """The data that hold papers, by the number of their attribute."""
    data: dict[int, _Data] = {}
    for number, element in _read_data(text):
        of = data.setdefault(number, _Data())
        of.facts.note(element)
        paper = _paper_in(element)
        if paper is not None:
            of.papers.setdefault(element.key, set()).add(paper)
    return {number: of for number, of in data.items() if of.papers}


def _paper_in(element: Element) -> str | None:
    """The arXiv id of the paper in an element of an array, "" if it has none; None for
    anything else."""
    record = read_object(element.text) if element.in_array and element.is_whole else None
    if record is None or not (element.key in {_FOUND, _LISTED} or "paper" in record):
        return None
    fields = read_record(record)
    return None if fields is None else fields.get("arxiv_id") or ""
