"""`paperdex list`: papers by filter, without ranking."""

from typing import Any

import click

from paperdex.commands.answering import tell_nothing, tell_words
from paperdex.commands.opening import check_query, end, open_library, read_query
from paperdex.commands.printing import print_papers, read_fields
from paperdex.options import (
    color_option,
    corpus_options,
    fields_option,
    filter_options,
    form_options,
    query_options,
)


@click.command("list")
@click.argument("words", nargs=-1, metavar="[QUERY]")
@click.option(
    "-n", "--limit", type=click.IntRange(1, 2**31), metavar="N", help="At most so many papers."
)
@click.option(
    "--sort",
    type=click.Choice(["date", "upvotes", "comments", "title"]),
    default="date",
    show_default=True,
    help="Order of the papers.",
)
@query_options
@fields_option
@filter_options
@corpus_options
@form_options("lines", "json", "jsonl", "csv", "ids")
@color_option
def command(
    words: tuple[str, ...],
    limit: int | None,
    sort: str,
    fields: str | None,
    paths: tuple[str, ...],
    visited: str | None,
    from_form: str | None,
    form: str | None,
    color: str,
    **options: Any,
) -> int:
    """List papers, newest first, without ranking: all, or those that a query matches.

    \b
    Examples:
      paperdex list --year 2024
      paperdex list has:code authors:..3
      paperdex list --min-comments 1 --sort comments
      paperdex list --in page.txt --ids
    """
    query = read_query(words, options)
    chosen = read_fields(fields, form)
    with open_library(paths, visited, from_form) as library:
        check_query(library, query, options["strict"])
        papers = list(library.papers(query=query, sort=sort, limit=limit))
        print_papers(papers, form, color, chosen)
        if words:
            tell_words(library, query, library.suggest(query.text), bool(papers))
        if not papers:
            tell_nothing(library, query)
        return end(library, bool(papers))
