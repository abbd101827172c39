"""What a line or a block of a page of arXiv is: text in, its role and what it says out.

Knows the words of arXiv's own pages (listings, answers of its search, the page of a paper) and of
its e-mails; what follows from the order of lines is decided in
:mod:`paperdex.listing.arxiv_entries`.
"""

import re
from enum import Enum, auto
from typing import NamedTuple

from paperdex.listing.arxiv_furniture import CATEGORY, is_furniture
from paperdex.text import squeeze


class Role(Enum):
    """What a part of a page is."""

    ID = auto()  # arXiv:2411.00001 [pdf, html, other]; an entry begins
    NUMBER = auto()  # [1] on a line of its own; an entry ends
    TITLE = auto()
    AUTHORS = auto()
    ABSTRACT = auto()
    FULL = auto()  # an abstract in place of the shortened one before it
    SUBJECTS = auto()
    JOURNAL = auto()
    DOI = auto()
    DATED = auto()  # Submitted 5 November, 2024; ...
    SENT = auto()  # Date: Fri, 1 Nov 2024 ..., of an e-mail or of a paper in one
    CITE = auto()  # Cite as: arXiv:2411.00001 [cs.CL]
    FIELD = auto()  # comments, report numbers and others that no record has
    INNER = auto()  # furniture within an entry
    RULE = auto()  # two backslashes: between the head of an entry and its abstract in e-mails
    HEADING = auto()  # of a page or of a part of it
    ABOUT = auto()  # url: ...: what a tool says of the page that it saved
    END = auto()  # nothing of the paper follows on its page
    FOOT = auto()  # the foot of the page follows, as on every page
    FURNITURE = auto()
    TEXT = auto()  # anything else


class Part(NamedTuple):
    """A line or block of a page: what it says, and whether the line above belongs to it."""

    role: Role
    text: str
    first_line: int
    end_line: int
    raw: str
    is_glued: bool = False


