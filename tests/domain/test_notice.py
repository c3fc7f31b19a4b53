"""Whom a fact concerns, and in what words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain import facts as f
from server.domain.concerning import concerns
from server.domain.ids import PersonId
from server.domain.ladder import Rung
from server.domain.notice import Concern, Stakes, words_of
from tests.builders import an_id

STARTER = PersonId(an_id())
ROOT = Stakes(starter=STARTER, is_root=True)
FINISHED = f.CaseFinished(kind="finished", element="end")


def test_the_end_of_a_case_concerns_who_started_it() -> None:
    assert concerns(FINISHED, ROOT) == (Concern(kind="CaseFinished/finished", person=STARTER),)


def test_the_end_of_a_branch_concerns_nobody() -> None:
    assert concerns(FINISHED, replace(ROOT, is_root=False)) == ()


def test_the_end_of_a_case_that_nobody_started_concerns_nobody() -> None:
    assert concerns(FINISHED, replace(ROOT, starter=None)) == ()


def test_withdrawn_work_concerns_who_had_signed_for_it() -> None:
    item, person = an_id(), an_id()
    gone = f.WorkWithdrawn(item=item, reason="interrupted", name="维修", person=person)

    assert concerns(gone, ROOT) == (
        Concern(kind="WorkWithdrawn", person=person, item=item, name="维修"),
    )


def test_withdrawn_work_that_nobody_held_concerns_nobody() -> None:
    assert concerns(f.WorkWithdrawn(item=an_id(), reason="enough", name="维修"), ROOT) == ()


def test_a_rung_concerns_the_role_that_hears_of_it() -> None:
    item = an_id()
    risen = f.WorkEscalated(item=item, rung="red", body="zjj", role="dept_head", name="维修")

    assert concerns(risen, ROOT) == (
        Concern(kind="WorkEscalated/red", body="zjj", role="dept_head", item=item, name="维修"),
    )


def test_a_failed_step_concerns_the_administrators() -> None:
    version = an_id()
    failed = f.IncidentOpened(incident=an_id(), element="mend", name="维修", version=version)

    told = Concern(
        kind="IncidentOpened", role="admin", name="维修", version=version, element="mend"
    )
    assert concerns(failed, ROOT) == (told,)


def test_a_failed_step_without_a_name_is_told_by_its_element() -> None:
    [told] = concerns(f.IncidentOpened(incident=an_id(), element="mend", cause="no"), ROOT)

    assert told.name == "mend"


def test_a_notice_from_before_steps_were_named_says_some_step() -> None:
    zh, en = words_of("IncidentOpened", "", "")

    assert (zh, en) == (
        "“某步骤”未能执行，请管理员处理",
        "“A step” could not be carried out: an administrator is needed",
    )


def test_offered_work_concerns_nobody_because_the_inbox_tells_it() -> None:
    offer = f.WorkOffered(item=an_id(), token="t", element="e", name="n", body="b", role="r")

    assert concerns(offer, ROOT) == ()


@pytest.mark.parametrize("rung", list(Rung))
def test_every_rung_has_words_that_name_the_step(rung: Rung) -> None:
    zh, en = words_of(f"WorkEscalated/{rung.value}", "维修", "Mend")

    assert "“维修”" in zh
    assert "“Mend”" in en


def test_a_step_without_english_is_named_in_chinese() -> None:
    assert words_of("WorkEscalated/red", "维修", "")[1] == "“维修” is overdue"


def test_a_kind_with_a_detail_has_the_words_of_its_fact() -> None:
    assert words_of("CaseFinished/finished", "", "") == ("事项已办结", "Your case is finished")


def test_a_case_that_an_error_ended_is_not_called_done() -> None:
    zh, en = words_of("CaseFinished/error", "", "")

    assert "因错误结束" in zh
    assert "ended by an error" in en


def test_an_unknown_kind_is_told_by_its_name() -> None:
    assert words_of("Unheard/of", "维修", "Mend") == ("Unheard/of", "Unheard/of")
