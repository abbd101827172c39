"""A title that is a whole citation, or continues like one -> the title in it.

References that no tool has parsed end up in the title field:
`Smith, J., & Jones, B. (2010). On rooms. J Walls, 24, 112-119.` Text in, text out.
"""

import re
from collections.abc import Sequence, Set
from itertools import chain, takewhile

from paperdex.dedupe.field_words import ORGANIZATION_WORDS
from paperdex.text import fold

# Few titles need the patterns that are plain strings: they are compiled when they are first used.

# More letters are no citation, and would take long.
_LONGEST = 1000
_YEAR = r"(?:19|20)\d\d"
_TITLE = r"(?P<title>.{15,}?[^\W\d_]{3}[.?!])"
_INITIALS = r"(?:\b[A-Z]\.|\bet al\b)"
# `... in adults. J Neurol 2010;24:112-9`, `... J Neurol, 24(3): 112`
_AND_PLACE = (
    r"(?s)(?P<title>.{25,}?[^\W\d_]{3}[.?!])\s+\D.{0,120}?"
    rf"\b(?:{_YEAR}\s*;\s*|\d+\s*\(\d{{1,4}}\)\s*[:,]\s*)[-–:;,.()\s\w]*"
)
_NUMBER = r"(?:\[\d+\]\s*)?"
# `Smith, J., & Jones, B. (2010). Title. Place`, and with the year bare
_AFTER_YEAR = (
    rf"(?s){_NUMBER}(?:(?=[^()]*{_INITIALS})[^()]{{4,300}}?\({_YEAR}[a-z]?\)[.,:]?"
    rf"|[^\W\d_][\w'’-]+, [A-Z]\.[^()]{{0,300}}?\b{_YEAR}[a-z]?[.,:])\s+{_TITLE}(?:\s.*)?"
)
# `Smith J, Jones B, et al. Title. Place 2010`, `J. Smith, B. Jones. Title. Place 2010`
_WORD = r"[^\W\d_][\w'’-]+"
_NAME = rf"(?:(?:{_WORD} ){{1,3}}[A-Z]{{1,3}}|(?:[A-Z]\.[ -]?){{1,3}}{_WORD}(?: {_WORD})?)"
# Names once found are not read otherwise (`++`): there would be too many ways.
_AFTER_NAMES = (
    rf"(?s){_NUMBER}(?:{_NAME},? (?:and |& )?)++(?:{_NAME}|et al)\.\s+{_TITLE}\s.*\b{_YEAR}\b.*"
)
# What stands above a title on the first page of a PDF: `Published as a conference paper at ...`
_HEADER = (
    r"(?is)(?:published|accepted|(?:under )?review|to appear|submitted) as an? \w+ paper"
    rf" (?:at|in|to) (?:the )?\w+ {_YEAR}\W*(?:\s(?P<title>\S.*))?"
)
# `J. Smith and B. Jones, "Title," Place`
_IN_QUOTES = (
    rf"(?s)(?=[^\"“”]*{_INITIALS})[^\"“”]{{4,300}}?,\s*[\"“](?P<title>[^\"“”]{{15,}}?)[,.?!]?"
    r"[\"”].*"
)


# Letters and points: `J.-P.`
_LONGEST_INITIALS = 4
_LETTERS = re.compile(r"[^\W\d_]+")
_JOINING = ("and", "et", "al")
# Words that stand between names, or are initials.
_BETWEEN = re.compile(rf"{'|'.join(_JOINING)}|[A-Z]{{1,3}}")
_LISTED = re.compile(r"\b[A-Z]\.|,|&| and |^[A-Z]{1,3} [^\W\d_]{2,}$")
# What stands behind the names.
_AFTER = re.compile(r"[.:,]\s+")
# As few words are no title, but a name.
_FEWEST_WORDS = 3


def drop_authors(text: str, names: Set[str], authors: Sequence[str]) -> str:
    """A title without the names of its first authors that stand before it: `J. Smith: ...`.
    ``names`` are the parts of all names, folded. A team may be called by the name of its
    work (`Gemini Robotics: ...`): only what has an initial or a list's sign is taken off."""
    first = text.partition(" ")[0].rstrip(".,:")
    if len(first) > _LONGEST_INITIALS and first.isascii() and first.lower() not in names:
        return text  # as most
    last = last_name = 0
    is_name = False
    for word in _LETTERS.finditer(text):
        if is_one := (name := fold(word[0])) in names and name not in ORGANIZATION_WORDS:
            is_name = True
        elif not _BETWEEN.fullmatch(word[0]):
            break
        if is_name and _AFTER.match(text, word.end()):
            last = word.end()
            last_name = last if is_one else last_name
    # `A. Ray, Li B. BERT: ...`: capitals behind the names may be initials, or begin the title.
    for end in dict.fromkeys((last, last_name)):
        if not _LISTED.search(text, 0, end):
            continue
        rest = text[end:].lstrip(".:, ")
        words = _LETTERS.findall(rest)
        is_title = len(words) >= _FEWEST_WORDS and words[0] not in _JOINING
        if is_title and _are_first(text[:end], authors):
            # A whole citation is read as one: without its authors it is none.
            return rest if find_cited_title(text) == text else text
    return text


def _are_first(text: str, authors: Sequence[str]) -> bool:
    """Whether these are the first authors, with no initials but their own: others of them are whom
    a work is about (`Jones, A.: an interview`), other letters tell of a part (`Smith, II: ...`) or
    a subject (`HIV, Smith: ...`)."""
    words = [(fold(word), word) for word in _LETTERS.findall(text)]
    names = {name for name, _ in words if len(name) > 1}
    people = ([fold(part) for part in _LETTERS.findall(name)] for name in authors)
    own = set(chain(*takewhile(lambda parts: not names.isdisjoint(parts), people)))
    initials = {part[0] for part in own}
    return all(name in own or word in _JOINING or initials.issuperset(name) for name, word in words)


def find_cited_title(text: str) -> str:
    """The title in a citation; any other text unchanged."""
    if len(text) > _LONGEST:
        return text
    forms = list[str]()
    if '"' in text or "“" in text:
        forms.append(_IN_QUOTES)
    if ". " in text or ".) " in text:
        forms += (_AFTER_YEAR, _AFTER_NAMES, _AND_PLACE)
    if " paper " in text:
        forms.append(_HEADER)
    found = (re.fullmatch(form, text) for form in forms)
    return next((citation["title"] or text for citation in found if citation), text)


def is_header(text: str) -> bool:
    """Whether a title is no more than what a PDF has above it."""
    found = re.fullmatch(_HEADER, text) if " paper " in text and len(text) <= _LONGEST else None
    return found is not None and found["title"] is None
