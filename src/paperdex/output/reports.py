"""Reports of what became of entries, as lines for people and as JSON-ready dicts.

Ingest report and status in; lines or dicts out. For duplicates see
:mod:`paperdex.output.duplicates`.
"""

from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from paperdex.paper import Rejected, Sighting, path_of
from paperdex.terminal import printable, safe
from paperdex.text import count_of

if TYPE_CHECKING:
    from paperdex.report import Counts, FileReport, Report, Status


def account_lines(
    report: "Report", read_now: Container[tuple[str, str]] | None = None
) -> Iterator[str]:
    """Files that are not listings and rejected entries; then the four numbers of every listing
    and in total. A file that was read in a form it does not have gets a row too, so that the rows
    add up. If only some files were ``read_now`` (source and file), only counted is what is left of
    the others."""
    with_source = has_several_sources(report)
    if read_now is None:
        leftovers = list(_leftover_lines(report.files, report.rejected, with_source))
    else:
        files = [file for file in report.files if (file.source, file.file) in read_now]
        rejected = [(source, e) for source, e in report.rejected if (source, e.file) in read_now]
        leftovers = [
            *_leftover_lines(files, rejected, with_source),
            *_count_leftovers(report, files, len(rejected)),
        ]
    yield from [*leftovers, ""] if leftovers else []
    yield "entries\tpapers\tmerged\trejected\tfile"
    for file in report.files:
        if has_account(file):
            name = name_file(file.source, file.file, with_source)
            yield f"{_numbers(file.counts)}\t{printable(name)}"
    yield _numbers(report.counts) + "\tin all"


def has_account(file: "FileReport") -> bool:
    """Whether a file is a listing, or has entries that were rejected."""
    return file.form is not None or any(file.counts)


def has_several_sources(report: "Report") -> bool:
    """Whether the files are of several sources, so that each is named with its source."""
    return len({file.source for file in report.files}) > 1


def _leftover_lines(
    files: "Sequence[FileReport]", rejected: Sequence[tuple[str, Rejected]], with_source: bool
) -> Iterator[str]:
    for file in files:
        if file.note:
            name = name_file(file.source, file.file, with_source)
            yield f"left out\t{printable(name)}\t{file.note}"
    for source, entry in rejected:
        place = f"{name_file(source, entry.file, with_source)}:{entry.line}"
        yield f"rejected\t{printable(place)}\t{entry.reason}\t{printable(entry.raw)[:80]}"


def _count_leftovers(
    report: "Report", read: "Sequence[FileReport]", rejected: int
) -> Iterator[str]:
    """How much more is left out and rejected in all than of the files ``read``."""
    left_out = sum(bool(file.note) for file in report.files) - sum(bool(f.note) for f in read)
    if left_out:
        yield f"left out\t{count_of(left_out, 'file')}\tread before; `paperdex status` lists all"
    if more := len(report.rejected) - rejected:
        entries = count_of(more, "entry", "entries")
        yield f"rejected\t{entries}\tread before; `paperdex status` lists all"


def status_lines(status: "Status") -> Iterator[str]:
    """Files that are not listings and rejected entries; then the state of a library: where it is,
    what it holds, whether it is up to date."""
    counts = status.report.counts
    with_source = len(status.sources) > 1
    leftovers = list(_leftover_lines(status.report.files, status.report.rejected, with_source))
    yield from [*leftovers, ""] if leftovers else []
    yield f"library\t{safe(str(status.folder))}"
    for source in status.sources:
        yield f"source\t{printable(source.name)}" + (
            "\tgone, its papers are kept until it is forgotten" if source.gone else ""
        )
    listings = sum(1 for file in status.report.files if file.form)
    yield f"listings\t{listings}"
    for name, number in counts._asdict().items():
        yield f"{name}\t{number}"
    yield f"state\t{status.stale or 'up to date'}"
    yield from (f"problem\t{printable(problem)}" for problem in status.problems)


def status_record(status: "Status") -> dict[str, Any]:
    """The state of a library as documented in docs/records.md."""
    return {
        "folder": str(status.folder),
        "sources": [{"source": source.name, "gone": source.gone} for source in status.sources],
        **report_record(status.report),
        "stale": status.stale,
        "problems": status.problems,
    }


def report_record(report: "Report") -> dict[str, Any]:
    """The ingest report: the four numbers in all and by file, and what was rejected."""
    return {
        **report.counts._asdict(),
        "files": [
            {
                "source": file.source,
                "file": file.file,
                "form": file.form,
                "note": file.note,
                **file.counts._asdict(),
            }
            for file in report.files
        ],
        "rejected_entries": [
            {"source": source, "file": entry.file, "line": entry.line, "reason": entry.reason}
            for source, entry in report.rejected
        ],
    }


def _numbers(counts: "Counts") -> str:
    return f"{counts.entries}\t{counts.papers}\t{counts.merged}\t{counts.rejected}"


def name_file(source: str, file: str, with_source: bool) -> str:
    """A file's name relative to its source, or with it."""
    return path_of(source, file) if with_source else file


def name_place(seen: Sighting, with_source: bool = True) -> str:
    """Where an entry is, as `file:line`, safe to print."""
    return f"{printable(name_file(seen.source, seen.file, with_source))}:{seen.line}"
