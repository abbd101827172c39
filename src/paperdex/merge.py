"""Entries that are one paper -> that one Paper: all sightings, the best of each field.

Which entries are one paper is decided in :mod:`paperdex.dedupe`. Reading a
paper from the store merges it again, so this stays light to import.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from paperdex.paper import Paper, Sighting
from paperdex.text import title_key

# Registrants whose DOIs are of preprints: arXiv, bioRxiv and medRxiv, SSRN,
# Research Square, Preprints.org, ChemRxiv, OSF.
_PREPRINTS = (
    "10.48550/",
    "10.1101/",
    "10.2139/",
    "10.21203/",
    "10.20944/",
    "10.26434/",
    "10.31219/",
)


# The fields that one sighting gives.
_GIVEN = [
    name for name in Paper._fields if name not in ("id", "sightings", "code_urls", "date_inferred")
]


def is_preprint_doi(doi: str) -> bool:
    """Whether a DOI is of a preprint, by who registered it."""
    return doi.startswith(_PREPRINTS)


def by_sighting(paper: Paper) -> tuple[tuple[str, str, int, int], ...]:
    """Sort key: the sightings' places."""
    return tuple([sighting_order(seen) for seen in paper.sightings])


def sighting_order(seen: Sighting) -> tuple[str, str, int, int]:
    """Sort key of a sighting: the order in which a person would come upon it."""
    return seen.source, seen.file, seen.line, seen.rank or 0


def merge_papers(papers: Iterable[Paper], paper_id: str) -> Paper:
    """The best of each field of entries that are one paper, and all their sightings.

    Texts: the longest. Authors: the most complete list. Date: printed before
    inferred, more precise before less, then the earliest. Counts: the largest.
    Else the first known. A summary is never taken for an abstract.
    """
    ordered = sorted(papers, key=by_sighting)
    if len(ordered) == 1:
        paper = ordered[0]
        return paper if paper.id == paper_id else paper._replace(id=paper_id)
    dated = min((p for p in ordered if p.date), key=_date_order, default=None)
    values = dict(zip(Paper._fields, zip(*ordered, strict=True), strict=True))

    def first(name: str) -> Any:
        for value in values[name]:  # as a generator it takes twice the time
            if value is not None:
                return value
        return None

    def best(name: str, key: Callable[[Any], Any] | None = None) -> Any:
        known = [value for value in values[name] if value is not None]
        # To see that all are one takes less than to compare their keys.
        return max(known, key=key) if known and known.count(known[0]) < len(known) else first(name)

    authors = best("authors", lambda names: (len(names), len("".join(names)), names))
    return Paper(
        id=paper_id,
        title=best("title", lambda title: (len(title_key(title)), title)),
        abstract=best("abstract", _by_length),
        summary=best("summary", _by_length),
        authors=authors,
        author_count=best("author_count"),
        organization=first("organization"),
        venue=first("venue"),
        volume=first("volume"),
        number=first("number"),
        pages=first("pages"),
        date=dated.date if dated else None,
        date_inferred=dated.date_inferred if dated else False,
        upvotes=best("upvotes"),
        comments=best("comments"),
        arxiv_id=first("arxiv_id"),
        doi=_best_doi(ordered),
        url=first("url"),
        code_urls=tuple(dict.fromkeys(url for p in ordered for url in p.code_urls)),
        github_stars=best("github_stars"),
        submitter=first("submitter"),
        sightings=tuple(
            sorted((seen for p in ordered for seen in p.sightings), key=sighting_order)
        ),
    )


def name_givers(
    papers: Iterable[Paper], merged: Paper, fields: Collection[str] = _GIVEN
) -> list[tuple[str, Sighting]]:
    """Which sighting gave each known field of a merged paper, of those asked for: the first
    that has the value."""
    ordered = sorted(papers, key=by_sighting)
    givers = []
    for name in _GIVEN:
        value = getattr(merged, name) if name in fields else None
        if value in (None, (), False):
            continue
        for paper in ordered:
            dated = name != "date" or paper.date_inferred == merged.date_inferred
            if getattr(paper, name) == value and dated:
                givers.append((name, paper.sightings[0]))
                break
    return givers


def _by_length(text: str) -> tuple[int, str]:
    """Equally long texts by their letters, so that the choice depends on them alone."""
    return len(text), text


def _date_order(paper: Paper) -> tuple[bool, int, str]:
    date = paper.date or ""
    return paper.date_inferred, -len(date), date


def _best_doi(papers: Sequence[Paper]) -> str | None:
    """The published version's DOI before the preprint's."""
    dois = [paper.doi for paper in papers if paper.doi]
    return min(dois, key=is_preprint_doi, default=None)
