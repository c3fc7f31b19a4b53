from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from server.domain.errors import NotFound, StepFailed
from server.domain.moves import Complete, Start, Work
from tests.engine.diagrams import (
    about,
    end,
    extensions,
    gateway,
    line,
    node,
    process,
    script,
    service,
    start,
    user,
)
from tests.engine.player import NOON, SEATS, FakeWorld, Player, sources

COUNTY = ZoneInfo("Asia/Shanghai")


def one(task: str, *, beside: str = "", after: str = "") -> bytes:
    """A process of one task, with a waiting one behind it when asked."""
    keys = ["S", "T", *(["Z"] if after else []), "E"]
    return process(start(), task, after, end(), line(*keys), beside=beside)


# --- work for people ----------------------------------------------------------------------------


def test_work_says_whose_it_is_with_which_form_and_until_when() -> None:
    task = user(
        "T",
        name="县住建局到场处置",
        org='"z" + who',
        role="head",
        form="whistle/report",
        clock="T41",
        clock_from="since",
    )
    since = datetime(2026, 3, 1, 9, 0, tzinfo=COUNTY)
    work = Player(one(task)).start(who="jj", since=since).work("T")
    assert work == Work(
        token=work.token,
        element="T",
        name="县住建局到场处置",
        lane="",
        body="zjj",
        role="head",
        form="whistle/report",
        clock="T41",
        clock_start=since,
        due=since + timedelta(days=1, seconds=3),
    )


def test_a_clock_counts_from_now_when_nothing_else_is_said() -> None:
    work = Player(one(user("T", clock="T41"))).start().work("T")
    assert work.clock_start is None
    assert work.due == NOON + timedelta(days=1, seconds=3)


@pytest.mark.parametrize(
    ("clock", "name"),
    [
        ("T43/{kind}", "T43/emergency"),
        ("= if kind = null then null else clock", "T5"),
        ("= null", None),
    ],
)
def test_a_clock_may_depend_on_the_case(clock: str, name: str | None) -> None:
    work = Player(one(user("T", clock=clock))).start(kind="emergency", clock="T5").work("T")
    assert work.clock == name
    assert (work.due is None) == (name is None)


def test_the_start_of_a_clock_may_be_text_and_must_be_a_moment() -> None:
    diagram = one(user("T", clock="T41", clock_from="since"))
    work = Player(diagram).start(since="2026-03-01T09:00:00").work("T")
    assert work.clock_start == datetime(2026, 3, 1, 9, 0, tzinfo=COUNTY)
    with pytest.raises(StepFailed, match="gives no moment"):
        Player(diagram).start(since=5)


def test_the_role_may_depend_on_the_case() -> None:
    diagram = one(user("T", role="= signer"))
    assert Player(diagram).start(signer="head").work("T").role == "head"
    for signer in (None, "", 5):
        with pytest.raises(StepFailed, match="gives no role"):
            Player(diagram).start(signer=signer)


def test_a_clock_may_end_at_an_agreed_moment() -> None:
    diagram = one(user("T", clock="T44", clock_agreed="plan"))
    agreed = datetime(2026, 4, 1, 9, 0, tzinfo=COUNTY)
    assert Player(diagram).start(plan=agreed).work("T").due == agreed
    assert Player(diagram).start().work("T").due == NOON + timedelta(days=1, seconds=3)
    assert Player(diagram).start(plan=agreed.isoformat()).work("T").due == agreed
    day = date(2026, 4, 1)
    for plan in (day, "2026-04-01"):
        assert Player(diagram).start(plan=plan).work("T").due == datetime(2026, 4, 1, tzinfo=UTC)
    assert Player(diagram).start(plan=5).work("T").due == NOON + timedelta(days=1, seconds=3)


def test_work_may_belong_to_the_body_that_carries_a_function() -> None:
    player = Player(one(user("T", org='body_of("command_centre")'))).start()
    assert player.work("T").body == "command_centre"


@pytest.mark.parametrize("org", ["null", '""', "5"])
def test_work_that_nobody_is_named_for_fails_the_step(org: str) -> None:
    with pytest.raises(StepFailed, match="gives no body"):
        Player(one(user("T", org=org))).start()


