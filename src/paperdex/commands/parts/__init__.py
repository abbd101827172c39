"""What commands are made of: options read, an answer printed, a file written. Here: messages on
stderr, beside the answer."""

import os
import sys
from contextlib import suppress


def tell(line: str) -> None:
    """Print a message on stderr, beside the answer; if stderr is full or closed, the answer
    goes on without it."""
    from paperdex.terminal import printable  # most answers need no message

    with suppress(OSError):
        print(f"paperdex: {printable(line)}", file=sys.stderr, flush=True)


def drop_output() -> None:
    """Send the rest of standard output nowhere: Python would try to write it again when the
    process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
