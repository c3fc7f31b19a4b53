"""Work narrowed by what its matter is, the work of a unit, and matters found by their words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from server.domain import facts as f
from server.domain.access import Claim, parts_of
from server.domain.ids import BodyId, ItemId, PersonId, PostId, ProcessKey, ViewId
from server.domain.people import Actor, Seat
from server.domain.reading import InboxQuery
from server.domain.saved_view import SavedView
from server.store.views import searching
from tests.store.stage import MATTER, Stage, person_of

if TYPE_CHECKING:
    from server.domain.ids import CaseId
    from server.domain.reading import CasePage


def items(stage: Stage, actor: Actor | None = None, **query: object) -> list[ItemId]:
    with stage.unit() as unit:
        asked = InboxQuery(**query)  # type: ignore[arg-type]
        return [row.item for row in unit.views.inbox(actor or stage.head, asked, stage.now).rows]


def search(
    stage: Stage, who: tuple[Claim, ...] | None, words: str, cursor: str | None = None
) -> CasePage:
    with stage.unit() as unit:
        return unit.views.search(who, words, cursor, stage.now)


def found(stage: Stage, actor: Actor, words: str) -> list[CaseId]:
    return [row.case for row in search(stage, parts_of(actor), words).rows]


def somebody(body: str, role: str) -> Actor:
    seat = Seat(
        post=PostId(f"{body}.{role}"),
        body=BodyId(body),
        body_name=body,
        title=role,
        roles=frozenset({role}),
    )
    return Actor(person=PersonId(UUID(int=99)), name="某人", seats=(seat,))


def test_work_is_narrowed_by_its_matter_and_its_step(stage: Stage) -> None:
    urgent = replace(MATTER, process=ProcessKey("leave"), body=BodyId("sfj"), urgency="urgent")
    plain = stage.work()
    other = stage.work(matter=urgent, element="approve")

    assert items(stage, process=ProcessKey("leave")) == [other]
    assert items(stage, process=ProcessKey("whistle"), step="report") == [plain]
    assert items(stage, process=ProcessKey("whistle"), step="approve") == []
    assert items(stage, from_body=BodyId("sfj")) == [other]
    assert items(stage, urgency="urgent") == [other]
    assert items(stage, urgency="normal") == [plain]
    assert items(stage, urgency="emergency") == []


def test_work_is_narrowed_by_the_days_it_is_due(stage: Stage) -> None:
    today = stage.work(due=stage.now)
    stage.work(due=stage.now + timedelta(days=3))
    stage.work()

    day = date(2026, 3, 2)
    assert items(stage, due_from=day, due_until=day) == [today]
    assert len(items(stage, due_from=day)) == 3
    assert items(stage, due_until=date(2026, 3, 1)) == []


def test_what_was_given_to_somebody_waits_for_them_to_sign_for_it(stage: Stage) -> None:
    free = stage.work(due=stage.now + timedelta(days=1))
    case = stage.case()
    given = stage.work(case, due=stage.now)
    stage.happen(case, f.WorkDispatched(item=given, to=person_of(stage.head)))

    other = replace(stage.head, person=PersonId(UUID(int=98)))
    assert items(stage, view="unclaimed") == [given, free]
    assert items(stage, view="unclaimed", holder="me") == [given]
    assert items(stage, other, view="unclaimed") == [free]
    with stage.unit() as unit:
        assert unit.views.inbox_counts(stage.head, stage.now).unclaimed == 2
        assert unit.views.inbox_counts(other, stage.now).unclaimed == 1

    stage.claim(given, stage.head)
    assert items(stage, view="unclaimed") == [free]


def test_who_leads_a_body_sees_its_work_whoever_holds_it(stage: Stage) -> None:
    clerks = stage.work(role="dept_clerk")
    mine = stage.work(due=stage.now)
    stage.work(body="buguan", role="township_officer")
    stage.claim(mine, stage.head)

    with stage.unit() as unit:
        rows = unit.views.inbox(stage.head, InboxQuery(view="unit"), stage.now).rows
        assert unit.views.inbox_counts(stage.head, stage.now).unit == 2
        assert unit.views.inbox_count(stage.head, InboxQuery(view="unit"), stage.now) == 2

    assert [(row.item, row.holder, row.may_open) for row in rows] == [
        (mine, "李小红", True),
        (clerks, "", False),
    ]
    assert items(stage, stage.officer, view="unit") == []
    assert items(stage, view="unit", body=BodyId("buguan")) == []


def test_late_work_is_seen_by_whom_it_was_brought_before(stage: Stage) -> None:
    case = stage.case()
    item = stage.work(case)
    own = stage.work(case)
    for each in (item, own):
        fact = f.WorkEscalated(item=each, rung="red", body="buguan", role="township_officer")
        stage.happen(case, fact)

    assert items(stage, stage.officer, view="climbed") == [item, own]
    assert items(stage, view="climbed") == []
    with stage.unit() as unit:
        assert unit.views.inbox_counts(stage.officer, stage.now).climbed == 2
    stage.complete(own, stage.head)
    assert items(stage, stage.officer, view="climbed") == [item]


def test_late_work_is_seen_by_all_whom_it_was_brought_before_while_it_is_late(
    stage: Stage,
) -> None:
    case = stage.case()
    item, other = (stage.work(case, body="slj", role="clerk") for _ in "ab")
    for each in (item, other):
        stage.happen(
            case,
            f.WorkEscalated(item=each, rung="amber", body="zjj", role="dept_head"),
            f.WorkEscalated(item=each, rung="red", body="buguan", role="township_officer"),
        )
    again = [
        f.WorkEscalated(item=each, rung="circulate", body="zjj", role="dept_head")
        for each in (item, other)
    ]
    stage.happen(case, *again)

    assert items(stage, view="climbed") == [item, other]
    assert items(stage, stage.officer, view="climbed") == [item, other]
    stage.complete(item, somebody("slj", "clerk"))
    assert items(stage, view="climbed") == [other]
    on = f.WorkGoesOn(item=other, name="报到", body="slj", role="clerk", due=stage.now)
    stage.happen(case, on)
    assert items(stage, view="climbed") == items(stage, stage.officer, view="climbed") == []


def test_what_lies_on_ones_own_desk_is_not_brought_before_one(stage: Stage) -> None:
    case = stage.case()
    item = stage.work(case)
    stage.happen(case, f.WorkEscalated(item=item, rung="red", body="zjj", role="dept_officer"))

    assert items(stage, view="climbed") == []


def test_every_view_can_be_searched_and_turned(stage: Stage) -> None:
    case = stage.case("城关消防隐患")
    late = stage.work(case, body="slj", role="clerk")
    stage.happen(case, f.WorkEscalated(item=late, rung="red", body="zjj", role="dept_head"))
    mine = stage.work(case, due=stage.now)

    assert items(stage, view="climbed", search="消防") == [late]
    assert items(stage, view="climbed", search="河道") == []
    assert items(stage, view="unit", search="消防") == [mine]
    assert items(stage, search="消防 城关") == [mine]
    assert items(stage, search="消防 河道") == []


def test_words_of_very_many_matters_are_looked_for_in_what_is_due_first(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FEW", 1)
    cases = [stage.case(title) for title in ("消防一", "消防二", "河道")]
    work = [stage.work(case) for case in cases]

    with stage.unit() as unit:
        page = unit.views.inbox(stage.head, InboxQuery(search="消防"), stage.now)
        count = unit.views.inbox_count(stage.head, InboxQuery(search="消防"), stage.now)
        climbed = unit.views.inbox(stage.head, InboxQuery(search="消防", view="climbed"), stage.now)

    assert [row.item for row in page.rows] == work[:2]
    assert (page.is_cut, count, climbed.rows) == (True, 2, ())


@pytest.mark.parametrize("words", ["消防", "隐", "ＳＨ-2026", "城关 隐患"])
def test_a_matter_is_found_by_those_who_have_a_part_in_it(stage: Stage, words: str) -> None:
    case = stage.case("城关消防隐患")
    stage.work(case, role="dept_clerk")

    assert found(stage, stage.officer, words) == [case]
    assert found(stage, stage.head, words) == [case]
    assert found(stage, somebody("zjj", "dept_clerk"), words) == [case]
    assert found(stage, somebody("zjj", "dept_other"), words) == []
    assert found(stage, somebody("sfj", "dept_head"), words) == []
    assert [row.case for row in search(stage, None, words).rows] == [case]


def test_words_are_taken_as_they_stand(stage: Stage) -> None:
    case = stage.case(r"打折 100% 的_\事")

    for words in ("100%", "的_", "_\\事"):
        assert found(stage, stage.officer, words) == [case]
    for words in ("1%0", "的？"):
        assert found(stage, stage.officer, words) == []


@pytest.mark.parametrize("few", [500, 2])
def test_a_search_goes_on_where_it_stopped(
    stage: Stage, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FEW", few)
    cases = [stage.case(f"消防{n}") for n in range(45)]
    who = parts_of(stage.officer)

    seen: list[CaseId] = []
    cursor: str | None = None
    while True:
        page = search(stage, who, "消防", cursor)
        seen += [row.case for row in page.rows]
        cursor = page.next
        if cursor is None:
            break

    assert seen == cases[::-1]
    assert search(stage, None, "消防").next is not None


def test_a_look_at_many_matters_is_bounded_and_says_so(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "COMMON", 1)
    monkeypatch.setattr(searching, "WINDOWS", 1)
    monkeypatch.setattr(searching, "WINDOW", 2)
    monkeypatch.setattr(searching, "WALKED", searching.WALKED.replace("LIMIT 200", "LIMIT 2"))
    oldest = stage.case("消防")
    for _ in range(3):
        stage.case("河道")

    first = search(stage, parts_of(stage.officer), "消防")
    second = search(stage, parts_of(stage.officer), "消防", first.next)

    assert (first.rows, second.rows[0].case) == ((), oldest)
    assert first.next is not None


def test_parts_outlast_the_work_and_the_post(stage: Stage) -> None:
    case = stage.case()
    item = stage.work(case)
    stage.complete(item, stage.head)
    left = replace(stage.head, seats=())

    assert found(stage, left, "占道") == [case]
    with stage.unit() as unit:
        assert unit.views.has_part(left, case)


def test_saved_views_are_kept_in_order_and_shared(stage: Stage) -> None:
    mine, theirs = stage.officer.person, stage.head.person
    assert mine is not None
    assert theirs is not None
    first, second, shared = (
        SavedView(
            id=ViewId(stage.id()),
            person=person,
            name=name,
            query="due=late",
            position=at,
            body=body,
        )
        for at, (person, name, body) in enumerate(
            [(mine, "甲", None), (mine, "乙", None), (theirs, "丙", BodyId("buguan"))]
        )
    )
    with stage.unit() as unit:
        for view in (first, second, shared):
            unit.saved_views.put(view)
        unit.commit()
    with stage.unit() as unit:
        assert [view.name for view in unit.saved_views.hold(mine)] == ["甲", "乙"]
        unit.saved_views.change(replace(first, position=9))
        unit.saved_views.drop(shared.id)
        unit.commit()

    with stage.unit() as unit:
        kept = unit.saved_views.of(mine, [BodyId("buguan")])
    assert [(view.name, view.owner, view.is_default) for view in kept] == [
        ("乙", "王小明", False),
        ("甲", "王小明", False),
    ]
