"""HTML -> pieces of text with their links and headings.

Text of a file in; out come the texts a person would see, one for each block or link
(:class:`paperdex.listing.links.Piece`), and what the head and comments say of the page.
Knows nothing of papers.
"""

import re
from collections.abc import Iterable, Iterator

from paperdex.dates import read_date, read_iso
from paperdex.listing.html_tokens import Token, read_tokens
from paperdex.listing.links import Piece
from paperdex.listing.page_lines import Kind
from paperdex.listing.visible_text import BLOCKS, VisibleText

_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read_html_pieces(texts: Iterable[str]) -> Iterator[Piece]:
    """The texts that a person sees, each with its link and heading; and, of kind ABOUT,
    what the head and comments say of the page."""
    reading = _Reading()
    for token in read_tokens(texts):
        if token.name == "!--":
            yield from _read_comment(token)
        elif token.name in {"meta", "link"}:
            yield from _read_address(token)
        elif piece := reading.read_tag(token) if token.name else reading.read_text(token):
            yield piece
    if piece := reading.flush():
        yield piece


class _Reading:
    """Gathers text up to the next tag that ends it."""

    def __init__(self) -> None:
        self._gathered = VisibleText()
        self._href: str | None = None
        self._link_line = 0
        self._has_picture = False
        self._level = 0
        self._day: str | None = None

    def read_text(self, token: Token) -> Piece | None:
        """Add a text. Gives away what has been gathered when it is long, whatever follows."""
        return self.flush() if self._gathered.add(token) else None

    def read_tag(self, token: Token) -> Piece | None:
        """The piece that a tag ends, if it ends one."""
        name = token.name
        if self._gathered.is_hidden(token):
            return None
        if name in BLOCKS:
            piece = self.flush()
            if name in _HEADINGS:
                self._level = 0 if token.is_end else _HEADINGS[name]
            return piece
        if name == "a":
            piece = self.flush(with_picture=token.is_end)
            self._href = None if token.is_end else token.attribute("href")
            self._link_line, self._has_picture = token.line, False
            return piece
        if name == "time":
            piece = self.flush()
            self._day = None if token.is_end else read_iso(token.attribute("datetime") or "")
            return piece
        if name == "img":
            self._has_picture = True
        elif name == "br":
            self._gathered.break_line()
        return None

    def flush(self, with_picture: bool = False) -> Piece | None:
        """What has been gathered, if it says anything or is the picture of a link."""
        text, first, end = self._gathered.take()
        if not text:
            if not (with_picture and self._has_picture and self._href):
                return None
            first = end = self._link_line
        self._has_picture = False
        kind = Kind.DATE if self._day else None
        piece = Piece(self._day or text, first, end, text, self._href, self._level, kind=kind)
        self._day = None
        return piece


_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_SAVED_URL = re.compile(r"^\s*url:\s*(\S+)", re.MULTILINE)
_SAVED_DATE = re.compile(r"saved date:\s*\w+ (\w{3} \d{1,2}) (\d{4})", re.IGNORECASE)


def _read_comment(token: Token) -> Iterator[Piece]:
    """Browsers write where a page was saved from, and some tools when."""
    address = _SAVED_FROM.search(token.text) or _SAVED_URL.search(token.text)
    date = _SAVED_DATE.search(token.text)
    if address:
        yield _about(token, f"url: {address[1]}")
    if date:
        yield _about(token, f"saved: {read_date(f'{date[1]}, {date[2]}')}")


def _read_address(token: Token) -> Iterator[Piece]:
    """The address in `<link rel="canonical">` or `<meta property="og:url">`."""
    if token.name == "link" and token.attribute("rel") == "canonical":
        yield _about(token, f"url: {token.attribute('href')}")
    elif token.name == "meta" and token.attribute("property") == "og:url":
        yield _about(token, f"url: {token.attribute('content')}")


def _about(token: Token, text: str) -> Piece:
    return Piece(text, token.line, token.line, text, kind=Kind.ABOUT)
