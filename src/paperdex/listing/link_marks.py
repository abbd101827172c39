"""Dumps that put a link's number before its text -> the same with links as in Markdown.

Lines in, as many lines out:

    [51]Title of a Paper over      ->    [Title of a Paper over
    Two Lines                            Two Lines][51]

So write lynx and its kin; the addresses stand in a table at the end.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from paperdex.listing.page_lines import Kind, kind_of

# Also before a box to tick, the name of a picture (`[3][logo.png]`) or a sign for one
# (`>`), alone on its line, or before the next, of a link that shows nothing. A bracket behind
# it is text, unless it may hold an address.
_MARK = re.compile(
    r"\[(?P<number>\d{1,6})\](?:\[(?P<picture>[^\[\]]{0,120})\])?(?:\s?>)?"
    r"(?:\s?(?=[^\s\](]|\([^()/:#.]*\)[ ])|\s*$)"
)
_BEHIND = re.compile(r"\]\(|\]\[\d{1,6}\]")
# Two numbers tell neither: a link's and a picture's name, or a count and its link's.
_NUMBERS = re.compile(r"\[\d{1,6}\]\[\d{1,6}\]")
_ROW = re.compile(r"\s*\[?\d{1,6}(?:\]:?|\.)\s+<?(?:https?://|file://|data:|/)\S+\s*")
# A point of a list, another link or a button.
_BEGINS = re.compile(r"\s*(?:[*+•-]\s+\S|\[\d|\(BUTTON\))")
_FEWEST = 3
_LONGEST_PARAGRAPH = 500
# Links are counted through a page; other numbers in brackets are a picture's name, a
# reference. Some links are not shown.
_MOST_SKIPPED = 50
_FIRST = 5


class _Counter:
    """Tells the numbers of links by their order, from 1 on again behind each table."""

    def __init__(self) -> None:
        self._last = 0
        self._may_begin = False

    def is_next(self, number: int) -> bool:
        """Whether the number may be the next link's."""
        follows = self._last < number <= self._last + _MOST_SKIPPED
        return follows or (self._may_begin and 0 < number <= _FIRST)

    def counts(self, number: int) -> bool:
        """Whether the number is the next link's, which is counted then."""
        if not self.is_next(number):
            return False
        self._last, self._may_begin = number, False
        return True

    def is_row(self, line: str) -> bool:
        """Whether a line is a row of a table of addresses, behind which a page may begin."""
        is_row = "/" in line and _ROW.fullmatch(line) is not None
        self._may_begin |= is_row
        return is_row


class _Mark(NamedTuple):
    number: str
    start: int
    end: int


def _find_marks(line: str, counter: _Counter) -> list[_Mark]:
    """The numbers of links in a line, with the pictures' names behind them."""
    marks, place = list[_Mark](), 0
    while (mark := _MARK.search(line, place)) is not None:
        place = mark.end("number") + 1
        if not counter.counts(int(mark["number"])):
            continue
        picture = mark["picture"]
        is_next = picture is not None and picture.isdigit() and counter.is_next(int(picture))
        place = place if is_next else mark.end()
        marks.append(_Mark(mark["number"], mark.start(), place))
    return marks


def has_marks(lines: Iterable[str]) -> bool:
    """Whether numbers stand before the texts of links, and hardly any behind."""
    before = behind = 0
    counter = _Counter()
    for line in lines:
        if counter.is_row(line) or "]" not in line:
            continue
        line = _NUMBERS.sub("", line)
        before += bool(_find_marks(line, counter))
        behind += bool(_BEHIND.search(line))
    return before >= _FEWEST and before > 4 * behind


def move_marks(lines: Iterable[str]) -> Iterator[str]:
    """The lines with the numbers of links behind their texts."""
    paragraph, counter = list[str](), _Counter()
    for line in lines:
        is_row = counter.is_row(line)
        if line.strip() and not is_row and len(paragraph) < _LONGEST_PARAGRAPH:
            paragraph.append(line)
            continue
        yield from _move_in(paragraph, counter)
        paragraph = [line] if line.strip() and not is_row else []
        if not paragraph:
            yield line
    yield from _move_in(paragraph, counter)


def _move_in(paragraph: Sequence[str], counter: _Counter) -> Iterator[str]:
    open_number: str | None = None
    for place, line in enumerate(map(str.rstrip, paragraph)):
        text, end = "", 0
        for mark in _find_marks(line, counter):
            before = line[end : mark.start]
            text += f"{before.rstrip()}][{open_number}] " if open_number else before
            text += "["
            open_number = mark.number
            end = mark.end
        text += line[end:]
        following = paragraph[place + 1] if place + 1 < len(paragraph) else ""
        if open_number and not _goes_on(line[end:], following):
            text = f"{text.rstrip()}][{open_number}]"
            open_number = None
        yield text


def _goes_on(text: str, following: str) -> bool:
    """Whether the text of a link goes on in the next line: it begins there, or is prose."""
    if _BEGINS.match(following):
        return False
    if not text.strip():
        return bool(following.strip())
    kind, kind_behind = kind_of(text), kind_of(following)
    if kind is kind_behind is Kind.FURNITURE:
        return False
    return _may_be_prose(kind, text) and _may_be_prose(kind_behind, following)


def _may_be_prose(kind: Kind, text: str) -> bool:
    """Whether a line is prose, or a word or an address that it may be wrapped before."""
    is_word = kind is Kind.FURNITURE and not text.lstrip().startswith(("*", "-"))
    return kind is Kind.PROSE or is_word or (kind is Kind.TRIM and "://" in text)
