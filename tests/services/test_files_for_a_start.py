"""Files that are sent for a case to come."""

from __future__ import annotations

import pytest

from server.domain.errors import MayNotStart, NoSuchProcess, NotAllowed, SameKeyOtherRequest
from server.domain.ids import ProcessKey
from server.domain.people import SYSTEM
from server.services.attaching import keep_for_start
from tests.builders import a_nobody
from tests.fakes import Stage

CONTENT = b"\x89PNG picture"
KEY = ProcessKey("repair")


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


def test_a_file_for_a_case_to_come_waits_for_it(stage: Stage) -> None:
    clerk = stage.person()
    assert clerk.person is not None

    row = keep_for_start(stage.tools, clerk, KEY, name="桥.png", content=CONTENT)

    assert stage.state.uploads == {row.document: (row, clerk.person)}
    assert not stage.state.documents


def test_a_file_for_a_case_to_come_that_is_sent_again_is_the_same_file(stage: Stage) -> None:
    clerk = stage.person()

    first, again = (
        keep_for_start(stage.tools, clerk, KEY, name="桥.png", content=CONTENT, request_key="k")
        for _ in range(2)
    )

    assert again.document == first.document
    assert list(stage.state.uploads) == [first.document]


def test_a_file_sent_again_is_not_one_too_many(stage: Stage) -> None:
    clerk = stage.person()
    limit = stage.tools.limits.files

    rows = [
        keep_for_start(
            stage.tools, clerk, KEY, name="a", content=CONTENT, request_key=f"k {number}"
        )
        for number in [*range(limit), 0]
    ]

    assert rows[-1].document == rows[0].document


def test_another_file_under_the_same_key_is_refused(stage: Stage) -> None:
    clerk = stage.person()
    keep_for_start(stage.tools, clerk, KEY, name="a", content=CONTENT, request_key="k")

    with pytest.raises(SameKeyOtherRequest):
        keep_for_start(stage.tools, clerk, KEY, name="b", content=CONTENT, request_key="k")


def test_who_may_not_start_a_process_sends_no_files_for_it(stage: Stage) -> None:
    with pytest.raises(MayNotStart):
        keep_for_start(stage.tools, a_nobody(), KEY, name="a", content=CONTENT)
    assert not stage.vault.files


def test_an_unknown_process_takes_no_files(stage: Stage) -> None:
    with pytest.raises(NoSuchProcess):
        keep_for_start(stage.tools, stage.person(), ProcessKey("x"), name="a", content=CONTENT)


def test_the_system_sends_no_files(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        keep_for_start(stage.tools, SYSTEM, KEY, name="a", content=CONTENT)
