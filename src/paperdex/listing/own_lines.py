"""Links on lines of their own -> links of the texts above them.

Pieces and lines of prose in and out:

    A Title on One Line

    https://huggingface.co/papers/2501.05441
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from paperdex.listing.links import Piece, is_page_link
from paperdex.listing.page_lines import Kind, kind_of

# The name of somebody's page may have spaces where a tool made the address of it.
_OWN_LINE = re.compile(
    r"\s*<?(?P<address>https?://(?:huggingface\.co/[^\s<>/]+(?: [^\s<>/]+){1,9}|[^\s<>]+?))>?\s*"
)
# One address on a line of its own may be the last word of an abstract.
_SITE_LINE = re.compile(r"\s*<?https?://(?:www\.)?huggingface\.co/\S*\s*$")
FEWEST = 2
# At most this many lines are held back to see whether a link follows them.
_LONGEST_PARAGRAPH = 500


class Prose(NamedTuple):
    """A line that is not a piece by itself; a blank one has no text."""

    number: int
    text: str
    raw: str


def join_own_lines(found: Iterable[Piece | Prose]) -> Iterator[Piece | Prose]:
    """Give each paragraph the link that stands on a line of its own below it."""
    paragraph, blanks = list[Prose](), list[Prose]()
    for each in found:
        if isinstance(each, Prose) and not each.text.strip():
            blanks.append(each)
            continue
        if isinstance(each, Prose) and _is_own_line(each, glued=bool(paragraph) and not blanks):
            yield from _link_paragraph(paragraph, each)
            paragraph, blanks = [], []
            continue
        if blanks or isinstance(each, Piece) or len(paragraph) >= _LONGEST_PARAGRAPH:
            yield from (*paragraph, *blanks)
            paragraph, blanks = [], []
        if isinstance(each, Prose):
            paragraph.append(each)
        else:
            yield each
    yield from (*paragraph, *blanks)


def is_site_line(line: str) -> bool:
    """Whether a line is nothing but an address of the site."""
    return _SITE_LINE.match(line) is not None


def _is_own_line(line: Prose, glued: bool) -> bool:
    """Whether a line is the link of the text above; one glued to it may be its last word."""
    match = _OWN_LINE.fullmatch(line.text)
    return match is not None and (not glued or is_page_link(match["address"]))


def _link_paragraph(paragraph: list[Prose], link: Prose) -> Iterator[Piece | Prose]:
    """Small lines stay what they are; the last of them, or the whole prose, has the link."""
    if any(kind_of(line.text) is not Kind.PROSE for line in paragraph):
        yield from paragraph[:-1]
        paragraph = paragraph[-1:]
    first = paragraph[0].number if paragraph else link.number
    raw = "\n".join(line.raw for line in (*paragraph, link))
    text = "\n".join(line.text for line in paragraph)
    yield Piece(text, first, link.number, raw, link.text.strip(" \t<>"))
