"""Dumps that put a link's number before its text -> the same with links as in Markdown.

Lines in, as many lines out:

    [51]Title of a Paper over      ->    [Title of a Paper over
    Two Lines                            Two Lines][51]

So write lynx and its kin; the addresses stand in a table at the end.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from paperdex.listing.page_lines import Kind, kind_of

# Also before a box to tick, the name of a picture (`[3][logo.png]`) or a sign for one
# (`>`), and alone on its line.
_MARK = re.compile(
    r"\[(\d{1,6})\](?:\[(?!\d{1,6}\])[^\[\]]{0,120}\])?(?:\s?>)?(?:\s?(?=[^\s\[\](])|\s*$)"
)
_BEHIND = re.compile(r"\]\(|\]\[\d{1,6}\]")
_FEWEST = 3
_LONGEST_PARAGRAPH = 500


def has_marks(lines: Iterable[str]) -> bool:
    """Whether numbers stand before the texts of links, and hardly any behind."""
    before = behind = 0
    for line in lines:
        before += bool(_MARK.search(line))
        behind += bool(_BEHIND.search(line))
    return before >= _FEWEST and before > 4 * behind


def move_marks(lines: Iterable[str]) -> Iterator[str]:
    """The lines with the numbers of links behind their texts."""
    paragraph = list[str]()
    for line in lines:
        if line.strip() and len(paragraph) < _LONGEST_PARAGRAPH:
            paragraph.append(line)
            continue
        yield from _move_in(paragraph)
        paragraph = [line] if line.strip() else []
        if not paragraph:
            yield line
    yield from _move_in(paragraph)


def _move_in(paragraph: Sequence[str]) -> Iterator[str]:
    open_number: str | None = None
    for place, line in enumerate(paragraph):
        text, end = "", 0
        for mark in _MARK.finditer(line):
            before = line[end : mark.start()]
            text += f"{before.rstrip()}][{open_number}] " if open_number else before
            text += "["
            open_number = mark[1]
            end = mark.end()
        text += line[end:]
        following = paragraph[place + 1] if place + 1 < len(paragraph) else ""
        if open_number and not _goes_on(line[end:], following):
            text = f"{text.rstrip()}][{open_number}]"
            open_number = None
        yield text


def _goes_on(text: str, following: str) -> bool:
    """Whether the text of a link goes on in the next line: it begins there, or is prose."""
    if not text.strip():
        return bool(following.strip())
    return _may_be_prose(text) and _may_be_prose(following)


def _may_be_prose(text: str) -> bool:
    """Whether a line is prose, or a word or an address that it may be wrapped before."""
    kind = kind_of(text)
    is_word = kind is Kind.FURNITURE and not text.lstrip().startswith(("*", "-"))
    return kind is Kind.PROSE or is_word or (kind is Kind.TRIM and "://" in text)
