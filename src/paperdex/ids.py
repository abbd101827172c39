"""Identifiers of papers: arXiv ids, DOIs, and the id a paper has in a library.

Text in, identifier out. Forms: https://info.arxiv.org/help/arxiv_identifier.html
and the DOI Handbook, section 2.2.
"""

import re
from collections.abc import Iterator

from paperdex.text import squeeze, title_key, wellformed

_ARXIV = re.compile(
    r"(?<![\d.])(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?!\d)", re.IGNORECASE
)
_ARXIV_LINK = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html)/|(?:huggingface|\bhf)\.co/papers/|^arxiv:\s*)(?P<rest>.+)",
    re.IGNORECASE,
)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(?P<rest>.+)", re.IGNORECASE)
# No spaces and no control characters.
_DOI = re.compile(r"10\.\d{4,9}/[^\s\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f.,;]")

# What people paste with an id: before it, behind it, around it, between two of them. Patterns
# are compiled where they are used, for most commands read no list.
_LABELS = ("arxiv", "doi")
_ARXIV_CLASS = r"\[[A-Za-z-]+(?:\.[A-Za-z-]+)?\]"
_STOPS = " .,;:"
_BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"))
_BETWEEN = r"[\s,;]+"
# Behind a comma that is no part of a DOI another id begins, or a link.
_BEFORE_ID = r"[,;]+(?=10\.\d{4,9}/|\d{4}\.\d{4,5}(?!\d)|https?://|arxiv:|doi:)"

# Crockford's base 32. Ten such letters and digits make an id out of a title: short enough to
# type, and 2^50 values, so that three million titles share none.
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 10


def read_arxiv_id(text: str) -> str | None:
    """The arXiv id, without version, of an id, `arXiv:...` or a link; else None."""
    text = text.strip()
    link = _ARXIV_LINK.search(text)
    match = _ARXIV.match(link["rest"]) if link else _ARXIV.fullmatch(text)
    return match["id"].lower() if match else None


def arxiv_month(arxiv_id: str) -> tuple[int, int] | None:
    """The year and month that an arXiv id of 2007 or later tells; None for an older one."""
    if not arxiv_id[:4].isdigit() or not 1 <= int(arxiv_id[2:4]) <= 12:
        return None
    return 2000 + int(arxiv_id[:2]), int(arxiv_id[2:4])


def read_doi(text: str) -> str | None:
    """The DOI, in lower case, of a DOI or a link to one; None for anything else."""
    match = _DOI.search(text)
    return match[0].lower() if match else None


def arxiv_id_of_doi(doi: str) -> str | None:
    """The arXiv id that a DOI given out by arXiv stands for."""
    match = _ARXIV_DOI.fullmatch(doi)
    return read_arxiv_id(match["rest"]) if match else None


def base_id(arxiv_id: str | None, doi: str | None, title: str) -> str:
    """The id of a paper: its arXiv id, its DOI, or else a digest of its title."""
    return arxiv_id or doi or title_digest(title)


def title_digest(title: str) -> str:
    """Ten letters and digits that two spellings of one title share."""
    return digest(title_key(title))


def digest(text: str, length: int = _LENGTH) -> str:
    """A text's digest in Crockford's base 32, the same on every machine."""
    from hashlib import blake2b  # to look up an id, none is made

    value = int.from_bytes(blake2b(wellformed(text).encode("utf-8"), digest_size=8).digest())
    return "".join([_DIGITS[value >> 5 * place & 31] for place in range(length)])


def read_sole_ids(text: str) -> list[str]:
    """The arXiv ids and DOIs that a text is, or the links in which they are, also between what
    arXiv and publishers print beside them: `arXiv: 2301.98765v1 [cs.CL]`. Empty where there is
    more to it."""
    return next(filter(None, map(_read_each, split_ids(text))), [])


def split_ids(text: str) -> Iterator[list[str]]:
    """The words of a text that may be ids, without what is printed beside these: split at blanks
    and before an id or link behind a comma or semicolon, then at all of these, which may be part of
    a DOI."""
    for between in (_BEFORE_ID, _BETWEEN):
        words = re.sub(between, " ", text, flags=re.IGNORECASE).split()
        yield [word for word in words if not _stands_beside_id(word)]


def _read_each(words: list[str]) -> list[str]:
    """The ids that words are, each once; empty if one of them is none."""
    ids = dict.fromkeys(map(_read_public_id, words))
    return [name for name in ids if name] if None not in ids else []


def _stands_beside_id(word: str) -> bool:
    bare = _undress(word).lower()
    is_class = re.fullmatch(_ARXIV_CLASS, word.strip(f"{_STOPS}()")) is not None
    return not bare or bare in _LABELS or is_class


def may_be_id(word: str) -> bool:
    """Whether a word may be an id that a library made: a digest, or another id with one behind a
    dash."""
    is_made_of = word.replace("-", "").replace(".", "").isalnum()
    return len(word) >= _LENGTH and word.isascii() and word[0].isalnum() and is_made_of


def read_id(text: str) -> str:
    """The form in which an id a person typed is looked up: bare, in lower case."""
    text = squeeze(wellformed(text))
    return _read_public_id(text) or _undress(text).lower()


def _undress(text: str) -> str:
    """An id without stops and brackets around it; a bracket that closes one of its own stays."""
    bare = text.strip(_STOPS)
    for opening, closing in _BRACKETS:
        bare = bare.removeprefix(opening)
        if bare.count(closing) > bare.count(opening):
            bare = bare.removesuffix(closing)
    return bare if bare == text else _undress(bare)


def _read_public_id(text: str) -> str | None:
    """The arXiv id or DOI in a text that a person typed; for a DOI given out by arXiv, the arXiv
    id."""
    text = _undress(text)
    if "%" in text:
        from urllib.parse import unquote  # few links have escapes

        text = unquote(text)
    if arxiv_id := read_arxiv_id(text):
        return arxiv_id
    doi = read_doi(text)
    return doi and (arxiv_id_of_doi(doi) or doi)
