"""Reader of saved pages of arXiv: listings, answers of its search, pages of papers, its e-mails.

As HTML, also as one file with all parts (MHTML), as text or as Markdown. Each is reduced to the
same parts, from which one grammar reads the entries.
"""

from collections.abc import Iterable, Iterator

from paperdex.listing.base import Block, Content, Entry, Text
from paperdex.listing.gaps import count_lines, fill_gaps
from paperdex.listing.mime import SavedParts, is_mhtml, name_coding
from paperdex.listing.page_html import looks_like_html
from paperdex.listing.page_lines import is_marker

FORM = "arxiv"

# The markup of entries has one of these: in listings and answers, or on a paper's page.
_SIGNS = ("list-title", "title mathjax")
_LONGEST_SIGN = max(map(len, _SIGNS))
_EMPTY = "a page of arXiv, but without entries"
_CODED = "an e-mail in base64: save its text"


def why_not(content: Content) -> str | None:
    """None if the text has an entry as arXiv's pages have it: an id, a title, and more."""
    text = _text_of(content)
    names_arxiv = "arXiv" in text.start or "arxiv.org" in text.start
    if not names_arxiv or any(map(is_marker, text.head)):
        return ""
    is_html = looks_like_html(text.start)
    if is_html:
        blocks = _read_html(text) if _has_signs(text) else iter(())
    else:
        blocks = _read_lines(text.start.split("\n"), text.head)
    if any(map(_is_of_arxiv, blocks)):
        return None
    if name_coding(content) == "base64":
        return _CODED
    return _EMPTY if is_html and "dlpage" in text.start else ""


def _has_signs(text: Text) -> bool:
    end = ""  # of the chunk before: a sign may begin there
    for chunk in text.chunks():
        if any(sign in end + chunk for sign in _SIGNS):
            return True
        end = chunk[-_LONGEST_SIGN:]
    return False


def _is_of_arxiv(block: Block) -> bool:
    if not isinstance(block, Entry):
        return False
    names = block.fields.keys()
    return names >= {"title", "arxiv_id"} and not names.isdisjoint(("authors", "abstract"))


def split(content: Content) -> Iterator[Block]:
    """The entries of the pages, strays between them, and all other lines as furniture."""
    text = _text_of(content)
    is_html = looks_like_html(text.start)
    blocks = _read_html(text) if is_html else _read_lines(text.lines(), text.head)
    return fill_gaps(blocks, lambda: count_lines(text))


# What reads the pages is imported only for them: compiling its patterns costs a third of what
# it takes to import the readers of all other forms.
def _read_html(text: Text) -> Iterator[Block]:
    from paperdex.listing.arxiv_entries import EntryReader
    from paperdex.listing.arxiv_html import read_html_parts

    return EntryReader().read(read_html_parts(text.chunks()))


def _read_lines(lines: Iterable[str], head: list[str]) -> Iterator[Block]:
    from paperdex.listing.arxiv_entries import EntryReader
    from paperdex.listing.arxiv_lines import read_line_parts

    return EntryReader().read(read_line_parts(lines, head))


def _text_of(content: Content) -> Content | SavedParts:
    if is_mhtml(content):
        return SavedParts(content)
    is_quoted = name_coding(content) == "quoted-printable"
    return SavedParts(content, of_mail=True) if is_quoted else content
