"""What tests of changes for a day to come do: propose them, agree to them, let the day come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from server.domain.ids import ProcessKey, ProposalId, SubjectId
from server.domain.journal import read_facts
from server.domain.people import SYSTEM
from server.domain.registers import Register
from server.services import deploying, finding, timekeeping
from server.services.registers import ahead, entering, proposals, showing
from server.services.registers.entering import Terms
from server.services.registers.entries import Line
from server.services.starting import start_case
from tests.engine.diagrams import end, process, start, user
from tests.engine.diagrams import line as line_of
from tests.services.asking import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from server.domain.reading import BodyNode
    from server.domain.reading.proposals import ProposalPage
    from tests.web.house import House

TODAY = date(2026, 3, 9)
DAY = date(2026, 4, 1)
OLD, NEW = "示例县住房和城乡建设局", "示例县住房局"
HANDLER = "zjj.handler@zjj.handler@2025-01-01"


def line(house: House, register: Register, key: str, **cells: str) -> Line:
    """An entry with some cells otherwise."""
    shown = showing.entry_page(house.tools, house.actor("county.admin"), register, key)
    return Line(register=register, cells={**shown.cells, **cells}, number=1)


def renamed(house: House, name: str = NEW) -> Line:
    return line(house, Register.BODIES, "zjj", name=name)


def enter(house: House, *lines: Line, day: date | None = DAY) -> ProposalId | None:
    terms = Terms(effective=day, reason="三定方案")
    admin = house.actor("county.admin")
    return entering.enter(house.tools, admin, lines, terms=terms).proposal


def agreed(house: House, *lines: Line, day: date = DAY) -> ProposalId:
    """Two want it for that day."""
    proposal = enter(house, *lines, day=day)
    assert proposal is not None
    proposals.agree(house.tools, house.actor("county.deputy"), proposal)
    return proposal


def comes(house: House, day: date = DAY) -> None:
    """The day comes, and what is due is done."""
    house.clock.moment += day - TODAY
    assert timekeeping.sweep(house.tools).changes
    ahead.take_effect(house.tools)


def page(house: House, proposal: ProposalId) -> ProposalPage:
    return proposals.proposal_page(house.tools, house.actor("county.deputy"), proposal)


def name_of(house: House, day: date) -> str:
    """What the bureau is called in the chart of a day."""

    def named(nodes: Sequence[BodyNode]) -> dict[str, str]:
        return {
            k: v for one in nodes for k, v in ({one.id: one.name} | named(one.children)).items()
        }

    return named(finding.organisation(house.tools, day))["zjj"]


def facts(house: House, proposal: ProposalId) -> list[str]:
    with house.tools.unit() as unit:
        entries = unit.journal.entries(SubjectId(proposal))
    return [type(fact).__name__ for entry in entries for fact in read_facts(entry.text)]


def cell(house: House, column: str, register: Register = Register.BODIES, key: str = "zjj") -> str:
    shown = showing.entry_page(house.tools, house.actor("county.admin"), register, key)
    return shown.cells[column]


def begun(house: House, body: str = "zjj") -> None:
    """Work on the desk of a body's handler."""
    drawn = process(
        start(),
        user("M", org=f'"{body}"', role="dept_handler"),
        end(),
        line_of("S", "M", "E"),
        key="survey",
    )
    deploying.deploy(house.tools, SYSTEM, {"process.toml": SETTINGS.encode(), "survey.bpmn": drawn})
    start_case(house.tools, house.actor("buguan.officer"), ProcessKey("survey"), {})
