"""A case as it stood at a moment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain.errors import NoSuchCase
from server.domain.moves import Complete
from server.services.looking_back import past
from server.services.working import claim
from tests.builders import NOON, a_nobody, work_for
from tests.fakes import Stage
from tests.fakes.stage import ended

HOUR = timedelta(hours=1)


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.engine.on(Complete, "t1", ended())
    return stage


def test_a_case_is_seen_as_it_stood(stage: Stage) -> None:
    clerk = stage.person()
    case = stage.start(clerk, work_for())
    stage.clock.moment = NOON + HOUR
    claim(stage.tools, clerk, stage.item(case).id)
    stage.clock.moment = NOON + 2 * HOUR
    stage.done(clerk, stage.item(case).id)

    moments = [NOON - HOUR, NOON, NOON + HOUR, NOON + 2 * HOUR]
    seen = [past(stage.tools, clerk, case, moment) for moment in moments]

    assert [one.status for one in seen] == ["none", "running", "running", "finished"]
    holders = [[holding.holder for holding in one.holdings] for one in seen]
    assert holders == [[], [""], [clerk.name], []]
    assert [len(one.happenings) for one in seen] == [0, 2, 3, 5]
    assert seen[1].holdings[0].step == "维修"


def test_the_past_of_a_case_is_not_for_who_has_no_part_in_it(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for())

    with pytest.raises(NoSuchCase):
        past(stage.tools, a_nobody(), case, NOON)
