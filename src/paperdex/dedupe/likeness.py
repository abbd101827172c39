"""Two titles -> how alike they are, and by what they differ.

Only the two titles count: neither authors nor years nor any other title of the library. Most
questions are put to the shorter and the longer of the two.
"""

import re
from collections.abc import Iterator, Set
from string import whitespace
from typing import NamedTuple

from paperdex.dedupe.field_words import VENUE_KINDS, VENUE_WORDS
from paperdex.dedupe.greek import Loss, find_loss
from paperdex.dedupe.marks import (
    ORDINAL,
    WORD,
    find_added_marks,
    find_codes,
    is_mistyped_mark,
)
from paperdex.dedupe.thresholds import (
    ALIKE_WORDS,
    CAPITAL_LETTERS,
    CUT_LETTERS,
    CUT_WORDS,
    LACKING_LETTERS,
    LONG_TITLE,
    MISTYPED_LETTERS,
    NAME_WORDS,
    SHORT_TITLE,
    SOME_WORDS,
)
from paperdex.dedupe.titles import Title, join_digits
from paperdex.dedupe.typos import are_mistyped, are_two_words, find_differing, read_letters
from paperdex.dedupe.words import (
    KINDS_OF_WORK,
    MARKS,
    NO_NAMES,
    NUMERALS,
    OPEN_WORDS,
    ROMAN,
    SMALL_WORDS,
    STAGE,
)
from paperdex.text import fold

EQUAL, CLOSE, CUT, NAMED, ALIKE, APART = 5, 4, 3, 2, 1, 0
"""How far two titles are one: letter for letter; but for typos; one is the beginning
of the other; one is the other behind a name (`MrT5: ...`); mostly the same words; not at
all."""

_ABOUT = frozenset("on to of for from about regarding zu auf sur sobre".split())
_CUT_ENDS = f"{whitespace}.…"
_SUBTITLE = re.compile(r"\W*[:?.(–—]|\s+-\s")
# `..., VLDB 1999`, `... . In Proc. of the NIPS 2012`; what stands behind a colon is of the title,
# and so are a country and an illness. The second capital is the next one: to try each takes long.
_MEETING = (
    r"(?i)[.,]\s+(?:in:?\s+)?(?:proc(?:\.|eedings)?\s+(?:of\s+)?(?:the\s+)?)?"
    r"(?!(?:USA?|UK|EU|COVID|SARS)\b)(?P<name>(?-i:[A-Z][^\WA-Z]*[A-Z]\w*))[\s'’-]*(?P<year>(?:19|20)\d\d)\W*$"
)
_PARTED = re.compile(r"\W*[.,]\s")
# What scanners read for letters; `i` is read for `l` as well.
_MISREAD_DIGITS = str.maketrans({"0": "o", "1": "l", "5": "s", "i": "l"})
# Words that may be misread so: small ones, `sh0t`, `visua1`; not `C1s`, nor `Model5`.
_MISREAD = re.compile(r"0[fnr]|1[ns]|[fn]0[nrt]|(?=\w{4}$)[^\W\d]*[015][^\W\d]+|\w{4,}[^\W5]")
# So many words of a title are named where it differs from another.
_MOST_NAMED = 6
# Words that may be one in another title: `H 2 O 2`.
_MOST_JOINED = 4
_DOUBLED = re.compile(r"(.)\1")
# `24 (2010)`, `24(3): 112`, `2010;24:112`, `pp. 112-121`; not `(vol 24, pg 112, 2010)`, an erratum.
_PLACE = re.compile(
    r"\b\d+\s*\(\s*(?:\d{1,2}|(?:19|20)\d\d)\s*\)|\b(?:19|20)\d\d\s*;\s*\d+|\bpp\.?\s*\d+\s*[-–]"
)
# With which a part of a work begins behind its title.
_PARTS = frozenset(("part", *ROMAN, *NUMERALS))


class Likeness(NamedTuple):
    """How alike two titles are, and the words in which they differ."""

    rank: int
    one: str = ""
    other: str = ""

    @property
    def differing(self) -> str:
        """The words in which the titles differ, in quotes and alphabetical order, of each title the
        first few; those of one title only, if it contains all of the other."""
        sides = filter(None, sorted((self.one, self.other)))
        return "/".join(f'"{_begin(words)}"' for words in sides)


_SAME = Likeness(EQUAL)


