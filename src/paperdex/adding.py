"""Paths that a person names -> sources of a library, read; and a source taken out again."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from paperdex.config import is_below, name_source
from paperdex.errors import InputError, UsageError
from paperdex.ingest import why_no_source
from paperdex.listing import FORMS
from paperdex.sources import AUTO, NOTHING_GIVEN, Given, describe_missing
from paperdex.store.sources import list_sources
from paperdex.workspace import Workspace

if TYPE_CHECKING:
    from paperdex.crew import Progress


def make_given(visited: str | None, form: str | None) -> Given:
    """What a person gave with pages. Raises UsageError for a form there is not."""
    if form is not None and form not in (*FORMS, AUTO):
        raise UsageError(f"{form}: no form of listing; the forms: {', '.join(FORMS)}, {AUTO}")
    return Given(visited, form)


def add_sources(
    workspace: Workspace, paths: Sequence[str], given: Given, progress: "Progress | None"
) -> None:
    """Add files and folders as sources, and read whatever is new in all sources. What was
    given holds for the files at these paths.

    A file by itself that is no listing becomes no source, and is one of the problems.
    Raises InputError for a path that doesn't exist.
    """
    named = [name_source(workspace.place.root, path) for path in paths]
    for source in named:
        if not os.path.exists(source.path):
            raise InputError(describe_missing(source.name))
    places = workspace.places_of_sources()
    named = [workspace.call_as_known(source, places) for source in named]
    if any(given):
        workspace.reread(named)
    new = [source for source in named if not workspace.is_covered(source, places)]
    reasons = {source: why_no_source(source, given.form) for source in new}
    added = [source for source, reason in reasons.items() if not reason]
    workspace.update(
        lambda: [*workspace.sources(), *added],
        given=lambda path: given if any(is_below(path, s.path) for s in named) else NOTHING_GIVEN,
        progress=progress,
    )
    workspace.find_problems(named)
    workspace.problems += filter(None, reasons.values())


def forget_source(workspace: Workspace, name: str) -> None:
    """Take out a source and what only it showed. Raises UsageError for an unknown one, and
    for one that paperdex.toml lists."""
    known = [source.name for source in list_sources(workspace.store)]
    wanted = {name.rstrip("/"), name_source(workspace.place.root, name).name}
    found = next((source for source in known if source in wanted), None)
    if found is None:
        names = ", ".join(known) or "none"
        raise UsageError(f"{name}: no source of this library; its sources: {names}")
    if workspace.is_listed(found):
        raise UsageError(f"{found}: listed in paperdex.toml: take it out there")
    workspace.update(lambda: [s for s in workspace.sources() if s.name != found])
