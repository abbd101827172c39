"""`paperdex same`: decide that two are the same paper."""

import click

from paperdex.commands.deciding import decide


@click.command("same")
@click.argument("one")
@click.argument("other")
def command(one: str, other: str) -> int:
    """Decide that two are the same paper, from now on and above every rule.

    Each is an id, which means all entries of the paper, or FILE:LINE, which
    means the entry there. `paperdex decisions` lists what was decided.

    \b
    Examples:
      paperdex same 2312.00752 tk7rnnxg02
      paperdex same pages/a.txt:12 export.jsonl:3
    """
    return decide("same", one, other, "one paper")
