"""`paperdex show`: one paper in full, or those of a list of ids."""

from typing import Any

import click

from paperdex.commands.parts.show_paper import show_paper
from paperdex.options import answer_options, fields_option, open_option, temporary_options


@click.command("show")
@click.argument("words", nargs=-1, required=True, metavar='ID...|FILE:LINE|"WORDS OF A TITLE"|-')
@click.option("--sources", is_flag=True, help="Show which file and line gave each field.")
@open_option("Also open its page or code in the browser.", numbers=False)
@fields_option
@temporary_options
@answer_options
def command(words: tuple[str, ...], **options: Any) -> int:
    """Show one paper in full: abstract, dates, counts, links, and where it was seen.

    Name the paper by its id (or the beginning of it, or a link that has it), by
    FILE:LINE where it was seen, or by words of its title. Several ids show several
    papers; - reads ids from standard input, each at the beginning of a line, as
    `list` prints them.

    \b
    Examples:
      paperdex show "hungry hippos"
      paperdex show arXiv:2312.00752
      paperdex show 2312.00752 --json
      paperdex show pages/a.txt:12
      paperdex show "hungry hippos" --sources
      paperdex show 2312.00752 --open code
      paperdex search mamba --ids | paperdex show --bibtex -
      paperdex list | fzf | paperdex show -
    """
    return show_paper(words, **options)
