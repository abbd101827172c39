"""One record of JSON, as foreign programs write it -> the fields of an entry.

Text or object in, names as :mod:`paperdex.parse` reads them out. Two families:
a paper of the Daily Papers API (https://huggingface.co/api/daily_papers), whose
`summary` is the abstract and whose keys grew over the years, and any object with
a `title`, whose fields may have the names of :mod:`paperdex.listing.other_tools`.
"""

import ast
import json
import warnings
from collections.abc import Mapping
from typing import Any

from paperdex.ids import read_arxiv_id
from paperdex.listing.cards import PAPER_PAGE
from paperdex.listing.field_values import read_people
from paperdex.listing.other_tools import holds_records, read_names

# An API record has some ten thousand characters; a literal of Python takes much
# memory to read, so one far longer is not tried.
_LONGEST_LITERAL = 1 << 20


# Takes control characters in strings for what they are: they are taken off later.
_JSON = json.JSONDecoder(strict=False)

# Keys that no other record of a paper has.
_API_ONLY = frozenset(("ai_summary", "submittedOnDailyAt", "discussionId", "publishedAt"))


def read_object(text: str) -> dict[str, Any] | None:
    """The object in a text: JSON, or a Python dict as `print` writes it; else None.

    A JSON string that holds such a text is read too: some archives keep them so.
    """
    if "{" not in text and "\\" not in text:  # so that lines of prose take no time
        return None
    value = _read_value(text)
    if isinstance(value, str):
        value = _read_value(value)
    return value if isinstance(value, dict) else None


def read_objects(text: str) -> list[dict[str, Any]]:
    """The objects of JSON that stand one after the other in a text; none where anything
    else is in it."""
    objects, at = list[dict[str, Any]](), 0
    if "{" not in text:  # as above
        return objects
    try:
        while at < len(text):
            value, at = _JSON.raw_decode(text, at)
            if not isinstance(value, dict):
                return []
            objects.append(value)
            while text[at : at + 1].isspace():
                at += 1
    except (ValueError, RecursionError):
        return []
    return objects


def _read_value(text: str) -> Any:
    try:
        return _JSON.decode(text)
    except (ValueError, RecursionError):
        pass
    if len(text) > _LONGEST_LITERAL or "'" not in text:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about invalid escapes
            return ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None


def read_record(record: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The fields of a record; None if it is not the record of a paper."""
    paper = record.get("paper")
    if isinstance(paper, Mapping) and not holds_records(record):
        return _read_api_paper(paper, record)
    if not _API_ONLY.isdisjoint(record):
        return _read_api_paper(record, record)
    return read_names(record)


def _read_api_paper(paper: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    """``item`` is the card, which says some things about the paper too."""

    def first(*names: str) -> Any:
        known = (of.get(name) for of in (paper, item) for name in names)
        return next((value for value in known if value not in (None, "", [])), None)

    arxiv_id = read_arxiv_id(str(first("id", "arxivId") or ""))
    known = {
        "title": first("title"),
        "abstract": first("summary", "abstract"),
        "summary": first("ai_summary"),
        "authors": read_people(first("authors")),
        "organization": _name_in(first("organization"), "fullname", "name"),
        "date": first("publishedAt"),
        "upvotes": first("upvotes"),
        "comments": first("numComments", "comments"),
        "arxiv_id": arxiv_id,
        "url": PAPER_PAGE + arxiv_id if arxiv_id else None,
        "code_urls": [url for url in (first("githubRepo"), first("projectPage")) if url],
        "github_stars": first("githubStars"),
        "submitter": _name_in(
            first("submittedBy", "submittedOnDailyBy"), "name", "user", "fullname"
        ),
    }
    told = {name: value for name, value in known.items() if value not in (None, [])}
    return {**(read_names({**item, **paper}) or {}), "summary": None, **told}


def _name_in(value: Any, *names: str) -> Any:
    """The name of a person or an organization: of an object that has it under one of ``names``, or
    the value itself."""
    if not isinstance(value, Mapping):
        return value
    return next((value[name] for name in names if value.get(name)), None)
