"""Amendments (改后直送): laid where work was returned, answered, and followed by that work in a new round."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.moves import Look
from server.domain.rerouting import Reroute
from server.domain.values import plain
from server.services.carrying import offer_again
from server.services.describing import file_anew, write
from server.services.opening import entitle

if TYPE_CHECKING:
    from server.domain.amending import Amendment
    from server.domain.ids import BodyId, ItemId, PersonId
    from server.domain.ports import HeldCase
    from server.domain.values import Values
    from server.domain.work import WorkItem
    from server.services.running import Run


def lay(  # what is to be answered anew, instead of what, and how it goes on
    run: Run,
    held: HeldCase,
    returned: WorkItem,
    amendment: Amendment,
    to: PersonId | None,
    *,
    reruns: bool,
) -> None:
    """Lays an amendment at the place of the work that was just returned."""
    asked = replace(
        returned,
        element=amendment.element,
        name=amendment.name,
        body=amendment.body,
        role=amendment.role,
        form=amendment.form,
        amends=returned.id,
        reruns=reruns,
    )
    lay_again(run, held, asked, to, returned)


def lay_again(  # what comes again, to whom, and instead of what
    run: Run, held: HeldCase, item: WorkItem, to: PersonId | None, before: WorkItem
) -> ItemId:
    """Lays such work at its place, in a new round, on the clock of what lay there until now."""
    offered = f.WorkOffered(
        item=run.tools.ids.new(),
        token=item.token,
        element=item.element,
        name=item.name,
        body=item.body,
        role=item.role,
        form=item.form,
        clock=None,
        to=to,
        amends=item.amends,
        reruns=item.reruns,
        duty=run.tools.engine.model(held.version).duty_of(item.element),
    )
    return offer_again(run, held, offered, before)


def still_there(
    run: Run, body: BodyId, role: str, item: WorkItem, person: PersonId | None
) -> PersonId | None:
    """A person, if they sit at this desk today for the process of such work."""
    today = run.record.today
    there = run.unit.people.at_desk(body, role, today, item.process) if person else ()
    return person if any(each.person == person for each in there) else None


def place_of(run: Run, held: HeldCase, item: WorkItem) -> HeldCase:
    """The case whose data an answer changes, locked: of an amendment the one in which it was given first."""
    if item.amends is None:
        return held
    steps = run.tools.engine.model(held.version).steps
    if item.element not in steps:
        return run.hold(held.root)
    earlier = run.unit.work.earlier(held.id)
    return run.hold(next(one.within for one in earlier if one.item.element == item.element))


def amended(run: Run, held: HeldCase, item: WorkItem, values: Values) -> None:
    """Writes what was corrected, and goes on: straight back to who returned the work, or anew from there."""
    place = place_of(run, held, item)
    kept = run.keep(place, saved=place.saved, data=plain({**place.data, **values}))
    if place.id != held.id:
        digest = run.record.content(held.root, values)
        run.record.of_case(place, f.DataWritten(names=tuple(sorted(values)), digest=digest))
    if item.element not in run.tools.engine.model(held.version).steps:
        sources = run.tools.shelf.sources(run.unit, place.version)
        kept = entitle(run, kept, sources, values)
        write(run, kept, kept.data)
    if item.reruns:
        run.push(kept, Reroute(element=item.element, token=item.token))
    else:
        _back(run, held, item)
        run.push(kept, Look())
    if kept.matter.urgency != place.matter.urgency:
        file_anew(run.record, kept.matter)


def _back(run: Run, held: HeldCase, item: WorkItem) -> None:
    """The work that was returned lies before who returned it, if they are there still."""
    returned = run.unit.work.find(item.amends) if item.amends else None
    assert returned is not None  # noqa: S101  # an amendment lies where work was returned
    to = still_there(run, returned.body, returned.role, returned, returned.holder)
    lay_again(run, held, returned, to, item)
