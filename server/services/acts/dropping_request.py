"""Who asked work back (撤回申请) asks no more: whoever has what follows goes on with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain.asides import Withdrawal, withdraw
from server.domain.errors import NothingAsked

if TYPE_CHECKING:
    from server.domain.asides import Aside
    from server.domain.ports import HeldCase
    from server.domain.reading import Question
    from server.domain.values import Words
    from server.services.acts.scene import Given, Scene


@dataclass(frozen=True, slots=True)
class DroppingRequest:
    """Ends what is open of a request, beside whatever work follows."""

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """Nothing; refused with ``NothingAsked`` once it was answered."""
        _open(scene)
        return ()

    def foresee(self, scene: Scene) -> tuple[Words, ...]:
        """Who is told."""
        zh, en = zip(*(one.whom for one in _open(scene)), strict=True)
        return (
            (
                f"{'、'.join(zh)}会收到提醒，不必再答复，工作照常办理；需要时可以重新申请。",
                f"{', '.join(en)}: told that nothing is asked any more, and goes on with the work; you may ask again.",
            ),
        )

    def do(self, scene: Scene, _held: HeldCase, _given: Given) -> None:
        """Drops it; the case of the work that follows is locked after that of the work asked back.

        It is read again then: whoever completes that work ends the request too.
        """
        places = {one.case: scene.run.hold(one.case) for one in _open(scene)}
        for one in _open(scene):
            scene.run.record.of_case(places[one.case], withdraw(one, Withdrawal.DROPPED))


def _open(scene: Scene) -> tuple[Aside, ...]:
    found = scene.unit.asides.about(scene.item.id)
    if not found:
        raise NothingAsked
    return found
