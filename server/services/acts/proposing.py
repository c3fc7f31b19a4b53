"""What takes two persons is proposed by one of them; a case has one proposal at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from server.domain import facts as f
from server.domain.access import person_in
from server.domain.errors import AlreadyProposed, OwnMatter

if TYPE_CHECKING:
    from server.domain.acts import Act
    from server.domain.ids import CaseId, ItemId
    from server.domain.people import Actor
    from server.domain.ports import CaseProposal, HeldCase, Unit
    from server.domain.separation import FourEyes
    from server.domain.values import Values, Words
    from server.services.acts.scene import CaseScene, Setting


class Step(NamedTuple):
    """At which step a case is to go on."""

    element: str
    name: str


NOWHERE = Step("", "")


class TakesTwo(Protocol):
    """What is done once a second person agrees."""

    two: ClassVar[FourEyes]
    """Who has to be two persons, and why: 职责分离 lists it."""

    def foresee(self, scene: CaseScene, proposal: CaseProposal) -> tuple[Words, ...]:
        """What will happen then, as things are now."""

    def carry_out(self, scene: CaseScene, held: HeldCase, proposal: CaseProposal) -> None:
        """Does it; refused with ``ProposalVoid`` when the case has moved since."""


def check_free(scene: Setting) -> None:
    """Refuses with ``AlreadyProposed`` where something waits for a second person."""
    if scene.unit.course.proposal(scene.root) is not None:
        raise AlreadyProposed


def check_unconcerned(unit: Unit, actor: Actor, root: CaseId) -> None:
    """Refuses with ``OwnMatter`` who started the case, has or did work in it, or for whom it was done."""
    person, starter = person_in(actor), unit.cases.find(root).starter
    work = unit.work.of_case(root)
    if person == starter or any(person in {item.holder, item.behalf} for item in work):
        raise OwnMatter


def propose(  # what, why, how far the case has moved, and which work goes where
    scene: Setting,
    act: Act,
    content: Values,
    revision: int,
    *,
    item: ItemId | None = None,
    to: Step = NOWHERE,
) -> None:
    """Proposes an act on a whole case, or on a piece of its work."""
    check_free(scene)
    held = scene.run.hold(scene.root)
    fact = f.ProposalMade(
        act=act,
        person=person_in(scene.actor),
        digest=scene.run.record.content(scene.root, content),
        revision=revision,
        item=item,
        element=to.element,
        name=to.name,
    )
    scene.run.record.of_case(held, fact)


def moves_of(scene: Setting) -> int:
    """How far the case and all its branches have moved; it never goes back."""
    return scene.unit.course.waiting(scene.root).moves


SECOND: Words = (
    "其他管理员会收到提醒；由第二人同意后才生效，在此之前照常办理。",
    "The other administrators are told; until a second person agrees all goes on as ever.",
)
