"""Duplicates as lines for people, as rows, and as JSON-ready dicts.

Groups, doubtful pairs, explanations and decisions in; lines, rows or dicts out. For pairs that
are reviewed see :mod:`paperdex.output.differences`.
"""

from collections.abc import Container, Iterator, Sequence
from typing import Any

from paperdex.decisions import DIFFERENT, SAME, Decision
from paperdex.duplicates import Doubtful, Explanation
from paperdex.output.reports import (
    account_lines,
    has_account,
    has_several_sources,
    name_file,
    name_place,
)
from paperdex.paper import Sighting
from paperdex.report import DuplicateGroup, Report
from paperdex.terminal import printable

_SAID = {SAME: "the same paper", DIFFERENT: "different papers"}


def dedupe_record(
    groups: Sequence[DuplicateGroup], doubtful: Sequence[Doubtful], report: Report
) -> dict[str, Any]:
    """The dedupe report as documented in docs/records.md."""
    with_source = has_several_sources(report)
    return {
        **report.counts._asdict(),
        "files": {
            name_file(file.source, file.file, with_source): file.counts._asdict()
            for file in report.files
            if has_account(file)
        },
        "groups": [_group_record(group, with_source) for group in groups],
        "doubtful": [_doubtful_record(pair, with_source) for pair in doubtful],
    }


def _group_record(group: DuplicateGroup, with_source: bool) -> dict[str, Any]:
    return {
        "paper": group.paper,
        "reason": group.reason,
        "entries": [_entry_record(seen, title, with_source) for seen, title in group.entries],
        "kept": [
            {"field": field, **_place_record(seen, with_source)} for field, seen in group.kept
        ],
    }


def _doubtful_record(pair: Doubtful, with_source: bool) -> dict[str, Any]:
    return {
        "papers": list(pair.papers),
        "reason": pair.reason,
        "entries": [_entry_record(e.sightings[0], e.title, with_source) for e in pair.entries],
    }


def _entry_record(seen: Sighting, title: str, with_source: bool = True) -> dict[str, Any]:
    return {**_place_record(seen, with_source), "title": title}


def _place_record(seen: Sighting, with_source: bool) -> dict[str, Any]:
    return {"file": name_file(seen.source, seen.file, with_source), "line": seen.line}


def dedupe_rows(
    groups: Sequence[DuplicateGroup], doubtful: Sequence[Doubtful], report: Report
) -> Iterator[dict[str, Any]]:
    """The dedupe report as one record for each group or doubtful pair."""
    record = dedupe_record(groups, doubtful, report)
    for group in record["groups"]:
        yield {"kind": "group", "papers": [group.pop("paper")], **group}
    for pair in record["doubtful"]:
        yield {"kind": "doubtful", **pair, "kept": []}


def dedupe_table(
    groups: Sequence[DuplicateGroup], doubtful: Sequence[Doubtful], report: Report
) -> Iterator[list[str]]:
    """The dedupe report as rows of a table: a header, then one for each entry."""
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
    """The dedupe report as lines: each group with its reason, its entries and what is kept; the
    doubtful pairs; the four numbers by file and in total."""
    with_source = has_several_sources(report)
    for group in groups:
        yield f"{printable(group.paper)}\t{printable(group.title)}"
        yield f"  {printable(group.reason)}"
        for seen, title in group.entries:
            yield f"  {name_place(seen, with_source)}\t{printable(title)}"
        yield from _kept_lines(group, with_source)
        yield ""
    if doubtful:
        yield "doubtful: not merged; decide with `paperdex dedupe --review`"
        for pair in doubtful:
            yield f"  {printable(pair.reason)}"
            for paper, entry in zip(pair.papers, pair.entries, strict=True):
                place = name_place(entry.sightings[0], with_source)
                yield f"  {place}\t{printable(paper)}\t{printable(entry.title)}"
        yield ""
    yield from account_lines(report)


def _kept_lines(group: DuplicateGroup, with_source: bool) -> Iterator[str]:
    fields = dict[str, list[str]]()
    for field, seen in group.kept:
        fields.setdefault(name_place(seen, with_source), []).append(field)
    for place, names in fields.items():
        yield f"  keeps {', '.join(names)} of {place}"


def explanation_record(explained: Explanation) -> dict[str, Any]:
    """Why two entries are one paper or not, as documented in docs/records.md."""
    return {
        "decided": decision_record(explained.decision) if explained.decision else None,
        "answer": explained.verdict.answer,
        "reason": explained.verdict.reason,
        "united": explained.united,
        "compared": explained.compared,
        "entries": [_entry_record(entry.sightings[0], entry.title) for entry in explained.entries],
    }


def explanation_lines(explained: Explanation) -> Iterator[str]:
    """Why two entries are one paper or not, as lines: name, tab, value. A person's decision comes
    before the verdict of the rules; what one of the two lacks is left out."""
    for entry in explained.entries:
        yield f"entry\t{name_place(entry.sightings[0])}\t{printable(entry.title)}"
    decision, verdict = explained.decision, explained.verdict
    if decision:
        yield f"decided\tyou said: {_SAID[decision.answer]} (decision {decision.number})"
    yield f"answer\t{verdict.answer}"
    if verdict.reason:
        yield f"reason\t{printable(verdict.reason)}"
    yield f"united\t{'yes: one paper' if explained.united else 'no: different papers'}"
    for name, value in explained.compared.items():
        if value is not None and value != []:
            yield f"{name.replace('_', ' ')}\t{_compared(value)}"


def _compared(value: Any) -> str:
    if isinstance(value, bool):
        return "same" if value else "other"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:.2f} in common" if isinstance(value, float) else str(value)


def decision_lines(decisions: Sequence[Decision], overridden: Container[int]) -> Iterator[str]:
    """One line for each decision: number, answer and whether it is undone or, by its number,
    ``overridden``; entries of both sides, title."""
    for decision in decisions:
        sides = [decision.one] if decision.one == decision.other else [decision.one, decision.other]
        named = [
            ", ".join(printable(f"{said.file}:{said.line}") for said in side) for side in sides
        ]
        title = printable(decision.one[0].title) if decision.one else ""
        what = decision.answer
        if decision.undone:
            what += ", undone"
        elif decision.number in overridden:
            what += ", overridden"
        yield f"{decision.number}\t{what}\t{' | '.join(named)}\t{title}"


def decision_record(decision: Decision) -> dict[str, Any]:
    """A decision as documented in docs/records.md."""
    one, other = ([said._asdict() for said in side] for side in (decision.one, decision.other))
    return {
        "number": decision.number,
        "decision": decision.answer,
        "one": one,
        "other": other,
        "undone": decision.undone,
    }
