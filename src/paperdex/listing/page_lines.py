"""The kinds of line on a saved page of Hugging Face Daily Papers.

A line in, its kind out, by the line alone; what neighbours and links make of it
is decided in :mod:`paperdex.listing.cards` and :mod:`paperdex.listing.links`.
"""

import re
from collections.abc import Iterable
from typing import ClassVar

from paperdex.dates import read_printed
from paperdex.text import squeeze


class Kind(str):
    """What a line is, by itself (above) or where a link or a heading tells more (below).

    Each is one object, to be compared by ``is``. No Enum: to look up a member of one takes Python
    3.11 five times as long, and a line is asked for its kind some thirty times.
    """

    __slots__ = ()

    BLANK: ClassVar["Kind"]
    FURNITURE: ClassVar["Kind"]  # headings and menus of the page
    AUTHORS: ClassVar["Kind"]  # • 6 authors
    DOT: ClassVar["Kind"]  # · between authors and date
    DATE: ClassVar["Kind"]  # Dec 28, 2022 1
    COUNT: ClassVar["Kind"]  # upvotes before a title, comments after a date: 24, 1.2k, -
    SUBMITTED: ClassVar["Kind"]  # Submitted by
    UPVOTES: ClassVar["Kind"]  # Upvote 24; the number may stand on the next line
    CODE: ClassVar["Kind"]  # GitHub 11.3k; likewise
    TRIM: ClassVar["Kind"]  # pictures, rules, further links: part of a card that tells nothing
    PROSE: ClassVar["Kind"]  # anything else: titles, abstracts, names

    TITLE: ClassVar["Kind"]  # a heading, or the first link to a paper
    COMMENTS: ClassVar["Kind"]  # a count that leads to the discussion
    ORGANIZATION: ClassVar["Kind"]  # a link to somebody's own page
    START: ClassVar["Kind"]  # a picture that leads to a paper: a card begins
    ABOUT: ClassVar["Kind"]  # `url: ...`: what the page was saved by says of it


_KINDS = {name: Kind(name) for name in Kind.__annotations__}
for _name, _kind in _KINDS.items():
    setattr(Kind, _name, _kind)

_NUMBER = r"(?:-|\d+(?:[.,]\d+)?k?)"
# Some tools put upvotes, stars, links and comments on one line: `50 GitHub 14 arXiv Page`.
_CODE = (
    rf"(?:(?P<upvotes>{_NUMBER})\s+)?(?=link:|github|arxiv|project)"
    rf"(?P<code>(?:link:\s*)?github(?:\s+{_NUMBER})?)?\s*"
    rf"(?P<pages>(?:(?:arxiv|project) page\s*)*)(?P<comments>{_NUMBER})?"
)
# One pattern of all small lines, each a group of its kind's name: most lines are none.
_SMALL = re.compile(
    r"(?P<AUTHORS>(?:[·•*-]\s*)*\d+\s+authors?)"
    r"|(?P<COUNT>-|–|—|\d+(?:[.,]\d+)?k?)"
    r"|(?P<SUBMITTED>submitted by.{0,80})"
    r"|(?P<UPVOTES>upvote\s*(?:-|–|—|\d+(?:[.,]\d+)?k?)?)"
    r"|(?P<TRIM>(?:arxiv|project) page|<?https?://huggingface\.co/\S*>?)"
    rf"|(?P<CODE>{_CODE})",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"[·•\s]*published on:?\s+", re.IGNORECASE)
ONE_PAPER = "the page of one paper, not of several"
_OF_ONE_PAPER = (
    b"paper page - ",
    b"models citing this paper",
    b"datasets citing this paper",
    b"spaces citing this paper",
    b"view arxiv page",
)
# What a text browser shows for pictures, fields and boxes to tick: `[logo]`, `[ ]`, `____`.
_PICTURE = r"\[[^\[\]]{0,60}\]"
_PICTURES = re.compile(_PICTURE)
_NO_TEXT = re.compile(rf"(?:[-*•+>]\s+)*(?:(?:{_PICTURE}|[^\s_]{{0,40}}_{{3,}}|[*+>])\s*)+")
_FIRST_PICTURE = re.compile(rf"(?:[-*•]\s+)*{_PICTURE}\s*(?=\S)")
_DOTS = {"·", "•"}
_BULLET = re.compile(r"(?:(?:[-*•·+]|#{1,6}|\(BUTTON\))\s+)+")

# Only prose is longer. So many characters of a line are mostly enough to see that it is.
_LONGEST_SMALL = 120
_TELLING = 200

