"""Zstandard, which the standard library has from Python 3.14 on, and a package before."""

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["zstd"]
