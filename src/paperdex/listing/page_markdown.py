"""Reader of saved pages that keep their links: Markdown, dumps with numbered links,
exports with each link on a line of its own, headings without links.
"""

from collections.abc import Callable, Container, Iterable, Iterator

from paperdex.listing.about import find_front_matter
from paperdex.listing.again import ReadAgain
from paperdex.listing.base import Block, Content
from paperdex.listing.cards import split_cards
from paperdex.listing.link_marks import has_marks, move_marks
from paperdex.listing.links import (
    Piece,
    PieceClassifier,
    TitleRule,
    find_title_rule,
    is_page_link,
    kind_of_plain,
)
from paperdex.listing.markdown import Survey, read_markdown
from paperdex.listing.own_lines import Prose
from paperdex.listing.page_items import Item, NumberedLine, is_full, items_of_block
from paperdex.listing.page_lines import ONE_PAPER, Kind, is_marker, is_of_one_paper
from paperdex.listing.raw_lines import give_raw_lines

FORM = "page-markdown"

# One link to a paper may stand in any text; a page has one or two for each card.
_FEWEST_LINKS = 2
# Without any of these a text has neither links nor headings, once numbers of links stand
# behind their texts; a bracket or `p < 0.05` is in most pages of abstracts.
_SIGNS = ("](", "][", "<a", "<A", "<h", "<H", "#", "huggingface.co/")


def why_not(content: Content) -> str | None:
    """None if the text has links to papers as a page of cards has them, or headings
    below the mark of such a page."""
    head = list(_what_orders_links(content)(content.head))
    text = "\n".join(head)
    if not any(sign in text for sign in _SIGNS):
        return ""
    if is_of_one_paper(content.head):
        return ONE_PAPER
    marked = is_linked = False
    headings = titles = 0
    for each in read_markdown(head, _survey(head)[0]):
        marked |= is_marker(each.text)
        if isinstance(each, Piece):
            headings += each.level > 0
            is_linked |= each.href is not None
            if each.href and is_page_link(each.href):
                titles += each.level > 0
                if "login" in each.href:
                    return None
        if titles >= _FEWEST_LINKS or (marked and (is_linked or headings > 1)):
            return None
    if headings or is_linked:
        return "Markdown, but without the cards or the mark of a page of Daily Papers"
    return ""


def split(content: Content) -> Iterator[Block]:
    """The cards, furniture and strays of a page, in file order."""
    put_in_order = _what_orders_links(content)
    read_lines = ReadAgain(lambda: put_in_order(content.lines()))
    survey, front_matter = _survey(read_lines())
    read_found = ReadAgain(lambda: read_markdown(read_lines(), survey))
    rule = find_title_rule(each for each in read_found() if isinstance(each, Piece))
    blocks = split_cards(lambda: _read_items(read_found(), front_matter, rule))
    return give_raw_lines(blocks, content.lines())


def _what_orders_links(content: Content) -> Callable[[Iterable[str]], Iterator[str]]:
    """What puts the numbers of links behind their texts, where they stand before."""
    return move_marks if has_marks(content.head) else iter


def _survey(lines: Iterable[str]) -> tuple[Survey, set[int]]:
    """What the whole text tells of how it is written, and the numbers of the lines that
    are front matter."""
    survey, front_matter = Survey(), set[int]()
    for number, (line, is_front_matter) in enumerate(find_front_matter(lines), 1):
        survey.note(line)
        if is_front_matter:
            front_matter.add(number)
    return survey, front_matter


def _read_items(
    found: Iterable[Piece | Prose], front_matter: Container[int], rule: TitleRule
) -> Iterator[Item]:
    classifier = PieceClassifier(rule)
    block = list[NumberedLine]()
    for each in found:
        if isinstance(each, Prose) and each.text.strip():
            kind = Kind.ABOUT if each.number in front_matter else kind_of_plain(each.text)
            block.append(NumberedLine(each.number, each.text, kind, each.raw))
            if not is_full(block):
                continue
        if block:
            yield from map(classifier.note, items_of_block(block))
            block = []
        if isinstance(each, Piece):
            yield classifier.classify(each)
    yield from map(classifier.note, items_of_block(block))
