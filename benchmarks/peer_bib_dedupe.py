"""Records -> for each the group it is in, by bib-dedupe.

Used as its documentation shows: prepare, block, match, cluster, on all cores, with the fields it
names. Authors are written as BibTeX does (`Family, Given and ...`), which it reads best; its
*maybe* pairs, which it leaves to a person, are not merged.
"""

import os
from collections.abc import Sequence

import pandas
from bib_dedupe import bib_dedupe

from data import Record

_FIELDS = ("title", "year", "volume", "number", "pages", "doi", "abstract")


def group_with_bib_dedupe(records: Sequence[Record]) -> list[int]:
    frame = pandas.DataFrame([_describe(place, record) for place, record in enumerate(records)])
    cores = os.cpu_count() or 1
    prepared = bib_dedupe.prep(frame, verbosity_level=0, cpu=cores)
    matched = bib_dedupe.match(bib_dedupe.block(prepared, cpu=cores), cpu=cores)
    group = list(range(len(records)))
    for members in bib_dedupe.cluster(matched):
        for place in map(int, members):
            group[place] = int(members[0])
    return group


def _describe(place: int, record: Record) -> dict[str, str]:
    fields = {name: str(record.get(name) or "") for name in _FIELDS}
    names = " and ".join(map(put_family_first, record["authors"]))
    return {"ID": str(place), "author": names, "journal": record.get("venue") or "", **fields}


def put_family_first(name: str) -> str:
    """`Ada B. Lovelace` -> `Lovelace, Ada B.`; a name with a comma stays."""
    given, _, family = name.strip().rpartition(" ")
    return f"{family}, {given}" if given and "," not in name else name
