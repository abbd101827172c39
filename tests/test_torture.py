"""A fast sample of `benchmarks/torture.py` and `mishaps.py`: nothing is lost."""

import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
torture: ModuleType = pytest.importorskip("torture")
mishaps: ModuleType = pytest.importorskip("mishaps")


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


def test_whatever_befalls_a_file_every_line_is_accounted_for(tmp_path: Path) -> None:
    rng, bases = random.Random(5), sorted((mishaps.ROOT / "tests" / "listings").iterdir())
    for _ in range(12):
        base = rng.choice(bases)
        what, data = mishaps.spoil(base.read_bytes(), rng)
        (tmp_path / "page").write_bytes(data)
        faults = list(mishaps.find_faults(tmp_path / "page", rng.choice(mishaps.COMMANDS)))
        assert faults == [], (base.name, what)
