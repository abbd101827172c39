"""The default engine: tantivy, embedded, on disk or in memory.

The index is a cache of the store. Beside it lies a stamp that says of which
state of the store, and how, it was made; with any other stamp it is unusable.
All errors of tantivy are translated here.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Self

import tantivy
from tantivy import FieldType, Occur
from tantivy.tantivy import __version__

from paperdex.errors import IndexUnusable
from paperdex.index import analyzer
from paperdex.index.base import Scored, indexed_text, round_score, title_bonus
from paperdex.paper import Paper
from paperdex.query import FACTS, Query, Range, facts
from paperdex.text import title_key

_SCHEMA = 1
_STAMP = "stamp"
# Tantivy's smallest writer arena; large builds get the larger one.
_SMALL_HEAP, _LARGE_HEAP = 15_000_000, 256_000_000
_LARGE = 20_000
# A smaller index is made anew rather than have papers taken out of it; a larger
# one when a twentieth of it was. Either way scores are those of the papers there.
_SMALL = 2_000
_DELETED_SHARE = 20
# A term of tantivy ends at 64 KiB: no title key may come near it.
_LONGEST_KEY = 4096


class TantivyIndex:
    """An open index. Made by :meth:`open`, :meth:`build` or :meth:`in_memory`."""

    def __init__(self, index: tantivy.Index, path: str | None, deleted: int = 0) -> None:
        self._index = index
        self._path = path
        self._deleted = deleted
        self._index.register_tokenizer("paper", analyzer.build_analyzer())
        self._searcher = index.searcher()

    @classmethod
    def open(cls, path: str, generation: str) -> Self:
        """The index at ``path``, if it is of this generation of the store.

        Raises IndexUnusable if it is missing, of another generation or made by
        another version, or if a file of it is not as it was left.
        """
        try:
            with open(os.path.join(path, _STAMP), encoding="utf-8", errors="replace") as file:
                made_of, deleted, files = file.read().split("\n", 2)
        except OSError as error:
            raise IndexUnusable("no index yet") from error
        except ValueError as error:
            raise IndexUnusable("the index has a damaged stamp") from error
        if made_of != _made_of(generation):
            raise IndexUnusable("the index is of another state of the library")
        if files != _list_files(path):
            raise IndexUnusable("files of the index have changed or are gone")
        with _translated():
            return cls(tantivy.Index.open(path), path, int(deleted))

    @classmethod
    def build(cls, path: str, papers: Iterable[Paper], generation: str) -> Self:
        """Make the index anew at ``path``, in place of whatever is there."""
        fresh = f"{path}.new"
        _remove(fresh)
        os.makedirs(fresh)
        with _translated():
            cls(tantivy.Index(_schema(), fresh), fresh).update((), papers, generation)
        _remove(path)
        os.rename(fresh, path)
        return cls.open(path, generation)

    @staticmethod
    def discard(path: str) -> None:
        """Make the index at ``path`` unusable: its damage shows only when read."""
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(path, _STAMP))

    @classmethod
    def in_memory(cls, papers: Iterable[Paper]) -> Self:
        """An index that leaves nothing on disk."""
        index = cls(tantivy.Index(_schema()), None)
        index.update((), papers, "")
        return index

    def update(self, gone: Iterable[str], papers: Iterable[Paper], generation: str) -> None:
        """Take out the papers with the ids ``gone``, put in ``papers``, and stamp it.

        Raises IndexUnusable where it is better made anew: words of papers that
        were taken out count in the scores until then.
        """
        gone, papers = list(gone), list(papers)
        self._deleted += len(gone)
        if gone and (self.size < _SMALL or self._deleted * _DELETED_SHARE > self.size):
            raise IndexUnusable("too much of the index was taken out")
        with _translated():
            heap = _LARGE_HEAP if len(papers) > _LARGE else _SMALL_HEAP
            writer = self._index.writer(heap, num_threads=1)
            for paper_id in gone:
                writer.delete_documents_by_term("id", paper_id)
            for paper in papers:
                writer.add_document(_document(paper))
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
            self._searcher = self._index.searcher()
        if self._path is not None:
            self._write_stamp(self._path, generation)

    def _write_stamp(self, path: str, generation: str) -> None:
        stamp = os.path.join(path, _STAMP)
        with open(f"{stamp}.new", "w", encoding="utf-8") as file:
            file.write(f"{_made_of(generation)}\n{self._deleted}\n{_list_files(path)}")
        os.replace(f"{stamp}.new", stamp)

    @property
    def size(self) -> int:
        return self._searcher.num_docs

    def search(self, query: Query, limit: int) -> tuple[list[Scored], int]:
        """See :class:`paperdex.index.base.Index`."""
        if not self.size:
            return [], 0
        with _translated():
            result = self._searcher.search(self._read(query), limit=min(limit, self.size))
            hits = [
                Scored(self._searcher.doc(address)["id"][0], round_score(score))
                for score, address in result.hits
            ]
        return hits, result.count  # type: ignore[attr-defined]

    def count_having(self, term: str) -> int:
        """See :class:`paperdex.index.base.Index`."""
        with _translated():
            return self._searcher.doc_freq("text", term)

    def _read(self, query: Query) -> tantivy.Query:
        schema = self._index.schema
        terms = analyzer.terms(query.text)
        occur = Occur.Must if query.all_words else Occur.Should
        words = tantivy.Query.boolean_query(
            [(occur, tantivy.Query.term_query(schema, "text", term)) for term in terms]
        )
        title = tantivy.Query.const_score_query(
            tantivy.Query.term_query(schema, "title_key", _key(query.text)),
            title_bonus(self.size, len(terms)),
        )
        wanted = tantivy.Query.boolean_query([(Occur.Should, words), (Occur.Should, title)])
        ranges = query.filters.ranges()
        if not ranges:
            return wanted
        bounds = [(Occur.Must, _range(schema, bounds)) for bounds in ranges]
        return tantivy.Query.boolean_query([(Occur.Must, wanted), *bounds])


def _remove(path: str) -> None:
    """Whatever is at a path in the library's own folder."""
    import shutil  # a fresh index is searched without it

    if os.path.isfile(path):
        os.unlink(path)
    shutil.rmtree(path, ignore_errors=True)


