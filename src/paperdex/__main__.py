"""The program `paperdex`, also `python -m paperdex`: starts and ends the process."""

import gc

# Importing makes next to no garbage, and looking for it takes 6 % of the time
# to a first answer; `main` turns collection on again.
gc.disable()

import os
import sys
from contextlib import suppress

try:
    from paperdex.cli import cli
except KeyboardInterrupt:  # Ctrl-C in the first hundredths of a second
    os._exit(130)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        gc.enable()
        gc.freeze()
        cli(prog_name="paperdex")
    except KeyboardInterrupt:  # before the command line is ready to answer for it
        os._exit(130)
    except SystemExit as end:
        sys.stdout.flush()
        with suppress(OSError):  # there is nobody to tell
            sys.stderr.flush()
        # All is written and closed by now. Taking the interpreter apart object
        # by object would add a tenth to the time of a search.
        os._exit(end.code if isinstance(end.code, int) else 1)


if __name__ == "__main__":
    main()
