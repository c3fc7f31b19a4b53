"""Members who join a step under way, and who leave it (加签, 减签): real engine, real store."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.errors import Refusal
from server.domain.people import SYSTEM
from server.domain.work import WorkState
from server.services import deploying, resizing
from tests.engine.diagrams import boundary, end, line, many, process, start, timer, user
from tests.services.asking import DESK, SETTINGS, Asking, inside, mark, work
from tests.services.test_crowds import at_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.house import House


@pytest.fixture
def asking(house: House) -> Asking:
    return Asking(house, work(), "zjj", "slj")


def test_an_added_member_gets_work_of_its_own(asking: Asking) -> None:
    asking.add("yjj")

    assert len(asking.items("M")) == 3
    assert asking.is_sound


def test_the_step_waits_for_an_added_member_too(asking: Asking) -> None:
    asking.add("yjj")
    asking.do("M")
    asking.do("M")

    assert asking.items("Z") == []
    asking.do("M")
    assert len(asking.items("Z")) == 1


def test_outputs_keep_the_order_with_added_members_at_the_end(asking: Asking) -> None:
    asking.add("yjj", "gaj")
    for _ in range(4):
        asking.do("M", -1)

    assert asking.data["bodiesAsked"] == ["zjj", "slj", "yjj", "gaj"]


def test_a_member_taken_out_gives_nothing_and_is_waited_for_no_more(asking: Asking) -> None:
    asking.take(asking.branches()[0])
    asking.do("M")

    assert asking.data["bodiesAsked"] == [None, "slj"]
    assert len(asking.items("M", WorkState.WITHDRAWN)) == len(asking.items("Z")) == 1
    assert asking.is_sound


def test_taking_the_last_open_member_out_ends_the_step(asking: Asking) -> None:
    asking.do("M")
    asking.take(asking.branches()[1])

    assert asking.data["bodiesAsked"] == ["zjj", None]
    assert len(asking.items("Z")) == 1
    assert asking.is_sound


def test_the_completion_condition_is_asked_anew_when_a_member_leaves(house: House) -> None:
    enough = "nrOfCompletedInstances >= (nrOfInstances - nrOfTerminatedInstances) / 2"
    asking = Asking(house, work(until=enough), "zjj", "slj", "yjj")
    asking.do("M")
    assert asking.items("Z") == []

    asking.take(asking.branches()[1])

    assert len(asking.items("Z")) == 1
    assert asking.is_sound


def test_the_completion_condition_counts_members_who_joined(house: House) -> None:
    asking = Asking(
        house, work(until="nrOfCompletedInstances / nrOfInstances >= 0.5"), "zjj", "slj"
    )
    asking.add("yjj")
    asking.do("M")

    assert asking.items("Z") == []


def test_in_turn_an_added_member_comes_last(house: House) -> None:
    asking = Asking(house, work(sequential=True), "zjj", "slj")
    asking.add("yjj")
    for _ in range(3):
        assert len(asking.items("M")) == 1
        asking.do("M")

    assert asking.data["bodiesAsked"] == ["zjj", "slj", "yjj"]


def test_in_turn_the_next_begins_when_the_one_at_work_is_taken_out(house: House) -> None:
    asking = Asking(house, work(sequential=True), "zjj", "slj")
    asking.take(asking.branches()[0])

    [item] = asking.items("M")
    assert item.case == asking.branches()[1]
    assert asking.is_sound


def test_in_turn_taking_out_who_has_not_begun_leaves_who_is_at_work(house: House) -> None:
    asking = Asking(house, work(sequential=True), "zjj", "slj", "yjj")
    asking.take(asking.branches()[1])

    [item] = asking.items("M")
    assert item.case == asking.branches()[0]
    asking.do("M")
    asking.do("M")
    assert asking.data["bodiesAsked"] == ["zjj", None, "yjj"]


@pytest.mark.parametrize("sequential", [False, True])
def test_a_sub_process_takes_members_in_too(house: House, sequential: bool) -> None:  # noqa: FBT001  # both ways
    asking = Asking(house, inside(sequential=sequential), "zjj", "slj")
    asking.add("yjj")
    asking.take(asking.branches()[0])
    asking.do("W")
    asking.do("W")

    assert asking.data["bodiesAsked"] == [None, "slj", "yjj"]
    assert asking.is_sound


def test_in_turn_a_sub_process_that_has_not_begun_may_leave(house: House) -> None:
    asking = Asking(house, inside(sequential=True), "zjj", "slj")
    asking.take(asking.branches()[1])
    asking.do("W")

    assert asking.data["bodiesAsked"] == ["zjj", None]


def test_members_without_a_collection_are_numbered_on(house: House) -> None:
    step = user("M", many(item="at", count="2", into="seen", output="at"), members_by="O", **DESK)
    asking = Asking(house, step)
    asking.add(None)
    for _ in range(3):
        asking.do("M")

    assert asking.data["seen"] == [0, 1, 2]


def test_the_same_request_adds_once(asking: Asking) -> None:
    first = asking.add("yjj", request_key="once")

    assert asking.add("yjj", request_key="once") == first
    assert len(asking.items("M")) == 3


def test_the_same_request_takes_out_once(asking: Asking) -> None:
    [_, second] = asking.branches()
    asking.take(second, request_key="once")
    asking.take(second, request_key="once")

    assert asking.kinds.count("MemberTaken") == 1


@pytest.mark.parametrize("which", ["add", "take"])
def test_only_whose_step_it_is_may_change_the_members(asking: Asking, which: str) -> None:
    def refused(act: Any, *given: Any) -> str:
        with pytest.raises(Refusal) as told:
            act(asking.tools, asking.officer, *given)
        return told.value.code

    branch = asking.branches()[0]
    given = (asking.fan_out, ("yjj",)) if which == "add" else (branch,)
    assert refused(getattr(resizing, which), *given) == "no_such_members"
    getattr(resizing, which)(asking.tools, asking.house.actor("county.admin"), *given)


def test_without_a_step_named_only_who_administers_may(house: House) -> None:
    asking = Asking(house, user("M", mark(), **DESK), "zjj")

    with pytest.raises(Refusal):
        asking.add("yjj")
    resizing.add(asking.tools, house.actor("county.admin"), asking.fan_out, ("yjj",))


def test_a_body_that_is_not_there_is_refused(house: House) -> None:
    asking = Asking(house, work(org="body"), "zjj")

    with pytest.raises(Refusal) as refused:
        asking.add("nowhere")

    assert refused.value.code == "members_wrong"
    assert asking.kinds.count("MembersAdded") == 0


def test_more_members_than_any_county_has_are_refused(asking: Asking) -> None:
    with pytest.raises(Refusal, match="more than 10000"):
        asking.add(*["zjj"] * 9_999)


def test_nobody_joins_a_step_that_is_over(asking: Asking) -> None:
    fan_out = asking.fan_out
    asking.do("M")
    asking.do("M")

    with pytest.raises(Refusal) as refused:
        resizing.add(asking.tools, asking.handler, fan_out, ("yjj",))

    assert refused.value.code == "members_settled"


def test_who_is_done_can_not_be_taken_out(asking: Asking) -> None:
    asking.do("M")

    with pytest.raises(Refusal) as refused:
        asking.take(asking.branches()[0])

    assert refused.value.code == "members_settled"


def test_an_interruption_counts_whom_was_taken_out_as_withdrawn(house: House) -> None:
    deadline = boundary("X", "M", timer("timeDuration", "PT1H")) + line("X", "Z")
    asking = Asking(house, work() + deadline, "zjj", "slj", "yjj")
    asking.do("M")
    asking.take(asking.branches()[1])
    asking.fire()

    [closed] = asking.facts("FanOutClosed")

    assert (closed["completed"], closed["withdrawn"], closed["failed"]) == (1, 2, 0)


def test_the_end_counts_none_as_done_after_all_were_taken_out(asking: Asking) -> None:
    for branch in asking.branches():
        asking.take(branch)

    [closed] = asking.facts("FanOutClosed")

    assert (closed["completed"], closed["withdrawn"]) == (0, 2)


def test_a_case_that_is_no_member_can_not_be_taken_out(asking: Asking) -> None:
    with pytest.raises(Refusal) as refused:
        asking.take(asking.case)

    assert refused.value.code == "no_such_members"


def test_one_call_has_no_members(house: House) -> None:
    called = process(start(), user("W", **DESK), end(), line("S", "W", "E"), key="inquiry")
    settings = SETTINGS.replace("survey", "inquiry").replace("ZQ", "ZX").encode()
    deploying.deploy(house.tools, SYSTEM, {"process.toml": settings, "inquiry.bpmn": called})
    asking = Asking(house, '<bpmn:callActivity id="M" calledElement="inquiry"/>')

    with pytest.raises(Refusal) as refused:
        asking.take(asking.branches()[0])

    assert refused.value.code == "no_such_members"


def test_fifty_complete_while_one_joins_and_one_leaves_and_nothing_is_lost(house: House) -> None:
    asking = Asking(house, work(), *["zjj"] * 52)
    items, branches = asking.items("M"), asking.branches()
    slow, *staying = [item for item in items if item.case != branches[-1]]

    acts: list[Callable[[], object]] = [
        partial(asking.add, "yjj"),
        partial(asking.take, branches[-1]),
        *(partial(asking.complete, item) for item in staying),
    ]
    answers = at_once(acts)  # the slow one keeps the step open, so that who joins is never too late

    assert [answer for answer in answers if isinstance(answer, Refusal)] == []
    assert len(asking.items("M", WorkState.DONE)) == len(staying) == 50
    joined = next(item for item in asking.items("M") if item.id != slow.id)
    asking.complete(joined)
    asking.complete(slow)
    assert asking.data["bodiesAsked"] == ["zjj"] * 51 + [None, "yjj"]
    assert (asking.kinds.count("FanOutClosed"), len(asking.items("Z"))) == (1, 1)
    assert asking.is_sound
