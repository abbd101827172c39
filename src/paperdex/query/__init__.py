"""What a person asks for: a text, read as words to rank by and clauses, and filters.

The same for every engine; which papers match is decided in `index/conditions`. The grammar is
imported only if a text may contain a clause: most texts are plain words.
"""

import time
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from paperdex.query.filters import Filters

if TYPE_CHECKING:
    from paperdex.query.clauses import Group
    from paperdex.query.grammar import Reading

TEXT_FIELDS = ("title", "abstract", "author", "venue", "org", "source")
DATE_FIELDS = ("date", "year")
NUMBER_FIELDS = ("upvotes", "comments", "authors")
FIELDS = frozenset((*TEXT_FIELDS, *DATE_FIELDS, *NUMBER_FIELDS, "id", "has"))
"""The names that a clause may begin with, before a colon; docs/search.md says what each means."""

HAS = {"code": "code_urls", "abstract": "abstract", "authors": "authors", "date": "date"}
"""What may follow `has:`, and the field of a paper that must not be empty then."""

# Up to so many words in capitals may be names, and an OR between them is meant.
_FEW = 3

# Characters that, inside a word, may follow the name of a field.
_INSIDE = frozenset(":<>=")


class Query(NamedTuple):
    """A text as typed, and filters. With ``literal`` all of the text is words.

    Words are optional, the more of them the better; with ``all_words`` a paper must have all
    of them. Clauses must match. Without ``feedback`` only the words count, not likeness to
    the best hit. The language is described in docs/search.md.
    """

    text: str
    filters: Filters = Filters()
    all_words: bool = False
    literal: bool = False
    feedback: bool = True

    @property
    def is_plain(self) -> bool:
        """Whether the text is words only."""
        return self.literal or not may_have_clauses(self.text)

    @property
    def clauses(self) -> "Group":
        """The text as clauses, words among them."""
        if self.literal:
            from paperdex.query.grammar import read_literally

            return read_literally(self.text)
        if self.is_plain:
            from paperdex.query.clauses import Group, Term

            return Group(tuple(map(Term, self.text.split())))
        return parse(self.text)

    @property
    def ranked(self) -> str:
        """The words to rank by, in order, as one text: without words that are excluded or only
        filter."""
        return self.text if self.is_plain else _find_ranked(self.text)


@lru_cache(maxsize=8)  # asked many times per query, which may be a long paste
def may_have_clauses(text: str) -> bool:
    """Whether the text may contain clauses, and must be parsed; if not, it is words only."""
    words = text.split()
    return any(
        word[0] in '"(+-' or word[-1] == "*" or ")" in word or _names_field(word) for word in words
    ) or ("OR" in words and not is_shouted(text))


def is_shouted(text: str) -> bool:
    """Whether a text is more than a few words, all in capitals, so that `OR` is a word of it: CATS
    OR DOGS IN LARGE HOUSES. It is not if every second word is OR, as in a list of names."""
    words = text.split()
    return len(words) > _FEW and text.isupper() and {*words[1::2]} != {"OR"}


@lru_cache(maxsize=8)  # as above
def _find_ranked(text: str) -> str:
    from paperdex.query.clauses import ranked_text

    return ranked_text(parse(text))


def may_be_meant_otherwise(text: str) -> bool:
    """Whether a text of words only may have been meant as clauses, and must be parsed to tell."""
    return any(
        word in ("AND", "NOT")
        or not _INSIDE.isdisjoint(word[1:-1])
        or (word[-1] == ":" and word[:-1] in FIELDS)
        for word in text.split()
    )


def _names_field(word: str) -> bool:
    name, colon, value = word.partition(":")
    return bool(colon and value) and name in FIELDS


def parse(text: str) -> "Group":
    """The clauses of a text. Printed and read again, they are the same clauses."""
    return read(text).clauses


def read(text: str) -> "Reading":
    """The clauses of a text, and what looks like a clause in it but is not one."""
    from paperdex.query.grammar import read_text

    return read_text(text, time.strftime("%Y-%m-%d"))
