"""`paperdex list`: words and options -> papers on standard output, without ranking.

The options, their help and their defaults are those of :mod:`paperdex.commands.list`.
"""

from typing import Any

from paperdex.commands.parts.answering import tell_nothing, tell_words
from paperdex.commands.parts.opening import check_query, end, open_library, read_query
from paperdex.commands.parts.printing import Style, print_papers, read_fields


def list_papers(
    words: tuple[str, ...],
    *,
    limit: int | None = None,
    sort: str = "date",
    strict: bool = False,
    fields: str | None = None,
    paths: tuple[str, ...] = (),
    visited: str | None = None,
    form: str | None = None,
    format: str | None = None,
    color: str = "auto",
    **filters: Any,
) -> int:
    """List the papers that pass; returns the exit code. ``filters`` are those of
    :func:`paperdex.commands.parts.opening.read_query`."""
    query = read_query(words, **filters)
    style = Style(format, color, read_fields(fields, format))
    with open_library(paths, visited, form) as library:
        check_query(library, query, strict)
        papers = list(library.papers(query=query, sort=sort, limit=limit))
        print_papers(papers, style)
        if words:
            tell_words(library, query, library.suggest(query.text), bool(papers))
        if not papers:
            tell_nothing(library, query)
        return end(library, bool(papers))
