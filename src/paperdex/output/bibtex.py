"""Papers -> entries of BibTeX, for LaTeX and for reference managers.

Fields as in the manual of BibTeX (ctan.org/pkg/bibtex, btxdoc), `eprint` and `archivePrefix` as
arXiv prints them. What is TeX in a title stays TeX; elsewhere signs that mean something to TeX
are escaped. Letters stay Unicode, as today's programs read them.
"""

import re
from collections.abc import Iterable, Iterator

from paperdex.dates import MONTHS
from paperdex.paper import Paper
from paperdex.terminal import printable
from paperdex.text import fold, undress_accents

# What a meeting is called by, or its initials.
_MEETING = re.compile(
    r"(?i:\b(?:proc(?:eedings)?|conf(?:erence)?|workshops?|symposium|meeting|congress)\b)"
    r"|[A-Z]{3,}"
)
_PERIODICAL = re.compile(
    r"\b(?:trans(?:actions)?|journal|letters|reviews?|records?|bulletin|magazine|annals)\b",
    re.IGNORECASE,
)
_PREPRINTS = re.compile(r"\b(?:arxiv|corr|biorxiv|medrxiv)\b", re.IGNORECASE)
# Words that a key does not name a paper by.
_PLAIN_WORDS = frozenset("a an and are by do does for how in is of on the to what why with".split())
_WORD = re.compile(r"[a-z0-9]+")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_SUFFIX = re.compile(r",?\s+(?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9.:/-]+")
_MATHEMATICS = re.compile(r"(?<!\\)\$")  # where it begins and ends
# Outside of it: signs without their backslash; a backslash that begins no command.
_SIGN = re.compile(r"(?<!\\)[&%#_$]")
_HAT = re.compile(r"(?<!\\)\^")
_LONE_BACKSLASH = re.compile(r"\\(?![A-Za-z&%#_${}`'\"^~=.,;:! -])")
_NO_BRACES = str.maketrans("", "", "{}")
_ENCODED_BRACES = str.maketrans({"{": "%7B", "}": "%7D"})
_RANGE = re.compile(r"(?<=\w)\s*[-–—]+\s*(?=\w)")


def write_entries(papers: Iterable[Paper]) -> Iterator[str]:
    """An entry of several lines for each paper, with keys like ``gu2023mamba``. A second paper
    of one key has its id behind it."""
    used = set[str]()
    for paper in papers:
        key = _name_key(paper)
        if key in used:
            key = f"{key}-{_NOT_IN_KEY.sub('-', paper.id)}"
        used.add(key)
        kind, venue = _kind_of(paper)
        lines = [f"  {name} = {value}," for name, value in _fields_of(paper, venue)]
        yield "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _name_key(paper: Paper) -> str:
    """Family name, year, first telling word of the title; the id where one is missing."""
    names = _WORD.findall(fold(undress_accents(_family_name(paper))))
    words = _WORD.findall(fold(_COMMAND.sub("", undress_accents(paper.title))))
    telling = next((word for word in words if word not in _PLAIN_WORDS), "")
    if not names or not telling:
        return _NOT_IN_KEY.sub("-", paper.id)
    return f"{''.join(names)}{(paper.date or '')[:4]}{telling}"


def _family_name(paper: Paper) -> str:
    if not paper.authors:
        return paper.organization or ""
    name = _SUFFIX.sub("", printable(paper.authors[0]))
    family, comma, _ = name.partition(",")
    return family if comma else name.rpartition(" ")[2]


def _kind_of(paper: Paper) -> tuple[str, str]:
    """The type of entry, and the field that says where the paper appeared."""
    if not paper.venue or _PREPRINTS.search(paper.venue):
        return "misc", "howpublished"
    is_periodical = paper.volume or paper.number or _PERIODICAL.search(paper.venue)
    if not is_periodical and _MEETING.search(paper.venue):
        return "inproceedings", "booktitle"
    return "article", "journal"


def _fields_of(paper: Paper, venue: str) -> Iterator[tuple[str, str]]:
    """What is known of a paper: names of fields, and values as BibTeX writes them."""
    year, *rest = (paper.date or "").split("-")
    values = {
        "title": f"{{{_to_tex(paper.title)}}}",  # these braces keep its capitals
        "author": _authors_of(paper),
        "year": year,
        "month": MONTHS[int(rest[0]) - 1] if rest else "",
        venue: _to_tex(paper.venue or ""),
        "volume": _to_tex(paper.volume or ""),
        "number": _to_tex(paper.number or ""),
        "pages": _to_tex(_RANGE.sub("--", paper.pages or "")),
        "eprint": paper.arxiv_id,
        "archivePrefix": "arXiv" if paper.arxiv_id else "",
        "doi": _to_address(paper.doi or ""),
        "url": _to_address(paper.url or ""),
    }
    for name, value in values.items():
        if value:
            yield name, value if name == "month" else f"{{{value}}}"


def _authors_of(paper: Paper) -> str:
    if not paper.authors:
        return f"{{{_to_tex(paper.organization)}}}" if paper.organization else ""
    names = [f"{{{name}}}" if " and " in name else name for name in map(_to_tex, paper.authors)]
    if (paper.author_count or 0) > len(names):
        names.append("others")
    return " and ".join(names)


def _to_address(text: str) -> str:
    return printable(text).translate(_ENCODED_BRACES)


def _to_tex(text: str) -> str:
    """A text as TeX reads it, with as many braces closed as opened."""
    text = printable(text)
    if not _is_balanced(text):
        text = text.translate(_NO_BRACES)
    parts = _MATHEMATICS.split(text)
    if len(parts) % 2 == 0:  # a single dollar is not mathematics
        parts = [text]
    return "$".join(part if nth % 2 else _escape(part) for nth, part in enumerate(parts))


def _escape(text: str) -> str:
    text = _LONE_BACKSLASH.sub(r"\\textbackslash{}", text)
    return _HAT.sub(r"\\^{}", _SIGN.sub(r"\\\g<0>", text))


def _is_balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0