def laned(task: str) -> bytes:
    lanes = (
        '<bpmn:laneSet id="lanes"><bpmn:lane id="outer" name="外层">'
        "<bpmn:flowNodeRef>T</bpmn:flowNodeRef>"
        '<bpmn:childLaneSet id="inner"><bpmn:lane id="township" name="乡镇">'
        "<bpmn:flowNodeRef>T</bpmn:flowNodeRef></bpmn:lane></bpmn:childLaneSet>"
        "</bpmn:lane></bpmn:laneSet>"
    )
    return process(lanes, start(), task, end(), line("S", "T", "E"))


def test_the_innermost_lane_says_whose_work_it_is() -> None:
    task = user("T", org=None, role=None)
    work = Player(sources(laned(task), lanes=SEATS)).start(township="buguan").work("T")
    assert (work.lane, work.body, work.role) == ("乡镇", "buguan", "clerk")


def test_the_inside_of_a_sub_process_lies_in_the_lane_of_the_sub_process() -> None:
    inside = start("PS") + user("W", org=None, role=None) + end("PE") + line("PS", "W", "PE")
    diagram = laned(node("subProcess", "T", inside))
    work = Player(sources(diagram, lanes=SEATS)).start(township="buguan").work("W")
    assert (work.lane, work.body) == ("乡镇", "buguan")


def test_an_answer_is_written_name_by_name() -> None:
    player = Player(one(user("T"), after=user("Z"))).start(a=1, b=1)
    player.done("T", b=2, c=3)
    assert player.data == {"a": 1, "b": 2, "c": 3}
    assert player.last is not None
    assert player.last.written == {"b", "c"}


@pytest.mark.parametrize("said", [{"e_variableName": "report"}, {"result": "report"}])
def test_an_answer_may_be_kept_under_one_name(said: dict[str, str]) -> None:
    player = Player(one(user("T", **said), after=user("Z"))).start(a=1).done("T", b=2)
    assert player.data == {"a": 1, "report": {"b": 2}}


def test_an_empty_answer_writes_nothing() -> None:
    player = Player(one(user("T", result="report"), after=user("Z"))).start().done("T")
    assert player.data == {}


def test_a_manual_task_waits_for_a_person_too() -> None:
    player = Player(one(user("T", kind="manualTask"))).start()
    assert player.waiting == ["T"]
    assert player.done("T").over


def test_parallel_branches_lose_no_update() -> None:
    player = Player(
        process(
            start(),
            gateway("parallel", "split"),
            user("A"),
            user("B"),
            gateway("parallel", "join"),
            user("Z"),
            end(),
            line("S", "split", "A", "join", "Z", "E"),
            line("split", "B", "join"),
        )
    ).start(x=0, y=0)
    player.done("A", x=1).done("B", y=1)
    assert player.data == {"x": 1, "y": 1}


def test_what_the_caller_holds_is_never_changed() -> None:
    player = Player(one(script("T", "form := {city: form.city, more: 1}"), after=user("Z")))
    data = {"form": {"city": "县城"}}
    move = player.engine.push(
        player.version,
        Start(values={"x": 1}),
        saved=b"",
        data=data,
        outer={},
        world=FakeWorld(),
    )
    assert data == {"form": {"city": "县城"}}
    assert move.data["form"] == {"city": "县城", "more": 1}


def test_outer_data_is_read_through_and_never_written() -> None:
    outer = {"seen": 1, "hidden": 1}
    player = Player(
        one(script("T", "sum := seen + hidden\nseen := 9"), after=user("Z")), outer=outer
    )
    player.start(hidden=10)
    assert player.data == {"hidden": 10, "sum": 11, "seen": 9}
    assert outer == {"seen": 1, "hidden": 1}


def test_names_that_the_library_trips_over_are_harmless() -> None:
    player = Player(one(user("T"), after=user("Z"))).start(typename="x")
    player.done("T", typename={"typename": "datetime", "value": 1}, data_objects=1)
    assert player.data["typename"] == {"typename": "datetime", "value": 1}
    assert player.done("Z").over


