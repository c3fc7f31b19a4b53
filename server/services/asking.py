"""Answer what was asked beside a piece of work, say that it was read, and look at it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.domain import asides as domain
from server.domain.acts import Act
from server.domain.amending import step_of
from server.domain.asides import AsideKind, Verdict
from server.domain.attachment import files_in
from server.domain.errors import (
    AnswerWrong,
    Fault,
    NoSuchAside,
    SignatureStandsStill,
    StepFailed,
)
from server.domain.reading import AsideList, AsidePage
from server.domain.telling.asides import line
from server.services import tasks
from server.services.acting import act
from server.services.acts.scene import Given
from server.services.asides import turn_comes
from server.services.certifying import check_certified, person_of
from server.services.correcting import REASON_LETTERS
from server.services.form_values import known
from server.services.giving_back import go_by
from server.services.incidents import PushFailed, noting
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.reporting import report
from server.services.running import Run
from server.services.separating import YOU, check_separation
from server.services.submitting import push_of, signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from server.domain.asides import Aside
    from server.domain.ids import AsideId, CaseId
    from server.domain.people import Actor
    from server.domain.ports import HeldCase, Unit
    from server.domain.reading import DocumentRow, TaskPage
    from server.domain.work import WorkItem
    from server.services.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What somebody says to what they were asked."""

    text: str = ""
    verdict: str = ""
    """``agree`` or ``disagree``, where a signature is wanted."""


def answer(
    tools: Tools, actor: Actor, aside_id: AsideId, reply: Reply, request_key: str | None = None
) -> None:
    """Gives the answer, which is locked from then on; with the last signature the work goes on."""
    try:
        _answer(tools, actor, aside_id, reply, request_key)
    except PushFailed as failed:
        report(tools, failed)
        raise SignatureStandsStill from failed.failure


@again
def _answer(
    tools: Tools, actor: Actor, aside_id: AsideId, reply: Reply, request_key: str | None
) -> None:
    said = Reply(text=reply.text.strip(), verdict=reply.verdict)
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("answer", aside_id, said.text, said.verdict))
        if request.answer is not None:
            return
        aside, item, held = _held(unit, actor, aside_id)
        verdict = Verdict(said.verdict) if said.verdict else None
        record = Record(tools, unit, actor)
        run = Run(record, tools.shelf.county(unit))
        answered = domain.answer(
            aside, item, actor, verdict=verdict, digest=_kept(record, held, said)
        )
        _check(_faults(aside, said))
        if aside.is_upon_answer:
            _check_doer(run, actor, aside, item, held)
        record.of_case(held, answered)
        if aside.is_request:
            go_by(run, actor, _now(unit, aside_id), said.verdict)
        elif aside.kind is AsideKind.SIGN_BEFORE:
            record.of_case(held, *turn_comes(unit, item, [aside]))
        elif aside.kind is AsideKind.SIGN_AFTER:
            with noting(push_of(unit, item), StepFailed):
                signed(run, held, item, aside, verdict)
        record.write()
        request.keep({})
        unit.commit()


@again
def read(
    tools: Tools, actor: Actor, aside_id: AsideId, reply: Reply, request_key: str | None = None
) -> None:
    """Says that it was read, with a remark or without."""
    said = Reply(text=reply.text.strip())
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("read", aside_id, said.text))
        if request.answer is not None:
            return
        aside, _, held = _held(unit, actor, aside_id)
        record = Record(tools, unit, actor)
        noted = domain.read(aside, actor, digest=_kept(record, held, said))
        _check(_too_long(said))
        record.of_case(held, noted)
        record.write()
        request.keep({})
        unit.commit()


def call_off(
    tools: Tools, actor: Actor, aside_id: AsideId, request_key: str | None = None
) -> CaseId:
    """Calls one open question off, as the act on its work does; gives the matter."""
    with tools.unit() as unit:
        aside = _now(unit, aside_id)
    return act(tools, actor, aside.item, Act.CALL_OFF, Given(targets=(str(aside_id),)), request_key)


def _held(unit: Unit, actor: Actor, aside_id: AsideId) -> tuple[Aside, WorkItem, HeldCase]:
    """An aside with its work, the case being locked: read again, for somebody may have been faster.

    The case of work that is asked back is locked before that of the work that follows it.
    """
    found = domain.check_sight(unit.asides.find(aside_id), actor)
    if found.about is not None:
        unit.work.hold(found.about)
    item, held = unit.work.hold(found.item)
    return _now(unit, aside_id), item, held


def _check_doer(run: Run, actor: Actor, aside: Aside, item: WorkItem, held: HeldCase) -> None:
    """Refuses who may not do the step whose answer they agree to: kept apart from it, or an officer without a certificate."""
    run.learn(held)
    step = step_of(run.tools.engine.model(held.version), item)
    if aside.kind is AsideKind.OFFICER:
        check_certified(run, step, person_of(actor))
    check_separation(run, held, step, item, dict.fromkeys(person_of(actor), YOU))


