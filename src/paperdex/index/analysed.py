"""Paper -> what engines keep of its text: words as they stand, words to rank, wording.

Imported where an index is made. The text is cut into words once; the code of a word is
remembered, for most come again.
"""

from typing import NamedTuple

from paperdex.index import analyzer
from paperdex.index.base import TITLE_COUNTS
from paperdex.index.rescoring import BEHIND, WORD_BYTES, code_form, code_term
from paperdex.index.word_lists import STOP_WORDS
from paperdex.paper import Paper
from paperdex.text import has_signs, spell_signs, wellformed

# So many words with their codes take some 50 MB.
_MOST_REMEMBERED = 300_000
_HOLE = b"\0"
# What the bits of a form behind a hole, and behind a word, are cut to.
_CUT = bytes([0xFF & ~BEHIND]) + b"\xff" * 255


class Analysed(NamedTuple):
    """A paper's text: the words of title and of abstract or summary as they stand; those that
    are ranked, the title's as often as they count; its wording. Between two words is a space."""

    title: str
    rest: str
    ranked: str
    wording: bytes


class _Codes(dict[str, bytes]):
    """The code of each word, worked out when it is first met."""

    def __missing__(self, word: str) -> bytes:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        code = self[word] = _encode_word(word)
        return code


class PaperAnalyser:
    """Analyses one paper after the other."""

    def __init__(self) -> None:
        self._codes = _Codes()

    def analyse(self, paper: Paper) -> Analysed:
        """What is kept of a paper."""
        title, spelled_title = _split(paper.title)
        rest, spelled_rest = _split(paper.abstract or paper.summary or "")
        ranked = " ".join(spelled_title * TITLE_COUNTS + spelled_rest)
        return Analysed(
            " ".join(title), " ".join(rest), ranked, self._encode(spelled_title, spelled_rest)
        )

    def _encode(self, title: list[str], rest: list[str]) -> bytes:
        """The wording of a title's words and those of the rest; a hole parts them."""
        words = ["", *title, "", *rest]
        joined = b"".join(map(self._codes.__getitem__, words))
        forms, highs, lows = (joined[nth::WORD_BYTES] for nth in range(WORD_BYTES))
        forms = _mark_followers(forms)
        wording = bytearray(WORD_BYTES * len(forms))
        wording[::3] = forms
        wording[1::3] = highs.replace(_HOLE, b"")
        wording[2::3] = lows.replace(_HOLE, b"")
        return bytes(wording)


def _mark_followers(forms: bytes) -> bytes:
    """Forms without holes, and with BEHIND only right behind another word; the first of
    them is a hole."""
    before = forms[:-1].translate(_CUT)
    both = int.from_bytes(forms[1:], "big") & int.from_bytes(before, "big")
    return both.to_bytes(len(before), "big").replace(_HOLE, b"")


def _split(text: str) -> tuple[list[str], list[str]]:
    """The words of a text as it stands, and with its signs spelled out."""
    text = wellformed(text)
    words = analyzer.fold_words(text)
    return words, analyzer.fold_words(spell_signs(text)) if has_signs(text) else words


def _encode_word(word: str) -> bytes:
    """The form of a word and the code of its term; holes for what has no term."""
    if not word or word in STOP_WORDS or analyzer.is_too_long(word):
        return _HOLE * WORD_BYTES
    return bytes([code_form(word)]) + code_term(analyzer.stem(word))
