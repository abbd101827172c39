"""`paperdex show`: one paper in full."""

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.answering import tell_unknown
from paperdex.commands.parts.browsing import open_in_browser
from paperdex.commands.parts.opening import end, open_library
from paperdex.commands.parts.printing import (
    Style,
    echo_lines,
    print_records,
    print_report,
    read_fields,
)
from paperdex.library import Library
from paperdex.options import answer_options, fields_option, open_option, temporary_options
from paperdex.paper import Paper

# At most this many other papers that fit are named.
_OTHERS = 9


@click.command("show")
@click.argument("words", nargs=-1, required=True, metavar='ID|FILE:LINE|"WORDS OF A TITLE"')
@click.option("--sources", is_flag=True, help="Show which sighting gave each field.")
@open_option("Also open its page or code in the browser.", numbers=False)
@fields_option
@temporary_options
@answer_options
def command(
    words: tuple[str, ...],
    sources: bool,
    opened: str | None,
    fields: str | None,
    paths: tuple[str, ...],
    visited: str | None,
    form: str | None,
    format: str | None,
    color: str,
) -> int:
    """Show one paper in full: abstract, dates, counts, links, and where it was seen.

    Takes an id (or its beginning, or a link that holds one), FILE:LINE for the
    entry there, or words of the title.

    \b
    Examples:
      paperdex show "hungry hippos"
      paperdex show arXiv:2312.00752
      paperdex show 2312.00752 --json
      paperdex show pages/a.txt:12
      paperdex show "hungry hippos" --sources
      paperdex show 2312.00752 --open code
    """
    text = " ".join(words)
    style = Style(format, color, read_fields(fields, format))
    if sources and (style.fields or format not in (None, "lines", "json")):
        raise click.UsageError("--sources prints lines, or with --json one object, of all fields")
    with open_library(paths, visited, form) as library:
        papers = library.show(text)
        if not papers:
            tell_unknown(library, text)
            return end(library, False)
        paper, *others = papers
        if sources:
            _print_origins(library, paper, style)
        else:
            _print_paper(library, paper, style)
        for other in others[:_OTHERS]:
            tell(f"also: {other.id}  {other.title}")
        if len(others) > _OTHERS:
            tell(f"and {len(others) - _OTHERS} more")
        found = open_in_browser(paper, opened == "code") if opened else True
        return end(library, found)


def _print_paper(library: Library, paper: Paper, style: Style) -> None:
    """Print all that is known of a paper."""
    if style.fields or style.format not in (None, "lines"):
        print_records([paper], style)
    elif style.is_for_screen:
        from paperdex.output.screen import print_paper

        print_paper(paper, library.reason(paper), style.color)
    else:
        from paperdex.output.reports import paper_lines

        echo_lines(paper_lines(paper, library.reason(paper)))


def _print_origins(library: Library, paper: Paper, style: Style) -> None:
    """Print where a paper was seen, and which sighting gave each field."""
    from paperdex.output.duplicates import origin_lines, origin_record

    told = paper, library.sources_of(paper), library.reason(paper)
    print_report(origin_lines(*told), origin_record(*told), style)
