"""A query that found nothing, and its library -> why, in one line for people; of a library without
papers, why it has none."""

import re
from collections.abc import Iterator, Sequence

from paperdex.ids import may_be_id
from paperdex.index import analyzer
from paperdex.index.letter_names import has_letter_names
from paperdex.library import Library
from paperdex.paper import path_of
from paperdex.query import Query
from paperdex.query.clauses import Bounds, Clause, Group, Signed, is_needed
from paperdex.query.fields import ranges_of
from paperdex.query.filters import Filters, Range
from paperdex.text import count_of, shortened

# Fields of a query -> what a paper must have to be found by them, as `Library.has_any` calls it.
_NEEDED = {
    "author": "authors",
    "org": "organization",
    "venue": "venue",
    "date": "date",
    "year": "date",
}
_COUNTS = ("upvotes", "comments")
_ARTICLES = {"organization": "an ", "venue": "a ", "date": "a "}
# How many words are looked up as ids.
_MOST_IDS = 3
_SHORT_PREFIX = re.compile(r"(?:^|\s)([^\W_]\*)(?:\s|$)")


def explain_nothing(library: Library, query: Query) -> str:
    """Why a query could not find anything: it asks for what no paper has, or for nothing; or what
    it finds without its filters. Empty if it could have found something."""
    if ids := list(_find_ids(library, query)):
        return f"an id is searched as {' OR '.join(f'id:{name}' for name in ids)}"
    if lacking := _find_lacking(library, query):
        return f"no paper here has {' or '.join(lacking)}"
    if backward := next(_find_backward(query), None):
        return f"nothing lies within {backward}"
    if query.all_words and _is_found_in_part(library, query):
        return "none has all of the words"
    if unfiltered := _count_unfiltered(library, query):
        return unfiltered
    if query.filters.ranges() or is_needed(query.clauses):
        return ""
    return _explain_words(query.text)


def explain_emptiness(library: Library) -> str:
    """Why no paper is in a library."""
    report = library.report()
    if rejected := report.counts.rejected:
        return f"{count_of(rejected, 'entry', 'entries')} read, none kept"
    listings = [file for file in report.files if file.form]
    if not listings:
        return "no listing was read"
    if len(listings) > 1:
        return f"none of {len(listings):,} files has an entry"
    [file] = listings
    state = "is empty" if file.form == "empty" else "has no entry"
    return f"{path_of(file.source, file.file)} {state}"


def _find_ids(library: Library, query: Query) -> Iterator[str]:
    """The words of a query that are ids of papers, if these pass its filters."""
    for word in query.text.split()[:_MOST_IDS]:
        if may_be_id(word) and library.rank(query._replace(text=f"id:{word}"), limit=1).total:
            yield word


def _is_found_in_part(library: Library, query: Query) -> bool:
    """Whether each word of a query is in some paper, though no paper has all of them."""
    in_part = query._replace(all_words=False)
    return not library.unknown_words(query.text) and library.rank(in_part, limit=1).total > 0


def _count_unfiltered(library: Library, query: Query) -> str:
    """How many papers match without the options that filter; empty if none do, or none was
    given."""
    given = query.filters.given().items()
    if not given or not query.text.strip():
        return ""
    options = " ".join(f"--{name.replace('_', '-')} {value}" for name, value in given)
    total = library.rank(query._replace(filters=Filters()), limit=1).total
    return f"without {options}: {count_of(total, 'paper')}" if total else ""


def _find_lacking(library: Library, query: Query) -> list[str]:
    """What a query asks for by field, date or count and no paper has, each with its article."""
    fields = [*_fields_of(query.clauses), *(["date"] if _dates_of(query) else [])]
    needed = [_NEEDED[name] for name in fields if name in _NEEDED]
    needed = list(dict.fromkeys([*needed, *_wanted_counts(query)]))
    return [_ARTICLES.get(name, "") + name for name in needed if not library.has_any(name)]


def _wanted_counts(query: Query) -> Iterator[str]:
    """The counts that a query wants to be 1 or more; a count that is not known is 0."""
    clauses = [clause for clause in query.clauses.clauses if isinstance(clause, Bounds)]
    for bounds in [*query.filters.ranges(), *(each for c in clauses for each in ranges_of(c))]:
        if bounds.fact in _COUNTS and (bounds.low or 0) > 0:
            yield bounds.fact


def _explain_words(text: str) -> str:
    """Why a text of words only finds nothing; empty if it has a word to search for."""
    if prefix := _SHORT_PREFIX.search(text):
        needs = "a prefix needs two letters"
        is_name = has_letter_names(prefix[1])
        return f"{prefix[1]} is read as a name; {needs}" if is_name else needs
    if analyzer.query_words(text, every=True):
        return ""
    words = ", ".join(dict.fromkeys(analyzer.words(text)))
    return (
        f"only common words: {shortened(words)}"
        if words
        else f"nothing to search for in {shortened(text)!r}"
    )


def _dates_of(query: Query) -> dict[str, str]:
    """The dates given by options, by the names of these."""
    filters = query.filters
    dates = {"since": filters.since, "until": filters.until, "year": filters.year}
    return {name: date for name, date in dates.items() if date}


def _find_backward(query: Query) -> Iterator[str]:
    """Ranges, as written, that end before they begin: nothing can be within."""
    ranges = query.filters.ranges()
    if _is_backward([bounds for bounds in ranges if bounds.fact.endswith("day")]):
        yield " ".join(f"--{name} {date}" for name, date in _dates_of(query).items())
    for clause in query.clauses.clauses:
        if isinstance(clause, Bounds) and _is_backward(ranges_of(clause)):
            yield str(clause)


def _is_backward(ranges: Sequence[Range]) -> bool:
    lows = [bounds.low for bounds in ranges if bounds.low is not None]
    highs = [bounds.high for bounds in ranges if bounds.high is not None]
    return bool(lows and highs) and max(lows) > min(highs)


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
