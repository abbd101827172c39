"""`paperdex different`: decide that two are different papers."""

import click

from paperdex.commands.opening import end, open_library
from paperdex.options import tell


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
    with open_library((), None) as library:
        known = library.decisions()
        decision = library.decide("different", one, other)
        stand = ", ".join(library.papers_of(decision))
        if decision in known:
            tell(f"already decided ({decision.number}): {stand}")
        else:
            tell(f"{one} and {other} are different papers now: {stand}")
            tell(f"decision {decision.number}; undo with `paperdex decisions --undo`")
        return end(library, True)
