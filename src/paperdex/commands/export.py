"""`paperdex export`: records for the next tool."""

from itertools import chain, count, islice
from typing import Any

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.answering import tell_nothing, tell_words
from paperdex.commands.parts.opening import waiting
from paperdex.commands.parts.outcome import end
from paperdex.commands.parts.printing import print_records
from paperdex.commands.parts.request import check_query, read_request
from paperdex.commands.parts.writing import (
    choose_format,
    describe_output,
    is_standard_output,
    write_file,
)
from paperdex.errors import UsageError
from paperdex.options import (
    fields_option,
    filter_options,
    format_options,
    limit_option,
    query_options,
    sort_option,
    temporary_options,
)
from paperdex.output.lines import write_found
from paperdex.search.rank import SORTS
from paperdex.text import count_of


@click.command("export")
@click.argument("words", nargs=-1, metavar="[QUERY]")
@limit_option("papers")
@sort_option("Order; by default by score with a query, else by date.", *SORTS)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help="Write to this file; - is standard output.",
)
@query_options
@fields_option
@filter_options
@temporary_options
@format_options("json", "jsonl", "csv", "bibtex", "ids")
def command(
    words: tuple[str, ...],
    limit: int | None,
    sort: str | None,
    output: str | None,
    format: str | None,
    **shared: Any,
) -> int:
    """Write records for the next tool: of all papers, or of those that match.

    The fields are described in docs/records.md; `paperdex schema` prints them
    as JSON Schema. JSON lines, unless the file's name ends in .csv, .json or .bib.

    \b
    Examples:
      paperdex export --format jsonl -o papers.jsonl
      paperdex export --year 2024 --csv --fields date,title > 2024.csv
      paperdex export '"state space"' -n 20 --json
    """
    written = choose_format(output, format)
    request = read_request(words, format=written, color="never", **shared)
    query = request.query
    if sort == "score" and not words:
        raise UsageError("--sort score needs a query to score by")
    with request.open_library() as library:
        check_query(library, query, request.is_strict)
        order = sort or ("score" if words else "date")
        found = library.papers(query=query, sort=order, limit=limit)
        first = list(islice(found, 1))
        passed = count()  # the next number is how many papers were taken
        counted = (paper for paper, _ in zip(chain(first, found), passed, strict=False))
        if output is None or is_standard_output(output):
            print_records(counted, request.style)
        elif first:  # else the file stays as it is
            with waiting(f"writing {output}"):
                lines = write_found(counted, written, fields=request.style.fields)
                write_file(output, lines, library)
            papers = count_of(next(passed), "paper")
            tell(f"wrote {papers} to {describe_output(output, written)}")
        tell_words(library, query, library.suggest(query.text), bool(first))
        if not first:
            tell_nothing(library, query)
        return end(library, bool(first))
