"""`paperdex list`: papers by filter, without ranking."""

from typing import Any

import click

from paperdex.commands.parts.list_papers import list_papers
from paperdex.options import (
    answer_options,
    fields_option,
    filter_options,
    limit_option,
    offset_option,
    query_options,
    sort_option,
    temporary_options,
)
from paperdex.store.lookup import ORDERS


@click.command("list")
@click.argument("words", nargs=-1, metavar="[QUERY]")
@limit_option("papers")
@offset_option("papers")
@sort_option("Order of the papers.", *ORDERS, default="date")
@query_options
@fields_option
@filter_options
@temporary_options
@answer_options
def command(words: tuple[str, ...], **options: Any) -> int:
    """List papers without ranking, newest first: all, or those that match a query.

    \b
    Examples:
      paperdex list --year 2024
      paperdex list has:code authors:..3
      paperdex list --min-comments 1 --sort comments
      paperdex list --in page.txt --ids
    """
    return list_papers(words, **options)
