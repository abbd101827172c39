"""Names of single letters and signs, and of capitals -> one word each, as ranking reads them.

`A*` is `astar`, `C++` is `cplusplus`, `C#` is `csharp`; `R&D`, `AT&T` and `i.i.d.` are `rd`, `att`
and `iid`. Cut at their signs they were letters that say nothing, or stop words. So are `e.g.`
and `i.e.`, which are left out as `eg` and `ie`.

`WHO` and `IT` are `whoabbr` and `itabbr` beside words in small letters, or as all of a text; among
other capitals they are common words. `U.S.` is `US` everywhere.
"""

import re
from collections import Counter
from functools import cache

_CAPITALS = ("US", "IT", "WHO")
_DOTTED = ("U.S", "u.s")
_SPELLED = {".": "", "&": "", "*": "star ", "^*": "star ", "++": "plusplus ", "#": "sharp "}
_NAME_ENDS = ("star", "plusplus", "sharp", "abbr")
_SHOWN = {f"{name.lower()}abbr": name for name in _CAPITALS}
# Alone before the sign; what begins with a star is emphasis. And alone behind it.
_LETTER = r"(?<![\w*])[A-Za-z]"
_LAST = r"[A-Za-z](?!\w)"
# So many letters between full stops are looked for where matches are shown.
_LETTERS = 4


def has_letter_names(text: str) -> bool:
    """Whether :func:`join_letter_names` changes a text."""
    return bool(_find_replaced(text))


def join_letter_names(text: str) -> str:
    """The text with such names as words."""
    replaced = _find_replaced(text)
    if not replaced:  # as of most texts
        return text
    parts, at = list[str](), 0
    for start, end, spelled in replaced:
        parts += (text[at:start], spelled)
        at = end
    return "".join((*parts, text[at:]))


def find_changed(text: str) -> str:
    """What :func:`join_letter_names` changes of a text, up to the next spaces: as it stands, and
    as joined. Empty where it changes nothing."""
    joined = join_letter_names(text)
    if joined is text:
        return ""
    # Counted: a text with `Q&A` may have `QA` as well.
    before, after = Counter(text.split()), Counter(joined.split())
    return " ".join((before - after) + (after - before))


def spelled_places(text: str) -> dict[int, str]:
    """What stands for the characters that :func:`join_letter_names` replaces, by their places;
    for several together it stands at the last."""
    places = dict[int, str]()
    for start, end, spelled in _find_replaced(text):
        places |= dict.fromkeys(range(start, end - 1), "")
        places[end - 1] = spelled
    return places


def _find_replaced(text: str) -> list[tuple[int, int, str]]:
    """The [start, end) of what is replaced, in order, and what stands for it: the signs, and the
    last letters of names in capitals."""
    found = list[tuple[int, int, str]]()
    has_dot = "." in text and _dot_between_letters().search(text) is not None
    if has_dot or "&" in text or "*" in text or "#" in text or ("+" in text and "++" in text):
        found += [(*sign.span(), _SPELLED[sign[0]]) for sign in _sign().finditer(text)]
    for name in (*_CAPITALS, *_DOTTED) if has_dot else _CAPITALS:
        # One letter is found many times as fast as two.
        if name[0] in text and name[-1] in text and name in text:
            ends = [match.end() for match in _capitals(name).finditer(text)]
            found += [(end - 1, end, f"{name[-1]}abbr") for end in ends]
    found.sort()
    return found


def show_name(word: str) -> str:
    """A word for people: a name in capitals as it is written."""
    return _SHOWN.get(word, word)


def may_be_letter_name(term: str) -> bool:
    """Whether a term may be one of these names: it is short, or ends as they do."""
    return len(term) <= _LETTERS or term.endswith(_NAME_ENDS)


@cache  # few queries have a full stop
def _dot_between_letters() -> re.Pattern[str]:
    """To begin with the sign itself is what makes it quick; likewise below."""
    return re.compile(rf"\.(?<={_LETTER}\.)(?={_LAST})")


@cache  # few texts have one
def _sign() -> re.Pattern[str]:
    """A sign of such a name."""
    return re.compile(
        rf"\.(?<={_LETTER}\.)(?={_LAST})"
        rf"|&(?:(?<={_LETTER}&)|(?<=(?<!\w)[A-Za-z]{{2}}&))(?={_LAST})"
        rf"|\*(?<={_LETTER}\*)(?![\w*])"
        rf"|\^\*(?<={_LETTER}\^\*)(?![\w*])"
        rf"|\+\+(?<={_LETTER}\+\+)(?![A-Za-z_+])"
        rf"|\#(?<={_LETTER}\#)(?!\w)"
    )


@cache  # likewise; all of them in one pattern took far longer
def _capitals(name: str) -> re.Pattern[str]:
    """A name in capitals. Small letters are looked for in the same line: title and abstract must
    not be neighbours."""
    said = re.escape(name)
    if "." in name:
        return re.compile(rf"{said}(?<![\w*.]{said})(?!\.?\w)")
    small = rf"(?<=[a-z][^\w\n]{said})|(?=[^\w\n]{{1,4}}\w*[a-z])"
    whole = rf"(?<=^{said})(?=[^\w\n]*$)"
    return re.compile(rf"{said}(?<!\w{said})(?!\w)(?:{small}|{whole})", re.MULTILINE)
