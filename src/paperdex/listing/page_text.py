"""Reader of saved text pages of Hugging Face Daily Papers: lines of text, no markup."""

import re
from collections.abc import Iterator

from paperdex.listing.base import Block, Content
from paperdex.listing.cards import split_cards
from paperdex.listing.page_items import Item, read_items
from paperdex.listing.page_lines import ONE_PAPER, Kind, is_marker, is_of_one_paper
from paperdex.listing.titles import body_leaning

FORM = "page-text"

# How far paragraphs must lean where nothing else marks the page: of 18,000
# papers pasted three at a time 99 % pass, of 3,300 other text files 8.
_UNMARKED_TITLE = -1.0
_UNMARKED_BODY = 4.0

# Headings, items and quotes of Markdown, which begin no title and no abstract.
_MARKED = ("# ", "## ", "### ", "- ", "* ", "+ ", "> ", "|")

# Marks that only another markup has. No reader knows it, and its directives and
# link texts would be taken for titles. An abstract may hold a mark or two.
_OTHER_MARKUP = {
    "reStructuredText": re.compile(r"^\s*\.\. [\w|-]+::|<https?://[^<>\s]*>`_"),
    "Org": re.compile(r"^\s*:PROPERTIES:\s*$|\[\[https?://[^][\s]*\]\["),
}
_FEWEST_MARKS = 3
# One of these is in each of its marks.
_OTHER_SIGNS = ("::", ">`_", ":PROPERTIES:", "][")


def why_not(content: Content) -> str | None:
    """None if the text has a mark of such a page, or is titles and abstracts in turn."""
    if is_of_one_paper(content.head):
        return ONE_PAPER
    markup = _find_other_markup(content.head)
    if markup:
        return f"{markup}, which is not read: save the page itself, as HTML"
    if any(is_marker(line) for line in content.head):
        return None
    items = list(read_items(content.head))
    kinds = {item.kind for item in items}
    if Kind.DATE in kinds and kinds & {Kind.AUTHORS, Kind.DOT}:
        return None
    if _alternates([item for item in items if item.kind is Kind.PROSE]):
        return None
    return "no mark of a saved page, and not titles and abstracts in turn"


def _find_other_markup(lines: list[str]) -> str | None:
    """The name of another markup that several lines have marks of."""
    signed = [line for line in lines if any(sign in line for sign in _OTHER_SIGNS)]
    for markup, mark in _OTHER_MARKUP.items():
        if sum(bool(mark.search(line)) for line in signed) >= _FEWEST_MARKS:
            return markup
    return None


def _alternates(prose: list[Item]) -> bool:
    """Whether paragraphs are beyond doubt title, abstract, title, abstract...

    One pair in twenty may be doubtful. The end of the text may be cut off: a lone title there is
    allowed, and so is any last pair after two that fit.
    """
    fitting = [
        title.first_line == title.end_line
        and not (title.text.startswith(_MARKED) or body.text.startswith(_MARKED))
        and body_leaning(title.text) < _UNMARKED_TITLE
        and body_leaning(body.text) > _UNMARKED_BODY
        for title, body in zip(prose[::2], prose[1::2], strict=False)
    ]
    if sum(fitting) >= 2:
        fitting = fitting[:-1]
    return bool(fitting) and 20 * sum(fitting) >= 19 * len(fitting)


def split(content: Content) -> Iterator[Block]:
    """The cards, furniture and strays of a page, in file order."""
    return split_cards(lambda: read_items(content.lines()))
