"""Work that certified officers do, alone or together, and what they have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from server.domain.acts import Act
from server.domain.asides import Aside
from server.domain.certificates import Certificate, CertificateKind
from server.domain.moves import Complete
from server.domain.people import Actor
from server.domain.process import Step
from server.domain.work import WorkState
from server.services import asking, drafting, working
from server.services.acts.scene import Given
from server.services.asking import Reply
from server.services.working import Answer
from tests.builders import a_step
from tests.fakes.stage import ended
from tests.services.office import Office, an_office

FILLED = {"place": "已核实"}
TO_END = "to_end"


def certified(office: Office, actor: Actor, **changed: Any) -> None:
    """Somebody has a certificate."""
    assert actor.person is not None
    one = Certificate(
        number=f"1499-{actor.login}",
        login=actor.login,
        kind=CertificateKind.ENFORCEMENT,
        issuer="示例省人民政府",
        valid_from=date(2026, 1, 1),
        valid_to=date(2029, 1, 1),
    )
    office.stage.state.certificates[one.number] = actor.person, replace(one, **changed)


def office_at(*steps: Step) -> Office:
    """An office whose work is at the first of these steps; clerk and colleague have certificates."""
    office = an_office(*steps)
    certified(office, office.clerk)
    certified(office, office.colleague)
    return office


def wanting(officers: int, **changed: Any) -> Office:
    """An office whose work wants officers."""
    return office_at(a_step(officers=officers, **changed))


def filled_in(office: Office) -> Office:
    """The office once its clerk has signed for the work and filled it in."""
    tools = office.stage.tools
    working.claim(tools, office.clerk, office.item)
    drafting.save_draft(tools, office.clerk, office.item, FILLED)
    office.stage.engine.on(Complete, "t1", ended())
    return office


def ask(office: Office, *whom: Actor, choice: str = TO_END) -> Aside:
    """The clerk asks others to confirm; the last of what was asked."""
    people = tuple(each.person for each in whom if each.person)
    office.act(office.clerk, Act.ADD_OFFICER, Given(people=people, choice=choice))
    return list(office.stage.state.asides.values())[-1]


def agree(office: Office, officer: Actor, aside: Aside) -> None:
    asking.answer(office.stage.tools, officer, aside.id, Reply(verdict="agree"))


def complete(
    office: Office, values: dict[str, Any] | None = None, choice: str | None = TO_END
) -> None:
    answer = Answer(values=FILLED if values is None else values, choice=choice)
    working.complete(office.stage.tools, office.clerk, office.item, answer)


def state_of(office: Office) -> WorkState:
    return office.stage.state.items[office.item].state
