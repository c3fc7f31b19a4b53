"""Lists of cases, parts in them, notices, journals for programs, and how a case stands."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain import facts as f
from server.domain.ids import CaseId, NoticeId, SubjectId
from server.domain.notice import Notice
from server.domain.people import Actor, Seat
from server.domain.reading import CasePage
from server.domain.replay import fold
from server.domain.story import Standing
from tests.store.county import POSTS
from tests.store.stage import Stage, person_of


def test_cases_that_somebody_started_come_newest_first(stage: Stage) -> None:
    cases = [stage.case(str(number)) for number in range(22)]
    stage.fanned_out(1)
    with stage.unit() as unit:
        first = unit.views.started_by(stage.officer, None, stage.now)
        second = unit.views.started_by(stage.officer, first.next, stage.now)

    assert len(first.rows) == 20
    assert [row.case for row in (*first.rows, *second.rows)][1:] == cases[::-1]
    assert second.next is None


@pytest.mark.parametrize("kind", ["started", "done", "all"])
def test_every_list_of_cases_is_walked_to_its_end_and_back(stage: Stage, kind: str) -> None:
    cases = [stage.case(str(number)) for number in range(45)]
    for case in cases:
        stage.later(minutes=1)
        stage.complete(stage.work(case), stage.head)

    def look(cursor: str | None) -> CasePage:
        with stage.unit() as unit:
            if kind == "all":
                return unit.views.all_cases(cursor, stage.now, running=False, limit=20)
            if kind == "done":
                return unit.views.done_by(stage.head, cursor, stage.now)
            return unit.views.started_by(stage.officer, cursor, stage.now)

    there = [look(None)]
    while there[-1].next:
        there.append(look(there[-1].next))
    back = [there[-1]]
    while back[-1].previous:
        back.append(look(back[-1].previous))

    assert [row.case for part in there for row in part.rows] == cases[::-1]
    assert [part.rows for part in back] == [part.rows for part in there][::-1]


def test_a_case_with_a_failed_step_shows_it_until_it_is_mended(stage: Stage) -> None:
    case, incident = stage.case(), stage.id()
    stage.happen(case, f.IncidentOpened(incident=incident, element="e", version=stage.id()))
    with stage.unit() as unit:
        (before,) = unit.views.started_by(stage.officer, None, stage.now).rows

    stage.happen(case, f.IncidentClosed(incident=incident))

    with stage.unit() as unit:
        (after,) = unit.views.all_cases(None, stage.now, running=True, limit=9).rows
    assert (before.status, after.status) == ("incident", "running")


def test_cases_that_somebody_worked_on_are_listed_once_by_the_last_work(stage: Stage) -> None:
    first, second = stage.case("first"), stage.case("second")
    for case in (first, second, first):
        stage.later(minutes=1)
        stage.complete(stage.work(case), stage.head)

    with stage.unit() as unit:
        done = unit.views.done_by(stage.head, None, stage.now)
        none = unit.views.done_by(stage.officer, None, stage.now)

    assert [row.case for row in done.rows] == [first, second]
    assert done.rows[0].touched_at == stage.now
    assert none.rows == ()


def test_those_have_a_part_to_whom_it_was_offered_or_who_acted(stage: Stage) -> None:
    case, _, (branch,) = stage.fanned_out(1)
    post = next(post for post in POSTS if post.id == "zjj.officer")
    seat = Seat(post=post.id, body=post.body, body_name="", title="", roles=post.roles)
    colleague = Actor(person=None, name="x", seats=(seat,))
    actors = (stage.officer, stage.head, colleague)

    before = _parts(stage, case, actors)
    stage.work(branch)

    assert before == [True, False, False]
    assert _parts(stage, case, actors) == [True, True, True]


def test_who_is_brought_in_by_a_late_clock_has_a_part(stage: Stage) -> None:
    case = stage.case()
    item = stage.work(case, body="buguan", role="township_officer")
    fact = f.WorkEscalated(item=item, rung="red", body="zjj", role="dept_head")

    before = _parts(stage, case, (stage.head,))
    stage.happen(case, fact)
    stage.happen(case, fact)

    assert (before, _parts(stage, case, (stage.head,))) == ([False], [True])


def test_who_only_looked_by_an_audited_role_has_no_part_by_it(stage: Stage) -> None:
    case = stage.case()
    fact = f.CaseInspected(person=person_of(stage.head), role="auditor")

    stage.happen(case, fact, person=person_of(stage.head))

    assert _parts(stage, case, (stage.head,)) == [False]


def test_a_family_is_the_case_and_its_branches(stage: Stage) -> None:
    case, _, branches = stage.fanned_out(2)

    with stage.unit() as unit:
        assert unit.views.family(case) == (case, *branches)
        assert unit.views.family(CaseId(stage.id())) == ()


def test_the_tables_stand_as_the_fold_of_the_journal_says(stage: Stage) -> None:
    case, _, _ = stage.fanned_out(2)
    stage.claim(stage.work(case), stage.head)
    gone = stage.id()
    stage.happen(
        case,
        f.TimerSet(timer=stage.id(), token="a", element="e", due=stage.now),
        f.TimerSet(timer=gone, token="b", element="e", due=stage.now),
        f.TimerFired(timer=gone),
        f.ListeningBegan(token="l", element="e", kind="signal", name="n"),
        f.IncidentOpened(incident=stage.id(), element="e", version=stage.id()),
    )

    with stage.unit() as unit:
        standing = unit.views.standing(case)
        facts = [fact for one in unit.journal.entries(SubjectId(case)) for fact in one.facts]
        unknown = unit.views.standing(CaseId(stage.id()))

    assert standing == fold(facts).standing
    assert len(standing.timers) == len(standing.fan_outs) == len(standing.incidents) == 1
    assert unknown == fold([]).standing
    assert isinstance(unknown, Standing)


def test_notices_reach_a_person_a_role_of_a_body_and_a_role_everywhere(stage: Stage) -> None:
    case = stage.case()
    mine = _tell(stage, case, person=person_of(stage.head))
    desk = _tell(stage, case, body="zjj", role="dept_head")
    everywhere = _tell(stage, case, role="dept_head")
    _tell(stage, case, body="buguan", role="dept_head")
    _tell(stage, case, person=person_of(stage.officer))

    with stage.unit() as unit:
        rows = unit.views.notices(stage.head, None, stage.now).rows

    assert [row.id for row in rows] == [str(everywhere), str(desk), str(mine)]
    assert (rows[0].sentence, rows[0].case) == ("通知：WorkEscalated/red", case)
    assert rows[0].number.startswith("SH-2026-")


def test_a_notice_names_the_step_the_case_and_the_process(stage: Stage) -> None:
    case = stage.case()
    told = Notice(
        id=NoticeId(stage.id()),
        kind="IncidentOpened",
        case=case,
        at=stage.now,
        role="dept_head",
        name="核查",
        version=stage.version,
        element="check",
    )
    with stage.unit() as unit:
        unit.tell((told, replace(told, id=NoticeId(stage.id()), case=None)))
        unit.commit()
        without, with_case = unit.views.notices(stage.head, None, stage.now).rows
        matter = unit.cases.find(case)
        source = unit.processes.sources(stage.version)

    assert with_case.sentence == "通知：IncidentOpened 核查"
    assert (with_case.case, with_case.title) == (case, matter.title)
    assert {with_case.process_title, without.process_title} == {source.title}
    assert (without.case, without.title, without.number) == (None, "", "")


def test_notices_are_walked_to_their_end_and_back(stage: Stage) -> None:
    case = stage.case()
    told = [_tell(stage, case, role="dept_head") for _ in range(60)]
    told += [_tell(stage, case, person=person_of(stage.head)) for _ in range(60)]
    with stage.unit() as unit:
        there = [unit.views.notices(stage.head, None, stage.now)]
        while there[-1].next:
            there.append(unit.views.notices(stage.head, there[-1].next, stage.now))
        back = [there[-1]]
        while back[-1].previous:
            back.append(unit.views.notices(stage.head, back[-1].previous, stage.now))

    assert [len(part.rows) for part in there] == [50, 50, 20]
    assert [row.id for part in there for row in part.rows] == [str(one) for one in told[::-1]]
    assert [part.rows for part in back] == [part.rows for part in there][::-1]


def test_notices_are_new_until_they_were_seen(stage: Stage) -> None:
    case = stage.case()
    told = [_tell(stage, case, person=person_of(stage.head)) for _ in range(3)]
    with stage.unit() as unit:
        before = unit.views.badge(stage.head, stage.now)
        unit.views.saw_notices(stage.head, told[1])
        unit.views.saw_notices(stage.head, told[0])
        unit.commit()

    with stage.unit() as unit:
        after = unit.views.badge(stage.head, stage.now)
        rows = unit.views.notices(stage.head, None, stage.now).rows

    assert (before.notices, after.notices) == (3, 1)
    assert [row.is_read for row in rows] == [False, True, True]


def test_the_badge_counts_open_and_late_work(stage: Stage) -> None:
    stage.work()
    stage.work(due=stage.now - timedelta(days=1))

    with stage.unit() as unit:
        badge = unit.views.badge(stage.head, stage.now)

    assert (badge.inbox, badge.late) == (2, 1)


def test_programs_read_a_journal_entry_by_entry(stage: Stage) -> None:
    case = stage.case()
    due = stage.now + timedelta(days=1)
    item = stage.work(case, due=due)
    stage.happen(case, f.PathTaken(elements=("a", "b")))

    with stage.unit() as unit:
        lines = unit.views.journal(SubjectId(case), 1, 9)
        (first,) = unit.views.journal(SubjectId(case), 0, 1)

    assert [line.seq for line in lines] == [2, 3]
    (name, values) = lines[0].facts[0]
    assert (name, values["item"], values["due"]) == ("WorkOffered", str(item), due.isoformat())
    assert lines[1].facts == (("PathTaken", {"elements": ["a", "b"]}),)
    assert (first.person, lines[1].person) == (str(stage.officer.person), None)


def _parts(stage: Stage, case: CaseId, actors: tuple[Actor, ...]) -> list[bool]:
    with stage.unit() as unit:
        return [unit.views.has_part(actor, case) for actor in actors]


def _tell(stage: Stage, case: CaseId, **whom: object) -> NoticeId:
    notice = NoticeId(stage.id())
    with stage.unit() as unit:
        unit.tell(
            [Notice(id=notice, kind="WorkEscalated/red", case=case, at=stage.now, **whom)]  # type: ignore[arg-type]
        )
        unit.commit()
    return notice
