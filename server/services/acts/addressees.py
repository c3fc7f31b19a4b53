"""Who may be asked beside a piece of work: anybody who holds a post, and the head's desk of any body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors import AnswerWrong, AskedAlready, Fault
from server.domain.ids import BodyId
from server.domain.reading import ActOption, Asks, Question
from server.services.asides import beside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.asides import AsideKind
    from server.domain.ids import PersonId
    from server.domain.people import Colleague
    from server.services.acts.scene import Given, Scene

Addressee = tuple["PersonId | None", "BodyId | None", "str | None"]
"""A person, or a body and the role that heads it."""

MOST = 50
"""Who asks more at once wants a step of many in the diagram."""


def persons(scene: Scene, *, outside: bool) -> Question:
    """Asks for persons: of the body that is looked at, or (not outside) one of the work's own body."""
    body = scene.looked_at if outside else scene.item.body
    found = scene.unit.people.in_body(
        body, scene.today, scene.item.process, scene.chosen if outside else ()
    )
    return Question(
        asks=Asks.PEOPLE,
        name="人员（与单位至少选一个）" if outside else "受委派人",
        name_en="Persons (these or bodies)" if outside else "Who helps",
        options=tuple(_option(each) for each in found if each.person not in _own(scene)),
        is_required=not outside,
        is_many=outside,
        has_more=outside,
    )


def bodies(scene: Scene) -> Question:
    """Asks for bodies, whose heads answer; those where nobody sits at the head's desk are not offered."""
    there = scene.county.bodies_on(scene.today)
    desks = {(each.id, scene.county.head_role(each.id)): each for each in there}
    held = scene.unit.people.occupied(desks, scene.today)
    return Question(
        asks=Asks.TARGETS,
        name="单位（由负责人办理）",
        name_en="Bodies, whose heads deal with it",
        options=tuple(
            ActOption(value=body.id, name=body.name, name_en=body.name_en or body.name)
            for desk, body in desks.items()
            if desk in held
        ),
        is_required=False,
        is_many=True,
    )


def order() -> Question:
    """Asks who comes first, where they are asked one after the other."""
    return Question(
        asks=Asks.ORDER,
        name="依次签署的先后",
        name_en="Who signs first, one after the other",
        is_required=False,
        is_many=True,
    )


def chosen(scene: Scene, given: Given, kind: AsideKind) -> tuple[Addressee, ...]:
    """Who was chosen, once each and in order; refused when that is nobody, oneself, too many or asked already."""
    faults = tuple(_faults(scene, given))
    if faults:
        raise AnswerWrong(faults)
    by_id: dict[str, Addressee] = {str(person): (person, None, None) for person in given.people}
    for body in map(BodyId, given.targets):
        by_id[body] = (None, body, scene.county.head_role(body))
    wanted = [by_id[each] for each in given.order or by_id]
    waiting = [
        one
        for one in beside(scene.unit, scene.item)
        if one.kind is kind and one.is_pending and (one.person, one.body, one.role) in wanted
    ]
    if waiting:
        zh, en = zip(*(one.whom for one in waiting), strict=True)
        raise AskedAlready(names=("、".join(zh), ", ".join(en)))
    return tuple(wanted)


def _own(scene: Scene) -> frozenset[PersonId | None]:
    return frozenset({scene.actor.person, scene.item.holder})


def _option(each: Colleague) -> ActOption:
    return ActOption(
        value=str(each.person),
        name=f"{each.name} · {each.title}",
        name_en=f"{each.name_en or each.name} · {each.title_en or each.title}",
    )


def _faults(scene: Scene, given: Given) -> Iterator[Fault]:
    if not given.people and not given.targets:
        yield Fault(
            field=Asks.PEOPLE,
            zh="请至少选择一人或者一个单位。",
            en="Choose at least one person or body.",
        )
    if len(given.people) + len(given.targets) > MOST:
        yield Fault(
            field=Asks.PEOPLE,
            zh=f"一次最多选择 {MOST} 个人员和单位。",
            en=f"Choose no more than {MOST} persons and bodies at once.",
        )
    if _own(scene).intersection(given.people):
        yield Fault(
            field=Asks.PEOPLE,
            zh="不能选择自己或者经办人。",
            en="You can't ask yourself, nor who holds the work.",
        )
    if given.order and sorted(given.order) != sorted({*map(str, given.people), *given.targets}):
        yield Fault(
            field=Asks.ORDER,
            zh="所选的人员和单位有变化，请按下面的先后核对之后再提交。",
            en="Give everybody chosen one place in the order, and nobody else; look at it and hand it in again.",
        )
    seated = scene.unit.people.seated(given.people, scene.today, scene.item.process)
    if not {each.person for each in seated}.issuperset(given.people):
        yield Fault(
            field=Asks.PEOPLE,
            zh="所选人员中有人今天没有任职，请重新选择。",
            en="Somebody chosen holds no post today: choose again.",
        )
