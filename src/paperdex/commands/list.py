"""`paperdex list`: papers by filter, without ranking."""

from typing import Any

import click

from paperdex.commands.parts.answering import tell_nothing, tell_words
from paperdex.commands.parts.opening import check_query, end, open_library, read_query
from paperdex.commands.parts.printing import Style, print_papers, read_fields
from paperdex.options import (
    answer_options,
    fields_option,
    filter_options,
    limit_option,
    query_options,
    sort_option,
    temporary_options,
)
from paperdex.store.lookup import ORDERS


@click.command("list")
@click.argument("words", nargs=-1, metavar="[QUERY]")
@limit_option("papers")
@sort_option("Order of the papers.", *ORDERS, default="date")
@query_options
@fields_option
@filter_options
@temporary_options
@answer_options
def command(
    words: tuple[str, ...],
    limit: int | None,
    sort: str,
    fields: str | None,
    paths: tuple[str, ...],
    visited: str | None,
    form: str | None,
    format: str | None,
    color: str,
    **options: Any,
) -> int:
    """List papers without ranking, newest first: all, or those that match a query.

    \b
    Examples:
      paperdex list --year 2024
      paperdex list has:code authors:..3
      paperdex list --min-comments 1 --sort comments
      paperdex list --in page.txt --ids
    """
    query = read_query(words, options)
    style = Style(format, color, read_fields(fields, format))
    with open_library(paths, visited, form) as library:
        check_query(library, query, options["strict"])
        papers = list(library.papers(query=query, sort=sort, limit=limit))
        print_papers(papers, style)
        if words:
            tell_words(library, query, library.suggest(query.text), bool(papers))
        if not papers:
            tell_nothing(library, query)
        return end(library, bool(papers))
