"""A title or a list of names -> the same, folded, without markup and additions.

Removes TeX, HTML, the notes that databases and search engines add, and remains of accents in
texts that were decoded or extracted wrongly. Text in, text out: nothing here compares two.
"""

import re
from html import unescape
from string import whitespace

from paperdex.dedupe.citations import find_cited_title
from paperdex.text import fold

# Few titles need the patterns that are plain strings: they are compiled when they are first used.

# Commands that format a text; others, like \\alpha, are read by their name.
_DRESS = re.compile(
    r"\\(?:text|math|emph|em|it|bf|rm|sc|sl|tt|mbox|hbox|ensuremath)[a-z]*\b\s*", re.IGNORECASE
)
_ACCENT = re.compile(r"\\(?:[`'\"^~=.]\s*\{?\s*|[cuvHkr](?:\s*\{\s*|\s+))(?=[a-zA-Z\\])")
# Commands for what is no letter as a sign, and is lost then: `\sqrt{s}` is √s, `\bar{t}` t̄. Those
# by which works are told apart are found in :mod:`paperdex.dedupe.signs`.
_SIGN_COMMAND = (
    r"\\(?:var(?=[a-z])|(?:sqrt|bar|overline|underline|(?:wide)?(?:hat|tilde)|vec|d{1,2}ot|check"
    r"|left|right|[bB]ig{1,2}[lr]?|to|mapsto|(?:[lL]ong)?(?:[lL]eft)?(?:[rR]ight)?arrow|leq?|geq?|neq?"
    r"|ll|gg|pm|mp|sim(?:eq)?|approx|equiv|propto|infty|otimes|oplus|circ|degree|c?dot"
    r"|d?dagger|cup|cap|(?:not)?in|partial|nabla|int|sum|prod|perp|parallel|[lr]angle|forall|exists"
    r"|subset(?:eq)?|prime|q?quad)(?![a-zA-Z]))\s*"
)
_STAR_COMMAND = re.compile(r"\\(?:ast|star)(?![a-zA-Z])\s*")
# `<i>`, `<jats:italic>`, `<span class="x">`.
_TAG = r"(?i)</?(?:[a-z]{1,8}:)?[a-z]{1,14}(?:\s+[a-z:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>"
_BARE = str.maketrans("", "", "{}$\\^_")
# Characters that titles with TeX or HTML have, and most others do not.
_DRESSED = re.compile(r"[\\&<{}$^_]")
# What databases add at the end of a title: its language, its kind, where its erratum is, how far
# their own abstract of it is; what kind of talk it was. What search engines put before it: the
# form of the file.
_NOTE = re.compile(r"(?<=\w.{9})[\s.…*]*\[.*\][\s.]*$", re.DOTALL)
_KIND = (
    r"(?i)\s*\((?:panel|tutorial|demo|demonstration|poster|abstract|invited|keynote|video)\b[^()]*\)[\s.]*"
    r"|\s*[-:,]\s+art\. no\. \w+[\s.]*$"
    r"|\s*\((?:(?:structured|provisional) abstract|brief record"
    r"|retracted(?: article)?(?:\W+see\b[^()]*)?)\)[\s.]*$"
)
# So does arXiv: `[1706.03762] ...`, `[cs/0112017] ...`; on a first page it stands in the margin:
# `arXiv:1706.03762v1 [cs.CL] 12 Jun 2017 ...`.
_ARXIV_ID = r"(?:\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2})?/\d{7})(?:v\d+)?"
_FORM = (
    rf"(?i)\s*(?:\[(?:pdf|html|ps|doc|book|citation|{_ARXIV_ID})\]|\(pdf\)"
    rf"|arxiv:{_ARXIV_ID}\s*\[[a-z.-]{{2,20}}\]\s*\d{{1,2}} [a-z]{{3}} \d{{4}})"
    r"\s*(?:\[[a-z]+\]\s*)?(?=\w)"
)
# What publishers and databases put before a title: the kind of article, and the number of a
# meeting's abstract. A title of a word or two may be all of a series' name.
_LABEL = re.compile(
    r"\s*(?P<label>original (?:article|research|paper|contribution)|research (?:article|paper|note)"
    r"|(?:regular|full|short|invited|contributed|conference) paper|review article"
    r"|(?:short|brief|rapid) (?:communication|report)|technical note|case report"
    r"|abstract(?: no\.?)? ?[a-z]{0,3}-?\d{1,6}(?:-\d{1,6}){0,4}[a-z]?)"
    r"(?::| ?[\u2013\u2014]| -|\.)\s*(?=(?:\w+\W+){2}\w)",
    re.IGNORECASE,
)
_LABELS = frozenset("oOrRfFsSiIcCbBtTaA")
# What publishers put before the title of an article that was withdrawn. The notice of it is called
# otherwise (`Retraction: ...`), or so in small letters.
_RETRACTED = (
    r"^(?:(?:RETRACTED(?: (?:ARTICLE|CHAPTER))?|Retracted (?:[Aa]rticle|[Cc]hapter))\s*:"
    r"|\[RETRACTED\])\s*"
)
# As the Web of Science spells the sign out.
_ELLIPSIS = re.compile(r"\s?\bhorizontal ellipsis\b")
# A footnote's mark; A* and RRT* are shorter.
_FOOTNOTE_MARKS = "*∗†‡§¶"
_FOOTNOTE = re.compile(
    rf"(?<=\w{{5}})[{_FOOTNOTE_MARKS}]+\s*$|(?<=[^\W\d_]{{6}})1\s*$|(?<=[^\W\d_]{{3}})\s?¹\s*$"
)
_FOOTNOTE_ENDS = f"{_FOOTNOTE_MARKS}1¹"
# Of ASCII: what is in no title that anything would be taken off.
_PLAIN = bytes(c for c in range(128) if not (chr(c).isdigit() or chr(c) in r"\&<{}$^_(]*"))
_ENDS = f"{whitespace}."
# By the letters that Windows-1252 has for bytes for which Latin-1 has controls, these bytes.
_BYTES = {
    ord(letter): byte
    for byte in range(0x80, 0xA0)
    if (letter := bytes([byte]).decode("cp1252", "ignore"))
}
# The first two bytes of UTF-8, as letters.
_MISREAD = re.compile(rf"[ÂÃÄÅÆÇÈÉÊËÌÍÎÏâãÐÑ][\x80-\xbf{''.join(map(chr, _BYTES))}]")
# Accents that PDFs print beside their letter (`M¨uller`, `Mu¨ller`), also combining ones after a
# space.
_SPACING, _COMBINING = "¨´ˆ˜¯˘˙˚˝ˇ", "".join(map(chr, range(0x300, 0x30D)))
_BESIDE = re.compile(rf"(?:[{_SPACING}]|\s[{_COMBINING}])\s?(?=[^\W\d_])")
_BESIDE_SIGN = re.compile(f"[{_SPACING}{_COMBINING}]")
# Letters that Unicode does not decompose; sources print them with a stroke and without.
_STRUCK = str.maketrans({"ı": "i", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O"})
_STRUCK_LETTER = re.compile(f"[{''.join(map(chr, _STRUCK))}]")
# A sharp s that stands for beta: at the beginning of a word, after capitals, next to a digit.
_BETA = re.compile(r"(?<![^\W\d_])ß|(?<=[A-Z])ß|ß(?=[-\d])")


def plain_title(text: str) -> str:
    """A title folded, without TeX, HTML and the additions of databases."""
    if "ellipsis" in text:
        text = _ELLIPSIS.sub("...", text)
    if text.startswith(("RETRACTED", "Retracted", "[RETRACTED]")):
        text = re.sub(_RETRACTED, "", text) or text
    if label := _match_label(text):
        text = text[label.end() :]
    if text.isascii() and not text.encode("ascii").translate(None, _PLAIN):
        return text.lower()  # as most titles, and the names of most authors
    if not text.isascii():
        text = mend_signs(text)
    is_dressed = _DRESSED.search(text) is not None
    if is_dressed:
        text = re.sub(_SIGN_COMMAND, " ", _ACCENT.sub("", text))
        text = _STAR_COMMAND.sub("*", text.replace(r"\ell", "l"))
        text = re.sub(_TAG, "", unescape(unescape(_DRESS.sub("", text))))
    # Searched only if a character of it is there.
    if "(" in text or " art. no. " in text:
        text = re.sub(_KIND, " ", text).strip() or text
    if "]" in text or text.startswith("("):
        form = re.match(_FORM, text)
        text = text[form.end() :] if form else text
        if text.rstrip(_ENDS)[-1:] == "]":
            text = _NOTE.sub("", text) or text
    if is_dressed:
        text = text.translate(_BARE)
    if any(map(str.isdigit, text)):
        text = find_cited_title(text)
    if text.rstrip()[-1:] in _FOOTNOTE_ENDS:
        text = _FOOTNOTE.sub("", text)
    return fold(text)


def find_label(text: str) -> str | None:
    """The kind of article, or the number of an abstract, before a title; folded."""
    label = _match_label(text)
    return fold(label["label"]).replace(" no", "").replace(".", "") if label else None


def _match_label(text: str) -> re.Match[str] | None:
    return _LABEL.match(text) if text[:1] in _LABELS else None


def mend_signs(text: str) -> str:
    """A text with its detached accents and strokes removed, and its betas restored."""
    text = _mend_encoding(text)
    if _BESIDE_SIGN.search(text):
        text = _BESIDE.sub("", text)
    if "ß" in text:
        text = _BETA.sub("β", text)
    return text.translate(_STRUCK) if _STRUCK_LETTER.search(text) else text


def _mend_encoding(text: str) -> str:
    """A text whose UTF-8 was decoded as Windows-1252 or Latin-1: `MÃ¼ller` is Müller."""
    if text.isascii() or not _MISREAD.search(text):
        return text
    try:
        return text.translate(_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
