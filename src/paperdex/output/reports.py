"""Reports of what became of entries, as lines for people and as JSON-ready dicts.

Dedupe report, ingest report and status in; lines or dicts out.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from paperdex.decisions import Decision
from paperdex.duplicates import Doubtful, Explanation
from paperdex.output.differences import light_difference
from paperdex.paper import Paper, Rejected, Sighting, place_of, to_record
from paperdex.report import Counts, DuplicateGroup, FileReport, Report, Status
from paperdex.text import printable


def dedupe_record(
    groups: Sequence[DuplicateGroup], doubtful: Sequence[Doubtful], report: Report
) -> dict[str, Any]:
    """The dedupe report as documented in docs/records.md."""
    several = _has_several(report)
    return {
        **report.counts._asdict(),
        "files": {
            _name(file.source, file.file, several): file.counts._asdict()
            for file in report.files
            if file.form
        },
        "groups": [_group_record(group, several) for group in groups],
        "doubtful": [_doubtful_record(pair, several) for pair in doubtful],
    }


def _group_record(group: DuplicateGroup, several: bool) -> dict[str, Any]:
    return {
        "paper": group.paper,
        "reason": group.reason,
        "entries": [_entry_record(seen, title, several) for seen, title in group.entries],
        "kept": [
            {"field": field, "file": _name(seen.source, seen.file, several), "line": seen.line}
            for field, seen in group.kept
        ],
    }


def _doubtful_record(pair: Doubtful, several: bool) -> dict[str, Any]:
    return {
        "papers": list(pair.papers),
        "reason": pair.reason,
        "entries": [_entry_record(e.sightings[0], e.title, several) for e in pair.entries],
    }


def _entry_record(seen: Sighting, title: str, several: bool) -> dict[str, Any]:
    return {"file": _name(seen.source, seen.file, several), "line": seen.line, "title": title}


def dedupe_rows(
    groups: Sequence[DuplicateGroup], doubtful: Sequence[Doubtful], report: Report
) -> Iterator[dict[str, Any]]:
    """The same as one record a group or doubtful pair."""
    record = dedupe_record(groups, doubtful, report)
    for group in record["groups"]:
        yield {"kind": "group", "papers": [group.pop("paper")], **group}
    for pair in record["doubtful"]:
        yield {"kind": "doubtful", **pair, "kept": []}


def dedupe_table(
    groups: Sequence[DuplicateGroup], doubtful: Sequence[Doubtful], report: Report
) -> Iterator[list[str]]:
    """The same as rows of a table: a header, then one for each entry."""
    yield ["set", "kind", "paper", "reason", "file", "line", "title"]
    for number, row in enumerate(dedupe_rows(groups, doubtful, report), 1):
        for nth, entry in enumerate(row["entries"]):
            paper = row["papers"][min(nth, len(row["papers"]) - 1)]
            place = [entry["file"], str(entry["line"]), entry["title"]]
            cells = [str(number), row["kind"], paper, row["reason"], *place]
            yield [printable(cell) for cell in cells]


def dedupe_lines(
    groups: Sequence[DuplicateGroup], doubtful: Sequence[Doubtful], report: Report
) -> Iterator[str]:
    """Each group with its reason, entries and what is kept; apart from them the doubtful
    pairs; then the four numbers by file and in all."""
    several = _has_several(report)
    for group in groups:
        yield f"{printable(group.paper)}\t{printable(group.title)}"
        yield f"  {printable(group.reason)}"
        for seen, title in group.entries:
            yield f"  {_place(seen, several)}\t{printable(title)}"
        yield from _kept_lines(group, several)
        yield ""
    if doubtful:
        yield "doubtful: not merged; decide with `paperdex dedupe --review`"
        for pair in doubtful:
            yield f"  {printable(pair.reason)}"
            for paper, entry in zip(pair.papers, pair.entries, strict=True):
                place = _place(entry.sightings[0], several)
                yield f"  {place}\t{printable(paper)}\t{printable(entry.title)}"
        yield ""
    yield from account_lines(report)


def _kept_lines(group: DuplicateGroup, several: bool) -> Iterator[str]:
    fields = dict[str, list[str]]()
    for field, seen in group.kept:
        fields.setdefault(_place(seen, several), []).append(field)
    for place, names in fields.items():
        yield f"  keeps {', '.join(names)} of {place}"


def _has_several(report: Report) -> bool:
    return len({file.source for file in report.files}) > 1


def explanation_record(explained: Explanation) -> dict[str, Any]:
    """Why two entries are one paper or not, as documented in docs/records.md."""
    return {
        "answer": explained.verdict.answer,
        "reason": explained.verdict.reason,
        "united": explained.united,
        "compared": explained.compared,
        "entries": [
            _entry_record(entry.sightings[0], entry.title, True) for entry in explained.entries
        ],
    }


def explanation_lines(explained: Explanation) -> Iterator[str]:
    """The same as lines: name, tab, value; what one of the two lacks is left out."""
    for entry in explained.entries:
        yield f"entry\t{_place(entry.sightings[0], True)}\t{printable(entry.title)}"
    verdict = explained.verdict
    yield f"verdict\t{verdict.answer}" + (
        f"\t{printable(verdict.reason)}" if verdict.reason else ""
    )
    yield f"stand as\t{'one paper' if explained.united else 'different papers'}"
    for name, value in explained.compared.items():
        if value is not None and value != []:
            yield f"{name.replace('_', ' ')}\t{_compared(value)}"


def _compared(value: Any) -> str:
    if isinstance(value, bool):
        return "same" if value else "other"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:.2f} in common" if isinstance(value, float) else str(value)


def pair_lines(pair: Doubtful, color: bool) -> Iterator[str]:
    """Two entries field by field: a field that is the same once, else one above the other
    with the words lit in which they differ."""
    yield printable(pair.reason)
    one, other = pair.entries
    for field in _COMPARED:
        mine, theirs = (_text_of(getattr(entry, field)) for entry in (one, other))
        if mine == theirs:
            if mine:
                yield f"  {field:<9} = {mine}"
            continue
        lit_mine, lit_theirs = light_difference(mine, theirs, color)
        yield f"  {field:<9} 1 {lit_mine}"
        yield f"  {'':<9} 2 {lit_theirs}"
    for nth, entry in enumerate(pair.entries, 1):
        yield f"  {'seen':<9} {nth} {_place(entry.sightings[0], True)}"


_COMPARED = "title authors date venue volume number pages arxiv_id doi abstract".split()
_LONGEST = 300


def _text_of(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, tuple) else value or ""
    text = printable(text)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def source_lines(givers: Sequence[tuple[str, Sighting]]) -> Iterator[str]:
    """Which sighting gave each field."""
    for field, seen in givers:
        yield f"{field}\tfrom {printable(place_of(seen.source, seen.file, seen.line))}"


def decision_lines(decisions: Sequence[Decision]) -> Iterator[str]:
    """One line a decision: number, what, entries of either side."""
    for decision in decisions:
        sides = [decision.one] if decision.one == decision.other else [decision.one, decision.other]
        named = [
            ", ".join(printable(f"{said.file}:{said.line}") for said in side) for side in sides
        ]
        title = printable(decision.one[0].title) if decision.one else ""
        what = "undone" if decision.undone else decision.answer
        yield f"{decision.number}\t{what}\t{' | '.join(named)}\t{title}"


def decision_record(decision: Decision) -> dict[str, Any]:
    """A decision as one JSON-ready dict."""
    sides = ([said._asdict() for said in side] for side in (decision.one, decision.other))
    one, other = sides
    return {
        "number": decision.number,
        "decision": decision.answer,
        "one": one,
        "other": other,
        "undone": decision.undone,
    }


def account_lines(report: Report) -> Iterator[str]:
    """The four numbers of every listing and in all; then what is no listing or was rejected."""
    several = len({file.source for file in report.files}) > 1
    yield "entries\tpapers\tmerged\trejected\tfile"
    for file in report.files:
        if file.form:
            yield _numbers(file.counts) + "\t" + printable(_name(file.source, file.file, several))
    yield _numbers(report.counts) + "\tin all"
    yield from _leftover_lines(report.files, report.rejected, several)


def _leftover_lines(
    files: Sequence[FileReport], rejected: Sequence[tuple[str, Rejected]], several: bool
) -> Iterator[str]:
    for file in files:
        if file.note:
            yield f"left out\t{printable(_name(file.source, file.file, several))}\t{file.note}"
    for source, entry in rejected:
        place = f"{_name(source, entry.file, several)}:{entry.line}"
        yield f"rejected\t{printable(place)}\t{entry.reason}\t{printable(entry.raw)[:80]}"


def paper_lines(paper: Paper, reason: str) -> Iterator[str]:
    """All that is known of one paper: name, tab, value; what is unknown is left out."""
    for name, value in to_record(paper).items():
        if name == "sightings":
            for seen in paper.sightings:
                yield f"seen\t{printable(place_of(seen.source, seen.file, seen.line))}"
        elif isinstance(value, list):
            yield from (f"{name}\t{printable(str(item))}" for item in value)
        elif value is not None and value is not False:
            yield f"{name}\t{printable(str(value))}"
    if reason:
        yield f"reason\t{printable(reason)}"


def status_lines(status: Status) -> Iterator[str]:
    """Where the library is, what it is made of, and whether it is up to date."""
    counts = status.report.counts
    yield f"library\t{status.folder}"
    for source in status.sources:
        yield f"source\t{printable(source.name)}" + (
            "\tgone, its papers are kept" if source.gone else ""
        )
    listings = sum(1 for file in status.report.files if file.form)
    yield f"listings\t{listings}"
    for name, number in counts._asdict().items():
        yield f"{name}\t{number}"
    yield f"state\t{status.stale or 'up to date'}"
    yield from (f"problem\t{printable(problem)}" for problem in status.problems)
    several = len(status.sources) > 1
    yield from _leftover_lines(status.report.files, status.report.rejected, several)


def status_record(status: Status) -> dict[str, Any]:
    """The same as one JSON-ready dict."""
    return {
        "folder": str(status.folder),
        "sources": [{"source": source.name, "gone": source.gone} for source in status.sources],
        **report_record(status.report),
        "stale": status.stale,
        "problems": status.problems,
    }


def report_record(report: Report) -> dict[str, Any]:
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


def _numbers(counts: Counts) -> str:
    return f"{counts.entries}\t{counts.papers}\t{counts.merged}\t{counts.rejected}"


def _name(source: str, file: str, several: bool) -> str:
    """A file's name relative to its source, with the source's where there are several."""
    if not several:
        return file
    return source if source.rsplit("/", 1)[-1] == file else f"{source}/{file}"


def _place(seen: Sighting, several: bool) -> str:
    return f"{printable(_name(seen.source, seen.file, several))}:{seen.line}"
