"""Cases: held, kept, titled, branched, ended."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from server.domain import facts as f
from server.domain.errors import NoSuchCase
from server.domain.ids import CaseId, ProcessKey, SubjectId
from server.domain.journal import verify
from tests.store.stage import Stage


def test_a_case_is_held_with_all_that_a_push_needs(stage: Stage) -> None:
    case = stage.case("消防隐患")

    with stage.unit() as unit:
        held = unit.cases.hold(case)

    assert (held.id, held.root, held.parent, held.process) == (case, case, None, "whistle")
    assert (held.title, held.body, held.status, held.revision) == (
        "消防隐患",
        "buguan",
        "running",
        1,
    )
    assert (held.saved, held.data, held.outer) == (b"state", {"subject": "消防隐患"}, {})
    assert (held.head.seq, held.starter) == (1, stage.officer.person)


def test_an_unknown_case_is_refused(stage: Stage) -> None:
    with stage.unit() as unit, pytest.raises(NoSuchCase):
        unit.cases.hold(CaseId(stage.id()))


def test_a_case_can_be_looked_at_without_a_lock(stage: Stage) -> None:
    case = stage.case("消防隐患")
    with stage.unit() as holding, stage.unit() as unit:
        holding.cases.hold(case)

        found = unit.cases.find(case)

        assert (found.id, found.title, found.urgency, found.revision) == (
            case,
            "消防隐患",
            "normal",
            1,
        )
        with pytest.raises(NoSuchCase):
            unit.cases.find(CaseId(stage.id()))


def test_recent_cases_are_the_running_ones_of_a_process(stage: Stage) -> None:
    stage.case("old")
    since = stage.later(days=1)
    running, ended = stage.case("running"), stage.case("ended")
    stage.happen(ended, f.CaseWithdrawn(reason="by hand"))

    with stage.unit() as unit:
        recent = unit.cases.recent(ProcessKey("whistle"), since, 9)
        other = unit.cases.recent(ProcessKey("leave"), since, 9)

    assert ([case.id for case in recent], other) == ([running], ())


def test_the_root_of_a_branch_is_its_matter(stage: Stage) -> None:
    case, _, (branch,) = stage.fanned_out(1)

    with stage.unit() as unit:
        assert unit.cases.root_of(branch) == case
        with pytest.raises(NoSuchCase):
            unit.cases.root_of(CaseId(stage.id()))


def test_a_case_can_be_held_in_the_act_that_starts_it(stage: Stage) -> None:
    with stage.unit() as unit:
        case = stage.started(unit)

        held = unit.cases.hold(case)

    assert held.revision == 1


def test_every_move_counts_the_revision_up(stage: Stage) -> None:
    case = stage.case()

    for _ in range(3):
        with stage.unit() as unit:
            unit.cases.keep(case, saved=b"more", data={})
            unit.commit()

    with stage.unit() as unit:
        assert unit.cases.hold(case).revision == 4


def test_values_come_back_exactly(stage: Stage) -> None:
    case = stage.case()
    data = {"b": [1, 2.5, None, True], "a": {"名": "值", "deep": {"n": "1.10"}}, "empty": ""}
    with stage.unit() as unit:
        unit.cases.keep(case, saved=b"\x00\xff", data=data)
        unit.commit()

    with stage.unit() as unit:
        held = unit.cases.hold(case)

    assert (held.saved, held.data, list(held.data)) == (b"\x00\xff", data, ["b", "a", "empty"])


def test_nothing_is_kept_without_a_commit(stage: Stage) -> None:
    case = stage.case()
    with stage.unit() as unit:
        unit.cases.keep(case, saved=b"lost", data={})
        unit.cases.hold(case)

    with stage.unit() as unit:
        assert unit.cases.hold(case).saved == b"state"


def test_case_numbers_have_no_gaps(stage: Stage) -> None:
    with stage.unit() as unit:
        unit.cases.next_number(ProcessKey("whistle"), 2026)  # undone, so given again

    given = []
    for _ in range(2):
        with stage.unit() as unit:
            given.append(unit.cases.next_number(ProcessKey("whistle"), 2026))
            unit.commit()
    with stage.unit() as unit:
        given.append(unit.cases.next_number(ProcessKey("whistle"), 2027))

    assert given == [1, 2, 1]


def test_a_branch_reads_the_data_of_its_parents_the_nearest_first(stage: Stage) -> None:
    case, fan_out, (branch,) = stage.fanned_out(1)
    with stage.unit() as unit:
        inner = stage.started(unit, parent=branch, fan_out=fan_out, index=1)
        unit.cases.keep(case, saved=b"", data={"who": "root", "only": "root"})
        unit.cases.keep(branch, saved=b"", data={"who": "branch"})
        unit.commit()

    with stage.unit() as unit:
        held = unit.cases.hold(inner)

    assert held.outer == {"who": "branch", "only": "root"}


def test_branches_give_their_outputs_in_input_order(stage: Stage) -> None:
    _, fan_out, branches = stage.fanned_out(3)
    with stage.unit() as unit:
        unit.cases.give(branches[2], {"n": 2})
        unit.cases.give(branches[0], "first")
        unit.commit()

    with stage.unit() as unit:
        outputs = unit.cases.outputs(fan_out)

    assert outputs == ("first", None, {"n": 2})


def test_only_running_branches_are_open(stage: Stage) -> None:
    _, fan_out, branches = stage.fanned_out(3)
    stage.happen(branches[1], f.CaseFinished(kind="finished", element="end"))
    stage.happen(branches[2], f.CaseWithdrawn(reason="closed"))

    with stage.unit() as unit:
        held = unit.cases.open_branches(fan_out)

    assert [(one.id, one.index, one.scope) for one in held] == [(branches[0], 0, "depts")]


def test_the_next_branch_is_held_without_the_ones_after_it(stage: Stage) -> None:
    _, fan_out, branches = stage.fanned_out(3)

    with stage.unit() as elsewhere, stage.unit() as unit:
        elsewhere.cases.hold(branches[2])
        following = unit.cases.next_branch(fan_out, 0)

    assert (following.id, following.index) == (branches[1], 1)


def test_a_withdrawn_case_keeps_no_engine_state(stage: Stage) -> None:
    case = stage.case()

    stage.happen(case, f.CaseWithdrawn(reason="by hand"))

    with stage.unit() as unit:
        held = unit.cases.hold(case)
        assert unit.cases.find(case).ended_at == stage.now
    assert (held.status, held.saved) == ("withdrawn", b"")


@pytest.mark.slow
def test_twenty_acts_at_once_on_one_case_lose_nothing(stage: Stage) -> None:
    case = stage.case()
    count = 20

    def act(number: int) -> None:
        with stage.unit() as unit:
            held = unit.cases.hold(case)
            fact = f.PathTaken(elements=(str(number),))
            stage.record(unit, case, fact, head=held.head)
            seen = [*held.data.get("seen", []), number]
            unit.cases.keep(case, saved=held.saved, data={"seen": seen})
            unit.commit()

    with ThreadPoolExecutor(count) as pool:
        list(pool.map(act, range(count)))

    with stage.unit() as unit:
        held = unit.cases.hold(case)
        assert sorted(held.data["seen"]) == list(range(count))
        assert verify(unit.journal.entries(SubjectId(case))).seq == 1 + count
