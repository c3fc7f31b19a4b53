"""Open a case: what all starts have in common, whether somebody starts it or it begins by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import NoSuchProcess
from server.domain.feel import FeelError, compile_expression
from server.domain.ids import CaseId
from server.domain.journal import Head
from server.domain.moves import Start
from server.domain.ports import HeldCase
from server.domain.process import STARTED_WITH
from server.domain.searching import words_in
from server.domain.values import plain
from server.domain.work import Matter

if TYPE_CHECKING:
    from server.domain.ids import BodyId, PostId, ProcessKey
    from server.domain.ports import Unit
    from server.domain.process import Sources, Trigger, Version
    from server.domain.values import Values
    from server.services.running import Run
    from server.services.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """By what a case begins, and for whom."""

    version: Version
    sources: Sources
    answer: Values
    """To the start form, or what a message brought."""
    body: BodyId
    post: PostId | None = None
    """Of whoever starts it; None when it begins by itself."""
    trigger: Trigger | None = None
    """What has happened, so that it begins by itself; None when somebody starts it."""


def newest(tools: Tools, unit: Unit, key: ProcessKey) -> tuple[Version, Sources]:
    """The newest version of a process and what it is made of; refused with ``NoSuchProcess``."""
    version = unit.processes.newest(key)
    if version is None:
        raise NoSuchProcess(key=key)
    return version, tools.shelf.sources(unit, version.id)


def open_case(run: Run, opening: Opening, *facts: f.Fact) -> HeldCase:
    """Begins a case and pushes it to where it first waits; the facts stand beside its beginning."""
    sources = opening.sources
    number = _number(run, sources)
    held = entitle(run, _new_case(run, opening, number), sources, opening.answer)
    run.record.describe(held.id, words_in(held.title, held.number), {})
    run.learn(held)
    started = f.CaseStarted(
        process=held.process,
        version=held.version,
        number=held.number,
        root=held.id,
        body=held.body,
        digest=run.record.content(held.id, opening.answer),
        element=opening.trigger.element if opening.trigger else "",
        duty=_duty(run, opening),
    )
    run.record.of_case(held, started, *facts)
    run.push(held, _start(opening, held.number))
    return held


def entitle(run: Run, held: HeldCase, sources: Sources, answer: Values) -> HeldCase:
    """Gives a matter the words that it is known by, from the answer to its start form."""
    title = _title(sources, answer, held.number)
    matter = replace(held.matter, urgency=str(answer.get("urgency") or "normal"))
    run.record.title(held.id, title, matter.urgency)
    return replace(held, title=title, matter=matter)


def inherited(held: HeldCase, given: Values) -> Values:
    """What a case gives to one that it calls: whatever that is given, it knows for whom it began."""
    seen = {"starterBody": held.body, "caseNumber": held.number, **held.outer, **held.data}
    missing = [name for name in STARTED_WITH if given.get(name) is None]
    return {**given, **{name: seen.get(name) for name in missing}}


def _start(opening: Opening, number: str) -> Start:
    own = dict(zip(STARTED_WITH, (opening.body, opening.post, number), strict=True))
    if opening.trigger is None:
        return Start(values={**opening.answer, **own})
    brought = {name: plain(opening.answer[name]) for name in opening.answer.keys() - own.keys()}
    return Start(values=own, trigger=opening.trigger, payload=brought)


def _duty(run: Run, opening: Opening) -> str:
    """What whoever starts it has done by it."""
    model = run.tools.engine.model(opening.version.id)
    return "" if opening.trigger else model.start_duty or ""


def _number(run: Run, sources: Sources) -> str:
    """The case number ``SH-2026-00001``, counted per process and year without gaps."""
    year = run.record.today.year
    return f"{sources.number}-{year}-{run.unit.cases.next_number(sources.key, year):05d}"


def _new_case(run: Run, opening: Opening, number: str) -> HeldCase:
    case = CaseId(run.tools.ids.new())
    return HeldCase(
        id=case,
        root=case,
        parent=None,
        fan_out=None,
        index=0,
        scope=None,
        version=opening.version.id,
        newest=opening.version.id,
        process=opening.version.key,
        number=number,
        title="",
        body=opening.body,
        status="running",
        revision=0,
        saved=b"",
        data={},
        outer={},
        head=Head(),
        matter=Matter(root=case, process=opening.version.key, body=opening.body),
        starter=run.record.actor.person,
    )


def _title(sources: Sources, answer: Values, number: str) -> str:
    if not sources.title_value:
        return f"{sources.title} {number}"
    try:
        title = compile_expression(sources.title_value).evaluate(answer)
    except FeelError:  # an answer so large that its title runs over a limit
        title = None
    return str(title) if title else f"{sources.title} {number}"
