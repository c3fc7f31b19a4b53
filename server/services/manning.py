"""Look for work that lies with nobody (无人在岗): administrators are told, and told no more once it is mended.

The work stays on its desk, where whoever gets the post finds it; nothing is passed on or over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.access import require
from server.domain.county_time import day_of
from server.domain.people import SYSTEM
from server.services.recording import Record
from server.services.repeating import again

if TYPE_CHECKING:
    from server.domain.people import Actor
    from server.domain.reading import VacancyRow
    from server.services.tools import Tools


@again
def look(tools: Tools) -> int:
    """Writes down which desks with open work have nobody today, and which have somebody again.

    Gives how many changed. One statement where none did.
    """
    with tools.unit() as unit:
        changed = unit.vacancies.changed(day_of(tools.clock.now()))
        if changed:
            record = Record(tools, unit, SYSTEM)
            for each in changed:
                record.of_subject(each.subject, each.fact)
            record.write()
            unit.commit()
    return len(changed)


def vacancies(tools: Tools, actor: Actor) -> tuple[VacancyRow, ...]:
    """The desks where nobody is, for administrators, the longest ago first."""
    require(actor, "administer")
    with tools.unit() as unit:
        return unit.vacancies.listed()
