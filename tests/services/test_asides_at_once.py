"""An answer, the completion of the work and the calling off in one moment, on the real database."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from server.domain.acts import Act
from server.domain.asides import AsideState
from server.domain.errors import Refusal
from server.domain.ids import AsideId, ItemId, ProcessKey
from server.domain.people import SYSTEM
from server.domain.reading import InboxQuery
from server.domain.work import WorkState
from server.services import acting, asking, auditing, finding, starting, working
from server.services.acts.scene import Given
from server.services.asking import Reply
from server.services.working import Answer
from tests.services.test_crowds import at_once
from tests.web.house import NINE_ON_MONDAY, House
from tests.web.journey import DONE, PLACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.people import Actor

REPAIR = ProcessKey("repair")


def person(house: House, login: str) -> Actor:
    with house.tools.unit() as unit:
        return unit.people.actor(login, NINE_ON_MONDAY.date())


def asked(house: House, way: str) -> tuple[ItemId, AsideId]:
    """A repair whose handler asks somebody of another body."""
    tools, handler = house.tools, person(house, "zjj.handler")
    starting.start_case(tools, person(house, "buguan.officer"), REPAIR, PLACE)
    [row] = finding.inbox(tools, handler, InboxQuery()).rows
    working.claim(tools, handler, row.item)
    whom = person(house, "slj.handler").person
    assert whom is not None
    given = Given(people=(whom,), way=way, text="可行吗")
    acting.act(tools, handler, row.item, Act.CONSULT, given)
    with tools.unit() as unit:
        [aside] = unit.asides.of_item(row.item)
    return row.item, aside.id


@pytest.mark.parametrize("way", ["wait", "go_on"])
def test_whoever_comes_first_the_end_fits(house: House, way: str) -> None:
    item, aside = asked(house, way)
    tools, handler, other = house.tools, person(house, "zjj.handler"), person(house, "slj.handler")
    answer = Answer(**DONE)
    reply = Reply(text="可行")

    acts: list[Callable[[], object]] = [
        *[partial(asking.answer, tools, other, aside, reply)] * 3,
        *[partial(asking.call_off, tools, handler, aside)] * 2,
        partial(working.complete, tools, handler, item, answer),
    ]
    outcomes = at_once(acts)

    with tools.unit() as unit:
        now, after = unit.asides.find(aside), unit.work.find(item)
        case = now.case if now else None
    assert now is not None
    assert after is not None
    assert case is not None
    ends = [
        name
        for line in auditing.journal(tools, SYSTEM, case, limit=1000)
        for name, _ in line.facts
        if name in {"AsideAnswered", "AsideWithdrawn"}
    ]
    assert len(ends) == 1
    assert now.state is not AsideState.OPEN
    done = not isinstance(outcomes[-1], Refusal)
    assert (after.state is WorkState.DONE) == done
    assert way == "wait" or done
    assert auditing.verify(tools, SYSTEM).is_sound
