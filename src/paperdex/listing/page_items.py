"""Lines of a saved text page -> items: paragraphs of prose and the small lines around them.

Joins hard-wrapped lines and decides, by its neighbours, whether a number or a
date stands by itself or is part of a paragraph. Knows nothing of cards.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from paperdex.listing.about import find_front_matter, is_key_value, read_about
from paperdex.listing.page_lines import Kind, is_marker, kind_of, read_line, split_code
from paperdex.listing.titles import SURELY_BODY, body_leaning
from paperdex.text import squeeze

# No editor or mail program wraps this wide: such a line is a paragraph.
_WIDEST_WRAP = 200
_LONGEST_DOTTED = 160
_LONGEST_RECURRING = 40
_SURELY_TITLE = -1.0
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*k?\b|[-–—]$", re.IGNORECASE)
# How many lines without a blank one between them are held at once: many, and at most, where the
# last of them is not a paragraph by itself.
_MANY_LINES, _MOST_LINES = 500, 5000


class Item(NamedTuple):
    """A paragraph (kind PROSE, maybe of several lines) or a small line of another kind.

    ``text`` is what it says, on one line and without markup. ``paper`` is the
    arXiv id that its link leads to, ``link`` an address that it gives, ``level``
    that of a heading (0 for none).
    """

    kind: Kind
    first_line: int
    end_line: int
    text: str
    raw: str
    paper: str | None = None
    link: str | None = None
    level: int = 0

    @property
    def number(self) -> str | None:
        """The number or dash in `24`, `Upvote 24`, `GitHub 11.3k`, `3 comments`."""
        numbers = _NUMBER.findall(self.text)
        return numbers[-1] if numbers else None


class NumberedLine(NamedTuple):
    """A non-blank line: what it says, and its raw form in the file."""

    number: int
    text: str
    kind: Kind
    raw: str


def read_items(lines: Iterable[str]) -> Iterator[Item]:
    """The items of a page in order. Blank lines belong to none."""
    block: list[NumberedLine] = []
    for number, (line, is_front_matter) in enumerate(find_front_matter(lines), 1):
        read = _read_line if len(line) > _LONGEST_RECURRING else _read_recurring
        kind, text = (Kind.ABOUT, line) if is_front_matter else read(line)
        if kind is not Kind.BLANK:
            block.append(NumberedLine(number, text, kind, line))
        if kind is Kind.BLANK or is_full(block):
            yield from items_of_block(block)
            block = []
    yield from items_of_block(block)


def _read_line(line: str) -> tuple[Kind, str]:
    """The kind of a line, which may be several joined by dots, and what it says."""
    kind, text = read_line(line)
    return (Kind.DOT if kind is Kind.PROSE and is_dotted(line) else kind), text


@lru_cache(maxsize=1 << 10)
def _read_recurring(line: str) -> tuple[Kind, str]:
    """The same, for dots, dashes, counts and words of menus: most lines are, again and again."""
    return _read_line(line)


def is_full(block: Sequence[NumberedLine]) -> bool:
    """Whether a block has enough lines to be split here, so that memory stays bounded."""
    if len(block) < _MANY_LINES:
        return False
    return len(block[-1].text) > _WIDEST_WRAP or len(block) >= _MOST_LINES


def items_of_block(block: Sequence[NumberedLine]) -> Iterator[Item]:
    """The items of consecutive lines."""
    block = _mark_about(block)
    prose = list[NumberedLine]()
    for place, line in enumerate(block):
        before = block[place - 1].kind if place else None
        after = block[place + 1].kind if place + 1 < len(block) else None
        is_prose = _is_prose(line, after, bool(prose))
        if is_prose:
            prose.append(line)
        if is_prose and after is Kind.DOT and _is_name_behind(prose):
            yield from _paragraphs(prose[:-1])
            prose = prose[-1:]
        if not is_prose or before is Kind.SUBMITTED:  # a name is a line of its own
            yield from _paragraphs(prose)
            prose = []
        if not is_prose:
            yield from _items_of_line(line)
    yield from _paragraphs(prose)


def _items_of_line(line: NumberedLine) -> Iterator[Item]:
    """The items of a small line: of one that joins several, each."""
    raw = line.raw
    for kind, part in _parts_of_line(line.kind, squeeze(line.text)):
        yield Item(kind, line.number, line.number, part, raw)
        raw = ""


def _parts_of_line(kind: Kind, text: str) -> Iterator[tuple[Kind, str]]:
    """The parts of a small line that are joined by dots, or that all are about code."""
    if kind is Kind.CODE:
        yield from split_code(text)
    elif kind is not Kind.DOT:
        yield kind, text
    else:
        parts = _split_dotted(text)
        for nth, part in enumerate(parts):
            of = kind if len(parts) == 1 else kind_of(part)
            yield (Kind.COMMENTS if nth and of is Kind.COUNT else of), part


def _split_dotted(text: str) -> list[str]:
    """The parts of `Rope Works · 4 authors · Jan 9, 2025 · 3`, with the dots."""
    parts = re.split(r"\s+([·•])\s+", squeeze(text))
    return [part for part in parts if part]


def is_dotted(text: str) -> bool:
    """Whether a line is small lines joined by dots, the first of them maybe a name."""
    if len(text) > _LONGEST_DOTTED or not ("·" in text or "•" in text):
        return False
    first, *others = [part for part in _split_dotted(text) if part not in {"·", "•"}] or [""]
    kinds = {kind_of(part) for part in others}
    is_small = bool(kinds) and kinds <= {Kind.AUTHORS, Kind.DATE, Kind.COUNT}
    return is_small and bool({kind_of(first), *kinds} & {Kind.AUTHORS, Kind.DATE})


def _mark_about(block: Sequence[NumberedLine]) -> Sequence[NumberedLine]:
    """Beside a line about the page, `key: value` is about it too."""
    if not any(":" in line.text and read_about(line.text) for line in block):
        return block
    return [line._replace(kind=Kind.ABOUT) if is_key_value(line.text) else line for line in block]


def _is_prose(line: NumberedLine, after: Kind | None, in_prose: bool) -> bool:
    """Whether a line belongs to a paragraph: a line of a wrapped one may be `2024`."""
    kind = line.kind
    if kind is Kind.PROSE:
        return True
    if kind is Kind.FURNITURE:
        return not is_marker(line.text) and (in_prose or after is Kind.DOT)
    if kind is Kind.DATE:
        return in_prose and after is Kind.PROSE
    if kind is Kind.COUNT:
        return in_prose
    if kind is Kind.TRIM:  # an address may be the last line of an abstract
        return in_prose and "://" in line.text
    return False


def _is_name_behind(prose: Sequence[NumberedLine]) -> bool:
    """Whether the last line follows the end of a sentence and does not end one itself."""
    if len(prose) < 2 or len(prose[-1].text) > _LONGEST_DOTTED:
        return False
    ends = (".", "!", "?", '."', ".)")
    return prose[-2].text.endswith(ends) and not prose[-1].text.rstrip().endswith(ends)


def _paragraphs(prose: Sequence[NumberedLine]) -> Iterator[Item]:
    if not prose:
        return
    texts = [line.text for line in prose]
    is_wide = max(map(len, texts)) > _WIDEST_WRAP
    if (is_wide or _is_title_and_body(prose)) and not _is_wrapped(texts):
        for line in prose:
            yield Item(Kind.PROSE, line.number, line.number, squeeze(line.text), line.raw)
    else:
        raw = "\n".join([line.raw for line in prose])
        yield Item(Kind.PROSE, prose[0].number, prose[-1].number, squeeze(" ".join(texts)), raw)


def _is_title_and_body(prose: Sequence[NumberedLine]) -> bool:
    """Whether two lines are a title and a short text, each on one."""
    if len(prose) != 2:
        return False
    title, body = prose
    return body_leaning(title.text) < _SURELY_TITLE and body_leaning(body.text) > SURELY_BODY


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether no line but the last had room for the word that follows it."""
    widest = max(map(len, lines))
    return all(
        len(line) + 1 + len(following.split(maxsplit=1)[0]) > widest
        for line, following in pairwise(lines)
    )
