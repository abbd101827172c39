"""Entry -> Paper, or Rejected with the reason. All knowledge of what an entry's fields mean.

Takes one entry, the names of its source and file, and the date of the visit
if a person gave it. Never looks at other entries, the clock or the file's
own date.
"""

import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from paperdex.dates import read_iso, read_printed, read_recorded
from paperdex.ids import arxiv_id_of_doi, base_id, read_arxiv_id, read_doi
from paperdex.listing.base import Entry, Page
from paperdex.paper import Paper, Rejected, Sighting
from paperdex.text import is_plain, squeeze, wellformed
from paperdex.years import date_page, date_printed

_AUTHOR_COUNT = re.compile(r"[·*\s-]*(\d+) authors?", re.IGNORECASE)
_SUBMITTED_BY = re.compile(r"^submitted by:?\s*", re.IGNORECASE)
_THOUSANDS = re.compile(r"(\d{1,9}(?:[.,]\d{1,9})?)\s*k", re.IGNORECASE)
# What JSON readers everywhere keep exactly; nothing has more upvotes than this.
_LARGEST_COUNT = 2**53 - 1
_NAME_BREAK = re.compile(r"\s*;\s*|\s+and\s+|\s*&\s*")
_PARAGRAPH_END = re.compile(r"\n\s*\n")
# Begins with a letter that can be looked for: to try each takes four times as long.
_URL = re.compile(
    r"[hHwW](?:(?<=[hH])[tT][tT][pP][sS]?://|(?<=[wW])[wW]{2}\.)[^\s<>{}\[\]\"|\\^`]+"
)
# What every one of them has; to look for these is much faster than for a pattern.
_URL_SIGNS = ("://", "w.", "W.")
# Letters before a sign: `https`.
_LONGEST_START = 5
# Links in an abstract that lead to the paper itself, not to its code or data.
_PAPER_LINK = re.compile(r"https?://(?:www\.)?(?:dx\.)?(?:doi\.org|arxiv\.org)/", re.IGNORECASE)


def parse_entry(
    entry: Entry, source: str, file: str, visited: str | None = None
) -> Paper | Rejected:
    """The paper that an entry describes, with one sighting; Rejected if it has no title.

    ``visited`` is the ISO date (or year) on which the page was saved.
    """
    fields = entry.fields
    title = _text(fields.get("title"))
    if not title:
        return Rejected(file, entry.first_line, entry.end_line, "no title", wellformed(entry.raw))
    abstract = _paragraphs(fields.get("abstract"))
    arxiv_id, doi, url = _identifiers(fields)
    date, inferred, date_text, comments = _date(fields, entry.page, arxiv_id, visited)
    names = _names(fields.get("authors"))
    count, organization = _author_count(fields, len(names))
    page_date, page_inferred = date_page(entry.page, visited)
    return Paper(
        id=base_id(arxiv_id, doi, title),
        title=title,
        abstract=abstract,
        summary=_text(fields.get("summary")),
        authors=names,
        author_count=count,
        organization=organization,
        venue=_text(fields.get("venue")),
        volume=_text(fields.get("volume")),
        number=_text(fields.get("number")),
        pages=_text(fields.get("pages")),
        date=date,
        date_inferred=inferred,
        upvotes=_count(fields.get("upvotes")),
        comments=comments,
        arxiv_id=arxiv_id,
        doi=doi,
        url=url,
        code_urls=_code_urls(fields.get("code_urls"), abstract),
        github_stars=_count(fields.get("github_stars")),
        submitter=_submitter(fields.get("submitter")),
        sightings=(
            Sighting(
                source=source,
                file=file,
                line=entry.line,
                rank=entry.rank,
                date_text=date_text,
                page_date=page_date,
                page_date_inferred=page_inferred,
                page_date_text=entry.page.date_text,
                query=entry.page.query,
                kind=entry.page.kind,
            ),
        ),
    )


def _text(value: Any) -> str | None:
    """A field as one line; a number as printed; None for anything empty or no text."""
    if value is None:  # most are
        return None
    if isinstance(value, str):
        return (value if is_plain(value) else squeeze(wellformed(value))) or None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float):
        if not isfinite(value):
            return None
        value = int(value) if value.is_integer() else value  # 2021.0 is a year
    return str(value)


def _paragraphs(value: Any) -> str | None:
    """A text with its paragraphs, each on one line, an empty line between them."""
    if not isinstance(value, str):
        return None
    if "\n" not in value:
        return _text(value)
    paragraphs = (squeeze(wellformed(part)) for part in _PARAGRAPH_END.split(value))
    return "\n\n".join(part for part in paragraphs if part) or None


