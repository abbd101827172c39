"""`paperdex dedupe`: which entries are one paper, and why."""

import click

from paperdex.commands.opening import end, open_library
from paperdex.commands.printing import print_report
from paperdex.options import color_option, form_options, from_option
from paperdex.output.reports import dedupe_lines, dedupe_record


@click.command("dedupe")
@click.argument("paths", nargs=-1, type=click.Path(readable=False))
@click.option(
    "--visited",
    metavar="DATE",
    help="With PATHS: when the pages were saved; gives dates their year.",
)
@from_option("With PATHS: ")
@form_options("lines", "json")
@color_option
def command(
    paths: tuple[str, ...],
    visited: str | None,
    from_form: str | None,
    form: str | None,
    color: str,
) -> int:
    """Show which entries are one paper, and why; of PATHS or of the library.

    Entries read = papers kept + duplicates merged + entries rejected. A paper
    is kept at its first sighting, by source, file and line. With PATHS nothing
    is written.

    \b
    Examples:
      paperdex dedupe seeds/
      paperdex dedupe page.txt other.jsonl --json
    """
    with open_library(paths, visited, from_form) as library:
        groups, report = library.dedupe(), library.report()
        print_report(dedupe_lines(groups, report), dedupe_record(groups, report), form, color)
        return end(library, True)
