"""`paperdex completion`: completion in the shell."""

import click
from click.shell_completion import get_completion_class

from paperdex.commands.parts.outcome import FOUND

# click's script for fish drops what follows a comma in a description or in a name.
_SPLIT, _SPLIT_ONCE = 'string split ","', 'string split --max 1 ","'


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print the script that completes commands and options in your shell.

    In ~/.zshrc, put the line below `compinit`.

    \b
    Examples:
      paperdex completion bash >> ~/.bashrc
      paperdex completion zsh >> ~/.zshrc
      paperdex completion fish > ~/.config/fish/completions/paperdex.fish
    """
    completer = get_completion_class(shell)
    assert completer is not None  # the choices are shells that click knows
    program = context.find_root().command
    script = completer(program, {}, "paperdex", "_PAPERDEX_COMPLETE").source()
    click.echo(script.replace(_SPLIT, _SPLIT_ONCE))
    return FOUND
