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
