"""Who completed or returned work takes it back (撤回) while nobody has gone on from it, and does it again.

Once somebody has looked at what follows, signed for it or got it, it is theirs to say: then they are
asked for it (撤回申请), and it is taken back when all of them agree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import TooLateToTakeBack
from server.domain.reading import Asks, Question
from server.services.acts.asking_back import ask_back
from server.services.acts.opened_since import is_next, opened_since
from server.services.acts.too_late import SEEN, is_touched
from server.services.amending import lay_again
from server.services.withdrawing import close_tokens

if TYPE_CHECKING:
    from server.domain.ids import ItemId, PersonId
    from server.domain.ports import HeldCase
    from server.domain.rerouting import Rerouting
    from server.domain.values import Words
    from server.domain.work import WorkItem
    from server.services.acts.opened_since import Opened
    from server.services.acts.scene import Given, Scene
    from server.services.running import Run

_AGAIN: Words = (
    "本环节开始新一轮，直接交回给您；上一轮的内容带入，并留在办理记录中。",
    "The step begins a new round, which you have at once; your answer of before stays in the history.",
)
_AS_BEFORE: Words = (
    "事项回到退回之前：本环节直接交回给您，时限接着计算，已填的草稿保留；退回和撤回都留在办理记录中。",
    "The case stands where it stood before: you have the step at once with your draft, its clock goes on, and the history keeps the return.",
)
_ASKED: Words = (
    "下一环节已有人阅知或签收，须经其同意：提交后成为撤回申请；同意的，按撤回办理，办结的，申请失效。",
    "Somebody has looked at what follows or signed for it, so they are asked: it is taken back when they agree; once they complete, nothing is asked any more.",
)


@dataclass(frozen=True, slots=True)
class TakingBack:
    """Who did the work last has it again, and what it opened is withdrawn; or who has that is asked first."""

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """Why, if they like, and in any case where others are asked; refused with ``TooLateToTakeBack``."""
        is_asked = bool(_opened(scene).touched)
        return (Question(asks=Asks.REASON, name="理由", name_en="Reason", is_required=is_asked),)

    def foresee(self, scene: Scene) -> tuple[Words, ...]:
        """What is withdrawn, what does not come back, or who is asked first."""
        opened = _opened(scene)
        back = _AS_BEFORE if opened.undoes else _AGAIN
        return (
            *((_ASKED,) if opened.touched else ()),
            back,
            *_gone(scene, opened.place, opened.going),
            *opened.losses,
        )

    def do(self, scene: Scene, held: HeldCase, given: Given) -> None:
        """Takes it back, or asks for it; the branches it opened are locked first, so that nobody signs there meanwhile."""
        going = opened_since(scene, held).going
        for case in sorted({one.case for one in going} - {held.id}):
            scene.run.hold(case)
        opened = opened_since(scene, held)
        if opened.touched and not given.reason:  # they looked between the question and the act
            raise TooLateToTakeBack(why=SEEN)
        if opened.touched:
            ask_back(scene, opened.touched, given.reason)
            return
        take_back(scene, opened, given.reason)


def _opened(scene: Scene) -> Opened:
    return opened_since(scene, scene.run.hold(scene.item.case))


def take_back(scene: Scene, opened: Opened, reason: str) -> None:
    """Who did the work has it again, in a new round, with what they had typed."""
    run, item, person = scene.run, scene.item, scene.item.holder
    assert person is not None  # noqa: S101  # who did it holds it
    taken = f.WorkTakenBack(item=item.id, person=person, digest=scene.kept_reason(reason))
    if opened.undoes:  # who has touched it is told that it is withdrawn
        doer = None if opened.touched else opened.undoes.doer
        taken = replace(taken, doer=doer, name=opened.undoes.name, element=opened.undoes.element)
    run.record.of_case(opened.place, taken)
    if opened.push is None:
        [there] = opened.going
        close_tokens(run, opened.place, frozenset({item.token}))
        anew = lay_again(run, opened.place, item, None, there)
        _give(run, opened.place, item, anew, person)
        return
    found = _come_again(run, opened, item, opened.push)
    _give(run, run.hold(found.case), item, found.id, person)


def _come_again(run: Run, opened: Opened, item: WorkItem, push: Rerouting) -> WorkItem:
    """The same step, offered anew by the flow; the place that is given up for it is closed."""
    if push.token is not None:
        close_tokens(run, opened.place, frozenset({push.token}))
    run.push(opened.place, push, resumes=item if opened.undoes else None)
    run.settle()
    return next(one for one in run.unit.work.of_case(item.root)[::-1] if is_next(one, item))


def _give(run: Run, held: HeldCase, item: WorkItem, anew: ItemId, person: PersonId) -> None:
    """They hold the new round, and the draft that they had left is theirs in it."""
    run.record.of_case(held, f.WorkClaimed(item=anew, person=person))
    run.settle()
    run.unit.work.move_draft(item.id, anew, person)


def _gone(scene: Scene, held: HeldCase, going: tuple[WorkItem, ...]) -> tuple[Words, ...]:
    scene.run.learn(held)
    names = scene.run.tools.engine.model(held.version).names
    return tuple(
        (
            f"“{item.name}”随之撤回{_who(item)[0]}。",
            f"“{names.get(item.element, ('', item.name))[1] or item.name}” is withdrawn{_who(item)[1]}.",
        )
        for item in going
    )


def _who(item: WorkItem) -> Words:
    if not is_touched(item):
        return "；那里还没有人看过", "; nobody has looked at it"
    name, name_en = item.holder_name or "经办人", item.holder_name_en or item.holder_name
    return f"，须经{name}同意", f" once {name_en or 'its desk'} agrees"
