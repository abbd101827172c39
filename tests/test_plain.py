"""Plain command lines are read without click, and as click would read them."""

from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from importlib import import_module
from inspect import signature
from io import StringIO
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paperdex.cli import cli
from paperdex.commands.parts.request import read_request
from paperdex.plain import read_command

COMMANDS = {"search": "search_papers", "list": "list_papers", "show": "show_paper"}

VALUES = st.sampled_from(
    ["5", "007", "0", "-1", "2023", "2w", "x", "", "title", "score", "date", "id"]
)
OPTIONS = st.sampled_from([
    "--ids", "-q", "--json", "--jsonl", "--csv", "--bibtex", "--all", "--explain", "--", "-", "-x",
    "-n5", "-h", "--limit=3", "--format", "lines", "-qn3",
])  # fmt: skip
TAKING = st.sampled_from(["--fields", "--since", "--until", "--year", "-n", "--limit", "--sort"])
ARGUMENTS = st.lists(
    st.one_of(
        st.text(max_size=5).filter(lambda text: not text.startswith("-")).map(lambda word: [word]),
        OPTIONS.map(lambda option: [option]),
        st.tuples(TAKING, VALUES).map(list),
    ),
    max_size=5,
).map(lambda parts: [arg for part in parts for arg in part])


def name_arguments(function: Callable[..., Any], *args: Any, **options: Any) -> dict[str, Any]:
    """The arguments of a call by the names of its parameters, defaults included."""
    bound = signature(function).bind(*args, **options)
    bound.apply_defaults()
    return bound.arguments


def read_both_ways(name: str, args: list[str]) -> tuple[list[Any], list[Any]]:
    """What the work of a command is called with by plain reading, and by click: all parameters,
    defaults included, of each call."""
    plain_module = import_module(f"paperdex.commands.parts.{COMMANDS[name]}")
    click_module = import_module(f"paperdex.commands.{name}")
    work = getattr(plain_module, COMMANDS[name])
    calls = list[Any]()

    def note_call(*args: Any, **options: Any) -> int:
        own = name_arguments(work, *args, **options)
        shared = name_arguments(read_request, (), **own.pop("shared", {}))
        filters = shared.pop("filters")
        calls.append({**shared, **own, **{key: filters[key] for key in filters if filters[key]}})
        return 0

    with (
        patch.object(plain_module, COMMANDS[name], note_call),
        patch.object(click_module, COMMANDS[name], note_call),
        redirect_stdout(StringIO()),
        redirect_stderr(StringIO()),
    ):
        command = read_command([name, *args])
        if command is not None:
            command()
        by_plain = calls.copy()
        calls.clear()
        with suppress(SystemExit):
            cli.main([name, *args], prog_name="paperdex")
    return by_plain, calls


@given(st.sampled_from(sorted(COMMANDS)), ARGUMENTS)
@example("search", ["byte-level", "-n", "3", "--ids"])
@example("list", ["--sort", "score"])
@example("show", ["x", "-n", "3"])
def test_what_is_read_plainly_click_reads_in_the_same_way(name: str, args: list[str]) -> None:
    by_plain, by_click = read_both_ways(name, args)
    assert by_plain in ([], by_click)


@pytest.mark.parametrize(
    "line",
    [
        "search byte-level",
        "search language model --ids -n 3",
        "search mamba --json --since 2023 --until 2024-06 --sort date",
        "search mamba --fields id,title --csv",
        "list",
        "list --year 2024 -n 10 --sort title -q",
        "show 2312.00752 --jsonl",
    ],
)
def test_common_lines_are_read_plainly(line: str) -> None:
    name, *args = line.split()
    by_plain, by_click = read_both_ways(name, args)
    assert by_plain == by_click != []
