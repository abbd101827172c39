"""HTML -> its tags, comments and texts, and the data in its attributes.

Text of a file in; out come tokens, and the values of `data-props` attributes, which hold
the data of a page as JSON and may be as long as the file. Works on any text, whatever is
broken or missing, in bounded memory and in time linear in its length.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain
from typing import NamedTuple

_PROPS = re.compile(r"\bdata-props\s*=\s*([\"'])", re.IGNORECASE)
# Kept back at the end of a piece of text: what may be the beginning of more.
_KEPT_PROPS = 64
_KEPT_ENTITY = 12

# A text, the beginning of a comment, a tag up to its end outside of quotes, or a sign that begins
# something without an end. None of them backtracks: the cost is linear.
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
# What is longer is not a tag: its end is missing.
_LONGEST_TAG = 1 << 16
# How much of a comment is kept: tools that save pages write less.
_LONGEST_COMMENT = 2000

# Tags whose content is not HTML.
_RAW = {"script", "style"}


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
        is_last = chunk is None
        while True:
            if quote:
                match, end = None, text.find(quote)
                cut = end if end >= 0 else len(text) if is_last else _before_entity(text)
                yield Props(number, text[:cut], line)
                yield "\n" * text.count("\n", 0, cut)
            else:
                match = _find_props(text)
                end = match.end() if match else -1
                cut = end if match else len(text) if is_last else max(0, len(text) - _KEPT_PROPS)
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