def compare_titles(one: Title, other: Title) -> Likeness:
    """How alike two titles are."""
    if one.text == other.text:
        return _SAME
    if one.key == other.key:
        return Likeness(EQUAL, *_name_differing(one, other))
    if find_greek_loss(one, other) == Loss.TRACED or one.spelled == other.spelled:
        return Likeness(CLOSE, *_name_differing(one, other))
    short, long = _by_length(one, other)
    shared = len(one.telling & other.telling)
    least = min(len(one.telling), len(other.telling))
    begins = long.key.startswith(short.key)
    if not begins and shared < SOME_WORDS * least and not _may_be_mistyped(short, long):
        return Likeness(APART)
    rank = _rank(short, long)
    if rank == APART and shared and shared >= ALIKE_WORDS * least:
        rank = ALIKE
    return Likeness(rank, *_name_differing(one, other))


# What only one of them has: marks, signs, numbers


def compare_marks(one: Title, other: Title) -> list[str]:
    """The marks that only one title has, and the other does not even have mistyped. For a title
    that shows that it is cut, it is unknown what follows."""
    if one.text == other.text:
        return []
    if one.key == other.key:
        return sorted((one.noted ^ other.noted) | _find_other_marks(one, other))
    if find_greek_loss(one, other) == Loss.TRACED:
        return []
    short, long = _by_length(one, other)
    others = _find_other_marks(one, other)
    if short.is_cut or _is_cut_inside(short, long):
        one, other = short, Title(long.plain[: len(short.plain.rstrip(_CUT_ENDS))])
    found = find_added_marks(*find_differing(one.words, other.words)) | others
    if "+" in long.plain and _name_sequel(short, long):
        found |= {"+"}
    return sorted(found | _find_own_marks(one, other) | _find_own_marks(other, one))


def _find_own_marks(mine: Title, theirs: Title) -> Set[str]:
    """The marks that one title has and the other has not, not even mistyped. A number that is part
    of a word in the other title counts nothing: `CO 2`, `CO2 ...: Part 2`."""
    own = mine.marks - _find_joined(mine, theirs) - (theirs.marks - _find_joined(theirs, mine))
    if not own:
        return own
    # `Correlations`, if both titles have it, is no mistyped `Corrections`.
    words = [word for word in theirs.words if word in MARKS or word not in mine.words]
    return {mark for mark in own if not is_mistyped_mark(mark, words)}


def _find_other_marks(one: Title, other: Title) -> frozenset[str]:
    """The labels of two titles that have other ones, as two abstracts of a meeting; and the signs
    that only one has, if one prints any in TeX. Elsewhere sources lose them too often."""
    found = set[str]()
    if one.label and other.label and one.label != other.label:
        found |= {one.label, other.label}
    if one.has_commands or other.has_commands:
        short, long = _by_length(one, other)
        found |= short.signs - long.signs
        if not _begins(short, long):  # others may follow
            found |= long.signs - short.signs
    return frozenset(found)


def _begins(short: Title, long: Title) -> bool:
    """Whether one title is letter for letter the beginning of the other."""
    return short.is_cut or (short.key != long.key and long.key.startswith(short.key))


def have_same_codes(one: Title, other: Title) -> bool:
    """Whether the numbers inside the words of two titles are the same, wherever they stand by
    themselves in one (`HPV 16`, `HPV16`) or are letters, misread (`f0r`)."""
    if one.codes == other.codes:
        return True
    mine, theirs = _find_codes(one, other), _find_codes(other, one)
    return mine | _find_joined(one, other) == theirs | _find_joined(other, one)


def _find_codes(title: Title, other: Title) -> frozenset[str]:
    """The numbers inside a title's words, but for those that the other has with letters, and not
    as names."""
    letters = {
        word.replace("i", "l")
        for word in other.words
        if word.isalpha() and not _is_name(word, other)
    }
    return find_codes(
        [
            word
            for word in title.words
            if not (_MISREAD.fullmatch(word) and word.translate(_MISREAD_DIGITS) in letters)
        ]
    )


def _find_joined(title: Title, other: Title) -> frozenset[str]:
    """The numbers of a title that are part of a word in the other wherever they stand: `HPV 16`,
    `5 mg`, `H 2 O`."""
    words, whole = title.words, set(other.words)
    parts, alone = set[str](), set[str]()
    for place, word in enumerate(words):
        if word.isdigit():
            is_part = any("".join(words[run]) in whole for run in _runs_over(place, len(words)))
            (parts if is_part else alone).add(word.lstrip("0") or "0")
    return frozenset(parts - alone)


def _runs_over(place: int, count: int) -> Iterator[slice]:
    """The runs of two to :data:`_MOST_JOINED` of ``count`` words that the word at a place is in."""
    for start in range(max(0, place - _MOST_JOINED + 1), place + 1):
        for end in range(max(start + 2, place + 1), min(start + _MOST_JOINED, count) + 1):
            yield slice(start, end)


