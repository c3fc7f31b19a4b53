"""Whoever has the work answered a request to have back what came before (撤回申请): what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.asides import Verdict, Withdrawal, withdraw
from server.domain.errors import TooLateToTakeBack
from server.domain.kept import typed
from server.services.acts.asking_back import last_answers
from server.services.acts.opened_since import opened_since
from server.services.acts.scene import Scene
from server.services.acts.taking_back import take_back
from server.services.acts.too_late import SEEN

if TYPE_CHECKING:
    from server.domain.asides import Aside
    from server.domain.people import Actor
    from server.services.running import Run


def go_by(run: Run, actor: Actor, request: Aside, verdict: str) -> None:
    """Takes the work back once all who were asked agree; one who doesn't ends the request for all.

    Refused with ``TooLateToTakeBack`` where it can't be taken back any more, whoever agrees.
    """
    assert request.about is not None  # noqa: S101  # a request is about work
    run.settle()
    item, held = run.unit.work.hold(request.about)
    scene = Scene(run=run, actor=actor, item=item, standings=frozenset())
    agrees = verdict == Verdict.AGREE
    try:
        opened = opened_since(scene, held)
    except TooLateToTakeBack:
        if agrees:
            raise
        return
    said = last_answers(run.unit, opened.going, item.id)
    if not agrees:
        for one in (one for one in said.values() if one.is_open):
            other = next(each for each in opened.going if each.id == one.item)
            run.record.of_case(run.hold(other.case), withdraw(one, Withdrawal.CALLED_OFF))
        return
    if any(one.is_open for one in said.values()):
        return
    agreed = {each for each, one in said.items() if one.verdict is Verdict.AGREE}
    if any(one.id not in agreed for one in opened.touched):
        raise TooLateToTakeBack(why=SEEN)
    text = run.unit.journal.content(item.root, request.digest)
    take_back(scene, opened, typed(text, "text"))
