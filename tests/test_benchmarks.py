"""The suite of benchmarks: its corpora are the same each time and hold what they say, its
one command runs, and what fails costs its own row. No time is looked at."""

import gzip
import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import pytest

import cells
import corpus
import dedupe
import groupers
import laws
import processes
import run
from data import Record
from helpers_words import HEADS, SENTENCES, TAILS
from paperdex import Library
from parts import size
from peers import MODULES
from report import Part, Report


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small file of made-up papers in the form of the real ones."""
    path = tmp_path_factory.mktemp("papers") / "papers.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for number, head in enumerate(HEADS):
            for tail in TAILS:
                paper = {"title": f"{head}: {tail}", "authors": [f"Ona {tail[:4]}", "Tam Weir"]}
                abstract = " ".join(SENTENCES[number : number + 5])
                file.write(json.dumps(paper | {"abstract": abstract}) + "\n")
    return path


@pytest.fixture(scope="module")
def parts(papers: Path) -> corpus.Parts:
    return corpus.read_parts(papers)


def take(found: Iterator[Record], count: int) -> list[Record]:
    return list(islice(found, count))


def test_a_corpus_is_the_same_each_time_and_begins_a_larger_one(parts: corpus.Parts) -> None:
    small = list(corpus.make_papers(parts, 20, seed=1))
    assert small == take(corpus.make_papers(parts, 10**12, seed=1), 20)
    assert small[15:] == list(corpus.make_papers(parts, 5, seed=1, first=15))
    assert small != list(corpus.make_papers(parts, 20, seed=2))


def test_a_corpus_has_new_titles_and_ids(parts: corpus.Parts) -> None:
    made = list(corpus.make_papers(parts, len(parts.heads) * len(parts.tails)))
    assert len({paper["title"] for paper in made}) == len(made) == len(HEADS) * len(TAILS)
    many = [paper["url"] for paper in corpus.make_papers(parts, 2000) if paper["url"]]
    assert len(set(many)) == len(many) > 1000


def test_pages_give_the_papers_that_are_drawn_on_them(parts: corpus.Parts, tmp_path: Path) -> None:
    made = list(corpus.make_papers(parts, 70))
    corpus.write_pages(made, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
    with Library.of([tmp_path]) as library:
        found = {paper.title: paper for paper in library}
        counts = library.report().counts
    assert (counts.entries, counts.rejected) == (70, 0)
    assert set(found) == {paper["title"] for paper in made}
    for paper in made:
        read = found[paper["title"]]
        assert (read.abstract, read.date) == (paper["abstract"], paper["date"])
        assert read.upvotes == (paper["upvotes"] or 0)


def test_noisy_records_are_the_same_each_time(parts: corpus.Parts) -> None:
    made = list(corpus.make_noisy(parts, 60, seed=3))
    assert len(made) == 60
    assert made == list(corpus.make_noisy(parts, 60, seed=3))
    assert len({paper["cluster"] for paper in made}) < 50


def test_a_peer_groups_records_in_a_process_of_its_own() -> None:
    records = [{"title": title, "year": 2020} for title in ("Pears.", "Plums", "pears")]
    groups = groupers.group_apart("peer_groupers:group_by_title_and_year", records)
    assert groups == [0, 1, 0]


def test_who_joins_nothing_is_not_wrong_in_what_it_joins() -> None:
    score = dedupe.compare([0, 1, 2], ["pears", "plums", "pears"])
    assert (score.precision, score.recall, score.f1) == (1.0, 0.0, 0.0)


def test_bib_dedupe_is_given_what_it_reads_best(parts: corpus.Parts) -> None:
    if find_spec("bib_dedupe") is None:
        pytest.skip("bib-dedupe is not installed")
    place = {"venue": "Journal of Orchards", "volume": "7", "pages": "1-9", "year": 2020}
    papers = [{**paper, **place} for paper in take(corpus.make_papers(parts, 2), 2)]
    other = papers[1] | {"volume": "8", "pages": "20-31"}
    again = papers[0] | {"authors": [put_last_first(name) for name in papers[0]["authors"]]}
    assert groupers.GROUPERS["bib-dedupe"]([papers[0], other, again]) == [0, 1, 0]


def put_last_first(name: str) -> str:
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}"


def test_the_command_writes_what_it_measured(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(size, "MODULES", {"SQLite FTS5": "peers.fts5", "nobody": "peers.nobody"})
    monkeypatch.setitem(MODULES, "nobody", "peers.nobody")
    document = tmp_path / "out.md"
    options = ["--papers", str(papers), "--work", str(tmp_path / "work"), "--to", str(document)]
    assert run.main(["--parts", "size", "--sizes", "40", *options]) == 0
    rows = [line for line in document.read_text().splitlines() if line.startswith("| 40 |")]
    assert [row.split(" | ")[1] for row in rows] == [
        "source file",
        "store",
        "index",
        "**store and index**",
        "SQLite FTS5",
        "nobody",
    ]
    assert "not installed: peers.nobody" in rows[-1]


def test_a_benchmark_that_was_stopped_resumes_with_what_it_measured(tmp_path: Path) -> None:
    part = Part("cold", "Cold", "How cold.", ("papers", "s"))
    paths = tmp_path / "out.md", tmp_path / "kept.json"
    first = Report(*paths, [part], "run")
    first.begin(part, 10)
    first.add(part, 10, ["10", "0.1"])
    first.finish(part, 10)
    first.begin(part, 9)
    first.add(part, 9, ["9", "0.2"])
    second = Report(*paths, [part], "run --resume")
    second.take_up()
    assert second.has(part, 10)
    assert not second.has(part, 9)
    second.begin(part, 9)
    second.add(part, 9, ["9", "0.3"])
    assert "| 9 | 0.3 |\n| 10 | 0.1 |\n" in paths[0].read_text()
    assert "`run` and `run --resume`" in paths[0].read_text()


def test_a_process_is_stopped_when_its_time_is_up(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "import time; print('begun', flush=True); time.sleep(60)")
    ended = processes.run(command, tmp_path, budget=0.2)
    assert ended.problem == "stopped after 0 s"
    command = (sys.executable, "-c", "import sys; print(sys.stdout.isatty()); sys.exit('no use')")
    ended = processes.run(command, tmp_path, terminal=True)
    assert (ended.problem, ended.output) == ("no use", "True\r\n")


def test_a_row_whose_package_is_missing_names_it() -> None:
    assert cells.call("nowhere:build", 10).problem == "not installed: nowhere"


def test_the_laws_of_queries_are_counted(papers: Path, tmp_path: Path) -> None:
    laws.make_library(tmp_path, papers, 5)
    asked = list(laws.make_queries(tmp_path, 2))
    assert [query.kind for query in asked] == 5 * ["titles"] + 10 * ["sentences"]
    outcomes = [laws.ask(query) for query in asked]
    assert all(outcome.is_first for outcome in outcomes if outcome.kind == "titles")
    broken = laws.ask(asked[0]._replace(text=None))  # type: ignore[arg-type]
    *_, titles, sentences = laws.count([*outcomes, broken])
    assert titles == "| titles | 6 | 5 | 0.8333 | 1 |"
    assert sentences.startswith("| sentences | 10 |")
