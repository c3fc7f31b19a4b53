"""What people ask each other beside their work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.services import drafting
from tests.features import officers, usual
from tests.features.people import accounts

if TYPE_CHECKING:
    from server.domain.asides import Aside
    from tests.features.world import World

ASKING: dict[str, tuple[str, dict[str, str]]] = {
    "征求意见": ("consult", {"way": "wait", "text": "请提出意见"}),
    "征求意见，不影响办结": ("consult", {"way": "go_on", "text": "请提出意见"}),
    "委派": ("delegate", {"text": "请先核对"}),
    "前加签": ("add_signers", {"way": "before"}),
    "并加签": ("add_signers", {"way": "beside"}),
    "抄送": ("copy", {}),
    "传阅": ("circulate", {"text": "请阅"}),
}
"""What people ask of each other beside work: the act, and what it is given."""
IN_TURN: dict[str, tuple[str, dict[str, str]]] = {
    "依次前加签": ("add_signers", {"way": "before_in_turn"}),
}
"""What is asked of several, one after the other."""
SIGNING_AFTER = {"后加签": "at_once", "依次后加签": "in_turn"}
"""How those sign who are asked after the holder."""


def ask(world: World, who: str, step: str, whom: str, what: str) -> None:
    """Somebody asks another beside their work."""
    if what == "共同执法":
        officers.ask(world, who, step, whom)
        return
    if what in SIGNING_AFTER:
        _sign_after(world, who, step, whom.split("、"), SIGNING_AFTER[what])
        return
    if what in IN_TURN:
        act, given = IN_TURN[what]
        people = [world.person(each) for each in whom.split("、")]
        world.act(who, step, act, people=sorted(people), order=people, **given)
        return
    act, given = ASKING[what]
    world.act(who, step, act, people=[world.person(whom)], **given)


def _sign_after(world: World, who: str, step: str, whom: list[str], way: str) -> None:
    """Somebody fills a step in as usual, and gives it in to be signed."""
    login, item = accounts()[who], world.item(who, step)
    values = world.sent(world.hands, login, item, usual.answer(step, world.kind))
    drafting.save_draft(world.tools, world.actor(who), item.id, values)
    if item.holder is None:
        world.hands.claim(login, item.id, world.key())
    people = [world.person(each) for each in whom]
    given = {"people": sorted(people), "order": people, "way": way}
    world.door.act(login, item.id, "sign_after", given, world.key())


def answer(world: World, who: str, step: str, text: str) -> None:
    """Somebody answers; a signer begins with whether they agree, and says why after a colon."""
    asked = _aside(world, step, who)
    verdict, said = "", text
    if asked.wants_verdict:
        first, _, said = text.partition("：")
        verdict = {"同意": "agree", "不同意": "disagree"}[first]
    world.door.answer(accounts()[who], asked.id, said, verdict, world.key())


def read(world: World, who: str, step: str) -> None:
    """Somebody says that they have read it."""
    world.door.read(accounts()[who], _aside(world, step, who).id, world.key())


def call_off(world: World, who: str, step: str, whom: str) -> None:
    """Somebody calls off what was asked of another."""
    world.door.call_off(accounts()[who], _aside(world, step, whom).id, world.key())


def _aside(world: World, step: str, whom: str) -> Aside:
    """What was asked about a step last: of this person, if anything was."""
    person = world.actor(whom).person
    with world.tools.unit() as unit:
        asked = [
            one
            for item in world.items()
            if item.name == step
            for one in unit.asides.of_item(item.id)
        ]
    assert asked, f"nothing was asked about “{step}”"
    return max(asked, key=lambda one: (one.person == person, one.asked_at))
