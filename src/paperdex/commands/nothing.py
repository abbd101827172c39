"""A query that found nothing, and its library -> why, in one line for people."""

import re
from collections.abc import Iterator

from paperdex.index import analyzer
from paperdex.library import Library
from paperdex.query import Query
from paperdex.query.clauses import Clause, Group, Signed, is_needed

# What a paper must have for a field to find it.
_NEEDED = {
    "author": "authors",
    "org": "organization",
    "venue": "venue",
    "date": "date",
    "year": "date",
}
_SHORT_PREFIX = re.compile(r"(?:^|\s)[^\W_]\*(?:\s|$)")


def explain_nothing(library: Library, query: Query) -> str:
    """Why a query could not find anything: what it asks for and no paper has, or that it asks
    for nothing. Empty if it could have found something."""
    if not len(library):
        return ""
    clauses, filters = query.clauses.clauses, query.filters
    fields = [*_fields_of(query.clauses), *(["date"] if any(filters[:3]) else [])]
    needed = dict.fromkeys(_NEEDED[name] for name in fields if name in _NEEDED)
    lacking = [name for name in needed if not library.has_any(name)]
    if lacking:
        return f"no paper here has {' or '.join(lacking)}"
    if filters.ranges() or any(
        isinstance(clause, Signed) or is_needed(clause) for clause in clauses
    ):
        return ""
    if _SHORT_PREFIX.search(query.text):
        return "a prefix needs two letters"
    if analyzer.query_words(query.text, every=True):
        return ""
    words = ", ".join(dict.fromkeys(analyzer.words(query.text)))
    return f"only common words: {words}" if words else f"nothing to search for in {query.text!r}"


def _fields_of(clause: Clause) -> Iterator[str]:
    """The fields that papers are wanted by."""
    if isinstance(clause, Group):
        for part in clause.clauses:
            yield from _fields_of(part)
    elif isinstance(clause, Signed):
        if clause.sign == "+":
            yield from _fields_of(clause.clause)
    elif clause.field:
        yield clause.field
