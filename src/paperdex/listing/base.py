"""What every reader of listings gives: blocks that together account for every line.

A reader splits the text of a listing into blocks: entries (what will be
papers), furniture (headings, menus, dates of the page itself) and strays
(lines it can't place). It knows structure only and never raises on content;
what the fields of an entry mean is decided in :mod:`paperdex.parse`.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple, Protocol


class Text(Protocol):
    """The text of a file in pieces, read from its start as often as asked for."""

    @property
    def start(self) -> str:
        """The beginning of the text, by which the form is recognised, from its first line that
        is not blank."""

    @property
    def head(self) -> list[str]:
        """The lines of the start, the first few hundred; the last may be cut."""

    def chunks(self) -> Iterator[str]:
        """The text in pieces of bounded size, whose line ends are all ``\\n``."""


class Content(Text, Protocol):
    """The text of a file, in pieces or in lines."""

    @property
    def too_long(self) -> Collection[int]:
        """The numbers of the lines that were too long to be read to their end."""

    def lines(self) -> Iterator[str]:
        """The lines, without their ends."""


class Page(NamedTuple):
    """What a page tells about itself, for the entries on it.

    ``date_text`` is its date as printed, ``date`` as its data or address give it
    (ISO). ``visited`` is the ISO date on which it was saved, ``saved_by`` a date
    by which it had been saved, both written at its head by the tool that saved it.
    A page omits the year of dates in the year of the visit: ``told_year`` is the newest
    year that arXiv ids give for such dates, ``newest_year`` the newest year printed
    beside a card. ``shows_summaries``: it may show a summary in place of an abstract.
    """

    date_text: str | None = None
    date: str | None = None
    visited: str | None = None
    saved_by: str | None = None
    told_year: int | None = None
    newest_year: int | None = None
    kind: str | None = None
    query: str | None = None
    shows_summaries: bool = False


class Entry(NamedTuple):
    """One card or record of a listing.

    Lines are 1-based; ``line`` is that of the title. ``fields`` holds what the
    listing says under each name, uninterpreted: strings from pages, JSON values from
    records.
    """

    first_line: int
    end_line: int
    line: int
    rank: int
    raw: str
    fields: Mapping[str, Any]
    page: Page


class Furniture(NamedTuple):
    """Lines that belong to the page, not to an entry."""

    first_line: int
    end_line: int


class Stray(NamedTuple):
    """Lines that are neither of an entry nor known furniture."""

    first_line: int
    end_line: int
    reason: str
    raw: str


Block = Entry | Furniture | Stray


class Reader(Protocol):
    """One family of listings. Each module of this package that reads one is a Reader."""

    FORM: str
    """The name of the form, as `--from` takes it and reports show it."""

    def why_not(self, content: Content) -> str | None:
        """None if the content is of this form; else why it is not, or an empty
        text if it does not even look like it."""

    def split(self, content: Content) -> Iterator[Block]:
        """The blocks of the listing in file order.

        Every non-blank line is in a block, and in several only if it holds several entries.
        """
