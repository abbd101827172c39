"""`paperdex status`: the state of the library."""

import click

from paperdex.commands.opening import FOUND
from paperdex.commands.printing import print_report
from paperdex.library import Library
from paperdex.options import color_option, form_options, tell
from paperdex.output.reports import status_lines, status_record


@click.command("status")
@form_options("lines", "json")
@color_option
def command(form: str | None, color: str) -> int:
    """Show the library: where it is, its sources, counts, freshness, what was rejected.

    Only looks: what has changed is said here and read by the next search.

    \b
    Examples:
      paperdex status
      paperdex status --json
    """
    with Library.open(refresh=False, tell=tell) as library:
        state = library.status()
        print_report(status_lines(state), status_record(state), form, color)
        return FOUND
