"""`paperdex split`: undo a merge."""

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.decision_commands import tell_undo
from paperdex.commands.parts.opening import open_library
from paperdex.commands.parts.outcome import end


@click.command("split")
@click.argument("paper", metavar="ID|FILE:LINE")
def command(paper: str) -> int:
    """Undo a merge: every entry of a paper becomes a paper of its own, and stays one.

    FILE:LINE means the paper that was seen there.

    \b
    Examples:
      paperdex split 2312.00752
      paperdex split pages/a.txt:12
    """
    with open_library(to_write=True) as library:
        decision = library.split(paper)
        stand = library.papers_of(decision)
        tell(f"{paper} is split into {len(stand)} papers now: {', '.join(stand)}")
        tell_undo(decision)
        return end(library, True)
