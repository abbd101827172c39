"""The titles of a library's papers, folded: compressed, many to a row.

Records hold titles as they are printed. These serve what looks through all of them, and puts
papers in order by them: so they are read row by row, of 60,000 papers in some 10 ms. One by one,
as a column of papers, they took two and a half times the space.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from paperdex.errors import LibraryDamaged
from paperdex.store.compression import zstd
from paperdex.store.state import Store

# How many papers have their titles in one row. With twice as many the table is a twentieth smaller,
# and a row takes twice the time to read and to change.
_MANY = 512
_OPTIONS: dict[int, int] = {zstd.CompressionParameter.checksum_flag: 1}
# No folded title has one: white space is squeezed.
_BETWEEN = "\n"

# What a title may begin with before its first letter or digit: quotes, brackets, TeX.
_BEFORE_LETTERS = """ \"''“”„‘’«»‹›《()[]{}<$\\*_~-–—.…¡¿@#"""
_START = 12


def order_title(title: str) -> str:
    """What a folded title is sorted by."""
    return title.lstrip(_BEFORE_LETTERS)


def start_title(title: str) -> str:
    """The beginning of that; an index of it finds papers in the order of their titles."""
    return order_title(title)[:_START]


def keep_titles(store: Store, titles: Mapping[int, str]) -> None:
    """Keep the folded titles of papers, by their numbers."""
    for row, papers in groupby(sorted(titles), _find_row):
        kept = _read_row(store, row)
        for paper in papers:
            kept[paper % _MANY] = titles[paper]
        _write_row(store, row, kept)


def drop_titles(store: Store, papers: Iterable[int]) -> None:
    """Forget the titles of papers."""
    keep_titles(store, dict.fromkeys(papers, ""))


def titles_of(store: Store, papers: Iterable[int]) -> dict[int, str]:
    """The folded titles of papers, by their numbers."""
    found = dict[int, str]()
    for row, some in groupby(sorted(papers), _find_row):
        kept = _read_row(store, row)
        found |= {paper: kept[paper % _MANY] for paper in some}
    return found


def all_titles(store: Store) -> Iterator[tuple[int, str]]:
    """The folded titles of all papers, each with the paper's number, in order; without empty
    ones."""
    for row in store.column("SELECT row FROM titles ORDER BY row"):
        for paper, title in enumerate(_read_row(store, row), row * _MANY):
            if title:
                yield paper, title


def _find_row(paper: int) -> int:
    return paper // _MANY


def _read_row(store: Store, row: int) -> list[str]:
    packed = store.value("SELECT packed FROM titles WHERE row = ?", (row,))
    if packed is None:
        return [""] * _MANY
    try:
        return zstd.decompress(packed).decode().split(_BETWEEN)
    except zstd.ZstdError as error:
        raise LibraryDamaged(store.path, f"titles can't be read: {error}") from error


def _write_row(store: Store, row: int, titles: Sequence[str]) -> None:
    if not any(titles):
        store.write("DELETE FROM titles WHERE row = ?", (row,))
        return
    packed = zstd.compress(_BETWEEN.join(titles).encode(), options=_OPTIONS)
    store.write("INSERT OR REPLACE INTO titles VALUES (?, ?)", (row, packed))
