"""The things a library holds: papers, where each was seen, and what was refused.

Field names and their order are those of the exported records (docs/records.md).
``None`` means unknown.
"""

from typing import Any, NamedTuple


class Sighting(NamedTuple):
    """One place where a paper was seen.

    ``line`` is the 1-based line of the title, ``rank`` the card's 1-based
    place on its page, ``date_text`` the paper's date as printed. The page's
    own date stands as read (ISO), whether its year was inferred, and as
    printed. ``kind`` is the kind of page: day, week, month, trending, search.
    """

    source: str
    file: str
    line: int
    rank: int | None = None
    date_text: str | None = None
    page_date: str | None = None
    page_date_inferred: bool = False
    page_date_text: str | None = None
    query: str | None = None
    kind: str | None = None


class Paper(NamedTuple):
    """One paper, as read from one entry or merged from several.

    ``date`` is ISO and as precise as known: ``2024``, ``2024-05`` or
    ``2024-05-01``. ``summary`` is a page's one-line summary; it never stands
    in for the abstract.
    """

    id: str
    title: str
    abstract: str | None = None
    summary: str | None = None
    authors: tuple[str, ...] = ()
    author_count: int | None = None
    organization: str | None = None
    venue: str | None = None
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    date: str | None = None
    date_inferred: bool = False
    upvotes: int | None = None
    comments: int | None = None
    arxiv_id: str | None = None
    doi: str | None = None
    url: str | None = None
    code_urls: tuple[str, ...] = ()
    github_stars: int | None = None
    submitter: str | None = None
    sightings: tuple[Sighting, ...] = ()


class Rejected(NamedTuple):
    """An entry, or lines of a file, that no paper could be made of."""

    file: str
    line: int
    end_line: int
    reason: str
    raw: str


def path_of(source: str, file: str) -> str:
    """A file as `source/file`; a source that is a file by itself."""
    path = source if source.rsplit("/", 1)[-1] == file else f"{source}/{file}"
    return path.removeprefix("./")


def place_of(source: str, file: str, line: int) -> str:
    """Where a sighting is, as `source/file:line`."""
    return f"{path_of(source, file)}:{line}"


def to_record(paper: Paper) -> dict[str, Any]:
    """The paper as a JSON-ready dict, every field present, in order."""
    record = paper._asdict()
    record["authors"] = list(paper.authors)
    record["code_urls"] = list(paper.code_urls)
    record["sightings"] = [seen._asdict() for seen in paper.sightings]
    return record


_LISTS = (Paper._fields.index("authors"), Paper._fields.index("code_urls"))


def from_values(values: list[Any]) -> Paper:
    """The paper of its fields in order, as JSON gives a named tuple back. Trusts its input."""
    for place in _LISTS:
        values[place] = tuple(values[place])
    values[-1] = tuple([Sighting(*seen) for seen in values[-1]])
    return Paper(*values)
