"""A case under way, for tests that begin in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.web.house import House, Program

PHOTO = b"\xff\xd8\xff\xe0 a manhole"
PLACE = {"place": "东大街", "count": 2}
DONE: dict[str, Any] = {"values": {"result": "已更换"}, "choice": "decided_E"}


def started(house: House, **values: Any) -> dict[str, Any]:
    township = house.program("buguan.officer")
    answer = township.post("/processes/repair/start", {"values": PLACE | values})
    told: dict[str, Any] = answer.get_json()
    return told


def item_of(department: Program) -> str:
    return str(department.get("/work-items").get_json()["items"][0]["id"])
