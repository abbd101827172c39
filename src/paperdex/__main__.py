"""`python -m paperdex`."""

from paperdex.cli import main

main()
