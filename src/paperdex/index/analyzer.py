"""Text -> terms, the same for every engine and for the matches shown in an answer.

Words are runs of letters and digits, and names of letters and signs (A*, R&D) or capitals
(WHO); they are lower-cased, rid of accents (Greek letters and × are spelled out), dropped if
they are stop words, and stemmed by Snowball English twice: a second pass makes one of
`computerized` and `computer`, `institutional` and `institute`. Plurals that Snowball does not
know (criteria, LLMs) are listed or recognised here. The work is done by tantivy's own filters.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from paperdex.index.letter_names import has_letter_names, join_letter_names, spelled_places
from paperdex.index.prepared import move_back, prepare, trace_back
from paperdex.index.word_lists import REQUEST_WORDS, SINGULARS, STOP_WORDS
from paperdex.query.numbering import find_number
from paperdex.text import beyond_ascii, has_signs, spell_signs, wellformed

VERSION = "tex-han/letter-names/simple/lower/fold/40/stop/plurals/snowball-en-twice/7"
"""Changes with anything that changes the terms: an index of another version is rebuilt."""

_LONGEST_TERM = 40
_SHORTEST_END = 3  # of a word that is split; what comes before may be one or two letters: x-ray
# A query of at least this many words is read as a request, in which `find papers that use` says
# nothing; in a shorter one each word was chosen.
_REQUEST = 6

_VOWELS = frozenset("aeiouy")
_GPUS = 4  # letters; a shorter word in -s is as often no plural: GPS, TTS
_NUCLEIC_ACIDS = ("rnas", "dnas")

# From so many distinct letters beyond ASCII on, the whole text is folded by the analyzer: letter by
# letter would take as long.
_MANY_LETTERS = 30
_ASCII_WORDS = "".join(chr(n).lower() if chr(n).isalnum() else " " for n in range(128))


class Word(NamedTuple):
    """A word of a query: as written (folded), its term, and the words that it forms with stop words
    joined to it by a hyphen (`on-line`: line, online)."""

    written: str
    term: str
    joined: tuple[str, ...] = ()


@cache
def build_word_analyzer() -> TextAnalyzer:
    """The analyzer of words as written: folded, not stemmed, stop words included."""
    return _without_long_words(_folding()).build()


@cache
def build_splitter() -> TextAnalyzer:
    """The same for words that are folded already, with spaces between them."""
    return _without_long_words(TextAnalyzerBuilder(Tokenizer.whitespace())).build()


@cache
def _build_folder() -> TextAnalyzer:
    return _folding().build()


@cache
def _build_stemmer() -> TextAnalyzer:
    stemmer = Filter.stemmer("english")
    return TextAnalyzerBuilder(Tokenizer.raw()).filter(stemmer).filter(stemmer).build()


def spell(text: str) -> str:
    """A text in the form that the analyzers need."""
    return spell_prepared(prepare(wellformed(text)))


def spell_prepared(text: str) -> str:
    """The same of a prepared text: signs and names of letters and signs (`A*`) as words."""
    return spell_signs(join_letter_names(text))


def terms(text: str) -> list[str]:
    """The terms of a text in order, repeats included."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


def words(text: str) -> list[str]:
    """The words of a text in order as written, stop words included."""
    return build_word_analyzer().analyze(spell(text))


def fold_in_place(text: str) -> str:
    """A text of the same length, with letters beyond ASCII folded and signs as spaces; those that
    would not be one character then are left as they are."""
    for letter in set(beyond_ascii(text)):
        text = text.replace(letter, _fold_in_place(letter))
    return text


@lru_cache(maxsize=1 << 10)
def _fold_in_place(letter: str) -> str:
    folded = _fold_letter(letter)
    return letter if len(folded) > 1 or has_signs(letter) else folded


def fold_text(text: str) -> str:
    """The words of a text, separated by spaces; also those too long to be kept, because they have
    a place in the order."""
    letters = set(beyond_ascii(text))
    if len(letters) < _MANY_LETTERS:
        for letter in letters:
            text = text.replace(letter, _fold_letter(letter))
    if text.isascii():  # as most are; a tenth of the analyzer's time
        return text.translate(_ASCII_WORDS)
    return " ".join(_build_folder().analyze(text))


@lru_cache(maxsize=1 << 10)
def _fold_letter(letter: str) -> str:
    """A letter folded, or a space for a sign. Left as it is if the result is not ASCII, or would
    have to be cut or lower-cased: `⑴` is `(1)` within a word, and `Ǥ` a capital."""
    folded = " ".join(_build_folder().analyze(letter)) or " "
    return folded if folded.isascii() and folded.translate(_ASCII_WORDS) == folded else letter


def is_too_long(word: str) -> bool:
    """Whether a folded word is too long to be kept."""
    return len(word) >= _LONGEST_TERM or len(word.encode()) >= _LONGEST_TERM


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """The term of a word that :func:`words` returned: its stem."""
    term = _build_stemmer().analyze(SINGULARS.get(word, word))[0]
    return term[:-1] if term.endswith("s") and _is_plural_of_letters(term) else term


