"""The command line as click reads it: finds the command that is called, tells what is wrong
with it, and prints help."""

import errno
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from shlex import quote
from typing import Any

import click

from paperdex import __version__
from paperdex.commands.parts import drop_output, tell
from paperdex.ending import INTERRUPTED, prepare_streams, run_to_end
from paperdex.errors import cause_of
from paperdex.options import Number

# Errors of writing to a disk that is full or broken; any other is a bug.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
# Characters of the sentence that says what a command is for; the terminal wraps it.
_SHORT = 120

# Each command is a module of paperdex.commands. Only the one called is
# imported: building all of them takes as long as a search.
SECTIONS = {
    "Search": ("search", "list", "show", "similar", "export"),
    "News": ("new", "saved", "diff"),
    "Library": ("index", "status", "forget"),
    "Duplicates": ("dedupe", "same", "different", "split", "decisions"),
    "More": ("eval", "schema", "completion"),
}
_COMMANDS = [name for names in SECTIONS.values() for name in names]
# What other tools call a command -> its name here.
_CALLED_ELSEWHERE = {
    "add": "index",
    "cat": "show",
    "delete": "forget",
    "duplicates": "dedupe",
    "find": "search",
    "get": "show",
    "import": "index",
    "info": "status",
    "ls": "list",
    "query": "search",
    "remove": "forget",
    "rm": "forget",
    "update": "index",
    "view": "show",
}


class Program(click.Group):
    """The command group: commands in sections, imported when needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return _COMMANDS

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _import_command(cmd_name) if cmd_name in _COMMANDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; `help COMMAND` is its help. If it names none,
        neither here nor in other tools, click is given all commands, and suggests one of a similar
        name."""
        if args[0] == "help":
            if args[1:] in ([], ["help"]):
                click.echo(ctx.get_help())
                ctx.exit()
            args = [_CALLED_ELSEWHERE.get(args[1], args[1]), "-h"]
        is_known = args[0] in _COMMANDS or args[0] in _CALLED_ELSEWHERE
        if not (is_known or args[0].startswith("-")):
            for name in _COMMANDS:  # click suggests only commands that it has
                self.add_command(_import_command(name))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for section, names in SECTIONS.items():
            rows = [(name, _import_command(name).get_short_help_str(_SHORT)) for name in names]
            with formatter.section(section):
                formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that is called: its exit code."""
        return run_to_end(partial(super().invoke, ctx))

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Read the command line, run the command, and end with its exit code. What is wrong with
        the line is told, with a hint where there is one."""
        extra["standalone_mode"] = False
        prepare_streams()
        try:
            code = super().main(args, *rest, **extra)
        except SystemExit as end:
            if end.code != 1:  # of completion
                raise
            # So click ends if the reader of its own output, such as help, has closed the pipe.
            drop_output()
            code = 0
        except OSError as error:  # of click's own output, too
            if error.filename is not None or error.errno not in _NO_ROOM:
                raise
            drop_output()
            tell(f"standard output: {cause_of(error)}")
            code = 3
        except click.ClickException as error:
            error.show()
            given = sys.argv[1:] if args is None else args
            _hint_at_dashes(error, given)
            _hint_at_command(error, given)
            code = error.exit_code
        except (KeyboardInterrupt, click.Abort):  # before the command began
            code = INTERRUPTED
        sys.exit(code)


def _import_command(name: str) -> click.Command:
    command = import_module(f"paperdex.commands.{name}").command
    assert isinstance(command, click.Command)
    return command


def _hint_at_command(error: click.ClickException, args: Sequence[str]) -> None:
    """Suggest what may have been meant by an unknown command: our own name for a command of other
    tools, else a search for these words, unless click has suggested a command of a similar name."""
    if not isinstance(error, click.NoSuchCommand):
        return
    name, *others = args
    if name in _CALLED_ELSEWHERE:
        tell(f"here that is: {_line([_CALLED_ELSEWHERE[name], *others])}")
    elif error.possibilities:
        return
    elif name == "help":
        tell(f"for all commands: {_line(['help'])}")
    else:
        tell(f"to search: {_line(['search', *args])}")


def _line(args: Sequence[str]) -> str:
    """A command line with these arguments, for a shell."""
    return " ".join(["paperdex", *map(quote, args)])


def _hint_at_dashes(error: click.ClickException, args: Sequence[str]) -> None:
    """Suggest `--` where a word to exclude, such as -level, was taken for an option. An argument
    that begins with two dashes was meant as an option."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None or context.info_name not in ("search", "list", "export"):
        return
    is_no_number = isinstance(error, click.BadParameter) and Number.what in error.message
    is_no_option = isinstance(error, click.NoSuchOption) and error.option_name[:2] != "--"
    if is_no_option or is_no_number:
        from paperdex.commands.parts.dashes import put_words_last

        line = put_words_last(context, args)
        if line:
            tell(f"words that begin with a dash go after --: {line}")


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="paperdex")
def cli() -> None:
    """Turn saved listing pages of papers into one clean library, and search it.

    \b
    paperdex search "byte-level"          search the library of this folder
    paperdex search mamba --in page.txt   search a file or folder directly
    paperdex index ~/listings             add a folder to the library
    """
