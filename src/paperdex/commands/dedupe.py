"""`paperdex dedupe`: which entries are one paper, which may be, and why."""

from collections.abc import Mapping

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.opening import open_library
from paperdex.commands.parts.outcome import end
from paperdex.commands.parts.printing import Style, echo_lines, print_report
from paperdex.commands.parts.reviewing import review_pairs
from paperdex.commands.parts.writing import (
    choose_format,
    describe_output,
    is_standard_output,
    write_file,
)
from paperdex.errors import UsageError
from paperdex.library import Library
from paperdex.options import color_option, format_options, given_options
from paperdex.output.duplicates import (
    dedupe_lines,
    dedupe_record,
    dedupe_rows,
    dedupe_table,
    explanation_lines,
    explanation_record,
)
from paperdex.output.lines import to_json, to_row, write_found
from paperdex.text import count_of


@click.command("dedupe")
@click.argument("paths", nargs=-1, type=click.Path(readable=False))
@given_options("With PATHS")
@click.option(
    "--why",
    nargs=2,
    metavar="A B",
    help="Explain why A and B are one paper or not. Each is an id or FILE:LINE.",
)
@click.option("--review", is_flag=True, help="Decide on the doubtful pairs one by one.")
@click.option("--apply", is_flag=True, help="Judge the library again by the rules of this version.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help="Write the merged papers to this file, - for standard output: JSON lines, or as its name"
    " or --format says.",
)
@format_options("lines", "json", "jsonl", "csv")
@color_option
def command(
    paths: tuple[str, ...],
    visited: str | None,
    form: str | None,
    why: tuple[str, str] | None,
    review: bool,
    apply: bool,
    output: str | None,
    format: str | None,
    color: str,
) -> int:
    """Show which entries are one paper, and why, in PATHS or in the library.

    Entries read = papers kept + duplicates merged + entries rejected. A paper
    counts for the file where it is seen first, by source, file and line. Pairs
    that may be one paper are listed separately, and are merged only if you say so.
    With PATHS nothing is written.

    \b
    Examples:
      paperdex dedupe seeds/
      paperdex dedupe page.txt other.jsonl --json
      paperdex dedupe export.jsonl -o merged.jsonl
      paperdex dedupe --review
    """
    if paths and (review or apply):
        raise UsageError(
            "--review and --apply work on the library: leave out PATHS,"
            " which `paperdex index` adds to it"
        )
    _check({"--why": bool(why), "--review": review, "-o": output is not None}, format)
    style = Style(format, color)
    found, is_accounted = True, False
    with open_library(paths, visited, form, to_write=review or apply) as library:
        if apply:
            library.judge_again()
        if why:
            explained = library.why(*why)
            print_report(explanation_lines(explained), explanation_record(explained), style)
        elif review:
            review_pairs(library, style)
        elif output is not None:
            found = _write(library, output, format)
        else:
            _report(library, style)
            is_accounted = format in (None, "lines")
        return end(library, found, is_accounted)


def _check(asked: Mapping[str, bool], format: str | None) -> None:
    """Refuse options that exclude each other, since each asks for another answer in place of the
    groups; and a format that the answer does not have."""
    given = [option for option, is_given in asked.items() if is_given]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} can't be given together")
    if asked["--why"] and format not in (None, "lines", "json"):
        raise UsageError("--why prints lines, or with --json one object")
    if asked["--review"] and format not in (None, "lines"):
        raise UsageError(f"--review asks about pairs: it prints no {format}")
    if asked["-o"] and format == "lines":
        raise UsageError("-o writes papers: as json, jsonl or csv")


def _write(library: Library, output: str, format: str | None) -> bool:
    """Write the merged papers to a file; false if there are none: the file stays as it is."""
    counts = library.report().counts
    if not counts.papers:
        tell("no paper to write")
        return False
    written = choose_format(output, format)
    lines = write_found(library.papers(), written)
    if is_standard_output(output):
        echo_lines(lines)
        return True
    write_file(output, lines, library)
    papers, merged = count_of(counts.papers, "paper"), count_of(counts.merged, "duplicate")
    tell(f"wrote {papers} to {describe_output(output, written)}; merged {merged}")
    return True


def _report(library: Library, style: Style) -> None:
    told = library.dedupe(), library.doubtful(), library.report()
    if style.format == "jsonl":
        echo_lines(map(to_json, dedupe_rows(*told)))
    elif style.format == "csv":
        echo_lines(map(to_row, dedupe_table(*told)))
    else:
        print_report(dedupe_lines(*told), dedupe_record(*told), style)
