"""A file that is being read -> whether it could be read to its end, and how far it was.

Readers take what they can get of a file and never raise, so that a damaged one is read as
far as it goes. A disk that fails or goes away is no damage to the file: what was read of
it before must not be replaced by a part of it.
"""

from io import BufferedReader, FileIO
from typing import Any

from paperdex.errors import cause_of


class WatchedFile:
    """A file that may be opened as often as needed."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._errors = list[OSError]()
        self._opened: BufferedReader | None = None

    def open(self) -> BufferedReader:
        """The file from its start. Raises OSError, and remembers it."""
        try:
            self._opened = BufferedReader(_Raw(self._path, self._errors))
        except OSError as error:
            self._errors.append(error)
            raise
        return self._opened

    def tell(self) -> int:
        """How many bytes of it were read since it was opened last; 0 once it is closed."""
        return 0 if self._opened is None or self._opened.closed else self._opened.tell()

    @property
    def trouble(self) -> str | None:
        """Why it could not be read to its end; None if it could so far."""
        return next((cause_of(error) for error in self._errors), None)


class _Raw(FileIO):
    """A file that tells of errors besides raising them."""

    def __init__(self, path: str, errors: list[OSError]) -> None:
        super().__init__(path)
        self._errors = errors

    def readinto(self, buffer: Any) -> int | None:
        try:
            return super().readinto(buffer)
        except OSError as error:
            self._errors.append(error)
            raise

    def readall(self) -> bytes:
        try:
            return super().readall()
        except OSError as error:
            self._errors.append(error)
            raise
