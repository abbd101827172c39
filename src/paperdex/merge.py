"""Entries that are one paper -> that one Paper: all sightings, the best of each field.

Which entries are one paper is decided in :mod:`paperdex.dedupe`. Reading a
paper from the store merges it again, so this stays light to import.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from paperdex.paper import Paper, Sighting
from paperdex.text import title_key

# Registrants whose DOIs are of preprints: arXiv, bioRxiv and medRxiv (two), SSRN, Research
# Square, Preprints.org, ChemRxiv, OSF with PsyArXiv, SocArXiv, MetaArXiv, EarthArXiv, engrXiv
# and EdArXiv, TechRxiv, Authorea, PeerJ Preprints, Cambridge Open Engage.
_PREPRINTS = tuple(
    "10.48550/ 10.1101/ 10.64898/ 10.2139/ 10.21203/ 10.20944/ 10.26434/ 10.31219/ 10.31234/"
    " 10.31235/ 10.31222/ 10.31223/ 10.31224/ 10.35542/ 10.36227/ 10.22541/ 10.7287/"
    " 10.33774/".split()
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
    """Sort key of a sighting: by source, file and line."""
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
    return _merge(ordered, _find_differing(ordered), paper_id)


def merge_and_compare(
    papers: Iterable[Paper], paper_id: str
) -> tuple[list[Paper], Paper, list[tuple[str, Sighting]]]:
    """Entries that are one paper, in order of sighting; that paper; and for the fields in which
    they differ the sighting that gave the value that is kept."""
    ordered = sorted(papers, key=by_sighting)
    differing = _find_differing(ordered)
    merged = _merge(ordered, differing, paper_id)
    return ordered, merged, _name_origins(ordered, merged, differing)


def _merge(
    ordered: Sequence[Paper], differing: Mapping[str, tuple[Any, ...]], paper_id: str
) -> Paper:
    kept = dict[str, Any]()
    for name, values in differing.items():
        kept[name] = _CHOICES.get(name, _choose_first)([v for v in values if v is not None])
    if "date" in kept or "date_inferred" in kept:
        dated = min((p for p in ordered if p.date), key=_date_order, default=ordered[0])
        kept["date"], kept["date_inferred"] = dated.date, dated.date_inferred
    # All of them, also where none differs: several entries of a line have one place.
    seen = chain.from_iterable(paper.sightings for paper in ordered)
    kept["sightings"] = tuple(sorted(seen, key=sighting_order))
    kept["id"] = paper_id
    return ordered[0]._replace(**kept)


def _find_differing(papers: Sequence[Paper]) -> dict[str, tuple[Any, ...]]:
    """The fields in which papers differ, each with all its values: most are all one, or
    unknown."""
    fields = zip(Paper._fields, zip(*papers, strict=True), strict=True)
    return {name: values for name, values in fields if values.count(values[0]) < len(values)}


def _choose_first(values: Sequence[Any]) -> Any:
    return values[0]


def _choose_longest(values: Sequence[str]) -> str:
    """The longest text; of several the one whose letters are last, so that the choice depends on
    the texts alone."""
    return max(values, key=lambda text: (len(text), text))


def _choose_title(values: Sequence[str]) -> str:
    return max(values, key=lambda title: (len(title_key(title)), title))


def _choose_authors(values: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return max(values, key=lambda names: (len(names), len("".join(names)), names))


def _join_urls(values: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(values)))


def name_origins(papers: Iterable[Paper], merged: Paper) -> list[tuple[str, Sighting]]:
    """Which sighting gave each known field of a merged paper: the first that has the value."""
    return _name_origins(sorted(papers, key=by_sighting), merged, _GIVEN)


def _name_origins(
    ordered: Sequence[Paper], merged: Paper, fields: Collection[str]
) -> list[tuple[str, Sighting]]:
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


def _date_order(paper: Paper) -> tuple[bool, int, str]:
    date = paper.date or ""
    return paper.date_inferred, -len(date), date


def _choose_doi(values: Sequence[str]) -> str:
    """The published version's DOI before the preprint's."""
    return min(values, key=is_preprint_doi)


# What is kept of values that are known and differ; of other fields the first.
_CHOICES: dict[str, Callable[[Sequence[Any]], Any]] = {
    "title": _choose_title,
    "abstract": _choose_longest,
    "summary": _choose_longest,
    "authors": _choose_authors,
    "author_count": max,
    "upvotes": max,
    "comments": max,
    "github_stars": max,
    "doi": _choose_doi,
    "code_urls": _join_urls,
}
