"""What `same` and `different` share: deciding on two, and saying what stands then."""

from paperdex.commands.opening import end, open_library
from paperdex.options import tell


def decide(answer: str, one: str, other: str, stand_as: str) -> int:
    """Decide on two, each an id or FILE:LINE; ``stand_as`` says what they are then. Gives
    the exit code."""
    with open_library((), None) as library:
        known = library.decisions()
        decision = library.decide(answer, one, other)
        stand = ", ".join(library.papers_of(decision))
        if decision in known:
            tell(f"already decided ({decision.number}): {stand}")
        else:
            tell(f"{one} and {other} are {stand_as} now: {stand}")
            tell(f"decision {decision.number}; undo with `paperdex decisions --undo`")
        return end(library, True)
