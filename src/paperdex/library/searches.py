"""The saved searches of a library, and what is new for them."""

from typing import TYPE_CHECKING

from paperdex.library.opened import Opened
from paperdex.query import Query

if TYPE_CHECKING:
    from paperdex.news import News
    from paperdex.saved import SavedSearch


class SavedSearches(Opened):
    """Saved searches: kept in searches/, one file each."""

    def save_search(self, name: str, query: Query) -> bool:
        """Save a search, all that matches now counting as shown; false if it was saved before.

        Raises UsageError if another one has the name.
        """
        from paperdex.news import save_search

        folder = self._workspace.searches_folder
        return self._engines.ask(
            "tantivy", lambda index: save_search(self._store, index, folder, name, query)
        )

    def saved_searches(self, name: str | None = None) -> "list[SavedSearch]":
        """All saved searches, or the one of a name. One that is broken is among the
        :attr:`problems`, or raises LibraryError where it was named."""
        from paperdex.saved import read_all, read_search

        if name is not None:
            return [read_search(self._workspace.searches_folder, name)]
        searches, problems = read_all(self._workspace.searches_folder)
        self._workspace.problems += problems
        return searches

    def forget_search(self, name: str) -> None:
        """Take a saved search out. Raises UsageError for an unknown one."""
        from paperdex.saved import remove_search

        remove_search(self._workspace.searches_folder, name)

    def find_news(self, saved: "SavedSearch", limit: int | None = None) -> "News":
        """What matches a saved search now and was never shown, best first."""
        from paperdex.news import find_news

        return self._engines.ask(
            "tantivy", lambda index: find_news(self._store, index, saved, limit)
        )

    def note_shown(self, saved: "SavedSearch", news: "News") -> None:
        """Remember that news were shown: they are none from now on."""
        from paperdex.news import note_shown

        note_shown(self._store, self._workspace.searches_folder, saved, news)
