"""`paperdex eval`: the measures of the engines on a folder of documents, queries and judgements."""

import gzip
import json
from pathlib import Path

import pytest

from helpers_cli import run, run_here
from helpers_library import json_lines
from paperdex.schema import RECORDS
from paperdex.search.evaluate import measure

DOCS = (
    {"id": 1, "title": "Lanterns", "abstract": "Light over water."},
    {"id": "2", "title": "Masts", "abstract": "Wood and lantern light."},
    {"id": "3", "title": "Kilns", "abstract": None},
)
QUERIES = ({"id": "q", "text": "lantern"}, {"id": "r", "text": "kiln"}, {"id": "none", "text": "x"})
FILES = {
    "docs.jsonl": json_lines(*DOCS),
    "queries.jsonl": json_lines(*QUERIES),
    "qrels.tsv": "q\t2\t1\nr\t3\t2\nnone\t1\t0\n",
}


def write(folder: Path, **changed: str) -> Path:
    for name, text in {
        **FILES,
        **{name.replace("_", "."): t for name, t in changed.items()},
    }.items():
        (folder / name).write_text(text)
    return folder


def test_both_engines_are_measured(tmp_path: Path) -> None:
    pytest.importorskip("ir_measures")
    ended = run_here("eval", ".", cwd=write(tmp_path))
    assert ended.code == 0
    assert ended.out.splitlines() == [
        "engine\tnDCG@10\tMAP\trecall@100\tMRR",
        "tantivy\t0.8155\t0.7500\t1.0000\t0.7500",
        "rank-bm25\t0.8155\t0.7500\t1.0000\t0.7500",
    ]


def test_gzipped_files_and_json(tmp_path: Path) -> None:
    pytest.importorskip("ir_measures")
    for name, text in FILES.items():
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(text.encode()))
    printed = run_here("eval", ".", "--engine", "tantivy", "--json", cwd=tmp_path).out
    RECORDS["scores"].model_validate_json(printed)
    record = json.loads(printed)
    assert (record["papers"], record["queries"]) == (3, 2)
    assert record["engines"]["tantivy"]["MRR"] == pytest.approx(0.75)


def test_a_collection_of_beir(tmp_path: Path) -> None:
    pytest.importorskip("ir_measures")
    docs = [{"_id": str(d["id"]), "title": d["title"], "text": d["abstract"]} for d in DOCS]
    (tmp_path / "corpus.jsonl").write_text(json_lines(*docs))
    (tmp_path / "queries.jsonl").write_text(json_lines({"_id": "q", "text": "lantern"}))
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\t2\t1\n")
    ended = run_here("eval", ".", "--engine", "tantivy", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[1] == "tantivy\t0.6309\t0.5000\t1.0000\t0.5000"


def test_judgements_of_what_is_not_there_are_told(tmp_path: Path) -> None:
    pytest.importorskip("ir_measures")
    qrels = "q\t1\t1\nq\t9\t1\nr\t3\t1\np\t1\t1\n"
    ended = run_here("eval", ".", "--engine", "tantivy", cwd=write(tmp_path, qrels_tsv=qrels))
    assert ended.code == 0
    assert ended.err == (
        "paperdex: 1 judgement of papers that are not there: counted as not found\n"
        "paperdex: 1 judgement of queries that are not there: left out\n"
    )
    assert "\t0.7500\t0.7500\t" in ended.out  # MAP and recall: one of two was found


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"docs_jsonl": '{"id": "1", "title": "A"}\nno\n'}, "docs.jsonl:2: not JSON"),
        ({"docs_jsonl": "[]\n"}, "docs.jsonl:1: not a record"),
        ({"queries_jsonl": '\n{"id": "1"}\n'}, "queries.jsonl:2: no text 'text'"),
        ({"docs_jsonl": '{"id": 1}\n{"id": "1"}\n'}, "docs.jsonl:2: another record has the id '1'"),
        ({"docs_jsonl": "\n"}, "there is no document to rank"),
        ({"qrels_tsv": "q\t9\t1\nq\t2\t0\n"}, "no relevant paper is among its documents"),
        ({"qrels_tsv": "q 2 1\n"}, "qrels.tsv:1: not a query"),
        ({"qrels_tsv": "p\t2\t1\n"}, "no query has a relevant paper"),
        ({"qrels_tsv": "q\t2\t0\n"}, "no query has a relevant paper"),
    ],
)
def test_what_is_broken_is_told_with_its_line(
    tmp_path: Path, changed: dict[str, str], message: str
) -> None:
    pytest.importorskip("ir_measures")
    ended = run_here("eval", ".", cwd=write(tmp_path, **changed))
    assert (ended.code, ended.out) == (3, "")
    assert message in ended.err
    assert len(ended.err.splitlines()) == 1


def test_what_is_missing_or_damaged_is_told(tmp_path: Path) -> None:
    pytest.importorskip("ir_measures")
    assert "no docs.jsonl or docs.jsonl.gz there" in run_here("eval", "gone", cwd=tmp_path).err
    write(tmp_path)
    (tmp_path / "docs.jsonl").unlink()
    (tmp_path / "docs.jsonl.gz").write_bytes(gzip.compress(b"{}\n" * 9)[:-9])
    ended = run_here("eval", ".", cwd=tmp_path)
    assert ended.code == 3
    assert "docs.jsonl.gz:1: " in ended.err


def test_without_ir_measures_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "ir_measures.py").write_text("raise ModuleNotFoundError('ir_measures')")
    ended = run("eval", ".", cwd=write(tmp_path), env={"PYTHONPATH": str(tmp_path)})
    assert (ended.code, ended.out) == (3, "")
    assert "pip install ir-measures" in ended.err


def test_measures_depend_on_the_order_of_the_ranking() -> None:
    pytest.importorskip("ir_measures")
    means = measure({"q": {"a": 1, "b": 0}}, {"q": ["b", "a"]})
    assert means["MRR"] == 0.5
