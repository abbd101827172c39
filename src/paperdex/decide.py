"""What a person decided -> pairs of kinds in the store, and the papers that change.

Decisions come before every rule. A decision about one of several entries that say the
same gives that entry a kind of its own for as long as it stands.
"""

from collections.abc import Iterable, Sequence

from paperdex.decisions import Decision, SaidBy, stand
from paperdex.dedupe import block_keys
from paperdex.dedupe.kinds import digest_alone, digest_kind, digest_said
from paperdex.dedupe.traits import Traits
from paperdex.paper import place_of
from paperdex.store import Store
from paperdex.store.kinds import (
    Pair,
    SaidEntry,
    add_kind,
    all_decided,
    drop_empty_kinds,
    entries_said,
    find_kind,
    has_several,
    keep_decided,
    lone_entries,
    papers_of_kinds,
    said_of_entry,
    set_kind,
)


def apply_decisions(store: Store, decisions: Sequence[Decision]) -> set[int]:
    """Bring what the store knows of decisions up to date; gives the papers that it touches."""
    before = all_decided(store)
    papers = papers_of_kinds(store, (kind for pair in before for kind in pair))
    decided, alone = dict[Pair, str](), set[int]()
    for decision in stand(decisions):
        one, other = (_find_kinds(store, side, alone) for side in (decision.one, decision.other))
        for a in one:
            for b in other:
                if a != b:
                    decided[(a, b) if a < b else (b, a)] = decision.answer
    touched = _unite_again(store, alone)
    if decided == before and not touched:
        return set()
    keep_decided(store, decided)
    kinds = {kind for pair in decided for kind in pair}
    return papers | touched | papers_of_kinds(store, kinds)


def name_entries(store: Store, entries: Iterable[int], by_place: bool) -> tuple[SaidBy, ...]:
    """Entries in the form in which a decision knows them."""
    named = []
    for entry in entries:
        paper = store.records_of_entries([entry])[0]
        seen = paper.sightings[0]
        said = said_of_entry(store, entry)
        nth = next(row.nth for row in entries_said(store, said) if row.entry == entry)
        named.append(
            SaidBy(
                said.hex(),
                _file_of(seen.source, seen.file),
                seen.line,
                paper.title,
                nth if by_place else None,
            )
        )
    return tuple(named)


def need_places(store: Store, one: Iterable[int], other: Iterable[int]) -> bool:
    """Whether what entries say does not tell those of two sides apart."""
    mine, theirs = ({said_of_entry(store, entry) for entry in side} for side in (one, other))
    return not mine.isdisjoint(theirs)


def _find_kinds(store: Store, side: Sequence[SaidBy], alone: set[int]) -> set[int]:
    """The kinds of the entries of one side; those that need one of their own get it."""
    kinds = set[int]()
    for said in side:
        rows = entries_said(store, bytes.fromhex(said.digest))
        if said.nth is None:
            kinds |= {row.kind for row in rows}
            continue
        for row in rows:
            if (_file_of(row.source, row.file), row.nth) == (said.file, said.nth):
                alone.add(row.entry)
                kinds.add(_set_apart(store, row))
    return kinds


def _set_apart(store: Store, row: SaidEntry) -> int:
    """The entry's own kind, made if it shares one."""
    if not has_several(store, row.kind):
        return row.kind
    paper = store.records_of_entries([row.entry])[0]
    digest = digest_alone(Traits(paper).content, paper)
    kind = find_kind(store, digest) or add_kind(store, digest, row.said, block_keys(paper))
    set_kind(store, row.entry, kind, alone=True)
    return kind


def _unite_again(store: Store, alone: set[int]) -> set[int]:
    """Put entries back that no decision sets apart any more; gives the papers it touches."""
    papers = set[int]()
    for entry, kind in lone_entries(store):
        if entry in alone:
            continue
        paper = store.records_of_entries([entry])[0]
        digest = digest_kind(paper)
        plain = find_kind(store, digest)
        if plain is None:
            plain = add_kind(store, digest, digest_said(paper), block_keys(paper))
        papers |= papers_of_kinds(store, (kind, plain))
        set_kind(store, entry, plain, alone=False)
        drop_empty_kinds(store, [kind])
    return papers


def _file_of(source: str, file: str) -> str:
    return place_of(source, file, 0).removesuffix(":0")
