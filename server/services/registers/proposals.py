"""Four eyes: a second administrator agrees to changes of the registers, or refuses with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import administrator_in, require
from server.domain.county_time import day_of
from server.domain.errors import (
    DayHasCome,
    NoSuchProposal,
    OnlyProposerWithdraws,
    ProposalDecided,
    RegistersMovedOn,
    SecondPersonWanted,
)
from server.domain.ids import ProposalId, SubjectId
from server.domain.reading.proposals import Agreed, ProposalPage
from server.domain.registers import ProposalStage, Register
from server.services.correcting import a_reason
from server.services.recording import Record
from server.services.registers.ahead import changes_of, chart_ahead, faults_in, lay_on
from server.services.registers.entries import Line, cells_of
from server.services.registers.touching import touched
from server.services.registers.weighing import chart_of, told, weigh
from server.services.registers.writing import write_changes
from server.services.repeating import again, once

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.reading.proposals import ProposalRow
    from server.services.tools import Tools

A_LIST = 50
"""Proposals on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew:
    """What was proposed once, ready to be mended and proposed again."""

    lines: Mapping[tuple[Register, str], Line]
    """The entries as they stand now, with the cells that were proposed, by register and key."""
    reason: str


@again
def agree(tools: Tools, actor: Actor, proposal: ProposalId, request_key: str | None = None) -> None:
    """Agrees as the second administrator: the changes are made, or wait for their day.

    Refused with ``RegistersMovedOn`` when an entry is not any more as it was when they were
    proposed, and with ``AnswerWrong`` when they don't fit the others any more.
    """
    person = administrator_in(actor)
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("agree-to-changes", proposal))
        if request.answer is not None:
            return
        today = day_of(tools.clock.now())
        row = _held(unit, proposal, today)
        if row.person == person:
            raise SecondPersonWanted
        ahead = row.ahead
        day = ahead or today
        chart = chart_ahead(unit, ahead) if ahead else chart_of(unit)
        changes = changes_of(unit, row)
        if any(chart.entry(one.register, one.key) != one.before for one in changes):
            raise RegistersMovedOn
        lines = [Line(register=one.register, cells=cells_of(one.after)) for one in changes]
        weighed = weigh(tools, unit, lines, chart, day)
        weighed.check()
        record = Record(tools, unit, actor)
        agreed = f.ChangesAgreed(
            proposal=proposal, person=person, proposer=row.person, effective=ahead
        )
        record.of_subject(SubjectId(proposal), agreed)
        if ahead is None:
            write_changes(record, changes, weighed.chart, day, proposal)
        record.write()
        request.keep({})
        unit.commit()
    tools.shelf.forget()


@again
def refuse(
    tools: Tools, actor: Actor, proposal: ProposalId, why: str, request_key: str | None = None
) -> None:
    """Refuses the changes as the second administrator, with a reason; the proposer is told."""
    person = administrator_in(actor)
    why = a_reason(why)
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("refuse-changes", proposal, why))
        if request.answer is not None:
            return
        row = _held(unit, proposal, day_of(tools.clock.now()))
        if row.person == person:
            raise SecondPersonWanted
        record = Record(tools, unit, actor)
        refused = f.ChangesRefused(
            proposal=proposal,
            person=person,
            proposer=row.person,
            digest=record.content(proposal, {"reason": why}),
        )
        record.of_subject(SubjectId(proposal), refused)
        record.write()
        request.keep({})
        unit.commit()


@again
def withdraw(
    tools: Tools, actor: Actor, proposal: ProposalId, why: str = "", request_key: str | None = None
) -> None:
    """Takes one's own proposal back; or, with a reason, one that two agreed on, before its day.

    The latter any administrator may: everything stays as it is, and all of them are told.
    """
    person = administrator_in(actor)
    with tools.unit() as unit:
        asked = ("withdraw-changes", proposal, *filter(None, (why,)))
        request = once(unit, actor, request_key, asked)
        if request.answer is not None:
            return
        row = _held(unit, proposal, day_of(tools.clock.now()), ("open", "waiting"))
        record = Record(tools, unit, actor)
        digest = ""
        if row.state == "waiting":
            if row.ahead is None:
                raise DayHasCome
            digest = record.content(proposal, {"reason": a_reason(why)})
        elif row.person != person:
            raise OnlyProposerWithdraws
        withdrawn = f.ChangesWithdrawn(proposal=proposal, person=person, digest=digest)
        record.of_subject(SubjectId(proposal), withdrawn)
        record.write()
        request.keep({})
        unit.commit()


def proposals(
    tools: Tools,
    actor: Actor,
    stage: ProposalStage = ProposalStage.OPEN,
    after: ProposalId | None = None,
) -> tuple[ProposalRow, ...]:
    """Proposals of a stage, newest first; one more than a list holds."""
    require(actor, "administer")
    with tools.unit() as unit:
        rows = unit.registers.proposals(stage, after=after, limit=A_LIST + 1)
    today = day_of(tools.clock.now())
    return tuple(row.on(today) for row in rows)


def proposal_page(tools: Tools, actor: Actor, proposal: ProposalId) -> ProposalPage:
    """A proposal with its changes, before and after, and whom they touch while it is not made."""
    require(actor, "administer")
    with tools.unit() as unit:
        today = day_of(tools.clock.now())
        row = _found(unit, proposal, today)
        content = unit.journal.content(proposal, row.digest)
        against = unit.journal.content(proposal, row.reason) if row.reason else {}
        changes = changes_of(unit, row)
        is_open, is_own = row.state == "open", row.person == actor.person
        waits = is_open or row.state == "waiting"
        return ProposalPage(
            row=row,
            changes=tuple(told(change) for change in changes),
            why=content.get("reason", ""),
            why_not=against.get("reason", ""),
            may_decide=is_open and not is_own,
            may_withdraw=is_own if is_open else waits and row.ahead is not None,
            agreed=_agreed(unit, proposal),
            faults=faults_in(against),
            touched=touched(unit, chart_of(unit), changes, today) if waits else (),
        )


def anew(tools: Tools, actor: Actor, proposal: ProposalId) -> Anew:
    """What was proposed, laid on the registers as they stand; nothing is proposed by it."""
    require(actor, "administer")
    with tools.unit() as unit:
        row = _found(unit, proposal, day_of(tools.clock.now()))
        content = unit.journal.content(proposal, row.digest)
        changes = changes_of(unit, row)
        laid = lay_on(changes, chart_of(unit))
    lines = zip(changes, laid.lines, strict=True)
    return Anew(
        lines={(one.register, one.key): line for one, line in lines},
        reason=content.get("reason", ""),
    )


def _agreed(unit: Unit, proposal: ProposalId) -> Agreed | None:
    """Who agreed, whatever became of the changes since: the row says who decided on them last."""
    for entry in unit.journal.entries(SubjectId(proposal)):
        for fact in entry.facts:
            if isinstance(fact, f.ChangesAgreed):
                who, who_en = unit.views.names_of({fact.person})[fact.person]
                return Agreed(at=entry.at, who=who, who_en=who_en)
    return None


def _found(unit: Unit, proposal: ProposalId, today: date) -> ProposalRow:
    row = unit.registers.proposal(proposal)
    if row is None:
        raise NoSuchProposal
    return row.on(today)


def _held(
    unit: Unit, proposal: ProposalId, today: date, states: tuple[str, ...] = ("open",)
) -> ProposalRow:
    """A proposal that still waits, with the registers held."""
    unit.registers.hold()
    row = _found(unit, proposal, today)
    if row.state not in states:
        raise ProposalDecided
    return row
