"""`paperdex forget`: remove a source from the library."""

import click

from paperdex.commands.opening import FOUND
from paperdex.library import Library
from paperdex.options import tell


@click.command("forget")
@click.argument("source")
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
