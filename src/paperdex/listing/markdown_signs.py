"""Text as Markdown writes it -> what it says: without the signs of headings, pictures, line
breaks, escapes and entities. One line, or the text of one link, at a time.
"""

import re
from html import unescape

# `(address "title")`; the address may hold brackets in pairs, and spaces.
_ADDRESS = (
    r"\(\s*<?(?P<address>[^()\s<>\"]*(?:(?:\([^()\s]*\)|[ ](?![\"']))[^()\s<>\"]*)*)>?"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
TARGET = rf"\](?:{_ADDRESS}|\[(?P<number>\d{{1,6}})\])"
END_OF_LINK = re.compile(TARGET)
LINK = re.compile(rf"\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*){TARGET}")
"""What stands behind the text of a link, from its bracket on; and a whole link."""

_IMAGE = re.compile(
    r"!\[[^\[\]]*\](?:\[\d{1,6}\]|\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\s*\))?"
)
_HEADING = re.compile(r"\s{0,3}(?P<signs>#{1,6})\s+(?P<text>\S.*)", re.DOTALL)
# What pandoc writes behind links and headings: `{.class #name}`.
_ATTRIBUTES = re.compile(r"(?<=[)\]])\{[^{}]{0,500}\}")
_HEADING_ATTRIBUTES = re.compile(r"\{[#.][^{}]{0,500}\}$")
_BOLD = re.compile(r"\s*(\*\*|__)(?P<text>(?!\s).+?)\1\s*")
# Below all headings: a line in bold that is a link.
_BOLD_LEVEL = 7
# How a line break within a text is shown, in the line or at its end.
_BREAK = re.compile(r"\\{1,2}(?=\s{2,})")
_BREAK_AT_END = re.compile(r"\\{1,2}\s*$")
# What stands for escaped brackets while links are looked for: characters for private use.
_HIDDEN = str.maketrans({"[": "\ue000", "]": "\ue001"})
_SHOWN = str.maketrans({"\ue000": "[", "\ue001": "]"})

# A line break behind a hyphen splits a word; but the hyphen of `pre- and post-training` ends
# one.
_WRAPPED_HYPHEN = re.compile(r"(?<=\w)-\n\s*(?!(?:and|or|to)\b)(?=\w)")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-f]{1,6});", re.IGNORECASE)
# Signs that Markdown escapes; and where an escape shows that whatever saved the page
# writes them: TeX has `\_` and `\#` of its own, but no `\-` that begins a line.
_ESCAPED = re.compile(r"\\([_*#>+.|`~<-]|[\ue000\ue001])")
_SHOWS_ESCAPES = re.compile(
    r"^\s*(?:\\[-+>#]|\d+\\\.)|\\\*|\\\ue000[\w ,.-]+\\\ue001|(?:https?:/|github)[^\s\\]{0,200}\\_"
)


def shows_escapes(line: str) -> bool:
    """Whether a line shows that whatever saved the page escapes signs."""
    return _SHOWS_ESCAPES.search(_hide_escaped(line)) is not None


def show(text: str, *, escapes: bool, breaks_hyphens: bool) -> str:
    """The text as the page showed it, without the signs of line breaks. ``escapes``: signs are
    escaped; ``breaks_hyphens``: words are wrapped behind hyphens."""
    if breaks_hyphens:
        text = _WRAPPED_HYPHEN.sub("-", text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: unescape(match[0]), text)
    if "\\" not in text:
        return text
    text = _without_breaks(text)
    if escapes:
        text = _ESCAPED.sub(r"\1", text)
    return text.translate(_SHOWN)


def _without_breaks(text: str) -> str:
    """The text without the signs of line breaks: all its lines end with one, or none
    does, and a backslash is TeX."""
    lines = text.split("\n")
    if all(_BREAK_AT_END.search(line) for line in lines[:-1] if line.strip()):
        lines[:-1] = [_BREAK_AT_END.sub(" ", line) for line in lines[:-1]]
    return _BREAK.sub(" ", "\n".join(lines))


def _hide_escaped(text: str) -> str:
    """Brackets behind a backslash, out of the way of those that make links."""
    if "\\" not in text:
        return text
    return re.sub(r"\\[\[\]]", lambda match: match[0].translate(_HIDDEN), text)


def take_off_marks(line: str) -> tuple[str, int]:
    """The line without the signs of a heading, and the heading's level."""
    heading = _HEADING.fullmatch(line)
    text = heading["text"].rstrip() if heading else line
    if heading:  # signs may close it too
        bare = text.rstrip("#")
        text = bare if bare.endswith((" ", "\t")) else text
        text = _HEADING_ATTRIBUTES.sub("", text).rstrip() if text.endswith("}") else text
    bold = _BOLD.fullmatch(text)
    if heading:
        return bold["text"] if bold else text, len(heading["signs"])
    if bold and LINK.fullmatch(bold["text"]):
        return bold["text"], _BOLD_LEVEL
    return line, 0


def take_off_pictures(text: str) -> str:
    """The text without pictures, attributes of links, and escaped brackets out of the way."""
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    return _IMAGE.sub("", _hide_escaped(text)) if "!" in text or "\\" in text else text