def _name_sequel(short: Title, long: Title) -> bool:
    """Whether the name of one work is that of the other and a plus: `Foo++: ...`. Elsewhere a
    plus may be lost (`Na+`, `CD4+`)."""
    one, other = (title.plain.partition(":")[0].rstrip() for title in (short, long))
    return one != other and one.rstrip("+") == other.rstrip("+")


def find_greek_loss(one: Title, other: Title) -> Loss:
    """What became of the Greek letters of one title, if that is all by which they differ."""
    # What is lost makes a title shorter.
    if len(one.key) == len(other.key) or one.has_greek == other.has_greek:
        return Loss.NONE
    return find_loss(one.plain, other.plain)


# How the longer title goes on


def get_added(one: Title, other: Title) -> list[str]:
    """The words of the longer title after as many as the shorter has."""
    short, long = _by_length(one, other)
    return long.words[len(short.words) :]


def goes_on(one: Title, other: Title) -> bool:
    """Whether the shorter of two titles shows that it is cut."""
    short, long = _by_length(one, other)
    return short.is_open or _is_cut_inside(short, long)


def lacks_subtitle(one: Title, other: Title) -> bool:
    """Whether the shorter of two titles ends where the other's subtitle begins."""
    return _SUBTITLE.match(_get_rest(one, other)) is not None


def tells_stage(one: Title, other: Title) -> bool:
    """Whether the longer of two titles continues with what tells of a stage of the work."""
    return re.search(STAGE, " ".join(get_added(one, other))) is not None


def cites_itself(one: Title, other: Title) -> bool:
    """Whether the longer of two titles continues with where it was printed; not with a part, of
    which that may be told (`... II. Trees 2020;12:33-40`)."""
    is_part = not _PARTS.isdisjoint(get_added(one, other)[:1])
    return not is_part and _PLACE.search(_get_rest(one, other)) is not None


def names_place(one: Title, other: Title, years: Set[str], venues: Set[str]) -> bool:
    """Whether all that the longer of two titles has more is the name of a venue, perhaps with
    which of its meetings it was: of words of venues, and those that are known of the two. What
    is known of a venue speaks against another."""
    added = [word for word in get_added(one, other) if word not in SMALL_WORDS]
    meeting = re.search(_MEETING, _by_length(one, other)[1].text)
    if meeting and meeting["year"] in years and set(added) <= set(WORD.findall(fold(meeting[0]))):
        name = fold(meeting["name"])
        return not venues or any(name in venue for venue in venues)
    is_known = not venues.isdisjoint(added)
    of_kind = not VENUE_KINDS.isdisjoint(added)
    if not is_known and not (of_kind and _PARTED.match(_get_rest(one, other))):
        return False
    return all(
        word in VENUE_WORDS
        or word in years
        or word in venues
        or (of_kind and (word in NUMERALS or ORDINAL.fullmatch(word)))
        for word in added
    )


def is_about(one: Title, other: Title) -> bool:
    """Whether one title is about the other: `Comments on ...`."""
    short, long = _by_length(one, other)
    start = len(long.words) - len(short.words)
    if not 0 < start <= 4 or long.words[start - 1] not in _ABOUT:
        return False
    if long.words[:start] == short.words[:start]:  # both begin so: words were run together
        return False
    return are_mistyped(short.words, long.words[start:])


def has_name(one: Title, other: Title) -> bool:
    """Whether only the longer of two titles has a name and a colon before all else."""
    short, long = _by_length(one, other)
    return _find_name(long) != [] and _find_name(long) != _find_name(short)


def _find_name(title: Title) -> list[str]:
    """The words of the name before a title's colon; none if they are no name."""
    start, colon, _ = title.plain.partition(":")
    name = WORD.findall(join_digits(start)) if colon else []
    if not 0 < len(name) <= NAME_WORDS or not NO_NAMES.isdisjoint(name):
        return []
    if name[-1] in OPEN_WORDS or KINDS_OF_WORK.issuperset(name):  # `Data from: ...`
        return []
    return name


def _get_rest(one: Title, other: Title) -> str:
    """The text of the longer title after as many words as the shorter has."""
    short, long = _by_length(one, other)
    ends = [word.end() for word in WORD.finditer(long.plain)]
    count = len(short.words)
    return long.plain[ends[count - 1] :] if 0 < count <= len(ends) else ""


# What two titles of a rank are


def _begin(words: str) -> str:
    """The first of several words. Titles that differ in more are told apart beside the reason."""
    first = words.split()[:_MOST_NAMED]
    return words if len(words.split()) <= _MOST_NAMED else f"{' '.join(first)} …"


def _name_differing(one: Title, other: Title) -> tuple[str, str]:
    mine, theirs = find_differing(one.words, other.words)
    return " ".join(mine), " ".join(theirs)