# Phrases that mark a page of this kind beyond doubt.
_MARKERS = {
    "get trending papers in your email inbox!",
    "get trending papers in your email inbox once a day!",
}
# Further lines of the same pages' heads, menus and feet, as whole lines only.
_PHRASES = _MARKERS.union(
    (
        "new/subscribe/daily papers/daily papers - hugging face/trending papers/"
        "trending papers - hugging face/trending papers ranked by github stars activity/"
        "weekly papers/monthly papers/by/ak/daily/weekly/monthly/trending/previous/next/"
        "hugging face/models/datasets/spaces/buckets/buckets new/community/docs/enterprise/pricing/"
        "papers/posts/log in/sign up/company/tos/privacy/about/careers/website/system theme/"
        "© hugging face/markdown content:/references/references:/visible links/visible links:/"
        "hidden links:"
    ).split("/")
)
# Several of a menu's words on one line, as tools that drop its layout have them.
_MENUS = re.compile(
    r"(?:(?:previous|next|tos|privacy|about|careers|website|company|models|datasets|spaces"
    r"|buckets|pricing|docs|enterprise|community|posts|system theme|hugging face|papers|log in"
    r"|sign up|daily|weekly|monthly|trending)[\s|•·*/-]*){2,}"
)
# The byline `by AK and the research community`, of which only the end may be on a
# line, and the menu: between them a page of answers shows what was asked for.
_BYLINE_END = "and the research community"
_MENU = "daily"


def kind_of(line: str) -> Kind:
    """The kind of one line."""
    # Abstracts are long to squeeze.
    if len(line) > _TELLING and len(squeeze(line[:_TELLING])) > _LONGEST_SMALL:
        return Kind.PROSE
    text = squeeze(line)
    if not text:
        return Kind.BLANK
    if text in _DOTS:
        return Kind.DOT
    if len(text) > _LONGEST_SMALL:
        return Kind.PROSE
    phrase = phrase_of(text)
    if phrase in _PHRASES or phrase.endswith(_BYLINE_END) or _MENUS.fullmatch(phrase):
        return Kind.FURNITURE
    small = _SMALL.fullmatch(text)
    if small and small.lastgroup:
        return _KINDS[small.lastgroup]
    if read_printed(date_part(text)):
        return Kind.DATE
    return Kind.PROSE


def read_line(line: str) -> tuple[Kind, str]:
    """The kind of a line of a text page, and its text. Pictures are left out of a line that is
    small without them."""
    kind = kind_of(line)
    if kind is not Kind.PROSE or len(line) > _LONGEST_SMALL:
        return kind, line
    if _NO_TEXT.fullmatch(line.strip()):
        return Kind.TRIM, line
    bare = squeeze(_PICTURES.sub("", line)) if "[" in line else line
    kind = kind_of(bare)
    return (kind, line) if kind in {Kind.PROSE, Kind.BLANK} else (kind, bare)


def without_picture(name: str) -> str:
    """A name without the name of the picture before it: `[rope] Rope Works`."""
    return _FIRST_PICTURE.sub("", name, count=1)


def split_code(text: str) -> list[tuple[Kind, str]]:
    """The upvotes, stars, links and comments on a line that tells of code or of pages."""
    match = _SMALL.fullmatch(text)
    if match is None or match["CODE"] is None:
        return [(Kind.CODE, text)]
    names = (
        (Kind.COUNT, "upvotes"),
        (Kind.CODE, "code"),
        (Kind.TRIM, "pages"),
        (Kind.COMMENTS, "comments"),
    )
    return [(kind, match[name].strip()) for kind, name in names if match[name]]


def date_part(text: str) -> str:
    """A date without the dot before it and the words `Published on`."""
    return without_start(_PUBLISHED, text).lstrip("·• ")


def is_published(text: str) -> bool:
    """Whether a date has the words `Published on` before it."""
    return _PUBLISHED.match(text) is not None


def phrase_of(line: str) -> str:
    """A line in the form in which phrases are compared: without bullets, in lower case."""
    return without_start(_BULLET, squeeze(line)).casefold()


def without_start(pattern: re.Pattern[str], text: str) -> str:
    """A text without what a pattern matches at its start."""
    # To substitute would try every place of an abstract, though only the first can match.
    match = pattern.match(text)
    return text[match.end() :] if match else text


def is_byline(line: str) -> bool:
    """Whether the line is the end of a page's byline."""
    return len(line) < 200 and phrase_of(line).endswith(_BYLINE_END)


def is_menu(line: str) -> bool:
    """Whether the line is the first of the menu below a page's byline."""
    return phrase_of(line) == _MENU


def is_of_one_paper(lines: Iterable[str]) -> bool:
    """Whether lines are those of a paper's own page, which lists no papers."""
    # Of bytes case is folded in a tenth of the time, where a text is not all ASCII.
    text = "\n".join(lines).encode("utf-8", "replace").lower()
    return any(sign in text for sign in _OF_ONE_PAPER)


def is_marker(line: str) -> bool:
    """Whether the line is one that only such a page has."""
    phrase = squeeze(line).casefold()
    return phrase in _MARKERS or (phrase.startswith("by") and is_byline(line))
