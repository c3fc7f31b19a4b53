"""What acts share by which others agree to the holder's answer: the draft, and the button that goes with it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from server.domain.errors import AnswerWrong, NothingToConfirm
from server.domain.reading import ActOption, Asks, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.process import Step
    from server.domain.values import Values, Words
    from server.services.acts.scene import Scene

_NO_DRAFT: Words = ("表单还没有存为草稿", "the form is not kept as a draft")


def button(step: Step) -> tuple[Question, ...]:
    """Which button of the step goes with the answer; nothing where it has but one."""
    if not step.choices:
        return ()
    options = tuple(
        ActOption(value=one.flow, name=one.name, name_en=one.name_en) for one in step.choices
    )
    return (
        Question(asks=Asks.CHOICE, name="拟办结为", name_en="To be completed as", options=options),
    )


def filled_in(scene: Scene) -> Values:
    """What the actor kept as a draft; refused with ``NothingToConfirm`` where a form is not filled in."""
    person = scene.actor.person
    draft = scene.unit.work.draft(scene.item.id, person) if person else None
    if draft is None and scene.item.form is not None:
        raise NothingToConfirm(why=_NO_DRAFT)
    return draft[0] if draft else {}


@contextmanager
def as_the_form_takes_it() -> Iterator[None]:
    """What the form doesn't take is nothing yet that others could agree to: ``NothingToConfirm``."""
    try:
        yield
    except AnswerWrong as wrong:
        first = wrong.faults[0]
        why = first.sentence("zh").rstrip("。"), first.sentence("en").rstrip(".")
        raise NothingToConfirm(why=why) from wrong
