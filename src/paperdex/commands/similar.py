"""`paperdex similar`: the papers most like a paper or a text."""

from typing import Any

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.answering import tell_emptiness, tell_unknown
from paperdex.commands.parts.outcome import end
from paperdex.commands.parts.printing import print_neighbours
from paperdex.commands.parts.request import read_request
from paperdex.errors import UsageError
from paperdex.library import Library
from paperdex.options import answer_options, fields_option, limit_option, temporary_options
from paperdex.paper import Paper
from paperdex.search.similar import NEIGHBOUR_FIELDS, Similar
from paperdex.text import count_of, shortened

# At most this many of the distinctive words are named on stderr.
_NAMED = 8


@click.command("similar")
@click.argument("words", nargs=-1, metavar='ID|"WORDS OF A TITLE"|-')
@click.option(
    "--text",
    metavar="TEXT",
    help="Find papers like this text; - in place of ID reads a text from standard input.",
)
@limit_option("papers", default=10)
@fields_option
@temporary_options
@answer_options
def command(
    words: tuple[str, ...],
    text: str | None,
    limit: int,
    **shared: Any,
) -> int:
    """List the papers most like a paper or a text, and the words they share.

    They are found by the most distinctive words of the paper or text: those that
    are frequent in it and rare in other papers. The paper itself is left out.

    \b
    Examples:
      paperdex similar 2312.00752
      paperdex similar "hungry hippos" -n 5
      paperdex similar --text "reading bytes instead of tokens"
      pbpaste | paperdex similar -
    """
    if bool(words) == (text is not None):
        raise UsageError("give one paper, - for a text on standard input, or --text")
    request = read_request(words, NEIGHBOUR_FIELDS, **shared)
    if words == ("-",):
        text = request.read_piped()
    with request.open_library() as library:
        if text is not None:
            found = library.find_similar("", text, limit=limit)
        else:
            paper = _find_paper(library, request.query.text)
            if paper is None:
                return end(library, False)
            abstract = paper.abstract or paper.summary or ""
            found = library.find_similar(paper.title, abstract, leave_out=paper, limit=limit)
        if text is not None and not text.strip():
            tell("the text is empty")
        elif len(library):
            _tell_words(found, "no other paper" if text is None else "no paper here")
        else:
            tell_emptiness(library)
        print_neighbours(found.neighbours, request.style)
        return end(library, bool(found.neighbours))


def _find_paper(library: Library, text: str) -> Paper | None:
    """The paper that was meant; other papers that fit are counted in a message."""
    papers = library.show(text)
    if not papers:
        tell_unknown(library, text, "--text takes a text")
        return None
    paper, *others = papers
    tell(f"similar to {paper.id}  {paper.title}")
    if others:
        more = count_of(len(others), "other paper")
        tell(f"{shortened(text)!r} also fits {more}, which `paperdex show` lists")
    return paper


def _tell_words(found: Similar, none: str) -> None:
    """Say by which words papers were found; that ``none`` has any, in words: `no other paper`."""
    if not found.words:
        tell(f"{none} has a word of it")
    elif not found.neighbours:
        tell("no other paper shares its words")
    else:
        tell(f"by its telling words: {', '.join(found.words[:_NAMED])}")
