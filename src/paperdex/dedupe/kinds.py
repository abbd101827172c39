"""An entry -> digests of what it says: for judging, and for a person's decisions.

Entries of one kind are judged as one. Decisions outlive the rules, and a date that is
inferred otherwise tomorrow: they know an entry by less.
"""

from hashlib import blake2b

from paperdex.dedupe.grouping import judge_itself
from paperdex.dedupe.titles import Title
from paperdex.dedupe.traits import Traits
from paperdex.paper import Paper

# Titles that many works bear are shorter than this.
_SERIAL_LETTERS = 60


def digest_kind(paper: Paper) -> bytes:
    """A digest of all that judging looks at. An entry too bare to be joined even to its
    like is a kind of its own, by its place."""
    content = Traits(paper).content
    return content if is_known_by_itself(paper) else digest_alone(content, paper)


def digest_alone(content: bytes, paper: Paper) -> bytes:
    """A digest of what an entry says and where it stands."""
    seen = paper.sightings[0]
    return _digest(content, ascii((seen.source, seen.file, seen.line)))


def digest_said(paper: Paper) -> bytes:
    """What decisions know an entry by."""
    p = paper
    said = (p.title, p.abstract, p.authors, p.arxiv_id, p.doi, p.volume, p.number, p.pages)
    return _digest(b"", ascii(said))  # the same in every version of Python


def is_known_by_itself(paper: Paper) -> bool:
    """Whether two entries that say this are one paper."""
    if len(paper.title) > _SERIAL_LETTERS or not Title(paper.title).is_serial:
        return True
    traits = Traits(paper)
    return judge_itself(traits).answer == "same"


def _digest(start: bytes, text: str) -> bytes:
    return blake2b(start + text.encode("ascii"), digest_size=16).digest()
