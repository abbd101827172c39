"""HTML -> pieces of text with their links and headings, and the data in its attributes.

Text of a file in; out come the texts a person would see, one for each block or link
(:class:`paperdex.listing.links.Piece`), and the values of `data-props` attributes,
which hold the data of a page as JSON and may be as long as the file. Works on any
text, whatever is broken or missing, in bounded memory and in time linear in its
length; knows nothing of papers.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain
from typing import NamedTuple

from paperdex.dates import read_date, read_iso
from paperdex.listing.links import Piece
from paperdex.listing.page_lines import Kind
from paperdex.text import squeeze

_PROPS = re.compile(r"\bdata-props\s*=\s*([\"'])", re.IGNORECASE)
# Kept back at the end of a piece of text: what may be the beginning of more.
_KEPT_PROPS = 64
_KEPT_ENTITY = 12

_TAG_START = re.compile(r"<(?=[a-zA-Z/!?])")
_TAG_STOP = re.compile(r"[<>\"']")
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"([^\s=\"'<>/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?", re.DOTALL
)
# A tag longer than this is none: its end is missing.
_LONGEST_TAG = 1 << 16
# No abstract is as long.
_LONGEST_TEXT = 1 << 17
# So much of a comment is kept: what saved a page writes less.
_LONGEST_COMMENT = 2000

# Their content is no HTML; and theirs is no text that a person sees.
_RAW = {"script", "style"}
_UNSEEN = {"svg", "head", "noscript", "template", "iframe"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Tags that begin or end a text of its own; and, as their ends may be missing, end
# what is not seen.
_BLOCKS = {
    *_HEADINGS,
    *"address article aside blockquote body dd div dl dt fieldset figcaption figure footer"
    " form header hr li main nav ol p pre section table tbody td th tr ul button label".split(),
}


class Props(NamedTuple):
    """Part of the value of a `data-props` attribute. Attributes are numbered from 1."""

    number: int
    raw: str
    line: int

    @property
    def text(self) -> str:
        """The value with its entities resolved, and as many lines as before."""
        text = self.raw.replace("&quot;", '"')  # nearly all of them
        if "&" not in text:
            return text
        return "\n".join(unescape(line).replace("\n", " ") for line in text.split("\n"))


class Token(NamedTuple):
    """A tag or, with the name `!--`, a comment; without a name, text between them."""

    name: str
    text: str
    line: int
    is_end: bool = False

    def attribute(self, name: str) -> str | None:
        """The value of an attribute of a tag; None where it has none."""
        for match in _ATTRIBUTE.finditer(self.text, 1 + len(self.name)):
            if match[1].casefold() == name:
                return unescape(match[2] or match[3] or match[4] or "")
        return None


def split_props(chunks: Iterable[str]) -> Iterator[Props | str]:
    """The values of `data-props`, and the text without them, in pieces, in order.

    Lines of a value are kept in the text as empty ones, so that it has as many.
    """
    number, line, quote, text = 0, 1, "", ""
    for chunk in chain(chunks, [None]):
        text += chunk or ""
        while True:
            if quote:
                match, end = None, text.find(quote)
                cut = end if end >= 0 else _before_entity(text) if chunk else len(text)
                yield Props(number, text[:cut], line)
                yield "\n" * text.count("\n", 0, cut)
            else:
                match = _PROPS.search(text)
                end = match.end() if match else -1
                cut = end if match else max(0, len(text) - _KEPT_PROPS) if chunk else len(text)
                yield text[:cut]
            line += text.count("\n", 0, cut)
            text = text[cut:]
            if end < 0:
                break
            quote = "" if quote else match[1] if match else ""
            number += bool(quote)


def _before_entity(text: str) -> int:
    """Where text can be cut without cutting an entity like `&quot;`."""
    start = text.rfind("&", max(0, len(text) - _KEPT_ENTITY))
    return len(text) if start < 0 or ";" in text[start:] else start


def read_tokens(texts: Iterable[str]) -> Iterator[Token]:
    """The tags, comments and texts of HTML, in order."""
    scanner = _Scanner()
    for text in chain(texts, [None]):
        yield from scanner.scan(text)


class _Scanner:
    """Tokens of text that comes in pieces; holds what is not yet a whole one."""

    def __init__(self) -> None:
        self._text = ""
        self._line = 1
        self._until = ""  # what ends the comment or the script that has begun
        self._comment = ""

    def scan(self, text: str | None) -> Iterator[Token]:
        """The tokens that are whole with this text; with None, which ends it, all."""
        self._text += text or ""
        place = 0
        while place < len(self._text):
            if self._until:
                taken = self._skip_until(place)
            else:
                taken = self._take(place, is_last=text is None)
            token, end = taken
            if token is not None:
                yield token
            if end == place:
                break
            self._line += self._text.count("\n", place, end)
            place = end
        self._text = self._text[place:]

    def _skip_until(self, place: int) -> tuple[Token | None, int]:
        """Go over a comment or a script, up to its end or to where that may begin."""
        found = _find(self._text, self._until, place)
        end = found if found >= 0 else max(place, len(self._text) - len(self._until))
        if self._until == "-->":
            if len(self._comment) < _LONGEST_COMMENT:
                self._comment += self._text[place : min(end, place + _LONGEST_COMMENT)]
            if found >= 0:
                token = Token("!--", self._comment, self._line)
                self._until = self._comment = ""
                return token, end + 3
        elif found >= 0:
            self._until = ""
        return None, end

    def _take(self, place: int, is_last: bool) -> tuple[Token | None, int]:
        """The token at a place and where it ends; the place itself where more is needed."""
        text = self._text
        if not _TAG_START.match(text, place):
            start = _TAG_START.search(text, place + 1)
            end = start.start() if start else len(text)
            # A `<` at the very end may begin a tag.
            end -= not start and not is_last and text.endswith("<")
            return (Token("", text[place:end], self._line) if end > place else None), end
        if text.startswith("<!--", place):
            self._until = "-->"
            return None, place + 4
        end = _end_of_tag(text, place)
        if end < 0:
            if not is_last and len(text) - place < _LONGEST_TAG:
                return None, place
            return Token("", text[place], self._line), place + 1
        tag = text[place:end]
        name = _NAME.match(tag)
        if name is None:
            return None, end
        token = Token(name[1].casefold(), tag, self._line, tag.startswith("</"))
        if token.name in _RAW and not token.is_end:
            self._until = f"</{token.name}"
        return token, end


def _find(text: str, sought: str, place: int) -> int:
    match = re.search(re.escape(sought), text[place:], re.IGNORECASE)
    return place + match.start() if match else -1


def _end_of_tag(text: str, place: int) -> int:
    """Where a tag ends, quotes heeded; -1 if it does not."""
    place += 1
    while match := _TAG_STOP.search(text, place, place + _LONGEST_TAG):
        if match[0] == ">":
            return match.end()
        if match[0] == "<":
            return -1
        place = text.find(match[0], match.end()) + 1
        if not place:
            return -1
    return -1


def read_html_pieces(texts: Iterable[str]) -> Iterator[Piece]:
    """The texts that a person sees, each with its link and heading; and, of kind ABOUT,
    what the head and comments say of the page."""
    reading = _Reading()
    for token in read_tokens(texts):
        if token.name == "!--":
            yield from _read_comment(token)
        elif token.name in {"meta", "link"}:
            yield from _read_address(token)
        elif token.name:
            yield from reading.read_tag(token)
        else:
            reading.read_text(token)
            if reading.is_long:
                yield from reading.flush()
    yield from reading.flush()


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

    @property
    def is_long(self) -> bool:
        """Whether so much has been gathered that it is given away, whatever follows."""
        return self._length > _LONGEST_TEXT

    def read_text(self, token: Token) -> None:
        """Add a text; its lines are those of what is no white space."""
        if self._unseen:
            return
        text = token.text
        self._texts.append(text)
        self._length += len(text)
        if text.strip():
            if not self._has_text:
                self._first_line = token.line + text.count("\n", 0, len(text) - len(text.lstrip()))
            self._has_text = True
            self._end_line = token.line + text.rstrip().count("\n")

    def read_tag(self, token: Token) -> Iterator[Piece]:
        """The piece that a tag ends, if it ends one."""
        name = token.name
        if self._unseen:
            if (token.is_end and name == self._unseen) or name in _BLOCKS:
                self._unseen = None
            else:
                return
        if name in _UNSEEN:
            is_open = not (token.is_end or token.text.endswith("/>"))
            self._unseen = name if is_open else None
        elif name == "a":
            yield from self.flush(with_picture=token.is_end)
            self._href = None if token.is_end else token.attribute("href")
            self._first_line = self._end_line = token.line
            self._has_picture = False
        elif name == "time":
            yield from self.flush()
            self._day = None if token.is_end else read_iso(token.attribute("datetime") or "")
        elif name == "img":
            self._has_picture = True
        elif name == "br":
            self._texts.append("\n")
        elif name in _BLOCKS:
            yield from self.flush()
            if name in _HEADINGS:
                self._level = 0 if token.is_end else _HEADINGS[name]

    def flush(self, with_picture: bool = False) -> Iterator[Piece]:
        """What has been gathered, if it says anything or is the picture of a link."""
        text = squeeze(unescape("".join(self._texts)))
        self._texts.clear()
        self._length = 0
        self._has_text = False
        if not text and not (with_picture and self._has_picture and self._href):
            return
        self._has_picture = False
        kind = Kind.DATE if self._day else None
        lines = (self._first_line, max(self._first_line, self._end_line))
        yield Piece(self._day or text, *lines, text, self._href, self._level, kind=kind)
        self._day = None


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
