"""HTML -> pieces of text with their links and headings.

Text of a file in; out come the texts a person would see, one for each block or link
(:class:`paperdex.listing.links.Piece`), and what the head and comments say of the page.
Knows nothing of papers.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from paperdex.dates import read_date, read_iso
from paperdex.listing.html_tokens import Token, read_tokens
from paperdex.listing.links import Piece
from paperdex.listing.page_lines import Kind
from paperdex.text import squeeze

# Longer texts come in parts; no abstract is as long.
_LONGEST_TEXT = 1 << 17

# Tags whose content a person does not see.
_UNSEEN = {"svg", "head", "noscript", "template", "iframe"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Tags that begin or end a text of its own; and, as their ends may be missing, end
# what is not seen.
_BLOCKS = {
    *_HEADINGS,
    *"address article aside blockquote body dd div dl dt fieldset figcaption figure footer"
    " form header hr li main nav ol p pre section table tbody td th tr ul button label".split(),
}


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
        self._texts = list[str]()
        self._length = 0
        self._first_line = self._end_line = 1
        self._href: str | None = None
        self._has_picture = False
        self._has_text = False
        self._level = 0
        self._day: str | None = None
        self._unseen: str | None = None

    def read_text(self, token: Token) -> Piece | None:
        """Add a text; its lines are those of what is no white space. Gives away what has
        been gathered when it is long, whatever follows."""
        if self._unseen:
            return None
        text = token.text
        self._texts.append(text)
        self._length += len(text)
        if text.strip():
            if not self._has_text:
                self._first_line = token.line + text.count("\n", 0, len(text) - len(text.lstrip()))
            self._has_text = True
            self._end_line = token.line + text.rstrip().count("\n")
        return self.flush() if self._length > _LONGEST_TEXT else None

    def read_tag(self, token: Token) -> Piece | None:
        """The piece that a tag ends, if it ends one."""
        name = token.name
        if self._unseen:
            if not (name in _BLOCKS or (token.is_end and name == self._unseen)):
                return None
            self._unseen = None
        piece = None
        if name in _BLOCKS:
            piece = self.flush()
            if name in _HEADINGS:
                self._level = 0 if token.is_end else _HEADINGS[name]
        elif name in _UNSEEN:
            is_open = not (token.is_end or token.text.endswith("/>"))
            self._unseen = name if is_open else None
        elif name == "a":
            piece = self.flush(with_picture=token.is_end)
            self._href = None if token.is_end else token.attribute("href")
            self._first_line = self._end_line = token.line
            self._has_picture = False
        elif name == "time":
            piece = self.flush()
            self._day = None if token.is_end else read_iso(token.attribute("datetime") or "")
        elif name == "img":
            self._has_picture = True
        elif name == "br":
            self._texts.append("\n")
        return piece

    def flush(self, with_picture: bool = False) -> Piece | None:
        """What has been gathered, if it says anything or is the picture of a link."""
        text = squeeze(unescape("".join(self._texts))) if self._texts else ""
        self._texts.clear()
        self._length = 0
        self._has_text = False
        if not text and not (with_picture and self._has_picture and self._href):
            return None
        self._has_picture = False
        kind = Kind.DATE if self._day else None
        lines = (self._first_line, max(self._first_line, self._end_line))
        piece = Piece(self._day or text, *lines, text, self._href, self._level, kind=kind)
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
