"""What was surely meant by words that are not a clause: a word in its text -> how to write it.

For messages only: the words stay words.
"""

import re
from collections.abc import Iterable

from paperdex.query import DATE_FIELDS, NUMBER_FIELDS, is_shouted
from paperdex.query.clauses import Bounds
from paperdex.query.fields import read_field
from paperdex.spelling import find_similar_name

# Any name is two slips away from one as short as this: only one slip is looked for.
_SHORT_NAME = 4
# Names that other tools have for the fields.
_OTHER_NAMES = {
    **dict.fromkeys(("since", "until", "before", "after", "published"), "date"),
    **dict.fromkeys(("journal", "conference", "proceedings"), "venue"),
    **dict.fromkeys(("organization", "organisation", "affiliation"), "org"),
}

# Fields whose names are not written before a colon in titles, as `Abstract: ...` is.
_NO_HEADINGS = ("author", "venue", "org", "year", "upvotes", "comments")


def find_field(name: str, fields: Iterable[str]) -> str | None:
    """The field most likely meant by a name that is not a field."""
    if name in _OTHER_NAMES:
        return _OTHER_NAMES[name]
    if len(name) < 2:
        return None
    return find_similar_name(name.lower(), fields, most=1 if len(name) <= _SHORT_NAME else 2)


def find_comparison(word: str, today: str) -> str | None:
    """The clause that was meant by `year>2023`; None where it would be none."""
    found = re.match(r"([a-z]+)([<>]=?|=)", word)
    if not found or found[1] not in (*DATE_FIELDS, *NUMBER_FIELDS):
        return None
    value = word[found.end() :]
    sign = "" if found[2] == "=" else found[2]
    read = read_field(found[1], sign + value, "word", 0, today)
    return f"{found[1]}:{sign}{value}" if isinstance(read, Bounds) else None


def is_parted(word: str, after: str) -> bool:
    """Whether a word that ends in a colon is a field, perhaps after a sign, whose value follows
    after a space."""
    return word.lstrip("+-").removesuffix(":") in _NO_HEADINGS and bool(after.strip())


def explain_operator(word: str, text: str, start: int) -> str | None:
    """What to write for `AND` or `NOT` at a place in a text; None where it is just a word."""
    before, after = text[:start].split(), text[start + len(word) :].split(maxsplit=1)
    if is_shouted(text) or not after or (word == "AND" and not before):
        return None
    return f"write -{after[0]}" if word == "NOT" else "write + before words, or --all"
