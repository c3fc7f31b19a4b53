"""The sweep: all that it looks for is looked for again and again, whatever fails."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, cast

import pytest

from server import sweeping
from server.domain.errors import DatabaseAway
from server.services import certifying, manning, timekeeping
from server.services.hooks import calling
from server.services.mailing import carrying
from server.services.registers import ending
from server.sweeping import Sweeper
from tests.sweeps import Swept
from tests.waiting import until

if TYPE_CHECKING:
    from server.services.tools import Tools

TOOLS = cast("Tools", object())


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Swept:
    seen = Swept()
    seen.stand_in(monkeypatch)
    return seen


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (DatabaseAway(), "sweep put off (due moments)"),
        (ZeroDivisionError(), "sweep failed (due moments)"),
    ],
)
def test_a_sweep_that_fails_is_followed_by_another(
    done: Swept, caplog: pytest.LogCaptureFixture, fault: Exception, words: str
) -> None:
    done.faults.append(fault)
    sweeper = Sweeper(TOOLS)

    with caplog.at_level(logging.WARNING):
        sweeper.start()
        until(lambda: done.swept > 2)
        sweeper.stop()

    assert words in caplog.text


def test_a_part_of_a_sweep_that_fails_keeps_no_other_from_being_done(
    done: Swept, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    parts = {
        "due moments": (timekeeping, "sweep"),
        "mails": (carrying, "sweep"),
        "hooks": (calling, "sweep"),
        "bodies that are over": (ending, "look"),
        "vacancies": (manning, "look"),
        "certificates": (certifying, "remind"),
    }

    def fails(_tools: Tools) -> None:
        raise ZeroDivisionError

    for place, name in parts.values():
        monkeypatch.setattr(place, name, fails)
    sweeper = Sweeper(TOOLS)

    sweeper.start()
    until(lambda: done.tidied)
    sweeper.stop()

    assert {one.getMessage() for one in caplog.records} == {
        f"sweep failed ({part})" for part in parts
    }


def test_what_is_kept_for_a_while_is_tidied_now_and_then(
    done: Swept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "SWEEPS_TO_TIDY", 3)
    sweeper = Sweeper(TOOLS)

    sweeper.start()
    until(lambda: len(done.tidied) > 1)
    sweeper.stop()

    assert done.swept > 3
