"""A task force (专班) as it is entered, with who is seconded to it: of the housing department, until 29 March 2026."""

from __future__ import annotations

from datetime import date

from server.domain.registers import Register
from server.services.registers.entries import Line

LAST = date(2026, 3, 29)
FORCE = {
    "id": "yjzb",
    "name": "扬尘治理专班",
    "name_en": "Dust Task Force",
    "short_name": "扬尘专班",
    "kind": "task_force",
    "level": "county",
    "parent": "zjj",
    "valid_from": "2026-03-01",
    "valid_to": f"{LAST}",
}
POST = {
    "id": "yjzb.member",
    "body": "yjzb",
    "title": "专班成员",
    "title_en": "Member",
    "roles": "dept_handler",
    "valid_from": "2026-03-01",
    "valid_to": f"{LAST}",
}
LENT = {
    "person": "slj.handler",
    "post": "yjzb.member",
    "valid_from": "2026-03-01",
    "valid_to": f"{LAST}",
    "seconded_from": "slj",
}


def lines(*given: tuple[Register, dict[str, str]]) -> list[Line]:
    """What is entered, line by line."""
    return [
        Line(register=register, cells=cells, number=number)
        for number, (register, cells) in enumerate(given, 1)
    ]
