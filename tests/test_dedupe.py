"""Which entries are one paper: the laws of verdicts and groups, and the seed pages."""

import json
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_library import HARBOUR, KILN, ORCHARD, paper, partition, read_records
from helpers_places import SEEDS
from paperdex import Library, Paper
from paperdex.dedupe import block_keys, group_papers, judge, judging
from paperdex.dedupe.evidence import Evidence
from paperdex.dedupe.titles import read_title
from paperdex.dedupe.traits import Traits
from paperdex.dedupe.words import SERIAL
from paperdex.paper import to_record

CUT = ORCHARD[: len(ORCHARD) // 3] + "..."
TITLE = "Counting Apple Trees From the Air"

# Few values for each field, so that entries meet, agree and disagree often.
_TITLES = [TITLE, TITLE.upper(), TITLE + " and Balloons", "Notes on Glaze", "Editorial", "???"]
_TITLES += ["Counting Aple Trees From the Air", "Counting Apple Trees ...", TITLE + ": Part II"]
_TITLES += [f"RETRACTED: {TITLE}", f"Retracted: {TITLE}", f"{TITLE} (Retracted article)"]
_TITLES += [f"(PDF) {TITLE}", f"[2012.01234] {TITLE}", f"{TITLE}: XVI", f"{TITLE}: 16th"]
_TITLES += [f"Abstract 12: {TITLE}", f"Abstract 21: {TITLE}", f"Original Article: {TITLE}"]
_TITLES += ["CO2 in Wax: Part 2", "CO 2 in Wax", r"$\bar{B}$ in Wax", "B̄ in Wax", "B in Wax"]
_TITLES += ["To Wax in Winter", "ToWax in Winter"]
_TITLES += ["Wax vs. Oil at 5 Degrees", "Oil versus Wax at 5", "Wax versus Oil at 5°"]
_AUTHORS = [(), (), ("Odalys Ferrow",), ("Ferrow, O.", "Bram Tiller"), ("Anon.",)]
_AUTHORS += [("Y. Wang", "Z. Li"), ("J. Wang", "Y. Wang"), ("J. Wang", "Zhou Li")]
_AUTHORS += [("ORCHARD Study",), ("Ministry of Orchards",)]
_VERSIONS = ["10.7554/elife.12345", "10.7554/elife.12345.2"]
_KINDS = ["ClinicalTrials.gov NCT01234567", "PhD thesis", "Diplomarbeit", "PubMed"]
PAPERS = st.lists(
    st.builds(
        paper,
        title=st.sampled_from(_TITLES),
        abstract=st.sampled_from([None, None, ORCHARD, CUT, HARBOUR, KILN, "None."]),
        date=st.sampled_from([None, None, "2019", "2020-06", "2021-01-01", "2024"]),
        authors=st.sampled_from(_AUTHORS),
        arxiv_id=st.sampled_from([None, None, "2401.00001", "2401.00002"]),
        doi=st.sampled_from([None, None, "10.1000/a", "10.1000/b", "10.1101/c", *_VERSIONS]),
        volume=st.sampled_from([None, None, "3", "4", "Ph.D."]),
        venue=st.sampled_from([None, "arXiv", "Journal of Orchards", "Kiln Letters", *_KINDS]),
        pages=st.sampled_from([None, None, "1-9", "20-31"]),
    ),
    max_size=8,
)


# Fields of any text, and of what titles, pages and names are made of.
_TEXT = st.text(max_size=12) | st.lists(
    st.sampled_from(
        "Part I II 2nd A B [ ] ( ) { } \\\\emph{ $ … ... : - Erratum to Comment on S12 e5-9 1)"
        " 01-Oct et al Müller &#252; <i> 10,000 hypo tension".split()
    ),
    max_size=6,
).map(" ".join)
ANY_PAPER = st.builds(
    paper,
    title=_TEXT.filter(str.strip),
    abstract=st.none() | _TEXT,
    authors=st.lists(_TEXT, max_size=3).map(tuple),
    date=st.sampled_from([None, "2019", "2020-06", "2020-06-31", "0001-01-01"]),
    venue=st.none() | _TEXT,
    volume=st.none() | _TEXT,
    number=st.none() | _TEXT,
    pages=st.none() | _TEXT,
    doi=st.sampled_from([None, "10.1000/a", "10.1000/%41", "10.48550/arxiv.1"]),
)


@settings(max_examples=300)
@given(ANY_PAPER, ANY_PAPER)
def test_any_two_entries_can_be_judged_and_the_verdict_is_symmetric(
    one: Paper, other: Paper
) -> None:
    assert judge(one, other) == judge(other, one)
    for entry in (one, other):
        keys = block_keys(Traits(entry))
        assert len(keys) == len(set(keys)) < 30
        assert all(0 <= key < 2**32 for key in keys)
        assert judge(entry, entry).answer in ("same", "unknown", "doubtful")


def _groups(papers: list[Paper]) -> set[frozenset[int]]:
    return {frozenset(group.members) for group in group_papers(papers)}


@settings(max_examples=100)
@given(PAPERS)
def test_every_place_is_in_exactly_one_group(papers: list[Paper]) -> None:
    places = [place for group in group_papers(papers) for place in group.members]
    assert sorted(places) == list(range(len(papers)))


@settings(max_examples=150)
@given(PAPERS, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order(papers: list[Paper], chance: random.Random) -> None:
    order = list(range(len(papers)))
    chance.shuffle(order)
    shuffled = _groups([papers[place] for place in order])
    assert {frozenset(order[place] for place in group) for group in shuffled} == _groups(papers)


@settings(max_examples=100)
@given(PAPERS)
def test_judged_again_a_group_stays_one(papers: list[Paper]) -> None:
    assert group_papers(papers) == group_papers(papers)
    for group in group_papers(papers):
        assert len(group_papers([papers[place] for place in group.members])) == 1


@settings(max_examples=150)
@given(PAPERS)
def test_no_group_holds_two_that_are_different_or_by_namesakes(papers: list[Paper]) -> None:
    for group in group_papers(papers):
        members = [papers[place] for place in group.members]
        assert not any(judge(one, other).parts for one in members for other in members)


@settings(max_examples=100)
@given(PAPERS)
def test_a_group_of_several_says_why_and_one_alone_does_not(papers: list[Paper]) -> None:
    for group in group_papers(papers):
        assert bool(group.reason) == (len(group.members) > 1)


@settings(max_examples=100)
@given(PAPERS.filter(bool))
def test_an_ingest_finds_the_groups_that_are_found_in_memory(papers: list[Paper]) -> None:
    with read_records(*map(to_record, papers)) as library:
        found = {frozenset(line - 1 for _, line in places) for places in partition(library)}
    assert found == _groups(papers)


def test_one_between_two_that_differ_goes_the_same_way_in_any_order() -> None:
    early, between, late = (
        paper(TITLE, date="2019"),
        paper(TITLE),
        paper(TITLE, date="2024"),
    )
    forward = [early, between, late]
    backward = forward[::-1]
    assert _groups(forward) == {frozenset(2 - n for n in group) for group in _groups(backward)}


def test_two_namesakes_are_not_joined_by_way_of_a_name_that_may_be_of_both() -> None:
    hao, xin = (paper(TITLE, authors=(name,), date="2019") for name in ("Hao Li", "Xin Li"))
    bare = paper(TITLE, authors=("Li",), date="2019")
    assert judge(hao, bare).answer == judge(bare, xin).answer == "same"
    assert (
        _groups([hao, bare, xin])
        == _groups([xin, bare, hao])
        == {
            frozenset({0}),
            frozenset({1}),
            frozenset({2}),
        }
    )


def test_two_arxiv_ids_are_not_joined_by_way_of_a_third_entry() -> None:
    # The outer two share neither title nor DOI, so nothing but the third connects them.
    first = paper(TITLE, arxiv_id="2401.00001", doi="10.1000/a")
    third = paper(TITLE + " and Balloons", doi="10.1000/a")
    last = paper(TITLE + " and Balloons", arxiv_id="2401.00002")
    assert judge(first, last).answer == "different"
    assert frozenset({0, 1, 2}) not in _groups([first, third, last])


def test_three_hundred_copies_are_judged_once_not_pair_by_pair(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    compared = list[Evidence]()

    def compare(one: Traits, other: Traits) -> Evidence:
        compared.append(Evidence(one, other))
        return compared[-1]

    monkeypatch.setattr(judging, "Evidence", compare)
    copies = tmp_path / "copies.jsonl"
    copies.write_text(300 * (json.dumps({"title": TITLE, "abstract": ORCHARD * 5}) + "\n"))
    with Library.of([copies]) as library:
        assert len(library) == 1
    assert 1 <= len(compared) <= 2


# The seed pages


def test_the_seed_pages_add_up(seeds: Library) -> None:
    report = seeds.report()
    assert report.counts == (303, 226, 77, 0)
    assert [file.counts.entries for file in report.files] == [68, 58, 69, 35, 73]
    assert report.rejected == []
    assert len(seeds) == 226


def test_the_seed_groups_account_for_what_was_merged(seeds: Library) -> None:
    groups = seeds.dedupe()
    assert sum(len(group.entries) - 1 for group in groups) == 77
    assert all(group.reason for group in groups)
    # On these pages one paper always has one title.
    for group in groups:
        assert {title.casefold() for _, title in group.entries} == {group.title.casefold()}


@pytest.mark.parametrize("chance", range(2))
def test_the_seed_papers_are_the_same_in_any_order_of_files(
    seeds: Library, tmp_path: Path, chance: int
) -> None:
    files = sorted(SEEDS.iterdir())
    random.Random(chance).shuffle(files)
    true_names = {f"{nth}.txt": file.name for nth, file in enumerate(files)}
    for name, file in true_names.items():
        shutil.copy(SEEDS / file, tmp_path / name)
    with Library.of([tmp_path]) as shuffled:
        found = {frozenset((true_names[f], line) for f, line in p) for p in partition(shuffled)}
        assert sorted(paper.title for paper in shuffled) == sorted(p.title for p in seeds)
    assert found == partition(seeds)


def test_the_seed_pages_judged_twice_give_the_same(seeds: Library) -> None:
    with Library.of([SEEDS]) as again:
        assert list(again) == list(seeds)
        assert again.dedupe() == seeds.dedupe()


@settings(max_examples=50)
@given(st.from_regex(SERIAL, fullmatch=True))
def test_a_title_that_many_works_bear_is_known_whatever_its_length(title: str) -> None:
    assert read_title(title).is_serial
