"""What tests of questions beside work share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain.acts import Act
from server.domain.moves import Complete
from server.services.acts.scene import Given
from tests.builders import a_seat
from tests.fakes.stage import ended
from tests.services.office import Office

if TYPE_CHECKING:
    from server.domain.asides import Aside
    from server.domain.people import Actor


def asked(office: Office, act: Act, *whom: Actor, **given: Any) -> list[Aside]:
    """The clerk asks them, in the usual words; gives what is asked, oldest first."""
    usual: dict[str, Any] = {
        Act.CONSULT: {"way": "wait", "text": "是否合法"},
        Act.DELEGATE: {"text": "先拟一稿"},
        Act.ADD_SIGNERS: {"way": "before"},
    }.get(act, {})
    people = tuple(one.person for one in whom if one.person is not None)
    office.act(office.clerk, act, Given(**{"people": people, **usual, **given}))
    return list(office.stage.state.asides.values())


def now(office: Office, aside: Aside) -> Aside:
    return office.stage.state.asides[aside.id]


def complete(office: Office) -> None:
    office.stage.engine.on(Complete, "t1", ended())
    office.stage.done(office.clerk, office.item)


def told(office: Office, person: Actor) -> list[str]:
    return [one.kind for one in office.stage.state.notices if one.person == person.person]


def lawyer(office: Office) -> Actor:
    """Somebody of another body."""
    return office.stage.person(a_seat("sfj", "legal_reviewer"), login="fang")
