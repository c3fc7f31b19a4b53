"""Cases that begin by themselves: by a message, a signal or a moment that a start event waits for.

Such a case is begun by the system, for the body that ``starter_body`` names in process.toml (FEEL
over what the message brought), else for the body that answers for the process.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from server.domain import facts as f
from server.domain.errors import DiagramRefused, StepFailed
from server.domain.feel import FeelLimit, FeelSyntaxError, compile_expression
from server.domain.ids import CaseId, Token, subject_named
from server.domain.people import SYSTEM
from server.domain.process import Problem, TriggerKind
from server.domain.values import plain
from server.services.incidents import BEGIN, Failed, noting
from server.services.opening import Opening, open_case
from server.services.recording import Record
from server.services.repeating import again
from server.services.running import Run
from server.services.worlds import CountyWorld

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from server.domain.ids import BodyId, StartId, VersionId
    from server.domain.ports import HeldCase, HeldStart
    from server.domain.process import Model, Occurrence, Sources, Trigger, Version
    from server.domain.values import Values
    from server.services.tools import Tools


def begin(run: Run, start: HeldStart, values: Values, *facts: f.Fact) -> HeldCase:
    """Begins a case by a start event; the facts stand beside its beginning."""
    sources = run.tools.shelf.sources(run.unit, start.version)
    opening = Opening(
        version=run.unit.processes.version(start.version),
        sources=sources,
        answer=values,
        body=_body(run, sources, start, values),
        trigger=start.trigger,
    )
    return open_case(run, opening, *facts)


def failed_start(
    start: HeldStart, *, sent: Mapping[str, str] | None = None, values: Values | None = None
) -> Failed:
    """What is known of a case that does not begin by this start event."""
    return Failed(
        subject=subject_named("process", start.process),
        token=Token(start.trigger.element),
        push=BEGIN,
        element=start.trigger.element,
        values=values or {},
        sent=sent or {},
        start=start,
    )


def _body(run: Run, sources: Sources, start: HeldStart, values: Values) -> BodyId:
    if not sources.starter_body:
        return run.county.body_of(sources.owner)
    world = CountyWorld(run.county, run.record.moment)
    try:
        expression = compile_expression(sources.starter_body)
        found = expression.evaluate(values, world.functions, world.moment)
    except (FeelLimit, FeelSyntaxError) as error:
        raise _no_body(start, error.message_zh, error.message_en) from error
    known = next((body.id for body in run.county.bodies if body.id == found), None)
    if known is None:
        said = json.dumps(plain(found), ensure_ascii=False)
        raise _no_body(start, said, said)
    return known


def _no_body(start: HeldStart, why: str, why_en: str) -> StepFailed:
    cause = (
        f"process.toml 的 starter_body 没有给出本县的单位：{why}",
        f"starter_body of process.toml gives no body of the county: {why_en}",
    )
    return StepFailed(cause=cause, element=start.trigger.element)


# --- by a moment ------------------------------------------------------------------------------


@again
def begin_by_time(tools: Tools, start: StartId) -> CaseId | None:
    """Begins the case of a moment that has come; None when it was begun, or is no longer waited for.

    The case and the next moment are one commit, so each moment begins exactly one case.
    """
    with tools.unit() as unit:
        found = unit.starts.hold(start)
        record = Record(tools, unit, SYSTEM)
        if found is None or not found.is_due(record.moment):
            return None
        with noting(failed_start(found)):
            held = fire(Run(record, tools.shelf.county(unit)), found)
        record.write()
        unit.commit()
    return held.id


def fire(run: Run, start: HeldStart) -> HeldCase:
    """Begins the case of a held start event whose moment has come, and waits for the next."""
    held = begin(run, start, {})
    go_on(run.record, start, held.id)
    return held


def begin_late(run: Run, start: HeldStart) -> None:
    """Begins the case that a moment did not begin; a clock that stands goes on from that moment."""
    if start.is_put_off:
        fire(run, start)
    else:
        begin(run, start, {})


def go_on(record: Record, start: HeldStart, case: CaseId | None) -> None:
    """Lets the clock of a held start event go on to its next moment; what began by this one."""
    sources = record.tools.shelf.sources(record.unit, start.version)
    record.tools.engine.learn(start.version, sources)
    following = _occurrence(record, start.version, start.trigger, start.occurrence)
    fired = f.StartFired(start=start.id, case=case, **_said(following))
    record.of_subject(subject_named("process", start.process), fired)


# --- at a deployment --------------------------------------------------------------------------


def awaited(
    record: Record, version: Version, sources: Sources, model: Model
) -> tuple[f.StartAwaited, ...]:
    """What a new version waits for; refused with ``DiagramRefused``.

    A timer that the version before had word for word goes on as it was: what has happened doesn't
    happen again. Messages that are kept for a start begin their cases by a job.
    """
    problems = tuple(_taken(record, version, model))
    if problems:
        raise DiagramRefused(problems)
    before = {one.trigger: one.occurrence for one in record.unit.starts.of(version.key)}
    facts = []
    for trigger in model.triggers:
        occurrence = before.get(trigger)
        if trigger.kind is TriggerKind.TIMER and trigger not in before:
            record.tools.engine.learn(version.id, sources)
            occurrence = _first(record, version, trigger)
        if trigger.kind is TriggerKind.MESSAGE and record.unit.messages.kept(
            trigger.name, record.moment
        ):
            record.unit.defer("begin_kept", {"name": trigger.name})
        facts.append(
            f.StartAwaited(
                start=record.tools.ids.new(),
                process=version.key,
                version=version.id,
                element=trigger.element,
                kind=trigger.kind.value,
                name=trigger.name,
                **_said(occurrence),
            )
        )
    return tuple(facts)


def _taken(record: Record, version: Version, model: Model) -> Iterator[Problem]:
    """A message begins one process only, so that it is clear which."""
    messages = {one.name: one for one in model.triggers if one.kind is TriggerKind.MESSAGE}
    for name, trigger in sorted(messages.items()):
        record.unit.messages.close(name)
        for other in record.unit.starts.listening("message", name):
            if other.process != version.key:
                yield Problem(
                    element=trigger.element,
                    sentence=f"消息“{name}”已发起流程“{other.process}”。请改用另一消息。",
                    sentence_en=f"Message {name!r} begins process {other.process!r} already. Use another.",
                )


def _first(record: Record, version: Version, trigger: Trigger) -> Occurrence | None:
    try:
        return _occurrence(record, version.id, trigger, None)
    except StepFailed as failure:
        problem = Problem(
            element=trigger.element,
            sentence=f"定时器在发起前算不出时间：{failure.causes[0]}。请改写。",
            sentence_en=f"The timer gives no time before a case begins: {failure.causes[1]}. "
            "Rewrite it.",
        )
        raise DiagramRefused([problem]) from failure


def _occurrence(
    record: Record, version: VersionId, trigger: Trigger, before: Occurrence | None
) -> Occurrence | None:
    world = CountyWorld(record.tools.shelf.county(record.unit), record.moment)
    return record.tools.engine.occurrence(version, trigger, before, world)


def _said(occurrence: Occurrence | None) -> dict[str, Any]:
    return {} if occurrence is None else {"due": occurrence.at, "rest": occurrence.rest}
