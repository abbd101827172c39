"""`paperdex status`: the state of the library."""

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.opening import waiting
from paperdex.commands.parts.outcome import FOUND, UNUSABLE
from paperdex.commands.parts.printing import Style, print_report
from paperdex.library import Library
from paperdex.options import color_option, format_options
from paperdex.output.reports import status_lines, status_record


@click.command("status")
@click.option("--check", is_flag=True, help="Read the whole library, and name what is damaged.")
@format_options("lines", "json")
@color_option
def command(check: bool, format: str | None, color: str) -> int:
    """Show the library: where it is, its sources and counts, what changed, what was rejected.

    It only reports: files that have changed are counted here, and read by the next
    search.

    \b
    Examples:
      paperdex status
      paperdex status --json
      paperdex status --check
    """
    with Library.open(refresh=False, tell=tell) as library:
        damage = _find_damage(library) if check else []
        state = library.status()
        state.problems.extend(damage)
        print_report(status_lines(state), status_record(state), Style(format, color))
        if check and not damage:
            tell("nothing is damaged")
        return UNUSABLE if damage else FOUND


def _find_damage(library: Library) -> list[str]:
    with waiting("reading the library"):
        return library.find_damage()
