"""Reader of JSON documents: answers of the Daily Papers API, and arrays of records.

The array may stand alone or as a value of an object around it; its elements are
objects, or strings that hold one. An object that has a record under each key counts as
an array of these, and so do objects that stand one after the other, over several lines
each. See :mod:`paperdex.listing.records` for which objects are papers.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from paperdex.listing.base import Block, Content, Entry, Page, Stray
from paperdex.listing.gaps import LineCounter, fill_gaps
from paperdex.listing.json_elements import Element, read_elements, read_values
from paperdex.listing.other_tools import OF_PAPERS, lacks_title
from paperdex.listing.page_facts import PageFacts
from paperdex.listing.records import read_object, read_record

FORM = "json"

# Brackets begin other texts too, such as links.
_LOOKS = re.compile(r"\"?(?:\[\s*(?:\[\s*[{\"']|[{\"'\\\]]|$)|\{\s*(?:[}\"'\\]|$))")

# The form is told by the first elements, of which one may be broken, in the first pieces of
# text, of which a long element may fill several.
_TRIED = 20
_PIECES = 100
# The first of several objects that stand one after the other ends within so many.
_PIECES_OF_FIRST = 8

# A record that is a file by itself is no longer than this.
_LONGEST_ALONE = 1 << 18
# What a paper lists that are papers too.
_CITED = {"reference", "references", "citations"}
_BLANK = "\ufeff \t\n"


def why_not(content: Content) -> str | None:
    """None if the text is JSON with an array that holds a record of a paper."""
    text = content.start.lstrip(_BLANK)
    if not _LOOKS.match(text):
        return ""
    read = _choose_reading(content)
    for nth, element in enumerate(_read_listed(content, islice(content.chunks(), _PIECES), read)):
        if read_entry(element, 0, Page()) is not None:
            return None
        if nth == _TRIED:
            break
    if _read_alone(content) is not None:
        return None
    return "JSON without records that have a `title` or a `paper`, in an array or by key"


def split(content: Content) -> Iterator[Block]:
    """One entry for each record; any other element is a stray."""
    alone = _read_alone(content)
    if alone is not None:
        return fill_gaps([alone], lambda: alone.end_line)
    facts = PageFacts()
    read = _choose_reading(content)
    for element in read(content.chunks()):
        facts.note(element)
    counter = LineCounter(content.chunks())
    elements = _read_listed(content, counter, read)
    return fill_gaps(split_elements(elements, facts.page()), lambda: counter.lines)


def _read_alone(content: Content) -> Entry | None:
    """The entry of a file that is one record, and no list of others; None for others."""
    text = ""
    for chunk in content.chunks():
        text += chunk
        if len(text) > _LONGEST_ALONE or not text.lstrip(_BLANK).startswith("{"):
            return None
    if _lists_papers(text):
        return None
    first = 1 + text.count("\n", 0, len(text) - len(text.lstrip(_BLANK)))
    record = text.strip(_BLANK)
    last = first + record.count("\n")
    entry = read_entry(Element("", True, record, first, last), 1, Page())
    return entry if entry is not None and entry.fields.keys() & OF_PAPERS else None


def _lists_papers(text: str) -> bool:
    """Whether an object has a list of papers, other than those that it cites."""
    listed = (element for element in _read_all([text]) if element.key not in _CITED)
    return any(read_entry(element, 1, Page()) for element in listed)


def split_elements(elements: Iterator[Element], page: Page) -> Iterator[Block]:
    """The entries and strays among elements."""
    rank = 0
    for element in elements:
        entry = read_entry(element, rank + 1, page)
        if entry is not None:
            rank += 1
            yield entry
        elif element.in_array or not element.is_whole:
            yield Stray(element.first_line, element.end_line, _why_stray(element), element.text)


def _why_stray(element: Element) -> str:
    if not element.is_whole:
        return "a record that is cut off"
    record = read_object(element.text)
    if record is None:
        return "not a JSON object"
    return "no title" if lacks_title(record) else "no record of a paper"


def read_entry(element: Element, rank: int, page: Page) -> Entry | None:
    """The entry of an element of an array; None if it is no record of a paper."""
    record = read_object(element.text) if element.in_array and element.is_whole else None
    fields = read_record(record) if record is not None else None
    if fields is None:
        return None
    if element.by_key:  # which may be an id
        fields = {"arxiv_id": element.key, "doi": element.key, **fields}
    title_at = max(element.text.find('"title"'), element.text.find("'title'"), 0)
    return Entry(
        first_line=element.first_line,
        end_line=element.end_line,
        line=element.first_line + element.text.count("\n", 0, title_at),
        rank=rank,
        raw=element.text,
        fields=fields,
        page=page,
    )


def _choose_reading(content: Content) -> Callable[[Iterable[str]], Iterator[Element]]:
    """How the elements of a document are read: those of its arrays, or, if it is papers that
    stand one after the other, the objects."""
    if not content.start.lstrip(_BLANK).startswith("{"):
        return _read_all
    first = list(islice(read_values(islice(content.chunks(), _PIECES_OF_FIRST)), 2))
    if len(first) < 2 or not first[1].text.startswith("{"):
        return _read_all
    are_papers = any(read_entry(element, 1, Page()) for element in first)
    # A list of papers may have a title, too.
    has_list = any(_lists_papers(element.text) for element in first)
    return read_values if are_papers and not has_list else _read_all


def _read_listed(
    content: Content, chunks: Iterable[str], read: Callable[[Iterable[str]], Iterator[Element]]
) -> Iterator[Element]:
    """The elements of a document, read from these pieces of it. If half of the first are papers,
    each under a key, they count as elements of an array."""
    first = list(islice(read(islice(content.chunks(), _PIECES)), _TRIED))
    by_key = [listed for element in first if (listed := _as_listed(element)).by_key]
    papers = [element for element in by_key if read_entry(element, 1, Page())]
    is_by_key = bool(papers) and len(papers) >= len(first) / 2
    return map(_as_listed, read(chunks)) if is_by_key else read(chunks)


def _as_listed(element: Element) -> Element:
    is_object = not element.in_array and element.text.startswith("{")
    return element._replace(in_array=True, by_key=True) if is_object else element


def _read_all(chunks: Iterable[str]) -> Iterator[Element]:
    """The elements of a text, also of one that is a JSON string as a whole."""
    for element in read_elements(chunks):
        if element.in_array or not element.text.startswith(('"[', '"{', "\"'", '"\\"')):
            yield element
            continue
        try:
            inner = json.loads(element.text)
        except ValueError:
            yield element
            continue
        for part in read_elements([inner]):
            yield part._replace(first_line=element.first_line, end_line=element.end_line)
