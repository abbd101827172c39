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

# A text, the beginning of a comment, a tag up to its end, quotes heeded, or the sign
# that begins what has no end. None gives back what it took: the cost is linear.
_TOKEN = re.compile(
    r"(?P<text>(?:[^<]++|<(?![a-zA-Z/!?]))++)"
    r"|(?P<comment><!--)"
    r"|(?P<tag><(?=(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)?)[a-zA-Z/!?]"
    r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>)"
    r"|(?P<open><)"
)
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
                match = _find_props(text)
                end = match.end() if match else -1
                cut = end if match else max(0, len(text) - _KEPT_PROPS) if chunk else len(text)
                yield text[:cut]
            line += text.count("\n", 0, cut)
            text = text[cut:]
            if end < 0:
                break
            quote = "" if quote else match[1] if match else ""
            number += bool(quote)


def _find_props(text: str) -> re.Match[str] | None:
    # To search a text that has none in any case takes long.
    return _PROPS.search(text) if "data-props" in text.lower() else None


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
        self._place = 0
        self._line = 1
        self._until = ""  # what ends the comment or the script that has begun
        self._comment = ""

    def scan(self, text: str | None) -> Iterator[Token]:
        """The tokens that are whole with this text; with None, which ends it, all."""
        self._text += text or ""
        self._place = 0
        before = -1
        while before < self._place < len(self._text):
            before = self._place
            yield from self._skip_until() if self._until else self._take(is_last=text is None)
        self._text = self._text[self._place :]

    def _skip_until(self) -> Iterator[Token]:
        """Go over a comment or a script, up to its end or to where that may begin."""
        text, place = self._text, self._place
        found = re.compile(re.escape(self._until), re.IGNORECASE).search(text, place)
        end = found.start() if found else max(place, len(text) - len(self._until))
        if self._until == "-->":
            if len(self._comment) < _LONGEST_COMMENT:
                self._comment += text[place : min(end, place + _LONGEST_COMMENT)]
            if found:
                yield Token("!--", self._comment, self._line)
                self._comment = ""
                end = found.end()
        if found:
            self._until = ""
        self._go_to(end)

    def _take(self, is_last: bool) -> Iterator[Token]:
        """The tokens up to a comment, a script, or what needs more text to be whole."""
        text = self._text
        # A `<` at the very end may begin a tag.
        end = len(text) - (text.endswith("<") and not is_last)
        for match in _TOKEN.finditer(text, self._place, end):
            kind, line = match.lastgroup, self._line
            if kind == "open" and not is_last and len(text) - match.start() < _LONGEST_TAG:
                return
            self._go_to(match.end())
            if kind == "comment":
                self._until = "-->"
                return
            if kind != "tag":
                yield Token("", match[0], line)
            elif match["name"]:
                token = Token(match["name"].casefold(), match[0], line, match["end"] == "/")
                yield token
                if token.name in _RAW and not token.is_end:
                    self._until = f"</{token.name}"
                    return

    def _go_to(self, place: int) -> None:
        self._line += self._text.count("\n", self._place, place)
        self._place = place


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
