"""Keys under which a request is carried out once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from server.domain.errors import KeyInFlight, SameKeyOtherRequest
from server.domain.people import SYSTEM
from server.store.requests import forget_requests
from server.store.wire import Wire
from tests.store.stage import Stage


def test_the_first_request_with_a_key_is_carried_out(stage: Stage) -> None:
    with stage.unit() as unit:
        assert unit.first("key", stage.officer, "print") is None


def test_a_repeated_request_gets_the_kept_answer(stage: Stage) -> None:
    _answered(stage)

    with stage.unit() as unit:
        replied = unit.first("key", stage.officer, "print")

    assert replied == "done"


def test_another_request_under_the_same_key_is_refused(stage: Stage) -> None:
    _answered(stage)

    with stage.unit() as unit, pytest.raises(SameKeyOtherRequest):
        unit.first("key", stage.officer, "other")


def test_the_same_key_of_another_person_is_another_key(stage: Stage) -> None:
    _answered(stage)

    with stage.unit() as unit:
        assert unit.first("key", stage.head, "print") is None
        assert unit.first("key", SYSTEM, "print") is None


def test_a_key_of_an_act_that_failed_is_free_again(stage: Stage) -> None:
    with stage.unit() as unit:
        unit.first("key", stage.officer, "print")

    with stage.unit() as unit:
        assert unit.first("key", stage.officer, "print") is None


def test_a_twin_waits_for_the_first_and_gets_its_answer(stage: Stage) -> None:
    asked = Event()

    def twin() -> str | None:
        with stage.unit() as unit:
            unit.views.names_of([])  # has its connection before the first commits
            asked.set()
            return unit.first("key", stage.officer, "print")

    with ThreadPoolExecutor(1) as pool:
        with stage.unit() as unit:
            unit.first("key", stage.officer, "print")
            waiting = pool.submit(twin)
            asked.wait()
            unit.replied("key", stage.officer, "done")
            unit.commit()
        replied = waiting.result()

    assert replied == "done"


def test_a_twin_that_waits_too_long_is_told_so(stage: Stage) -> None:
    with stage.unit() as unit, stage.unit() as other:
        unit.first("key", stage.officer, "print")
        other._wire.ask("SET LOCAL lock_timeout = '50ms'", {})

        with pytest.raises(KeyInFlight):
            other.first("key", stage.officer, "print")


def test_a_key_kept_without_an_answer_is_under_way(stage: Stage) -> None:
    with stage.unit() as unit:
        unit.first("key", stage.officer, "print")
        unit.commit()

    with stage.unit() as unit, pytest.raises(KeyInFlight):
        unit.first("key", stage.officer, "print")


def test_old_keys_are_forgotten(stage: Stage) -> None:
    _answered(stage)
    wire = Wire(stage.database.engine)

    forgotten = forget_requests(wire, datetime.now(UTC) + timedelta(days=1))
    wire.commit()
    wire.close()

    assert forgotten == 1
    with stage.unit() as unit:
        assert unit.first("key", stage.officer, "other") is None


def _answered(stage: Stage) -> None:
    with stage.unit() as unit:
        unit.first("key", stage.officer, "print")
        unit.replied("key", stage.officer, "done")
        unit.commit()
