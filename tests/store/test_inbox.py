"""The inbox: what lies on the actor's desks, in the order of its deadlines."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from server.domain.errors import CursorWrong
from server.domain.ids import BodyId, ItemId, ProcessKey
from server.domain.people import Actor
from server.domain.ports import Views
from server.domain.reading import InboxCounts, InboxPage, InboxQuery, Lamp
from tests.store.stage import Stage


def page(stage: Stage, actor: Actor | None = None, **query: object) -> InboxPage:
    with stage.unit() as unit:
        wanted = InboxQuery(**query)  # type: ignore[arg-type]
        return unit.views.inbox(actor or stage.head, wanted, stage.now)


def counts(stage: Stage) -> InboxCounts:
    with stage.unit() as unit:
        return unit.views.inbox_counts(stage.head, stage.now)


def items(stage: Stage, **query: object) -> list[ItemId]:
    return [row.item for row in page(stage, None, **query).rows]


def test_what_is_due_first_comes_first_and_what_has_no_clock_last(stage: Stage) -> None:
    free = stage.work()
    later = stage.work(due=stage.now + timedelta(days=2))
    sooner = stage.work(due=stage.now + timedelta(days=1), role="dept_head")

    assert items(stage) == [sooner, later, free]


def test_only_open_work_on_desks_of_the_actor_is_shown(stage: Stage) -> None:
    mine = stage.work()
    stage.complete(stage.work(), stage.head)
    stage.work(body="buguan", role="township_officer")
    stage.work(role="dept_clerk")

    assert items(stage) == [mine]


def test_a_row_tells_all_that_a_list_shows(stage: Stage) -> None:
    case = stage.case("消防隐患")
    item = stage.work(case, due=stage.now - timedelta(days=1))
    stage.claim(item, stage.head)

    (row,) = page(stage).rows

    assert (row.item, row.case, row.title, row.process) == (item, case, "消防隐患", "whistle")
    assert (row.process_title, row.process_title_en) == ("乡街吹哨、部门报到", "Whistle")
    assert (row.step, row.urgency) == ("报到处置", "normal")
    assert (row.from_body, row.body, row.body_en) == ("埠关镇", "住房和城乡建设局", "Zjj")
    assert (row.holder, row.is_mine, row.is_unread) == ("李小红", True, False)
    assert row.deadline.lamp is Lamp.LATE


def test_the_row_of_a_branch_names_its_matter(stage: Stage) -> None:
    case, _, (branch,) = stage.fanned_out(1)
    item = stage.work(branch)

    (row,) = page(stage).rows

    assert (row.item, row.case, row.title) == (item, case, "占道经营整治")
    with stage.unit() as unit:
        assert unit.views.row(stage.head, item, stage.now) == row


def test_views_and_filters_part_the_work_and_the_figures_say_how_much(stage: Stage) -> None:
    late = stage.work(due=stage.now - timedelta(days=1))
    today = stage.work(due=stage.now + timedelta(hours=3))
    mine = stage.work(due=stage.now + timedelta(days=2))
    others = stage.work(due=stage.now + timedelta(days=9))
    free = stage.work()
    stage.claim(mine, stage.head)
    stage.claim(others, stage.officer)

    assert items(stage, view="unclaimed") == [late, today, free]
    assert items(stage, holder="me") == [mine]
    assert items(stage, holder="nobody") == [late, today, free]
    assert items(stage, holder="others") == [others]
    assert items(stage, holder=str(stage.officer.person)) == [others]
    assert items(stage, holder="mangled") == []
    assert items(stage, deadline="late") == [late]
    assert items(stage, deadline="today") == [today]
    assert items(stage, deadline="good") == [mine, others]
    assert items(stage, deadline="week") == [today, mine]
    assert items(stage, deadline="none") == [free]
    assert counts(stage) == InboxCounts(open=5, late=1, today=1, unclaimed=3, mine=1, unit=5)


def test_figures_stop_counting_one_beyond_their_cap(stage: Stage) -> None:
    case = stage.case()
    with stage.unit() as unit:
        for _ in range(102):
            stage.offered(unit, case)
        unit.commit()

    assert counts(stage).open == counts(stage).cap + 1 == 100


def test_work_is_narrowed_by_process_and_by_where_it_came_from(stage: Stage) -> None:
    item = stage.work()

    assert items(stage, process=ProcessKey("whistle")) == [item]
    assert items(stage, process=ProcessKey("leave")) == []
    assert items(stage, from_body=BodyId("buguan")) == [item]
    assert items(stage, from_body=BodyId("zjj")) == []
    with stage.unit() as unit:
        choices = unit.views.inbox_choices(stage.head)
    assert choices.processes == (("whistle", "乡街吹哨、部门报到", "Whistle"),)
    assert (BodyId("zjj"), "住房和城乡建设局", "Zjj") in choices.bodies


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("消防隐患", True),
        ("防隐", True),
        ("消隐", False),
        ("患", True),
        ("无", False),
        ("sh-2026", True),
        ("100%", False),
        ("  消防 ", True),
    ],
)
def test_a_matter_is_found_by_any_words_of_its_title_or_number(
    stage: Stage, search: str, *, found: bool
) -> None:
    item = stage.work(stage.case("城关消防隐患"))

    assert items(stage, search=search) == ([item] if found else [])


def test_the_work_of_branches_is_found_by_the_title_of_the_matter(stage: Stage) -> None:
    _, _, (branch,) = stage.fanned_out(1)
    item = stage.work(branch)

    assert items(stage, search="占道") == [item]


def test_pages_follow_each_other_without_gap_or_repetition(stage: Stage) -> None:
    case = stage.case()
    clocks = [1, 1, 2, 3, None, None, None]
    days = [None if day is None else stage.now + timedelta(days=day) for day in clocks]
    all_items = [stage.work(case, due=due) for due in days]

    first = page(stage, limit=3)
    second = page(stage, limit=3, cursor=first.next)
    third = page(stage, limit=3, cursor=second.next)
    back = page(stage, limit=3, cursor=third.previous)

    shown = [row.item for part in (first, second, third) for row in part.rows]
    assert shown == all_items
    assert (first.previous, third.next) == (None, None)
    assert back.rows == second.rows
    assert page(stage, limit=3, cursor=back.previous).rows == first.rows
    assert page(stage, limit=3, cursor=back.previous).previous is None


def test_going_back_to_what_was_done_meanwhile_shows_the_beginning(stage: Stage) -> None:
    case = stage.case()
    all_items = [stage.work(case) for _ in range(5)]
    second = page(stage, limit=2, cursor=page(stage, limit=2).next)
    stage.complete(all_items[0], stage.head)

    back = page(stage, limit=2, cursor=second.previous)

    assert [row.item for row in back.rows] == all_items[1:3]
    assert back.previous is None


def test_going_on_to_what_was_done_meanwhile_shows_the_beginning(stage: Stage) -> None:
    case = stage.case()
    all_items = [stage.work(case) for _ in range(3)]
    first = page(stage, limit=2)
    stage.complete(all_items[2], stage.head)

    assert page(stage, limit=2, cursor=first.next).rows == page(stage, limit=2).rows


@pytest.mark.parametrize(
    "cursor", ["x", "====", "Zm9v", "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4"]
)
def test_a_mark_that_is_not_ours_is_refused(stage: Stage, cursor: str) -> None:
    with pytest.raises(CursorWrong):
        page(stage, cursor=cursor)


def test_an_actor_without_a_post_has_an_empty_inbox(stage: Stage) -> None:
    stage.work()
    nobody = Actor(person=stage.head.person, name="李小红")

    assert page(stage, nobody).rows == ()


@pytest.mark.parametrize(
    "ask",
    [
        lambda views, stage: views.inbox(stage.head, InboxQuery(), stage.now),
        lambda views, stage: views.inbox_counts(stage.head, stage.now),
        lambda views, stage: views.inbox_choices(stage.head),
    ],
    ids=["rows", "counts", "choices"],
)
def test_each_part_of_the_inbox_takes_two_statements_at_most(
    stage: Stage, ask: Callable[[Views, Stage], object]
) -> None:
    stage.work()

    with stage.database.counting() as count, stage.unit() as unit:
        ask(unit.views, stage)

    assert len(count.statements) <= 2
