"""Desks with open work where nobody holds a post, on a real database."""

from datetime import date, timedelta

from server.domain import facts as f
from server.domain.vacancy import Vacancy
from tests.store.stage import TODAY, Stage, person_of


def changed(stage: Stage, day: date = TODAY) -> tuple[Vacancy, ...]:
    with stage.unit() as unit:
        return unit.vacancies.changed(day)


def test_a_desk_that_nobody_has_is_found_until_it_is_known(stage: Stage) -> None:
    stage.work()
    stage.work(role="dept_nobody")
    stage.work(role="dept_nobody")

    [found] = changed(stage)
    assert (found.body, found.role, found.is_empty) == ("zjj", "dept_nobody", True)
    stage.happen(found.subject, found.fact)

    assert changed(stage) == ()
    with stage.unit() as unit:
        [row] = unit.vacancies.listed()
    assert (row.name, row.open, row.at) == ("住房和城乡建设局", 2, stage.now)


def test_a_desk_is_empty_from_the_day_after_its_holder_left(stage: Stage) -> None:
    stage.work(role="dept_head")
    over = f.PostGranted(
        person=person_of(stage.head),
        post="zjj.head",
        valid_from=date(2026, 1, 1),
        valid_to=TODAY,
    )
    stage.happen(person_of(stage.head), over)

    assert changed(stage) == ()
    assert [one.role for one in changed(stage, TODAY + timedelta(days=1))] == ["dept_head"]


def test_a_known_one_is_over_when_no_work_lies_there(stage: Stage) -> None:
    found = Vacancy(body="zjj", role="dept_nobody", name="", is_empty=True)  # type: ignore[arg-type]
    stage.happen(found.subject, found.fact)

    [over] = changed(stage)

    assert not over.is_empty
    stage.happen(over.subject, over.fact)
    assert changed(stage) == ()
