"""Clauses -> the same clauses, with papers by the ids that they have in a library."""

from paperdex.ids import read_id
from paperdex.query.clauses import Bounds, Clause, Group, Signed, Term
from paperdex.store import Store
from paperdex.store.lookup import ids_known_as


def call_as_known(store: Store, clause: Clause) -> Clause:
    """A clause in which `id:` names papers by their own ids. An id that no paper has or had stays
    as it is."""
    if isinstance(clause, Group):
        return clause._replace(clauses=tuple(call_as_known(store, c) for c in clause.clauses))
    if isinstance(clause, Signed):
        return clause._replace(clause=call_as_known(store, clause.clause))
    if isinstance(clause, Bounds) or clause.field != "id":
        return clause
    known = [Term(name, "id", "value") for name in ids_known_as(store, read_id(clause.text))]
    return Group(tuple(known), either=True) if len(known) > 1 else [*known, clause][0]
