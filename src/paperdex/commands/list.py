"""`paperdex list`: papers by filter, without ranking."""

from typing import Any

import click

from paperdex.commands.opening import end, open_library, read_filters
from paperdex.commands.printing import print_papers, read_fields
from paperdex.options import (
    color_option,
    corpus_options,
    fields_option,
    filter_options,
    form_options,
    tell,
)


@click.command("list")
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
@fields_option
@filter_options
@corpus_options
@form_options("lines", "json", "jsonl", "csv", "ids")
@color_option
def command(
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
    """List papers, newest first, without ranking.

    \b
    Examples:
      paperdex list --year 2024
      paperdex list --min-comments 1 --sort comments
      paperdex list --in page.txt --ids
    """
    filters = read_filters(options)
    chosen = read_fields(fields, form)
    with open_library(paths, visited, from_form) as library:
        papers = list(library.papers(filters, sort=sort, limit=limit))
        print_papers(papers, form, color, chosen)
        if not papers:
            tell(f"no paper passes ({len(library)} looked at)")
        return end(library, bool(papers))
