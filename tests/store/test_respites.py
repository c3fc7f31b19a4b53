"""Requests for more time, as the tables keep them."""

import pytest

from server.domain import facts as f
from tests.store.stage import Stage, person_of


@pytest.mark.parametrize("end", ["done", "withdrawn", "returned"])
def test_a_request_for_more_time_goes_with_its_work(stage: Stage, end: str) -> None:
    item, person = stage.work(), person_of(stage.head)
    with stage.unit() as unit:
        _, case = unit.work.hold(item)
    asked = f.ExtensionAsked(
        item=item,
        name="报到处置",
        person=person,
        body="zjj",
        role="dept_head",
        ground="情况复杂",
        ground_en="Complex",
        by=3,
        digest="00",
    )
    over: dict[str, f.Fact] = {
        "done": f.WorkCompleted(item=item, person=person, post="zjj.head", digest="00"),
        "withdrawn": f.WorkWithdrawn(item=item, reason="interrupted"),
        "returned": f.WorkReturned(
            item=item, person=person, post="zjj.head", element="sign", digest="00"
        ),
    }

    stage.happen(case.id, asked)
    with stage.unit() as unit:
        waiting = unit.work.find(item)
    stage.happen(case.id, over[end])

    with stage.unit() as unit:
        found = unit.work.find(item)
    assert waiting is not None
    assert waiting.request is not None
    assert found is not None
    assert (found.state.value, found.request) == (end, None)
