"""Attach files to work, take them away before the work is done."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain import work
from server.domain.access import starting_seat
from server.domain.errors import (
    FileTooLarge,
    NoSuchDocument,
    NoSuchWork,
    NotAllowed,
    TooManyFiles,
)
from server.domain.ids import NAMES, DocumentId, ItemId
from server.domain.reading import DocumentRow
from server.services.opening import newest
from server.services.recording import Record
from server.services.repeating import again, once

if TYPE_CHECKING:
    from server.domain.ids import PersonId, ProcessKey
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.work import WorkItem
    from server.services.tools import Tools

MEGABYTE = 1024 * 1024
"""As the setting and the upload button count."""
UNUSED_KEPT = timedelta(days=1)
"""For how long a file waits for a case that nobody starts after all."""
SURELY_UNUSED = timedelta(hours=1)
"""Whoever sent the same file again since then may be about to attach it."""


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
    row = _row(tools, actor, item_id, name, content)
    asked = ("attach", item_id, name, row.sha256)
    with tools.unit() as unit:  # who may not is told before the disk is written
        if once(unit, actor, request_key, asked).answer is None:
            item = unit.work.find(item_id)
            if item is None:
                raise NoSuchWork
            _check_may_attach(tools, unit, actor, item)
    tools.vault.keep(row.sha256, content)
    with tools.unit() as unit:
        request = once(unit, actor, request_key, asked)
        if request.answer is not None:
            return replace(row, document=DocumentId(request.id_in("document")))
        item, held = unit.work.hold(item_id)
        person = _check_may_attach(tools, unit, actor, item)
        record = Record(tools, unit, actor)
        attached = f.DocumentAttached(
            document=row.document,
            item=item_id,
            person=person,
            sha256=row.sha256,
            size=row.size,
            media_type=row.media_type,
        )
        record.of_case(held, attached, *work.acted_upon(item, actor))
        record.write()
        unit.work.name_document(row.document, row.name)
        request.keep({"document": row.document.hex})
        unit.commit()
    return row


@again
def keep_for_start(  # the key of the request may be left out
    tools: Tools,
    actor: Actor,
    process: ProcessKey,
    *,
    name: str,
    content: bytes,
    request_key: str | None = None,
) -> DocumentRow:
    """Keeps a file for a case that the person is about to start; it joins the case with it."""
    row = _row(tools, actor, ItemId(NAMES), name, content)
    asked = ("keep-for-start", process, name, row.sha256)
    with tools.unit() as unit:  # who may not is told before the disk is written
        if once(unit, actor, request_key, asked).answer is None:
            _check_may_start(tools, unit, actor, process)
    tools.vault.keep(row.sha256, content)
    with tools.unit() as unit:
        request = once(unit, actor, request_key, asked)
        if request.answer is not None:
            return replace(row, document=DocumentId(request.id_in("document")))
        unit.work.put_upload(row, _check_may_start(tools, unit, actor, process))
        request.keep({"document": row.document.hex})
        unit.commit()
    return row


def waiting(tools: Tools, actor: Actor) -> tuple[DocumentRow, ...]:
    """The files that the person sent for cases to come, and that no case has taken yet."""
    with tools.unit() as unit:
        return unit.work.uploads(actor.person) if actor.person else ()


def drop_unused(tools: Tools) -> None:
    """Drops files that were sent for cases which nobody started, and the bytes nothing names."""
    now = tools.clock.now()
    with tools.unit() as unit:
        unnamed = unit.work.drop_uploads(now - UNUSED_KEPT)
        unit.commit()
    for sha256 in unnamed:
        tools.vault.forget(sha256, now - SURELY_UNUSED)


def _row(tools: Tools, actor: Actor, item: ItemId, name: str, content: bytes) -> DocumentRow:
    """A file as it is about to be kept; refused when it is too large, or of another kind."""
    if len(content) > tools.limits.file_bytes:
        raise FileTooLarge(limit=tools.limits.file_bytes // MEGABYTE)
    return DocumentRow(
        document=DocumentId(tools.ids.new()),
        item=item,
        name=name[:200],
        size=len(content),
        media_type=tools.vault.kind_of(content),
        sha256=hashlib.sha256(content).hexdigest(),
        by=actor.name,
        by_en=actor.name_en,
        at=tools.clock.now(),
        may_remove=True,
    )


def _check_may_attach(tools: Tools, unit: Unit, actor: Actor, item: WorkItem) -> PersonId:
    person = work.check_doer(item, actor)
    _check_number(tools, sum(row.item == item.id for row in unit.work.documents(item.root)))
    return person


def _check_may_start(tools: Tools, unit: Unit, actor: Actor, process: ProcessKey) -> PersonId:
    """Who sends a file for a case to come; refused where they may not start it."""
    if actor.person is None:
        raise NotAllowed
    _, sources = newest(tools, unit, process)
    starting_seat(actor, sources)
    _check_number(tools, len(unit.work.uploads(actor.person)))
    return actor.person


def _check_number(tools: Tools, there: int) -> None:
    if there >= tools.limits.files:
        raise TooManyFiles(limit=tools.limits.files)


@again
def remove(
    tools: Tools, actor: Actor, document: DocumentId, request_key: str | None = None
) -> ItemId:
    """Takes a file away from work that is not done yet; whoever may do the work may do this.

    Gives the work that it was attached to.
    """
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("remove", document))
        if request.answer is not None:
            return ItemId(request.id_in("item"))
        found = unit.work.document(document)
        if found is None or actor.person is None:
            raise NoSuchDocument
        item, held = unit.work.hold(found[2])
        work.check_doer(item, actor)
        record = Record(tools, unit, actor)
        removed = f.DocumentRemoved(document=document, person=actor.person)
        record.of_case(held, removed, *work.acted_upon(item, actor))
        record.write()
        request.keep({"item": item.id.hex})
        unit.commit()
    return item.id
