"""Work that lies with nobody: administrators are told, until somebody has the post."""

from __future__ import annotations

import pytest

from server.domain.errors import NotAllowed
from server.domain.ids import PostId, subject_named
from server.services.manning import look, vacancies
from tests.builders import a_holding, a_post, an_actor, an_admin
from tests.fakes import Stage

DESK = subject_named("desk", "zjj/dept_clerk")


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.offered(stage.person())
    return stage


def somebody_comes(stage: Stage) -> None:
    stage.state.posts[PostId("zjj.clerk")] = a_post()
    stage.state.holdings.append(a_holding())


def test_administrators_are_told_once(stage: Stage) -> None:
    assert (look(stage.tools), look(stage.tools)) == (1, 0)

    assert stage.kinds(DESK) == ["VacancyFound"]
    assert [(one.kind, one.role) for one in stage.state.notices] == [("VacancyFound", "admin")]
    [row] = vacancies(stage.tools, an_admin())
    assert (row.body, row.role) == ("zjj", "dept_clerk")


def test_it_is_over_when_somebody_has_the_post(stage: Stage) -> None:
    look(stage.tools)
    somebody_comes(stage)

    assert look(stage.tools) == 1
    assert stage.kinds(DESK) == ["VacancyFound", "VacancyFilled"]
    assert vacancies(stage.tools, an_admin()) == ()


def test_where_somebody_is_nothing_is_told(stage: Stage) -> None:
    somebody_comes(stage)

    assert look(stage.tools) == 0


def test_only_administrators_see_the_list(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        vacancies(stage.tools, an_actor())
