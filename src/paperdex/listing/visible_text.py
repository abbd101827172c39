"""Texts and tags of HTML -> the text that a person sees, and its lines.

Tokens in, one text after the other out. Whoever gathers decides where a text ends and what it is.
"""

from collections.abc import Container
from html import unescape
from typing import NamedTuple

from paperdex.listing.html_tokens import Token
from paperdex.text import squeeze

BLOCKS = frozenset(
    "address article aside blockquote body dd div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td th tr ul button"
    " label".split()
)
"""Tags that begin or end a text of their own; and, as their ends may be missing, end what is
hidden."""

HIDDEN = frozenset(("svg", "head", "noscript", "template", "iframe"))
"""Tags whose content a person does not see."""

# Longer texts come in parts; no abstract is as long.
_LONGEST = 1 << 17


class Gathered(NamedTuple):
    """A text on one line, and its first and last line in the file; 0 where there is none."""

    text: str
    first_line: int
    end_line: int


class VisibleText:
    """Gathers texts up to a tag that ends them."""

    def __init__(self, blocks: Container[str] = BLOCKS, hidden: Container[str] = HIDDEN) -> None:
        self._blocks, self._hidden = blocks, hidden
        self._hidden_in: str | None = None  # the tag that hides what follows
        self._texts = list[str]()
        self._length = 0
        self._first_line = self._end_line = 0

    def add(self, token: Token) -> bool:
        """Add a text, unless it is hidden; whether so much is gathered that it must be taken."""
        if self._hidden_in:
            return False
        text = token.text
        self._texts.append(text)
        self._length += len(text)
        if text.strip():
            if not self._first_line:
                self._first_line = token.line + text.count("\n", 0, len(text) - len(text.lstrip()))
            self._end_line = token.line + text.rstrip().count("\n")
        return self._length > _LONGEST

    def break_line(self) -> None:
        """Add a line break."""
        self._texts.append("\n")

    def is_hidden(self, tag: Token) -> bool:
        """Whether a tag hides what follows, or is hidden itself."""
        name = tag.name
        if self._hidden_in:
            if not (name in self._blocks or (tag.is_end and name == self._hidden_in)):
                return True
            self._hidden_in = None
        if name not in self._hidden:
            return False
        if not (tag.is_end or tag.text.endswith("/>")):
            self._hidden_in = name
        return True

    def take(self) -> Gathered:
        """What has been gathered; it is forgotten."""
        text = squeeze(unescape("".join(self._texts))) if self._texts else ""
        gathered = Gathered(text, self._first_line, self._end_line)
        self._texts.clear()
        self._length = self._first_line = self._end_line = 0
        return gathered
