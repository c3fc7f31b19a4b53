"""Work that others have looked at is asked back of them (撤回申请); it is taken back when all agree.

What is asked is an aside beside the work that follows (``domain/asides.py``): it lies before its
desk, is answered by whoever may do that work, and ends with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.asides import AsideKind, AsideState
from server.domain.errors import AskedAlready
from server.services.asides import beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from server.domain.asides import Aside
    from server.domain.ids import ItemId
    from server.domain.ports import Unit
    from server.domain.work import WorkItem
    from server.services.acts.scene import Scene


def ask_back(scene: Scene, touched: tuple[WorkItem, ...], reason: str) -> None:
    """Asks whoever has what follows; refused with ``AskedAlready`` while they have not answered."""
    waiting = [one for one in requests(scene.unit, touched, scene.item.id) if one.is_open]
    if waiting:
        zh, en = zip(*(one.whom for one in waiting), strict=True)
        raise AskedAlready(names=("、".join(zh), ", ".join(en)))
    record, digest = scene.run.record, scene.kept(reason)
    for item in touched:
        opened = f.AsideOpened(
            aside=record.tools.ids.new(),
            item=item.id,
            kind=AsideKind.ASK_BACK,
            blocks=False,
            name=item.name,
            body=item.body,
            role=item.role,
            digest=digest,
            about=scene.item.id,
        )
        record.of_case(scene.run.hold(item.case), opened)


def requests(unit: Unit, items: Iterable[WorkItem], about: ItemId) -> Iterator[Aside]:
    """What was asked of whoever has these works, to have a work back."""
    for item in items:
        yield from (one for one in beside(unit, item) if one.about == about)


def last_answers(unit: Unit, items: Iterable[WorkItem], about: ItemId) -> dict[ItemId, Aside]:
    """What was said last to that beside each work."""
    said = (one for one in requests(unit, items, about) if one.state is not AsideState.WITHDRAWN)
    return {one.item: one for one in said}
