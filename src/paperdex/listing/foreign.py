"""The beginning of a file -> the name of its format, if it is one that is recognised but not
read: those of reference managers and spreadsheets.
"""

import re
from itertools import islice

from paperdex.listing.base import Content

_SIGNS = {
    "a BibTeX file": re.compile(r"\s*@\w+\s*[{(]"),
    "a RIS file": re.compile(r"TY {1,2}- "),
    "a file of PubMed": re.compile(r"PMID- ?\d"),
    "an EndNote file": re.compile(r"%0 \w"),
}
_BETWEEN_CELLS = re.compile("[,;\t]")
# Comments stand before the first entry of BibTeX.
_LINES = 20


def name_foreign(content: Content) -> str | None:
    """What the file is, with an article; None for anything else."""
    lines = list(islice((line for line in content.head if line.strip()), _LINES))
    told = [line for line in lines if not line.startswith("%") or line.startswith("%0 ")]
    for name, sign in _SIGNS.items():
        if told and sign.match(told[0]):
            return name
    return "a CSV file" if lines and _is_header(lines[0]) else None


def _is_header(line: str) -> bool:
    """Whether a line names columns, a title among them."""
    cells = [cell.strip(' "').lower() for cell in _BETWEEN_CELLS.split(line)]
    return len(cells) > 1 and any(cell == "title" or cell.endswith(" title") for cell in cells)
