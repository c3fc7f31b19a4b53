"""What the line of a case in a list tells, and that its width costs nothing."""

from datetime import timedelta
from typing import Any

from server.domain.ids import CaseId
from server.store.views.cases import LINES
from tests.store.stage import Stage


def test_a_line_tells_where_the_case_is_and_who_has_it(stage: Stage) -> None:
    case, _, (branch,) = stage.fanned_out(1)
    due = stage.now + timedelta(days=1)
    stage.claim(stage.work(branch, due=due), stage.head)

    with stage.unit() as unit:
        (row,) = unit.views.started_by(stage.officer, None, stage.now).rows

    assert (row.case, row.status, row.now, row.with_whom) == (case, "running", "报到处置", "李小红")
    assert row.deadline.due == due


def test_a_line_of_a_wide_case_names_three_and_tells_what_is_due_first(stage: Stage) -> None:
    _, _, branches = stage.fanned_out(130)
    due = stage.now + timedelta(hours=1)
    with stage.unit() as unit:
        items = [
            stage.offered(
                unit,
                branch,
                body=("zjj", "buguan", "county")[number % 3],
                due=due + timedelta(hours=number or -1),
            )
            for number, branch in enumerate(branches)
        ]
        unit.commit()
    stage.claim(items[0], stage.head)

    with stage.unit() as unit:
        (row,) = unit.views.started_by(stage.officer, None, stage.now).rows

    assert row.deadline.due == due - timedelta(hours=1)
    assert row.now == "报到处置"
    assert row.with_whom == "住房、埠关、李小红 等 4+ 方"
    assert row.with_whom_en.endswith(" and 1+ more")


def test_a_line_reads_as_much_of_a_wide_case_as_of_a_narrow_one(stage: Stage) -> None:
    read: dict[int, int] = {}
    for width in (110, 330):
        case, _, branches = stage.fanned_out(width)
        with stage.unit() as unit:
            for branch in branches:
                stage.offered(unit, branch)
            unit.commit()
        read[width] = rows_read(stage, case)

    assert read[330] <= read[110] + 10


def rows_read(stage: Stage, case: CaseId) -> int:
    """Rows that the line of a case is made of, as the plan counts them."""
    with stage.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as wire:
        wire.exec_driver_sql("ANALYZE")
        # Tables of this size are read whole; those of a county are not.
        for way in ("seqscan", "hashjoin", "mergejoin"):
            wire.exec_driver_sql(f"SET enable_{way} = off")
        asked = f"EXPLAIN (ANALYZE, FORMAT JSON) {LINES}"
        [[plan]] = wire.exec_driver_sql(asked, {"roots": [case]}).fetchall()
    return _rows(plan[0]["Plan"])


def _rows(plan: dict[str, Any]) -> int:
    below = sum(_rows(each) for each in plan.get("Plans", ()))
    return int(plan["Actual Rows"] * plan["Actual Loops"]) + below
