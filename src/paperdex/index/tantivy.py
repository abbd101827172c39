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
from tantivy import Occur
from tantivy.tantivy import __version__

from paperdex.errors import IndexUnusable
from paperdex.index import analyzer
from paperdex.index.base import Scored, indexed_text, round_score, title_bonus
from paperdex.index.fields import short_key, whole_title
from paperdex.paper import Paper
from paperdex.query import Filters, Query, may_have_clauses

# To be raised when fields change, or the words they hold.
_SCHEMA = 2
_STAMP = "stamp"
# Tantivy's smallest writer arena; large builds get the larger one.
_SMALL_HEAP, _LARGE_HEAP = 15_000_000, 256_000_000
_LARGE = 20_000
# A smaller index is made anew rather than have papers taken out of it; a larger
# one when a twentieth of it was. Either way scores are those of the papers there.
_SMALL = 2_000
_DELETED_SHARE = 20


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
        from paperdex.index import tantivy_clauses

        with _translated():
            tantivy_clauses.register(self._index)
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

    def settle(self, query: Query) -> Query:
        """See :class:`paperdex.index.base.Index`."""
        if query.is_plain:
            return query
        title = tantivy.Query.term_query(self._index.schema, "title_key", whole_title(query.text))
        with _translated():
            is_title = self._searcher.search(title, limit=1).hits
        return query._replace(literal=True) if is_title else query

    def search(self, query: Query, limit: int) -> tuple[list[Scored], int]:
        """See :class:`paperdex.index.base.Index`."""
        if not self.size:
            return [], 0
        query = self.settle(query)
        with _translated():
            order = None if query.ranked else "first_day"
            result = self._searcher.search(
                self._read(query), limit=min(limit, self.size), order_by_field=order
            )
            hits = [
                Scored(self._searcher.doc(address)["id"][0], 0.0 if order else round_score(key))
                for key, address in result.hits
            ]
        return hits, result.count  # type: ignore[attr-defined]

    def count_having(self, term: str) -> int:
        """See :class:`paperdex.index.base.Index`."""
        with _translated():
            return self._searcher.doc_freq("text", term)

    def _read(self, query: Query) -> tantivy.Query:
        schema = self._index.schema
        terms = analyzer.terms(query.ranked)
        words = tantivy.Query.boolean_query(
            [(Occur.Should, tantivy.Query.term_query(schema, "text", term)) for term in terms]
        )
        title = tantivy.Query.const_score_query(
            tantivy.Query.term_query(schema, "title_key", short_key(query.ranked)),
            title_bonus(self.size, len(terms)),
        )
        wanted = tantivy.Query.boolean_query([(Occur.Should, words), (Occur.Should, title)])
        if query.is_plain and query.filters == Filters() and not query.all_words:
            return wanted
        from paperdex.index.conditions import make_plan
        from paperdex.index.tantivy_clauses import Translator

        return Translator(schema, self._searcher).restrict(wanted, make_plan(query))


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
    from paperdex.index import tantivy_clauses

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title_key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="paper", index_option="freq")
    tantivy_clauses.add_fields(builder)
    return builder.build()


def _document(paper: Paper) -> tantivy.Document:
    from paperdex.index import tantivy_clauses

    document = tantivy.Document()
    document.add_text("id", paper.id)
    document.add_text("title_key", short_key(paper.title))
    if may_have_clauses(paper.title):
        document.add_text("title_key", whole_title(paper.title))
    document.add_text("text", indexed_text(paper))
    tantivy_clauses.add_values(document, paper)
    return document


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
