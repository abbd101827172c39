"""Output for programs: JSON, JSON lines, CSV, ids, and tab-separated lines.

Field names, order and types are an interface (docs/records.md). Papers or hits
in, lines of text out.
"""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from operator import add
from typing import Any

from paperdex.output.snippet import snippet_of
from paperdex.paper import Paper, Sighting, place_of, to_record
from paperdex.search.rank import Hit, Spans
from paperdex.terminal import escape_unsafe, printable, safe
from paperdex.text import is_bare

OF_PAPERS = ("bibtex", "ids")
"""Formats that tell of a hit only which paper it is, in fields of their own."""

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_LONG = 200
_MATCH, _RESET = "\x1b[1;31m", "\x1b[0m"  # as grep and ripgrep do


def hit_record(hit: Hit, fields: Sequence[str] | None = None) -> dict[str, Any]:
    """The record of a hit: that of its paper, then rank, score and what matched, which is looked
    for only if it is among the ``fields`` wanted."""
    record = {**to_record(hit.paper), "rank": hit.rank, "score": hit.score}
    if fields is None or "matched" in fields:
        record["matched"] = {
            name: [list(span) for span in spans] for name, spans in hit.matched.items()
        }
    return record


def write_found(
    found: Iterable[Paper | Hit],
    format: str,
    color: bool = False,
    fields: Sequence[str] | None = None,
    known: Sequence[str] = Paper._fields,
) -> Iterator[str]:
    """Papers or hits as json, jsonl, csv, bibtex, ids or lines: line by line, without line ends.
    Records have all ``known`` fields, or just the ``fields`` named, in that order."""
    if format == "ids":
        return (printable(_paper_of(item).id) for item in found)
    if format == "bibtex":
        from paperdex.output.bibtex import write_entries  # for one format only

        return write_entries(map(_paper_of, found))
    if format == "lines" and fields is None:
        return (to_line(item, color) for item in found)
    if fields is None and format in ("json", "jsonl"):
        texts = map(found_to_json, found)
        return texts if format == "jsonl" else _json_array(texts)
    return write_records((_record_of(item, fields) for item in found), format, known, fields)


def _record_of(item: Paper | Hit, fields: Sequence[str] | None) -> dict[str, Any]:
    """The record of a paper or hit, with the ``fields`` wanted and others."""
    return hit_record(item, fields) if isinstance(item, Hit) else to_record(item)


def pick_fields(
    records: Iterable[dict[str, Any]], fields: Sequence[str] | None
) -> Iterable[dict[str, Any]]:
    """The records with just these fields, in this order; unchanged if none are named."""
    if fields is None:
        return records
    return ({name: record[name] for name in fields} for record in records)


def write_records(
    records: Iterable[dict[str, Any]],
    format: str,
    known: Sequence[str],
    fields: Sequence[str] | None = None,
) -> Iterator[str]:
    """Records as json, jsonl, csv, or tab-separated lines: with all ``known`` fields, or just the
    ``fields`` named, in that order."""
    records = pick_fields(records, fields)
    if format == "jsonl":
        return map(to_json, records)
    if format == "json":
        return _json_array(map(to_json, records))
    if format == "csv":
        return _csv(records, fields or known)
    return ("\t".join(_cell(name, value) for name, value in one.items()) for one in records)


def to_json(value: Any) -> str:
    """A value as JSON on one line, safe to print."""
    return escape_unsafe(_ENCODER.encode(value))


def found_to_json(item: Paper | Hit) -> str:
    """The record of a paper or hit as JSON, exactly as :func:`to_json` writes it, in half the
    time, because its fields are known."""
    if not isinstance(item, Hit):
        return escape_unsafe(_tuple_to_json(item))
    matched = ", ".join(
        [f'"{name}": [{_spans_to_json(spans)}]' for name, spans in item.matched.items()]
    )
    own = f'"rank": {item.rank}, "score": {item.score!r}, "matched": {{{matched}}}'
    return escape_unsafe(f"{_tuple_to_json(item.paper)[:-1]}, {own}}}")


def _tuple_to_json(fields: Paper | Sighting) -> str:
    """A named tuple as a JSON object."""
    values = ["null" if value is None else _TO_JSON[type(value)](value) for value in fields]
    return f"{{{', '.join(map(add, _NAMES[type(fields)], values))}}}"


def _spans_to_json(spans: Spans) -> str:
    return ", ".join([f"[{start}, {end}]" for start, end in spans])


def _text_to_json(text: str) -> str:
    """A text as JSON. Most long texts have nothing to escape: to see that takes a third of the time
    of escaping."""
    return f'"{text}"' if len(text) >= _LONG and is_bare(text) else encode_basestring(text)


def _several_to_json(values: Iterable[Any]) -> str:
    return f"[{', '.join([_TO_JSON[type(value)](value) for value in values])}]"


# How each type of value in a paper is written, but for None.
_TO_JSON: dict[type, Callable[[Any], str]] = {
    bool: {True: "true", False: "false"}.__getitem__,
    str: _text_to_json,
    int: int.__repr__,
    tuple: _several_to_json,
    Sighting: _tuple_to_json,
}
_NAMES = {kind: [f'"{name}": ' for name in kind._fields] for kind in (Paper, Sighting)}


def to_row(cells: list[str]) -> str:
    """Cells as one line of CSV."""
    import csv  # for one format only

    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _highlight(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text, safe to print, with its matches highlighted."""
    text, parts, end = safe(text), list[str](), 0
    for start, stop in spans:
        parts += [text[end:start], _MATCH, text[start:stop], _RESET]
        end = stop
    return "".join(parts) + text[end:]


def _paper_of(item: Paper | Hit) -> Paper:
    return item.paper if isinstance(item, Hit) else item


def to_line(item: Paper | Hit, color: bool) -> str:
    """id, date, title and, for a hit, the snippet, separated by tabs."""
    paper = _paper_of(item)
    start = f"{printable(paper.id)}\t{paper.date or ''}\t"
    if not isinstance(item, Hit):
        return start + printable(paper.title)
    snippet = snippet_of(item)
    if not color:
        return f"{start}{printable(paper.title)}\t{snippet.text}"
    title = _highlight(paper.title, item.matched.get("title", []))
    return f"{start}{title}\t{_highlight(snippet.text, snippet.spans)}"


def _json_array(records: Iterable[str]) -> Iterator[str]:
    """One record per line, so that an array of any length is written as it is read."""
    lead = "["
    for record in records:
        yield lead + record
        lead = ","
    yield "]" if lead == "," else "[]"


def _csv(records: Iterable[dict[str, Any]], header: Sequence[str]) -> Iterator[str]:
    yield to_row(list(header))
    for record in records:
        yield to_row([_cell(name, record[name]) for name in header])


def _cell(name: str, value: Any) -> str:
    """A field as one cell: lists joined by semicolons, sightings as source/file:line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if name == "sightings":
        return "; ".join(printable(place_of(s["source"], s["file"], s["line"])) for s in value)
    if isinstance(value, list):
        return "; ".join(map(printable, value))
    return to_json(value) if isinstance(value, dict) else printable(str(value))
