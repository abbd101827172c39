"""`paperdex different`: decide that two are different papers."""

from paperdex.commands.parts.decision_commands import make_command

command = make_command("different", "different papers")
