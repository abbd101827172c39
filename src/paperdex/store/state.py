"""An open library: the state that it is in, named by its generation, and the stamps of what
was read into it and is not read again until it changes.

What it holds is asked for in the other modules of this package, which take it as their
first argument.
"""

import os

from paperdex.store.database import Database
from paperdex.store.tables import READING_VERSION


class Store(Database):
    """An open library. Made by :meth:`open` or :meth:`in_memory`."""

    @property
    def generation(self) -> str:
        """Names the state of the library; another one after every change, empty before the
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
        """Whether all that is here was read as this program reads."""
        return bool(self.value("SELECT reading = ? FROM meta", (READING_VERSION,)))

    def keep_reading(self) -> None:
        """Note that all that is here has been read as this program reads."""
        self.write("UPDATE meta SET reading = ?", (READING_VERSION,))

    def forget_reading(self) -> None:
        """Have all files taken for changed at the next look."""
        self.write("UPDATE meta SET reading = 0")