_TAGS = re.compile(rf"(?:{CATEGORY}[\s,;]*)+|\((?:cross-list from [\w.-]+|replaced|[\w-]+)\)")
_FORMATS = (
    r"(?:view |download )?(?:pdf|ps|postscript|html(?: \(experimental\))?|other|src|tex source"
    r"|other formats)"
)
# Behind an id stand ways to read the paper, categories and a DOI, and nothing else.
_ID = re.compile(
    r"(?:\d{1,5}[.)]\s*)?(?:\[{1,2}\d{1,5}\]{1,2}\s*)?arXiv:\s*"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,3})?(?![\w.-])"
    rf"(?:\s|\[[^\[\]]{{0,200}}\]|\([^()]{{0,200}}\)|{CATEGORY}|[,;]|doi:?(?=\s|$)"
    r"|(?P<doi>10\.\d{4,9}/\S++))*"
)
_LABELS = {
    Role.TITLE: r"Title",
    Role.AUTHORS: r"Authors?",
    Role.ABSTRACT: r"Abstract",
    Role.SUBJECTS: r"Subjects|Categories|Subj-class",
    Role.JOURNAL: r"Journal[- ]ref(?:erence)?",
    Role.DOI: r"(?:Related )?DOI",
    Role.SENT: r"Date(?: \([^()]{0,20}\))?",
    Role.CITE: r"Cite as",
    Role.FIELD: r"Comments?|Report[- ](?:no|number)|(?:MSC|ACM)[- ][Cc]lass(?:es)?|License|Proxy",
}
_LABELLED = re.compile(
    "|".join(rf"(?P<{role.name}>{words})" for role, words in _LABELS.items()).join(
        (r"[*_]{0,3}(?:", r")\s{0,3}[*_]{0,3}:[*_]{0,3}\s*")
    )
)
_SUBMITTED = re.compile(r"[\[(]?Submitted (?:on )?\d{1,2} [A-Z]|[\[(]Submitted on\b")
# What else a whole text may be, in the order in which it is tried.
_SIGNS = {
    Role.NUMBER: re.compile(r"\[\d{1,5}\]|\d{1,5}[.)]"),
    Role.INNER: re.compile(
        rf"\[?\s*{_FORMATS}(?:[\s,]+{_FORMATS})*\s*\]?|\[|\]|(?:license icon )?view license|doi"
        r"|\(or arXiv:.*for this version\)|https?://doi\.org/10\.48550/\S+"
        r"|focus to learn more|arxiv-issued doi via datacite.*|full-text links:|access paper:"
        r"|view a pdf of the paper titled .*|replaced with revised version .*|:{3,}.*"
        r"|(?:<[^<>]*>\s*)+|",
        re.IGNORECASE,
    ),
    Role.DOI: re.compile(
        r"(?:doi:?\s*)?(?:https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/\S+", re.IGNORECASE
    ),
    Role.RULE: re.compile(r"\\\\(?:\s*\(.*\))?"),
    Role.END: re.compile(
        r"Submission history(?:\s*From:.*)?|Bibliographic Tools"
        r"|Current browse context:?(?: [\w.-]+)?"
    ),
    Role.FOOT: re.compile(r"Which authors of this paper are endorsers\?.*"),
    # Has an address or a date, for prose may begin with the same words.
    Role.ABOUT: re.compile(
        r"\W{0,4}(?:url|source|retrieved|captured|accessed|saved|fetched|exported|published)"
        r"[\w ().-]{0,20}\W{0,4}[:=]\W{0,4}\s(?=.{0,60}(?:\w[./]\w|\b\d{4}\b)).{0,400}"
        r"|markdown content:",
        re.IGNORECASE,
    ),
}
_DAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}, )?\d{1,2} [A-Z][a-z]{2,8} \d{4}"
_SHOWING = r"(?:\s*\(.{0,80}\))?"
HEADINGS = {
    "day": re.compile(
        rf"(?:Showing new listings for|Catchup results for .{{1,60}} on) (?P<date>{_DAY}){_SHOWING}"
    ),
    "week": re.compile(rf"Authors and titles for recent submissions{_SHOWING}"),
    "month": re.compile(
        rf"Authors and titles for (?:\S{{1,20}} in )?(?P<date>[A-Z][a-z]{{2,8}} \d{{4}}){_SHOWING}"
    ),
    "year": re.compile(rf"Authors and titles for (?:\S{{1,20}} in )?(?P<date>\d{{4}}){_SHOWING}"),
    "search": re.compile(
        r"Showing [\d,]+\W{1,3}[\d,]+ of [\d,]+ results?(?: for (?:all: )?(?P<query>.*))?"
    ),
    "terms": re.compile(r"Query: .*?\bterms: (?:AND )?(?P<query>.*)"),
    "mail": re.compile(r"received from .{10,60} to .{10,60}"),
    "new": re.compile(rf"New submissions(?: for (?P<date>{_DAY})|(?= \()){_SHOWING}"),
    "old": re.compile(
        r"(?:Cross submissions|Cross-lists|Replacement submissions|Replacements)"
        rf"(?: for (?P<date>{_DAY}))?{_SHOWING}"
    ),
    "on": re.compile(rf"(?P<date>{_DAY}){_SHOWING}"),
}
"""The headings of pages and of their parts; `old` papers came to arXiv before the page's day."""

# No line of a page's furniture is longer.
_LONGEST = 400


def read_role(text: str) -> tuple[Role, str]:
    """The role that a text has by itself, and the text without its label, on one line."""
    text = squeeze(text)
    labelled = _LABELLED.match(text)
    if labelled and labelled.lastgroup:
        return Role[labelled.lastgroup], text[labelled.end() :]
    if _SUBMITTED.match(text):
        return Role.DATED, text
    if len(text) > _LONGEST:
        return Role.TEXT, text
    if _ID.fullmatch(text):
        return Role.ID, text
    for role, sign in _SIGNS.items():
        if sign.fullmatch(text):
            return role, text
    if any(heading.fullmatch(text) for heading in HEADINGS.values()):
        return Role.HEADING, text
    return (Role.FURNITURE if is_furniture(text) else Role.TEXT), text


class AboutId(NamedTuple):
    """What the line of an id says; ``is_old``: the paper was announced before."""

    arxiv_id: str | None = None
    doi: str | None = None
    is_old: bool = False


def read_id(text: str) -> AboutId:
    """What the line of an id says; of any other line, nothing."""
    match = _ID.match(text)
    is_old = "cross-list" in text or "replaced" in text
    return AboutId(match["id"], match["doi"], is_old) if match else AboutId()


def is_of_id(text: str) -> bool:
    """Whether a text belongs to the id above it: categories, or `(cross-list from cs.CL)`."""
    return _TAGS.fullmatch(text) is not None
