"""What has moved meanwhile is not handed back: work that somebody else holds, or another body has."""

from __future__ import annotations

from server.domain.ids import BodyId
from server.domain.people import SYSTEM
from server.domain.reading.registers import Orphan
from server.services.recording import Record
from server.services.registers import ending
from tests.builders import an_id
from tests.services.office import an_office


def test_work_that_moved_on_stays_where_it_is() -> None:
    office = an_office()
    told = office.last
    elsewhere = Orphan(
        item=office.item, former=BodyId("elsewhere"), body=BodyId("above"), has_role=True
    )

    with office.stage.tools.unit() as unit:
        record = Record(office.stage.tools, unit, SYSTEM)
        ending._to_desk(record, office.item, an_id())  # type: ignore[arg-type]  # a person
        ending._to_body(record, elsewhere, "dept_head")
        record.write()
        unit.commit()

    assert office.last == told
