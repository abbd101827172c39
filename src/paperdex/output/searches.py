"""Saved searches and what is new for them, as lines and records for programs.

News are hits with the name of their search.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from paperdex.output.lines import OF_PAPERS, hit_record, to_line, write_found, write_records
from paperdex.search.news import NEWS_FIELDS, News
from paperdex.search.saved import SavedSearch
from paperdex.terminal import printable


def news_records(news: Iterable[News]) -> Iterator[dict[str, Any]]:
    """The records of what is new: those of hits, then the name of the search."""
    return ({**hit_record(hit), "search": each.name} for each in news for hit in each.hits)


def write_news(
    news: Iterable[News], format: str, color: bool, fields: Sequence[str] | None
) -> Iterator[str]:
    """News in one of the formats; in lines: name of the search, id, date, title, passage."""
    if format in OF_PAPERS:
        return write_found((hit for each in news for hit in each.hits), format)
    if format == "lines" and fields is None:
        return (f"{each.name}\t{to_line(hit, color)}" for each in news for hit in each.hits)
    return write_records(news_records(news), format, NEWS_FIELDS, fields)


def saved_record(searches: Iterable[SavedSearch]) -> dict[str, Any]:
    """The saved searches as documented in docs/records.md."""
    return {
        "searches": [
            {
                "name": saved.name,
                "text": saved.query.text,
                "all_words": saved.query.all_words,
                "filters": saved.query.filters.given(),
                "seen": len(saved.seen),
            }
            for saved in searches
        ]
    }


def saved_lines(searches: Iterable[SavedSearch]) -> Iterator[str]:
    """A line for each search: its name, its words, its filters."""
    for saved in searches:
        options = [f"{name} {value}" for name, value in saved.query.filters.given().items()]
        if saved.query.all_words:
            options.insert(0, "all words")
        yield f"{saved.name}\t{printable(saved.query.text)}\t{', '.join(options)}"
