"""The records that leave paperdex, as pydantic models, from which their JSON Schema is made.

The records themselves are named tuples: with pydantic a search would take more than three
times as long to start. Tests hold the two together.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


class SightingRecord(_Record):
    """One place where a paper was seen."""

    source: str = Field(description="the source: a file or folder as it was named")
    file: str = Field(description="the file, relative to the source")
    line: int = Field(ge=1, description="line of the title, from 1")
    rank: int | None = Field(ge=1, description="place on the page, from 1")
    date_text: str | None = Field(description="the paper's date as printed")
    page_date: str | None = Field(pattern=_DATE, description="the page's date, ISO")
    page_date_inferred: bool = Field(description="whether its year was inferred")
    page_date_text: str | None = Field(description="the page's date as printed")
    query: str | None = Field(description="the search the page is the answer to")
    kind: str | None = Field(description="day, week, month, trending or search")


class PaperRecord(_Record):
    """A paper, merged from all its sightings. Null is unknown."""

    id: str = Field(description="arXiv id or DOI, else a digest of the title; stable")
    title: str
    abstract: str | None = Field(description="paragraphs are separated by an empty line")
    summary: str | None = Field(description="a page's one-line summary, never the abstract")
    authors: list[str] = Field(description="names in order; empty if unknown")
    author_count: int | None = Field(ge=0)
    organization: str | None
    venue: str | None
    volume: str | None
    number: str | None
    pages: str | None
    date: str | None = Field(pattern=_DATE, description="ISO, as precise as known")
    date_inferred: bool = Field(description="whether the year was inferred, not printed")
    upvotes: int | None = Field(ge=0)
    comments: int | None = Field(ge=0)
    arxiv_id: str | None = Field(description="without version")
    doi: str | None = Field(description="in lower case, without a resolver")
    url: str | None
    code_urls: list[str] = Field(description="links to code and data")
    github_stars: int | None = Field(ge=0)
    submitter: str | None
    sightings: list[SightingRecord] = Field(min_length=1)


class HitRecord(PaperRecord):
    """A paper found by a search."""

    rank: int = Field(ge=1, description="place in the answer, from 1")
    score: float = Field(description="of this query; without unit")
    matched: dict[str, list[tuple[int, int]]] = Field(
        description="by field, the [start, end) offsets of matches in characters"
    )


class NeighbourRecord(HitRecord):
    """A paper like another."""

    shared: list[str] = Field(description="telling words both have, most telling first")


class NewRecord(HitRecord):
    """A paper that has come to a saved search."""

    search: str = Field(description="the name of the search")


class CountRecord(_Record):
    """How many papers have a value."""

    value: str | None = Field(description="null: those that have none")
    papers: int = Field(ge=1)


class AnswerRecord(_Record):
    """The answer to a search with `--by`."""

    total: int = Field(ge=0, description="how many papers match")
    by: dict[str, list[CountRecord]] = Field(description="of all that match, by facet")
    hits: list[HitRecord] = Field(description="with --fields just those fields")


class QueryAnswerRecord(_Record):
    """The answer to one of the queries of a file."""

    query: str = Field(min_length=1, description="the line of the file")
    total: int = Field(ge=0, description="how many papers match")
    hits: list[HitRecord] = Field(description="with --fields just those fields; with --ids ids")


class ChangeRecord(_Record):
    """A paper that entered, left or moved from one listing to another."""

    change: str = Field(pattern="^(entered|left|moved)$")
    before: int | None = Field(ge=1, description="place in the first listing, from 1")
    after: int | None = Field(ge=1, description="place in the second")
    id: str
    title: str


class CountsRecord(_Record):
    """Entries read = papers kept + duplicates merged + entries rejected."""

    entries: int = Field(ge=0)
    papers: int = Field(ge=0)
    merged: int = Field(ge=0)
    rejected: int = Field(ge=0)


class GroupEntryRecord(_Record):
    """One entry of a duplicate group."""

    file: str
    line: int = Field(ge=1)
    title: str


class KeptRecord(_Record):
    """Where the value of a field is from."""

    field: str
    file: str
    line: int = Field(ge=1)


class GroupRecord(_Record):
    """Entries that are one paper, and why."""

    paper: str = Field(description="the paper's id")
    reason: str
    entries: list[GroupEntryRecord] = Field(min_length=2)
    kept: list[KeptRecord] = Field(
        description="of the fields in which the entries differ, whose value is kept"
    )


class DoubtfulRecord(_Record):
    """Two entries that may be one paper and are not merged."""

    papers: list[str] = Field(min_length=2, max_length=2, description="their papers' ids")
    reason: str
    entries: list[GroupEntryRecord] = Field(min_length=2, max_length=2)


class DedupeRecord(CountsRecord):
    """The dedupe report."""

    files: dict[str, CountsRecord] = Field(
        description="by file; with its source where there are several"
    )
    groups: list[GroupRecord]
    doubtful: list[DoubtfulRecord]


class FileReportRecord(CountsRecord):
    """What became of the entries of one file."""

    source: str
    file: str = Field(description="relative to the source")
    form: str | None = Field(description="null: it is no listing")
    note: str | None = Field(description="why it is left out, or what of it could not be read")


class RejectedRecord(_Record):
    """An entry that is no paper."""

    source: str
    file: str
    line: int = Field(ge=1)
    reason: str


class ReportRecord(CountsRecord):
    """What became of all entries, by `paperdex index`."""

    files: list[FileReportRecord]
    rejected_entries: list[RejectedRecord]


class SourceRecord(_Record):
    """A source of a library."""

    source: str
    gone: bool = Field(description="whether nothing is left of it; its papers are kept")


class StatusRecord(ReportRecord):
    """The state of a library."""

    folder: str
    sources: list[SourceRecord]
    stale: str | None = Field(
        description="how the sources have changed since; null if they have not"
    )
    problems: list[str] = Field(description="what can't be looked at or is damaged")


class SavedSearchRecord(_Record):
    """A saved search."""

    name: str
    text: str = Field(description="the query as it was typed")
    all_words: bool
    filters: dict[str, str | int] = Field(description="by name, those that were given")
    seen: int = Field(ge=0, description="how many ids the papers that it has shown have or had")


class SavedRecord(_Record):
    """The saved searches."""

    searches: list[SavedSearchRecord]


class DecidedEntryRecord(_Record):
    """An entry that a decision is about."""

    digest: str = Field(description="of what the entry says")
    file: str
    nth: int = Field(ge=1, description="place among the entries of its file that say this, from 1")
    line: int = Field(ge=1)
    title: str
    only: bool = Field(description="whether others that say the same are not meant")


class DecisionRecord(_Record):
    """A decision on each entry of the one side with each entry of the other."""

    number: int = Field(ge=1)
    decision: str = Field(pattern="^(same|different)$")
    one: list[DecidedEntryRecord] = Field(min_length=1)
    other: list[DecidedEntryRecord] = Field(min_length=1)
    undone: bool


class DecisionsRecord(_Record):
    """All decisions, in order."""

    decisions: list[DecisionRecord]


class ComparedRecord(_Record):
    """How the fields of two entries compare: whether they are the same, or the share that
    they have in common; null where one of them lacks it."""

    title: str = Field(description="how the titles compare, in words")
    marks: list[str] = Field(description="what marks one of the titles only: parts, errata, ...")
    authors: float | None
    abstract: float | None
    years_apart: int | None
    venue: bool | None
    volume: bool | None
    number: bool | None
    pages: bool | None
    arxiv_id: bool | None
    doi: bool | None


class WhyRecord(_Record):
    """Why two entries are one paper, or not."""

    decided: DecisionRecord | None = Field(description="your decision on them that stands")
    answer: str = Field(pattern="^(same|different|doubtful|unknown)$", description="of the rules")
    reason: str = Field(description="empty where the answer is unknown")
    united: bool = Field(description="whether the two stand as one paper")
    compared: ComparedRecord
    entries: list[GroupEntryRecord] = Field(min_length=2, max_length=2)


class FieldOriginRecord(_Record):
    """A field of a paper, and the sighting that gave it."""

    field: str
    source: str
    file: str
    line: int = Field(ge=1)


class OriginsRecord(_Record):
    """Where a paper was seen, and which sighting gave each field that it has."""

    id: str
    sightings: list[SightingRecord] = Field(min_length=1)
    fields: list[FieldOriginRecord]
    reason: str | None = Field(description="why the sightings are one paper; null for one")


class ScoresRecord(_Record):
    """How well engines rank a collection."""

    papers: int = Field(ge=0)
    queries: int = Field(ge=0, description="those that some paper answers")
    engines: dict[str, dict[str, float]] = Field(description="by engine and measure, the mean")


RECORDS: dict[str, type[_Record]] = {
    "paper": PaperRecord,
    "hit": HitRecord,
    "neighbour": NeighbourRecord,
    "new": NewRecord,
    "answer": AnswerRecord,
    "answered": QueryAnswerRecord,
    "change": ChangeRecord,
    "dedupe": DedupeRecord,
    "report": ReportRecord,
    "status": StatusRecord,
    "saved": SavedRecord,
    "sources": OriginsRecord,
    "why": WhyRecord,
    "decisions": DecisionsRecord,
    "scores": ScoresRecord,
}


def json_schema(record: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a record of RECORDS."""
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, **RECORDS[record].model_json_schema()}
