"""Enter, change and end entries of the registers: at once, or as a proposal where two are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003  # a dataclass field names it
from typing import TYPE_CHECKING
from uuid import UUID

from server.domain import facts as f
from server.domain.access import person_in, require
from server.domain.county_time import day_of
from server.domain.errors import AnswerWrong, Fault
from server.domain.ids import ProposalId, SubjectId
from server.domain.reading.proposals import day_ahead
from server.services.recording import Record
from server.services.registers.ahead import chart_ahead
from server.services.registers.entries import cells_of
from server.services.registers.weighing import chart_of, weigh
from server.services.registers.writing import write_changes
from server.services.repeating import again, once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from server.domain.ids import PersonId
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.registers import Change, Chart
    from server.services.registers.entries import Line
    from server.services.registers.weighing import Weighed
    from server.services.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what terms lines are entered."""

    reason: str = ""
    only_good: bool = False
    """Whether lines with faults are left out; otherwise nothing is written for any of them."""
    effective: date | None = None
    """A day to come from which they shall hold; None: at once."""


_PLAIN = Terms()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What became of lines that were entered."""

    changed: int
    """How many entries are changed, or would be."""
    left_out: int = 0
    """Lines with faults that were left out, as was wished."""
    proposal: ProposalId | None = None
    """Where a second administrator has to agree first."""


def preview(
    tools: Tools, actor: Actor, lines: Sequence[Line], effective: date | None = None
) -> Weighed:
    """What these lines would do, at once or on a day to come; nothing is written."""
    require(actor, "administer")
    with tools.unit() as unit:
        day = day_of(tools.clock.now())
        ahead = _ahead(effective, day)
        return weigh(tools, unit, lines, _chart(unit, ahead), ahead or day)


@again
def enter(
    tools: Tools,
    actor: Actor,
    lines: Sequence[Line],
    request_key: str | None = None,
    terms: Terms = _PLAIN,
) -> Entered:
    """Makes all the changes that the lines say, or none; with ``only_good`` those without faults.

    Those that two administrators must want, and all for a day to come, make one proposal. Refused
    with ``AnswerWrong``, which names line and column of everything that is wrong.
    """
    require(actor, "administer")
    with tools.unit() as unit:
        said = [(one.register, one.cells) for one in lines]
        asked = ("enter", said, terms.reason, terms.only_good, terms.effective)
        request = once(unit, actor, request_key, asked)
        if request.answer is not None:
            return _answered(request.answer)
        unit.registers.hold()
        day = day_of(tools.clock.now())
        ahead = _ahead(terms.effective, day)
        proposer = person_in(actor) if ahead else actor.person
        weighed = _weighed(tools, unit, lines, ahead or day, only_good=terms.only_good)
        weighed.check()
        record = Record(tools, unit, actor)
        proposal = None
        if proposer and weighed.for_two:
            proposal = propose(record, proposer, weighed.changes, terms.reason, ahead)
        else:
            write_changes(record, weighed.changes, weighed.chart, day)
        record.write()
        entered = Entered(
            changed=len(weighed.changes),
            left_out=len(lines) - len(weighed.lines),
            proposal=proposal,
        )
        request.keep(
            {
                "changed": entered.changed,
                "left_out": entered.left_out,
                "proposal": proposal and proposal.hex,
            }
        )
        unit.commit()
    tools.shelf.forget()
    return entered


def _weighed(
    tools: Tools, unit: Unit, lines: Sequence[Line], day: date, *, only_good: bool
) -> Weighed:
    """The lines as they would stand on that day, without those with faults if that is wished."""
    chart = _chart(unit, day if day > day_of(tools.clock.now()) else None)
    weighed = weigh(tools, unit, lines, chart, day)
    while only_good and weighed.wrong:
        good = [one.line for one in weighed.lines if not one.faults]
        weighed = weigh(tools, unit, good, chart, day)
    return weighed


def _chart(unit: Unit, ahead: date | None) -> Chart:
    return chart_ahead(unit, ahead) if ahead else chart_of(unit)


def _ahead(effective: date | None, day: date) -> date | None:
    """The day to come from which changes shall hold; None: from today."""
    if effective is not None and effective < day:
        raise AnswerWrong([_PAST])
    return day_ahead(effective, day)


_PAST = Fault(
    field="effective",
    zh="生效日已过，请填今天以后的日子，或留空当即生效。",
    en="This day is over. Give a day to come, or leave it empty: then they count at once.",
)


def _answered(answer: dict[str, object]) -> Entered:
    named = answer["proposal"]
    return Entered(
        changed=int(str(answer["changed"])),
        left_out=int(str(answer["left_out"])),
        proposal=ProposalId(UUID(str(named))) if named else None,
    )


def propose(
    record: Record,
    person: PersonId,
    changes: Sequence[Change],
    reason: str,
    effective: date | None = None,
) -> ProposalId:
    """Keeps changes until a second administrator agrees."""
    proposal = ProposalId(record.tools.ids.new())
    content = {
        "reason": reason,
        "changes": [
            {
                "register": change.register.value,
                "key": change.key,
                "before": None if change.before is None else cells_of(change.before),
                "after": cells_of(change.after),
            }
            for change in changes
        ],
    }
    proposed = f.ChangesProposed(
        proposal=proposal,
        person=person,
        digest=record.content(proposal, content),
        count=len(changes),
        effective=effective,
    )
    record.of_subject(SubjectId(proposal), proposed)
    return proposal
