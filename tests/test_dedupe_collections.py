"""What is promised on labelled collections, where they are at hand (benchmarks/dedupe.py
measures more): nothing two papers lose, hardly a duplicate missed."""

import importlib.util
from types import ModuleType

import pytest

from helpers_places import ROOT, SHARED

DATA = SHARED / "duplicates"

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the collections are not here")


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dedupe_bench", ROOT / "benchmarks" / "dedupe.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "f1", "bare_f1"),
    [
        ("sra_stroke", 0.997, 0.988),
        ("asysd_diabetes", 0.999, 0.989),
    ],
)
def test_reviews_are_deduped_as_people_did(
    benchmark: ModuleType, name: str, f1: float, bare_f1: float
) -> None:
    records = benchmark.read_lines(DATA / name / "records.jsonl.gz")
    truth = benchmark.read_truth(DATA / name, records)
    score = benchmark.compare(benchmark.group_with_paperdex(records), truth)
    assert score.f1 >= f1
    assert score.precision >= 0.995
    assert score.lost == 0
    bare = [benchmark.without_place(record) for record in records]
    assert benchmark.compare(benchmark.group_with_paperdex(bare), truth).f1 >= bare_f1
