"""The registers: keys, changes, what two must want, what is told of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from server.domain import facts as f
from server.domain.county import Paper
from server.domain.ids import BodyId, PostId
from server.domain.registers import (
    SENSITIVE_ROLES,
    Change,
    Chart,
    Entry,
    Register,
    is_over,
    key_of,
    needs_two,
    register_of,
    renames,
)
from server.domain.telling.registers import say_of_register
from tests.builders import a_body, a_holding, a_person, a_post, an_id

CLERK = a_post(roles=frozenset({"dept_handler"}))
ADMIN = a_post(id=PostId("zjj.admin"), roles=frozenset({"admin"}))
CHART = Chart(posts={CLERK.id: CLERK, ADMIN.id: ADMIN})
DAY = date(2026, 3, 9)
LENT = {"seconded_from": BodyId("slj"), "valid_to": date(2026, 6, 30)}


def change(before: Entry | None, after: Entry) -> Change:
    return Change(register=register_of(after), key=key_of(after), before=before, after=after)


@pytest.mark.parametrize(
    ("entry", "register", "key"),
    [
        (a_body(), Register.BODIES, "zjj"),
        (a_post(), Register.POSTS, "zjj.clerk"),
        (a_person(login="chen"), Register.PERSONS, "chen"),
        (
            a_holding(login="chen", post=PostId("zjj.clerk"), valid_from=DAY),
            Register.HOLDINGS,
            "chen@zjj.clerk@2026-03-09",
        ),
        (Paper(kind="calendar", name="2026", text=""), Register.PAPERS, "calendar/2026"),
    ],
)
def test_an_entry_is_known_by_its_register_and_key(
    entry: Entry, register: Register, key: str
) -> None:
    assert (register_of(entry), key_of(entry)) == (register, key)


def test_a_chart_after_changes_says_what_they_say_and_nothing_else() -> None:
    renamed = replace(CLERK, title="股长")
    after = CHART.after([change(CLERK, renamed), change(None, a_body())])

    assert after.entry(Register.POSTS, CLERK.id) == renamed
    assert after.entry(Register.POSTS, ADMIN.id) == ADMIN
    assert after.bodies == {"zjj": a_body()}
    assert CHART.entry(Register.BODIES, "zjj") is None


@pytest.mark.parametrize(
    ("before", "after", "two"),
    [
        (None, Paper(kind="clocks", name="", text="x"), True),
        (None, CLERK, False),
        (None, ADMIN, True),
        (CLERK, replace(CLERK, title="股长"), False),
        (CLERK, replace(CLERK, roles=frozenset({"dept_head"})), True),
        (ADMIN, replace(ADMIN, title="股长"), True),
        (ADMIN, replace(ADMIN, roles=frozenset({"dept_head"})), True),
        (None, a_holding(post=CLERK.id), False),
        (None, a_holding(post=ADMIN.id), True),
        (None, a_body(), False),
        (None, a_person(), False),
    ],
)
def test_two_must_want_what_gives_power(before: Entry | None, after: Entry, *, two: bool) -> None:
    assert needs_two(change(before, after), CHART) is two


@pytest.mark.parametrize(
    ("before", "after", "more"),
    [
        ({}, {}, False),
        (None, {"seconded_from": BodyId("slj")}, True),
        ({}, {"seconded_from": BodyId("slj")}, True),
        ({"seconded_from": BodyId("zjj")}, {"seconded_from": BodyId("slj")}, True),
        ({"seconded_from": BodyId("slj")}, {"seconded_from": BodyId("slj")}, True),
        (LENT, LENT, False),
        (LENT, LENT | {"valid_to": None}, True),
        (LENT, LENT | {"valid_to": date(2026, 7, 1)}, True),
        (LENT, LENT | {"valid_to": date(2026, 6, 29)}, False),
        (LENT, {}, False),
    ],
)
def test_two_must_want_who_is_lent_and_for_longer(
    before: dict[str, Any] | None, after: dict[str, Any], *, more: bool
) -> None:
    former = None if before is None else a_holding(**before)

    assert a_holding(**after).lends_more_than(former) is more


def test_roles_that_allow_an_act_are_sensitive() -> None:
    assert {"admin", "designer", "sfj", "auditor", "supervisor"} <= SENSITIVE_ROLES
    assert "dept_handler" not in SENSITIVE_ROLES


@pytest.mark.parametrize(
    ("before", "after", "does"),
    [
        (a_body(), a_body(name="住房局"), True),
        (a_body(), replace(a_body(), valid_to=DAY), False),
        (CLERK, replace(CLERK, title="股长"), True),
        (CLERK, replace(CLERK, valid_from=DAY), False),
        (a_person(), a_person(name="陈改名"), True),
        (a_holding(), replace(a_holding(), valid_to=DAY), False),
        (None, a_body(), False),
    ],
)
def test_former_words_are_wanted_when_an_entry_says_something_else(
    before: Entry | None, after: Entry, *, does: bool
) -> None:
    assert renames(change(before, after)) is does


def test_an_entry_is_over_once_its_last_day_is() -> None:
    assert not is_over(replace(CLERK, valid_to=DAY), DAY)
    assert is_over(replace(CLERK, valid_to=DAY), date(2026, 3, 10))
    assert not is_over(CLERK, DAY)


def test_the_history_of_an_entry_tells_in_both_languages() -> None:
    granted = f.PostGranted(person=an_id(), post="zjj.clerk", valid_from=DAY)
    leaving = f.LeavingArranged(leaving=an_id(), person=an_id(), last_day=DAY, digest="")
    left = f.LeavingCarriedOut(leaving=an_id(), person=an_id(), handed=2, returned=1)

    assert say_of_register(granted) == (
        "任岗位 zjj.clerk：自 2026-03-09 起",
        "holds zjj.clerk from 2026-03-09 on",
    )
    ended = replace(granted, valid_to=date(2026, 4, 1))
    assert (say_of_register(ended) or ("", ""))[0].endswith("至 2026-04-01")
    assert (say_of_register(leaving) or ("", ""))[1].endswith("2026-03-09")
    assert "2 pieces" in (say_of_register(left) or ("", ""))[1]
    assert say_of_register(f.PasswordSet(person=an_id())) is not None
    stands_in = f.SubstitutionMade(
        substitution=an_id(), absent=an_id(), post="zjj.head", substitute=an_id(),
        valid_from=date(2026, 3, 9), valid_to=date(2026, 3, 20),
    )  # fmt: skip
    no_more = f.SubstitutionEnded(
        substitution=an_id(), absent=an_id(), post="zjj.head", substitute=an_id()
    )
    assert (say_of_register(stands_in) or ("", ""))[0].endswith("2026-03-09 至 2026-03-20")
    assert "ended early" in (say_of_register(no_more) or ("", ""))[1]
    assert say_of_register(f.WorkClaimed(item=an_id(), person=an_id())) is None
