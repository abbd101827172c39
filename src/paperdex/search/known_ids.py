"""The clauses of a query -> these, with papers by the ids that they have in a library."""

from paperdex.ids import read_id
from paperdex.query.clauses import Bounds, Clause, Group, Signed, Term, is_loose
from paperdex.query.grammar import MOST_CLAUSES, MOST_WORDS
from paperdex.store import Store
from paperdex.store.lookup import ids_known_as


def call_as_known(store: Store, clauses: Group) -> Group:
    """Clauses in which `id:` names papers by their own ids. An id that no paper has or had stays
    as it is; so does one of several papers in a text so long that `OR` is a word in it."""
    is_prose = sum(map(is_loose, clauses.clauses)) > MOST_WORDS
    most = 1 if is_prose else MOST_CLAUSES
    return Group(tuple(_rename(store, c, most) for c in clauses.clauses), clauses.either)


def _rename(store: Store, clause: Clause, most: int) -> Clause:
    if isinstance(clause, Group):
        return Group(tuple(_rename(store, c, most) for c in clause.clauses), clause.either)
    if isinstance(clause, Signed):
        return clause._replace(clause=_rename(store, clause.clause, most))
    if isinstance(clause, Bounds) or clause.field != "id":
        return clause
    known = [Term(name, "id", "value") for name in ids_known_as(store, read_id(clause.text))]
    if not 0 < len(known) <= most:
        return clause
    return known[0] if len(known) == 1 else Group(tuple(known), either=True)
