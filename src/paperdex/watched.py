"""A file that is being read -> whether it could be read to its end.

Readers take what they can get of a file and never raise, so that a damaged one is read as
far as it goes. A disk that fails or goes away is no damage to the file: what was read of
it before must not be replaced by a part of it.
"""

import os
from io import BufferedReader, FileIO
from typing import Any

from paperdex.errors import InputError
from paperdex.sources import Found, Source
from paperdex.text import storable_name


class WatchedFile:
    """A file of a source that may be opened as often as needed."""

    def __init__(self, source: Source, found: Found) -> None:
        self._source = source
        self._path = found.path
        self._errors = list[OSError]()

    def open(self) -> BufferedReader:
        """The file from its start. Raises OSError, and remembers it."""
        try:
            return BufferedReader(_Raw(self._path, self._errors))
        except OSError as error:
            self._errors.append(error)
            raise

    def is_deleted(self) -> bool:
        """Whether it is gone while its source is there: that is the user's to do."""
        return os.path.exists(self._source.path) and not os.path.lexists(self._path)

    def check(self) -> None:
        """Raises InputError if it could not be read to its end."""
        for error in self._errors[:1]:
            raise InputError(
                f"{storable_name(self._path)}: can't be read: {error.strerror or error}:"
                " nothing was changed; run the command again"
            ) from error


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
