"""Whistles that have come as far as a test wants."""

from typing import Any

from server.engine.adapter import SpiffEngine
from tests.house.playing import County, Play

SIGNED = {"decision": "sign"}
RETURNED = {"decision": "return"}
CLEAR = {"onOwnList": False, "duplicates": [], "suggestedLead": "zjj"}
OBJECTION: dict[str, Any] = {"reply": "object", "proposedBody": "scj"}
DONE: dict[str, Any] = {"measures": ["rectify"], "outcome": "done", "outcomeNote": "已拆除"}


class Plays:
    """Whistles that have come as far as a test wants."""

    def __init__(self, engine: SpiffEngine, county: County) -> None:
        self._engine, self._county = engine, county

    def raised(self, kind: str = "routine", **more: Any) -> Play:
        values = {
            "whistleType": kind,
            "subject": "彩钢棚",
            "itemCodes": ["1"],
            "technicalHelp": False,
        }
        own = {
            "starterBody": "buguan",
            "starterPost": "buguan.officer",
            "caseNumber": "SH-2026-00001",
        }
        return Play(self._engine, self._county, {**values, **own, **more})

    def checked(self, kind: str = "routine") -> Play:
        return self.raised(kind).do("check", checkDecision="blow", lead="zjj")

    def signed(self, kind: str = "routine") -> Play:
        play = self.checked(kind)
        return play.answer("sign", *(SIGNED for _ in play.seats("sign")))

    def dispatched(self, kind: str = "routine", **more: Any) -> Play:
        answer: dict[str, Any] = {"dispatchDecision": "accept", "lead": "zjj", "support": ["zrzy"]}
        return self.signed(kind).do("dispatch", **answer, complexity="simple", **more)

    def accepting(self) -> tuple[Play, Play]:
        whole = self.dispatched()
        return whole, whole.branch("answer").do("receive")

    def reporting(self) -> tuple[Play, Play]:
        whole, branch = self.accepting()
        return whole, branch.do("accept", reply="accept").do(
            "contact", contactAt="2026-03-03T10:00+08:00"
        )

    def merged(self, play: Play, lead: str = "zjj") -> Play:
        results = [
            {"assigned": "zjj", "department": lead},
            {"assigned": "zrzy", "department": "zrzy"},
        ]
        return play.answer("answer", *results).do("merge", summary="已办")
