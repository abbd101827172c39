"""Paths that a person names -> sources of a library, read; and the removal of a source."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from paperdex.config import follow_folders, is_below, name_source
from paperdex.errors import InputError, UsageError, cause_of
from paperdex.ingest.take_in import name_no_entry
from paperdex.ingest.watched import WatchedFile
from paperdex.listing import Entry, NotListing, read_listing
from paperdex.sources import (
    AUTO,
    FORMS,
    NOTHING_GIVEN,
    Given,
    Source,
    describe_missing,
    find_files,
    path_in_source,
)
from paperdex.store.sources import list_files, list_sources, reread_file
from paperdex.text import shortened
from paperdex.workspace import Workspace

if TYPE_CHECKING:
    from paperdex.workers import Progress

_SourcePlace = tuple[Source, str]
"""A source, and its path with links to folders resolved."""


def make_given(visited: str | None, form: str | None) -> Given:
    """What a person gave with pages. Raises UsageError for an unknown form."""
    if form is not None and form not in (*FORMS, AUTO):
        raise UsageError(f"{form}: no form of listing; the forms: {', '.join(FORMS)}, {AUTO}")
    return Given(visited, form)


def add_sources(
    workspace: Workspace, paths: Sequence[str], given: Given, progress: "Progress | None"
) -> None:
    """Add files and folders as sources, and read everything that is new in all sources. What
    was given applies to the files at these paths.

    A single file that is not a listing does not become a source, and is one of the problems.
    Raises InputError for a path that does not exist.
    """
    named = [name_source(workspace.place.root, path) for path in paths]
    for source in named:
        if not os.path.exists(source.path):
            raise InputError(describe_missing(source.name))
    places = [(source, follow_folders(source.path)) for source in workspace.sources()]
    named = [_call_as_known(workspace, source, places) for source in named]
    if any(given):
        _reread(workspace, named)
    new = [source for source in named if not _is_covered(workspace, source, places)]
    reasons = {source: _why_no_source(source, given.settle().form) for source in new}
    added = [source for source, reason in reasons.items() if not reason]
    workspace.update(
        lambda: [*workspace.sources(), *added],
        given=lambda path: given if any(is_below(path, s.path) for s in named) else NOTHING_GIVEN,
        progress=progress,
    )
    find_problems(workspace, named)
    workspace.problems += filter(None, reasons.values())


def forget_source(workspace: Workspace, name: str) -> None:
    """Remove a source and what only it showed. Raises UsageError for an unknown one, and for
    one that is listed in paperdex.toml."""
    known = [source.name for source in list_sources(workspace.store)]
    wanted = {name.rstrip("/"), name_source(workspace.place.root, name).name}
    found = next((source for source in known if source in wanted), None)
    if found is None:
        names = ", ".join(known) or "none"
        what = shortened(name) or repr(name)
        raise UsageError(f"{what}: no source of this library; its sources: {names}")
    if workspace.is_listed(found):
        raise UsageError(f"{found}: listed in paperdex.toml: take it out there")
    workspace.update(lambda: [s for s in workspace.sources() if s.name != found])


def find_problems(workspace: Workspace, named: Sequence[Source]) -> None:
    """Note named files that are not listings, and named folders without any listing."""
    files_of = list_files(workspace.store)
    known = [s.source_in(workspace.place.root) for s in list_sources(workspace.store)]
    for source in named:
        if not os.path.isdir(source.path):
            files = [file for file in files_of if file.source == source.name]
            workspace.problems += [f"{f.source}: {f.note}" for f in files if f.note]
            continue
        others = [other for other in (*named, *known) if other.name != source.name]
        is_inside = any(is_below(source.path, other.path) for other in others)
        # A file belongs to one source, though a folder around it may be another.
        inside = {s.name for s in (source, *others) if is_below(s.path, source.path)}
        if not (is_inside or any(file.form and file.source in inside for file in files_of)):
            workspace.problems.append(f"{source.name}: no listing in this folder")


def _why_no_source(source: Source, form: str | None) -> str | None:
    """Why a single file can't be a source: it is not a listing, or not one in the given form.
    None for one that can, and for any folder, which may get listings later."""
    if os.path.isdir(source.path):
        return None
    problems = list[str]()
    found = find_files(source, problems)
    if not found:
        return next(iter(problems), describe_missing(source.name))
    try:
        listing = read_listing(WatchedFile(found[0].path).open, form)
    except OSError as error:
        return f"{source.name}: can't be read: {cause_of(error)}"
    if isinstance(listing, NotListing):
        return f"{source.name}: {listing.reason}"
    if form is None or any(isinstance(block, Entry) for block in listing.blocks):
        return None
    return f"{source.name}: {name_no_entry(form)}"


def _call_as_known(workspace: Workspace, source: Source, places: Sequence[_SourcePlace]) -> Source:
    """The source. If its path leads into a known source through a link, it is called by its path
    there, and a message says so."""
    at = follow_folders(source.path)
    for known, top in places:
        if is_below(at, top) and not is_below(source.path, known.path):
            path = os.path.join(known.path, os.path.relpath(at, top))
            found = name_source(workspace.place.root, path)
            workspace.tell(f"{source.name} leads to {found.name}")
            return found
    return source


def _is_covered(workspace: Workspace, source: Source, places: Sequence[_SourcePlace]) -> bool:
    """Whether a path is a source or lies in one, but not behind a link to a folder, which is
    not followed there. If it lies in another source, a message says so."""
    at = follow_folders(source.path)
    covering = next((known for known, top in places if is_below(at, top)), None)
    if covering is not None and covering.name != source.name:
        workspace.tell(f"{source.name} is already part of the source {covering.name}")
    return covering is not None


def _reread(workspace: Workspace, named: Sequence[Source]) -> None:
    """Treat the files at paths as changed at the next look."""
    paths = {source.name: source.path for source in workspace.sources()}
    with workspace.store.transaction():
        for file in list_files(workspace.store):
            path = path_in_source(paths.get(file.source, ""), file.name)
            if any(is_below(path, source.path) for source in named):
                reread_file(workspace.store, file.id)
