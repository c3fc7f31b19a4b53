"""What becomes of an answer that was given in to be signed (后加签): it is completed, or comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.asides import AsideKind, Verdict, Withdrawal, reach, withdraw
from server.domain.ids import SubjectId
from server.domain.submission import End, completed, ended, is_agreed_to
from server.services import working
from server.services.asides import beside, left_behind
from server.services.incidents import COMPLETE, Failed

if TYPE_CHECKING:
    from collections.abc import Collection

    from server.domain.asides import Aside
    from server.domain.ports import HeldCase, Unit
    from server.domain.submission import Submission
    from server.domain.values import Values
    from server.domain.work import WorkItem
    from server.services.running import Run


def signers(unit: Unit, item: WorkItem) -> tuple[Aside, ...]:
    """Who has still to sign, in their order."""
    asked = (one for one in beside(unit, item) if one.kind is AsideKind.SIGN_AFTER)
    return tuple(one for one in asked if one.is_pending)


def asked_now(unit: Unit, item: WorkItem) -> tuple[str, str]:
    """Who is asked to sign now what was given in, in both languages."""
    now = [one.whom for one in signers(unit, item) if one.is_open]
    return "、".join(zh for zh, _ in now), ", ".join(en for _, en in now)


def is_signed(unit: Unit, item: WorkItem) -> bool:
    """Whether anybody has agreed to what is given in now."""
    entries = unit.journal.entries(SubjectId(item.case))
    return is_agreed_to(item, (fact for entry in entries for fact in entry.facts))


def signed(run: Run, held: HeldCase, item: WorkItem, aside: Aside, verdict: Verdict | None) -> None:
    """Somebody has signed: one who doesn't agree ends it for all, the last who agrees completes the work."""
    left = [one for one in signers(run.unit, item) if one.id != aside.id]
    if verdict is Verdict.AGREE:
        _go_on(run, held, item, left, agreed=True)
    else:
        come_back(run, held, item, left, End.DISAGREED)


def taken_off(run: Run, held: HeldCase, item: WorkItem, gone: Collection[Aside]) -> None:
    """Some are asked no more (减签): the others go on, and the work is completed if they have all agreed."""
    numbers = {one.id for one in gone}
    left = [one for one in signers(run.unit, item) if one.id not in numbers]
    _go_on(run, held, item, left, agreed=is_signed(run.unit, item))


def come_back(
    run: Run, held: HeldCase, item: WorkItem, left: Collection[Aside], reason: End
) -> None:
    """Nobody else is asked, and the work lies with its holder again, with the answer as it was given in."""
    run.record.of_case(
        held, *(withdraw(one, Withdrawal.CALLED_OFF) for one in left), ended(item, reason)
    )
    if item.holder is not None:
        moment = run.record.moment
        run.unit.work.save_draft(item.id, item.holder, given_in(run.unit, item), moment)


def given_in(unit: Unit, item: WorkItem) -> Values:
    """The answer that waits to be signed."""
    return unit.journal.content(item.root, submission_of(item).digest)


def submission_of(item: WorkItem) -> Submission:
    """What was given in; acts upon it are offered while it waits alone."""
    assert item.submission is not None  # noqa: S101  # the stage of the work says so
    return item.submission


def push_of(unit: Unit, item: WorkItem) -> Failed:
    """The push by which the last signature completes the work, as it is known if it fails."""
    given = submission_of(item)
    return Failed(
        subject=item.case,
        token=item.token,
        push=COMPLETE,
        element=item.element,
        values=given_in(unit, item),
        choice=given.choice,
        person=given.person,
    )


def _go_on(
    run: Run, held: HeldCase, item: WorkItem, left: Collection[Aside], *, agreed: bool
) -> None:
    """Whose turn it is, is asked; once nobody is left the work is completed, or comes back unsigned."""
    if any(one.is_open for one in left):
        return
    if left:
        run.record.of_case(held, reach(next(iter(left))))
    elif agreed:
        _complete(run, held, item)
    else:
        come_back(run, held, item, (), End.CALLED_OFF)


def _complete(run: Run, held: HeldCase, item: WorkItem) -> None:
    values = given_in(run.unit, item)
    done, acted = completed(item, submission_of(item))
    run.learn(held)
    run.record.of_case(held, ended(item, End.AGREED))
    others = (one for one in beside(run.unit, item) if one.kind is not AsideKind.SIGN_AFTER)
    working.finish(run, item, held, values, done, *acted, *left_behind(others))
