"""An answer -> standard output. Decides whether a person or a program reads it."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from paperdex.commands.parts import drop_output
from paperdex.errors import InputError, UsageError, cause_of
from paperdex.paper import Paper
from paperdex.search.rank import HIT_FIELDS, Hit, Hits
from paperdex.text import shortened

if TYPE_CHECKING:
    from paperdex.search.facets import Count
    from paperdex.search.news import News
    from paperdex.search.similar import Neighbour


class Style:
    """How to print an answer: in which format and with which fields, None unless asked for, and
    whether in colour."""

    def __init__(
        self, format: str | None, color: str, fields: tuple[str, ...] | None = None
    ) -> None:
        self.format = format
        self.color = _wants_color(color)
        self.fields = fields

    @property
    def is_for_screen(self) -> bool:
        """Whether a person reads it: nothing is asked for that a program would want."""
        return self.format is None and self.fields is None and sys.stdout.isatty()


def _wants_color(color: str) -> bool:
    """Whether to colour standard output."""
    if color == "auto":
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return sys.stdout.isatty() and not plain
    return color == "always"


def print_hits(hits: Hits, style: Style, counts: "dict[str, list[Count]]") -> None:
    """Print hits; counts by facet, if any, follow them. In JSON, both are one object then."""
    if counts and style.format == "json":
        from paperdex.output.counts import answer_record

        print_report((), answer_record(hits, counts, style.fields), style)
        return
    if style.is_for_screen:
        from paperdex.output import screen

        screen.print_hits(hits.hits, style.color)
    else:
        print_records(hits.hits, style, HIT_FIELDS)
    if counts:
        from paperdex.output.counts import count_lines

        blocks = [count_lines(facet, found) for facet, found in counts.items()]
        for nth, block in enumerate(blocks):
            apart = nth or (hits.hits and not style.is_for_screen)
            print_report(["", *block] if apart else block, {}, style)


def print_papers(papers: list[Paper], style: Style) -> None:
    """Print papers."""
    if style.is_for_screen:
        from paperdex.output import screen

        screen.print_papers(papers, style.color)
    else:
        print_records(papers, style)


def print_neighbours(neighbours: "list[Neighbour]", style: Style) -> None:
    """Print the papers most like another."""
    if style.is_for_screen:
        from paperdex.output import screen

        screen.print_neighbours(neighbours, style.color)
    else:
        from paperdex.output.neighbours import write_neighbours

        echo_lines(write_neighbours(neighbours, style.format or "lines", style.fields))


def print_news(news: "list[News]", style: Style) -> None:
    """Print new results by saved search; for people, searches are headings."""
    if style.is_for_screen:
        from paperdex.output import screen

        for each in news:
            screen.print_heading(f"{each.name}: {each.total:,} new", style.color)
            screen.print_hits(each.hits, style.color)
    else:
        from paperdex.output.searches import write_news

        echo_lines(write_news(news, style.format or "lines", style.color, style.fields))


def print_records(
    found: Iterable[Paper | Hit], style: Style, known: Sequence[str] = Paper._fields
) -> None:
    """Print papers or hits for programs; ``known`` are all the fields of their records."""
    from paperdex.output.lines import write_found

    echo_lines(write_found(found, style.format or "lines", style.color, style.fields, known))


def read_fields(
    text: str | None, format: str | None, known: Sequence[str] = Paper._fields
) -> tuple[str, ...] | None:
    """The fields that --fields names, of those ``known``. Raises UsageError for any other."""
    if text is None:
        return None
    if format in ("ids", "bibtex"):
        what = "ids are printed alone" if format == "ids" else "BibTeX has fields of its own"
        raise UsageError(f"--fields: {what}")
    fields = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in fields:
        if name not in known:
            from paperdex.spelling import find_similar_name

            near = find_similar_name(name.lower(), known)
            hint = f"did you mean {near}?" if near else f"there are: {', '.join(known)}"
            raise UsageError(f"--fields: no field {shortened(name)!r}; {hint}")
    if not fields:
        raise UsageError(f"--fields names no field; there are: {', '.join(known)}")
    return fields


def print_report(lines: Iterable[str], record: dict[str, Any], style: Style) -> None:
    """Print a report as aligned columns on a terminal, as lines in a pipe, or as JSON."""
    if style.format == "json":
        from paperdex.output.lines import to_json

        echo_lines([to_json(record)])
    elif style.format is None and sys.stdout.isatty():
        from paperdex.output.screen import print_table

        print_table(list(lines), style.color)
    else:
        echo_lines(lines)


def echo_lines(lines: Iterable[str]) -> None:
    """Lines on standard output, as UTF-8 whatever the locale."""
    out = sys.stdout.buffer
    try:
        for line in lines:
            out.write(line.encode("utf-8", "replace") + b"\n")
        out.flush()
    except BrokenPipeError:  # no error of the disk: see paperdex.ending
        raise
    except OSError as error:
        drop_output()
        raise InputError(f"standard output: {cause_of(error)}") from error
