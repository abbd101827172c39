"""A page of arXiv as HTML -> its parts, each with the role that its place in the markup gives it.

Of listings, answers of the search, and the page of a paper, as arXiv has served them since
before 2010. Where the markup tells nothing, the text does. Nothing outside entries is kept: the
markup shows what is furniture.
"""

from collections.abc import Iterable, Iterator

from paperdex.listing.arxiv_signs import Part, Role, read_role
from paperdex.listing.html_tokens import Token, read_tokens
from paperdex.listing.visible_text import BLOCKS, HIDDEN, VisibleText

_BLOCKS = BLOCKS | {"option"}
# Formulas as they were drawn too, beside which the page keeps them as MathML.
_HIDDEN = HIDDEN | {"nobr"}
_OF_CLASS = {
    "list-title": Role.TITLE,
    "list-authors": Role.AUTHORS,
    "authors": Role.AUTHORS,
    "list-subjects": Role.SUBJECTS,
    "subjects": Role.SUBJECTS,
    "list-journal-ref": Role.JOURNAL,
    "jref": Role.JOURNAL,
    "list-doi": Role.DOI,
    "doi": Role.DOI,
    "abstract": Role.ABSTRACT,
    "abstract-short": Role.ABSTRACT,
    "abstract-full": Role.FULL,
    "list-comments": Role.FIELD,
    "comments": Role.FIELD,
    "tags": Role.INNER,
}
# Answers of the search have the role of a title for the line of their id.
_RESULT = "arxiv-result"


def read_html_parts(texts: Iterable[str]) -> Iterator[Part]:
    """The parts of pages in order, without text that says nothing of entries."""
    reading = _Reading()
    for token in read_tokens(texts):
        part = reading.read_tag(token) if token.name else reading.read_text(token)
        if part and part.role not in {Role.TEXT, Role.FURNITURE, Role.NUMBER, Role.RULE}:
            yield part
        if token.is_end and token.name in {"dl", "ol"}:
            yield Part(Role.FURNITURE, "", token.line, token.line, "")
    if part := reading.flush():
        yield part


class _Reading:
    """Gathers the text of a part up to the tag that ends it."""

    def __init__(self) -> None:
        self._gathered = VisibleText(_BLOCKS, _HIDDEN)
        self._role: Role | None = None
        self._in_dd = self._in_result = False

    def read_text(self, token: Token) -> Part | None:
        """Add a text. Gives away what has been gathered when it is long, whatever follows."""
        return self.flush() if self._gathered.add(token) else None

    def read_tag(self, token: Token) -> Part | None:
        """The part that a tag ends, if it ends one."""
        name = token.name
        if self._gathered.is_hidden(token):
            return None
        if name == "br":
            self._gathered.break_line()
        classes = set() if token.is_end else set((token.attribute("class") or "").split())
        is_abstract = name == "span" and classes & {"abstract-short", "abstract-full"}
        if name not in _BLOCKS and not is_abstract:
            return None
        part = self.flush()
        if name == "li":
            self._in_result = _RESULT in classes
        if name in {"dt", "dd", "dl"}:
            self._in_dd = name == "dd" and not token.is_end
        self._role = None if token.is_end else self._role_of(name, classes)
        return part

    def _role_of(self, name: str, classes: set[str]) -> Role | None:
        if name == "dt" or (name == "p" and "list-title" in classes):
            return Role.ID
        if self._in_result and "title" in classes:
            return Role.TITLE
        roles = (role for each, role in _OF_CLASS.items() if each in classes)
        role = next(roles, None)
        return Role.ABSTRACT if role is None and name == "p" and self._in_dd else role

    def flush(self) -> Part | None:
        """The part that has been gathered, if it says anything."""
        raw, first, end = self._gathered.take()
        if not raw:
            return None
        role, text = read_role(raw)
        # Comments and the journal have one class in answers, categories and the DOI another.
        is_told = (self._role, role) in {(Role.FIELD, Role.JOURNAL), (Role.INNER, Role.DOI)}
        if self._role is None or is_told:
            return Part(role, text, first, end, raw)
        return Part(self._role, text if role is self._role else raw, first, end, raw)
