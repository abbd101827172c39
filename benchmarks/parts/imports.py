"""Where the start of a search goes: the profile of its imports."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from statistics import median

from bench import Bench, Row, library
from processes import PAPERDEX, run_well
from report import Part

PART = Part(
    "imports",
    "Imports of a search",
    """
`python -X importtime` of `paperdex search --ids` on the seeds: the modules that each package
brings and their own time, medians. The profile itself makes imports slower. *site* is what
Python imports before anything else.
""",
    ("package", "modules", "ms"),
)

_LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \| +([\w.]+)$", re.MULTILINE)
_FROM_PYTHON = "the standard library"


def measure(bench: Bench, size: int) -> Iterator[Row]:
    folder = library(bench, size)
    command = (sys.executable, "-X", "importtime", PAPERDEX, "search", "language model", "--ids")
    runs = max(1, bench.runs // 3)
    profiles = [read_profile(run_well(command, folder).errors) for _ in range(runs)]
    modules = Counter(package for package, _ in profiles[0])
    times = {name: median(_time_of(profile, name) for profile in profiles) for name in modules}
    for name in sorted(times, key=lambda name: -times[name]):
        yield [name, str(modules[name]), f"{times[name]:.1f}"]


def read_profile(errors: str) -> list[tuple[str, float]]:
    """Each module's package and own milliseconds; those before `site` ends are `site`'s."""
    found = [(match[2], int(match[1]) / 1000) for match in _LINE.finditer(errors)]
    names = [name for name, _ in found]
    start = names.index("site") + 1 if "site" in names else 0
    return [
        ("site" if place < start else _package(name), taken)
        for place, (name, taken) in enumerate(found)
    ]


def _package(name: str) -> str:
    package = name.partition(".")[0]
    return _FROM_PYTHON if package.lstrip("_") in _PYTHON or package in _PYTHON else package


_PYTHON = sys.stdlib_module_names


def _time_of(profile: list[tuple[str, float]], package: str) -> float:
    return sum(taken for of, taken in profile if of == package)
