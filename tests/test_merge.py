"""Several entries of one paper become one: the rule of each field, nothing lost, no order."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_library import HARBOUR, ORCHARD, paper
from paperdex import Paper, Sighting
from paperdex.merge import merge_papers

TITLE = "Counting Apple Trees From the Air"

# Field, its values in the order of sighting, and the one that is kept.
RULES: list[tuple[str, list[Any], Any]] = [
    ("title", ["Apples!?!?!?!?", "Apple Trees", "Apple"], "Apple Trees"),
    ("abstract", [None, "Short.", ORCHARD, "Longer."], ORCHARD),
    ("summary", ["Short.", None, "A longer line."], "A longer line."),
    (
        "authors",
        [("Odalys Ferrow",), ("O. Ferrow", "B. Tiller"), ("Odalys Ferrow", "Bram Tiller")],
        ("Odalys Ferrow", "Bram Tiller"),
    ),
    ("authors", [(), ("Odalys Ferrow",)], ("Odalys Ferrow",)),
    ("author_count", [2, None, 6], 6),
    ("upvotes", [0, None, 24, 7], 24),
    ("upvotes", [None, 0], 0),
    ("comments", [3, 1, None], 3),
    ("github_stars", [None, 1200, 900], 1200),
    ("organization", [None, "Orchard Office", "Harbour Hall"], "Orchard Office"),
    ("venue", [None, "Orchard Days", "Harbour Days"], "Orchard Days"),
    ("volume", [None, "3", "12"], "3"),
    ("number", ["2", "10"], "2"),
    ("pages", [None, "1-9", "1-19"], "1-9"),
    ("arxiv_id", [None, "2401.00001"], "2401.00001"),
    ("url", ["https://a.example/1", "https://a.example/longer"], "https://a.example/1"),
    ("submitter", [None, "odalys", "bram"], "odalys"),
    ("doi", ["10.48550/arxiv.2401.00001", "10.1000/a"], "10.1000/a"),
    (
        "code_urls",
        [("https://c.example/1",), ("https://c.example/2", "https://c.example/1")],
        ("https://c.example/1", "https://c.example/2"),
    ),
]


def _entries(field: str, values: list[Any]) -> list[Paper]:
    title = {} if field == "title" else {"title": TITLE}
    return [paper(**title, **{field: value}) for value in values]


@pytest.mark.parametrize(("field", "values", "kept"), RULES)
def test_each_field_keeps_its_best(field: str, values: list[Any], kept: Any) -> None:
    entries = _entries(field, values)
    assert getattr(merge_papers(entries, "x"), field) == kept


# (date, inferred) of the entries, and the place of the one that is kept.
DATES: list[tuple[list[tuple[str | None, bool]], int]] = [
    ([(None, False), ("2024", False)], 1),
    ([("2024-05-01", True), ("2025", False)], 1),
    ([("2023", False), ("2024-05", False), ("2024-05-01", False)], 2),
    ([("2024-05-02", False), ("2024-05-01", False)], 1),
    ([("2024-05-02", True), ("2023-05-01", True), ("2022", True)], 1),
]


@pytest.mark.parametrize(("dates", "kept"), DATES)
def test_a_merged_date_is_preferably_printed_then_precise_then_early(
    dates: list[tuple[str | None, bool]], kept: int
) -> None:
    entries = [paper(TITLE, date=date, date_inferred=inferred) for date, inferred in dates]
    merged = merge_papers(entries, "x")
    assert (merged.date, merged.date_inferred) == dates[kept]


def test_without_a_date_nothing_is_inferred() -> None:
    merged = merge_papers([paper(TITLE), paper(TITLE)], "x")
    assert (merged.date, merged.date_inferred) == (None, False)


def test_a_summary_never_becomes_the_abstract() -> None:
    merged = merge_papers([paper(TITLE, summary=HARBOUR), paper(TITLE, summary="Short.")], "x")
    assert merged.abstract is None
    assert merged.summary == HARBOUR
    merged = merge_papers([paper(TITLE, summary=HARBOUR), paper(TITLE, abstract="Short.")], "x")
    assert merged.abstract == "Short."


def test_the_id_is_the_one_given() -> None:
    assert merge_papers([paper(TITLE, arxiv_id="2401.00001")], "given").id == "given"


def test_first_is_the_first_by_source_file_and_line() -> None:
    places = [("b", "a.txt", 1), ("a", "b.txt", 1), ("a", "a.txt", 10), ("a", "a.txt", 9)]
    entries = [
        paper(TITLE, venue=str(nth), sightings=(Sighting(*place),))
        for nth, place in enumerate(places)
    ]
    merged = merge_papers(entries, "x")
    assert merged.venue == "3"
    assert [seen[:3] for seen in merged.sightings] == sorted(places)


MAYBE_TEXT = st.sampled_from([None, "a", "bb", "cc", "ddd"])
MAYBE_COUNT = st.none() | st.integers(0, 3)
ENTRIES = st.lists(
    st.builds(
        paper,
        title=st.sampled_from([TITLE, TITLE.upper(), TITLE + "!", "Apples"]),
        abstract=MAYBE_TEXT,
        summary=MAYBE_TEXT,
        authors=st.lists(st.sampled_from(["A", "Bo", "Cy"]), max_size=3).map(tuple),
        author_count=MAYBE_COUNT,
        organization=MAYBE_TEXT,
        venue=MAYBE_TEXT,
        volume=MAYBE_TEXT,
        number=MAYBE_TEXT,
        pages=MAYBE_TEXT,
        date=st.sampled_from([None, "2024", "2024-05", "2024-05-01", "2023"]),
        date_inferred=st.booleans(),
        upvotes=MAYBE_COUNT,
        comments=MAYBE_COUNT,
        arxiv_id=st.sampled_from([None, "2401.00001"]),
        doi=st.sampled_from([None, "10.1000/a", "10.1000/b", "10.1101/c"]),
        url=MAYBE_TEXT,
        code_urls=st.lists(st.sampled_from(["u", "v", "w"]), max_size=2, unique=True).map(tuple),
        github_stars=MAYBE_COUNT,
        submitter=MAYBE_TEXT,
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=80)
@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(entries: list[Paper], chance: random.Random) -> None:
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert merge_papers(shuffled, "x") == merge_papers(entries, "x")


@settings(max_examples=50)
@given(ENTRIES)
def test_no_sighting_and_no_link_is_lost(entries: list[Paper]) -> None:
    merged = merge_papers(entries, "x")
    assert sorted(merged.sightings) == sorted(seen for e in entries for seen in e.sightings)
    assert sorted(merged.code_urls) == sorted({url for e in entries for url in e.code_urls})


@settings(max_examples=50)
@given(ENTRIES)
def test_every_field_comes_from_an_entry_and_is_known_if_any_knows_it(
    entries: list[Paper],
) -> None:
    merged = merge_papers(entries, "x")
    for name in set(Paper._fields) - {"id", "sightings", "code_urls", "date_inferred"}:
        values = [getattr(entry, name) for entry in entries]
        assert getattr(merged, name) in values
        if any(value not in (None, ()) for value in values):
            assert getattr(merged, name) not in (None, ())


@settings(max_examples=50)
@given(ENTRIES)
def test_merged_again_a_paper_is_the_same(entries: list[Paper]) -> None:
    merged = merge_papers(entries, "x")
    assert merge_papers([merged], "x") == merged
