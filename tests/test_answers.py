"""What goes with the hits: other words, totals, counts, fields, links; and neighbours."""

import csv
import io
import json
import webbrowser
from pathlib import Path

import pytest

from helpers_cli import run_here
from helpers_library import json_lines, read_records
from helpers_places import SEEDS
from paperdex import Library, UsageError
from paperdex.query import Query

RECORDS = (
    {"title": "Kiln Temperatures in Practice", "abstract": "Clay is fired twice in one kiln.",
     "venue": "Clay Letters", "date": "2023-05-01", "url": "https://example.org/kiln?a=1&b=2",
     "code_urls": ["file:///etc/passwd", "https://example.org/code"]},
    {"title": "A Kiln for Glaze", "abstract": "A kiln, a kiln, a glaze.", "venue": "Clay Letters",
     "organization": "Pottery Lab", "date": "2024-02-03", "url": "javascript:alert(1)"},
    {"title": "Piers of the Harbour", "abstract": "Timber moves. The kiln is far.",
     "venue": "Boats", "date": "2024-03-04", "arxiv_id": "2312.00752"},
    {"title": "Apples from the Air", "abstract": "Trees are counted."},
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("answers")
    (folder / "paperdex.toml").write_text('sources = ["a.jsonl", "b.jsonl"]\n')
    (folder / "a.jsonl").write_text(json_lines(*RECORDS[:2]))
    (folder / "b.jsonl").write_text(json_lines(*RECORDS[1:]))
    browser = folder / "browser"
    browser.write_text('#!/bin/sh\nprintf "%s" "$1" > "$OPENED"\n')
    browser.chmod(0o755)
    run_here("index", cwd=folder)
    return folder


def test_for_a_mistyped_word_a_correction_is_suggested_beside_the_hits(folder: Path) -> None:
    ran = run_here("search", "kiln", "tempreatures", "-q", "-n", "1", cwd=folder)
    assert (ran.code, len(ran.out.split())) == (0, 1)
    assert ran.err == "paperdex: no paper has 'tempreatures'; did you mean: temperatures\n"


def test_where_nothing_was_found_the_word_that_was_meant_is_searched(folder: Path) -> None:
    ran = run_here("search", "harbuor", "timbr", "--fields", "title", cwd=folder)
    assert (ran.code, ran.out) == (0, "Piers of the Harbour\n")
    assert ran.err == (
        "paperdex: nothing for 'harbuor timbr'; showing results for 'harbour timber'\n"
    )
    quoted = run_here("search", '"harbuor"', cwd=folder)
    assert (quoted.code, quoted.out) == (1, "")
    assert "did you mean: harbour" in quoted.err


def test_counts_are_of_all_that_match_not_of_the_page(folder: Path) -> None:
    ran = run_here("search", "kiln", "-n", "1", "--by", "year", "--by", "source", cwd=folder)
    assert ran.out.splitlines()[1:] == [
        "", "papers\tyear", "2\t2024", "1\t2023",
        "", "papers\tsource", "2\ta.jsonl", "2\tb.jsonl",
    ]  # fmt: skip
    answer = json.loads(
        run_here("search", "kiln", "-n", "1", "--by", "venue", "--by", "organization", "--json",
            "--fields", "title,rank", cwd=folder).out
    )  # fmt: skip
    assert answer["total"] == 3
    assert answer["by"]["venue"] == [
        {"value": "Clay Letters", "papers": 2},
        {"value": "Boats", "papers": 1},
    ]
    assert answer["by"]["organization"] == [
        {"value": "Pottery Lab", "papers": 1},
        {"value": None, "papers": 2},
    ]
    assert [list(hit) for hit in answer["hits"]] == [["title", "rank"]]


def test_counts_are_those_of_the_papers_one_by_one(seeds: Library) -> None:
    query = Query("language models")
    hits = seeds.search(query, limit=len(seeds)).hits
    counts = seeds.count_by(query, ["year", "organization", "venue", "source"])
    assert seeds.count_by(query.text, ["year"]) == {"year": counts["year"]}
    years = [hit.paper.date[:4] if hit.paper.date else None for hit in hits]
    assert {count.value: count.papers for count in counts["year"]} == {
        year: years.count(year) for year in years
    }
    for facet in ("organization", "venue", "source"):
        assert sum(count.papers for count in counts[facet]) == len(hits)


def test_counts_are_those_of_the_merged_record() -> None:
    title, abstract = "Kiln Temperatures in Practice", "Clay is fired twice in one kiln. " * 5
    with read_records(
        {"title": title, "abstract": abstract, "date": "2023"},
        {"title": title, "abstract": abstract, "venue": "Zeta", "date": "2023-05"},
        {"title": title, "abstract": abstract, "venue": "Alpha"},
    ) as library:
        [paper] = library
        counts = library.count_by(Query("kiln"), ["venue", "year"])
    assert [count.value for count in counts["venue"]] == [paper.venue] == ["Zeta"]
    assert counts["year"] == [("2023", 1)]


def test_fields_come_as_asked_for_in_every_form(folder: Path) -> None:
    args = ("search", "harbour", "--fields", "rank,title,date")
    assert run_here(*args, cwd=folder).out == "1\tPiers of the Harbour\t2024-03-04\n"
    [hit] = json.loads(run_here(*args, "--json", cwd=folder).out)
    assert list(hit.items()) == [
        ("rank", 1), ("title", "Piers of the Harbour"), ("date", "2024-03-04")
    ]  # fmt: skip
    rows = list(csv.reader(io.StringIO(run_here(*args, "--csv", cwd=folder).out)))
    assert rows[0] == ["rank", "title", "date"]
    listed = run_here("list", "--year", "2023", "--fields", "venue", cwd=folder)
    assert listed.out == "Clay Letters\n"
    shown = run_here("show", "piers", "--fields", "arxiv_id,title", cwd=folder)
    assert shown.out == "2312.00752\tPiers of the Harbour\n"
    exported = run_here("export", "--year", "2023", "--fields", "venue", cwd=folder)
    assert exported.out == '{"venue": "Clay Letters"}\n'


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("list", "--sort", "titel"), "'titel': did you mean title?"),
        (("saved", "--forget", "x"), "x: no search is saved: paperdex search QUERY --save NAME"),
        (("search", "kiln", "--fields", "id,titel"), "no field 'titel'; did you mean title?"),
        (("list", "--fields", "rank"), "no field 'rank'; there are: id, title"),
        (("export", "--fields", ","), "names no field"),
        (("search", "kiln", "--fields", "id", "-q"), "ids are printed alone"),
        (("search", "kiln", "--by", "year", "--csv"), "--by prints lines"),
        (("search", "--open", "kiln"), "words stand before --open"),
        (("search", "kiln", "--open", "0"), "there is no hit 0"),
        (("search", "kiln", "--save", "../x"), "letters, digits"),
        (("search", "kiln", "--save", "x", "--in", "a.jsonl"), "leave out --in"),
        (("search", "", "--save", "x"), "nothing to search for in '': it is not saved"),
        (("search", "...", "--save", "x"), "nothing to search for in '...': it is not saved"),
        (("similar",), "give one paper"),
        (("similar", "-", "--in", "-"), "not both"),
    ],
)
def test_a_request_that_makes_no_sense_exits_with_2_and_says_why(
    folder: Path, args: tuple[str, ...], word: str
) -> None:
    ran = run_here(*args, cwd=folder)
    assert (ran.code, ran.out) == (2, "")
    assert word in ran.err


