"""A command line in which words like `-mamba` were taken for options -> one that works."""

from collections.abc import Sequence
from shlex import quote

import click


def put_words_last(context: click.Context, args: Sequence[str]) -> str | None:
    """The command line of a context with its words after `--`; None if no word begins with a
    dash.

    ``args`` are all arguments of the program. What is not an option of the command is a word.
    """
    named = {
        name: option
        for option in context.command.params
        if isinstance(option, click.Option)
        for name in option.opts
    }
    options, words = list[str](), list[str]()
    rest = list(args[list(args).index(context.info_name or "") + 1 :])
    while rest:
        arg = rest.pop(0)
        option = named.get(arg.partition("=")[0])
        if arg == "--":
            words, rest = [*words, *rest], []
        elif option is None and not _has_number(arg, named):
            words.append(arg)
        else:
            options.append(arg)
            if option and not option.is_flag and "=" not in arg and rest:
                options.append(rest.pop(0))
    if not any(word.startswith("-") for word in words):
        return None
    return " ".join([context.command_path, *map(quote, [*options, "--", *words])])


def _has_number(arg: str, named: dict[str, click.Option]) -> bool:
    """Whether an argument is a short option and its number, as `-n3`."""
    return arg[:2] in named and arg[:2] != "--" and arg[2:].isdigit()
