"""What the commands of the command line share: options, help in groups, ends in order.

An error of paperdex ends in one line on stderr and its exit code, Ctrl-C in
130, a closed pipe quietly in 0; anything else is a bug and shows its traceback.
"""

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from paperdex.errors import PaperdexError

_F = TypeVar("_F", bound=Callable[..., Any])

SECTIONS = {
    "Search": ("search", "list", "show", "export"),
    "Library": ("index", "status", "dedupe", "forget"),
    "More": ("schema", "completion"),
}


def tell(line: str) -> None:
    """A word beside the answer, on stderr."""
    click.echo(f"paperdex: {line}", err=True)


class Program(click.Group):
    """The command group: commands in sections, and how the program ends."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for section, names in SECTIONS.items():
            with formatter.section(section):
                rows = [(name, self.commands[name].get_short_help_str(60)) for name in names]
                formatter.write_dl(rows)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        extra["standalone_mode"] = False
        try:
            code = super().main(args, *rest, **extra)
            sys.stdout.flush()
        except PaperdexError as error:
            tell(str(error))
            code = error.exit_code
        except click.ClickException as error:
            error.show()
            _hint_at_dashes(error)
            code = error.exit_code
        except (KeyboardInterrupt, click.Abort):
            tell("interrupted; nothing is half done: run the command again to go on")
            code = 130
        except BrokenPipeError:
            # Whoever read has seen enough. Python would complain at its own
            # last flush, so stdout must lead somewhere that takes it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 0
        sys.exit(code if isinstance(code, int) else 0)


def _hint_at_dashes(error: click.ClickException) -> None:
    context = getattr(error, "ctx", None)
    if isinstance(error, click.NoSuchOption) and context and context.info_name == "search":
        tell("words that begin with a dash go after --: paperdex search -- -level")


def _stack(*options: Callable[[_F], _F]) -> Callable[[_F], _F]:
    def apply(command: _F) -> _F:
        for option in reversed(options):
            command = option(command)
        return command

    return apply


corpus_options = _stack(
    click.option(
        "--in",
        "paths",
        multiple=True,
        metavar="PATH",
        type=click.Path(),
        help="Look in this file or folder instead of the library; - is standard input.",
    ),
    click.option(
        "--visited",
        metavar="DATE",
        help="With --in: when the pages were saved; gives dates their year.",
    ),
)

filter_options = _stack(
    click.option("--since", metavar="DATE", help="Not before this year, month or day."),
    click.option("--until", metavar="DATE", help="Not after this year, month or day."),
    click.option("--year", metavar="YEAR", help="Of this year."),
    click.option(
        "--min-upvotes", metavar="N", type=click.IntRange(min=0), help="At least N upvotes."
    ),
    click.option(
        "--min-comments", metavar="N", type=click.IntRange(min=0), help="At least N comments."
    ),
)

color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour; auto: on a terminal, unless NO_COLOR is set.",
)


def form_options(*forms: str) -> Callable[[_F], _F]:
    """--format with the forms given, and a short flag for each of them."""
    flags = []
    for form in forms:
        if form != "lines":
            names = ("-q", "--ids") if form == "ids" else (f"--{form}",)
            help_text = f"Short for --format {form}."
            flags.append(click.option(*names, "form", flag_value=form, help=help_text))
    return _stack(
        click.option(
            "--format",
            "form",
            type=click.Choice(forms),
            help="How to print; else for people on a terminal, tab-separated lines in a pipe.",
        ),
        *flags,
    )


def wants_color(color: str) -> bool:
    """Whether to colour standard output."""
    if color == "auto":
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return sys.stdout.isatty() and not plain
    return color == "always"
