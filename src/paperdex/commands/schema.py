"""`paperdex schema`: the JSON Schema of the records."""

import json

import click

from paperdex.commands.parts.outcome import FOUND
from paperdex.schema import RECORDS, json_schema


@click.command("schema")
@click.argument("record", type=click.Choice(sorted(RECORDS)), default="paper", metavar="[RECORD]")
def command(record: str) -> int:
    """Print the JSON Schema of a record; of a paper by default.

    RECORD is answer, answered, change, decisions, dedupe, hit, neighbour, new, paper,
    report, saved, scores, sources, status or why (docs/records.md).

    \b
    Examples:
      paperdex schema
      paperdex schema hit
    """
    click.echo(json.dumps(json_schema(record), indent=2))
    return FOUND
