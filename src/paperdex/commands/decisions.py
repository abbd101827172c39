"""`paperdex decisions`: what was decided about duplicates, and undoing it."""

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.opening import open_library
from paperdex.commands.parts.outcome import end
from paperdex.commands.parts.printing import Style, print_report
from paperdex.errors import UsageError
from paperdex.options import Number, color_option, format_options
from paperdex.output.duplicates import decision_lines, decision_record


@click.command("decisions")
@click.option("--undo", is_flag=True, help="Undo the last decision in force, or --number.")
@click.option("--number", type=Number(1), metavar="N", help="The decision to undo.")
@format_options("lines", "json")
@color_option
def command(undo: bool, number: int | None, format: str | None, color: str) -> int:
    """List the decisions about duplicates, or undo one.

    Decisions are kept in `decisions.jsonl` beside the library, and still apply
    when pages are saved again or the library is rebuilt.

    \b
    Examples:
      paperdex decisions
      paperdex decisions --undo
      paperdex decisions --undo --number 3
    """
    if number is not None and not undo:
        raise UsageError("--number says which decision to --undo")
    with open_library(to_write=undo) as library:
        if undo:
            undone = library.undo(number)
            papers = ", ".join(library.papers_of(undone))
            tell(f"decision {undone.number} ({undone.answer}) is undone; papers now: {papers}")
            return end(library, True)
        decisions = library.decisions()
        record = {"decisions": [decision_record(decision) for decision in decisions]}
        lines = decision_lines(decisions, library.overridden_decisions())
        print_report(lines, record, Style(format, color))
        for problem in library.unreadable_decisions(untold=True):
            tell(problem)
        if not decisions:
            tell("nothing has been decided yet")
        return end(library, bool(decisions))