def test_dates_and_decimals_are_just_values() -> None:
    player = Player(one(user("T"), after=user("Z"))).start(
        day=date(2026, 3, 1), sum=Decimal("0.10")
    )
    player.done("T", more=datetime(2026, 3, 1, tzinfo=COUNTY))
    assert player.data["day"] == date(2026, 3, 1)


# --- acts of the server ---------------------------------------------------------------------------


def test_a_script_assigns_line_by_line() -> None:
    text = "// 一共\nsum := a + b\n\ntwice := if sum > 3\n  then sum * 2\n  else 0\n数 := [twice]"
    player = Player(one(script("T", text), after=user("Z"))).start(a=1, b=3)
    assert player.data == {"a": 1, "b": 3, "sum": 4, "twice": 8, "数": [8]}


def test_a_script_may_be_a_context() -> None:
    player = Player(one(script("T", "{sum: a + 1, twice: sum * 2}"), after=user("Z"))).start(a=1)
    assert player.data == {"a": 1, "sum": 2, "twice": 4}


def test_a_script_whose_expression_gives_no_context_fails() -> None:
    with pytest.raises(StepFailed, match="doesn't give a context"):
        Player(one(script("T", "= 5"))).start()


def test_scripts_before_and_after_an_activity_run() -> None:
    task = user("T", e_preScript='who := "zjj"', e_postScript="double := n * 2", org="who")
    player = Player(one(task, after=user("Z"))).start()
    assert player.work("T").body == "zjj"
    assert player.done("T", n=4).data["double"] == 8


def test_a_service_task_asks_for_an_operation() -> None:
    world = FakeWorld(answers={"document.number": {"number": "SH-1"}})
    task = service("T", "document.number", letters="prefix", year="2000 + 26")
    player = Player(one(task, after=user("Z")), world=world).start(prefix="SH")
    assert world.told == [("document.number", {"letters": "SH", "year": 2026})]
    assert player.data == {"prefix": "SH", "number": "SH-1"}


def test_the_answer_of_an_operation_may_be_kept_under_one_name() -> None:
    world = FakeWorld(answers={"document.number": {"number": "SH-1"}})
    task = service("T", "document.number", result="document")
    player = Player(one(task, after=user("Z")), world=world).start()
    assert player.data == {"document": {"number": "SH-1"}}


def test_an_operation_without_answer_writes_nothing() -> None:
    assert Player(one(service("T", "document.number"), after=user("Z"))).start().data == {}


def test_a_refusal_of_an_operation_reaches_the_person_as_it_is() -> None:
    class Refusing(FakeWorld):
        def operate(self, *_: object) -> object:  # type: ignore[override]  # refuses
            raise NotFound

    with pytest.raises(NotFound):
        Player(one(service("T", "document.number")), world=Refusing()).start()


DMN = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="sla"
  namespace="http://county.example/sla">
  <inputData id="i" name="kind"><variable name="kind" typeRef="string"/></inputData>
  <decision id="sla" name="whistle sla"><variable name="whistle sla"/>
    <informationRequirement id="ir"><requiredInput href="#i"/></informationRequirement>
    <decisionTable id="t" hitPolicy="UNIQUE">
      <input id="t_i"><inputExpression id="t_ie" typeRef="string"><text>kind</text></inputExpression></input>
      <output id="o1" name="hours" typeRef="number"/><output id="o2" name="level" typeRef="string"/>
      <rule id="r1"><inputEntry id="e1"><text>"emergency"</text></inputEntry>
        <outputEntry id="e2"><text>2</text></outputEntry><outputEntry id="e3"><text>"high"</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="e4"><text>not("emergency")</text></inputEntry>
        <outputEntry id="e5"><text>24</text></outputEntry><outputEntry id="e6"><text>"low"</text></outputEntry></rule>
    </decisionTable></decision>
  <decision id="level" name="level"><variable name="level"/>
    <informationRequirement id="ir2"><requiredInput href="#i"/></informationRequirement>
    <literalExpression id="le"><text>string length(kind)</text></literalExpression></decision>
