"""Refusals speak two languages and have a stable name for programs."""

from __future__ import annotations

import pytest

from server.domain import errors
from server.domain.errors import (
    AlreadyClaimed,
    AnswerWrong,
    CountyFileFault,
    CountyFilesRefused,
    DiagramRefused,
    Fault,
    Refusal,
    StepFailed,
)
from server.domain.process import Problem
from tests.builders import NOON


def test_moments_are_told_by_the_clock_of_the_county() -> None:
    refusal = AlreadyClaimed(name="李某", at=NOON)

    assert refusal.sentence("zh-CN").startswith("李某 已于 2026-03-02 12:00 签收")
    assert refusal.sentence("en").startswith("李某 signed for this work on 2026-03-02 12:00.")


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "李某 已于"), ("en", "Li signed for"), ("en-GB", "Li signed for")]
)
def test_a_name_in_two_languages_is_said_in_one(language: str, said: str) -> None:
    refusal = AlreadyClaimed(name=("李某", "Li"), at=NOON)

    assert refusal.sentence(language).startswith(said)


def test_a_name_without_english_is_said_in_chinese() -> None:
    assert AlreadyClaimed(name=("李某", ""), at=NOON).sentence("en").startswith("李某 signed")


def test_the_code_is_the_name_in_small_letters() -> None:
    assert AlreadyClaimed(name="", at=NOON).code == "already_claimed"


def test_the_exception_itself_speaks_english() -> None:
    assert str(errors.NotClaimed()) == "Sign for the work before you give it back."


@pytest.mark.parametrize(
    ("family", "status"),
    [
        (errors.NotFound, 404),
        (errors.NotAllowed, 403),
        (errors.Conflict, 409),
        (errors.Invalid, 422),
    ],
)
def test_each_family_has_its_status(family: type[Refusal], status: int) -> None:
    assert family.status == status


def test_a_wrong_answer_carries_its_faults() -> None:
    fault = Fault(field="place", zh="请填写地点。", en="Fill in the place.")

    assert AnswerWrong([fault]).faults == (fault,)
    assert fault.sentence("zh") == "请填写地点。"
    assert fault.sentence("en") == "Fill in the place."


def test_a_refused_diagram_tells_how_many_problems_it_has() -> None:
    problem = Problem(element="t1", sentence="名称缺失。", sentence_en="No name.")

    refusal = DiagramRefused([problem, problem])

    assert refusal.problems == (problem, problem)
    assert "2" in refusal.sentence("zh")


@pytest.mark.parametrize(
    ("line", "column", "zh", "en"),
    [
        (3, "roles", "posts.csv 第 3 行“roles”：请改。", "posts.csv, line 3, “roles”: Mend it."),
        (0, "", "posts.csv：请改。", "posts.csv: Mend it."),
    ],
)
def test_a_fault_in_a_county_file_tells_where_it_is(
    line: int, column: str, zh: str, en: str
) -> None:
    fault = CountyFileFault(file="posts.csv", line=line, column=column, zh="请改。", en="Mend it.")

    assert fault.sentence("zh") == zh
    assert fault.sentence("en") == en
    assert CountyFilesRefused([fault]).values == {"count": 1}


def failed(element: str = "G1") -> StepFailed:
    return StepFailed(cause=("没有条件成立", "no condition holds"), element=element)


@pytest.mark.parametrize(
    ("element", "step", "zh", "en"),
    [
        ("G1", ("定级", "Grade"), "“定级”（G1）", "“Grade” (G1)"),
        ("G1", ("定级", ""), "“定级”（G1）", "“定级” (G1)"),
        ("G1", ("G1", ""), "“G1”", "“G1”"),
        ("G1", ("", ""), "“G1”", "“G1”"),
        ("", ("", ""), "下一步", "The next step"),
    ],
)
def test_a_step_that_fails_is_told_by_its_name_and_id(
    element: str, step: tuple[str, str], zh: str, en: str
) -> None:
    refusal = failed(element)
    refusal.call(step)

    assert refusal.step == step
    assert refusal.sentence("zh").startswith(f"{zh}无法执行：没有条件成立。事项保持原状。")
    assert refusal.sentence("en").startswith(f"{en} can't be carried out: no condition holds. The")


def test_who_may_not_mend_a_step_is_told_who_does() -> None:
    refusal = failed()

    assert refusal.sentence("zh").endswith("。请告知管理员，问题消除后请重试。")
    assert refusal.sentence("en").endswith("when that is mended; tell the administrator.")
    refusal.tell_administrator()
    assert refusal.sentence("zh").endswith("。问题消除后请重试。")
    assert refusal.sentence("en").endswith("when that is mended.")


def test_who_began_nothing_is_told_so() -> None:
    refusal = failed()
    refusal.tell_nothing_began()

    assert "事项没有发起。" in refusal.sentence("zh")
    assert "No case was begun." in refusal.sentence("en")
