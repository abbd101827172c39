"""The picture in ARCHITECTURE.md stays true: which modules there are, who may import what, and
what a search imports."""

import ast
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from platformdirs import user_data_dir

import paperdex
from paperdex.cli import SECTIONS
from paperdex.config import find_place

PACKAGE = Path(paperdex.__file__).parent

# Each library has one owner; its errors are translated there.
OWNERS = {
    "click": {"cli", "options", "commands"},
    "rich": {"output.screen", "output.progress"},
    "tantivy": {
        "index.tantivy",
        "index.tantivy_reader",
        "index.tantivy_ranking",
        "index.tantivy_explain",
        "index.tantivy_clauses",
        "index.analyzer",
        "index.exact",
    },
    "rank_bm25": {"index.rank_bm25"},
    "sqlite3": {"store.database", "store.opening"},
    "pydantic": {"schema"},
    "backports": {"store.compression"},
    "compression": {"store.compression"},
    "platformdirs": {"config"},
    "tomllib": {"config"},
    "gzip": {"listing", "listing.decode", "search.collection"},
    "ir_measures": {"search.evaluate"},
}

# Rooms by height: a module may import from lower rooms and from its own.
ROOMS = [
    {"errors", "text", "terminal", "spelling", "whole", "workers"},
    {"paper", "dates", "ids", "query", "sources", "config", "protect", "spool"},
    {"merge", "dedupe", "decisions", "added", "listing", "parse", "years", "store", "index",
     "schema"},
    {"look", "papers", "indexing", "engines", "check"},
    {"ingest", "search", "report"},
    {"duplicates", "deciding", "workspace"},
    {"rebuild", "adding"},
    {"library"},
    {"output", "options"},
    {"commands"},
    {"ending"},
    {"cli", "plain"},
    {"__main__"},
]  # fmt: skip


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports_of(path: Path) -> set[str]:
    found = set[str]()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module}
            if node.module == "paperdex":
                found |= {f"paperdex.{alias.name}" for alias in node.names}
    return found


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if module_name(path))


def test_every_module_has_its_place_in_the_picture() -> None:
    picture = (Path(__file__).parent.parent / "ARCHITECTURE.md").read_text()
    rooms = picture.partition("## Rooms")[2].split("```")[1]
    commands = {f"commands.{name}" for names in SECTIONS.values() for name in names}
    names = {module_name(path) for path in MODULES} - commands
    assert {f"commands.{path.stem}" for path in PACKAGE.glob("commands/[!_]*.py")} == commands
    assert {name.split(".")[-1] for name in names} - set(re.findall(r"\w+", rooms)) == set()


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_each_library_is_imported_by_its_owner_only(path: Path) -> None:
    name = module_name(path)
    for imported in imports_of(path):
        owners = OWNERS.get(imported.split(".")[0])
        assert owners is None or name in owners or name.split(".")[0] in owners, imported


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_rooms_import_downwards_only(path: Path) -> None:
    room = module_name(path).split(".")[0]
    height = next(n for n, rooms in enumerate(ROOMS) if room in rooms)
    for imported in imports_of(path):
        if imported.startswith("paperdex.") and imported != "paperdex.__version__":
            other = imported.split(".")[1]
            below = next(n for n, rooms in enumerate(ROOMS) if other in rooms)
            assert other == room or below <= height, imported


@pytest.mark.parametrize("is_users", [False, True], ids=["folder's", "user's"])
def test_a_search_of_a_fresh_library_imports_little(tmp_path: Path, is_users: bool) -> None:
    (tmp_path / "x.jsonl").write_text('{"title": "Pebbles"}\n')
    if not is_users:
        (tmp_path / "paperdex.toml").write_text('sources = ["x.jsonl"]\n')
    env = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data")}
    env.pop("PAPERDEX_HOME", None)
    start = [sys.executable, "-X", "importtime", "-m", "paperdex"]
    for command in (["index", "x.jsonl"], ["search", "pebbles", "--ids"]):
        ended = subprocess.run(
            [*start, *command], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
        )
    imported = {line.rsplit("|", 1)[-1].strip() for line in ended.stderr.splitlines()}
    assert "paperdex.search.rank" in imported
    heavy = {"click", "pydantic", "rich", "numpy", "rank_bm25", "platformdirs", "pathlib",
             "tomllib", "json", "hashlib", "tempfile", "dataclasses.", "paperdex.ingest",
             "paperdex.listing", "paperdex.dedupe", "paperdex.output.lines", "urllib.parse",
             "paperdex.search.suggest"}  # fmt: skip
    if is_users and sys.platform != "linux":
        heavy -= {"platformdirs", "pathlib", "tempfile", "urllib.parse"}
    assert not imported & heavy
    show = [*start, "show", ended.stdout.strip()]
    ended = subprocess.run(show, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    imported = {line.rsplit("|", 1)[-1].strip() for line in ended.stderr.splitlines()}
    assert not imported & (heavy - {"json"})


@pytest.mark.parametrize("data", [None, "", "here", "/some/where"])
@pytest.mark.parametrize("home", [None, "", "here", "/home/someone"])
def test_the_users_library_is_where_platformdirs_says(
    monkeypatch: pytest.MonkeyPatch, data: str | None, home: str | None
) -> None:
    monkeypatch.delenv("PAPERDEX_HOME", raising=False)
    for name, value in (("XDG_DATA_HOME", data), ("HOME", home)):
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    assert find_place("/").folder == user_data_dir("paperdex", appauthor=False)