def _is_plural_of_letters(term: str) -> bool:
    """Whether a term is the plural of an abbreviation without vowels (LLMs, GPUs, mRNAs), from
    which Snowball does not remove the -s."""
    if len(term) < _GPUS or term.endswith("ss") or not term.isalpha():
        return False
    letters = term[:-2] if len(term) == _GPUS and term.endswith("us") else term[:-1]
    return _VOWELS.isdisjoint(letters) or term.endswith(_NUCLEIC_ACIDS)


@lru_cache(maxsize=8)  # asked several times per query: to rank, to show matches, to explain
def query_words(text: str, every: bool = False) -> tuple[Word, ...]:
    """The words of a query that say what it is about, in order.

    With ``every`` the words of a request are kept, as in short queries.
    """
    return _read_words(text[len(find_number(text)) :], every) or _read_words(text, every)


def typed_words(text: str) -> list[str]:
    """All words of a query in order as written, stop words included."""
    return words(text if text.isascii() else _before_greek().sub(" ", text))


def _read_words(text: str, every: bool) -> tuple[Word, ...]:
    found = typed_words(text)
    kept = [word for word in found if word not in STOP_WORDS]
    if not every and len(found) >= _REQUEST:
        kept = [word for word in kept if word not in REQUEST_WORDS] or kept
    joined = _find_joined(text) if "-" in text else {}
    return tuple([Word(word, stem(word), tuple(joined.get(word, ()))) for word in kept])


def _find_joined(text: str) -> dict[str, dict[str, None]]:
    """Words that a hyphen joins to a stop word -> both as one word. There may be several of these:
    `on-policy and off-policy`."""
    joined: dict[str, dict[str, None]] = {}
    for left, right in _hyphened().findall(text.lower()):
        if (left in STOP_WORDS) != (right in STOP_WORDS):
            word = right if left in STOP_WORDS else left
            joined.setdefault(word, {})[left + right] = None
    return joined


@cache  # few queries have one
def _before_greek() -> re.Pattern[str]:
    """The place before a Greek letter that ends a name, as in `TNFα`: most papers write `TNF-α`,
    and the others are found as well, because neighbours are also looked for as one word. After a
    single letter (`Aβ`) it is part of the name."""
    return re.compile(r"(?<=[A-Za-z]{2})(?=[Α-ω])")


@cache  # not every query has a hyphen
def _hyphened() -> re.Pattern[str]:
    """Two words joined by a hyphen, without further hyphens."""
    return re.compile(r"(?<![\w-])([a-z0-9]+)-([a-z0-9]+)(?![\w-])")


def part_word(word: str) -> Iterator[tuple[str, str]]:
    """The pairs of words that a word may be split into: three or more letters from its end, or
    between digits and letters. Neither is a stop word: *asymmetric* is not *a symmetric*."""
    for cut in range(1, len(word)):
        if cut <= len(word) - _SHORTEST_END or word[cut - 1].isdigit() != word[cut].isdigit():
            left, right = word[:cut], word[cut:]
            if left not in STOP_WORDS and right not in STOP_WORDS:
                yield left, right


def spans(
    text: str, wanted: Collection[str], wholes: Collection[str] = ()
) -> list[tuple[int, int]]:
    """Where words with the wanted terms are in a text: [start, end) in characters, in order.

    Also where a word of ``wholes`` is written as two words.
    """
    prepared = prepare(text)
    found = build_word_analyzer().pre_tokenize(spell_prepared(prepared)).tokens
    said = [token.text for token in found]
    # A word and its term have the same first letter: few words need to be stemmed.
    initials = {term[:1] for term in wanted}
    lit = [word[0] in initials and _has_term(word, wanted) for word in said]
    for nth, (left, right) in enumerate(pairwise(said) if wholes else ()):
        if left + right in wholes and (left, right) in part_word(left + right):
            lit[nth] = lit[nth + 1] = True
    places = [
        (token.char_offset_from, token.char_offset_to)
        for token, is_lit in zip(found, lit, strict=True)
        if is_lit
    ]
    if has_signs(prepared) or has_letter_names(prepared):
        places = _places_before(prepared, places)
    return places if prepared == text else move_back(places, text)


def _has_term(word: str, wanted: Collection[str]) -> bool:
    return word not in STOP_WORDS and stem(word) in wanted


def _places_before(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in a text as spelled by :func:`spell_prepared` -> places in the text itself."""
    names = spelled_places(text)
    spelled = {sign: spell_signs(sign) for sign in set(text)}
    origin = [nth for nth, sign in enumerate(text) for _ in names.get(nth, spelled[sign])]
    return trace_back(places, origin)


def _folding() -> TextAnalyzerBuilder:
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
    )


def _without_long_words(builder: TextAnalyzerBuilder) -> TextAnalyzerBuilder:
    return builder.filter(Filter.remove_long(_LONGEST_TERM))
