"""The commonest command lines, read without click, whose import is half of the time to an answer.

In: the arguments of the program. Out: the command that they call; None where anything is out of
the ordinary: another command or option, an option given twice, a value that may be wrong. That
is left to click, which knows all options and says what is wrong. What is read here click reads
in the same way: tests/test_plain.py compares them.
"""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from paperdex.ending import prepare_streams, run_to_end

# Command -> what does its work: a function, in the module of that name.
_WORK = {"search": "search_papers", "list": "list_papers", "show": "show_paper"}
# Option -> parameter of that function, and what is given for it.
_FLAGS = {
    "--ids": ("format", "ids"),
    "-q": ("format", "ids"),
    "--json": ("format", "json"),
    "--jsonl": ("format", "jsonl"),
    "--csv": ("format", "csv"),
    "--bibtex": ("format", "bibtex"),
}
# Option with a value -> parameter. All but --limit and --sort take any text, which is checked
# later.
_VALUES = {
    "--fields": "fields",
    "--since": "since",
    "--until": "until",
    "--year": "year",
    "-n": "limit",
    "--limit": "limit",
    "--sort": "sort",
}
_OF_ANY_COMMAND = {*_FLAGS, "--fields"}
_MOST_DIGITS = 9  # of a number that can surely be stored


def read_command(args: Sequence[str]) -> Callable[[], int] | None:
    """The command that plain arguments call. It runs to its end, and returns the exit code."""
    if not args or args[0] not in _WORK or sys.platform == "win32":  # there click expands wildcards
        return None
    name = args[0]
    read = _read_arguments(name, args[1:])
    if read is None:
        return None
    work = getattr(import_module(f"paperdex.commands.parts.{_WORK[name]}"), _WORK[name])
    words, options = read
    return partial(_run, partial(work, words, **options))


def _run(work: Callable[[], int]) -> int:
    prepare_streams()
    return run_to_end(work)


def _read_arguments(
    name: str, args: Sequence[str]
) -> tuple[tuple[str, ...], dict[str, Any]] | None:
    """The words and options of a command; None if they are not plain."""
    words, options = list[str](), dict[str, Any]()
    rest = iter(args)
    for arg in rest:
        if not arg.startswith("-"):
            words.append(arg)
            continue
        if name == "show" and arg not in _OF_ANY_COMMAND:
            return None
        if arg in _FLAGS:
            parameter, value = _FLAGS[arg]
        elif arg in _VALUES:
            parameter, value = _VALUES[arg], _read_value(name, _VALUES[arg], next(rest, None))
        else:
            return None
        if value is None or parameter in options:
            return None
        options[parameter] = value
    if not words and name != "list":
        return None
    return tuple(words), options


def _read_value(name: str, parameter: str, text: str | None) -> Any:
    """The value of an option; None if there is none, or click may refuse it."""
    if text is None:
        return None
    if parameter == "limit":
        is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
        return (int(text) or None) if is_number else None  # 0 is refused
    if parameter == "sort":
        from paperdex.search.rank import SORTS  # a search has it anyway

        return text if text in SORTS and (name == "search" or text != "score") else None
    return text