def _made_of(generation: str) -> str:
    """Of what and how an index was made; with any other line it is unusable."""
    return f"{generation} schema {_SCHEMA} {analyzer.NAME} tantivy {__version__}"


def _list_files(path: str) -> str:
    """The files of an index with their sizes and times: were they left alone?"""
    with os.scandir(path) as items:
        found = [(item.name, item.stat()) for item in items if not _is_passing(item.name)]
    return "".join(f"{name} {s.st_size} {s.st_mtime_ns}\n" for name, s in sorted(found))


def _is_passing(name: str) -> bool:
    return name.endswith(".lock") or name.startswith(_STAMP)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title_key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="paper", index_option="position")
    for name in FACTS:
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()


def _document(paper: Paper) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", paper.id)
    document.add_text("title_key", _key(paper.title))
    document.add_text("text", indexed_text(paper))
    for name, value in facts(paper).items():
        if value is not None:
            document.add_integer(name, value)
    return document


def _key(text: str) -> str:
    return title_key(text)[:_LONGEST_KEY]


def _range(schema: tantivy.Schema, bounds: Range) -> tantivy.Query:
    """A range as a clause that filters and gives no score of its own."""
    clause = tantivy.Query.range_query(
        schema, bounds.fact, FieldType.Integer, bounds.low, bounds.high
    )
    return tantivy.Query.const_score_query(clause, 0.0)


@contextmanager
def _translated() -> Iterator[None]:
    """tantivy reports damage as ValueError or OSError, or panics, whatever its cause."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise IndexUnusable(f"the index can't be read: {error}") from error
    except BaseException as error:
        # Rust's panics arrive as an exception that can't be imported by name.
        if type(error).__name__ == "PanicException":
            raise IndexUnusable("the index can't be read") from error
        raise
