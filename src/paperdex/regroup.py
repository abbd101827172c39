"""Entries that came or went -> the papers that change with them.

Gathers what may belong together, has it judged by :mod:`paperdex.dedupe`, and
gives every group its id.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from paperdex.dedupe import group_papers
from paperdex.ids import base_id, digest, title_digest
from paperdex.merge import merge_papers
from paperdex.paper import Paper
from paperdex.query import facts
from paperdex.store import Store, StoredEntry
from paperdex.text import fold


class Regrouped(NamedTuple):
    """The ids of papers that are no more, and the papers that are new."""

    gone: list[str]
    papers: list[Paper]


def regroup(store: Store, entries: Iterable[int], papers: set[int]) -> Regrouped:
    """Judge anew the entries given, those of the papers given, and whatever they touch.

    Entries that share no key are never compared, so what is connected by keys
    can be judged apart from the rest with the same result as all at once.
    """
    connected = store.entries_connected_to(entries, papers)
    papers = papers | {entry.paper for entry in connected if entry.paper is not None}
    old_names = store.remove_papers(papers)
    groups = group_papers([entry.record for entry in connected])
    members = [[connected[place] for place in group.members] for group in groups]
    merged = [merge_papers((entry.record for entry in group), "") for group in members]
    merged = _with_ids(merged, members, store)
    inherited = set[int]()
    for group, paper, its_entries in zip(groups, merged, members, strict=True):
        aliases = {name for entry in its_entries for name in _names_of(entry)}
        for entry in its_entries:
            if entry.paper is not None and entry.paper not in inherited:
                inherited.add(entry.paper)
                aliases.update(old_names[entry.paper])
        store.add_paper(
            paper.id,
            group.reason,
            fold(paper.title),
            facts(paper),
            (entry.id for entry in its_entries),
            aliases - {paper.id},
        )
    return Regrouped([names[0] for names in old_names.values()], merged)


def _names_of(entry: StoredEntry) -> set[str]:
    """The ids under which a person may have met the paper of an entry."""
    names = {entry.record.id, title_digest(entry.record.title)}
    return names | {name for name in (entry.record.arxiv_id, entry.record.doi) if name}


def _with_ids(
    papers: Sequence[Paper], members: Sequence[Sequence[StoredEntry]], store: Store
) -> list[Paper]:
    """The papers with their ids: where several would have one, a digest of the
    content tells them apart, and where even that is equal, their order."""
    bases = [base_id(paper.arxiv_id, paper.doi, paper.title) for paper in papers]
    times = Counter(bases)
    taken = set[str]()
    named = []
    for paper, entries, base in zip(papers, members, bases, strict=True):
        name = base
        if times[base] > 1 or store.has_paper(base):
            name = f"{base}-{_digest_content(entries)}"
        nth, plain = 2, name
        while name in taken or store.has_paper(name):
            name, nth = f"{plain}-{nth}", nth + 1
        taken.add(name)
        named.append(paper._replace(id=name))
    return named


def _digest_content(entries: Sequence[StoredEntry]) -> str:
    """Four letters of what the entries say, whichever of them was seen first."""
    said = {
        repr((p.title, p.abstract, p.authors, p.date, p.venue, p.volume, p.number, p.pages, p.doi))
        for p in (entry.record for entry in entries)
    }
    return digest("".join(sorted(said)), 4)