def _by_length(one: Title, other: Title) -> tuple[Title, Title]:
    """The shorter one, then the longer; equally long ones in alphabetical order."""
    shorter, longer = sorted(
        (one, other), key=lambda title: (len(title.key), title.key, title.text)
    )
    return shorter, longer


def _may_be_mistyped(short: Title, long: Title) -> bool:
    """Short titles may share no word and still differ by a typo in each."""
    return len(long.key) <= MISTYPED_LETTERS and len(long.key) - len(short.key) <= 3


def _rank(short: Title, long: Title) -> int:
    mine, theirs = find_differing(short.words, long.words)
    if len(mine) == len(theirs) == 1:
        if len(short.telling) >= SHORT_TITLE and _is_plural(mine[0], theirs[0], long):
            return CLOSE
        if _are_other_names(mine[0], theirs[0], short, long):
            return APART
    if are_mistyped(short.words, long.words):
        return CLOSE
    if _is_cut(short, long) or is_name_alone(short, long):
        return CUT
    if _is_named(short, long):
        return NAMED
    if len(short.words) > CUT_WORDS and long.key.endswith(short.key):
        return ALIKE
    return APART


def _is_plural(one: str, other: str, title: Title) -> bool:
    """Whether the other word, of the title, is the one and an *s* behind capitals: `LLMs`."""
    if len(one) < 2 or other != f"{one}s":
        return False
    return f"{one.upper()}s" in _find_printed(other, title)


def _are_other_names(one: str, other: str, short: Title, long: Title) -> bool:
    """Whether two words of a title each are other short names with capitals: `SIR` and `SIRS`,
    `miRNA` and `siRNA`; long ones, if small letters would be misread so: `CLBench` and `DBench`.
    Letters swapped, doubled or misread (`GlOSS`, `GIOSS`) are a typo; numbers are compared
    separately."""
    is_short = min(len(one), len(other)) <= CAPITAL_LETTERS
    if not (is_short or read_letters(one) == read_letters(other)) or not (one + other).isalpha():
        return False
    if sorted(one) == sorted(other) or _read(one) == _read(other):
        return False
    return _is_name(one, short) and _is_name(other, long)


def _read(word: str) -> str:
    """A word without the slips of typists and scanners: letters doubled, *I* for *l*."""
    return _DOUBLED.sub(r"\1", word.replace("l", "i"))


def _is_name(word: str, title: Title) -> bool:
    """Whether a word has several capitals, and not since all of the title has."""
    capitals = (sum(map(str.isupper, printed)) for printed in _find_printed(word, title))
    return not title.text.isupper() and max(capitals, default=0) > 1


def _find_printed(word: str, title: Title) -> list[str]:
    """A folded word as the title prints it."""
    return re.findall(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", title.text, re.IGNORECASE)


def _is_cut(short: Title, long: Title) -> bool:
    """Whether one title is the beginning of the other, except for typos."""
    count = len(short.words)
    if count < CUT_WORDS and len(short.key) < CUT_LETTERS and not short.is_cut:
        return False
    if 0 < count <= len(long.words) and are_two_words(short.words[-1], long.words[count - 1]):
        return False
    if long.key.startswith(short.key):
        return True
    for n in (count, count - 1, count + 1):
        start = long.words[:n] if n > 0 else []
        if not start or not short.words:
            continue
        if start[-1].startswith(short.words[-1]):  # cut within a word
            start[-1] = short.words[-1]
        elif n != count:  # words are split or joined: the last is one all the same
            continue
        if are_mistyped(short.words, start):
            return True
    return False


def is_name_alone(one: Title, other: Title) -> bool:
    """Whether one title is no more than the name, in a word or two, that stands before a colon in
    the other: some sources keep subtitles in a field of their own."""
    short, long = _by_length(one, other)
    if len(short.words) >= CUT_WORDS or short.is_serial or not NO_NAMES.isdisjoint(short.words):
        return False
    name, colon, subtitle = long.plain.partition(":")
    return bool(colon and subtitle) and WORD.findall(join_digits(name)) == short.words


def _is_cut_inside(short: Title, long: Title) -> bool:
    """Whether one title is the beginning of the other to some letter of a word."""
    count = len(short.words)
    if len(short.key) < LONG_TITLE or count > len(long.words):
        return False
    lacking = len(long.words[count - 1]) - len(short.words[-1])
    return lacking >= LACKING_LETTERS and long.key.startswith(short.key)


def _is_named(short: Title, long: Title) -> bool:
    """Whether one title is the other, except for typos, after a name and a colon."""
    name = _find_name(long)
    if not name or len(short.telling) < SHORT_TITLE:
        return False
    return are_mistyped(short.words, long.words[len(name) :])
