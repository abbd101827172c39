"""A query and a paper -> what each part of the query added to the paper's score, in tantivy.

Imported only where an explanation is asked for.
"""

import tantivy
from tantivy import Occur

from paperdex.index import rescoring
from paperdex.index.base import Part
from paperdex.index.scoring import gather_forms, split_points, words_of
from paperdex.index.tantivy_ranking import any_of
from paperdex.index.tantivy_reader import Reader
from paperdex.query import Query


def explain(reader: Reader, query: Query, schema: tantivy.Schema, paper_id: str) -> list[Part]:
    """The parts of a paper's score for a settled query; none if it does not match."""
    words = words_of(query)
    clause = tantivy.Query.term_query(schema, "id", paper_id)
    paper = tantivy.Query.const_score_query(clause, 0.0)
    if not reader.size or not _find_points(reader, paper, reader.build_query(query, words)):
        return []
    parts = list[Part]()
    for form in gather_forms(reader.clauses.seek(words)):
        clause = any_of(reader.clauses.build_forms([form]))
        for points in _find_points(reader, paper, clause):
            parts += [part for part in split_points(form, points) if part.points]
    if query.ranked:
        for label, clause in reader.clauses.find_title(query.ranked, words):
            parts += [Part(label, points) for points in _find_points(reader, paper, clause)]
    many = rescoring.count_first(query, words)
    first = reader.find_with_ties(query, words, many)[0][:many] if many else []
    for nth, (_, address) in enumerate(first):
        if reader.id_at(address) == paper_id:
            read = reader.read_first(first, query, words)
            parts += rescoring.explain(read, reader.weigher, nth)
    return parts


def _find_points(reader: Reader, paper: tantivy.Query, clause: tantivy.Query) -> list[float]:
    """The score of one paper for a clause, as a list; empty if the paper doesn't match."""
    both = tantivy.Query.boolean_query([(Occur.Must, paper), (Occur.Must, clause)])
    return [float(score) for score, _ in reader.searcher.search(both, limit=1).hits]
