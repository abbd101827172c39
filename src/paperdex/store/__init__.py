"""The library on disk: sources, files, entries, papers. SQLite; the source of truth.

What was read is kept entry by entry. A paper is a set of entries, merged when it is read, so
that merging loses nothing and can be undone. Every change happens in a transaction and gives
the library a new generation.
"""

from paperdex.store.state import Store

__all__ = ["Store"]
