"""`paperdex same`: decide that two are the same paper."""

import click

from paperdex.commands.opening import end, open_library
from paperdex.options import tell


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
    with open_library((), None) as library:
        known = library.decisions()
        decision = library.decide("same", one, other)
        stand = ", ".join(library.papers_of(decision))
        if decision in known:
            tell(f"already decided ({decision.number}): {stand}")
        else:
            tell(f"{one} and {other} are one paper now: {stand}")
            tell(f"decision {decision.number}; undo with `paperdex decisions --undo`")
        return end(library, True)
