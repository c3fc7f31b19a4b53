"""A body that is over, or yet to begin: on the form, and when the form is given in."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import AnswerWrong
from server.domain.ids import BodyId
from server.domain.moves import Complete
from server.forms.checking import MarshmallowForms
from server.services.drafting import save_draft
from server.services.tasks import task
from server.services.working import Answer, complete
from tests.builders import sources
from tests.fakes import Stage
from tests.fakes.stage import ended

if TYPE_CHECKING:
    from server.domain.ids import ItemId
    from server.domain.people import Actor
    from server.domain.values import Values

LEAD = {"type": "select", "id": "a", "key": "lead", "label": "主办", "valuesKey": "bodies"}
OTHERS = {"type": "taglist", "id": "b", "key": "others", "label": "协办", "valuesKey": "bodies"}
LIST = {"type": "dynamiclist", "id": "c", "path": "rows", "label": "分工", "components": [OTHERS]}
FORM = json.dumps({"schemaVersion": 19, "components": [LEAD, LIST]}).encode()


@dataclass(frozen=True)
class Desk:
    """Work with a form that asks for bodies; one bureau was abolished since."""

    stage: Stage
    clerk: Actor
    item: ItemId

    def decided(self, data: Values) -> None:
        """What was chosen in steps before."""
        self.stage.state.moved[self.stage.state.items[self.item].case] = (1, b"state", data)

    def offered(self) -> dict[str, str]:
        """The bodies that the page offers, by their ids."""
        page = task(self.stage.tools, self.clerk, self.item)
        return {row["value"]: row["label"] for row in page.values["bodies"]}

    def give_in(self, values: Values) -> None:
        """Completes the work."""
        complete(self.stage.tools, self.clerk, self.item, Answer(values=values))


@pytest.fixture
def desk() -> Desk:
    stage = Stage.with_process(sources(start_form=None, forms={"repair/mend": FORM}))
    stage.engine.on(Complete, "t1", ended())
    stage.tools = replace(stage.tools, forms=MarshmallowForms(stage.clock))
    bureau = stage.state.bodies[BodyId("zjj")]
    stage.state.bodies[bureau.id] = replace(bureau, valid_to=date(2026, 2, 28))
    clerk = stage.person()
    return Desk(stage=stage, clerk=clerk, item=stage.offered(clerk))


@pytest.mark.parametrize(
    "values",
    [{"lead": "zjj", "rows": []}, {"lead": "slj", "rows": [{"others": ["slj", "zjj"]}]}],
    ids=["a field", "a row"],
)
def test_what_was_decided_before_is_offered_and_taken_again(desk: Desk, values: Values) -> None:
    desk.decided(values)

    assert "现不能选" not in desk.offered()["zjj"]
    desk.give_in(values)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"lead": "zjj", "rows": [{"others": ["slj"]}]}, "lead"),
        ({"lead": "slj", "rows": [{"others": []}, {"others": ["slj", "zjj"]}]}, "rows.1.others"),
    ],
    ids=["a field", "a row"],
)
def test_what_was_only_typed_is_seen_and_refused_by_its_name(
    desk: Desk, values: Values, field: str
) -> None:
    save_draft(desk.stage.tools, desk.clerk, desk.item, values)

    page = task(desk.stage.tools, desk.clerk, desk.item)
    with pytest.raises(AnswerWrong) as refused:
        desk.give_in(values)

    assert values.items() <= page.values.items()
    assert desk.offered()["zjj"].endswith("（现不能选，请另选）")
    [fault] = refused.value.faults
    assert fault.field == field
    assert "住房和城乡建设局”已停用或尚未启用" in fault.sentence("zh")
    assert fault.sentence("en").endswith("Choose another body.")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"lead": "nobody", "rows": []}, "lead"),
        ({"lead": "slj", "rows": [{"others": ["zjj"], "more": 1}]}, "rows.0.more"),
        ({"rows": [], "lead.deep": "zjj"}, "lead.deep"),
    ],
    ids=["no such body", "beside it", "no such field"],
)
def test_any_other_fault_is_told_as_it_is(desk: Desk, values: Values, field: str) -> None:
    with pytest.raises(AnswerWrong) as refused:
        desk.give_in(values)

    told = {fault.field: fault.sentence("zh") for fault in refused.value.faults}
    assert "现不能选" not in told[field]
