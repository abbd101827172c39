"""Names of single letters and signs, and of capitals -> one word each, as ranking reads them.

`A*` is `astar`, `C++` is `cplusplus`, `C#` is `csharp`; `R&D`, `AT&T` and `i.i.d.` are `rd`, `att`
and `iid`. Cut at their signs they were letters that say nothing, or stop words. So are `e.g.`
and `i.e.`, which are left out as `eg` and `ie`.

`WHO` and `IT` are `whoabbr` and `itabbr` beside words in small letters, or as all of a text; among
other capitals they are common words. `U.S.` is `US` everywhere.
"""

import re
from functools import cache

_CAPITALS = ("US", "IT", "WHO", "ALL", "CAN", "IS", "AS", "AM", "DO", "ME", "NO")
_SPELLED = {".": "", "&": "", "*": "star ", "^*": "star ", "++": "plusplus ", "#": "sharp "}
_SIGNS = ("&", "*", "#", "++")
_NAME_ENDS = ("star", "plusplus", "sharp", "abbr")
# Alone before the sign; what begins with a star is emphasis. And alone behind it.
_LETTER = r"(?<![\w*])[A-Za-z]"
_LAST = r"[A-Za-z](?!\w)"
# So many letters between full stops are looked for where matches are shown.
_LETTERS = 4


def has_letter_names(text: str) -> bool:
    """Whether :func:`join_letter_names` changes a text."""
    return (
        ("." in text and _dot_between_letters().search(text) is not None)
        or any(sign in text for sign in _SIGNS)
        or any(name in text for name in _CAPITALS)
    ) and _sign().search(text) is not None


def join_letter_names(text: str) -> str:
    """The text with such names as words."""
    return _sign().sub(_spell, text) if has_letter_names(text) else text


def spelled_places(text: str) -> dict[int, str]:
    """What stands for the characters that :func:`join_letter_names` replaces, by their places;
    for several together it stands at the last."""
    places = dict[int, str]()
    for sign in _sign().finditer(text):
        places |= dict.fromkeys(range(sign.start(), sign.end() - 1), "")
        places[sign.end() - 1] = _spell(sign)
    return places


def _spell(sign: re.Match[str]) -> str:
    """What stands for a sign, or for the last letter of a name in capitals."""
    return f"{sign[0]}abbr" if sign[0].isalpha() else _SPELLED[sign[0]]


def may_be_letter_name(term: str) -> bool:
    """Whether a term may be one of these names: it is short, or ends as they do."""
    return len(term) <= _LETTERS or term.endswith(_NAME_ENDS)


@cache  # few queries have a full stop
def _dot_between_letters() -> re.Pattern[str]:
    """To begin with the sign itself is what makes it quick; likewise below."""
    return re.compile(rf"\.(?<={_LETTER}\.)(?={_LAST})")


@cache  # few texts have one
def _sign() -> re.Pattern[str]:
    """A sign of such a name, or the last letter of one in capitals."""
    capitals = "|".join(map(_last_of_capitals, _CAPITALS))
    return re.compile(
        rf"\.(?<={_LETTER}\.)(?={_LAST})"
        rf"|&(?:(?<={_LETTER}&)|(?<=(?<!\w)[A-Za-z]{{2}}&))(?={_LAST})"
        rf"|\*(?<={_LETTER}\*)(?![\w*])"
        rf"|\^\*(?<={_LETTER}\^\*)(?![\w*])"
        rf"|\+\+(?<={_LETTER}\+\+)(?![A-Za-z_+])"
        rf"|\#(?<={_LETTER}\#)(?!\w)"
        rf"|[Ss](?<=(?<![\w*.])[Uu]\.[Ss])(?!\.?\w)|{capitals}",
        re.MULTILINE,
    )


def _last_of_capitals(name: str) -> str:
    """Small letters are looked for in the same line: title and abstract must not be neighbours."""
    letter = rf"{name[-1]}(?<=(?<!\w){name})(?!\w)"
    small = rf"(?<=[a-z][^\w\n]{name})|(?=[^\w\n]{{1,4}}\w*[a-z])"
    return rf"{letter}(?:{small}|(?<=^{name})(?=[^\w\n]*$))"
