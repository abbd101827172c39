"""The doubtful pairs of a library, one by one -> a person's decisions on them."""

import sys

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.printing import Style, echo_lines
from paperdex.duplicates import Doubtful
from paperdex.errors import Interrupted, UsageError
from paperdex.library import Library
from paperdex.output.differences import pair_lines

_KEYS = {"s": "same", "d": "different"}
_ASK = "same (s), different (d), later (l), quit (q), help (?)? "
_HELP = (
    "s: they are the same paper; d: they are different papers; l: decide later;"
    " q: quit, what was decided is kept"
)


def review_pairs(library: Library, style: Style) -> None:
    """Show the doubtful pairs of a library, and ask about each; `q` ends it."""
    doubtful = library.doubtful()
    if not doubtful:
        tell("nothing is doubtful")
        return
    decided = 0
    for nth, pair in enumerate(doubtful, 1):
        if pair not in library.doubtful():
            continue  # an earlier decision settled it
        echo_lines([f"{nth:,} of {len(doubtful):,}"])
        _print_pair(pair, style)
        try:
            key = _ask()
        except KeyboardInterrupt as error:
            click.echo(err=True)
            raise Interrupted(f"interrupted: {decided:,} decided and kept") from error
        if key == "q":
            break
        if key == "l":
            tell("later: nothing is decided")
        elif _decide(library, _KEYS[key], pair):
            decided += 1
    tell(f"{decided:,} decided, {len(library.doubtful()):,} left for later")


def _print_pair(pair: Doubtful, style: Style) -> None:
    """Print the two entries of a pair, one above the other."""
    if style.is_for_screen:
        from paperdex.output.screen import print_pair

        print_pair(pair, style.color)
    else:
        echo_lines(pair_lines(pair, style.color))


def _decide(library: Library, answer: str, pair: Doubtful) -> bool:
    """Decide on two papers with all their entries; false if the decision contradicts another
    one, which is reported and does not end the review."""
    try:
        decision = library.decide(answer, *pair.papers)
    except UsageError as error:
        tell(str(error))
        return False
    tell(f"{answer}: kept as decision {decision.number}")
    return True


def _ask() -> str:
    """The key pressed on a terminal; the first letter of a line elsewhere; q at the end of
    input. Any other key is answered with the list of keys."""
    while True:
        click.echo(_ASK, nl=False, err=True)
        try:
            key = click.getchar() if sys.stdin.isatty() else sys.stdin.readline()
        except EOFError:  # Ctrl-D
            key = ""
        click.echo(err=True)
        if not key:
            return "q"
        if key[0] in "sdlqSDLQ":
            return key[0].lower()
        tell(_HELP)
