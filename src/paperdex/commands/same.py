"""`paperdex same`: decide that two are the same paper."""

from paperdex.commands.parts.decision_commands import make_command

command = make_command("same", "the same paper")
