"""What was read of an entry of arXiv -> the fields that :mod:`paperdex.parse` takes.

A page tells when a paper was submitted, or under the heading of which day or month it was
announced: that is its date, unless its id shows that it came to arXiv long before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from paperdex.dates import read_recorded
from paperdex.ids import arxiv_month
from paperdex.listing.arxiv_authors import are_names, read_authors
from paperdex.listing.arxiv_signs import Part, Role, read_id

_DATE = r"(\d{1,2} [A-Za-z]{3,9},? \d{4})"
_DATED = (
    re.compile(rf"\bv1 submitted {_DATE}"),
    re.compile(rf"(?:\bSubmitted (?:on )?|^(?:[A-Z][a-z]{{2}},? )?){_DATE}"),
)
# Ids of before April 2007.
_OLD_ID = re.compile(r"[a-z.-]+/(\d\d)(\d\d)\d{3}", re.IGNORECASE)
_FIRST_YEAR = 91
# What opens and closes an abstract on a page of answers, behind its text.
_MORE, _LESS = "▽ More", "△ Less"


@dataclass(slots=True)
class Draft:
    """An entry as far as it was read: its parts, and the text of each role.

    ``last`` is the role that text without a label goes on with. ``is_mail``: it is one of an
    e-mail, whose lines are wrapped. ``has_label``: its title is beyond doubt; ``is_doubtful``: it
    looks like furniture. ``behind`` are lines without a label behind the title, the rest of it or
    authors, and whether each is glued to the one before.
    """

    parts: list[Part] = field(default_factory=list)
    texts: dict[Role, str] = field(default_factory=dict)
    behind: list[tuple[str, bool]] = field(default_factory=list)
    last: Role = Role.ID
    is_mail: bool = False
    has_label: bool = False
    is_doubtful: bool = False
    title_line: int | None = None

    def add(self, part: Part, role: Role, text: str, glue: str = " ") -> None:
        """Add a part, and its text to that of a role."""
        self.parts.append(part)
        self.last = role
        before = self.texts.get(role, "")
        self.texts[role] = f"{before}{glue}{text}" if before and text else before or text
        if role is Role.TITLE and self.title_line is None and text:
            self.title_line = part.first_line

    def drop(self, role: Role) -> None:
        """Forget the text of a role; its parts stay."""
        self.texts.pop(role, None)
        if role is Role.TITLE:
            self.title_line = None

    def add_behind(self, part: Part) -> None:
        """Add a line behind the title, whose role is told by those that follow."""
        is_glued = part.is_glued and self.parts[-1].role is not Role.INNER
        self.parts.append(part)
        self.behind.append((part.text, is_glued))

    @property
    def awaits_title(self) -> bool:
        """Whether there is but an id: text without a label is the title then."""
        return self.texts.keys() <= {Role.ID, Role.DOI}

    @property
    def awaits_abstract(self) -> bool:
        """Whether it ends with all of its subjects: text may be the abstract then."""
        return self.last is Role.SUBJECTS and self.texts[self.last].endswith(")")

    @property
    def arxiv_id(self) -> str | None:
        """The id of the paper, where it is known."""
        return read_id(self.texts.get(Role.ID) or self.texts.get(Role.CITE, "")).arxiv_id


def read_fields(draft: Draft, date_text: str | None) -> dict[str, Any]:
    """The fields of an entry under a heading with a date, if there is one."""
    texts = draft.texts
    about_id = read_id(texts.get(Role.ID, ""))
    title, authors = _split_behind(draft)
    names, count = read_authors(authors)
    fields = {
        "title": title,
        "abstract": _read_abstract(texts.get(Role.ABSTRACT, "")),
        "authors": names,
        "author_count": count,
        "venue": texts.get(Role.JOURNAL),
        "date": _read_dated(texts.get(Role.DATED) or texts.get(Role.ID, ""))
        or (None if about_id.is_old else _fitting(date_text, draft.arxiv_id)),
        "arxiv_id": draft.arxiv_id,
        "doi": texts.get(Role.DOI) or about_id.doi,
    }
    return {name: value for name, value in fields.items() if value}


def _split_behind(draft: Draft) -> tuple[str, str]:
    """The title and the authors; either may stand in lines without a label."""
    title, authors = draft.texts.get(Role.TITLE, ""), draft.texts.get(Role.AUTHORS)
    lines = [line for line, _ in draft.behind]
    if authors is not None:
        return " ".join([title, *lines]), authors
    if draft.is_doubtful:
        return "", ""
    start = _find_authors(draft.behind)
    return " ".join([title, *lines[:start]]), " ".join(lines[start:])


def _find_authors(lines: Sequence[tuple[str, bool]]) -> int:
    """Which of the lines behind a title is the first with authors: one that is not glued to those
    above or, where a title is wrapped and its authors glued to it, one that holds names."""
    last = len(lines) - 1
    for place, (line, is_glued) in enumerate(lines):
        if not is_glued or (are_names(line) and ("," in line or place == last)):
            return place
    return 0


def _read_abstract(text: str) -> str:
    """The whole abstract where a page shows the beginning of it, too."""
    short, _, whole = text.replace(_LESS, "").partition(_MORE)
    text = (whole.strip() or short).strip()
    # One that is not longer than its beginning stands there twice.
    half = len(text) // 2
    return text[:half].strip() if text[:half].strip() == text[half:].strip() else text


def _read_dated(text: str) -> str | None:
    """The day on which the first version of a paper was submitted, as printed."""
    found = (match for sign in _DATED if (match := sign.search(text)))
    return next((match[1] for match in found), None)


def _fitting(date_text: str | None, arxiv_id: str | None) -> str | None:
    """The date of a heading, unless the paper's id is of another time: a paper is announced in
    the month of its id or the next."""
    date = read_recorded(date_text) if date_text else None
    submitted = _month_of(arxiv_id) if arxiv_id else None
    if date is None or submitted is None:
        return date_text
    year, month = submitted
    if len(date) == 4:
        return date_text if int(date) == year else None
    months = 12 * (int(date[:4]) - year) + int(date[5:7]) - month
    return date_text if months in {0, 1} else None


def _month_of(arxiv_id: str) -> tuple[int, int] | None:
    old = _OLD_ID.fullmatch(arxiv_id)
    if old is None:
        return arxiv_month(arxiv_id)
    year = int(old[1])
    return (1900 if year >= _FIRST_YEAR else 2000) + year, int(old[2])