def _count(value: Any) -> int | None:
    """`24` -> 24, `1.2k` -> 1200, `1,234` -> 1234, `-` -> 0; None if no count is printed."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if 0 <= value <= _LARGEST_COUNT else None
    text = _text(value) or ""
    if text in {"-", "–", "—"}:
        return 0
    thousands = _THOUSANDS.fullmatch(text)
    if thousands:
        return round(float(thousands[1].replace(",", ".")) * 1000)
    digits = text.replace(",", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None


def _names(value: Any) -> tuple[str, ...]:
    """Author names of a list of names (or of objects with a name), or of one string."""
    if isinstance(value, str):
        if _read_author_count(value):
            return ()
        value = _split_names(squeeze(value))
    if not isinstance(value, list | tuple):
        return ()
    if _are_plain(value):
        return tuple(value)
    named = (item.get("name") if isinstance(item, dict) else item for item in value)
    return tuple([name for name in map(_text, named) if name])


def _are_plain(names: Sequence[Any]) -> bool:
    """Whether all are texts in which nothing is changed, as mostly: asked of them together, in a
    third of the time."""
    try:
        joined = "|".join(names)
    except TypeError:
        return False
    return all(names) and is_plain(joined) and " |" not in joined and "| " not in joined


def _split_names(text: str) -> list[str]:
    """Names joined by `;`, `and` or `&`, and by commas where those are not within a name.

    `Ada Lovelace, Alan Turing and Grace Hopper` are three; `Lovelace, Ada` is one,
    and `Lovelace, Ada and Turing, Alan` are two.
    """
    parts = [part.strip(" ,") for part in _NAME_BREAK.split(text)]
    if len(parts) > 1 and all("," in part for part in parts):
        return parts
    names = []
    for part in parts:
        between_commas = [name.strip() for name in part.split(",")]
        each_is_whole = all(" " in name for name in between_commas)
        names += between_commas if each_is_whole else [part]
    return names


def _read_author_count(value: Any) -> tuple[str, str | None] | None:
    """`6 authors` or `Some Institute · 6 authors` -> the number and the organization."""
    if not isinstance(value, str):
        return None
    text = (_text(value) or "").replace("•", "·")
    organization, _, count = text.rpartition(" · ")
    match = _AUTHOR_COUNT.fullmatch(count)
    return (match[1], organization.strip(" ·*-") or None) if match else None


def _author_count(fields: Mapping[str, Any], named: int) -> tuple[int | None, str | None]:
    """How many authors, and the organization that may stand in the same line."""
    organization = _text(fields.get("organization"))
    printed = _read_author_count(fields.get("authors"))
    if printed:
        return _count(printed[0]), organization or printed[1]
    count = _count(fields.get("author_count"))
    return named or None if count is None else count, organization


def _identifiers(fields: Mapping[str, Any]) -> tuple[str | None, str | None, str | None]:
    """arXiv id, DOI and link, each from its own field or from the others."""
    url, doi, arxiv_id = (_text(fields.get(name)) for name in ("url", "doi", "arxiv_id"))
    doi = (read_doi(doi) if doi else None) or (read_doi(url) if url else None)
    arxiv_id = (
        (read_arxiv_id(arxiv_id) if arxiv_id else None)
        or (read_arxiv_id(url) if url else None)
        or (arxiv_id_of_doi(doi) if doi else None)
    )
    if url is None and arxiv_id:
        url = f"https://arxiv.org/abs/{arxiv_id}"
    elif url is None and doi:
        url = f"https://doi.org/{doi}"
    return arxiv_id, doi, url


def _date(
    fields: Mapping[str, Any], page: Page, arxiv_id: str | None, visited: str | None
) -> tuple[str | None, bool, str | None, int | None]:
    """Date, whether its year is inferred, the text as printed, and the comments.

    A page prints a count of comments after the date; records have a field of
    their own for it, and may say `year` for `date`.
    """
    comments = _count(fields.get("comments"))
    text = _text(fields.get("date")) or _text(fields.get("year"))
    if text is None:
        return None, False, None, comments
    full = read_recorded(text)
    if full is not None:
        return full, fields.get("date_inferred") is True, text, comments
    printed = read_printed(text)
    if printed is None:
        return _year_only(fields), False, text, comments
    if comments is None:
        comments = printed.comments
    date, inferred = date_printed(printed, page, arxiv_id, visited)
    return date, inferred, printed.text, comments


def _year_only(fields: Mapping[str, Any]) -> str | None:
    """The `year` of a record whose `date` says something else, like `Spring`."""
    year = read_iso(_text(fields.get("year")) or "")
    return year[:4] if year else None


def _code_urls(given: Any, abstract: str | None) -> tuple[str, ...]:
    """The links given, then those in the abstract, each once."""
    urls = [url for url in map(_text, given) if url] if isinstance(given, list) else []
    places = [at for sign in _URL_SIGNS if (at := abstract.find(sign)) >= 0] if abstract else []
    if abstract and places:
        for match in _URL.finditer(abstract, max(0, min(places) - _LONGEST_START)):
            url = _trim_url(match[0])
            if not _PAPER_LINK.match(url):
                urls.append(url if url.lower().startswith("http") else f"https://{url}")
    return tuple(dict.fromkeys(urls))


def _trim_url(url: str) -> str:
    """A link without the punctuation of the sentence around it.

    A closing bracket stays where the link itself opened one.
    """
    unopened = url.count(")") - url.count("(")
    end = len(url)
    while end and (url[end - 1] in ".,;:!?'*_~" or (url[end - 1] == ")" and unopened > 0)):
        unopened -= url[end - 1] == ")"
        end -= 1
    return url[:end]


def _submitter(value: Any) -> str | None:
    text = _text(value)
    return _SUBMITTED_BY.sub("", text) or None if text else None
