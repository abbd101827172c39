"""Reader of JSON documents: answers of the Daily Papers API, and arrays of records.

The array may stand alone or in what is around it; its elements are objects, or strings
that hold one. An object that has a record under each key counts as an array of these, and
so do objects that stand one after the other, and the rows of a table that is written by
columns. See :mod:`paperdex.listing.records` for which objects are papers.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from paperdex.listing.base import Block, Content, Entry, Page, Stray
from paperdex.listing.gaps import LineCounter, fill_gaps
from paperdex.listing.json_elements import Element, read_elements
from paperdex.listing.other_tools import (
    CITED,
    LISTS,
    OF_PAPERS,
    lacks_title,
    names_field,
    read_rows,
    rename_fields,
)
from paperdex.listing.page_facts import PageFacts
from paperdex.listing.records import read_object, read_record

FORM = "json"

# Brackets begin other texts too, such as links.
_LOOKS = re.compile(r"\"?(?:\[\s*(?:\[\s*[{\"']|[{\"'\\\]]|null\b|$)|\{\s*(?:[}\"'\\]|$))")

# By how many elements the form is recognised, as one may be broken; among how many they are
# looked for, because words or numbers may come first; and in how many pieces of text, because a
# long element may fill several.
_TRIED = 20
_LOOKED_AT = 1 << 14
_PIECES = 100

# No longer than this is an object that is a record by itself, outside of any other value; no longer
# than that a table by columns, which must be held whole.
_LONGEST_ALONE = 1 << 18
_LONGEST_TABLE = 1 << 26
_TABLE = r'\s*\{\s*"[^"]*"\s*:\s*(?:\[\s*+(?!\{)|\{\s*"0"\s*:)'
# How deep in other values a record is looked for.
_DEEPEST = 6
_BLANK = "\ufeff\x1e\0 \t\n"


def why_not(content: Content) -> str | None:
    """None if the text is JSON that holds a record of a paper."""
    if not _LOOKS.match(content.start.lstrip(_BLANK)):
        return ""
    doubtful = 0
    elements = islice(_read_listed(content, _first_pieces(content)), _LOOKED_AT)
    for nth, element in enumerate(filter(_may_tell, elements)):
        if _holds_papers(element):
            doubtful += element.is_outer and _may_be_other(element)
            if doubtful != 1:  # two things with a title are not a schema or the like
                return None
        if nth == _TRIED:
            break
    return "JSON without records that have a `title` or a `paper`, in an array or by key"


def _may_be_other(element: Element) -> bool:
    """Whether there is nothing but a title to say that an object is a paper."""
    entry = read_entry(element, 1, Page())
    return entry is not None and not entry.fields.keys() & OF_PAPERS


def split(content: Content) -> Iterator[Block]:
    """One entry for each record; any other element is a stray."""
    facts = PageFacts()
    for element in _read_all(content, content.chunks()):
        is_around = element.is_outer and read_entry(element, 1, Page()) is None
        for part in read_elements([element.text]) if is_around else [element]:
            facts.note(part)
    counter = LineCounter(content.chunks())
    elements = _read_listed(content, counter)
    return fill_gaps(split_elements(elements, facts.page()), lambda: counter.lines)


def split_text(text: str, line: int, rank: int, page: Page) -> Iterator[Block]:
    """The same for values on one line of a file, whose number is given."""
    elements = read_elements([text], line, _LONGEST_TABLE)
    return split_elements(elements, page, rank)


def split_record(text: str, line: int, rank: int, page: Page) -> Iterator[Block]:
    """The same for one record of a paper on a line, and the papers that it lists."""
    return split_elements([Element("", True, text, line, line)], page, rank)


def split_elements(
    elements: Iterable[Element], page: Page, rank: int = 0, depth: int = 0
) -> Iterator[Block]:
    """The entries and strays among elements, after ``rank`` entries, in ``depth`` others."""
    for element in elements:
        entry = read_entry(element, rank + 1, page)
        if entry is not None:
            blocks = _add_listed(entry, element)
        else:
            blocks = _split_other(element, page, rank, depth)
        for block in blocks:
            rank += isinstance(block, Entry)
            yield block


def _add_listed(entry: Entry, element: Element) -> Iterator[Block]:
    """The entry of an element, then those of the papers that it lists, as proceedings do; its
    lines end where those begin."""
    listed = list[Entry]()
    if any(name in element.text for name in LISTS):
        inner = read_elements([element.text], element.first_line)
        papers = (each for each in inner if each.in_array and each.key in LISTS)
        for block in split_elements(papers, entry.page, entry.rank, _DEEPEST):
            if isinstance(block, Entry) and block.fields.keys() & OF_PAPERS:
                listed.append(block._replace(rank=entry.rank + len(listed) + 1))
    yield entry._replace(end_line=listed[0].first_line) if listed else entry
    yield from listed


def _split_other(element: Element, page: Page, rank: int, depth: int) -> Iterator[Block]:
    """The records in an element that is not one itself; a stray, if it should be one."""
    may_hold = depth < _DEEPEST and element.text[:1] in ("[", "{")
    if may_hold and "title" in element.text.lower():
        rows = list(_read_rows(element, page, rank))
        blocks = iter(rows or split_elements(_read_inner(element), page, rank, depth + 1))
        held = list[Block]()  # until there is an entry
        for block in blocks:
            held.append(block)
            if isinstance(block, Entry):
                yield from held
                yield from blocks
                return
    is_listed = element.in_array or (element.is_outer and any(map(str.isalnum, element.text)))
    if is_listed or not element.is_whole:
        yield Stray(element.first_line, element.end_line, _why_stray(element), element.text)


def _holds_papers(element: Element) -> bool:
    return any(isinstance(block, Entry) for block in split_elements([element], Page()))


def _read_inner(element: Element) -> list[Element]:
    """The elements within an element, without those that are fields of a paper, or papers that it
    cites."""
    inner = list(read_elements([element.text], element.first_line))
    titles = [each for each in inner if each.key == "title" and not each.in_array]
    has_title = any(not each.text.startswith("{") for each in titles)  # else that is a record
    is_listed = _is_by_key(islice(filter(_may_tell, inner), _TRIED))
    return [
        _as_listed(each) if is_listed else each
        for each in inner
        if not (has_title and (each.key in CITED or names_field(each.key)))
    ]


def _read_rows(element: Element, page: Page, rank: int) -> Iterator[Entry]:
    """The rows of a table by columns: they share its lines, each with that of its title."""
    may_be = element.is_whole and _may_be_table(element.text)
    record = read_object(element.text) if may_be else None
    place, line = 0, element.first_line
    is_ascii = "\\u" in element.text
    is_found = element.end_line > line  # else all are on one line
    for nth, row in enumerate(read_rows(record) if record else [], rank + 1):
        fields = read_record(row) or rename_fields(row)
        if is_found:  # one that was missed is not looked for in all that follows, nor are others
            title = json.dumps(fields.get("title"), ensure_ascii=is_ascii)
            title_at = element.text.find(title, place)
            is_found = title_at >= 0
            line += element.text.count("\n", place, max(title_at, place))
            place = max(title_at, place)
        raw = json.dumps(row, ensure_ascii=False)
        yield Entry(element.first_line, element.end_line, line, nth, raw, fields, page)


def _why_stray(element: Element) -> str:
    if not element.is_whole:
        return "a record that is cut off"
    record = read_object(element.text)
    if record is None:
        return "not a JSON object"
    return "no title" if lacks_title(record) else "not a record of a paper"


def read_entry(element: Element, rank: int, page: Page) -> Entry | None:
    """The entry of an element; None if that is not the record of a paper. An object under a key
    needs an abstract to be one, because it may be about the page."""
    is_listed = element.in_array or element.is_outer
    may_be = element.is_whole and (is_listed or element.text.startswith("{"))
    record = read_object(element.text) if may_be else None
    fields = read_record(record) if record is not None else None
    if fields is None or not (is_listed or fields.get("abstract")):
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


def _read_listed(content: Content, chunks: Iterable[str]) -> Iterator[Element]:
    """The elements of a document, read from these pieces of it."""
    looked_at = islice(_read_all(content, _first_pieces(content)), _LOOKED_AT)
    first = islice(filter(_may_tell, looked_at), _TRIED)
    elements = _read_all(content, chunks)
    return map(_as_listed, elements) if _is_by_key(list(first)) else elements


def _is_by_key(first: Iterable[Element]) -> bool:
    """Whether half of the first elements of a document are papers, each under a key."""
    listed = list(map(_as_listed, first))
    papers = [each for each in listed if each.by_key and read_entry(each, 1, Page())]
    return bool(papers) and len(papers) >= len(listed) / 2


def _may_tell(element: Element) -> bool:
    """Whether an element is more than a word or number in an array, such as the keys of records."""
    return element.is_outer or "{" in element.text


def _first_pieces(content: Content) -> Iterator[str]:
    """The pieces of text by which the form is told: all of a table, which is one element."""
    return islice(content.chunks(), None if _may_be_table(content.start) else _PIECES)


def _may_be_table(text: str) -> bool:
    return re.match(_TABLE, text.lstrip(_BLANK)) is not None  # compiled where first used


def _as_listed(element: Element) -> Element:
    """An element beside records by key: those count as listed, and words that name them do not."""
    if not _may_tell(element):
        return element._replace(in_array=False)
    is_keyed = element.key and not element.in_array and element.text.startswith("{")
    return element._replace(in_array=True, by_key=True) if is_keyed else element


def _read_all(content: Content, chunks: Iterable[str]) -> Iterator[Element]:
    """The elements of a text, also of one that is a JSON string as a whole."""
    longest = _LONGEST_TABLE if _may_be_table(content.start) else _LONGEST_ALONE
    for element in read_elements(chunks, 1, longest):
        if element.in_array or not element.text.startswith(('"[', '"{', "\"'", '"\\"')):
            yield element
            continue
        try:
            inner = json.loads(element.text)
        except ValueError:
            yield element
            continue
        for part in read_elements([inner], 1, longest):
            yield part._replace(first_line=element.first_line, end_line=element.end_line)
