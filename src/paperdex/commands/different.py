"""`paperdex different`: decide that two are different papers."""

import click

from paperdex.commands.deciding import decide


@click.command("different")
@click.argument("one")
@click.argument("other")
def command(one: str, other: str) -> int:
    """Decide that two are different papers, from now on and above every rule.

    Each is an id, which means all entries of the paper, or FILE:LINE, which
    means the entry there. `paperdex decisions` lists what was decided.

    \b
    Examples:
      paperdex different 2312.00752 tk7rnnxg02
      paperdex different pages/a.txt:12 export.jsonl:3
    """
    return decide("different", one, other, "different papers")
