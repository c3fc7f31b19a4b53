"""A second certified officer confirms what the holder is going to hand in (共同执法).

Officers see the filled-in form as it was when they were asked, and the way chosen with it. What is
completed has to be exactly that: whoever changes it afterwards asks again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.acts import Act
from server.domain.asides import AsideKind
from server.domain.errors import ActNotNow
from server.domain.reading import ActOption, Asks, Question
from server.domain.rights import RIGHTS
from server.services.acts.addressees import chosen
from server.services.acts.upon_answer import as_the_form_takes_it, button, filled_in
from server.services.certifying import to_confirm
from server.services.form_answers import checked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.ports import HeldCase
    from server.domain.values import Words
    from server.services.acts.scene import Given, Scene

_SHOWN: Words = (
    "对方看到您已存为草稿的内容，同意或者不同意；其同意的内容，办结时不能再有改动。",
    "They see what you kept as a draft, and agree or disagree; what they agreed to is completed unchanged.",
)
_SIGNED: Words = (
    "对方与您共同对所办内容负责，其确认记入办理记录，提交后不能更改。",
    "They answer for it together with you; that they confirmed it stays in the history.",
)
_WAITS: Words = (
    "达到规定人数之前，此项工作不能办结；可以随时撤回。",
    "The work can't be completed before enough have confirmed it; you can call it off at any time.",
)


@dataclass(frozen=True, slots=True)
class AddingOfficer:
    """The holder asks other certified officers, of whatever body."""

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """Whom, and which way is to be taken; refused with ``ActNotNow`` where one officer is enough."""
        step = scene.step
        if not step.is_joint:
            raise ActNotNow(act=RIGHTS[Act.ADD_OFFICER].name)
        whom = Question(
            asks=Asks.PEOPLE,
            name="共同执法人员",
            name_en="Officers",
            options=tuple(_officers(scene)),
            is_many=True,
            has_more=True,
        )
        text = Question(asks=Asks.TEXT, name="附言", name_en="Message", is_required=False)
        return (whom, *button(step), text)

    def foresee(self, _scene: Scene) -> tuple[Words, ...]:
        """What they see, what they answer for, and that the work waits."""
        return _SHOWN, _SIGNED, _WAITS

    def do(self, scene: Scene, held: HeldCase, given: Given) -> None:
        """Puts what is filled in before each of them."""
        record, kind = scene.run.record, AsideKind.OFFICER
        whom = [person for person, _, _ in chosen(scene, given, kind) if person]
        found = scene.unit.people.seated(whom, scene.today, scene.item.process)
        names = {each.person: (each.name, each.name_en) for each in found}
        for refusal in scene.barred(names).values():
            raise refusal
        with as_the_form_takes_it():
            values = checked(scene.run, scene.item, held, filled_in(scene))
        said = to_confirm(values, given.choice)
        digest = record.content(held.root, {"text": given.text, **said})
        for person in whom:
            opened = f.AsideOpened(
                aside=record.tools.ids.new(),
                item=scene.item.id,
                kind=kind,
                blocks=True,
                name=scene.item.name,
                person=person,
                digest=digest,
            )
            record.of_case(held, opened)


def _officers(scene: Scene) -> Iterator[ActOption]:
    """The people of the body that is looked at, then those who may not, and why."""
    found = scene.unit.people.in_body(
        scene.looked_at, scene.today, scene.item.process, scene.chosen
    )
    others = {
        each.person: each
        for each in found
        if each.person not in {scene.actor.person, scene.item.holder}
    }
    names = {person: (each.name, each.name_en) for person, each in others.items()}
    against = scene.barred(names)
    for person, each in sorted(others.items(), key=lambda one: one[0] in against):
        refusal = against.get(person)
        why, why_en = refusal.why if refusal else ("", "")
        yield ActOption(
            value=str(person),
            name=" · ".join(filter(None, (each.name, each.title, why))),
            name_en=" · ".join(filter(None, (each.name_en, each.title_en, why_en))),
        )
