"""Clauses: what a query asks of a paper, as records, and how they are written.

Properties of a clause by itself are defined here; which papers it matches is decided in
``index/conditions``.
"""

import re
from typing import NamedTuple

from paperdex.query import is_shouted

# Fields whose words a paper is ranked by; "" is either of them.
RANKED_FIELDS = ("", "title", "abstract")

_STARRED = re.compile(r"\w{2,}\*")  # one letter is not a prefix


class Term(NamedTuple):
    """A text that a paper has, in title or abstract or in the field named.

    ``form`` is word, prefix, phrase (quoted) or value (of a field of fixed values).
    ``slop``, of a phrase: how far from their places neighbouring words may be.
    """

    text: str
    field: str = ""
    form: str = "word"
    slop: int = 0

    def __str__(self) -> str:
        text = f'"{self.text}"' if self.form == "phrase" else self.text
        near = f"~{self.slop}" if self.slop else ""
        return f"{self.field}:{text}{near}" if self.field else f"{text}{near}"


class Bounds(NamedTuple):
    """A number or date within bounds, as they are written."""

    field: str
    text: str

    def __str__(self) -> str:
        return f"{self.field}:{self.text}"


class Signed(NamedTuple):
    """A clause that must hold (`+`) or must not (`-`)."""

    sign: str
    clause: "Clause"

    def __str__(self) -> str:
        text = str(self.clause)
        is_bare = isinstance(self.clause, Bounds) or (
            isinstance(self.clause, Term)
            and (self.clause.form == "phrase" or _is_word_after_sign(text))
        )
        return f"{self.sign}{text if is_bare else _enclose(self.clause)}"


class Group(NamedTuple):
    """Clauses side by side, or, with ``either``, such that one of them is enough."""

    clauses: tuple["Clause", ...]
    either: bool = False

    def __str__(self) -> str:
        if not self.either:
            text = " ".join(map(str, self.clauses))
            is_plain = not any(isinstance(c, Group) for c in self.clauses)
            if is_plain or not is_shouted(text):
                return text
            # All in capitals, OR would be a word without parentheses.
            return " ".join(map(_enclose_group, self.clauses))
        return " OR ".join(map(_enclose_group, self.clauses))


Clause = Term | Bounds | Signed | Group


def _enclose_group(clause: Clause) -> str:
    return _enclose(clause) if isinstance(clause, Group) else str(clause)


def _is_word_after_sign(text: str) -> bool:
    """Whether a text right behind a sign is a word: not if it is signs alone, or begins with one,
    or with a quotation mark (then of no phrase)."""
    return text[0] not in '+-"' and any(map(str.isalnum, text))


def _enclose(clause: Clause) -> str:
    """A clause in parentheses. A space keeps ours from closing one that the last word has left
    open, as `f(x` has."""
    text = str(clause)
    last = text.rpartition(" ")[2]
    return f"({text} )" if last.count("(") > last.count(")") else f"({text})"


def is_loose(clause: Clause) -> bool:
    """Whether a clause is a word by itself, the only one that need not match."""
    return isinstance(clause, Term) and clause.form == "word" and not clause.field


def is_needed(clause: Clause) -> bool:
    """Whether a clause must match, or must not. Clauses side by side and alternatives must match
    if one of them must."""
    if isinstance(clause, Group):
        return any(map(is_needed, clause.clauses))
    return not is_loose(clause)


def is_about_text(clause: Clause) -> bool:
    """Whether a clause asks for words of title or abstract, rather than filtering."""
    if isinstance(clause, Group):
        return any(map(is_about_text, clause.clauses))
    if isinstance(clause, Signed):
        return clause.sign == "+" and is_about_text(clause.clause)
    return isinstance(clause, Term) and clause.field in RANKED_FIELDS


def ranked_text(clause: Clause) -> str:
    """The words of a clause that papers are ranked by; each alternative, and what has a sign, on a
    line of its own: `US OR EU` is two names, not words in capitals."""
    if isinstance(clause, Group):
        between = "\n" if clause.either else " "
        return between.join(filter(None, map(ranked_text, clause.clauses)))
    if isinstance(clause, Signed):
        text = ranked_text(clause.clause) if clause.sign == "+" else ""
        return text and f"\n{text}\n"
    if isinstance(clause, Bounds) or clause.field not in RANKED_FIELDS or clause.form == "prefix":
        return ""
    return _STARRED.sub(" ", clause.text) if clause.form == "phrase" else clause.text
