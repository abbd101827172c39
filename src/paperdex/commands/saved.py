"""`paperdex saved`: the saved searches, and forgetting one."""

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.outcome import end
from paperdex.commands.parts.printing import Style, print_report
from paperdex.library import Library
from paperdex.options import color_option, complete_saved, format_options
from paperdex.output.searches import saved_lines, saved_record
from paperdex.search.saved import NO_SEARCH


@click.command("saved")
@click.option("--forget", metavar="NAME", shell_complete=complete_saved, help="Remove this search.")
@format_options("lines", "json")
@color_option
def command(forget: str | None, format: str | None, color: str) -> int:
    """List the saved searches, or forget one.

    Each is a file in `searches/` beside the library, and stays when the library is
    rebuilt.

    \b
    Examples:
      paperdex saved
      paperdex saved --forget mamba
    """
    with Library.open(refresh=False, tell=tell) as library:
        if forget is not None:
            library.forget_search(forget)
            tell(f"{forget} is forgotten")
            return end(library, True)
        searches = library.saved_searches()
        print_report(saved_lines(searches), saved_record(searches), Style(format, color))
        if not searches:
            tell(NO_SEARCH)
        return end(library, bool(searches))
