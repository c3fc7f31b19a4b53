"""Attach files to work, read them, take them away before the work is done."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain import work
from server.domain.access import starting_seat
from server.domain.errors import FileTooLarge, NoSuchCase, NoSuchDocument, NotAllowed, TooManyFiles
from server.domain.ids import NAMES, DocumentId, ItemId
from server.domain.reading import DocumentRow
from server.services.auditing import check_sight
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.starting import newest

if TYPE_CHECKING:
    from server.domain.ids import ProcessKey
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.work import WorkItem
    from server.services.tools import Tools

MEGABYTE = 1_000_000


@again
def attach(  # the key of the request may be left out
    tools: Tools,
    actor: Actor,
    item_id: ItemId,
    *,
    name: str,
    content: bytes,
    request_key: str | None = None,
) -> DocumentRow:
    """Adds a file to the work; its kind is told by its first bytes, never by its name."""
    media_type = _judged(tools, content)
    sha256 = hashlib.sha256(content).hexdigest()
    tools.vault.keep(sha256, content)
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("attach", item_id, name, sha256))
        if request.answer is not None:
            document = DocumentId(request.id_in("document"))
        else:
            item, held = unit.work.hold(item_id)
            person = work.check_doer(item, actor)
            _check_room(tools, unit, item)
            document = DocumentId(tools.ids.new())
            record = Record(tools, unit, actor)
            attached = f.DocumentAttached(
                document=document,
                item=item_id,
                person=person,
                sha256=sha256,
                size=len(content),
                media_type=media_type,
            )
            record.of_case(held, attached)
            record.write()
            unit.flush()
            unit.work.name_document(document, name[:200])
            request.keep(201, {"document": document.hex})
            unit.commit()
    return DocumentRow(
        document=document,
        item=item_id,
        name=name[:200],
        size=len(content),
        media_type=media_type,
        sha256=sha256,
        by=actor.name,
        by_en=actor.name_en,
        at=tools.clock.now(),
        may_remove=True,
    )


def keep_for_start(
    tools: Tools, actor: Actor, process: ProcessKey, *, name: str, content: bytes
) -> DocumentRow:
    """Keeps a file for a case that the person is about to start; it joins the case with it."""
    media_type = _judged(tools, content)
    sha256 = hashlib.sha256(content).hexdigest()
    tools.vault.keep(sha256, content)
    row = DocumentRow(
        document=DocumentId(tools.ids.new()),
        item=ItemId(NAMES),
        name=name[:200],
        size=len(content),
        media_type=media_type,
        sha256=sha256,
        by=actor.name,
        by_en=actor.name_en,
        at=tools.clock.now(),
        may_remove=True,
    )
    with tools.unit() as unit:
        if actor.person is None:
            raise NotAllowed
        _, sources = newest(tools, unit, process)
        starting_seat(actor, sources)
        unit.work.put_upload(row, actor.person)
        unit.commit()
    return row


def _check_room(tools: Tools, unit: Unit, item: WorkItem) -> None:
    there = sum(row.item == item.id for row in unit.work.documents(item.root))
    if there >= tools.limits.files:
        raise TooManyFiles(limit=tools.limits.files)


def _judged(tools: Tools, content: bytes) -> str:
    if len(content) > tools.limits.file_bytes:
        raise FileTooLarge(limit=tools.limits.file_bytes // MEGABYTE)
    return tools.vault.kind_of(content)


def remove(tools: Tools, actor: Actor, document: DocumentId) -> None:
    """Takes a file away from work that is not done yet; whoever may do the work may do this."""
    with tools.unit() as unit:
        found = unit.work.document(document)
        if found is None or actor.person is None:
            raise NoSuchDocument
        item, held = unit.work.hold(found[2])
        work.check_doer(item, actor)
        record = Record(tools, unit, actor)
        record.of_case(held, f.DocumentRemoved(document=document, person=actor.person))
        record.write()
        unit.commit()


def document_for(tools: Tools, actor: Actor, document: DocumentId) -> tuple[DocumentRow, bytes]:
    """A file and its bytes, for whoever may see the case."""
    with tools.unit() as unit:
        found = unit.work.document(document)
    if found is None:
        raise NoSuchDocument
    row, root, _ = found
    try:
        check_sight(tools, actor, root)
    except NoSuchCase as cause:
        raise NoSuchDocument from cause
    return row, tools.vault.open(row.sha256)
