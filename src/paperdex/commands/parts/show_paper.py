"""`paperdex show`: ids, a place or words of a title -> papers in full on standard output.

The options, their help and their defaults are those of :mod:`paperdex.commands.show`.
"""

from typing import Any

from paperdex.commands.parts import tell
from paperdex.commands.parts.answering import tell_unknown
from paperdex.commands.parts.browsing import open_in_browser
from paperdex.commands.parts.outcome import end
from paperdex.commands.parts.printing import Style, echo_lines, print_records, print_report
from paperdex.commands.parts.request import Request, read_request
from paperdex.errors import UsageError
from paperdex.library import Library
from paperdex.paper import Paper
from paperdex.text import shortened

# At most this many other papers that fit are named, and unknown ids of a list.
_OTHERS = 9
# How records begin that other commands print.
_JSON = ("{", "[{")


def show_paper(
    words: tuple[str, ...],
    *,
    sources: bool = False,
    opened: str | None = None,
    **shared: Any,
) -> int:
    """Show the papers of a list of ids, else the one that fits best; returns the exit code.
    ``shared`` are the options of :func:`paperdex.commands.parts.request.read_request`, except those
    of queries."""
    request = read_request(words, **shared)
    style = request.style
    piped = _read_ids(request) if words == ("-",) else []
    text = " ".join(piped) if words == ("-",) else request.query.text
    if sources and (style.fields or style.format not in (None, "lines", "json")):
        raise UsageError("--sources prints lines, or with --json one object, of all fields")
    with request.open_library() as library:
        listed, unknown = library.show_listed(text)
        if listed:
            if sources or opened:
                raise UsageError("--sources and --open take one paper, not a list of ids")
            _print_papers(library, listed, style)
            for name in unknown[:_OTHERS]:
                tell_unknown(library, name)
            if len(unknown) > _OTHERS:
                tell(f"and {len(unknown) - _OTHERS:,} more ids that no paper has")
            return end(library, True)
        if len(piped) > 1 or text.startswith(_JSON):  # links in which would be read as ids
            tell(
                f"no id of a paper in {shortened(text)!r}: `paperdex show -` takes an id at the"
                " beginning of each line, as --ids prints them"
            )
            return end(library, False)
        return end(library, _show_best(library, text, style, sources, opened))


def _show_best(
    library: Library, text: str, style: Style, sources: bool, opened: str | None
) -> bool:
    """Show the paper that fits a text best, and name others that do; false if none fits, or no link
    to open is known."""
    papers = library.show(text)
    if not papers:
        if text.strip():
            tell_unknown(library, text)
        else:
            tell("no id or title given")
        return False
    paper, *others = papers
    if sources:
        _print_origins(library, paper, style)
    else:
        _print_papers(library, [paper], style)
    for other in others[:_OTHERS]:
        tell(f"also: {other.id}  {other.title}")
    if len(others) > _OTHERS:
        tell(f"and {len(others) - _OTHERS:,} more: more words of the title tell them apart")
    return open_in_browser(paper, opened == "code") if opened else True


def _read_ids(request: Request) -> list[str]:
    """What stands on standard input before the first tab of each line that is not empty: other
    columns are not asked for."""
    lines = request.read_piped().splitlines()
    return list(filter(None, (line.partition("\t")[0].strip() for line in lines)))


def _print_papers(library: Library, papers: list[Paper], style: Style) -> None:
    """Print all that is known of papers; for people, an empty line between two."""
    if style.fields or style.format not in (None, "lines"):
        print_records(papers, style)
        return
    for nth, paper in enumerate(papers):
        if nth:
            echo_lines([""])
        if style.is_for_screen:
            from paperdex.output.screen import print_paper

            print_paper(paper, library.reason(paper), style.color)
        else:
            from paperdex.output.details import paper_lines

            echo_lines(paper_lines(paper, library.reason(paper)))


def _print_origins(library: Library, paper: Paper, style: Style) -> None:
    """Print where a paper was seen, and which sighting gave each field."""
    from paperdex.output.details import origin_lines, origin_record

    told = paper, library.sources_of(paper), library.reason(paper)
    print_report(origin_lines(*told), origin_record(*told), style)
