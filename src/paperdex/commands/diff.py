"""`paperdex diff`: what entered, left and moved between two listings."""

import os

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.opening import open_library
from paperdex.commands.parts.outcome import end
from paperdex.commands.parts.printing import Style, echo_lines, print_report
from paperdex.errors import InputError
from paperdex.options import color_option, format_options, given_options
from paperdex.output.changes import CHANGE_FIELDS, change_records, comparison_lines, describe_counts
from paperdex.output.lines import write_records
from paperdex.sources import describe_missing


@click.command("diff")
@click.argument("before", metavar="A", type=click.Path(readable=False))
@click.argument("after", metavar="B", type=click.Path(readable=False))
@given_options("For both")
@format_options("lines", "json", "jsonl", "csv")
@color_option
def command(
    before: str,
    after: str,
    visited: str | None,
    form: str | None,
    format: str | None,
    color: str,
) -> int:
    """Show what entered, left and moved from listing A to listing B.

    Each is a file or folder; - is standard input. Entries that
    `paperdex dedupe` merges are one paper here, too. Places count from 1, without
    repeats; a paper that enters does not move those below it. The exit code is 1
    if nothing differs. If a file of A or B can't be read, nothing is compared; if
    one is cut off, what there is of it is compared, with a message.

    \b
    Examples:
      paperdex diff yesterday.html today.html
      paperdex diff week-10.txt week-11.txt --jsonl
      curl -s URL | paperdex diff today.json -
    """
    for path in (before, after):
        if path != "-" and not os.path.exists(path):
            raise InputError(describe_missing(path))
    with open_library((before, after), visited, form) as library:
        if library.problems:  # what was not read would seem to have left
            return end(library, False)
        compared = library.compare(before, after)
        if format in (None, "lines"):
            print_report(comparison_lines(compared.changes), {}, Style(format, color))
        else:
            echo_lines(write_records(change_records(compared.changes), format, CHANGE_FIELDS))
        tell(describe_counts(compared))
        return end(library, bool(compared.changes))
