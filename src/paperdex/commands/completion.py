"""`paperdex completion`: completion in the shell."""

import click
from click.shell_completion import get_completion_class

from paperdex.commands.parts.outcome import FOUND


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print the script that completes commands and options in your shell.

    \b
    Examples:
      paperdex completion bash >> ~/.bashrc
      paperdex completion fish > ~/.config/fish/completions/paperdex.fish
    """
    completer = get_completion_class(shell)
    assert completer is not None  # the choices are shells that click knows
    program = context.find_root().command
    click.echo(completer(program, {}, "paperdex", "_PAPERDEX_COMPLETE").source())
    return FOUND
