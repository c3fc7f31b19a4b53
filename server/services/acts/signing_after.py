"""The holder gives their answer in for others to sign after them (后加签), and takes it back (撤回送签).

Signers see the filled-in form and the button that goes with it. With the last of them the work is
completed as it was given in; who doesn't agree sends it back to its holder.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.asides import AsideKind
from server.domain.errors import TooLateToTakeBack
from server.domain.reading import ActOption, Asks, Question
from server.domain.submission import End, submit
from server.services.acts.addressees import bodies, chosen, order, persons
from server.services.acts.asking import due_of
from server.services.acts.upon_answer import as_the_form_takes_it, button, filled_in
from server.services.certifying import to_confirm
from server.services.separating import check_separation
from server.services.submitting import come_back, is_signed, signers
from server.services.working import Answer, weigh

if TYPE_CHECKING:
    from server.domain.ports import HeldCase
    from server.domain.values import Words
    from server.services.acts.addressees import Addressee
    from server.services.acts.scene import Given, Scene

AT_ONCE, IN_TURN = "at_once", "in_turn"
_MANNER = Question(
    asks=Asks.WAY,
    name="签署方式",
    name_en="How they sign",
    options=(
        ActOption(value=AT_ONCE, name="同时签署", name_en="All at once"),
        ActOption(
            value=IN_TURN,
            name="依次签署：按排定的先后；没有排的，先人员、后单位，按列出的先后",
            name_en="One after the other, as they are put in order; else persons first, then bodies, as listed",
        ),
    ),
)
_SHOWN: Words = (
    "对方看到您已存为草稿的内容，同意或者不同意；签署之前，您和同岗的人都不能再办理。",
    "They see what you kept as a draft, and agree or disagree; meanwhile nobody at your desk can go on with it.",
)
_DONE: Words = (
    "全部同意的，自动办结，仍记为您办结；同意和不同意都记入办理过程，签署人视同办理过本环节。",
    "Once all agree the work is completed as yours; who said what stays in the history, and who signed counts as having done the step.",
)
_BACK: Words = (
    "有人不同意的，内容原样退回给您，其余的人不再签署；可以修改后再送签，或者直接办结。",
    "If one disagrees it comes back to you as you gave it, and nobody else is asked; change it, give it in again, or complete it.",
)
_CLOCK: Words = (
    "时限照常计算。有人签署之前可以撤回；之后只能减签尚未签署的人。",
    "The clock goes on. You can take it back until somebody has signed; then only those who have not can be taken off.",
)
_SIGNED: Words = "已有人签署", "somebody has signed"


@dataclass(frozen=True, slots=True)
class SigningAfter:
    """The answer is given in, and others are asked to sign it."""

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """Whom, in which order, and which button goes with it."""
        return (
            persons(scene, outside=True),
            bodies(scene),
            _MANNER,
            order(),
            *button(scene.step),
            Question(asks=Asks.TEXT, name="送签说明", name_en="What to sign", is_required=False),
            Question(asks=Asks.UNTIL, name="期限", name_en="Until", is_required=False),
        )

    def foresee(self, _scene: Scene) -> tuple[Words, ...]:
        """What they see, how it goes on, and how it comes back."""
        return _SHOWN, _DONE, _BACK, _CLOCK

    def do(self, scene: Scene, held: HeldCase, given: Given) -> None:
        """Gives it in, checked as if it were completed, and asks them."""
        run, item, kind = scene.run, scene.item, AsideKind.SIGN_AFTER
        whom, due = chosen(scene, given, kind), due_of(scene, given)
        answer = Answer(values=filled_in(scene), choice=given.choice)
        with as_the_form_takes_it():
            values, _ = weigh(run, scene.actor, item, held, answer)
        _check_signers(scene, held, whom)
        given_in = run.record.content(held.root, values)
        fact = submit(item, scene.actor, digest=given_in, choice=answer.choice)
        run.record.of_case(held, fact)
        said = {"text": given.text, **to_confirm(values, answer.choice)}
        digest = run.record.content(held.root, said)
        for number, (person, body, role) in enumerate(whom):
            opened = f.AsideOpened(
                aside=run.tools.ids.new(),
                item=item.id,
                kind=kind,
                blocks=True,
                name=item.name,
                person=person,
                body=body,
                role=role,
                due=due,
                digest=digest,
                later=given.way == IN_TURN and number > 0,
            )
            run.record.of_case(held, opened)


def _check_signers(scene: Scene, held: HeldCase, whom: tuple[Addressee, ...]) -> None:
    """Refuses who may not do the step; whoever answers for a body is looked at when they sign."""
    persons_asked = [person for person, _, _ in whom if person]
    found = scene.unit.people.seated(persons_asked, scene.today, scene.item.process)
    names = {each.person: (each.name, each.name_en or each.name) for each in found}
    check_separation(scene.run, held, scene.step, scene.item, names)


@dataclass(frozen=True, slots=True)
class Unsubmitting:
    """The holder takes the answer back, as long as nobody has signed it."""

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """Nothing; refused with ``TooLateToTakeBack`` once somebody has signed."""
        if is_signed(scene.unit, scene.item):
            raise TooLateToTakeBack(why=_SIGNED)
        return ()

    def foresee(self, _scene: Scene) -> tuple[Words, ...]:
        """Who is asked no more."""
        return (
            (
                "签署人会收到提醒，不必再签署；内容原样回到您手中。",
                "The signers are told and need not sign; you have the answer again as you gave it.",
            ),
        )

    def do(self, scene: Scene, held: HeldCase, _given: Given) -> None:
        """Takes it back."""
        come_back(scene.run, held, scene.item, signers(scene.unit, scene.item), End.TAKEN_BACK)