@pytest.mark.parametrize(
    ("args", "link"),
    [
        (("search", "kiln", "practice", "--open"), "https://example.org/kiln?a=1&b=2"),
        (("search", "kiln", "practice", "-q", "--open", "code"), "https://example.org/code"),
        (("search", "harbour", "practice", "--open", "2"), "https://example.org/kiln?a=1&b=2"),
        (("show", "2312.00752", "--open"), "https://arxiv.org/abs/2312.00752"),
        (("show", "glaze", "--open"), None),
        (("show", "glaze", "--open", "code"), None),
        (("search", "harbour", "--open", "9"), None),
    ],
)
def test_the_browser_gets_links_of_the_web_only(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    args: tuple[str, ...],
    link: str | None,
) -> None:
    opened = tmp_path / "opened"
    env = {"BROWSER": str(folder / "browser"), "OPENED": str(opened)}
    monkeypatch.setattr(webbrowser, "_tryorder", None)  # $BROWSER is looked at once in a process
    ran = run_here(*args, cwd=folder, env=env)
    assert ran.code == (1 if link is None else 0)
    assert (opened.read_text() if opened.exists() else None) == link
    assert (f"opening {link}" in ran.err) == (link is not None)


def test_neighbours_share_telling_words_and_are_not_the_paper_itself(folder: Path) -> None:
    ran = run_here("similar", "glaze", cwd=folder)
    lines = [line.split("\t") for line in ran.out.splitlines()]
    assert [title for _, _, title, _ in lines] == [
        "Kiln Temperatures in Practice", "Piers of the Harbour"
    ]  # fmt: skip
    assert all("kiln" in shared.lower() for _, _, _, shared in lines)
    assert "similar to" in ran.err
    assert "by its telling words: Kiln" in ran.err


