"""What a deadline that moved says in a history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from server.domain import facts as f
from server.domain.telling import Names, say
from tests.builders import an_id

ITEM = an_id()
OFFERED = f.WorkOffered(item=ITEM, token="t", element="sign", name="签收", body="zjj", role="r")
NAMES = Names(bodies={}, elements={"sign": ("签收", "Sign")}, flows={}, items={ITEM: OFFERED})
DUE = datetime(2027, 1, 7, 10, tzinfo=UTC)


def said(paper: str = "calendar/2027", **changed: Any) -> tuple[str, str]:
    moved = f.DeadlineMoved(
        **{
            "item": ITEM,
            "was": DUE,
            "due": DUE + timedelta(days=1),
            "provisional": False,
            "paper": paper,
            "digest": "d",
            "rung": None,
            "name": "签收",
            "body": "zjj",
            "role": "r",
            **changed,
        }
    )
    told = say(moved, NAMES)
    assert told is not None
    assert (told.kind, told.element) == ("timer", "sign")
    return told.zh, told.en


def test_it_says_from_when_to_when_and_why() -> None:
    zh, en = said()

    assert zh == "签收 的期限按 2027 年工作日历重新推算，由 2027-01-07 18:00 改为 2027-01-08 18:00"
    assert en.startswith("Sign: reckoned anew by the working calendar of 2027, due 2027-01-08")


def test_what_may_still_change_is_marked() -> None:
    zh, en = said(provisional=True)

    assert zh.endswith("（暂定）")
    assert "(provisional)" in en


def test_what_only_became_certain_says_so() -> None:
    zh, en = said(due=DUE)

    assert zh == "签收 的期限 2027-01-07 18:00 由 2027 年工作日历确定，不再是暂定"
    assert "no longer provisional" in en


@pytest.mark.parametrize(("paper", "words"), [("clocks", "县时限表"), ("county", "上班时间")])
def test_every_paper_has_a_name(paper: str, words: str) -> None:
    assert words in said(paper)[0]


def test_a_timer_that_a_paper_moved_says_nothing() -> None:
    moved = f.TimerMoved(timer=an_id(), was=DUE, due=DUE, paper="calendar/2027", digest="d")

    assert say(moved, NAMES) is None
