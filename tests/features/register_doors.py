"""The registers through both doors: the services called directly, and HTTP."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias
from uuid import UUID

from openpyxl import Workbook

from server.domain.ids import ProposalId
from server.domain.registers import ProposalStage, Register
from server.services import finding
from server.services.registers import entering, proposals, showing
from server.services.registers.entries import COLUMNS, Line
from server.services.registers.leaving import Leaving, leave
from server.web.spreadsheets import lines_of
from tests.features.refusing import refusing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from server.domain.people import Actor
    from server.domain.reading import BodyNode
    from server.services.tools import Tools

Given: TypeAlias = "Sequence[tuple[str, Mapping[str, str]]]"
"""Register and cells of each line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a second administrator says."""

    agrees: bool
    why: str = ""


class RegisterDoor(Protocol):
    """What administrators do."""

    def enter(self, who: str, lines: Given, key: str, effective: date | None = None) -> None:
        """Enter lines, at once or for a day to come."""

    def give_sheet(self, who: str, lines: Given, key: str, *, only_good: bool) -> None:
        """Give back a spreadsheet."""

    def entry(self, who: str, register: str, key: str) -> dict[str, str]:
        """The cells of an entry."""

    def called(self, who: str, body: str, day: date) -> str:
        """What a body is called in the chart of a day."""

    def proposals(self, who: str, stage: str = "open") -> list[UUID]:
        """Changes that wait, or those of another stage."""

    def decide(self, who: str, proposal: UUID, verdict: Verdict, key: str) -> None:
        """Agree to changes, or refuse them."""

    def withdraw(self, who: str, proposal: UUID, why: str, key: str) -> None:
        """Take changes back."""

    def leave(self, who: str, login: str, leaving: Leaving, key: str) -> None:
        """Let somebody leave."""


class ServicesRegisters:
    """The services."""

    _tools: Tools

    def _actor(self, who: str) -> Actor:
        raise NotImplementedError

    def enter(self, who: str, lines: Given, key: str, effective: date | None = None) -> None:
        terms = entering.Terms(effective=effective)
        with refusing():
            entering.enter(self._tools, self._actor(who), _lines(lines), key, terms)

    def give_sheet(self, who: str, lines: Given, key: str, *, only_good: bool) -> None:
        with refusing():
            given = lines_of(_workbook(lines))
            terms = entering.Terms(only_good=only_good)
            entering.enter(self._tools, self._actor(who), given, key, terms)

    def entry(self, who: str, register: str, key: str) -> dict[str, str]:
        found = showing.entry_page(self._tools, self._actor(who), Register(register), key)
        return dict(found.cells)

    def called(self, who: str, body: str, day: date) -> str:
        del who
        return _names(finding.organisation(self._tools, day))[body]

    def proposals(self, who: str, stage: str = "open") -> list[UUID]:
        wanted = ProposalStage(stage)
        return [row.id for row in proposals.proposals(self._tools, self._actor(who), wanted)]

    def decide(self, who: str, proposal: UUID, verdict: Verdict, key: str) -> None:
        number = ProposalId(proposal)
        with refusing():
            if verdict.agrees:
                proposals.agree(self._tools, self._actor(who), number, key)
            else:
                proposals.refuse(self._tools, self._actor(who), number, verdict.why, key)

    def withdraw(self, who: str, proposal: UUID, why: str, key: str) -> None:
        with refusing():
            proposals.withdraw(self._tools, self._actor(who), ProposalId(proposal), why, key)

    def leave(self, who: str, login: str, leaving: Leaving, key: str) -> None:
        with refusing():
            leave(self._tools, self._actor(who), login, leaving, key)


class HttpRegisters:
    """The API, and the page of the organisation."""

    def _get(self, who: str, address: str) -> dict[str, Any]:
        raise NotImplementedError

    def _post(self, who: str, address: str, body: Any, key: str) -> dict[str, Any]:
        raise NotImplementedError

    def _texts(self, who: str, address: str, selector: str) -> list[str]:
        raise NotImplementedError

    def _send_file(self, who: str, address: str, content: bytes, key: str) -> dict[str, Any]:
        raise NotImplementedError

    def enter(self, who: str, lines: Given, key: str, effective: date | None = None) -> None:
        given = [{"register": register, "cells": cells} for register, cells in lines]
        day = None if effective is None else str(effective)
        self._post(who, "/registers/enter", {"lines": given, "effective": day}, key)

    def give_sheet(self, who: str, lines: Given, key: str, *, only_good: bool) -> None:
        looked = self._send_file(who, "/registers/look-at-sheet", _workbook(lines), f"{key}-look")
        assert len(looked["lines"]) == len(lines)
        given = [{"register": register, "cells": cells} for register, cells in lines]
        self._post(who, "/registers/enter", {"lines": given, "only_good": only_good}, key)

    def entry(self, who: str, register: str, key: str) -> dict[str, str]:
        cells: dict[str, str] = self._get(who, f"/registers/{register}/{key}")["cells"]
        return cells

    def called(self, who: str, body: str, day: date) -> str:
        return self._texts(who, f"/organisation?body={body}&day={day}", "#body-title")[0]

    def proposals(self, who: str, stage: str = "open") -> list[UUID]:
        return [UUID(row["id"]) for row in self._get(who, f"/proposals?stage={stage}")["items"]]

    def decide(self, who: str, proposal: UUID, verdict: Verdict, key: str) -> None:
        act, body = ("agree", {}) if verdict.agrees else ("refuse", {"reason": verdict.why})
        self._post(who, f"/proposals/{proposal}/{act}", body, key)

    def withdraw(self, who: str, proposal: UUID, why: str, key: str) -> None:
        self._post(who, f"/proposals/{proposal}/withdraw", {"reason": why}, key)

    def leave(self, who: str, login: str, leaving: Leaving, key: str) -> None:
        body = {"last_day": str(leaving.last_day), "successors": dict(leaving.successors)}
        self._post(who, f"/persons/{login}/leaving", body, key)


def _lines(lines: Given) -> list[Line]:
    return [
        Line(register=Register(register), cells=cells, number=number)
        for number, (register, cells) in enumerate(lines, start=1)
    ]


def _workbook(lines: Given) -> bytes:
    """A sheet as people bring it back."""
    book = Workbook()
    sheet: Any = book.active
    columns = COLUMNS[Register(lines[0][0])]
    sheet.append(list(columns))
    sheet.append(list(columns))
    for _, cells in lines:
        sheet.append([cells.get(column, "") for column in columns])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _names(nodes: Sequence[BodyNode]) -> dict[str, str]:
    return {
        name: called
        for node in nodes
        for name, called in ({node.id: node.name} | _names(node.children)).items()
    }
