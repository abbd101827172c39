"""Records of other tools -> the same with the names of fields that :mod:`paperdex.parse` reads.

Objects of JSON in and out. The names are those of Crossref and CSL, OpenAlex, Semantic
Scholar, arXiv and what is built on it, OpenReview, DBLP, INSPIRE, ADS, Europe PMC and Zotero,
and of their tables turned into JSON. A field under our own name goes before all others.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from paperdex.ids import read_arxiv_id
from paperdex.listing.field_values import is_of_objects, read_value

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

# Larger than any place in a list of names.
_LAST = 100


def read_names(record: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The fields of a record by our names; None if it is no record of a paper, such as a table
    by columns.

    Anything with a `title` is a record; where that has another name, or the record lies in
    another object, it has to have more of a paper.
    """
    if _is_plain(record):
        return record
    if _is_column(record.get("title")):
        return None
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


def _is_column(value: Any) -> bool:
    """Whether a value is the cells of a column of a table, by number."""
    return isinstance(value, Mapping) and "0" in value


def _is_plain(record: Mapping[str, Any]) -> bool:
    """Whether there is nothing to rename, as in most: this takes a tenth of the time."""
    if "title" not in record or ("summary" in record and "abstract" not in record):
        return False
    for name, value in record.items():
        if name not in _NAMES:
            if _fields_of(name) or name in _PARTS:
                return False
        elif type(value) is dict or (type(value) is list and is_of_objects(value)):
            return False
    return True


def _rename(record: Mapping[str, Any]) -> dict[str, Any]:
    fields, ranks = dict[str, Any](), dict[str, int]()
    for name, given in _members(record):
        for field, rank in _fields_of(name) if given or given == 0 else ():
            if rank < ranks.get(field, _LAST):
                value = read_value(field, given)
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
