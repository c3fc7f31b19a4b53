"""Who may see a case, its journal, and the proof that nobody changed it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain import facts as f
from server.domain.errors import NoSuchCase, NotAllowed
from server.domain.ids import CaseId, SubjectId
from server.domain.people import SYSTEM
from server.services.auditing import Verdict, check_sight, journal, verify
from server.services.peopling import register_bodies
from server.services.timekeeping import climb
from tests.builders import NOON, a_body, a_seat, an_actor, an_id, work_for
from tests.fakes import Stage


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


AUDITOR = an_actor(a_seat("sjj", "auditor"))


# --- sight ------------------------------------------------------------------------------------


def test_who_has_the_work_on_their_desk_sees_the_case_without_a_trace(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for())
    commits = stage.database.commits

    assert check_sight(stage.tools, an_actor(a_seat()), case) == case
    assert stage.database.commits == commits


def test_who_started_a_case_sees_it_from_another_post_too(stage: Stage) -> None:
    clerk = stage.person()
    case = stage.start(clerk, work_for())

    assert check_sight(stage.tools, replace(clerk, seats=(a_seat("cgj"),)), case) == case


def test_the_head_of_a_body_sees_the_cases_it_works_on(stage: Stage) -> None:
    item = stage.offered(stage.person())
    case = stage.state.items[item].root

    assert check_sight(stage.tools, an_actor(a_seat("zjj", "dept_head")), case) == case


def test_who_heard_of_a_late_case_sees_it(stage: Stage) -> None:
    due = NOON
    item = stage.offered(stage.person(), work_for(clock="T41", due=due))
    case = stage.state.items[item].root
    stranger = an_actor(a_seat("cmd", "cmd_head"))
    with pytest.raises(NoSuchCase):
        check_sight(stage.tools, stranger, case)

    climb(stage.tools, item, "red")
    [risen] = [fact for fact in stage.facts(case) if isinstance(fact, f.WorkEscalated)]

    heard = an_actor(a_seat(risen.body, risen.role))
    assert check_sight(stage.tools, heard, case) == case


def test_a_case_of_others_looks_like_none(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for())

    with pytest.raises(NoSuchCase):
        check_sight(stage.tools, an_actor(a_seat("cgj")), case)


def test_an_unknown_case_is_told_as_none(stage: Stage) -> None:
    with pytest.raises(NoSuchCase):
        check_sight(stage.tools, AUDITOR, CaseId(an_id()))


def test_a_look_by_an_audited_role_is_written_down(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for())

    check_sight(stage.tools, AUDITOR, case)

    assert stage.facts(case)[-1] == f.CaseInspected(
        person=AUDITOR.person,  # type: ignore[arg-type]  # it is a person
        role="auditor",
        body="sjj",
    )


def test_looking_again_the_same_day_leaves_no_further_trace(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for())
    check_sight(stage.tools, AUDITOR, case)
    stage.clock.moment += timedelta(hours=2)

    check_sight(stage.tools, AUDITOR, case)
    check_sight(stage.tools, an_actor(a_seat("jw", "supervisor"), login="wang"), case)

    looks = [fact for fact in stage.facts(case) if isinstance(fact, f.CaseInspected)]
    assert [look.role for look in looks] == ["auditor", "supervisor"]


def test_looking_again_the_next_day_is_written_down(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for())
    check_sight(stage.tools, AUDITOR, case)
    stage.clock.moment += timedelta(days=1)

    check_sight(stage.tools, AUDITOR, case)

    assert stage.kinds(case).count("CaseInspected") == 2


def test_the_system_sees_every_case_without_a_trace(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for())

    check_sight(stage.tools, SYSTEM, case)

    assert "CaseInspected" not in stage.kinds(case)


def test_the_journal_is_read_from_a_mark_on(stage: Stage) -> None:
    clerk = stage.person()
    case = stage.start(clerk, work_for())
    check_sight(stage.tools, AUDITOR, case)

    assert [line.seq for line in journal(stage.tools, clerk, case)] == [1, 2]
    assert [line.seq for line in journal(stage.tools, clerk, case, after=1)] == [2]
    assert [line.seq for line in journal(stage.tools, clerk, case, limit=1)] == [1]


def test_the_journal_of_others_is_not_read(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for())

    with pytest.raises(NoSuchCase):
        journal(stage.tools, an_actor(a_seat("cgj")), case)


# --- proof ------------------------------------------------------------------------------------


def test_untouched_journals_are_sound(stage: Stage) -> None:
    stage.start(stage.person(), work_for())
    register_bodies(stage.tools, SYSTEM, [a_body()])

    verdict = verify(stage.tools, SYSTEM)

    assert verdict == Verdict(journals=2, entries=2, broken=(), apart=())
    assert verdict.is_sound


def test_progress_is_told_journal_by_journal(stage: Stage) -> None:
    stage.start(stage.person(), work_for())
    told: list[tuple[int, int]] = []

    verify(stage.tools, SYSTEM, lambda *far: told.append(far))

    assert told == [(1, 1)]


def test_a_changed_entry_is_found(stage: Stage) -> None:
    case = SubjectId(stage.start(stage.person(), work_for()))
    [entry] = stage.state.journals[case]
    stage.state.journals[case] = (replace(entry, at=entry.at.replace(year=2025)),)

    verdict = verify(stage.tools, SYSTEM)

    assert verdict.broken == ((str(case), 1),)
    assert not verdict.is_sound


def test_tables_that_say_something_else_are_found(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for())
    stage.state.cases[case] = replace(stage.state.cases[case], status="finished")

    verdict = verify(stage.tools, SYSTEM)

    assert verdict.apart == (str(case),)
    assert not verdict.is_sound


def test_a_case_whose_journal_is_gone_is_found(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for())
    del stage.state.journals[SubjectId(case)]

    verdict = verify(stage.tools, SYSTEM)

    assert (verdict.journals, verdict.apart) == (0, (str(case),))


def test_an_empty_journal_is_no_case(stage: Stage) -> None:
    stage.state.journals[SubjectId(an_id())] = ()

    assert verify(stage.tools, SYSTEM).is_sound


def test_only_who_may_verify_does(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        verify(stage.tools, an_actor())
    assert verify(stage.tools, AUDITOR).is_sound
