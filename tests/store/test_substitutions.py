"""Who stands in for whom, and what it gives them, on a real database."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from psycopg.errors import CheckViolation

from server.domain import facts as f
from server.domain.access import parts_of
from server.domain.asides import is_asked
from server.domain.ids import PersonId, SubstitutionId
from server.domain.people import Actor
from server.domain.reading import InboxQuery
from tests.store.stage import NO_DIGEST, TODAY, Stage, person_of

FRIDAY = date(2026, 3, 6)


def away(stage: Stage, **changed: Any) -> f.SubstitutionMade:
    """The head of the department is away until Friday; the township's officer stands in."""
    made = f.SubstitutionMade(
        substitution=stage.id(),
        absent=person_of(stage.head),
        post="zjj.head",
        substitute=person_of(stage.officer),
        valid_from=TODAY,
        valid_to=FRIDAY,
        digest=NO_DIGEST,
    )
    made = replace(made, **changed)
    stage.happen(made.absent, made)
    return made


def officer(stage: Stage, day: date = TODAY) -> Actor:
    with stage.unit() as unit:
        return unit.people.actor("wang", day)


def titles(stage: Stage, actor: Actor) -> list[UUID]:
    with stage.unit() as unit:
        return [row.item for row in unit.views.inbox(actor, InboxQuery(), stage.now).rows]


def test_the_seat_of_whom_one_stands_in_for_comes_after_ones_own(stage: Stage) -> None:
    away(stage)

    own, other = officer(stage).seats

    assert own.behalf_of is None
    assert other.post == "zjj.head"
    assert other.behalf_of is not None
    assert (other.behalf_of.person, other.behalf_of.name) == (person_of(stage.head), "李小红")
    assert (other.since, other.behalf_of.until) == (TODAY, FRIDAY)


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), FRIDAY + timedelta(days=1)])
def test_before_and_after_its_days_it_gives_nothing(stage: Stage, day: date) -> None:
    away(stage)

    assert [seat.post for seat in officer(stage, day).seats] == ["buguan.officer"]


def test_it_gives_nothing_once_the_absent_one_has_not_the_post(stage: Stage) -> None:
    away(stage)
    over = f.PostGranted(
        person=person_of(stage.head),
        post="zjj.head",
        valid_from=date(2026, 1, 1),
        valid_to=TODAY,
    )
    stage.happen(person_of(stage.head), over)

    assert len(officer(stage).seats) == 2
    assert len(officer(stage, TODAY + timedelta(days=1)).seats) == 1


def test_ended_it_gives_nothing(stage: Stage) -> None:
    made = away(stage)
    ended = f.SubstitutionEnded(
        substitution=made.substitution,
        absent=made.absent,
        post=made.post,
        substitute=made.substitute,
    )
    stage.happen(made.absent, ended)

    assert len(officer(stage).seats) == 1
    with stage.unit() as unit:
        assert unit.substitutions.find(SubstitutionId(made.substitution), TODAY) is None
        assert unit.substitutions.of_absent(PersonId(made.absent), TODAY) == ()


def test_there_are_no_chains(stage: Stage) -> None:
    """The officer stands in for the head, and the head for the officer: nobody gains more."""
    away(stage)
    away(
        stage,
        absent=person_of(stage.officer),
        post="buguan.officer",
        substitute=person_of(stage.head),
    )

    with stage.unit() as unit:
        head = unit.people.actor("li", TODAY)
    assert [seat.post for seat in head.seats] == ["zjj.head", "zjj.officer", "buguan.officer"]
    assert len(officer(stage).seats) == 2


def test_both_see_the_work_and_its_notices(stage: Stage) -> None:
    away(stage)
    item = stage.work(body="zjj", role="dept_head")

    assert titles(stage, officer(stage)) == titles(stage, stage.head) == [item]
    with stage.unit() as unit:
        assert unit.views.inbox_counts(officer(stage), stage.now).open == 1
        assert unit.views.badge(officer(stage), stage.now).inbox == 1


@pytest.mark.parametrize(("process", "seen"), [("whistle", True), ("repair", False)])
def test_for_some_processes_only_their_work_is_seen(
    stage: Stage,
    process: str,
    seen: bool,  # noqa: FBT001
) -> None:
    away(stage, processes=(process,))
    item = stage.work(body="zjj", role="dept_head")
    actor = officer(stage)

    assert titles(stage, actor) == ([item] if seen else [])
    with stage.unit() as unit:
        found = unit.work.find(item)
        assert found is not None
        assert unit.views.inbox_counts(actor, stage.now).unclaimed == int(seen)
        searched = unit.views.inbox(actor, InboxQuery(search="占道"), stage.now)
        assert len(searched.rows) == int(seen)
        outsider = replace(actor, person=PersonId(stage.id()))
        assert unit.views.has_part(outsider, found.root) is seen
        claims = [each for each in parts_of(outsider) if each.process]
        matters = unit.views.search(claims, "占道", None, stage.now).rows
        assert [row.case for row in matters] == ([found.root] if seen else [])


