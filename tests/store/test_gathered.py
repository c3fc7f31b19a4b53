"""Writes gathered and flushed in one statement, and how few statements an act takes."""

from server.domain import facts as f
from server.domain.ids import CaseId, ItemId, NoticeId, ProcessKey, TimerId, Token
from server.domain.notice import Notice
from tests.store.stage import Stage, digest_of, person_of


def test_completing_a_task_takes_four_statements_and_one_commit(stage: Stage) -> None:
    item = stage.work()
    answer = {"result": "已办"}

    with stage.database.counting() as count, stage.unit() as unit:
        unit.first("key", stage.head, "fingerprint")
        _, case = unit.work.hold(item)
        facts = (
            f.WorkCompleted(
                item=item,
                person=person_of(stage.head),
                post="zjj.officer",
                digest=digest_of(answer),
            ),
            f.PathTaken(elements=("report", "verify")),
            _offer(ItemId(stage.id())),
            _offer(ItemId(stage.id())),
            f.TimerSet(timer=stage.id(), token="late", element="late", due=stage.now),
        )
        stage.record(unit, case.id, *facts, person=person_of(stage.head), head=case.head)
        unit.put_content(case.id, digest_of(answer), answer)
        unit.cases.keep(case.id, saved=b"moved", data=answer)
        unit.tell([_notice(stage, case.id)])
        unit.defer("wake", {"case": str(case.id)})
        unit.replied("key", stage.head, "/inbox")
        unit.commit()

    assert (len(count.statements), count.commits) == (4, 1), count.statements


def test_starting_a_case_takes_three_statements_and_one_commit(stage: Stage) -> None:
    with stage.database.counting() as count, stage.unit() as unit:
        unit.first("key", stage.officer, "fingerprint")
        unit.cases.next_number(ProcessKey("whistle"), 2026)
        case = stage.started(unit)
        unit.put_content(case, "00" * 32, {"subject": "x"})
        unit.replied("key", stage.officer, "/cases")
        unit.commit()

    assert (len(count.statements), count.commits) == (3, 1), count.statements


def test_rows_made_and_removed_in_one_act_are_never_written(stage: Stage) -> None:
    case = stage.case()
    timer = TimerId(stage.id())
    stage.happen(
        case,
        f.TimerSet(timer=timer, token="t", element="e", due=stage.now),
        f.TimerDropped(timer=timer),
    )

    with stage.unit() as unit:
        assert unit.waits.timers(case) == {}


def test_a_row_removed_and_made_anew_in_one_act_is_there(stage: Stage) -> None:
    case = stage.case()
    listening = f.ListeningBegan(token="t", element="e", kind="message", name="old")
    stage.happen(case, listening)

    stage.happen(
        case,
        f.ListeningEnded(token="t"),
        f.ListeningBegan(token="t", element="e", kind="message", name="new"),
    )

    with stage.unit() as unit:
        assert unit.waits.listeners("message", "old", "") == ()
        assert unit.waits.listeners("message", "new", "") == ((case, Token("t")),)


def test_many_rows_of_a_kind_are_changed_and_removed_together(stage: Stage) -> None:
    case = stage.case()
    items = [stage.work(case) for _ in range(3)]
    timers = [TimerId(stage.id()) for _ in range(3)]
    stage.happen(
        case,
        *(f.TimerSet(timer=one, token=str(one), element="e", due=stage.now) for one in timers),
    )

    stage.happen(
        case,
        *(f.TimerDropped(timer=one) for one in timers[:2]),
        *(f.WorkWithdrawn(item=one, reason="over") for one in items[:2]),
    )

    with stage.unit() as unit:
        assert [timer.id for timer in unit.waits.timers(case).values()] == timers[2:]
        assert list(unit.work.open_tokens(case).values()) == items[2:]


def test_a_job_is_queued_with_the_commit_and_only_once_for_its_key(stage: Stage) -> None:
    with stage.unit() as unit:
        unit.defer("undone", {})
        unit.flush()
    for _ in range(2):
        with stage.unit() as unit:
            unit.defer("fire_timer", {"timer": "1"}, key="timer-1")
            unit.defer("fire_timer", {"timer": "1"}, key="timer-1")
            unit.defer("send", {"to": "甲"})
            unit.commit()

    with stage.database.engine.connect() as connection:
        jobs = connection.exec_driver_sql(
            "SELECT task_name, queueing_lock, args FROM procrastinate_jobs ORDER BY id"
        ).all()

    assert [tuple(job) for job in jobs] == [
        ("fire_timer", "timer-1", {"timer": "1"}),
        ("send", None, {"to": "甲"}),
        ("send", None, {"to": "甲"}),
    ]


def _offer(item: ItemId) -> f.WorkOffered:
    return f.WorkOffered(
        item=item, token=str(item), element="verify", name="核验", body="buguan", role="officer"
    )


def _notice(stage: Stage, case: CaseId) -> Notice:
    return Notice(
        id=NoticeId(stage.id()),
        kind="WorkEscalated/red",
        case=case,
        at=stage.now,
        person=stage.head.person,
    )
