"""Paper -> what engines keep of its text: words as they stand, terms to rank, wording.

Imported where an index is made. The text is cut into words once; what a word is stemmed
and coded to is remembered, for most come again.
"""

from typing import NamedTuple

from paperdex.index import analyzer
from paperdex.index.base import count_title
from paperdex.index.codes import BEHIND, code_form, code_term, encode
from paperdex.index.prepared import prepare
from paperdex.index.word_lists import STOP_WORDS
from paperdex.paper import Paper
from paperdex.text import wellformed

# This many words, each with its code and term, take some 70 MB.
_MOST_REMEMBERED = 300_000
_HOLE = b"\0"
# What the bits of a form behind a hole, and behind a word, are cut to.
_CUT = bytes([0xFF & ~BEHIND]) + b"\xff" * 255


class Analysed(NamedTuple):
    """A paper's text: the words of title and of abstract or summary as they stand; the terms
    that are ranked, the title's as often as they count; its wording, and how many words of that
    are the title's. Between two words or terms are spaces."""

    title: str
    rest: str
    ranked: str
    wording: bytes
    titled: int


class _Words(dict[str, tuple[bytes, bytes, str]]):
    """The code of each word, its form, and its term with a space, worked out when it is first
    met."""

    def __missing__(self, word: str) -> tuple[bytes, bytes, str]:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        known = self[word] = _read_word(word)
        return known


class PaperAnalyser:
    """Analyses one paper after the other."""

    def __init__(self) -> None:
        self._words = _Words()

    def analyse(self, paper: Paper) -> Analysed:
        """What is kept of a paper."""
        title, spelled_title = _cut_words(paper.title)
        rest, spelled_rest = _cut_words(paper.abstract or paper.summary or "")
        title_words = spelled_title.split()
        # A hole before either, so that no word stands behind one of another text.
        words = ["", *title_words, "", *spelled_rest.split()]
        codes, forms, terms = zip(*map(self._words.__getitem__, words), strict=True)
        after = 1 + len(title_words)
        title_terms = "".join(terms[:after])
        ranked = title_terms * count_title(paper.title) + "".join(terms[after:])
        wording = b"".join(codes) + _mark_followers(b"".join(forms))
        return Analysed(title, rest, ranked, wording, title_terms.count(" "))


def _mark_followers(forms: bytes) -> bytes:
    """Forms without holes, and with BEHIND only right behind another word; the first of
    them is a hole."""
    before = forms[:-1].translate(_CUT)
    both = int.from_bytes(forms[1:], "big") & int.from_bytes(before, "big")
    return both.to_bytes(len(before), "big").replace(_HOLE, b"")


def _cut_words(text: str) -> tuple[str, str]:
    """The words of a text as it stands, and as it is spelled for ranking."""
    text = prepare(wellformed(text))
    words = analyzer.fold_text(text)
    spelled = analyzer.spell_prepared(text)
    return words, words if spelled == text else analyzer.fold_text(spelled)


def _read_word(word: str) -> tuple[bytes, bytes, str]:
    """The code and form of a word, and its term with a space; of what has no term a hole and
    nothing else."""
    if not word or word in STOP_WORDS or analyzer.is_too_long(word):
        return b"", _HOLE, ""
    term = analyzer.stem(word)
    return encode(code_term(term)), bytes((code_form(word),)), f"{term} "
