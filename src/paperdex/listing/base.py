"""What every reader of listings gives: blocks that together account for every line.

A reader splits the text of a listing into blocks: entries (what will be
papers), furniture (headings, menus, dates of the page itself) and strays
(lines it can't place). It knows structure only and never raises on content;
what the lines of an entry mean is decided in :mod:`paperdex.parse`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Lines = Callable[[], Iterator[str]]
"""The lines of a file, without their ends, from the first; callable again."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page tells of itself, for the entries that stand on it.

    ``newest_year`` is the newest year printed beside a card: a page leaves the
    year out of dates of the year of the visit.
    """

    date_text: str | None = None
    newest_year: int | None = None
    kind: str | None = None
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One card or record of a listing.

    Lines are 1-based; ``line`` is that of the title. ``fields`` holds what the
    listing says under each name, unread: strings from pages, JSON values from
    JSON lines.
    """

    first_line: int
    end_line: int
    line: int
    rank: int
    raw: str
    fields: Mapping[str, Any]
    page: Page


@dataclass(frozen=True, slots=True)
class Furniture:
    """Lines that belong to the page, not to an entry."""

    first_line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Stray:
    """Lines that belong to no entry and are no known furniture."""

    first_line: int
    end_line: int
    reason: str
    raw: str


Block = Entry | Furniture | Stray


class Reader(Protocol):
    """One family of listings. Each module of this package that reads one is a Reader."""

    FORM: str
    """The name of the form, as `paperdex status` shows it."""

    def why_not(self, head: list[str]) -> str | None:
        """Why a file whose first lines are `head` is not of this form; None if it is."""

    def split(self, lines: Lines) -> Iterator[Block]:
        """The blocks of the listing in file order. Every non-blank line is in exactly one."""
