"""Work that the flow comes to is put into the inbox of its role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.ids import ItemId
from server.services.carrying import offer_again

if TYPE_CHECKING:
    from server.domain.moves import Work
    from server.domain.ports import HeldCase
    from server.services.running import Run


def offer(run: Run, held: HeldCase, work: Work) -> None:
    """Offers it with the ladder of its clock; of work that stands again where it stood, of the clock it had.

    Where the diagram gives it no name, people read the id of its element.
    """
    item, since = ItemId(run.tools.ids.new()), work.clock_start or run.record.moment
    offered = f.WorkOffered(
        item=item,
        token=work.token,
        element=work.element,
        name=work.name or work.element,
        body=work.body,
        role=work.role,
        form=work.form,
        clock=work.clock,
        since=work.clock_start,
        due=work.due,
        provisional=run.county.is_provisional(work.clock, since),
        duty=run.tools.engine.model(held.version).duty_of(work.element),
    )
    before = run.resumed(held.id, work.element)
    if before is not None:
        offer_again(run, held, offered, before)
        return
    run.record.of_case(held, offered)
    run.record.matter(item, held.matter)
    if work.clock and work.due:
        run.record.ladder(item, run.county.rungs(work.clock, since, work.due))
