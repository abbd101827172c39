"""Paper -> what engines keep of its text: its words as written, the terms to rank, its wording.

Imported only where an index is built. The text is cut into words once; the term and code of each
word are cached, because most words come again.
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
# By the form before: which bits are left of a form that follows a hole, or a word.
_CUT = bytes([0xFF & ~BEHIND]) + b"\xff" * 255


class Analysed(NamedTuple):
    """A paper's text, analysed.

    ``title`` and ``rest`` (abstract, else summary) are words as written, ``ranked`` the terms to
    rank, those of the title as often as they count; all separated by spaces. ``titled`` is how many
    words of ``wording`` are the title's.
    """

    title: str
    rest: str
    ranked: str
    wording: bytes
    titled: int


class _Words(dict[str, tuple[bytes, bytes, str]]):
    """Of each word its code, its form, and its term with a space, computed on first use."""

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
        # A hole before each of the two, so that no word follows one of another text.
        words = ["", *title_words, "", *spelled_rest.split()]
        codes, forms, terms = zip(*map(self._words.__getitem__, words), strict=True)
        after = 1 + len(title_words)
        title_terms = "".join(terms[:after])
        ranked = title_terms * count_title(paper.title) + "".join(terms[after:])
        wording = b"".join(codes) + _mark_followers(b"".join(forms))
        return Analysed(title, rest, ranked, wording, title_terms.count(" "))


def _mark_followers(forms: bytes) -> bytes:
    """Forms, the first of them a hole -> the same without holes, and with BEHIND set only where
    a word directly follows another one."""
    before = forms[:-1].translate(_CUT)
    both = int.from_bytes(forms[1:], "big") & int.from_bytes(before, "big")
    return both.to_bytes(len(before), "big").replace(_HOLE, b"")


def _cut_words(text: str) -> tuple[str, str]:
    """The words of a text as written, and as spelled for ranking."""
    text = prepare(wellformed(text))
    words = analyzer.fold_text(text)
    spelled = analyzer.spell_prepared(text)
    return words, words if spelled == text else analyzer.fold_text(spelled)


def _read_word(word: str) -> tuple[bytes, bytes, str]:
    """The code and form of a word, and its term with a space; for a word without a term, no code, a
    hole as its form, and no term."""
    if not word or word in STOP_WORDS or analyzer.is_too_long(word):
        return b"", _HOLE, ""
    term = analyzer.stem(word)
    return encode(code_term(term)), bytes((code_form(word),)), f"{term} "