</definitions>
"""


def decided(decision: str, **said: str) -> Player:
    task = node("businessRuleTask", "T", said=extensions(e_calledDecisionId=decision, **said))
    given = sources(one(task, after=user("Z")), decisions={"sla.dmn": DMN})
    return Player(given).start(kind="emergency")


def test_a_decision_table_writes_its_outputs_and_says_why() -> None:
    player = decided("sla")
    assert (player.data["hours"], player.data["level"]) == (2, "high")
    assert player.last is not None
    (why,) = player.last.decided
    assert (why.element, why.decision, why.rules) == ("T", "sla", ("r1",))
    assert why.inputs == {"kind": "emergency"}
    assert why.outputs == {"hours": 2, "level": "high"}


def test_a_decision_may_be_kept_under_one_name() -> None:
    assert decided("sla", result="sla").data["sla"] == {"hours": 2, "level": "high"}


def test_a_decision_of_one_value_is_kept_under_its_own_name() -> None:
    player = decided("level")
    assert player.data["level"] == 9
    assert player.last is not None
    assert player.last.decided[0].outputs == {"level": 9}
    assert decided("level", result="n").data["n"] == 9


def test_a_send_task_tells_and_goes_on() -> None:
    message = '<bpmn:message id="m" name="通知"/>'
    task = node(
        "sendTask",
        "T",
        said=extensions(payload="{no: number}", correlation="number"),
        messageRef="m",
    )
    player = Player(one(task, beside=message)).start(number="SH-1")
    assert player.over
    assert player.last is not None
    (told,) = player.last.thrown
    assert (told.kind, told.name, told.key, told.values) == (
        "message",
        "通知",
        "SH-1",
        {"no": "SH-1"},
    )


def test_a_payload_must_be_a_context() -> None:
    message = '<bpmn:message id="m" name="通知"/>'
    task = node("sendTask", "T", said=extensions(payload="5"), messageRef="m")
    with pytest.raises(StepFailed, match="payload doesn't give a context"):
        Player(one(task, beside=message)).start()


def test_a_receive_task_may_be_served_by_hand() -> None:
    message = '<bpmn:message id="m" name="回函"/>'
    task = node("receiveTask", "T", messageRef="m")
    player = Player(one(task, beside=message, after=user("Z"))).start()
    assert (player.listening("T").kind, player.listening("T").name) == ("message", "回函")
    player.push(Complete(token=player.token("T"), values={"letter": 1}))
    assert player.data == {"letter": 1}
    assert player.waiting == ["Z"]


def test_data_objects_annotations_and_groups_are_carried_through() -> None:
    drawn = (
        '<bpmn:dataObject id="o"/><bpmn:dataObjectReference id="or" name="档案" dataObjectRef="o"/>'
        '<bpmn:dataStoreReference id="ds" name="台账"/>'
    )
    notes = (
        '<bpmn:textAnnotation id="note"><bpmn:text>说明</bpmn:text></bpmn:textAnnotation>'
        '<bpmn:association id="as" sourceRef="T" targetRef="note"/><bpmn:group id="g"/>'
    )
    inner = (
        '<bpmn:property id="pr" name="__targetRef_placeholder"/>'
        '<bpmn:dataInputAssociation id="dia"><bpmn:sourceRef>or</bpmn:sourceRef>'
        "<bpmn:targetRef>pr</bpmn:targetRef></bpmn:dataInputAssociation>"
    )
    diagram = process(start(), drawn, user("T", inner), end(), line("S", "T", "E"), notes)
    assert Player(diagram).start().done("T").over


def test_the_messages_of_an_event_definition_may_carry_what_the_library_reads() -> None:
    message = '<bpmn:message id="m" name="通知"/>'
    inner = about("message", "m", extensions(e_messagePayload="{a: 1}"))
    throw = node("intermediateThrowEvent", "T", inner)
    player = Player(one(throw, beside=message)).start()
    assert player.last is not None
    assert player.last.thrown[0].values == {"a": 1}
