"""Files sent for a case to come that nobody starts: how many wait, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain.errors import TooManyFiles
from server.domain.ids import ProcessKey
from server.services.attaching import attach, drop_unused, keep_for_start
from tests.builders import NOON
from tests.fakes import Stage

CONTENT = b"\x89PNG picture"
KEY = ProcessKey("repair")


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


def test_no_more_files_wait_for_a_start_than_one_piece_of_work_may_have(stage: Stage) -> None:
    clerk = stage.person()
    for number in range(stage.tools.limits.files):
        keep_for_start(stage.tools, clerk, KEY, name="a", content=bytes([number]))

    with pytest.raises(TooManyFiles):
        keep_for_start(stage.tools, clerk, KEY, name="a", content=b"more")
    assert len(stage.vault.files) == stage.tools.limits.files


def test_a_file_for_a_case_that_nobody_starts_goes_after_a_day(stage: Stage) -> None:
    clerk = stage.person()
    keep_for_start(stage.tools, clerk, KEY, name="old", content=b"old")
    stage.clock.pass_by(timedelta(hours=25))
    young = keep_for_start(stage.tools, clerk, KEY, name="young", content=b"young")

    drop_unused(stage.tools)

    assert [*stage.state.uploads] == [young.document]
    assert [*stage.vault.files.values()] == [b"young"]
    assert [*stage.vault.forgotten.values()] == [NOON + timedelta(hours=24)]


def test_bytes_that_another_file_has_stay_when_an_unused_one_goes(stage: Stage) -> None:
    clerk = stage.person()
    keep_for_start(stage.tools, clerk, KEY, name="old", content=CONTENT)
    attach(stage.tools, clerk, stage.offered(clerk), name="a", content=CONTENT)
    stage.clock.pass_by(timedelta(hours=25))

    drop_unused(stage.tools)

    assert not stage.state.uploads
    assert [*stage.vault.files.values()] == [CONTENT]
