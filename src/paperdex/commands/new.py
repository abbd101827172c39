"""`paperdex new`: new results of saved searches since they were last shown."""

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.opening import open_library
from paperdex.commands.parts.outcome import end
from paperdex.commands.parts.printing import Style, print_news, read_fields
from paperdex.options import answer_options, complete_saved, fields_option, limit_option
from paperdex.search.news import NEWS_FIELDS
from paperdex.search.saved import NO_SEARCH


@click.command("new")
@click.argument("name", required=False, shell_complete=complete_saved)
@click.option("--peek", is_flag=True, help="Show everything, and keep it new for the next time.")
@limit_option("papers per search; the others stay new")
@fields_option
@answer_options
def command(
    name: str | None,
    peek: bool,
    limit: int | None,
    fields: str | None,
    format: str | None,
    color: str,
) -> int:
    """Show what is new in saved searches since the last time, best first.

    Each search shows a paper once. `paperdex search QUERY --save NAME` saves a search,
    `paperdex saved` lists them.

    \b
    Examples:
      paperdex new
      paperdex new mamba --peek
      paperdex new -n 5 --jsonl
    """
    style = Style(format, color, read_fields(fields, format, NEWS_FIELDS))
    with open_library() as library:
        searches = library.saved_searches(name)
        news = [library.find_news(saved, limit) for saved in searches]
        print_news([each for each in news if each.hits], style)
        for saved, each in zip(searches, news, strict=True):
            if not peek:  # only after printing: what nobody saw stays new
                library.note_shown(saved, each)
            if each.total > len(each.hits):
                tell(f"{each.name}: {each.total - len(each.hits):,} more, which stay new")
        if not searches:
            tell(NO_SEARCH)
        elif not any(each.hits for each in news):
            tell("nothing new")
        return end(library, any(each.hits for each in news))
