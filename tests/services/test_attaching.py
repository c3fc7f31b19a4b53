"""Files of work and of cases to come."""

from __future__ import annotations

import hashlib

import pytest

from server.domain.errors import (
    AlreadyClaimed,
    AlreadyCompleted,
    FileKindRefused,
    FileTooLarge,
    NoSuchDocument,
    NoSuchWork,
    TooManyFiles,
)
from server.domain.ids import DocumentId, ItemId, ProcessKey
from server.domain.moves import Complete
from server.domain.people import SYSTEM
from server.domain.reading import DocumentRow
from server.services.attaching import attach, keep_for_start, remove, waiting
from server.services.fetching import document_for
from server.services.working import claim
from tests.builders import NOON, a_nobody, a_seat, an_actor, an_id
from tests.fakes import Stage
from tests.fakes.stage import ended

CONTENT = b"\x89PNG picture"
KEY = ProcessKey("repair")


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.engine.on(Complete, "t1", ended())
    return stage


def test_an_attached_file_lies_in_the_vault_and_with_the_work(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)

    row = attach(stage.tools, clerk, item, name="桥.png", content=CONTENT)

    sha256 = hashlib.sha256(CONTENT).hexdigest()
    assert stage.vault.files == {sha256: CONTENT}
    assert row == DocumentRow(
        document=row.document,
        item=item,
        name="桥.png",
        size=len(CONTENT),
        media_type="image/png",
        sha256=sha256,
        by="陈某",
        by_en="A. Chen",
        at=NOON,
        may_remove=True,
    )
    assert stage.state.documents[row.document][0].name == "桥.png"
    assert stage.kinds(stage.state.items[item].case)[-1] == "DocumentAttached"


def test_the_same_upload_twice_is_one_file(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)

    first = attach(stage.tools, clerk, item, name="a", content=CONTENT, request_key="k")
    again = attach(stage.tools, clerk, item, name="a", content=CONTENT, request_key="k")

    assert again == first
    assert len(stage.state.documents) == 1


