"""The program `paperdex`, also `python -m paperdex`: starts and ends the process."""

import gc

# Importing makes next to no garbage, and looking for it takes 6 % of the time
# to a first answer; `main` turns collection on again.
gc.disable()

import os
import sys
from collections.abc import Callable
from contextlib import suppress


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        command = _find_command()
        gc.enable()
        gc.freeze()
        sys.exit(command())
    except KeyboardInterrupt:  # before the command is ready to answer for it
        os._exit(130)
    except SystemExit as end:
        sys.stdout.flush()
        with suppress(OSError):  # there is nobody to tell
            sys.stderr.flush()
        # All is written and closed by now. Taking the interpreter apart object
        # by object would add a tenth to the time of a search.
        os._exit(end.code if isinstance(end.code, int) else 1)


def _find_command() -> Callable[[], int]:
    """The command that the arguments call: plain, or whatever click makes of them."""
    from paperdex.plain import read_command

    command = read_command(sys.argv[1:])
    if command is not None:
        return command
    from paperdex.cli import cli

    return lambda: cli(prog_name="paperdex")


if __name__ == "__main__":
    main()
