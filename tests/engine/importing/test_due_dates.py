"""When a task of another tool is due."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from server.domain.county_time import COUNTY_TIME
from tests.engine.diagrams import user
from tests.engine.importing.foreign import extended, line
from tests.engine.importing.imports import changes, imported, played
from tests.engine.player import NOON, Player


@pytest.mark.parametrize(
    ("inner", "said", "due"),
    [
        ("", {"camunda__dueDate": "PT2H"}, NOON + timedelta(hours=2)),
        ("", {"flowable__dueDate": "${until}"}, datetime(2026, 4, 1, tzinfo=COUNTY_TIME)),
        (
            "",
            {"camunda__dueDate": "2026-04-02T09:00:00+08:00"},
            datetime(2026, 4, 2, 9, tzinfo=COUNTY_TIME),
        ),
        ('<zeebe:taskSchedule dueDate="=wait"/>', {}, NOON + timedelta(days=3)),
        (
            "<zeebe:taskSchedule dueDate='=duration(&quot;P1D&quot;)'/>",
            {},
            NOON + timedelta(days=1),
        ),
    ],
)
def test_a_due_date_is_kept(inner: str, said: dict[str, str], due: datetime) -> None:
    one = imported(line(extended("userTask", inner, **said)))

    assert any("due date was mapped" in change.sentence_en for change in changes(one, "A"))
    player = Player(one).start(starterBody="zjj", until="2026-04-01", wait="P3D")
    assert player.work("A").due == due
    played(one, until="2026-04-01", wait="P3D")


@pytest.mark.parametrize("text", ["${dateTime().plusDays(3)}", "P99999999999D"])
def test_a_due_date_that_can_not_be_said_is_listed(text: str) -> None:
    one = imported(line(extended("userTask", "", camunda__dueDate=text)))

    assert [change.was for change in changes(one, "A") if "dueDate" in change.sentence_en] == [text]
    assert Player(one).start(starterBody="zjj").work("A").due is None


def test_a_clock_of_the_county_stays() -> None:
    said = user("A", clock="T41").replace('id="A"', 'id="A" camunda:dueDate="PT2H"')

    assert imported(line(said)).changes == ()
