"""A search never shows what opening would refuse, and finds by any part of title or number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.domain.errors import NoSuchCase
from server.domain.moves import Complete
from server.domain.people import SYSTEM
from server.domain.reading import InboxQuery
from server.services import finding
from server.services.auditing import check_sight
from server.services.timekeeping import climb
from server.services.working import claim, give_back
from tests.builders import NOON, a_seat, an_actor, work_for
from tests.fakes.stage import Stage, ended

if TYPE_CHECKING:
    from server.domain.ids import CaseId
    from server.domain.people import Actor

DESKS = [("zjj", "dept_clerk"), ("zjj", "dept_head"), ("cgj", "dept_clerk"), ("sfj", "dept_head")]
SEATS = st.lists(st.sampled_from([*DESKS, ("sfj", "auditor")]), max_size=2, unique=True)
ACTS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["start", "claim", "done", "back", "late"])),
    max_size=8,
)


def opens(stage: Stage, actor: Actor, case: CaseId) -> bool:
    try:
        check_sight(stage.tools, actor, case)
    except NoSuchCase:
        return False
    return True


def played(acts: list[tuple[int, str]]) -> tuple[Stage, list[Actor]]:
    stage = Stage.with_process()
    people = [stage.person(a_seat(*desk), login=f"p{n}") for n, desk in enumerate(DESKS)]
    starter = stage.person(login="starter")
    for number, act in acts:
        body, role = DESKS[number]
        if act == "start":
            stage.start(starter, work_for(body=body, role=role, clock="T41", due=NOON))
            continue
        mine = [
            item for item in stage.state.items.values() if (item.body, item.role) == DESKS[number]
        ]
        if not mine or mine[-1].state.value != "open":
            continue
        item, person = mine[-1], people[number]
        if act == "claim":
            claim(stage.tools, person, item.id)
        elif act == "back" and item.holder == person.person:
            give_back(stage.tools, person, item.id)
        elif act == "done":
            stage.engine.on(Complete, item.token, ended())
            stage.done(person, item.id)
        elif act == "late":
            climb(stage.tools, item.id, "red")
    return stage, [*people, starter]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ACTS, SEATS)
def test_what_is_found_and_listed_can_be_opened_and_nothing_else_is_found(
    acts: list[tuple[int, str]], seats: list[tuple[str, str]]
) -> None:
    stage, people = played(acts)
    reader = an_actor(*(a_seat(*seat) for seat in seats), login="reader")

    for actor in (*people, reader):
        found = {row.case for row in finding.search(stage.tools, actor, "bx", limit=100).rows}
        listed = {
            row.case
            for view in ("todo", "unit")
            for row in finding.inbox(stage.tools, actor, InboxQuery(view=view, limit=100)).rows
        }
        every = {case for case, held in stage.state.cases.items() if held.parent is None}
        visible = {case for case in every if opens(stage, actor, case)}
        assert found == visible
        assert listed <= visible


def test_no_words_find_nothing() -> None:
    stage = Stage.with_process()
    stage.start(stage.person(), work_for())

    assert finding.search(stage.tools, stage.person(), "  ").rows == ()


def test_who_oversees_the_county_finds_every_matter() -> None:
    stage = Stage.with_process()
    case = stage.start(stage.person(), work_for())

    auditor = an_actor(a_seat("sfj", "auditor"), login="auditor")
    assert [row.case for row in finding.search(stage.tools, auditor, "报修").rows] == [case]
    assert finding.search(stage.tools, SYSTEM, "报修").rows == ()
    assert finding.search(stage.tools, auditor, "河道").rows == ()


def test_steps_are_offered_within_a_process_only() -> None:
    stage = Stage.with_process()
    clerk = stage.person()
    [version] = stage.state.versions.values()

    without = finding.inbox_choices(stage.tools, clerk)
    within = finding.inbox_choices(stage.tools, clerk, version.key)

    assert without.steps == ()
    assert [element for element, *_ in within.steps] == list(
        stage.tools.engine.learn(version.id, stage.state.sources[version.id]).steps
    )