def test_a_repeated_upload_is_answered_even_when_the_work_is_done(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    first = attach(stage.tools, clerk, item, name="a", content=CONTENT, request_key="k")
    stage.done(clerk, item)

    again = attach(stage.tools, clerk, item, name="a", content=CONTENT, request_key="k")

    assert again.document == first.document


def test_done_work_takes_no_file(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    stage.done(clerk, item)

    with pytest.raises(AlreadyCompleted):
        attach(stage.tools, clerk, item, name="a", content=CONTENT)


def test_work_of_others_takes_no_file(stage: Stage) -> None:
    item = stage.offered(stage.person())

    with pytest.raises(NoSuchWork):
        attach(stage.tools, a_nobody(), item, name="a", content=CONTENT)
    assert not stage.state.documents
    assert not stage.vault.files


def test_work_that_there_is_not_takes_no_file(stage: Stage) -> None:
    with pytest.raises(NoSuchWork):
        attach(stage.tools, stage.person(), ItemId(an_id()), name="a", content=CONTENT)
    assert not stage.vault.files


def test_a_file_of_a_refused_kind_is_not_kept(stage: Stage) -> None:
    with pytest.raises(FileKindRefused):
        attach(stage.tools, stage.person(), ItemId(an_id()), name="a.png", content=b"MZ")
    assert not stage.vault.files


def test_a_file_that_is_too_large_is_not_kept(stage: Stage) -> None:
    with pytest.raises(FileTooLarge) as refused:
        keep_for_start(
            stage.tools, stage.person(), KEY, name="a", content=b"x" * (2 * 1024 * 1024 + 1)
        )
    assert "2 MB" in refused.value.sentence("en")
    assert not stage.vault.files


def test_a_name_is_kept_to_200_characters(stage: Stage) -> None:
    clerk = stage.person()

    row = attach(stage.tools, clerk, stage.offered(clerk), name="长" * 300, content=CONTENT)

    assert stage.state.documents[row.document][0].name == row.name == "长" * 200


# --- taking away and reading ------------------------------------------------------------------


def test_a_file_is_taken_away_before_the_work_is_done(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    row = attach(stage.tools, clerk, item, name="a", content=CONTENT)

    remove(stage.tools, clerk, row.document)

    assert not stage.state.documents
    assert stage.kinds(stage.state.items[item].case)[-1] == "DocumentRemoved"


def test_the_same_request_takes_a_file_away_once(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    row = attach(stage.tools, clerk, item, name="a", content=CONTENT)

    assert remove(stage.tools, clerk, row.document, "k") == item
    assert remove(stage.tools, clerk, row.document, "k") == item
    assert stage.kinds(stage.state.items[item].case).count("DocumentRemoved") == 1


def test_taking_a_file_away_is_tried_again_when_others_stand_in_the_way(stage: Stage) -> None:
    clerk = stage.person()
    row = attach(stage.tools, clerk, stage.offered(clerk), name="a", content=CONTENT)
    stage.database.busy = 2

    remove(stage.tools, clerk, row.document)

    assert not stage.state.documents


def test_a_file_of_done_work_stays(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    row = attach(stage.tools, clerk, item, name="a", content=CONTENT)
    stage.done(clerk, item)

    with pytest.raises(AlreadyCompleted):
        remove(stage.tools, clerk, row.document)


def test_a_file_of_work_that_another_holds_stays(stage: Stage) -> None:
    clerk, other = stage.person(), stage.person(login="li")
    item = stage.offered(clerk)
    row = attach(stage.tools, clerk, item, name="a", content=CONTENT)
    claim(stage.tools, other, item)

    with pytest.raises(AlreadyClaimed):
        remove(stage.tools, clerk, row.document)


def test_an_unknown_file_cannot_be_taken_away(stage: Stage) -> None:
    with pytest.raises(NoSuchDocument):
        remove(stage.tools, stage.person(), DocumentId(an_id()))


def test_the_system_takes_no_file_away(stage: Stage) -> None:
    clerk = stage.person()
    row = attach(stage.tools, clerk, stage.offered(clerk), name="a", content=CONTENT)

    with pytest.raises(NoSuchDocument):
        remove(stage.tools, SYSTEM, row.document)


def test_a_file_is_read_by_whoever_has_part_in_the_case(stage: Stage) -> None:
    clerk = stage.person()
    row = attach(stage.tools, clerk, stage.offered(clerk), name="a", content=CONTENT)

    found, content = document_for(stage.tools, stage.person(login="li"), row.document)

    assert (found.document, content) == (row.document, CONTENT)


def test_a_file_read_by_an_auditor_leaves_its_trace(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    row = attach(stage.tools, clerk, item, name="a", content=CONTENT)

    document_for(stage.tools, an_actor(a_seat("sjj", "auditor")), row.document)

    assert stage.kinds(stage.state.items[item].root)[-1] == "CaseInspected"


def test_a_file_of_others_looks_like_none(stage: Stage) -> None:
    clerk = stage.person()
    row = attach(stage.tools, clerk, stage.offered(clerk), name="a", content=CONTENT)

    with pytest.raises(NoSuchDocument):
        document_for(stage.tools, an_actor(a_seat("cgj")), row.document)


def test_an_unknown_file_cannot_be_read(stage: Stage) -> None:
    with pytest.raises(NoSuchDocument):
        document_for(stage.tools, stage.person(), DocumentId(an_id()))


def test_a_piece_of_work_takes_no_more_files_than_its_limit(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    for number in range(stage.tools.limits.files):
        attach(stage.tools, clerk, item, name=f"{number}.png", content=bytes([number]))

    with pytest.raises(TooManyFiles):
        attach(stage.tools, clerk, item, name="more.png", content=b"more")


def test_files_wait_for_the_case_of_who_sent_them(stage: Stage) -> None:
    starter = stage.person()
    row = keep_for_start(stage.tools, starter, KEY, name="桥.png", content=CONTENT)

    assert [one.document for one in waiting(stage.tools, starter)] == [row.document]
    assert waiting(stage.tools, a_nobody()) == ()
    assert waiting(stage.tools, SYSTEM) == ()
