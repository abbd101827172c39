"""Fixtures: a small library in a folder, and that of the seeds. No test sees the user's own."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from helpers_library import APPLES, BOATS, KILNS, json_lines, make_root
from helpers_places import SEEDS
from paperdex import Library

# The user's library is where none can be, or be made: below what is no folder.
os.environ["PAPERDEX_HOME"] = os.path.join(os.devnull, "home")

# How long examples take depends on what else the machine is doing.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder whose library has four entries in two pages, of three papers."""
    (tmp_path / "root").mkdir()
    return make_root(tmp_path / "root", a=json_lines(APPLES, BOATS), b=json_lines(BOATS, KILNS))


@pytest.fixture(scope="session")
def seeds() -> Iterator[Library]:
    """The library of the seeds, in memory."""
    with Library.of([SEEDS]) as library:
        yield library


class Opened(NamedTuple):
    """An open library that is up to date, and what it said on the way."""

    library: Library
    said: list[str]


@pytest.fixture
def opened(root: Path) -> Iterator[Opened]:
    """The library of ``root``."""
    said: list[str] = []
    with Library.open(root, tell=said.append) as library:
        yield Opened(library, said)
