"""The commands `same` and `different`, which differ in the answer only; how to undo a decision."""

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.opening import open_library
from paperdex.commands.parts.outcome import end
from paperdex.decisions import Decision

_HELP = """\
Decide that two papers or entries are {what}; this overrides every rule.

Each is an id, which means all entries of the paper, or FILE:LINE, which
means the entry there. `paperdex decisions` lists the decisions.

\b
Examples:
  paperdex {answer} 2312.00752 tk7rnnxg02
  paperdex {answer} pages/a.txt:12 export.jsonl:3
"""


def tell_undo(decision: Decision) -> None:
    """Say how to undo a decision that was just made."""
    tell(f"decision {decision.number}; undo with `paperdex decisions --undo`")


def make_command(answer: str, what: str) -> click.Command:
    """The command that gives this answer for two papers or entries; ``what`` says in words what
    they are then."""

    @click.command(answer, help=_HELP.format(answer=answer, what=what))
    @click.argument("one")
    @click.argument("other")
    def command(one: str, other: str) -> int:
        with open_library(to_write=True) as library:
            known = library.decisions()
            decision = library.decide(answer, one, other)
            stand = ", ".join(library.papers_of(decision))
            if decision in known:
                tell(f"already decided ({decision.number}): {stand}")
            else:
                tell(f"{one} and {other} are {what} now: {stand}")
                tell_undo(decision)
            return end(library, True)

    return command
