"""The saved searches of a library, and their new results."""

from typing import TYPE_CHECKING

from paperdex.library.answers import as_query
from paperdex.library.opened import Opened
from paperdex.query import Query

if TYPE_CHECKING:
    from paperdex.search.news import News
    from paperdex.search.saved import SavedSearch


class SavedSearches(Opened):
    """Saved searches: kept in searches/, one file each."""

    def save_search(self, name: str, query: str | Query) -> bool:
        """Save a search; everything that matches now counts as shown. Returns false if it was
        saved before. Raises UsageError if another search has the name, or if there is nothing to
        search for.
        """
        from paperdex.search.news import save_search

        folder, asked = self._workspace.searches_folder, as_query(query)
        return self._engines.ask(lambda index: save_search(self._store, index, folder, name, asked))

    def saved_searches(self, name: str | None = None) -> "list[SavedSearch]":
        """All saved searches, or the one with a name. A broken one is listed in
        :attr:`problems`; if it was named, LibraryError is raised."""
        from paperdex.search.saved import read_all, read_search

        if name is not None:
            return [read_search(self._workspace.searches_folder, name)]
        searches, problems = read_all(self._workspace.searches_folder)
        self._workspace.problems += problems
        return searches

    def forget_search(self, name: str) -> None:
        """Remove a saved search. Raises UsageError for an unknown one."""
        from paperdex.search.saved import remove_search

        remove_search(self._workspace.searches_folder, name)

    def find_news(self, saved: "SavedSearch", limit: int | None = None) -> "News":
        """What matches a saved search now and was never shown, best first."""
        from paperdex.search.news import find_news

        return self._engines.ask(lambda index: find_news(self._store, index, saved, limit))

    def note_shown(self, saved: "SavedSearch", news: "News") -> None:
        """Remember that news were shown; from now on they are not new."""
        from paperdex.search.news import note_shown

        note_shown(self._store, self._workspace.searches_folder, saved, news)
