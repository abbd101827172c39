"""Texts with their links and headings -> items, classified by what their links lead to.

Serves every form that keeps links: Markdown, numbered links, HTML. A link to
`/login?next=/papers/ID` holds upvotes, one to `/papers/ID#community` comments, one
to `/papers/ID` the title or the abstract, one to somebody's own page their name.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

from paperdex.ids import read_arxiv_id
from paperdex.listing.page_items import Item
from paperdex.listing.page_lines import Kind, kind_of, without_start
from paperdex.listing.titles import SURELY_BODY, body_leaning
from paperdex.text import squeeze

_PAPER = re.compile(
    r"(?:^|huggingface\.co)/papers/(?P<id>\d{4}\.\d{4,5}|[\w.-]+/\d{7})(?:v\d+)?(?P<rest>[?#]\S*)?$"
)
_LOGIN = re.compile(r"(?:^|huggingface\.co)/login\?next=/papers/(?P<id>[\w./-]+)")
_CODE_HOST = re.compile(r"https?://(?:www\.)?(?:github|gitlab)\.com/[^/\s]+/[^/\s#?]+")
_SITE_PAGE = re.compile(r"(?:^|huggingface\.co)/(?P<name>[^/?#]+)/?(?P<more>.*)$")
# Pages of the site that are nobody's own.
_SITE_PAGES = frozenset(
    "models datasets spaces storage docs enterprise pricing join posts blog tasks chat collections"
    " languages organizations learn support privacy terms-of-service huggingface".split()
)
# A card ends with one of these: a link to the same paper behind them begins it once more.
_ENDS = {Kind.DATE, Kind.COMMENTS, Kind.CODE, Kind.START, Kind.SUBMITTED, Kind.UPVOTES}
# What is left of a box to tick, before its text: `[-] 51`, `- [x] 51`, `[ ] 51`.
_BOX = re.compile(r"(?:[-*•]\s+)?\[[-x ]?\]\s*", re.IGNORECASE)
# A longer text of a link to somebody's page is not a name.
_LONGEST_NAME = 100
# Of 60,000 titles one is longer, and hardly any abstract is shorter.
_LONGEST_TITLE = 320
# What stands for a picture where there is none: `[microsoft] Microsoft`, `[Image 12: ...]`.
_PICTURE = re.compile(r"(?:[-*•]\s+)*\[[^\[\]]{0,200}\]\s*")
# The link of a title that the end of a file has cut short: `[Title](https://hugg`.
_CUT_LINK = re.compile(r"\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)(?:\](?:\([^()\s]*)?)?")
_BARE_BULLETS = re.compile(r"(?:[-*•·]\s+)+(?=[-*•·])|(?:[-*•>_]\s*)+$")


class Piece(NamedTuple):
    """A text of one link, or one without; or the picture of a link without text.

    ``href`` is None if there is no link, "" if its address is not known.
    ``level`` is that of a heading, 0 for none. ``follows`` says that it stands on
    the line of the piece before. ``kind`` is given where it is plain from the form.
    """

    text: str
    first_line: int
    end_line: int
    raw: str
    href: str | None = None
    level: int = 0
    follows: bool = False
    kind: Kind | None = None


class TitleRule(NamedTuple):
    """How titles are marked on a page: as headings with a link, as headings of a level, or as
    the first link to a paper (``level`` is 0)."""

    linked: bool = False
    level: int = 0


def find_title_rule(pieces: Iterable[Piece]) -> TitleRule:
    """How the titles of a page are marked: its own headings are fewer than those of cards."""
    levels, linked = Counter[int](), Counter[int]()
    papers, before = 0, None
    for piece in pieces:
        paper = _paper_of(piece.href)
        papers += paper not in {None, before}
        before = paper or before
        if piece.level and kind_of(piece.text) is not Kind.FURNITURE and piece.text:
            levels[piece.level] += 1
            linked[piece.level] += piece.href == "" or _leads_to_paper(piece.href)
    of = +linked or levels
    most = max(of.values(), default=0)
    if not of or (not linked.total() and 2 * most < papers):
        return TitleRule()  # a heading of an abstract, or of whoever saved the page
    return TitleRule(bool(+linked), max(level for level, times in of.items() if times == most))


class PieceClassifier:
    """Pieces -> items, in the order of the page, as some depend on what came before."""

    def __init__(self, rule: TitleRule) -> None:
        self._rule = rule
        self._titled: str | None = None  # the paper whose title has been seen
        self._voted: str | None = None  # the paper whose upvotes were seen last
        self._before: Kind | None = None

    def classify(self, piece: Piece) -> Item:
        """The item that a piece is."""
        text = _clean(piece)
        cut = _CUT_LINK.fullmatch(text) if self._may_be_cut(piece) else None
        text = cut["text"] if cut else text
        kind, paper, link = _classify(piece, text, self._rule)
        if piece.level and kind is Kind.FURNITURE and kind_of(text) is not Kind.FURNITURE:
            is_behind = self._before is Kind.UPVOTES and self._voted not in {None, self._titled}
            kind = Kind.TITLE if cut or is_behind else kind
            paper = self._voted if is_behind else paper
        is_new = paper != self._titled or self._before in _ENDS
        if kind is Kind.PROSE and paper and not self._rule.level and is_new:
            is_first = self._voted == paper and self._before is Kind.UPVOTES
            may_be = is_first and len(text) <= _LONGEST_TITLE  # else the title was lost
            kind = Kind.TITLE if may_be or body_leaning(text) < SURELY_BODY else kind
        if kind is Kind.COUNT and piece.follows and self._before is Kind.DATE:
            kind = Kind.COMMENTS
        if kind is Kind.TITLE:
            self._titled = paper
        elif kind is Kind.UPVOTES:
            self._voted = paper
        lines = (piece.first_line, piece.end_line)
        return self.note(Item(kind, *lines, text, piece.raw, paper, link, piece.level))

    def _may_be_cut(self, piece: Piece) -> bool:
        """Whether a heading without a link may have lost the end of one."""
        if piece.href is not None or not piece.level:
            return False
        return "](" in piece.text or (self._rule.linked and piece.level == self._rule.level)

    def note(self, item: Item) -> Item:
        """The item, which has no links, remembered as the last one seen."""
        if item.kind is not Kind.TRIM:
            self._before = item.kind
        return item


def kind_of_plain(text: str) -> Kind:
    """The kind of a line without a link, on a page that has links: counts have links
    there, so a lone dash is a bullet."""
    text = squeeze(text)
    kind = kind_of(without_start(_BOX, text))
    if kind is Kind.BLANK or _BARE_BULLETS.fullmatch(text) or _PICTURE.fullmatch(text):
        return Kind.TRIM
    return kind


def _classify(piece: Piece, text: str, rule: TitleRule) -> tuple[Kind, str | None, str | None]:
    """What a piece is, the paper that it leads to, and the address it gives."""
    if piece.kind is not None:
        return piece.kind, None, None
    kind = kind_of(text)
    if piece.level:
        return _classify_heading(piece, kind, rule)
    if piece.href is None:
        return kind_of_plain(text), None, None
    if login := _LOGIN.search(unquote(piece.href)):
        return Kind.UPVOTES, read_arxiv_id(login["id"]), None
    if paper := _paper_of(piece.href):
        if unquote(piece.href).endswith("#community"):
            return Kind.COMMENTS if text else Kind.TRIM, paper, None
        return kind if text else Kind.START, paper, None
    return _classify_elsewhere(piece.href, text, kind)


def _classify_elsewhere(href: str, text: str, kind: Kind) -> tuple[Kind, str | None, str | None]:
    """The same for a link that leads neither to a paper on the site nor to a vote for one."""
    address = unquote(href)
    if kind is Kind.FURNITURE:
        return kind, None, href
    if _CODE_HOST.match(address):
        return Kind.CODE, None, address
    if not text or kind in {Kind.AUTHORS, Kind.SUBMITTED}:
        return kind if text else Kind.TRIM, None, href
    is_label = len(text) <= _LONGEST_NAME
    if arxiv_id := read_arxiv_id(address):
        return Kind.TRIM if is_label else kind, arxiv_id, None
    return _classify_label(href, text, kind) if is_label else kind, None, href


def _classify_heading(
    piece: Piece, kind: Kind, rule: TitleRule
) -> tuple[Kind, str | None, str | None]:
    paper = _paper_of(piece.href) or read_arxiv_id(piece.href or "")
    if kind is Kind.BLANK:
        return Kind.TRIM, None, None
    is_of_card = piece.level == rule.level and (piece.href is not None or not rule.linked)
    if paper or (is_of_card and kind is not Kind.FURNITURE):
        return Kind.TITLE, paper, None
    return Kind.FURNITURE, None, piece.href


def _classify_label(href: str, text: str, kind: Kind) -> Kind:
    """The kind of a short text whose link leads elsewhere, or is not known."""
    page = _SITE_PAGE.search(href) if href else None
    if page is None:  # text might be a title, but for a word (`PDF`, `Code`)
        return kind if href == "" or " " in text else Kind.TRIM
    name = page["name"].casefold()
    if name in _SITE_PAGES:
        return Kind.TRIM
    # An address that a file's end has cut short is nobody's page.
    is_cut = "papers".startswith(name) or "login".startswith(name)
    return kind if page["more"] or is_cut else Kind.ORGANIZATION


def is_page_link(href: str) -> bool:
    """Whether an address is one that only cards have: of a paper, or to vote for it."""
    return _paper_of(href) is not None or _LOGIN.search(unquote(href)) is not None


def _leads_to_paper(href: str | None) -> bool:
    return _paper_of(href) is not None or read_arxiv_id(href or "") is not None


def _paper_of(href: str | None) -> str | None:
    match = _PAPER.search(unquote(href)) if href else None
    return match["id"].lower() if match else None


def _without_account(text: str, href: str) -> str:
    """A name without that of the account before it, which text browsers show for its
    picture: `deepmind Deepmind`."""
    page = _SITE_PAGE.search(href)
    account = page["name"] if page else ""
    rest = text.removeprefix(f"{account} ")
    return rest if account and account.islower() and not rest.islower() else text


def _clean(piece: Piece) -> str:
    """The text without boxes and bullets that hold nothing, and that of a link to
    somebody's page without the name of a picture."""
    text = squeeze(piece.text)
    text = without_start(_BOX, text)
    if text.startswith("**") and text.endswith("**"):
        text = text.strip("*").strip()
    is_name = piece.href is not None and not piece.level and _paper_of(piece.href) is None
    if is_name and len(text) <= _LONGEST_NAME:
        text = without_start(_PICTURE, text)
        text = _without_account(text, piece.href or "")
    elif _PICTURE.fullmatch(text) and not piece.level:
        return ""
    bare = without_start(_BARE_BULLETS, text).strip()
    if bare != text and piece.href is not None and kind_of(text) is Kind.COUNT:
        return text  # a dash is a count where it has a link
    return bare
