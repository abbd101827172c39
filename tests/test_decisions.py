"""A person's decisions on duplicates come before every rule, and are undone without a trace."""

import json
import tempfile
from collections.abc import Callable
from hashlib import blake2b
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers_library import (
    APPLES,
    BOATS,
    HARBOUR,
    KILNS,
    ORCHARD,
    export,
    json_lines,
    make_root,
    write_page,
)
from paperdex import Library, UsageError
from paperdex.dedupe.traits import Traits
from paperdex.errors import LibraryError
from paperdex.paper import Paper

# Papers that are one by the rules, that may be, and that are not; two say the same.
RECORDS: list[dict[str, Any]] = [
    {"title": "Counting Apple Trees From the Air", "abstract": ORCHARD},
    {"title": "Counting Apple Trees From the Air", "abstract": ORCHARD},
    {"title": "Counting Aple Trees From the Air", "abstract": ORCHARD, "year": 2020},
    {"title": "Counting Apple Trees From the Air", "abstract": HARBOUR},
    {"title": "Counting Apple Trees", "authors": ["Odalys Ferrow"], "year": 2020},
    {"title": "Counting Apple Trees From the Air: Part II", "authors": ["Odalys Ferrow"]},
    {"title": "Boats", "arxiv_id": "2401.00001"},
    {"title": "Boats", "arxiv_id": "2401.00002"},
    {"title": "Editorial"},
    {"title": "Editorial"},
]
PLACES = [f"pages/p.jsonl:{line}" for line in range(1, len(RECORDS) + 1)]
# Entries that say the same are decided on together, so only one of each is drawn.
DRAWN = st.sampled_from([place for n, place in enumerate(PLACES) if n not in (1, 9)])
PAIRS = st.tuples(DRAWN, DRAWN)
DECISIONS = st.lists(st.tuples(st.sampled_from(["same", "different"]), PAIRS), max_size=5)
ANSWERS_AND_SPLITS = st.lists(
    st.tuples(st.sampled_from(["same", "different", "split"]), PAIRS), max_size=5
)

Opened = Callable[..., Library]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_root(tmp_path, p=json_lines(*RECORDS))


def _decide(library: Library, wanted: list[tuple[str, tuple[str, str]]]) -> list[Any]:
    """The decisions that could be taken: without those about one, or against another."""
    taken = []
    for answer, (one, other) in wanted:
        try:
            if answer == "split":
                library.split(_paper_at(library, one))
            else:
                library.decide(answer, one, other)
        except UsageError:
            continue
        taken.append((answer, one, other))
    return taken


def _paper_at(library: Library, place: str) -> str:
    line = int(place.rsplit(":", 1)[1])
    return next(p.id for p in library if any(seen.line == line for seen in p.sightings))


