"""Who sees the personal data of a matter: whoever handles it, whoever wrote it, to whom it was shown today.

Everything of a matter that is read to be shown goes through what this gives (decision 0055).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import handles
from server.domain.attachment import files_at
from server.domain.county_time import day_of
from server.domain.ids import VersionId
from server.domain.masking import Mask, Personal, kind_at, strictest
from server.services.answers import personal_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from server.domain.ids import CaseId
    from server.domain.journal import Entry
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.process import Sources
    from server.domain.work import WorkItem
    from server.services.tools import Tools


def mask_for(
    tools: Tools,
    actor: Actor,
    unit: Unit,
    root: CaseId,
    written: Iterable[Entry],
    items: Iterable[WorkItem],
) -> Mask:
    """What is hidden of a matter with these journals and this work from somebody who reads it."""
    entries = tuple(written)
    told = [(entry, fact) for entry in entries for fact in entry.facts]
    versions = {fact.version for _, fact in told if isinstance(fact, f.CaseStarted)}
    fields = strictest(
        *(fields_of(tools.shelf.sources(unit, VersionId(version))) for version in sorted(versions))
    )
    is_off = actor.is_system or handles(items, actor) or _was_shown(tools, actor, entries)
    facts = [fact for _, fact in told]
    return Mask(
        fields=fields,
        is_off=is_off,
        own=frozenset(
            fact.digest
            for entry, fact in told
            if (isinstance(fact, f.CaseStarted) and entry.person == actor.person)
            or (isinstance(fact, f.WorkCompleted | f.WorkSubmitted) and fact.person == actor.person)
        ),
        files=frozenset() if is_off else _files(actor, unit, root, facts, fields),
    )


def _files(
    actor: Actor, unit: Unit, root: CaseId, told: Iterable[f.Fact], fields: Mapping[str, Personal]
) -> frozenset[str]:
    """The files that others attached and that no answer names in a field for files that are nobody's own.

    A file that no answer names yet counts as personal, where any form of the matter asks for such files.
    """
    if not asks_for_files(fields):
        return frozenset()
    attached = {
        f"doc:{fact.document}"
        for fact in told
        if isinstance(fact, f.DocumentAttached) and fact.person != actor.person
    }
    harmless: set[str] = set()
    personal: set[str] = set()
    for values in unit.journal.contents(root).values():
        for path, reference in files_at(values):
            is_personal = kind_at(fields, path) is Personal.FILE
            (personal if is_personal else harmless).add(reference)
    return frozenset(attached - (harmless - personal))


def asks_for_files(fields: Mapping[str, Personal]) -> bool:
    """Whether any of these fields holds files with personal data."""
    return Personal.FILE in fields.values()


def fields_of(sources: Sources) -> Mapping[str, Personal]:
    """What the forms of a version say of their fields; one name is one thing in all of them."""
    return {
        path: kind for form in sources.forms.values() for path, kind in personal_in(form).items()
    }


def _was_shown(tools: Tools, actor: Actor, entries: Iterable[Entry]) -> bool:
    """Whether the actor had it shown today."""
    today = day_of(tools.clock.now())
    return any(
        isinstance(fact, f.PersonalDataShown)
        and fact.person == actor.person
        and day_of(entry.at) == today
        for entry in entries
        for fact in entry.facts
    )
