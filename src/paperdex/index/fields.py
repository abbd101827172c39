"""A paper -> its texts, values and title keys by field, which clauses look at in every engine."""

from collections.abc import Iterable

from paperdex.index.prepared import prepare
from paperdex.paper import Paper, path_of
from paperdex.query import HAS, may_have_clauses
from paperdex.text import fold, squeeze, title_key, wellformed

TITLE, ABSTRACT = "title_words", "abstract_words"

TEXTS = (TITLE, ABSTRACT, "author", "venue", "org", "source")
"""Fields of words in order."""

VALUES = ("id", "known_id", "has")
"""Fields of fixed values."""

_WHOLE = "whole title: "
_NAME = "name: "
_NAME_ENDS = (": ", " - ", " – ", " — ")
_MOST_IN_NAME = 4
_LONGEST_KEY = 4096
# The largest prime below 2^48. That a query has the number of any other title among three million
# has a chance of one in 30 million; with 63 bits the index was 2 % larger.
_LARGEST_PRIME = 2**48 - 59


def texts_of(paper: Paper) -> dict[str, list[str]]:
    """The texts of each field of :data:`TEXTS`; a summary where there is no abstract."""
    texts = {TITLE: [paper.title], ABSTRACT: [paper.abstract or paper.summary or ""]}
    known = {name: [wellformed(text) for text in found if text] for name, found in texts.items()}
    return known | other_texts_of(paper)


def other_texts_of(paper: Paper) -> dict[str, list[str]]:
    """The texts of all fields but title and abstract."""
    texts: dict[str, Iterable[str | None]] = {
        "author": paper.authors,
        "venue": [paper.venue],
        "org": [paper.organization],
        "source": dict.fromkeys(path_of(seen.source, seen.file) for seen in paper.sightings),
    }
    return {
        name: [prepare(wellformed(text)) for text in found if text] for name, found in texts.items()
    }


def values_of(paper: Paper) -> dict[str, list[str]]:
    """The values of each field of :data:`VALUES`."""
    known = {paper.arxiv_id, paper.doi} - {None, paper.id}
    return {
        "id": [paper.id],
        "known_id": sorted(wellformed(name.lower()) for name in known if name),
        "has": [name for name, field in HAS.items() if getattr(paper, field)],
    }


def keys_of(paper: Paper) -> list[str]:
    """The keys by which a paper is found where the query is its title, or its name."""
    title = paper.title
    keys = [short_key(title), name_in(title)]
    if _may_equal_clauses(title):  # only what may be clauses is sought as a whole title
        keys.append(whole_title(title))
    return [key for key in keys if key is not None]


def key_number(key: str) -> int:
    """A key as a number of at most 48 bits, which is what an index holds: its UTF-8, read as one
    number, modulo a prime."""
    return int.from_bytes(key.encode(), "big") % _LARGEST_PRIME


def _may_equal_clauses(title: str) -> bool:
    """Whether a text that may have clauses could be this title, apart from case, accents and
    spaces."""
    folded = fold(wellformed(title))
    return may_have_clauses(folded) or "or" in folded.split()


def whole_title(text: str) -> str:
    """The key of a title to the letter, apart from case, accents and spaces; no other kind of key
    is like it."""
    return (_WHOLE + squeeze(fold(wellformed(text))))[:_LONGEST_KEY]


def name_in(title: str) -> str | None:
    """The key of the name that a title begins with, as `Mamba: Linear-Time ...` does; else None."""
    first = min((place for mark in _NAME_ENDS if (place := title.find(mark)) > 0), default=0)
    return name_key(title[:first]) if first else None


def name_key(text: str) -> str | None:
    """The key of a text as a name; None if the text is too long for a name."""
    return (
        _NAME + title_key(text) if len(text.split(None, _MOST_IN_NAME)) <= _MOST_IN_NAME else None
    )


def short_key(title: str) -> str:
    """The key of a title, cut to a length that is quickly read as a number."""
    return title_key(title)[:_LONGEST_KEY]
