"""Tables of addresses -> the address of each numbered or named link.

Lines in, in the order of the file; addresses out. A table stands at the end of its page:

    [31]: https://huggingface.co/papers/2501.05441
     31. https://huggingface.co/papers/2501.05441
    [Title of a Paper]: https://huggingface.co/papers/2501.05441

Where numbers start over, another page begins, with a table of its own.
"""

import re
from typing import NamedTuple

from paperdex.text import squeeze

_NUMBERED = re.compile(
    r"\s*\[?(?P<number>\d{1,6})(?:\]:?|\.)\s+<?(?P<address>(?:https?://|/)\S+?)>?\s*"
)
_NAMED = re.compile(
    r" {0,3}\[(?P<name>[^\[\]^][^\[\]]{0,299})\]: +<?(?P<address>\S+?)>?"
    r"(?: +(?:\"[^\"]*\"|'[^']*'))?\s*"
)


class Row(NamedTuple):
    """A row of a table: the number of a link, or 0 and its name."""

    number: int
    name: str
    address: str


class RowReader:
    """Finds the rows among lines, and the rests of those that are wrapped."""

    def __init__(self) -> None:
        self._before: Row | None = None

    def read(self, line: str) -> Row | None:
        """The row that a line is or ends; None for other lines."""
        before, self._before = self._before, None
        if before or "/" in line or "]:" in line:
            self._before = _read_row(line) or _read_rest(before, line)
        return self._before


class LinkTables:
    """The tables of a file. :meth:`note` all lines first, then :meth:`follow` them again."""

    def __init__(self) -> None:
        self._rows = RowReader()
        self._tables: list[dict[int, str]] = [{}]
        self._last = 0
        self.named: dict[str, str] = {}
        """Addresses by name, as :func:`name_of` gives it."""

    def note(self, line: str) -> bool:
        """Take note of a line; whether it is of a table."""
        row = self._rows.read(line)
        if row is None:
            return False
        if not row.number:
            self.named[row.name] = row.address
            return True
        starts_over = row.number < self._last or row.number == self._last == 1
        if starts_over and row.number in self._tables[-1]:
            self._tables.append({})
        self._last = row.number
        self._tables[-1][row.number] = row.address
        return True

    def follow(self) -> "Follower":
        """A follower of the same lines, from the first."""
        return Follower(self._tables)


class Follower:
    """Follows the lines a second time, and looks in the table of the page they are on."""

    def __init__(self, tables: list[dict[int, str]]) -> None:
        self._rows = RowReader()
        self._tables = tables
        self._place = 0
        self._is_behind = False

    def is_row(self, line: str) -> bool:
        """Whether the line is of a table."""
        is_row = self._rows.read(line) is not None
        self._is_behind |= is_row
        return is_row

    def address(self, number: int) -> str:
        """The address of the link of a number here, "" if it is not known."""
        if self._is_behind:  # a link behind a table is of the next page
            self._place = min(self._place + 1, len(self._tables) - 1)
            self._is_behind = False
        return self._tables[self._place].get(number, "")


def name_of(label: str) -> str:
    """The form in which names of links are compared."""
    return squeeze(label).casefold()


def _read_row(line: str) -> Row | None:
    if numbered := _NUMBERED.fullmatch(line):
        return Row(int(numbered["number"]), "", numbered["address"])
    if "]:" in line and (named := _NAMED.fullmatch(line)):
        return Row(0, name_of(named["name"]), named["address"])
    return None


def _read_rest(row: Row | None, line: str) -> Row | None:
    """The row with the rest of its address, which is wrapped behind a hyphen."""
    if row is None or not row.address.endswith("-") or len(line.split()) != 1:
        return None
    return row._replace(address=row.address + line.strip())
