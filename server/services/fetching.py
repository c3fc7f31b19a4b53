"""Fetch a file: by whom, and whether it has to be shown to them first."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from server.domain.errors import FileKeptBack, NoSuchCase, NoSuchDocument
from server.services.asking import files_shown
from server.services.auditing import check_sight
from server.services.masking import asks_for_files, fields_of
from server.services.matters import read_matter

if TYPE_CHECKING:
    from server.domain.ids import CaseId, DocumentId
    from server.domain.people import Actor
    from server.domain.reading import DocumentRow
    from server.services.tools import Tools


def document_for(tools: Tools, actor: Actor, document: DocumentId) -> tuple[DocumentRow, bytes]:
    """A file and its bytes, for whoever may see the case, or was asked about what shows the file.

    Refused with ``FileKeptBack`` while it holds personal data that were not shown to them.
    """
    with tools.unit() as unit:
        found = unit.work.document(document)
        takes_part = found is not None and unit.views.has_part(actor, found[1])
    if found is None:
        raise NoSuchDocument
    row, root, _ = found
    if not takes_part or _is_kept_back(tools, actor, root, document):
        _check_beside(tools, actor, root, document, is_seen=takes_part)
    return row, tools.vault.open(row.sha256)


def _check_beside(  # whether the actor knows of the file already
    tools: Tools, actor: Actor, root: CaseId, document: DocumentId, *, is_seen: bool
) -> None:
    """Refuses the file to who was asked about nothing that shows it, and may not look at the case either."""
    with tools.unit() as unit:
        asked = unit.views.asked_in(actor, root)
    for one in chain.from_iterable(files_shown(tools, actor, aside) for aside in asked):
        if one.document == document:
            if not one.is_hidden:
                return
            is_seen = True
    if is_seen:
        raise FileKeptBack
    try:
        check_sight(tools, actor, root)
    except NoSuchCase as cause:
        raise NoSuchDocument from cause
    if _is_kept_back(tools, actor, root, document):
        raise FileKeptBack


def _is_kept_back(tools: Tools, actor: Actor, root: CaseId, document: DocumentId) -> bool:
    """Whether it has to be shown to them first; a matter whose forms ask for no such files is not read."""
    with tools.unit() as unit:
        versions = unit.views.versions(root)
        if not any(asks_for_files(fields_of(tools.shelf.sources(unit, each))) for each in versions):
            return False
        told = read_matter(tools, actor, unit, root)
    return told.mask.keeps_back(f"doc:{document}")
