"""The values of a facet, paper by paper, read only.

They agree with the merged records (:mod:`paperdex.merge`): for organization and venue the
first known value, in the order of sightings.
"""

from paperdex.store.state import Store

_PLACED = (
    " FROM entry JOIN paper ON paper.id = entry.paper JOIN file ON file.id = entry.file"
    " JOIN source ON source.id = file.source"
)


def _first_known(field: str) -> str:
    order = "source.name DESC, file.name DESC, entry.line DESC, entry.id DESC"
    known = f"WHERE entry.{field} IS NOT NULL"
    return f"SELECT paper.name, entry.{field}{_PLACED} {known} ORDER BY {order}"


# The last row of a paper counts, except for its sources, which all do.
_ROWS = {
    "year": "SELECT name, printf('%04d', first_day / 10000) FROM paper WHERE first_day > 0",
    "source": f"SELECT DISTINCT paper.name, source.name{_PLACED}",
    "organization": _first_known("organization"),
    "venue": _first_known("venue"),
}


def values_of(store: Store, facet: str) -> dict[str, set[str]]:
    """The values of a facet by paper, of all papers that have one."""
    values = dict[str, set[str]]()
    for paper_id, value in store.rows(_ROWS[facet]):
        if facet == "source":
            values.setdefault(paper_id, set()).add(value)
        else:
            values[paper_id] = {value}
    return values
