"""A title -> what comparing it needs.

TeX, case, accents, punctuation, hyphens and line breaks are folded. How alike two titles are
is told by :mod:`paperdex.dedupe.likeness`.
"""

import re
from functools import lru_cache
from string import whitespace
from unicodedata import normalize

from paperdex.dedupe.citations import is_header
from paperdex.dedupe.cleaning import find_label, plain_title
from paperdex.dedupe.greek import names_greek
from paperdex.dedupe.lazy import lazy
from paperdex.dedupe.marks import WORD, find_codes, find_marks
from paperdex.dedupe.signs import find_commands, find_signs
from paperdex.dedupe.thresholds import CUT_WORDS
from paperdex.dedupe.words import (
    LONGEST_SERIAL,
    NO_TITLE,
    NO_TITLES,
    OPEN_WORDS,
    SERIAL,
    SMALL_WORDS,
)
from paperdex.text import fold, title_key

# A short one may say that this is an erratum, or a data set.
_SHORT_NOTE = re.compile(r"\[\s*([^\W\d]+(?: [^\W\d]+)?)\s*\][\s.]*$")
# Of one that an English title is said to be translated from: names of columns and series have
# them (`[From the Desk of the Editor]`).
_ENGLISH = frozenset("the and of with from".split())
# Words after which a title that stands in brackets is what the work is about: `Erratum to [...]`.
_ABOUT = frozenset("on about regarding re zu zum zur von auf".split())
# How many times as long as the other a title and its translation may be.
_TRANSLATED_LENGTH = 2.5
_ENDS = f"{whitespace}."
# `main_final.tex`
_FILE = re.compile(r"\S{1,50}\.(?:pdf|docx?|tex|dvi|ps)", re.IGNORECASE)
# Read from the end: to look for it from each of many dots takes long.
_CUT_SIGN = re.compile(r"[\s.\"”]*?(?:\.\.\.|…)")
# `10 000`; other numbers may only stand beside each other.
_SPACED_THOUSANDS = re.compile(r"(?<=\d) (?=000(?!\d))")
# `3 × 3`, of which the sign is spelled out, is `3 x 3`.
_TIMES = re.compile(r"(?<=\d)\s?times\s?(?=\d)")
# Letters as they are spelled where they can't be printed; folding loses the signs on vowels.
_SPELLED = {"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
_SPELLED_LETTER = re.compile(f"[{''.join(_SPELLED)}]", re.IGNORECASE)
# `1.5`, `1,5` and, in some journals, `1·5`; `1,500` is 1500.
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[.,·](?=\d)")
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3}),(\d{3})(?![\d.,])")


class Title:
    """A title with what comparing it needs, computed on first use."""

    def __init__(self, text: str) -> None:
        self.text = text
        plain = plain_title(text)
        if "times" in plain:
            plain = _TIMES.sub(" x ", plain)
        self.plain = _SPACED_THOUSANDS.sub("", plain) if " 000" in plain else plain
        self.words = WORD.findall(join_digits(self.plain))
        self.key = "".join(self.words) or title_key(text)
        self.telling = frozenset(self.words) - SMALL_WORDS

    @lazy
    def marks(self) -> frozenset[str]:
        """What distinguishes works of one name: numerals, ordinals, years, `erratum`, ..."""
        return find_marks(self.plain) | self.noted

    @lazy
    def noted(self) -> frozenset[str]:
        """Those of them that a note in brackets tells of: `[Erratum]`, `[Data set]`."""
        note = _SHORT_NOTE.search(self.text)
        if note is None:
            return frozenset()
        return find_marks(f"{self.plain} - {fold(note[1])}") - find_marks(self.plain)

    @lazy
    def spelled(self) -> str:
        """The key with letters spelled out that some sources can't print: Gefäß is `gefaess`. None
        of those that may be other words with a letter more: OLMo and OLMoE are two models."""
        if self.text.isascii():
            return self.key
        spelled = _SPELLED_LETTER.sub(
            lambda letter: _SPELLED[letter[0].lower()], normalize("NFC", self.text)
        )
        return self.key if spelled == self.text else read_title(spelled).key

    @lazy
    def label(self) -> str | None:
        """What its source puts before it: the kind of article, or the number of an abstract."""
        return find_label(self.text)

    @lazy
    def has_commands(self) -> bool:
        """Whether it prints signs as commands of TeX."""
        return bool(find_commands(self.text))

    @lazy
    def signs(self) -> frozenset[str]:
        """The signs of formulas in it by which works are told apart."""
        return find_signs(self.text)

    @lazy
    def codes(self) -> frozenset[str]:
        """The numbers inside its words."""
        return find_codes(self.words)

    @lazy
    def has_greek(self) -> bool:
        """Whether it names a Greek letter."""
        return names_greek(self.plain)

    @lazy
    def is_cut(self) -> bool:
        """Whether it shows that something follows."""
        return _CUT_SIGN.match(self.text[::-1]) is not None

    @lazy
    def original(self) -> str | None:
        """What stands in brackets behind a translated title, if that may be the title itself:
        Scopus prints `Work in a crowd [Arbeiten in der Crowd]`."""
        text = self.text.rstrip(_ENDS)
        if not text.endswith("]"):
            return None
        translated, _, original = text[:-1].rpartition("[")
        return original if _may_be_translated(Title(translated), Title(original)) else None

    @property
    def is_open(self) -> bool:
        """Whether it is cut, or ends with a word with which hardly any title ends."""
        return self.is_cut or (len(self.words) >= CUT_WORDS and self.words[-1] in OPEN_WORDS)

    @lazy
    def is_serial(self) -> bool:
        """Whether many works have this title, like `Editorial`."""
        if (" " not in self.text and _FILE.fullmatch(self.text)) or is_header(self.text):
            return True
        # Most are too long for it, which the pattern takes long to find.
        if len(self.key) > LONGEST_SERIAL and "editor" not in self.key:
            return False
        if self.key in NO_TITLES or NO_TITLE.fullmatch(self.key):
            return True
        return SERIAL.fullmatch(self.key) is not None


def _may_be_translated(title: Title, original: Title) -> bool:
    """Whether a title may be another one, translated: both are whole ones of about one length, and
    neither is a column, a note (`[Article in French]`) or another work's (`Erratum to [...]`)."""
    least, most = sorted((len(title.key), len(original.key)))
    if min(len(title.words), len(original.words)) < CUT_WORDS or most > _TRANSLATED_LENGTH * least:
        return False
    if title.is_serial or original.is_serial or original.words[:2] == ["article", "in"]:
        return False
    if not _ENGLISH.isdisjoint(original.words) or title.words[-1] in _ABOUT or title.is_open:
        return False
    return title.marks == original.marks


@lru_cache(maxsize=2048)
def read_title(text: str) -> Title:
    """The title of a text, cached for comparisons soon after each other."""
    return Title(text)


def join_digits(text: str) -> str:
    """`1.5` is one word, and so is `1,500`."""
    if "," in text:
        text = _THOUSANDS.sub(r"\1\2", text)
    return _BETWEEN_DIGITS.sub("#", text) if "." in text or "," in text or "·" in text else text
