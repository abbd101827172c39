"""The library on disk: sources, files, entries, papers. SQLite; the truth.

What was read is kept entry by entry; a paper is a set of entries and is merged
from them when asked for, so that merging loses nothing and can be undone.
Every change happens in a transaction and gives the library a new generation.
"""

from paperdex.store.state import Store

__all__ = ["Store"]
