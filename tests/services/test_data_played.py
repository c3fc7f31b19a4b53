"""Calls and data associations on the real engine and the real store."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.errors import StepFailed, StepStandsStill
from server.domain.ids import ProcessKey
from server.domain.people import SYSTEM
from server.domain.values import digest_of
from server.services import auditing, delivering, deploying
from server.services.messages import Sent
from server.services.starting import start_case
from server.services.working import Answer, complete
from tests.engine.data_pen import PLACEHOLDER, goes_in, goes_out, io, script, store, thing
from tests.engine.diagrams import end, extensions, flow, line, many, node, process, start, user
from tests.web.branches import SETTINGS, Play, around, call
from tests.web.branches import user as desk

if TYPE_CHECKING:
    from tests.web.house import House

MESSAGE = '<bpmn:message id="m" name="回函"/>'


def deploy(house: House, key: str, *parts: str, beside: str = "") -> None:
    drawn = process(*parts, beside=beside, key=key)
    files = {"process.toml": SETTINGS.format(key=key).encode(), f"{key}.bpmn": drawn}
    deploying.deploy(house.tools, SYSTEM, files)


def data_of(house: House, case: Any) -> Any:
    with house.tools.unit() as unit:
        return unit.cases.find(case).data


def calling(version: str = "") -> str:
    said = extensions(version=version) if version else ""
    return node("callActivity", "H", said=said, calledElement="asked")


@pytest.mark.parametrize(("version", "waiting"), [("", "B"), ("latest", "B"), ("1", "A")])
def test_a_call_begins_the_newest_version_or_the_one_it_names(
    house: House, version: str, waiting: str
) -> None:
    for key in ("A", "B"):
        deploy(house, "asked", start(), desk(key), end(), line("S", key, "E"))
    play = Play(house, survey=around(calling(version)))

    assert play.waiting == [waiting]


def test_a_process_that_calls_itself_without_end_is_stopped(house: House) -> None:
    with pytest.raises(StepFailed, match="deep in each other"):
        Play(house, survey=around(call("survey")))


def test_work_sees_its_inputs_and_gives_its_outputs(house: House) -> None:
    task = user(
        "T",
        io("amount", outputs=("sum",))
        + goes_in("fee", "i_amount", "10 * 2")
        + goes_out("o_sum", "verdict"),
        org='"zjj"',
        role="dept_handler",
    )
    things = thing("fee") + thing("verdict")
    deploy(
        house,
        "survey",
        start(),
        script("F", "fee := 1"),
        task,
        desk("Z"),
        end(),
        line("S", "F", "T", "Z", "E"),
        things,
    )
    actor = house.actor("buguan.officer")
    case = start_case(house.tools, actor, ProcessKey("survey"), {}).case
    handler = house.actor("zjj.handler")
    with house.tools.unit() as unit:
        [item] = unit.work.of_case(case)
        assert unit.cases.find(item.case).data == {"amount": 20}
    with pytest.raises(StepStandsStill):
        complete(house.tools, handler, item.id, Answer(values={}))

    assert "verdict" not in data_of(house, case)
    assert auditing.verify(house.tools, SYSTEM).is_sound


def test_a_store_of_the_county_is_read(house: House) -> None:
    task = script(
        "H", "townships := D.id", PLACEHOLDER + goes_in("D", "pr", where='{level: "township"}')
    )
    play = Play(house, survey=around(task, store("D", "名录", store="bodies")))

    with house.tools.unit() as unit:
        known = [str(body.id) for body in unit.people.bodies() if body.level == "township"]
    assert sorted(data_of(house, play.case)["townships"]) == sorted(known) != []


def test_many_receive_tasks_each_wait_for_their_own_message(house: House) -> None:
    mark = many("them", "x", into="ys", output="y")
    task = node("receiveTask", "H", mark, said=extensions(correlation="x"), messageRef="m")
    deploy(
        house,
        "survey",
        start(),
        script("F", 'them := ["a", "b"]'),
        task,
        desk("Z"),
        end(),
        line("S", "F", "H", "Z", "E"),
        beside=MESSAGE,
    )
    actor = house.actor("buguan.officer")
    case = start_case(house.tools, actor, ProcessKey("survey"), {}).case
    for key in ("b", "a"):
        with house.tools.unit() as unit:
            digest = digest_of({"y": key * 2})
            unit.put_content(case, digest, {"y": key * 2})
            unit.commit()
        until = house.clock.now() + timedelta(days=1)
        sent = Sent(source=case, kind="message", name="回函", key=key, digest=digest, until=until)
        assert delivering.deliver(house.tools, sent).moved

    assert data_of(house, case)["ys"] == ["aa", "bb"]
    assert auditing.verify(house.tools, SYSTEM).is_sound


def test_a_called_process_sees_only_what_it_is_given_at_every_step(house: House) -> None:
    inner = node(
        "subProcess",
        "many",
        many(count="1") + start("S2") + desk("B") + end("E2") + line("S2", "B", "E2"),
    )
    deploy(house, "asked", start(), desk("A"), script("given", "own := 1"), inner, end(),
           line("S", "A", "given", "many", "E"))  # fmt: skip
    play = Play(
        house,
        survey=(
            start(),
            script("set", "secret := 7"),
            call("asked"),
            end(),
            line("S", "set", "H", "E"),
        ),
    )

    play.do("A")

    [(_, branch)] = play._items()
    with house.tools.unit() as unit:
        _, held = unit.work.hold(branch)
    assert held.outer == {"own": 1, **STARTED}, "of the called process, and nothing of its caller"


STARTED = {
    "starterBody": "buguan",
    "starterPost": "buguan.officer",
    "caseNumber": "ZQ-2026-00001",
}
"""What the case of the township's officer began with."""


