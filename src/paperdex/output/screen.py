"""Output for people on a terminal, laid out by rich. May change any day.

Titles and abstracts are plain text to rich, never markup, and are made safe
for a terminal first.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from paperdex.output.reports import name_place
from paperdex.output.snippet import snippet_of
from paperdex.paper import Paper
from paperdex.search.rank import Hit
from paperdex.search.similar import Neighbour
from paperdex.terminal import printable, safe
from paperdex.text import count_of

if TYPE_CHECKING:
    from paperdex.duplicates import Doubtful

_MATCH = "bold red"
_INDENT = "    "  # of all lines of a hit but the first, beside its rank
# No text is wrapped or cut to fewer characters. A table whose last column would have fewer is
# printed without columns.
_NARROWEST = 20
# Lines of a report that begin so end with the text of an entry, whose first words are enough.
_QUOTING = "rejected"


def _make_console(color: bool) -> Console:
    """A console on standard output, with colour and bold or with neither."""
    console = Console(
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=True if color else None,
        color_system="auto" if color else None,
        no_color=False if color else None,
    )
    # With COLUMNS=0 it would print nothing.
    console.width = max(console.width, _NARROWEST)
    return console


def print_hits(hits: Iterable[Hit], color: bool) -> None:
    """Print each hit as title, date and counts, and the passage that matches best."""
    console = _make_console(color)
    for hit in hits:
        _print_head(console, hit)
        snippet = snippet_of(hit)
        if snippet.text:
            _print_wrapped(console, _highlight(snippet.text, snippet.spans), _INDENT)
        console.print()


def print_neighbours(neighbours: Iterable[Neighbour], color: bool) -> None:
    """Print each neighbour as title, date and counts, and the words it shares."""
    console = _make_console(color)
    for hit, shared in neighbours:
        _print_head(console, hit)
        _print_wrapped(console, Text(f"shares {printable(', '.join(shared))}"), _INDENT)
        console.print()


def _print_head(console: Console, hit: Hit) -> None:
    """Print rank, title, date and counts of a hit."""
    title = _highlight(hit.paper.title, hit.matched.get("title", []), "bold")
    _print_wrapped(console, title, _INDENT, first=f"{hit.rank:>2}  ")
    _print_wrapped(console, _facts(hit.paper), _INDENT)


def _print_wrapped(
    console: Console, text: Text, indent: str = "", first: str | Text | None = None
) -> None:
    """Print wrapped to the terminal, each line after an indent, the first after ``first`` if given,
    without trailing blanks."""
    room = max(_NARROWEST, console.width - len(indent))
    for nth, line in enumerate(text.wrap(console, room)):
        start = indent if nth or first is None else first
        line = Text.assemble(start, line)
        line.rstrip()
        console.print(line, soft_wrap=True)


def print_heading(text: str, color: bool) -> None:
    """Print a heading."""
    _make_console(color).print(Text(printable(text), style="bold underline"), soft_wrap=True)


def print_papers(papers: Iterable[Paper], color: bool) -> None:
    """Print one line for each paper: date, title, id."""
    console = _make_console(color)
    for paper in papers:
        title = Text(printable(paper.title), style="not dim")
        room = console.width - len(paper.id) - 14
        title.truncate(max(_NARROWEST, room), overflow="ellipsis")
        line = Text(f"{paper.date or '':<10}  ", style="dim")
        line.append(title)
        console.print(line.append(f"  {printable(paper.id)}"), soft_wrap=True)


def print_paper(paper: Paper, reason: str, color: bool) -> None:
    """Print everything known about a paper, and why its entries are one."""
    console = _make_console(color)
    _print_wrapped(console, Text(printable(paper.title), style="bold"))
    _print_wrapped(console, _facts(paper))
    details = _details(paper)
    width = max((len(name) for name, _ in details), default=0) + 2
    for name, value in details:
        _print_wrapped(console, Text(value), " " * width, first=Text(f"{name:<{width}}", "dim"))
    for text in (paper.summary, paper.abstract):
        for paragraph in (text or "").split("\n\n"):
            if paragraph:
                console.print()
                _print_wrapped(console, Text(printable(paragraph)))
    console.print()
    for seen in paper.sightings:
        console.print(Text(f"seen in {name_place(seen)}", style="dim"), soft_wrap=True)
    if reason:
        _print_wrapped(console, Text(f"one paper: {printable(reason)}", style="dim"))


def print_pair(pair: "Doubtful", color: bool) -> None:
    """Print two entries field by field, values wrapped beside the names of their fields."""
    from paperdex.output.differences import BEFORE_VALUE, pair_lines  # hits need neither

    console = _make_console(color)
    reason, *fields = pair_lines(pair, color)
    _print_wrapped(console, Text(reason))
    for line in fields:
        name, value = line[:BEFORE_VALUE], line[BEFORE_VALUE:]
        _print_wrapped(console, Text.from_ansi(value), " " * BEFORE_VALUE, first=name)


def print_table(lines: Sequence[str], color: bool) -> None:
    """Print tab-separated lines as aligned columns. A line without tabs stays as it is, but what is
    indented is a sentence, and wrapped."""
    console = _make_console(color)
    rows = (line.split("\t") for line in lines)
    for cells, block in groupby(rows, key=len):
        if cells > 1:
            _print_block(console, list(block))
        else:
            for [line] in block:
                if line.startswith("  "):
                    _print_wrapped(console, Text(line.strip()), _INDENT, first="  ")
                else:
                    console.print(Text(line), soft_wrap=True)


def _print_block(console: Console, block: Sequence[Sequence[str]]) -> None:
    """Print lines of as many cells, as columns of which the last is wrapped in the room that the
    others leave; if that is too little, one cell after the other."""
    columns = list(zip(*block, strict=True))
    widths = [max(map(cell_len, column)) for column in columns]
    numbers = [len(block) > 1 and all(map(str.isdigit, column[1:])) for column in columns]
    indent = " " * (sum(widths[:-1]) + 2 * len(widths[:-1]))
    for row in block:
        padded = zip(row, widths, numbers, strict=True)
        cells = [cell.rjust(width) if is_number else cell for cell, width, is_number in padded]
        if console.width - len(indent) - 2 < _NARROWEST:
            _print_cells(console, cells, widths[0])
        else:
            *before, last = map(set_cell_size, cells, [*widths[:-1], cell_len(cells[-1])])
            _print_wrapped(console, Text(last), indent, first="".join(f"{c}  " for c in before))


def _print_cells(console: Console, cells: Sequence[str], width: int) -> None:
    """Print cells one after the other, wrapped between words beside the first if the ``width`` of
    its column is short, else a little to the right of it. What only quotes is cut to the room that
    is left, or left out."""
    if cells[0] == _QUOTING and len(cells) > 2:
        *cells, quoted = cells
        room = console.width - sum(cell_len(cell) + 2 for cell in cells)
        if room >= _NARROWEST:
            cut = Text(quoted)
            cut.truncate(room, overflow="ellipsis")
            cells.append(cut.plain)
    if width <= console.width // 3:
        first, indent = f"{cells[0]:<{width}}  ", " " * (width + 2)
        cells = cells[1:]
    else:
        first = " " * (len(cells[0]) - len(cells[0].lstrip()))
        indent = first + _INDENT
    _print_wrapped(console, Text("  ".join(cells).lstrip()), indent, first)


def _facts(paper: Paper) -> Text:
    """Date, counts and id on one line, without what is unknown."""
    counts = (paper.upvotes, "upvote"), (paper.comments, "comment"), (paper.author_count, "author")
    parts = [
        f"{paper.date}{' (year inferred)' if paper.date_inferred else ''}" if paper.date else "",
        *(count_of(number, noun) for number, noun in counts if number),
        printable(paper.organization or ""),
        printable(paper.id),
    ]
    return Text(" · ".join(part for part in parts if part), style="dim")


def _details(paper: Paper) -> Sequence[tuple[str, str]]:
    rows: list[tuple[str, Any]] = [
        ("authors", ", ".join(paper.authors)),
        ("venue", paper.venue),
        ("volume", paper.volume),
        ("number", paper.number),
        ("pages", paper.pages),
        ("arXiv", paper.arxiv_id),
        ("DOI", paper.doi),
        ("link", paper.url),
        ("code", "  ".join(paper.code_urls)),
        ("stars", paper.github_stars),
        ("submitted by", paper.submitter),
    ]
    return [(name, printable(str(value))) for name, value in rows if value]


def _highlight(text: str, spans: Iterable[tuple[int, int]], style: str = "") -> Text:
    highlighted = Text(safe(text), style=style)
    for start, end in spans:
        highlighted.stylize(_MATCH, start, end)
    return highlighted
