"""Options that several commands have, alone or in groups."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from paperdex.sources import AUTO, FORMS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_Parameter = click.Parameter | None
_Context = click.Context | None
_F = TypeVar("_F", bound=Callable[..., Any])


class _Choice(click.Choice[str]):
    """One of a few names. What comes near one of them is told which may be meant."""

    def convert(self, value: Any, param: _Parameter, ctx: _Context) -> str:
        """The name. Fails for any other."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            from paperdex.spelling import find_similar_name

            near = find_similar_name(str(value).lower(), self.choices)
            if near is None:
                raise
            self.fail(f"{value!r}: did you mean {near}?", param, ctx)


def _stack(*options: Callable[[_F], _F]) -> Callable[[_F], _F]:
    """Options as one decorator; help lists them in this order."""

    def apply(command: _F) -> _F:
        for option in reversed(options):
            command = option(command)
        return command

    return apply


class Number(click.ParamType[int]):
    """A whole number from ``least`` to ``most``. Help does not show the range: the upper
    bound is only what can be stored."""

    name = "integer"
    what = "a whole number"

    def __init__(self, least: int, most: int = 2**31) -> None:
        self._least, self._most = least, most

    def convert(self, value: Any, param: _Parameter, ctx: _Context) -> int:
        """The number. Fails for any other text, and says what is wanted."""
        try:
            number = int(value)
        except ValueError:
            self.fail(f"{value!r} is not {self.what}")
        if not self._least <= number <= self._most:
            wanted = f"{self._least} or more" if number < self._least else f"at most {self._most}"
            self.fail(f"{number} is not {wanted}")
        return number


def given_options(where: str) -> Callable[[_F], _F]:
    """--visited and --from, whose help begins with where they can be used."""
    return _stack(
        click.option(
            "--visited",
            metavar="DATE",
            help=f"{where}: when the pages were saved, for dates without a year.",
        ),
        click.option(
            "--from",
            "form",
            metavar="FORM",
            type=click.Choice((*FORMS, AUTO)),
            help=f"{where}: read the files as {', '.join(FORMS)}, whatever they look like; auto,"
            " the default, decides by content.",
        ),
    )


temporary_options = _stack(
    click.option(
        "--in",
        "paths",
        multiple=True,
        metavar="PATH",
        type=click.Path(readable=False),
        help="Use this file or folder instead of the library; - is standard input. May be"
        " repeated.",
    ),
    given_options("With --in"),
)
"""Files and folders to make a temporary library of, in place of the current one."""

query_options = _stack(
    click.option("--all", "all_words", is_flag=True, help="Only papers that have every word."),
    click.option(
        "--strict",
        is_flag=True,
        help="Refuse a query if something in it looks like a clause but is not one.",
    ),
)

filter_options = _stack(
    click.option(
        "--since",
        metavar="DATE",
        help="From this date on: a year, month or day, or 2w for two weeks ago.",
    ),
    click.option("--until", metavar="DATE", help="Up to this date, likewise."),
    click.option("--year", metavar="YEAR", help="Only papers of this year."),
    click.option("--min-upvotes", metavar="N", type=Number(0, 2**53), help="At least N upvotes."),
    click.option("--min-comments", metavar="N", type=Number(0, 2**53), help="At least N comments."),
)


def limit_option(what: str, default: int | None = None) -> Callable[[_F], _F]:
    """-n N, for at most N of ``what``; no limit unless there is a default."""
    return click.option(
        "-n",
        "--limit",
        type=Number(1),
        metavar="N",
        default=default,
        show_default=default is not None,
        help=f"At most N {what}.",
    )


def offset_option(what: str) -> Callable[[_F], _F]:
    """--offset N, for what comes behind the first N of ``what``."""
    help_text = f"Skip the first N {what}."
    return click.option("--offset", metavar="N", type=Number(0), default=0, help=help_text)


def sort_option(what: str, *orders: str, default: str | None = None) -> Callable[[_F], _F]:
    """--sort by one of the orders; ``what`` is its help."""
    return click.option(
        "--sort",
        type=_Choice(orders),
        default=default,
        show_default=default is not None,
        help=what,
    )


def _complete_fields(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Complete the last of the names typed so far."""
    from paperdex.paper import Paper

    before, comma, begun = incomplete.rpartition(",")
    return [before + comma + name for name in Paper._fields if name.startswith(begun)]


fields_option = click.option(
    "--fields",
    metavar="NAMES",
    shell_complete=_complete_fields,
    help="Print only these fields, in this order, such as id,date,title.",
)


class _OpenType(click.ParamType[str]):
    """The value of --open: page, code or, where there are ``numbers``, that of a hit."""

    name = "page|code|N"

    def __init__(self, numbers: bool) -> None:
        self._numbers = numbers

    def convert(self, value: str, param: _Parameter, ctx: _Context) -> str:
        """The value as typed. Fails for anything else."""
        if value in ("page", "code"):
            return value
        if not (self._numbers and value.isascii() and value.isdigit()):
            number = ", or the number of a hit" if self._numbers else ""
            self.fail(f"{value!r} is not page or code{number}; words stand before --open")
        if not 0 < int(value[:10]) < 2**31:
            self.fail(f"there is no hit {value}")
        return value

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Complete the words it takes."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in ("page", "code") if word.startswith(incomplete)]


def complete_saved(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Complete the name of a saved search."""
    from paperdex.config import find_place
    from paperdex.search.saved import list_names

    names = list_names(find_place(os.curdir).searches)
    return [name for name in names if name.startswith(incomplete)]


def open_option(what: str, numbers: bool = True) -> Callable[[_F], _F]:
    """--open, whose help says what is opened."""
    return click.option(
        "--open",
        "opened",
        is_flag=False,
        flag_value="page",
        type=_OpenType(numbers),
        metavar="[page|code|N]" if numbers else "[page|code]",
        help=what,
    )


color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Use colour; auto: on a terminal, unless NO_COLOR is set.",
)


def format_options(*formats: str) -> Callable[[_F], _F]:
    """--format with the formats given, and a short flag for each of them."""
    flags = []
    for format in formats:
        if format != "lines":
            names = ("-q", "--ids") if format == "ids" else (f"--{format}",)
            help_text = f"Short for --format {format}."
            flags.append(click.option(*names, "format", flag_value=format, help=help_text))
    is_for_people = "lines" in formats
    return _stack(
        click.option(
            "--format",
            "format",
            type=click.Choice(formats),
            help="Output format; by default for people on a terminal, tab-separated lines in a"
            " pipe."
            if is_for_people
            else "Format to write; by default the one that the file's name ends in, else jsonl.",
        ),
        *flags,
    )


answer_options = _stack(
    format_options("lines", "json", "jsonl", "csv", "bibtex", "ids"), color_option
)
"""How to print papers: --format with its short flags, and --color."""
