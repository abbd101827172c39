"""Measures how well paperdex ranks, beside its lexical peers, and writes docs/quality.md.

    python benchmarks/quality.py [--collections ../shared/data/ir]

All rank the same papers for the same queries in one run. Peers are used as they come:
rank-bm25 as its README shows it (words at spaces, BM25Okapi), bm25s with its English stop
words and the Snowball stemmer it recommends, tantivy with its `en_stem` analyzer; title
and abstract are one text for each. Differences are tested in pairs, query by query.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from statistics import mean

import bm25s
import ir_measures
import numpy as np
import tantivy
from rank_bm25 import BM25Okapi
from Stemmer import Stemmer

from data import DATA, ROOT, read_lines
from paperdex import Library, Paper
from paperdex.engines import open_papers
from paperdex.query import Query
from paperdex.search.collection import Collection, read_collection
from paperdex.search.evaluate import MEASURES, Run, measure, run_engine

DOCUMENT = ROOT / "docs" / "quality.md"
QUESTIONS = Path(__file__).parent / "questions.tsv"
NAMES = ("cranfield", "cisi", "litsearch")
DEPTH = 1000
# The reference engine takes about a second a query beyond so many papers.
FEW = 5_000
SHUFFLES = 10_000

Rank = Callable[[str], list[str]]
"""Ids of the papers found for a query, best first."""


def plain_text(paper: Paper) -> str:
    return f"{paper.title}\n{paper.abstract or ''}"


def open_rank_bm25(papers: Sequence[Paper]) -> Rank:
    index = BM25Okapi([plain_text(paper).lower().split() for paper in papers])

    @lru_cache(maxsize=500)  # most words of questions are words of others; half of the time
    def score_word(word: str) -> np.ndarray:
        scores: np.ndarray = index.get_scores([word])
        return scores

    def rank(text: str) -> list[str]:
        scores = sum(map(score_word, text.lower().split()), np.zeros(len(papers)))
        return [papers[place].id for place in np.argsort(-scores, kind="stable")[:DEPTH]]

    return rank


def open_bm25s(papers: Sequence[Paper]) -> Rank:
    stemmer = Stemmer("english")

    def tokenize(texts: list[str]) -> object:
        return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)

    index = bm25s.BM25()
    index.index(tokenize([plain_text(paper) for paper in papers]), show_progress=False)

    def rank(text: str) -> list[str]:
        found, scores = index.retrieve(
            tokenize([text]), k=min(DEPTH, len(papers)), show_progress=False
        )
        return [papers[p].id for p, score in zip(found[0], scores[0], strict=True) if score > 0]

    return rank


def open_tantivy(papers: Sequence[Paper]) -> Rank:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", tokenizer_name="en_stem")
    index = tantivy.Index(builder.build())
    writer = index.writer()
    for paper in papers:
        document = tantivy.Document()
        document.add_text("id", paper.id)
        document.add_text("text", plain_text(paper))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def rank(text: str) -> list[str]:
        query, _ = index.parse_query_lenient(text, ["text"])
        return [searcher.doc(place)["id"][0] for _, place in searcher.search(query, DEPTH).hits]

    return rank


PEERS = {
    "rank-bm25 as it comes": open_rank_bm25,
    "tantivy as it comes": open_tantivy,
    "bm25s": open_bm25s,
}
OURS = {"paperdex": "tantivy", "paperdex --engine rank-bm25": "rank-bm25"}


def run_all(collection: Collection) -> dict[str, Run]:
    """What each engine finds."""
    runs = {
        name: run_engine(collection, engine)
        for name, engine in OURS.items()
        if engine == "tantivy" or len(collection.papers) <= FEW
    }
    asked = runs["paperdex"]
    for name, open_peer in PEERS.items():
        rank = open_peer(collection.papers)
        runs[name] = {query: rank(collection.queries[query]) for query in asked}
    return runs


def gain_per_query(collection: Collection, run: Run) -> list[float]:
    """nDCG@10 of each query, in the order of the run."""
    placed = {
        query: {paper: float(-place) for place, paper in enumerate(found)}
        for query, found in run.items()
    }
    found = ir_measures.iter_calc([ir_measures.nDCG @ 10], collection.grades, placed)
    gains = {one.query_id: one.value for one in found}
    return [gains[query] for query in run]


def test_in_pairs(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """p of the two-sided randomisation test: how often pairs whose members are swapped at random
    have as large a mean difference."""
    differences = np.array(ours) - np.array(theirs)
    signs = np.random.default_rng(5).choice([-1, 1], (SHUFFLES, len(differences)))
    by_chance = np.abs((signs * differences).mean(axis=1))
    return float((by_chance >= abs(differences.mean())).mean())


def measure_collection(name: str, where: Path) -> list[str]:
    """The table of a collection in a folder."""
    collection = read_collection(str(where / name))
    runs = run_all(collection)
    ours = gain_per_query(collection, runs["paperdex"])
    rows = [
        f"### {name}: {len(collection.papers):,} papers, {len(ours)} queries",
        "",
        "| engine | " + " | ".join(MEASURES) + " | ours against it, nDCG@10 |",
        "|---|" + "---|" * (len(MEASURES) + 1),
    ]
    for engine, run in runs.items():
        means = " | ".join(f"{value:.3f}" for value in measure(collection.grades, run).values())
        against = "" if engine == "paperdex" else compare(ours, gain_per_query(collection, run))
        rows.append(f"| {engine} | {means} | {against} |")
    return [*rows, ""]


def compare(ours: Sequence[float], theirs: Sequence[float]) -> str:
    more = sum(a > b for a, b in zip(ours, theirs, strict=True))
    less = sum(a < b for a, b in zip(ours, theirs, strict=True))
    p = test_in_pairs(ours, theirs)
    return f"{mean(ours) - mean(theirs):+.3f}, better {more}, worse {less}, p {p:.4f}"


def measure_seeds() -> list[str]:
    """A table: how high each engine ranks the paper that a question of QUESTIONS is after."""
    questions = [line.split("\t") for line in QUESTIONS.read_text().splitlines()]
    with Library.of([ROOT / "seeds"]) as library:
        papers = list(library)
    ids = {paper.title: paper.id for paper in papers}
    rows = ["| engine | MRR | first | among ten |", "|---|---|---|---|"]
    engines: dict[str, Rank] = {name: peer(papers) for name, peer in PEERS.items()}
    for name, engine in OURS.items():
        index = open_papers(papers, engine)
        engines[name] = lambda text, index=index: [  # type: ignore[misc]
            hit.id for hit in index.search(Query(text), DEPTH)[0]
        ]
    for name in (*OURS, *PEERS):
        places = []
        for text, title in questions:
            found = engines[name](text)
            places.append(found.index(ids[title]) + 1 if ids[title] in found else 0)
        rank = mean(1 / place if place else 0 for place in places)
        first = sum(place == 1 for place in places)
        ten = sum(0 < place <= 10 for place in places)
        rows.append(f"| {name} | {rank:.3f} | {first} | {ten} |")
    return rows


def measure_titles(path: Path) -> list[str]:
    """The share of the papers of a large collection that rank first for their title."""
    if not path.exists():
        return []
    records = enumerate(read_lines(path))
    papers = [Paper(str(n), r["title"], abstract=r["abstract"]) for n, r in records]
    index = open_papers(papers, "tantivy")
    missed = 0
    for paper in papers:
        hits = index.search(Query(paper.title), 1)[0]
        missed += not hits or papers[int(hits[0].id)].title != paper.title
    share = 1 - missed / len(papers)
    return [f"Of {len(papers):,} papers **{share:.2%}** stand first when their title is typed."]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--collections", type=Path, default=DATA / "ir")
    where = parser.parse_args().collections
    names = ("tantivy", "rank-bm25", "bm25s", "PyStemmer", "ir-measures")
    # What takes longest begins first; two at once, as many as the least machine has cores.
    with ProcessPoolExecutor(2) as workers:
        titles = workers.submit(measure_titles, where.parent / "papers-60k.jsonl.gz")
        tables = {name: workers.submit(measure_collection, name, where) for name in NAMES[::-1]}
        seeds = workers.submit(measure_seeds)
        text = TEXT.format(
            versions=", ".join(f"{name} {version(name)}" for name in names),
            tables="\n".join(row for name in NAMES for row in tables[name].result()),
            seeds="\n".join(seeds.result()),
            titles="\n".join(titles.result()),
        )
    DOCUMENT.write_text(text)
    print(json.dumps({"written": str(DOCUMENT.relative_to(ROOT))}))


TEXT = """\
# How well it ranks

Written by `python benchmarks/quality.py`, every table in one run: {versions}.
Peers are used as they come: rank-bm25 as its README shows it, bm25s with its English stop
words and the Snowball stemmer,
tantivy with its `en_stem` analyzer; title and abstract are one text.
The last column is the difference of the means, in how many queries ours was better and
worse, and p of a two-sided randomisation test in pairs. Measure your own collection
with `paperdex eval DIR`.

## Collections with judgements

{tables}
## The seeds

Fifty queries as a researcher would type them, without the words of the title they are
after (`benchmarks/questions.tsv`), over the 226 papers of the seeds:

{seeds}

## Titles

{titles}
"""


if __name__ == "__main__":
    main()
