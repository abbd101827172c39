"""paperdex: saved listing pages of papers -> one clean, searchable library.

The public names; everything else may change between versions.
"""

# Nothing is imported here, not even typing: Ctrl-C is answered for from `__main__` on.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from paperdex.errors import InputError, LibraryError, PaperdexError, UsageError
    from paperdex.library import Library
    from paperdex.paper import Paper, Sighting
    from paperdex.query import Query
    from paperdex.query.filters import Filters

__version__ = "0.1.0"

_NAMES_OF = {
    "paperdex.errors": ("InputError", "LibraryError", "PaperdexError", "UsageError"),
    "paperdex.library": ("Library",),
    "paperdex.paper": ("Paper", "Sighting"),
    "paperdex.query": ("Query",),
    "paperdex.query.filters": ("Filters",),
}

__all__ = [
    "Filters",
    "InputError",
    "Library",
    "LibraryError",
    "Paper",
    "PaperdexError",
    "Query",
    "Sighting",
    "UsageError",
]


def __getattr__(name: str) -> "Any":
    # Imported when asked for: `paperdex --help` needs none of it.
    for module, names in _NAMES_OF.items():
        if name in names:
            from importlib import import_module

            return getattr(import_module(module), name)
    raise AttributeError(f"module 'paperdex' has no attribute {name!r}")
