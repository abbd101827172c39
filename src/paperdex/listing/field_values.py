"""A value as another tool writes it -> the text, number or list that :mod:`paperdex.parse` reads.

Objects of JSON in and out, whatever they are: where none of what is looked for is there,
nothing comes out.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any

from paperdex.ids import arxiv_month, read_arxiv_id

# The tags in which Crossref keeps abstracts; line breaks between them are only layout.
_PARAGRAPH_END = "</jats:p>"
_BLOCK = re.compile(r"</?jats:(?:p|title|sec|list|list-item)\b[^<>]*>")
_INLINE = re.compile(r"</?(?:jats|mml):[^<>]*>")

# Where an object has the text it stands for, and a person the name.
_TEXTS = ("value", "name", "display_name", "title", "text", "source", "created")
# How deep in lists and objects a text may lie.
_DEEPEST = 5
_PERSONS = ("name", "full_name", "display_name", "literal", "text", "author", "raw_author_name")
_NAME_PARTS = (("given", "family"), ("firstName", "lastName"))


def read_value(field: str, value: Any) -> Any:
    """The value of one of our fields; None, or nothing, if it has none."""
    return _READERS.get(field, _text)(value)


def is_of_objects(value: Any) -> bool:
    """Whether a value is a list of objects."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _text(value: Any) -> Any:
    """The text or number that an object, or the first of a list, stands for."""
    for _ in range(_DEEPEST):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = next((value[name] for name in _TEXTS if value.get(name)), None)
        else:
            return value
    return None


def _abstract(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _from_index(value) or _text(value)
    if isinstance(value, list):
        return _text(value) if is_of_objects(value) else None
    if isinstance(value, str) and "<jats:" in value:
        paragraphs = " ".join(value.split()).replace(_PARAGRAPH_END, "\n\n")
        return _INLINE.sub("", _BLOCK.sub(" ", paragraphs))
    return value


def _from_index(index: Mapping[Any, Any]) -> str:
    """The text whose words an index gives with their places, as OpenAlex does."""
    lists = ((word, places) for word, places in index.items() if isinstance(places, list))
    placed = [(place, word) for word, places in lists for place in places if type(place) is int]
    return " ".join(str(word) for _, word in sorted(placed, key=itemgetter(0)))


def _pages(value: Any) -> Any:
    """The pages of a record, or of the part that has the first and the last of them."""
    if not isinstance(value, Mapping):
        return _text(value)
    return "-".join(dict.fromkeys(_texts_of(value, ("first_page", "last_page"))))


def _date(value: Any) -> Any:
    """The text of a date, which may be given as numbers, as in CSL."""
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    numbers = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(numbers, list):
        return _text(value)
    return "-".join(f"{_text(number):0>2}" for number in numbers if _text(number))


def read_people(value: Any) -> Any:
    """The names in a list of persons, which may be objects; a text as it is."""
    if isinstance(value, Mapping):
        value = value.get("author") or value.get("value") or value
    people = [value] if isinstance(value, Mapping) else value
    if not isinstance(people, list):
        return people
    return [_person(each) for each in people if not _is_other(each)]


def _is_other(person: Any) -> bool:
    """Whether a person of the list is an editor or the like, as Zotero lists them."""
    return isinstance(person, Mapping) and person.get("creatorType", "author") != "author"


def _texts_of(value: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    told = (_text(value.get(name)) for name in names)
    return [str(text) for text in told if text]


def _person(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    for parts in _NAME_PARTS:
        if value.get(parts[1]):
            return " ".join(_texts_of(value, parts))
    return _text(next((value[name] for name in _PERSONS if value.get(name)), None))


def _arxiv_id(value: Any) -> str | None:
    """An arXiv id; None for another number of this form, with no month where an id has one."""
    arxiv_id = read_arxiv_id(str(_text(value)))
    return arxiv_id if arxiv_id and ("/" in arxiv_id or arxiv_month(arxiv_id)) else None


def _link(value: Any) -> Any:
    """A link; None for one that is relative to the page on which it stood."""
    link = _text(value)
    return None if isinstance(link, str) and link.startswith("/") else link


def _links(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_READERS: dict[str, Callable[[Any], Any]] = {
    "abstract": _abstract,
    "authors": read_people,
    "date": _date,
    "pages": _pages,
    "arxiv_id": _arxiv_id,
    "url": _link,
    "code_urls": _links,
}
