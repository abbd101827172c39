"""Names of single letters and signs -> one word each, as ranking reads them.

`A*` is `astar`, `C++` is `cplusplus`, `C#` is `csharp`; `R&D`, `AT&T` and `i.i.d.` are `rd`, `att`
and `iid`. Cut at their signs they were letters that say nothing, or stop words. So are `e.g.`
and `i.e.`, which are left out as `eg` and `ie`.
"""

import re
from functools import cache

_SPELLED = {".": "", "&": "", "*": "star ", "^*": "star ", "++": "plusplus ", "#": "sharp "}
_SIGNS = ("&", "*", "#", "++")
_SIGN_NAMES = ("star", "plusplus", "sharp")
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
    ) and _sign().search(text) is not None


def join_letter_names(text: str) -> str:
    """The text with such names as words."""
    return _sign().sub(lambda sign: _SPELLED[sign[0]], text) if has_letter_names(text) else text


def spelled_places(text: str) -> dict[int, str]:
    """What stands for the characters that :func:`join_letter_names` replaces, by their places;
    for several together it stands at the last."""
    places = dict[int, str]()
    for sign in _sign().finditer(text):
        places |= dict.fromkeys(range(sign.start(), sign.end() - 1), "")
        places[sign.end() - 1] = _SPELLED[sign[0]]
    return places


def may_be_letter_name(term: str) -> bool:
    """Whether a term may be one of these names: it is short, or ends with the name of a sign."""
    return len(term) <= _LETTERS or term.endswith(_SIGN_NAMES)


@cache  # few queries have a full stop
def _dot_between_letters() -> re.Pattern[str]:
    """To begin with the sign itself is what makes it quick; likewise below."""
    return re.compile(rf"\.(?<={_LETTER}\.)(?={_LAST})")


@cache  # few texts have one
def _sign() -> re.Pattern[str]:
    """A sign of such a name. U.S. is left as it is: `us` is a stop word."""
    return re.compile(
        rf"\.(?<={_LETTER}\.)(?={_LAST})(?!(?<=[Uu]\.)[Ss])"
        rf"|&(?:(?<={_LETTER}&)|(?<=(?<!\w)[A-Za-z]{{2}}&))(?={_LAST})"
        rf"|\*(?<={_LETTER}\*)(?![\w*])"
        rf"|\^\*(?<={_LETTER}\^\*)(?![\w*])"
        rf"|\+\+(?<={_LETTER}\+\+)(?![A-Za-z_+])"
        rf"|\#(?<={_LETTER}\#)(?!\w)"
    )