@pytest.mark.parametrize(("process", "seen"), [("whistle", True), ("repair", False)])
def test_for_some_processes_only_their_late_work_is_brought_before_them(
    stage: Stage,
    process: str,
    seen: bool,  # noqa: FBT001
) -> None:
    away(stage, processes=(process,))
    case = stage.case()
    item = stage.work(case, body="zjj", role="dept_clerk")
    stage.happen(case, f.WorkEscalated(item=item, rung="red", body="zjj", role="dept_head"))

    with stage.unit() as unit:
        climbed = unit.views.inbox(officer(stage), InboxQuery(view="climbed"), stage.now).rows
        unit_of = unit.views.inbox(officer(stage), InboxQuery(view="unit"), stage.now).rows
        assert unit.views.inbox_counts(officer(stage), stage.now).climbed == int(seen)
    assert [row.item for row in climbed] == ([item] if seen else [])
    assert unit_of == ()


def test_work_says_for_whom_it_is_held(stage: Stage) -> None:
    item = stage.work(body="zjj", role="dept_head")
    person, absent = person_of(stage.officer), person_of(stage.head)
    with stage.unit() as unit:
        found = unit.work.find(item)
        assert found is not None
        claimed = f.WorkClaimed(item=item, person=person)
        acted = f.ActedFor(person=person, absent=absent, post="zjj.head", item=item)
        stage.record(unit, found.case, claimed, acted, person=person)
        unit.commit()

    with stage.unit() as unit:
        held, _ = unit.work.hold(item)
        assert (held.holder, held.behalf, held.behalf_name) == (person, absent, "李小红")
        assert held.process == "whistle"
        assert unit.work.find(item) == held
        assert unit.views.has_part(replace(stage.head, seats=()), held.root)


def test_both_find_it_in_the_list(stage: Stage) -> None:
    made = away(stage)
    with stage.unit() as unit:
        unit.put_content(made.absent, NO_DIGEST, {"reason": "出差"})
        unit.commit()

    with stage.unit() as unit:
        for person in (person_of(stage.head), person_of(stage.officer), None):
            [row] = unit.substitutions.listed(person, TODAY).rows
            assert (row.absent_name, row.substitute_name) == ("李小红", "王小明")
            assert (row.title, row.body, row.reason) == ("局长", "住房和城乡建设局", "出差")
        assert unit.substitutions.listed(None, FRIDAY + timedelta(days=1)).rows == ()
        assert unit.substitutions.listed(PersonId(stage.id()), TODAY).rows == ()


def test_a_long_list_comes_in_pages(stage: Stage) -> None:
    for day in range(52):
        at = TODAY + timedelta(days=day)
        away(stage, valid_from=at, valid_to=at)

    with stage.unit() as unit:
        first = unit.substitutions.listed(None, TODAY)
        second = unit.substitutions.listed(None, TODAY, first.next)
    assert (len(first.rows), len(second.rows), second.next) == (50, 2, None)


def test_colleagues_are_listed_body_by_body(stage: Stage) -> None:
    with stage.unit() as unit:
        found = unit.people.colleagues(["zjj", "buguan"], TODAY)  # type: ignore[list-item]
        held = unit.people.holdings_of(person_of(stage.head))

    assert [(each.login, each.title) for each in found] == [("wang", "经办人"), ("li", "局长")]
    assert [each.post for each in held] == ["zjj.head", "zjj.officer"]


def test_the_database_refuses_that_somebody_stands_in_for_themselves(stage: Stage) -> None:
    with pytest.raises(CheckViolation):
        away(stage, substitute=person_of(stage.head))


# --- what is asked of the desk --------------------------------------------------------------------


@pytest.mark.parametrize(("process", "sees"), [("whistle", True), ("other", False)])
def test_who_stands_in_for_one_process_is_asked_in_that_process(
    stage: Stage, process: str, *, sees: bool
) -> None:
    case = stage.case()
    item = stage.work(case)
    away(stage, processes=(process,))
    aside = f.AsideOpened(
        aside=stage.id(),
        item=item,
        kind="consult",
        blocks=True,
        name="维修",
        body="zjj",
        role="dept_head",
    )
    stage.happen(case, aside, person=person_of(stage.officer))

    with stage.unit() as unit:
        listed = unit.views.asides(officer(stage), "all", None, stage.now).rows
        [found] = unit.asides.of_item(item)
        asked = unit.views.asked_in(officer(stage), case)
        badge = unit.views.badge(officer(stage), stage.now).asides
        figure = unit.views.inbox_counts(officer(stage), stage.now).asides
    assert (bool(listed), asked == (found.id,), is_asked(found, officer(stage))) == (
        sees,
        sees,
        sees,
    )
    assert badge == figure == len(listed)
