"""A fast sample of `benchmarks/torture.py`: kills and damages, and nothing is lost."""

import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
torture: ModuleType = pytest.importorskip("torture")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("torture") / "template"
    torture.make_root(root, random.Random(1), papers=8)
    return root


@pytest.mark.parametrize("task", [torture.TASKS[1], torture.TASKS[8]], ids=["index", "same"])
def test_after_a_kill_a_library_is_as_before_or_after(
    template: Path, tmp_path: Path, task: object
) -> None:
    killer = torture.Killer(template, task, tmp_path, random.Random(2))
    trial = killer.try_once()
    assert trial.faults == [], trial.what


def test_after_ctrl_c_every_file_is_whole_or_not_there(template: Path, tmp_path: Path) -> None:
    stopper = torture.Interrupter(template, torture.TASKS[1], tmp_path, random.Random(4))
    trial = stopper.try_once()
    assert trial.faults == [], trial.what


def test_after_a_power_cut_what_is_broken_is_named_and_mended(
    template: Path, tmp_path: Path
) -> None:
    damager = torture.Damager(template, tmp_path, random.Random(3))
    for _ in range(3):
        trial = damager.try_once()
        assert trial.faults == [], trial.what
