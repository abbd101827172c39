"""`paperdex forget`: remove a source from the library."""

import os

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.outcome import FOUND
from paperdex.config import find_place
from paperdex.library import Library


def _complete_sources(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Complete the name of a source that can be removed."""
    from paperdex.added import read_added

    names = [source.name for source in read_added(find_place(os.curdir))]
    return [name for name in names if name.startswith(incomplete)]


@click.command("forget")
@click.argument("source", shell_complete=_complete_sources)
def command(source: str) -> int:
    """Remove a source from the library; its files are not touched.

    \b
    Examples:
      paperdex forget ~/listings
      paperdex forget page.txt
    """
    with Library.open(refresh=False, tell=tell) as library:
        library.forget(source)
        return FOUND
