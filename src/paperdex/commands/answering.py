"""What is said beside the hits of a search: other words that were meant, and the total."""

import sys
from typing import TYPE_CHECKING, Any

from paperdex.commands.opening import waiting
from paperdex.library import Library
from paperdex.options import tell
from paperdex.query import Query
from paperdex.search import Ranking

if TYPE_CHECKING:
    from paperdex.suggest import Suggestion


def rank_or_correct(
    library: Library, query: Query, asked: dict[str, Any], is_strict: bool
) -> tuple[Query, Ranking]:
    """The ranking of a query, and that query.

    A word that is in no paper is told of, with the nearest that is in one. Where nothing
    was found at all, that is searched at once; not where only what was typed is wanted.
    """
    with waiting("ranking"):
        ranking = library.rank(query, **asked)
        suggestions = library.suggest(query.text, engine=asked["engine"])
    if suggestions and not ranking.total and not is_strict:
        from paperdex.suggest import correct

        corrected = query._replace(text=correct(query.text, suggestions))
        with waiting("ranking"):
            found = library.rank(corrected, **asked)
        if found.total:
            tell(f"nothing for {query.text!r}; showing results for {corrected.text!r}")
            return corrected, found
    tell_suggestions(suggestions)
    return query, ranking


def tell_reasons(library: Library, ranking: Ranking, offset: int, engine: str) -> None:
    """How the query of a ranking was read, and what each part of it gave each hit."""
    from paperdex.query.describing import describe_query

    for line in describe_query(ranking.query):
        tell(line)
    for rank, (name, score) in enumerate(ranking.scored, offset + 1):
        parts = library.explain(ranking, name, engine=engine)
        points = " + ".join(f"{part.points:.3f} {part.label}" for part in parts)
        tell(f"{rank}. {name}: {score:.3f} = {points or 'no words to rank by'}")


def tell_suggestions(suggestions: "list[Suggestion]") -> None:
    """The words that no paper has, and the nearest that one has."""
    for each in suggestions:
        tell(f"no paper has {each.word!r}; did you mean: {each.instead}")


def tell_total(library: Library, ranking: Ranking, offset: int, form: str | None) -> None:
    """How many papers match; that there are more is told to people only."""
    shown = len(ranking.scored)
    if not shown and ranking.total:
        tell(f"no more hits: {ranking.total} match")
    elif not shown:
        tell_nothing(library)
    elif ranking.total > shown and form in (None, "lines") and sys.stderr.isatty():
        end = offset + shown
        more = f"; --offset {end} for the next" if end < ranking.total else ""
        tell(f"hits {offset + 1} to {end} of {ranking.total}{more}")


def tell_nothing(library: Library) -> None:
    """That no paper matches; not where none could be read: then what was named is at fault."""
    if len(library) or not library.problems:
        tell(f"no paper matches ({len(library)} searched)")


def tell_unknown(library: Library, text: str) -> None:
    """That no paper was meant by a text, and which one may have been."""
    if library.problems and not len(library):
        return
    near = " or ".join(library.ids_like(text))
    if not near:
        from paperdex.suggest import correct

        corrected = correct(text, library.suggest(text))
        near = corrected if corrected != text else ""
    hint = f"did you mean: {near}" if near else "try `paperdex search`"
    tell(f"no paper with the id or title {text!r}; {hint}")
