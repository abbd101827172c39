"""Records of other tools -> the same with the names of fields that :mod:`paperdex.parse` reads.

Objects of JSON in and out. The names are those of Crossref and CSL, OpenAlex, Semantic
Scholar, arXiv and what is built on it, OpenReview, DBLP, INSPIRE, ADS, Europe PMC and Zotero,
and of their tables turned into JSON. Our own name for a field takes precedence.
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
    "pages": "pages page pageinfo biblio",
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
_PARTS = tuple("externalIds ids identifiers journal journalInfo biblio publication_info".split())
# Objects that hold the record itself.
_AROUND = tuple("content metadata bib info data row message citedPaper citingPaper".split())

# What a paper lists that has titles too, but does not belong to the listing.
CITED = frozenset(
    "reference references citations cited_by citedBy related related_papers "
    "relatedPapers similar recommendations attachments".split()
)
# What is always a list of papers, also in a record of one, such as of proceedings.
LISTS = frozenset("papers articles works publications items entries results records".split())

# Larger than any place in a list of names.
_LAST = 100


def read_names(record: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The fields of a record by our names; None if it is not the record of a paper, but, say, a
    table by columns.

    Anything with a `title` is a record; where that has another name, or the record lies in
    another object, it has to have more of a paper.
    """
    if _is_plain(record):
        return record
    if _is_column(record.get("title")) or len(_find_titles(record)) > 1 or holds_records(record):
        return None
    fields = rename_fields(record)
    if _lists_papers(record, fields):
        return None
    if "title" in record or ("title" in fields and fields.keys() & OF_PAPERS):
        return fields
    for name in _AROUND:
        inner = record.get(name)
        if isinstance(inner, Mapping):
            fields = rename_fields({**record, **inner})
            if "title" in fields and fields.keys() & OF_PAPERS:
                return fields
    return None


def holds_records(record: Mapping[str, Any]) -> bool:
    """Whether an object without a title is records by key, whatever the keys are called: two of
    papers, or three with titles. A record in another object may have a journal beside it."""
    if isinstance(record.get("title"), str | list):
        return False
    inner = [rename_fields(value) for value in record.values() if type(value) is dict]
    titled = [fields for fields in inner if "title" in fields] if len(inner) > 1 else []
    papers = {str(fields["title"]) for fields in titled if fields.keys() & OF_PAPERS}
    return len(papers) > 1 or len({str(fields["title"]) for fields in titled}) > 2


def lacks_title(record: Mapping[str, Any]) -> bool:
    """Whether a record is one of a paper but for its title."""
    fields = rename_fields(record)
    return "title" not in fields and bool(fields.keys() & OF_PAPERS)


def read_rows(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a table whose columns are lists, or objects of cells by number, as pandas
    writes them; none for anything else."""
    titles = _find_titles(table)
    if "title" not in table and not any(names_field(name, *OF_PAPERS) for name in table):
        return []
    columns = {name: _cells_of(column) for name, column in table.items()} if titles else {}
    if not all(column.keys() == titles.keys() for column in columns.values()):
        return []
    return [{name: column[at] for name, column in columns.items()} for at in titles]


def _find_titles(table: Mapping[str, Any]) -> dict[Any, Any]:
    """The cells of the titles in a table of nothing but columns; none for anything else."""
    if not all(type(column) is list or type(column) is dict for column in table.values()):
        return {}
    titles = next((_cells_of(table[name]) for name in table if names_field(name, "title")), {})
    are_texts = all(title is None or isinstance(title, str) for title in titles.values())
    return titles if are_texts else {}


def _cells_of(column: Any) -> dict[Any, Any]:
    """The cells of a column by their place, or number."""
    return dict(enumerate(column)) if isinstance(column, list) else column


def names_field(name: Any, *fields: str) -> bool:
    """Whether a name is one of these fields of ours, or of any if none is given."""
    return any(not fields or field in fields for field, _ in _fields_of(name))


def _lists_papers(record: Mapping[str, Any], fields: Mapping[str, Any]) -> bool:
    """Whether an object with a title is a list of papers, such as proceedings: it has nothing that
    only a paper has, and things with titles, or an empty list of papers, under a name that is not a
    field of a paper. One with authors is a list only if those things are lists themselves."""
    told = fields.keys() & OF_PAPERS
    if told - {"authors"}:
        return False
    is_list = _is_list_of_lists if told else _is_list
    return any(is_list(name, value) for name, value in record.items())


def _is_list(name: str, value: Any) -> bool:
    if value == [] and name == "papers":
        return True
    if type(value) is not list or not is_of_objects(value) or name in CITED:
        return False
    return ("title" in value[0] or "paper" in value[0]) and not names_field(name)


def _is_list_of_lists(name: str, value: Any) -> bool:
    if not _is_list(name, value) or not value:
        return False
    return any(is_of_objects(value[0].get(listed)) for listed in LISTS)


def _is_column(value: Any) -> bool:
    """Whether a value is the cells of a column of a table, by number."""
    return isinstance(value, Mapping) and "0" in value


def _is_plain(record: Mapping[str, Any]) -> bool:
    """Whether there is nothing to rename, as in most: this takes a tenth of the time."""
    if type(record.get("title")) is not str or ("summary" in record and "abstract" not in record):
        return False
    for name, value in record.items():
        if name not in _NAMES:
            if _fields_of(name) or name in _PARTS:
                return False
            if type(value) is list and (is_of_objects(value) or name == "papers"):
                return False
        elif type(value) is dict or (type(value) is list and is_of_objects(value)):
            return False
    return True


def rename_fields(record: Mapping[str, Any]) -> dict[str, Any]:
    """What a record says, by our names, whether it describes a paper or not."""
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
