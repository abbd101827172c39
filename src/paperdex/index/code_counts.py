"""How many wordings of an index have each code: numbers in a file, or in memory.

Papers taken out of the index count on until it is made anew, as in its other numbers.
"""

import os
from array import array
from collections.abc import Mapping

_CODES = 1 << 16


class CodeCounts:
    """The counts kept at ``path``; in memory if it is None."""

    def __init__(self, path: str | None) -> None:
        self._path = path
        self._counts = array("I", bytes(4 * _CODES))
        if path and os.path.exists(path):
            with open(path, "rb") as file:
                self._counts = array("I", file.read())

    def __call__(self, code: str) -> int:
        return self._counts[ord(code)]

    def add(self, counts: Mapping[str, int]) -> None:
        """Add what wordings that are new have, and keep it."""
        for code, many in counts.items():
            self._counts[ord(code)] += many
        if self._path:
            with open(f"{self._path}.new", "wb") as file:
                self._counts.tofile(file)
                file.flush()
                os.fsync(file.fileno())  # as for wordings
            os.replace(f"{self._path}.new", self._path)