@settings(max_examples=12)
@given(DECISIONS)
def test_decisions_always_win_and_no_sighting_is_lost(wanted: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = make_root(Path(folder), p=json_lines(*RECORDS))
        with Library.open(root) as library:
            last = {frozenset(pair): answer for answer, *pair in _decide(library, wanted)}
            for pair, answer in last.items():
                papers = {_paper_at(library, place) for place in pair}
                assert len(papers) == (1 if answer == "same" else 2)
            assert sum(len(paper.sightings) for paper in library) == len(RECORDS)
            held = export(library)
        (root / ".paperdex" / "library.db").unlink()
        with Library.open(root) as rebuilt:
            assert export(rebuilt) == held


@settings(max_examples=12)
@given(ANSWERS_AND_SPLITS)
@example([("same", (PLACES[0], PLACES[3])), ("split", (PLACES[0], ""))])
def test_undoing_all_restores_the_library_byte_for_byte(wanted: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = make_root(Path(folder), p=json_lines(*RECORDS))
        with Library.open(root) as library:
            before, groups = json.dumps(export(library)), library.dedupe()
            _decide(library, wanted)
            for _ in library.decisions():
                library.undo()
            assert json.dumps(export(library)) == before
            assert library.dedupe() == groups
            with pytest.raises(UsageError, match="no decision is left to undo"):
                library.undo()


def test_a_decision_holds_when_the_entries_come_back_elsewhere(root: Path) -> None:
    with Library.open(root) as library:
        library.decide("different", PLACES[0], PLACES[2])
        write_page(root / "pages" / "p.jsonl", json_lines({"title": "Padding"}))
        library.refresh()
        write_page(root / "pages" / "q.jsonl", json_lines({"title": "More"}, *RECORDS[:3]))
        library.refresh()
        first, third = (f"pages/q.jsonl:{line}" for line in (2, 4))
        assert library.why(first, third).united is False


def test_one_of_two_that_say_the_same_is_told_by_its_place(root: Path) -> None:
    with Library.open(root) as library:
        assert library.why(PLACES[0], PLACES[1]).united
        library.decide("different", PLACES[0], PLACES[1])
        assert not library.why(PLACES[0], PLACES[1]).united
        # Lines that come before it change nothing.
        write_page(root / "pages" / "p.jsonl", json_lines({"title": "Padding"}, *RECORDS))
        library.refresh()
        assert not library.why(PLACES[1], PLACES[2]).united


def test_split_takes_a_paper_apart_and_undo_puts_it_together(root: Path) -> None:
    with Library.open(root) as library:
        name = _paper_at(library, PLACES[0])
        before = export(library)
        count = len(next(p for p in library if p.id == name).sightings)
        library.split(name)
        assert len(library) == len(before) + count - 1
        library.undo()
        assert export(library) == before


def test_a_decision_against_another_is_refused_and_leaves_nothing(root: Path) -> None:
    with Library.open(root) as library:
        library.decide("same", PLACES[6], PLACES[7])
        library.decide("same", PLACES[7], PLACES[4])
        before = export(library)
        with pytest.raises(UsageError, match="contradicts"):
            library.decide("different", PLACES[6], PLACES[4])
        assert export(library) == before
        assert len(library.decisions()) == 2


def test_the_last_decision_on_a_pair_holds(root: Path) -> None:
    with Library.open(root) as library:
        library.decide("same", PLACES[6], PLACES[7])
        library.decide("different", PLACES[6], PLACES[7])
        assert not library.why(PLACES[6], PLACES[7]).united


def test_judging_all_again_changes_nothing(root: Path) -> None:
    with Library.open(root) as library:
        library.decide("same", PLACES[6], PLACES[7])
        before, groups = export(library), library.dedupe()
        library.judge_again()
        assert export(library) == before
        assert library.dedupe() == groups


def test_doubtful_pairs_are_listed_until_decided_on(root: Path) -> None:
    with Library.open(root) as library:
        doubtful = library.doubtful()
        assert doubtful
        for pair in doubtful:
            seen = [entry.sightings[0] for entry in pair.entries]
            library.decide("different", *(f"pages/p.jsonl:{place.line}" for place in seen))
        assert library.doubtful() == []


@pytest.mark.parametrize("text", ["nothing", "pages/p.jsonl:999", "other.txt:1", "", ":1"])
def test_deciding_on_an_unknown_paper_is_a_usage_error(root: Path, text: str) -> None:
    with Library.open(root) as library, pytest.raises(UsageError) as refused:
        library.decide("same", text, PLACES[0])
    where = "stands at this line" if "." in text else "has this id"
    assert str(refused.value) == f"{text}: no paper {where}"


def test_a_temporary_library_keeps_no_decisions(root: Path) -> None:
    with Library.of([root / "pages"]) as library, pytest.raises(LibraryError):
        library.decide("same", "p.jsonl:1", "p.jsonl:4")


def test_numbers_count_decisions_and_what_is_undone_keeps_its_own(root: Path) -> None:
    with Library.open(root) as library:
        assert library.decide("same", PLACES[6], PLACES[7]).number == 1
        assert library.undo().number == 1
        assert library.decide("different", PLACES[0], PLACES[2]).number == 2
        assert library.decide("different", PLACES[2], PLACES[0]).number == 2  # already
        assert library.decide("same", PLACES[6], PLACES[7]).number == 3
        assert library.undo(2).number == 2
        numbered = [(made.number, made.undone) for made in library.decisions()]
    assert numbered == [(1, True), (2, True), (3, False)]


def test_neither_a_decision_nor_a_refused_one_leaves_the_index_behind(root: Path) -> None:
    told = list[str]()
    with Library.open(root) as library:
        library.decide("same", PLACES[0], PLACES[6])
        library.decide("same", PLACES[6], PLACES[3])
        with pytest.raises(UsageError, match="contradicts"):
            library.decide("different", PLACES[0], PLACES[3])
    with Library.open(root, tell=told.append) as library:
        library.search("boats")
        library.undo()
    with Library.open(root, tell=told.append) as library:
        library.search("boats")
    assert told == []


@pytest.mark.parametrize(
    "torn", [b"{broken\n", b'{"decision": "sa', b"\0" * 40, b'"x"\n', b"\xff\n"]
)
def test_a_torn_line_of_decisions_is_named_and_harms_no_other(root: Path, torn: bytes) -> None:
    with Library.open(root) as library:
        library.decide("same", PLACES[6], PLACES[7])
    path = root / ".paperdex" / "decisions.jsonl"
    path.write_bytes(path.read_bytes() + torn)
    told = list[str]()
    with Library.open(root, tell=told.append) as library:
        assert [line for line in told if "decisions.jsonl:2: no decision can be read" in line]
        assert any("decisions.jsonl:2" in line for line in library.status().problems)
        library.decide("different", PLACES[0], PLACES[3])
        assert [decision.answer for decision in library.decisions()] == ["same", "different"]
    assert torn.strip() in path.read_bytes()
    with Library.open(root) as library:
        assert library.undo().line == 3
        assert _paper_at(library, PLACES[6]) == _paper_at(library, PLACES[7])


@pytest.mark.parametrize("is_there", [False, True])
def test_a_missing_or_emptied_file_of_decisions_is_reported(root: Path, is_there: bool) -> None:
    with Library.open(root) as library:
        before = export(library)
        library.decide("same", PLACES[6], PLACES[7])
    path = root / ".paperdex" / "decisions.jsonl"
    path.unlink()
    if is_there:
        path.touch()
    told = list[str]()
    with Library.open(root, tell=told.append) as library:
        assert export(library) == before
    assert [line for line in told if "decisions.jsonl: shorter than it was" in line]


def test_a_decision_that_the_store_missed_is_applied(root: Path) -> None:
    with Library.open(root) as library:
        library.search("boats")
        before = export(library)
    store = (root / ".paperdex" / "library.db").read_bytes()
    with Library.open(root) as library:
        library.decide("same", PLACES[6], PLACES[7])
        after = export(library)
    (root / ".paperdex" / "library.db").write_bytes(store)
    with Library.open(root, refresh=False) as library:
        assert export(library) == before
        library.refresh()
        assert export(library) == after


def test_decisions_written_before_still_know_their_entries() -> None:
    paper = Paper._make([None] * len(Paper._fields))._replace(
        title="Twine: A Rope", abstract="We tie é.", authors=("Ona Reed",)
    )
    assert Traits(paper).said.hex() == "a6a30f082e6aef7bc18015cf53129ba7"


TEXT = st.none() | st.text(st.sampled_from("ab '\"\\\n\x7fé"))


@given(st.builds(Paper, st.just("x"), st.text(), TEXT, authors=st.tuples(st.text()), doi=TEXT))
def test_what_decisions_know_an_entry_by_never_changes(entry: Paper) -> None:
    p = entry
    said = (p.title, p.abstract, p.authors, p.arxiv_id, p.doi, p.volume, p.number, p.pages)
    assert Traits(p).said == blake2b(ascii(said).encode(), digest_size=16).digest()


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
def test_an_undone_decision_leaves_each_id_to_the_paper_that_had_it(
    tmp_path: Path, order: tuple[int, int, int]
) -> None:
    root = make_root(tmp_path, p=json_lines(APPLES, BOATS, KILNS))
    with Library.open(root) as library:
        first, second, third = ids = [_paper_at(library, f"p.jsonl:{line}") for line in order]
        library.decide("same", first, second)
        library.decide("same", second, third)
        library.undo()
        united = _paper_at(library, f"p.jsonl:{order[0]}")
        shown = [[paper.id for paper in library.show(paper_id)] for paper_id in ids]
        assert shown == [[united], [united], [third]]
