"""An open library as a whole: its state, named by its generation; the stamps of files that
are not read again until they change; the phrases of its records.

Its content is queried by the other modules of this package, which take the store as their
first argument.
"""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from paperdex.errors import LibraryDamaged
from paperdex.store.database import Database
from paperdex.store.tables import READING_VERSION

if TYPE_CHECKING:
    from paperdex.store.records import Dictionary, Phrases


class Store(Database):
    """An open library. Made by :meth:`open` or :meth:`in_memory`."""

    _dictionaries: "Sequence[Dictionary]" = ()  # as of `phrases`, once a record was read

    @property
    def generation(self) -> str:
        """Identifies the state of the library; differs after every change, empty before the
        first."""
        return str(self.value("SELECT generation FROM meta"))

    def renew_generation(self) -> str:
        """Call once in each transaction that changes papers."""
        generation = os.urandom(8).hex()
        self.write("UPDATE meta SET generation = ?", (generation,))
        return generation

    @property
    def config_stamp(self) -> str:
        """The stamp of the paperdex.toml whose sources are known here."""
        return str(self.value("SELECT config_stamp FROM meta"))

    def keep_config_stamp(self, stamp: str) -> None:
        """Note which paperdex.toml the listed sources are from."""
        self.write("UPDATE meta SET config_stamp = ?", (stamp,))

    @property
    def decisions_stamp(self) -> str:
        """The stamp of the decisions.jsonl that is applied here."""
        return str(self.value("SELECT decisions_stamp FROM meta"))

    def keep_decisions_stamp(self, stamp: str) -> None:
        """Note which decisions.jsonl is applied."""
        self.write("UPDATE meta SET decisions_stamp = ?", (stamp,))

    @property
    def is_current_reading(self) -> bool:
        """Whether everything here was read by this version of the readers."""
        return bool(self.value("SELECT reading = ? FROM meta", (READING_VERSION,)))

    def keep_reading(self) -> None:
        """Note that everything here has been read by this version of the readers."""
        self.write("UPDATE meta SET reading = ?", (READING_VERSION,))

    def forget_reading(self) -> None:
        """Treat all files as changed at the next look."""
        self.write("UPDATE meta SET reading = 0")

    # What records refer to

    def dictionary(self, number: int) -> "Dictionary":
        """The phrases that records refer to by this number, in the order of :meth:`phrases`. Raises
        LibraryDamaged if there are none."""
        if number >= len(self._dictionaries):  # none is read as yet, or it learned some since
            from paperdex.store.records import make_dictionary

            self._dictionaries = list(map(make_dictionary, filter(None, self.phrases())))
        if number >= len(self._dictionaries):
            raise LibraryDamaged(self.path, "a record refers to phrases that are not here")
        return self._dictionaries[number]

    def phrases(self) -> "Phrases":
        """All that its records may refer to: the common phrases, and those it has learned. Only a
        temporary library has records that refer to nothing."""
        from paperdex.store.phrases import PHRASES  # an answer of ids reads none

        learned = self.learned_phrases()
        known = (PHRASES,) if learned is None else (PHRASES, learned)
        return known if self.path else (None, *known)

    def learned_phrases(self) -> bytes | None:
        """The phrases that its records refer to, if it has learned any."""
        learned = self.value("SELECT text FROM phrases")
        return None if learned is None else bytes(learned)

    def keep_phrases(self, phrases: bytes) -> None:
        """Keep the phrases that its records are to refer to; it has learned none yet."""
        self.write("INSERT INTO phrases VALUES (?)", (phrases,))
        self._dictionaries = ()  # it may have learned others, which were rolled back
