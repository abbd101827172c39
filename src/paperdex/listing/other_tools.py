"""Records of other tools -> the same with the names of fields that :mod:`paperdex.parse` reads.

Objects of JSON in and out. The names are those of Crossref and CSL, OpenAlex, Semantic
Scholar, arXiv and what is built on it, OpenReview, DBLP, INSPIRE, ADS, Europe PMC and Zotero,
and of their tables turned into JSON. A field under our own name goes before all others.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any

from paperdex.ids import arxiv_month, read_arxiv_id

# Our name, then those of others, the best first; in lower case, letters and digits only.
_NAMES = {
    "title": "title papertitle titles",
    "abstract": "abstract abstracttext abstractnote abstracts abstractinvertedindex",
    "summary": "summary tldr",
    "authors": "authors author authorships authorstring authornames creators",
    "author_count": "authorcount",
    "organization": "organization",
    "date": "date publicationdate publisheddate datepublished published publishedat issued"
    " firstpublicationdate publishedonline publishedprint preprintdate earliestdate pubdate"
    " submitteddate versions",
    "date_inferred": "dateinferred",
    "year": "year publicationyear pubyear",
    "venue": "venue journal journaltitle containertitle publicationtitle sourcetitle booktitle"
    " proceeding conference publicationvenue journalref pub primarylocation",
    "volume": "volume journalvolume",
    "number": "number issue journalissue",
    "pages": "pages page biblio",
    "doi": "doi dois",
    "arxiv_id": "arxivid arxiv arxiveprints eprint paperarxivid id entryid",
    "url": "url arxivurl absurl urlabs abs paperurlabs entryid link ee pdfurl urlpdf pdf paperurl"
    " puburl site",
    "upvotes": "upvotes",
    "comments": "comments numcomments",
    "code_urls": "codeurls githubrepo githuburl github codeurl code repourl",
    "github_stars": "githubstars",
    "submitter": "submitter",
}
# What tells a paper from other things with a title, such as a schema.
OF_PAPERS = frozenset(("abstract", "authors", "arxiv_id", "doi"))

# Objects in a record, or lists of one, that hold some of its fields.
_PARTS = (
    "externalIds",
    "ids",
    "identifiers",
    "journal",
    "journalInfo",
    "biblio",
    "publication_info",
)
# Objects that hold the record itself.
_AROUND = (
    "content",
    "metadata",
    "bib",
    "info",
    "data",
    "row",
    "message",
    "citedPaper",
    "citingPaper",
)

# No field has so many names.
_LAST = 100
# The tags in which Crossref keeps abstracts; what stands between lines is but their layout.
_PARAGRAPH_END = "</jats:p>"
_BLOCK = re.compile(r"</?jats:(?:p|title|sec|list|list-item)\b[^<>]*>")
_INLINE = re.compile(r"</?(?:jats|mml):[^<>]*>")

# Where an object has the text it stands for, and a person the name.
_TEXTS = ("value", "name", "display_name", "title", "text", "source", "created")
# So deep lies a text in lists and objects.
_DEEPEST = 5
_PERSONS = ("name", "full_name", "display_name", "literal", "text", "author", "raw_author_name")
_NAME_PARTS = (("given", "family"), ("firstName", "lastName"))


def read_names(record: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The fields of a record by our names; None if it is no record of a paper.

    Anything with a `title` is a record; where that has another name, or the record lies in
    another object, it has to have more of a paper.
    """
    if _is_plain(record):
        return record
    fields = _rename(record)
    if "title" in record or ("title" in fields and fields.keys() & OF_PAPERS):
        return fields
    for name in _AROUND:
        inner = record.get(name)
        if isinstance(inner, Mapping):
            fields = _rename({**record, **inner})
            if "title" in fields and fields.keys() & OF_PAPERS:
                return fields
    return None


def lacks_title(record: Mapping[str, Any]) -> bool:
    """Whether a record is one of a paper but for its title."""
    fields = _rename(record)
    return "title" not in fields and bool(fields.keys() & OF_PAPERS)


def _is_plain(record: Mapping[str, Any]) -> bool:
    """Whether there is nothing to rename, as in most: this takes a tenth of the time."""
    if "title" not in record or ("summary" in record and "abstract" not in record):
        return False
    for name, value in record.items():
        if name not in _NAMES:
            if _fields_of(name) or name in _PARTS:
                return False
        elif type(value) is dict or (type(value) is list and _is_of_objects(value)):
            return False
    return True


def _is_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _rename(record: Mapping[str, Any]) -> dict[str, Any]:
    fields, ranks = dict[str, Any](), dict[str, int]()
    for name, given in _members(record):
        for field, rank in _fields_of(name) if given or given == 0 else ():
            if rank < ranks.get(field, _LAST):
                value = _READERS.get(field, _text)(given)
                if value or value == 0:
                    fields[field], ranks[field] = value, rank
    if _has_name_of_arxiv(fields) and "abstract" not in record:
        fields["abstract"] = fields.pop("summary")
    return fields


def _has_name_of_arxiv(fields: Mapping[str, Any]) -> bool:
    """Whether the abstract is called `summary`, as arXiv itself calls it."""
    if "summary" not in fields or "abstract" in fields:
        return False
    return "arxiv_id" in fields or read_arxiv_id(str(fields.get("url"))) is not None


def _members(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields of a record, then those of its parts."""
    yield from record.items()
    for name in _PARTS:
        part = record.get(name)
        part = part[0] if isinstance(part, list) and part else part
        if isinstance(part, Mapping):
            yield from part.items()


@lru_cache(maxsize=1024)
def _fields_of(name: Any) -> list[tuple[str, int]]:
    """Our fields that a name may mean, with its place among the names of each."""
    if name in _NAMES:
        return [(name, -1)]
    bare = "".join(filter(str.isalnum, str(name).lower()))  # a Python dict may have numbers
    told = ((field, names.split()) for field, names in _NAMES.items())
    return [(field, names.index(bare)) for field, names in told if bare in names]


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
        return _text(value) if _is_of_objects(value) else None
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
    """The text of a date, also of one that is its numbers, as CSL writes them."""
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
    """An arXiv id that no other number is taken for: its month is one."""
    arxiv_id = read_arxiv_id(str(_text(value)))
    return arxiv_id if arxiv_id and ("/" in arxiv_id or arxiv_month(arxiv_id)) else None


def _link(value: Any) -> Any:
    """A link that leads somewhere without the page on which it stood."""
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
