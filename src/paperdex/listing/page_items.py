"""Lines of a saved text page -> items: paragraphs of prose and the small lines around them.

Joins hard-wrapped lines and decides, by its neighbours, whether a number or a
date stands by itself or is part of a paragraph. Knows nothing of cards.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from paperdex.listing.page_lines import Kind, is_marker, kind_of
from paperdex.text import squeeze

# No editor or mail program wraps this wide: such a line is a paragraph.
_WIDEST_WRAP = 200


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph (kind PROSE, maybe of several lines) or one line of another kind."""

    kind: Kind
    first_line: int
    lines: tuple[str, ...]

    @property
    def end_line(self) -> int:
        return self.first_line + len(self.lines) - 1

    @property
    def text(self) -> str:
        return squeeze(" ".join(self.lines))


def read_items(lines: Iterable[str]) -> Iterator[Item]:
    """The items of a page in order. Blank lines belong to none."""
    block: list[tuple[int, str, Kind]] = []
    for number, line in enumerate(lines, 1):
        kind = kind_of(line)
        if kind is not Kind.BLANK:
            block.append((number, line, kind))
        elif block:
            yield from _items_of_block(block)
            block = []
    if block:
        yield from _items_of_block(block)


def _items_of_block(block: Sequence[tuple[int, str, Kind]]) -> Iterator[Item]:
    prose = list[tuple[int, str]]()
    for place, (number, line, kind) in enumerate(block):
        before = block[place - 1][2] if place else None
        after = block[place + 1][2] if place + 1 < len(block) else None
        is_prose = _is_prose(kind, line, before, after, bool(prose))
        if is_prose:
            prose.append((number, line))
        if not is_prose or before is Kind.SUBMITTED:  # a name is a line of its own
            yield from _paragraphs(prose)
            prose = []
        if not is_prose:
            yield Item(kind, number, (line,))
    yield from _paragraphs(prose)


def _is_prose(
    kind: Kind, line: str, before: Kind | None, after: Kind | None, in_prose: bool
) -> bool:
    """Whether a line belongs to a paragraph: a wrapped one may have `2024` as a line."""
    if kind is Kind.PROSE:
        return True
    if kind is Kind.FURNITURE:
        return not is_marker(line) and (in_prose or after is Kind.DOT)
    if kind is Kind.DATE:
        return in_prose and after is Kind.PROSE
    if kind is Kind.COUNT:
        return in_prose
    return False


def _paragraphs(prose: Sequence[tuple[int, str]]) -> Iterator[Item]:
    if not prose:
        return
    widest = max(len(line) for _, line in prose)
    if widest > _WIDEST_WRAP and not _is_wrapped([line for _, line in prose]):
        for number, line in prose:
            yield Item(Kind.PROSE, number, (line,))
    else:
        yield Item(Kind.PROSE, prose[0][0], tuple(line for _, line in prose))


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether no line but the last had room for the word that follows it."""
    widest = max(map(len, lines))
    return all(
        len(line) + 1 + len(following.split(maxsplit=1)[0]) > widest
        for line, following in pairwise(lines)
    )
