"""The beginning of a file -> the name of its format, if that is recognised but not read: formats of
reference managers, spreadsheets and feeds, and archives.
"""

import re
from itertools import islice

from paperdex.listing.base import Content

# All are compiled where no reader knows a file, and not before.
# Entries of BibTeX may stand anywhere: all else in the file is comment.
_BIBTEX = (
    r"(?i)\s*@(?:article|book|comment|conference|in(?:book|collection|proceedings)|mastersthesis|misc"
    r"|online|phdthesis|preamble|proceedings|string|techreport|unpublished)\s*[{(]"
)
_SIGNS = {
    "a BibTeX file": r"\s*@\w+\s*[{(]",
    "a RIS file": r"TY {1,2}- ",
    "a file of PubMed": r"PMID- ?\d",
    "an EndNote file": r"%0 \w",
    "a file of Web of Science": r"FN (?:Clarivate|Thomson|ISI)",
    "a YAML file": r"- (?:title|id|authors?): |cff-version:",
    "an XML file": r"<(?:\?xml|rss|feed|OAI-PMH)\b",
    # Each column an object of its cells by number, as pandas writes unless told otherwise.
    "a JSON table by columns": r'\ufeff?\s*\{\s*"[^"]*"\s*:\s*\{\s*"0"\s*:',
    "a CSV file": r"\ufeff?sep=.\s*$",  # for Excel
}
_BETWEEN_CELLS = "[,;|\t]"
_LINES = 20
# The office documents among ZIP archives begin with one of these files: nobody unpacks them.
_ARCHIVES = {
    "a ZIP archive": re.compile(
        rb"PK\x03\x04(?!.{26}(?:\[Content_Types\]|mimetype|_rels/))", re.DOTALL
    ),
    "a tar archive": re.compile(rb".{257}ustar", re.DOTALL),
    "a file packed twice": re.compile(rb"\x1f\x8b\x08"),
    "a bzip2 file": re.compile(rb"BZh[1-9]1AY&SY"),
    "an xz file": re.compile(rb"\xfd7zXZ\x00"),
    "a Zstandard file": re.compile(rb"\x28\xb5\x2f\xfd"),
    "a 7-Zip archive": re.compile(rb"7z\xbc\xaf\x27\x1c"),
}


def name_archive(start: bytes) -> str | None:
    """What has to be unpacked before it can be read, with an article, by its first bytes (of a gzip
    file, by those that are packed in it); None for anything else."""
    return next((name for name, sign in _ARCHIVES.items() if sign.match(start)), None)


def name_foreign(content: Content) -> str | None:
    """What the file is, with an article; None for anything else."""
    lines = list(islice((line for line in content.head if line.strip()), _LINES))
    if any("<html" in line for line in lines):
        return None
    for name, sign in _SIGNS.items():
        if lines and re.match(sign, lines[0]):
            return name
    if any(re.match(_BIBTEX, line) for line in content.head):
        return "a BibTeX file"
    return "a CSV file" if lines and _is_header(lines[0]) else None


def _is_header(line: str) -> bool:
    """Whether a line names columns, a title among them. Tables of Markdown begin with a bar."""
    if line.startswith("|"):
        return False
    cells = [cell.strip(' "').lower() for cell in re.split(_BETWEEN_CELLS, line)]
    if {"au", "ti"} <= set(cells):  # as Web of Science calls them
        return True
    return len(cells) > 1 and any(cell == "title" or cell.endswith(" title") for cell in cells)
