"""What the data of a page says about the page: elements in, a Page out.

The names are those of the data in pages of Daily Papers (`date`, `periodType`,
`isTrending`, `query`) and of the wrappers that archives put around its API's
answers (`date`).
"""

import json
from collections.abc import Mapping
from typing import Any

from paperdex.dates import read_iso
from paperdex.listing.base import Page
from paperdex.listing.json_elements import Element

_KINDS = {"day", "week", "month"}
_FACTS = {"date", "dateString", "periodType", "isTrending", "query"}


class PageFacts:
    """Collects what elements other than papers say."""

    def __init__(self) -> None:
        self._facts: dict[str, Any] = {}

    def note(self, element: Element) -> None:
        """Take note of an element."""
        if not element.in_array and element.key in _FACTS and element.is_whole:
            try:
                self._facts.setdefault(element.key, json.loads(element.text))
            except (ValueError, RecursionError):
                return

    @property
    def query(self) -> str | None:
        """What was searched for."""
        query = self._facts.get("query")
        text = query.get("q") if isinstance(query, Mapping) else query
        return text.strip() or None if isinstance(text, str) else None

    def page(self, query: str | None = None) -> Page:
        """The page; ``query`` is the search that its papers answer."""
        date = self._facts.get("date") or self._facts.get("dateString")
        kind = self._facts.get("periodType")
        if query:
            kind = "search"
        elif self._facts.get("isTrending") is True:
            kind = "trending"
        return Page(
            date=read_iso(date) if isinstance(date, str) else None,
            kind=kind if kind in _KINDS | {"search", "trending"} else None,
            query=query,
        )
