"""The command line: reads options, calls the library, hands the answer to output."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paperdex import __version__
from paperdex.options import (
    Program,
    color_option,
    corpus_options,
    filter_options,
    form_options,
    tell,
    wants_color,
)

if TYPE_CHECKING:
    from paperdex.library import Library
    from paperdex.paper import Paper
    from paperdex.query import Filters
    from paperdex.search import Hit

_FOUND, _NOTHING, _UNUSABLE = 0, 1, 3


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="paperdex")
def cli() -> None:
    """A clean, searchable library out of saved listing pages of papers.

    \b
    paperdex search "byte-level"      search the library of this folder
    paperdex search mamba --in page.txt
    paperdex index ~/listings         add a folder to the library
    """


@cli.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="At most so many hits.",
)
@click.option(
    "--offset", type=click.IntRange(min=0), default=0, help="Leave out so many of the first hits."
)
@click.option("--all", "all_words", is_flag=True, help="Only papers that have every word.")
@click.option(
    "--sort",
    type=click.Choice(["score", "date", "upvotes", "comments", "title"]),
    default="score",
    show_default=True,
    help="Order of the hits.",
)
@click.option(
    "--engine",
    type=click.Choice(["tantivy", "rank-bm25"]),
    default="tantivy",
    show_default=True,
    help="What ranks; rank-bm25 is the slow reference.",
)
@filter_options
@corpus_options
@form_options("lines", "json", "jsonl", "csv", "ids")
@color_option
def search(
    words: tuple[str, ...],
    limit: int,
    offset: int,
    all_words: bool,
    sort: str,
    engine: str,
    form: str | None,
    color: str,
    **options: Any,
) -> int:
    """Find papers by the words of title and abstract, best first.

    Ranked by BM25. Words are optional, and the more of them a paper has the
    better; a paper whose title is typed comes first.

    \b
    Examples:
      paperdex search "byte-level"
      paperdex search state space --since 2023 --until 2024-06 --sort date -n 5
      paperdex search mamba --in page.txt --json
    """
    with _library(options) as library:
        found = library.search(
            " ".join(words),
            filters=_filters(options),
            all_words=all_words,
            limit=limit,
            offset=offset,
            sort=sort,
            engine=engine,
        )
        _print_found(found.hits, form, color)
        if not found.hits:
            tell(f"no paper matches ({len(library)} searched)")
        elif form is None and found.total > len(found.hits) and sys.stdout.isatty():
            tell(f"{len(found.hits)} of {found.total} hits; -n {found.total} shows all")
        library.check_later()
        return _ending(library, bool(found.hits))


@cli.command("list")
@click.option("-n", "--limit", type=click.IntRange(min=1), help="At most so many papers.")
@click.option(
    "--sort",
    type=click.Choice(["date", "upvotes", "comments", "title"]),
    default="date",
    show_default=True,
    help="Order of the papers.",
)
@filter_options
@corpus_options
@form_options("lines", "json", "jsonl", "csv", "ids")
@color_option
def list_papers(limit: int | None, sort: str, form: str | None, color: str, **options: Any) -> int:
    """List papers, newest first, without ranking.

    \b
    Examples:
      paperdex list --year 2024
      paperdex list --min-comments 1 --sort comments
      paperdex list --in page.txt --ids
    """
    with _library(options) as library:
        papers = list(library.papers(_filters(options), sort=sort, limit=limit))
        _print_found(papers, form, color)
        if not papers:
            tell(f"no paper passes ({len(library)} looked at)")
        library.check_later()
        return _ending(library, bool(papers))


@cli.command()
@click.argument("words", nargs=-1, required=True, metavar='ID|"WORDS OF A TITLE"')
@corpus_options
@form_options("lines", "json", "jsonl", "csv", "ids")
@color_option
def show(words: tuple[str, ...], form: str | None, color: str, **options: Any) -> int:
    """Show one paper in full: abstract, dates, counts, links, where it was seen.

    Takes an id (or its beginning, or a link that holds one) or words of the title.

    \b
    Examples:
      paperdex show "hungry hippos"
      paperdex show arXiv:2312.00752
      paperdex show 2312.00752 --json
    """
    with _library(options) as library:
        text = " ".join(words)
        papers = library.show(text)
        if not papers:
            tell(f"no paper with the id or title {text!r}: try `paperdex search`")
            return _ending(library, False)
        paper, *others = papers
        if form is None and sys.stdout.isatty():
            from paperdex.output.screen import print_paper

            print_paper(paper, library.reason(paper), wants_color(color))
        elif form is None:
            from paperdex.output.reports import paper_lines

            _echo(paper_lines(paper, library.reason(paper)))
        else:
            _print_found([paper], form, color)
        for other in others:
            tell(f"also: {other.id}  {other.title}")
        return _ending(library, True)


@cli.command()
@click.argument("words", nargs=-1, metavar="[QUERY]")
@click.option("-n", "--limit", type=click.IntRange(min=1), help="At most so many papers.")
@click.option(
    "--sort",
    type=click.Choice(["score", "date", "upvotes", "comments", "title"]),
    help="Order; by default of score with a query, else of date.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help="Write to this file; - is standard output.",
)
@filter_options
@corpus_options
@form_options("json", "jsonl", "csv", "ids")
def export(
    words: tuple[str, ...],
    limit: int | None,
    sort: str | None,
    output: str | None,
    form: str | None,
    **options: Any,
) -> int:
    """Write records of all papers, or of a search or filter, for the next tool.

    The fields are described in docs/records.md; `paperdex schema` prints the
    same for programs. JSON lines by default.

    \b
    Examples:
      paperdex export --format jsonl -o papers.jsonl
      paperdex export --year 2024 --csv > 2024.csv
      paperdex export "state space" -n 20 --json
    """
    with _library(options) as library:
        papers: Iterable[Paper]
        if words:
            found = library.search(
                " ".join(words),
                filters=_filters(options),
                limit=limit or max(1, len(library)),
                sort=sort or "score",
            )
            papers = [hit.paper for hit in found.hits]
        elif sort == "score":
            raise click.UsageError("--sort score needs a query to score by")
        else:
            papers = library.papers(_filters(options), sort=sort or "date", limit=limit)
        from paperdex.output.lines import write_found

        counted = _Counted(papers)
        lines = write_found(counted, form or "jsonl")
        if output in (None, "-"):
            _echo(lines)
        else:
            _write_file(Path(str(output)), lines)
            tell(f"wrote {counted.count} papers to {output}")
        if not counted.count:
            tell(f"no paper passes ({len(library)} looked at)")
        return _ending(library, counted.count > 0)


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--visited", metavar="DATE", help="When the pages at PATHS were saved; gives dates their year."
)
@click.option(
    "--ledger",
    type=click.Path(dir_okay=False),
    help="Write what became of every line of every file, as JSON lines.",
)
@form_options("lines", "json")
@color_option
def index(
    paths: tuple[str, ...], visited: str | None, ledger: str | None, form: str | None, color: str
) -> int:
    """Make or refresh the library; add PATHS as sources; say what became of every entry.

    Files are only read. A folder is read with all below it; what is no listing
    is named and left out.

    \b
    Examples:
      paperdex index
      paperdex index ~/listings
      paperdex index page.txt --visited 2025-12-10 --ledger ledger.jsonl
    """
    from paperdex.library import Library
    from paperdex.output.progress import show_progress
    from paperdex.output.reports import account_lines, ledger_record, report_record

    if visited and not paths:
        raise click.UsageError("--visited needs the PATHS of the pages it is about")
    with Library.open(create=True, tell=tell) as library:
        with show_progress() as progress:
            report = library.ingest(paths, visited=_date(visited), progress=progress)
        if not report.files:
            tell("no sources yet: add a file or folder with `paperdex index PATH`")
            return _UNUSABLE
        if ledger:
            from paperdex.output.lines import to_json

            _write_file(Path(ledger), (to_json(ledger_record(row)) for row in library.ledger()))
        _print_report(account_lines(report), report_record(report), form, color)
        return _ending(library, True)


@cli.command()
@form_options("lines", "json")
@color_option
def status(form: str | None, color: str) -> int:
    """Show the library: where it is, its sources, counts, freshness, what was rejected.

    \b
    Examples:
      paperdex status
      paperdex status --json
    """
    from paperdex.library import Library
    from paperdex.output.reports import status_lines, status_record

    with Library.open(tell=tell) as library:
        state = library.status()
        _print_report(status_lines(state), status_record(state), form, color)
        return _FOUND


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--visited", metavar="DATE", help="With PATHS: when the pages were saved.")
@form_options("lines", "json")
@color_option
def dedupe(paths: tuple[str, ...], visited: str | None, form: str | None, color: str) -> int:
    """Show which entries are one paper, and why; of PATHS or of the library.

    Entries read = papers kept + duplicates merged + entries rejected. A paper
    is kept at its first sighting, by source, file and line.

    \b
    Examples:
      paperdex dedupe seeds/
      paperdex dedupe page.txt other.jsonl --json
    """
    from paperdex.output.reports import dedupe_lines, dedupe_record

    with _library({"paths": paths, "visited": visited}) as library:
        groups, report = library.dedupe(), library.report()
        _print_report(dedupe_lines(groups, report), dedupe_record(groups, report), form, color)
        return _ending(library, True)


@cli.command()
@click.argument("source")
def forget(source: str) -> int:
    """Take a source out of the library; its files stay as they are.

    \b
    Example:
      paperdex forget ~/listings
    """
    from paperdex.library import Library

    with Library.open(tell=tell) as library:
        library.forget(source)
        return _FOUND


@cli.command()
@click.argument("record", type=click.Choice(["paper", "hit", "dedupe"]), default="paper")
def schema(record: str) -> int:
    """Print the JSON Schema of a record: paper, hit (of a search) or dedupe.

    \b
    Examples:
      paperdex schema
      paperdex schema hit
    """
    import json

    from paperdex.schema import json_schema

    click.echo(json.dumps(json_schema(record), indent=2))
    return _FOUND


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the script that completes commands and options in your shell.

    \b
    Example:
      paperdex completion bash >> ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None  # the choices are those that click knows
    click.echo(script(cli, {}, "paperdex", "_PAPERDEX_COMPLETE").source())
    return _FOUND


@contextmanager
def _library(options: dict[str, Any]) -> "Iterator[Library]":
    """The passing library of --in, or the library in force, up to date."""
    from paperdex.library import Library
    from paperdex.output.progress import show_progress

    paths, visited = options.get("paths"), options.get("visited")
    if visited and not paths:
        raise click.UsageError(
            "--visited needs --in; for a library: paperdex index PATH --visited DATE"
        )
    with show_progress() as progress:
        if paths:
            library = Library.of(paths, visited=_date(visited), progress=progress)
        else:
            library = Library.open(tell=tell)
            library.refresh(progress)
    with library:
        yield library


def _date(text: str | None) -> str | None:
    from paperdex.query import read_filter_date

    return read_filter_date(text) if text else None


def _filters(options: dict[str, Any]) -> "Filters":
    from paperdex.query import Filters

    year = options["year"]
    if year is not None and not (len(year) == 4 and year.isdigit()):
        raise click.UsageError(f"--year takes a year of four digits, not {year!r}")
    return Filters(
        since=_date(options["since"]),
        until=_date(options["until"]),
        year=_date(year),
        min_upvotes=options["min_upvotes"],
        min_comments=options["min_comments"],
    )


def _print_found(found: "list[Hit] | list[Paper]", form: str | None, color: str) -> None:
    """For people on a terminal, unless a form is asked for; else in lines."""
    if form is None and sys.stdout.isatty():
        from paperdex.output import screen
        from paperdex.search import Hit

        hits = [item for item in found if isinstance(item, Hit)]
        if hits:
            screen.print_hits(hits, wants_color(color))
        else:
            screen.print_papers([p for p in found if not isinstance(p, Hit)], wants_color(color))
        return
    from paperdex.output.lines import write_found

    _echo(write_found(found, form or "lines", wants_color(color)))


def _print_report(
    lines: Iterable[str], record: dict[str, Any], form: str | None, color: str
) -> None:
    """A report as aligned columns on a terminal, as lines in a pipe, or as JSON."""
    if form == "json":
        from paperdex.output.lines import to_json

        _echo([to_json(record)])
    elif form is None and sys.stdout.isatty():
        from paperdex.output.screen import print_table

        print_table(list(lines), wants_color(color))
    else:
        _echo(lines)


def _echo(lines: Iterable[str]) -> None:
    """Lines on standard output, as UTF-8 whatever the locale."""
    out = sys.stdout.buffer
    for line in lines:
        out.write(line.encode("utf-8", "replace") + b"\n")
    out.flush()


def _write_file(path: Path, lines: Iterable[str]) -> None:
    """Write a file whole or not at all."""
    from paperdex.errors import InputError

    unfinished = path.with_name(path.name + ".unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n", errors="replace") as file:
            file.writelines(line + "\n" for line in lines)
        os.replace(unfinished, path)
    except OSError as error:
        raise InputError(f"{path}: can't be written: {error.strerror or error}") from error
    finally:
        unfinished.unlink(missing_ok=True)


class _Counted:
    """Papers, counted as they pass."""

    def __init__(self, papers: "Iterable[Paper]") -> None:
        self._papers = papers
        self.count = 0

    def __iter__(self) -> "Iterator[Paper]":
        for paper in self._papers:
            self.count += 1
            yield paper


def _ending(library: "Library", found: bool) -> int:
    """The exit code; problems with what was named are told, and outweigh a find."""
    for problem in library.problems:
        tell(problem)
    if library.problems:
        return _UNUSABLE
    return _FOUND if found else _NOTHING


def main() -> None:
    """The entry point of the `paperdex` command."""
    cli()