def test_neighbours_of_a_text_come_from_an_option_or_standard_input(folder: Path) -> None:
    given = run_here("similar", "--text", "timber in a harbour", "-q", cwd=folder)
    piped = run_here("similar", "-", "-q", cwd=folder, stdin=b"timber in a harbour \xff")
    assert (given.code, given.out) == (piped.code, piped.out)
    assert (given.code, given.out) == (0, "2312.00752\n")
    empty = run_here("similar", "-", cwd=folder, stdin=b" \n")
    assert (empty.code, empty.out, empty.err) == (1, "", "paperdex: the text is empty\n")
    nothing = run_here("similar", "--text", "zeppelin 1234", cwd=folder)
    assert (nothing.code, nothing.out) == (1, "")
    assert "no paper here has a word of it" in nothing.err
    (folder / "empty").touch()
    none = run_here("similar", "--text", "timber", "--in", "empty", cwd=folder)
    assert none == (1, "", "paperdex: no paper here: empty is empty\n")


def test_names_in_capitals_tell_of_no_neighbour() -> None:
    ropes, docks = {"title": "Ropes of the US"}, {"title": "Docks of the US"}
    with read_records(ropes, docks) as library:
        assert library.find_similar("Law of the US", "", limit=5).words == []
        assert library.find_similar("Ropes of the US", "", limit=5).words == ["Ropes"]


def test_for_an_unknown_id_the_nearest_known_one_is_suggested(folder: Path) -> None:
    for command in ("similar", "show"):
        ran = run_here(command, "2312.00572", cwd=folder)
        assert (ran.code, ran.out) == (1, "")
        assert "did you mean: 2312.00752" in ran.err


def test_neighbours_in_the_seeds_are_of_the_same_matter(seeds: Library) -> None:
    [paper] = seeds.show("mamba: linear-time sequence modeling with selective state spaces")
    text = paper.abstract or ""
    found = seeds.find_similar(paper.title, text, leave_out=paper, limit=5)
    again = seeds.find_similar(paper.title, text, leave_out=paper, limit=3)
    assert len(found.neighbours) == 5
    assert again.neighbours == found.neighbours[:3]
    assert paper.id not in {hit.paper.id for hit, _ in found.neighbours}
    assert all("Mamba" in hit.paper.title or "State" in hit.paper.title
               for hit, _ in found.neighbours[:2])  # fmt: skip
    assert all(shared for _, shared in found.neighbours)


def test_counting_by_something_else_is_a_usage_error() -> None:
    with read_records(RECORDS[0]) as library, pytest.raises(UsageError, match="organization"):
        library.count_by(Query("kiln"), ["colour"])


def test_a_short_unknown_word_gets_a_suggestion_and_is_not_replaced(folder: Path) -> None:
    ran = run_here("search", "kilm", "-q", cwd=folder)
    assert (ran.code, ran.out) == (1, "")
    assert "no paper has 'kilm'; did you mean: kiln" in ran.err
    assert "did you mean: kiln" in run_here("show", "kilm", cwd=folder).err


def test_a_search_is_saved_as_typed(folder: Path) -> None:
    ran = run_here("search", "harbuor", "-q", "--save", "typed", cwd=folder)
    assert len(ran.out.split()) == 1
    assert "harbuor" in run_here("saved", cwd=folder).out
    run_here("saved", "--forget", "typed", cwd=folder)


def test_a_name_means_its_paper_before_others_with_it_in_their_titles(folder: Path) -> None:
    shown = run_here("show", "mamba", "--json", "--in", str(SEEDS), cwd=folder)
    assert json.loads(shown.out)[0]["title"].startswith("Mamba: Linear-Time")
