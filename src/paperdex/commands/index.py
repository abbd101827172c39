"""`paperdex index`: create or update the library."""

import os
from collections.abc import Mapping

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.opening import read_date, showing_progress
from paperdex.commands.parts.outcome import end
from paperdex.commands.parts.printing import Style, print_report
from paperdex.commands.parts.writing import check_output, is_standard_output, write_file
from paperdex.errors import InputError, UsageError
from paperdex.library import Library
from paperdex.options import color_option, format_options, given_options
from paperdex.output.lines import to_json
from paperdex.output.reports import account_lines, report_record
from paperdex.sources import describe_missing


@click.command("index")
@click.argument("paths", nargs=-1, type=click.Path(readable=False))
@given_options("With PATHS")
@click.option(
    "--rebuild",
    is_flag=True,
    help="Rebuild the library from its sources and your decisions, even a damaged one.",
)
@click.option(
    "--ledger",
    type=click.Path(dir_okay=False),
    help="Write what became of every line of every file, as JSON lines.",
)
@format_options("lines", "json")
@color_option
def command(
    paths: tuple[str, ...],
    visited: str | None,
    form: str | None,
    rebuild: bool,
    ledger: str | None,
    format: str | None,
    color: str,
) -> int:
    """Create or update the library; add PATHS as sources; report what became of every entry.

    Your files are never changed. Folders are read with their subfolders. Files that
    are not listings and entries that can't be read are named once, when they are
    met; `paperdex status` names all of them.

    \b
    Examples:
      paperdex index
      paperdex index ~/listings
      paperdex index page.txt --visited 2025-12-10 --ledger ledger.jsonl
    """
    _check(paths, {"--visited": visited, "--from": form}, ledger)
    if rebuild:
        with showing_progress() as progress:
            Library.rebuild(tell=tell, progress=progress)
    with Library.open(create=bool(paths), refresh=False, tell=tell) as library:
        if ledger is not None:
            check_output(ledger, library, paths)
        with showing_progress() as progress:
            report = library.ingest(paths, visited=read_date(visited), form=form, progress=progress)
        if ledger is not None:
            write_file(ledger, (to_json(row._asdict()) for row in library.ledger()), library)
        lines = account_lines(report, None if rebuild else library.files_read)
        print_report(lines, report_record(report), Style(format, color))
        return end(library, True)


def _check(paths: tuple[str, ...], given: Mapping[str, str | None], ledger: str | None) -> None:
    """Refuse options that have nothing to apply to, and paths that are not there."""
    for option, value in given.items():
        if value is not None and not paths:
            raise UsageError(f"{option} needs the PATHS of the pages it applies to")
    if ledger is not None and is_standard_output(ledger):
        raise UsageError("--ledger writes a file: the report goes to standard output")
    for path in paths:
        if not os.path.exists(path):
            raise InputError(describe_missing(path))
