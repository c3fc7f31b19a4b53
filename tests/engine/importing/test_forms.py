"""Forms of other tools: their fields asked in forms of the house, and conditions over the answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.engine.diagrams import end, flow, gateway, process, start, user
from tests.engine.importing.foreign import asking, extended, line
from tests.engine.importing.imports import VENDORS, changes, imported, played
from tests.engine.player import Player
from tests.forms.form import FORMS, cleaned, faults

if TYPE_CHECKING:
    from server.domain.process import Sources

CAMUNDA = """<camunda:formData>
<camunda:formField id="reason" label="理由" type="string" defaultValue="无">
<camunda:validation><camunda:constraint name="required"/><camunda:constraint name="maxlength" config="9"/>
<camunda:constraint name="odd" config="1"/></camunda:validation></camunda:formField>
<camunda:formField id="amount" label="金额" type="long" defaultValue="5">
<camunda:validation><camunda:constraint name="min" config="1"/><camunda:constraint name="max" config="9.5"/>
</camunda:validation></camunda:formField>
<camunda:formField id="agreed" type="boolean" defaultValue="true">
<camunda:validation><camunda:constraint name="required"/></camunda:validation></camunda:formField>
<camunda:formField id="day" type="date" defaultValue="2026-03-02"/>
<camunda:formField id="kind" type="enum" defaultValue="b"><camunda:value id="a" name="甲"/>
<camunda:value id="b"/><camunda:value/></camunda:formField>
<camunda:formField id="free" type="enum" defaultValue="${x}"/>
<camunda:formField id="not a name" type="string"/>
</camunda:formData>"""
FLOWABLE = """<flowable:formProperty id="p" name="金额" variable="amount" type="double" default="2.5"/>
<flowable:formProperty id="shown" writable="false" type="date" default="1.3.2026"/>
<flowable:formProperty id="kind" required="true" type="enum" default="z"><flowable:value id="a" name="甲"/>
</flowable:formProperty><flowable:formProperty id="again" type="boolean" default="false"/>
<flowable:formProperty id="secret" readable="false"/><flowable:formProperty id="n" type="long" default="n"/>"""
ORDER = json.dumps(
    {
        "id": "order_v1",
        "type": "default",
        "components": [{"id": "a", "type": "number", "key": "amount", "label": "金额"}],
    }
).encode()


def form_of(one: Sources, name: str = "whistle/userTask_A") -> dict[str, dict[str, Any]]:
    """The components of a form that the import made, by key; nothing is wrong with any form."""
    assert [FORMS.problems(form) for form in one.forms.values()] == [()] * len(one.forms)
    return {part["key"]: part for part in json.loads(one.forms[name])["components"]}


def asked(inner: str, **said: str) -> bytes:
    """A task with a form, and a way out that asks what was filled in."""
    return process(
        *(start(), flow("S", "A"), extended("userTask", inner, **said), flow("A", "G")),
        *(gateway("exclusive", "G", default="G_F"), end("E"), end("F")),
        *(asking("G", "E", "${amount > 3}"), flow("G", "F")),
        attributes=VENDORS,
    )


@pytest.mark.parametrize(("amount", "to"), [(4, "E"), (3, "F")])
def test_fields_of_camunda_are_asked_in_a_form_and_conditions_read_the_answer(
    amount: int, to: str
) -> None:
    one = imported(asked(CAMUNDA))

    told = [change for change in changes(one, "A") if "house" in change.sentence_en]
    assert [change.now for change in told] == ["whistle/userTask_A"]
    form = form_of(one)
    assert form["reason"]["validate"] == {"required": True, "maxLength": 9}
    assert (form["reason"]["label"], form["reason"]["defaultValue"]) == ("理由", "无")
    assert form["amount"]["validate"] == {"min": 1, "max": 9.5}
    assert (form["amount"]["defaultValue"], form["amount"]["decimalDigits"]) == (5, 0)
    assert (form["agreed"]["defaultValue"], "validate" in form["agreed"]) == (True, False)
    assert (form["day"]["dateLabel"], form["day"]["defaultValue"]) == ("day", "2026-03-02")
    assert form["kind"]["values"] == [{"label": "甲", "value": "a"}, {"label": "b", "value": "b"}]
    assert (form["free"]["type"], "defaultValue" in form["free"]) == ("textfield", False)
    assert "not a name" in {change.was for change in changes(one, "A")}
    answer = cleaned(one.forms["whistle/userTask_A"], {"reason": "急", "amount": amount})
    player = Player(one).start(starterBody="zjj").done("A", **answer)
    assert player.over
    assert player.path[-1] == to


def test_fields_of_flowable_are_asked_in_a_form() -> None:
    one = imported(asked(FLOWABLE))

    form = form_of(one)
    assert list(form) == ["amount", "shown", "kind", "again", "n"]
    assert (form["amount"]["label"], form["amount"]["defaultValue"]) == ("金额", 2.5)
    assert form["shown"]["readonly"] is True
    wanting = {name for name, part in form.items() if "defaultValue" not in part}
    assert wanting == {"shown", "kind", "again", "n"}
    assert set(faults(one.forms["whistle/userTask_A"], {})) == {"kind"}
    played(one, amount=1)


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("", {"camunda__formKey": "camunda-forms:deployment:order.form"}),
        ("", {"camunda__formRef": "order_v1"}),
        ("", {"flowable__formKey": "order"}),
        ('<zeebe:formDefinition formKey="order_v1"/>', {}),
        ('<zeebe:formDefinition formId="order"/>', {}),
        ('<zeebe:formDefinition externalReference="x/order.html"/>', {}),
    ],
)
def test_a_form_that_was_handed_in_under_its_key_is_used(inner: str, said: dict[str, str]) -> None:
    given = {"whistle/bad": b"{", "whistle/list": b"[]", "whistle/order": ORDER}

    one = imported(asked(inner, **said), forms=given)

    assert one.forms == given
    player = Player(one).start(starterBody="zjj")
    assert player.work("A").form == "whistle/order"
    assert player.done("A", amount=4).path[-1] == "E"


def test_a_form_that_the_diagram_itself_holds_is_used() -> None:
    held = f'<zeebe:userTaskForm id="f1">{ORDER.decode()}</zeebe:userTaskForm>'
    inner = '<zeebe:formDefinition formKey="camunda-forms:bpmn:f1"/>'
    drawn = asked(inner).replace(
        b'isExecutable="true">',
        f'isExecutable="true"><bpmn:extensionElements>{held}</bpmn:extensionElements>'.encode(),
    )

    one = imported(drawn)
    other = imported(drawn.replace(b"bpmn:f1", b"bpmn:f2"))
    broken = imported(drawn.replace(ORDER, b"no form"))

    assert one.forms["whistle/userTask_A"] == ORDER
    assert Player(one).start(starterBody="zjj").done("A", amount=4).path[-1] == "E"
    assert list(form_of(other)) == list(form_of(broken)) == ["comment_at_A"]


@pytest.mark.parametrize(
    ("inner", "key"),
    [
        ('<zeebe:formDefinition formKey="other"/>', "other"),
        ('<zeebe:formDefinition formKey="x/"/>', "x/"),
        ('<camunda:formData><camunda:formField id="1"/></camunda:formData>', ""),
    ],
)
def test_a_form_that_is_not_here_is_told_and_a_comment_asked(inner: str, key: str) -> None:
    one = imported(asked(inner))

    [told] = [change for change in changes(one, "A") if "not handed in" in change.sentence_en]
    assert (told.was, told.now) == (key, "whistle/userTask_A")
    assert list(form_of(one)) == ["comment_at_A"]
    assert played(one).path[-1] == "F"


def test_a_form_of_ours_is_left_alone() -> None:
    said = {"form": "whistle/order", "org": "starterBody", "role": "clerk"}
    diagram = line(user("A", **said).replace('id="A"', 'id="A" camunda:formKey="x"'))

    assert imported(diagram, forms={"whistle/order": ORDER}).changes == ()


def test_what_a_start_asks_is_the_form_of_the_process() -> None:
    drawn = asked("").replace(
        b'<bpmn:startEvent id="S">',
        f'<bpmn:startEvent id="S"><bpmn:extensionElements>{CAMUNDA}</bpmn:extensionElements>'.encode(),
    )
    own = imported(drawn, start_form="whistle/order", forms={"whistle/order": ORDER})

    one = imported(drawn)

    assert own.start_form == "whistle/order"
    assert one.start_form == "whistle/startEvent_S"
    assert "amount" in form_of(one, one.start_form)
    assert Player(one).start(starterBody="zjj", amount=4).done("A").path[-1] == "E"


def test_what_a_start_asks_is_kept_whatever_the_id_of_the_one_process() -> None:
    begun = f'<bpmn:startEvent id="S"><bpmn:extensionElements>{CAMUNDA}</bpmn:extensionElements>'
    drawn = asked("").replace(b'<bpmn:startEvent id="S">', begun.encode())
    other = drawn.replace(b'<bpmn:process id="whistle"', b'<bpmn:process id="Process_1"')
    idle = b'<bpmn:process id="idle" isExecutable="false"><bpmn:startEvent id="T"><bpmn:extensionElements>'
    idle += (
        CAMUNDA.encode()
        + b"</bpmn:extensionElements></bpmn:startEvent></bpmn:process><bpmn:process"
    )

    one = imported(other.replace(b"<bpmn:process", idle, 1))

    assert one.start_form == "whistle/startEvent_S"
    assert imported(
        other, start_form="whistle/order", forms={"whistle/order": ORDER}
    ).start_form == ("whistle/order")