def _kept(record: Record, held: HeldCase, said: Reply) -> str:
    return record.content(held.root, {"text": said.text}) if said.text else ""


def _check(faults: Iterable[Fault]) -> None:
    found = tuple(faults)
    if found:
        raise AnswerWrong(found)


def _now(unit: Unit, aside_id: AsideId) -> Aside:
    aside = unit.asides.find(aside_id)
    if aside is None:
        raise NoSuchAside
    return aside


def _faults(aside: Aside, said: Reply) -> Iterator[Fault]:
    if aside.wants_verdict and not said.verdict:
        yield Fault(field="verdict", zh="请选择同意或者不同意。", en="Say whether you agree.")
    if not aside.wants_verdict and said.verdict:
        yield Fault(
            field="verdict", zh="此项只需要填写意见。", en="Only an opinion is asked for here."
        )
    if not said.text and said.verdict != Verdict.AGREE:
        yield Fault(field="text", zh="请填写意见。", en="Write what you have to say.")
    yield from _too_long(said)


def _too_long(said: Reply) -> Iterator[Fault]:
    if len(said.text) > REASON_LETTERS:
        yield Fault(
            field="text",
            zh=f"请写在 {REASON_LETTERS} 字以内。",
            en=f"Keep to {REASON_LETTERS} characters.",
        )


def page(tools: Tools, actor: Actor, aside_id: AsideId, language: str = "zh") -> AsidePage:
    """What is asked, with the work to read; for whoever is asked."""
    now = tools.clock.now()
    with tools.unit() as unit:
        aside = domain.check_sight(unit.asides.find(aside_id), actor)
        item, row = tasks.found(unit, actor, aside.item, now)
        work = tasks.read_work(tools, actor, unit, item, row)
        work = _answered_for(aside, work)
        mask = work.told.mask
        digests = [digest for digest in (aside.digest, aside.answer) if digest]
        raw = {digest: unit.journal.content(aside.root, digest) for digest in digests}
        texts = {digest: mask.content(digest, said) for digest, said in raw.items()}
    task, said = tasks.picture(tools, work, language), texts.get(aside.digest, {})
    if aside.is_upon_answer:
        task = replace(task, values={**task.values, **said.get("values", {})})
    task = _within_its_form(tools, task)
    return AsidePage(
        line=line(aside, work.told.county.deadline(aside.due, now), texts),
        task=task,
        choice=next((one for one in task.choices if one.flow == said.get("choice")), None),
        is_mine_to_answer=aside.is_open and domain.may_answer(aside, item, actor),
        hides=texts != raw or _hides(work, task),
    )


def _answered_for(aside: Aside, work: tasks.Work) -> tasks.Work:
    """The work as who is asked may see it: who agrees to the doer's answer handles it as they do."""
    if not aside.is_upon_answer:
        return work
    return _unmasked(work)


def _unmasked(work: tasks.Work) -> tasks.Work:
    told = work.told
    return replace(work, told=replace(told, mask=replace(told.mask, is_off=True)))


def files_shown(tools: Tools, actor: Actor, aside_id: AsideId) -> tuple[DocumentRow, ...]:
    """The files that who is asked sees there: those of the work itself, and those that its form names."""
    return _files_of(page(tools, actor, aside_id).task)


def _files_of(task: TaskPage) -> tuple[DocumentRow, ...]:
    return (*task.documents, *task.received)


def _within_its_form(tools: Tools, task: TaskPage) -> TaskPage:
    """The work with no more of the case's data, and of its earlier files, than its form shows."""
    shown = tools.forms.shown(task.form) if task.form else frozenset()
    values = {name: value for name, value in task.values.items() if name in shown}
    named = files_in(values)
    received = (row for row in task.received if f"doc:{row.document}" in named)
    return replace(task, values=values, received=tuple(received))


def _hides(work: tasks.Work, task: TaskPage) -> bool:
    """Whether some of the data that are shown are masked, or a file is kept back."""
    if work.told.mask.is_off:
        return False
    whole = known(_unmasked(work))
    is_masked = any(whole.get(name, value) != value for name, value in task.values.items())
    return is_masked or any(row.is_hidden for row in _files_of(task))


def asked_of(tools: Tools, actor: Actor, tab: str = "all", cursor: str | None = None) -> AsideList:
    """What is asked of the actor: to read or to answer (``read``, ``answer``, ``all``), or dealt with (``over``)."""
    with tools.unit() as unit:
        tools.shelf.county(unit)
        return unit.views.asides(actor, tab, cursor, tools.clock.now())
