"""Who could hold a piece of work now: the people at its desk today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors import NobodyElse
from server.domain.reading import ActOption, Asks, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.people import Colleague
    from server.services.acts.scene import Scene


def others_at_desk(scene: Scene) -> tuple[Colleague, ...]:
    """The people at the desk of the work today, without its holder; those with least work first."""
    item = scene.item
    found = scene.unit.people.at_desk(item.body, item.role, scene.today, item.process)
    return tuple(each for each in found if each.person != item.holder)


def who(scene: Scene, name: str, name_en: str) -> Question:
    """Asks for one of them; refused with ``NobodyElse`` when there is none."""
    options = tuple(_options(scene))
    if not options:
        raise NobodyElse
    return Question(asks=Asks.PEOPLE, name=name, name_en=name_en, options=options)


def _options(scene: Scene) -> Iterator[ActOption]:
    found = others_at_desk(scene)
    names = {each.person: (each.name, each.name_en) for each in found}
    against = scene.barred(names)
    for each in found:
        refusal = against.get(each.person)
        why, why_en = refusal.why if refusal else ("", "")
        yield ActOption(
            value=str(each.person),
            name=f"{each.name} · {each.title}（{why or f'手上 {each.in_hand} 件'}）",
            name_en=f"{each.name_en or each.name} · {each.title_en or each.title}"
            f" ({why_en or f'{each.in_hand} in hand'})",
        )