@pytest.mark.parametrize("said", [{}, {"inputs": "{starterBody: missing}"}, {"passes": "all"}])
def test_a_called_case_knows_for_whom_it_began_whatever_it_is_given(
    house: House, said: dict[str, str]
) -> None:
    office = user("A", name="A", org="starterBody", role="township_officer")
    judged = script("F", "verdict := starterPost")
    deploy(house, "asked", start(), office, judged, end(), line("S", "A", "F", "E"))
    host = node("callActivity", "H", said=extensions(**said), calledElement="asked")
    deploy(house, "survey", *around(host))
    officer = house.actor("buguan.officer")

    case = start_case(house.tools, officer, ProcessKey("survey"), {}).case

    with house.tools.unit() as unit:
        [item] = unit.work.of_case(case)
    assert item.body == "buguan"
    assert data_of(house, item.case) == STARTED
    complete(house.tools, officer, item.id, Answer(values={}))
    assert data_of(house, case) == {**STARTED, "verdict": "buguan.officer"}
    assert auditing.verify(house.tools, SYSTEM).is_sound


def test_a_caller_may_name_the_body_that_a_called_case_is_for(house: House) -> None:
    deploy(house, "asked", start(), user("A", name="A", org="starterBody", role="dept_handler"),
           end(), line("S", "A", "E"))  # fmt: skip
    said = extensions(inputs='{starterBody: "zjj"}')
    host = node("callActivity", "H", said=said, calledElement="asked")
    play = Play(house, survey=around(host))

    assert play.waiting == ["A"]
    play.do("A")
    assert data_of(house, play.case)["starterBody"] == "buguan", "that of the caller"


def test_calls_in_turn_know_for_whom_they_began(house: House) -> None:
    deploy(house, "asked", start(), user("A", name="A", org="starterBody", role="township_officer"),
           end(), line("S", "A", "E"))  # fmt: skip
    host = node("callActivity", "H", many(count="2", sequential=True), calledElement="asked")
    deploy(house, "survey", *around(host))
    officer = house.actor("buguan.officer")
    case = start_case(house.tools, officer, ProcessKey("survey"), {}).case
    for done in range(2):
        with house.tools.unit() as unit:
            item = unit.work.of_case(case)[done]
        complete(house.tools, officer, item.id, Answer(values={}))

    assert item.body == "buguan"


@pytest.mark.parametrize(
    ("login", "said"),
    [("buguan.officer", "请告知管理员，问题消除后"), ("county.admin", "问题消除后")],
)
def test_a_person_who_starts_is_told_which_step_can_not_be_carried_out(
    house: House, login: str, said: str
) -> None:
    gate = node("exclusiveGateway", "G", name="定级")
    drawn = (start(), gate, end(), line("S", "G"), flow("G", "E", "level > 3", key="f"))
    files = process(*drawn, key="survey")
    settings = SETTINGS.format(key="survey").replace("]", ', "admin"]').encode()
    deploying.deploy(house.tools, SYSTEM, {"process.toml": settings, "survey.bpmn": files})

    with pytest.raises(StepFailed) as refused:
        start_case(house.tools, house.actor(login), ProcessKey("survey"), {"level": 1})

    told = refused.value.sentence("zh")
    assert told.startswith("“定级”（G）无法执行：")
    assert told.endswith(f"。事项没有发起。{said}请重试。")
