"""Where this repository, its seed pages and the data for development are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
SHARED = ROOT.parent / "shared" / "data"
"""Data that is not part of the repository: tests that read it are skipped without it."""
