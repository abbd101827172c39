"""Names of single letters and signs, and of capitals -> one word each, as ranking reads them.

`A*` is `astar`, `C++` is `cplusplus`, `C#` is `csharp`; `R&D`, `AT&T` and `i.i.d.` are `rd`, `att`
and `iid`. Cut at their signs they would be single letters that say nothing, or stop words. `e.g.`
and `i.e.` are joined as well: `eg` and `ie` are stop words.

`WHO` and `IT` are `whoabbr` and `itabbr` beside words in small letters, or as all of a text; among
other capitals they are common words. `U.S.` is `US` everywhere.
"""

import re
from collections.abc import Sequence
from functools import cache

_CAPITALS = ("US", "IT", "WHO")
_DOTTED = ("U.S", "u.s")
_SPELLED = {".": "", "&": "", "*": "star ", "^*": "star ", "++": "plusplus ", "#": "sharp "}
_NAME_ENDS = ("star", "plusplus", "sharp", "abbr")
_SHOWN = {f"{name.lower()}abbr": name for name in _CAPITALS}
# A single letter before the sign (after a star it is emphasis), and one after it.
_LETTER = r"(?<![\w*])[A-Za-z]"
_LAST = r"[A-Za-z](?!\w)"
# How many letters between full stops a name may have where matches are shown.
_LETTERS = 4


def has_letter_names(text: str) -> bool:
    """Whether :func:`join_letter_names` changes a text."""
    return bool(_find_replaced(text))


def join_letter_names(text: str) -> str:
    """The text with such names as words."""
    replaced = _find_replaced(text)
    return _replace(text, replaced) if replaced else text  # most texts have none


def find_changed(text: str) -> str:
    """What :func:`join_letter_names` changes in a text, up to the next spaces: as written, and as
    joined. Empty if it changes nothing."""
    replaced = _find_replaced(text)
    if not replaced:
        return ""
    joined = _replace(text, replaced)
    moved = 0  # how many characters later the rest is in it
    changed = list[str]()
    for start, end, spelled in replaced:
        changed.append(_up_to_spaces(text, start, end))
        changed.append(_up_to_spaces(joined, start + moved, start + moved + len(spelled)))
        moved += len(spelled) - (end - start)
    return " ".join(changed)


def spelled_places(text: str) -> dict[int, str]:
    """What :func:`join_letter_names` puts for each character that it replaces, by place; of several
    together the last one has it all."""
    places = dict[int, str]()
    for start, end, spelled in _find_replaced(text):
        places |= dict.fromkeys(range(start, end - 1), "")
        places[end - 1] = spelled
    return places


def _find_replaced(text: str) -> list[tuple[int, int, str]]:
    """What is replaced, in order: [start, end) and the replacement. That are signs, and the last
    letters of names in capitals."""
    found = list[tuple[int, int, str]]()
    has_dot = "." in text and _dot_between_letters().search(text) is not None
    if has_dot or "&" in text or "*" in text or "#" in text or ("+" in text and "++" in text):
        found += [(*sign.span(), _SPELLED[sign[0]]) for sign in _sign().finditer(text)]
    for name in (*_CAPITALS, *_DOTTED) if has_dot else _CAPITALS:
        # Looking for one letter is many times as fast as for two.
        if name[0] in text and name[-1] in text and name in text:
            ends = [match.end() for match in _capitals(name).finditer(text)]
            found += [(end - 1, end, f"{name[-1]}abbr") for end in ends]
    found.sort()
    return found


def _replace(text: str, replaced: Sequence[tuple[int, int, str]]) -> str:
    parts, at = list[str](), 0
    for start, end, spelled in replaced:
        parts += (text[at:start], spelled)
        at = end
    return "".join((*parts, text[at:]))


def _up_to_spaces(text: str, start: int, end: int) -> str:
    after = text.find(" ", end)
    return text[text.rfind(" ", 0, start) + 1 : after if after >= 0 else None]


def show_name(word: str) -> str:
    """A word as people write it: `WHO` for `whoabbr`."""
    return _SHOWN.get(word, word)


def may_be_letter_name(term: str) -> bool:
    """Whether a term may be one of these names: it is short, or ends as they do."""
    return len(term) <= _LETTERS or term.endswith(_NAME_ENDS)


@cache  # few queries have a full stop
def _dot_between_letters() -> re.Pattern[str]:
    """The pattern begins with the sign itself, which makes it fast; so does the next one."""
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


@cache  # few texts have one; a single pattern for all names took far longer
def _capitals(name: str) -> re.Pattern[str]:
    """A name in capitals beside small letters of the same line (the title says nothing about the
    abstract), or as all of a line."""
    said = re.escape(name)
    if "." in name:
        return re.compile(rf"{said}(?<![\w*.]{said})(?!\.?\w)")
    small = rf"(?<=[a-z][^\w\n]{said})|(?=[^\w\n]{{1,4}}\w*[a-z])"
    whole = rf"(?<=^{said})(?=[^\w\n]*$)"
    return re.compile(rf"{said}(?<!\w{said})(?!\w)(?:{small}|{whole})", re.MULTILINE)
