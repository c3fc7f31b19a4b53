"""What the whistle asks of us: the check before it goes out, and its record at the end."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.errors import ParameterWrong
from server.domain.ids import BodyId, CaseId, ProcessKey
from server.domain.moves import Complete
from server.services.county_tables import county_of
from server.services.operations import Scene
from server.services.operations.registry import OPERATIONS
from server.services.operations.whistle import close, precheck
from tests.builders import NOON, a_held_case, work_for
from tests.fakes import Stage
from tests.fakes.stage import ended

if TYPE_CHECKING:
    from server.domain.values import Values

BUGUAN = BodyId("buguan")
BRIDGE = {"village": "南村", "longitude": 111.2, "latitude": 34.8}
NEARBY = {**BRIDGE, "latitude": 34.804}  # 445 m to the north
FAR = {**BRIDGE, "latitude": 34.805}  # 556 m
VILLAGE = {"village": "南村"}


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


def a_scene(stage: Stage) -> Scene:
    unit = stage.tools.unit()
    held = a_held_case(process=ProcessKey("repair"))
    return Scene(unit=unit, county=county_of(unit), case=held, moment=stage.clock.now())


def check(stage: Stage, **values: Any) -> Values:
    whistle = {
        "itemCodes": [],
        "township": "buguan",
        "location": BRIDGE,
        "subject": "岸线",
        **values,
    }
    return precheck(a_scene(stage), whistle)


def raised(stage: Stage, **data: Any) -> CaseId:
    """A whistle of before."""
    case = stage.start(stage.person(), work_for())
    known = {"itemCodes": [], "location": BRIDGE, "subject": "岸线", **data}
    stage.state.moved[case] = (1, b"state", known)
    return case


def codes(stage: Stage, *, own: bool) -> list[str]:
    """Items that are on the township's own list, or aren't."""
    items = county_of(stage.tools.unit()).catalogue.items
    return [item.code for item in items if item.on_own_list(BUGUAN) is own]


# --- before it goes out -----------------------------------------------------------------------


def test_what_the_township_could_do_itself_is_told(stage: Stage) -> None:
    own, other = codes(stage, own=True)[0], codes(stage, own=False)[0]

    assert check(stage, itemCodes=[own])["onOwnList"]
    assert not check(stage, itemCodes=[other])["onOwnList"]


def test_the_bodies_of_the_catalogue_are_suggested_and_never_the_township(stage: Stage) -> None:
    catalogue = county_of(stage.tools.unit()).catalogue
    wanted = codes(stage, own=False)[:3] + codes(stage, own=True)[:1]
    bodies = [body for body in catalogue.responsible(tuple(wanted), BUGUAN) if body != BUGUAN]

    found = check(stage, itemCodes=wanted)

    assert found["suggestedLead"] == bodies[0]
    assert found["suggestedLeadName"] == stage.state.bodies[bodies[0]].name
    assert found["suggestedSupport"] == bodies[1:]


def test_without_an_item_nobody_is_suggested(stage: Stage) -> None:
    found = check(stage, itemCodes=None)

    assert (found["suggestedLead"], found["suggestedLeadName"]) == (None, None)
    assert found["suggestedSupport"] == []


def test_a_running_whistle_about_the_same_is_a_duplicate(stage: Stage) -> None:
    raised(stage)

    assert check(stage)["duplicates"] == [
        {"label": "BX-2026-00001 报修 BX-2026-00001", "value": "BX-2026-00001"}
    ]


@pytest.mark.parametrize(
    ("theirs", "ours", "same"),
    [
        ({"subject": "甲", "itemCodes": ["1"]}, {"subject": "乙", "itemCodes": []}, False),
        ({"location": NEARBY}, {}, True),
        ({}, {"location": {**NEARBY, "latitude": Decimal("34.804")}}, True),
        ({"location": FAR}, {}, False),
        ({"location": VILLAGE}, {}, True),
        ({"location": {"village": "北村"}}, {}, False),
        ({"location": None}, {}, False),
        ({}, {"location": None}, False),
        ({"itemCodes": None}, {}, True),
    ],
    ids=[
        "another matter",
        "445 m away",
        "445 m away, as FEEL counts",
        "556 m away",
        "no coordinates, same village",
        "no coordinates, another village",
        "theirs has no place",
        "ours has no place",
        "no items",
    ],
)
def test_a_duplicate_is_the_same_matter_at_the_same_place(
    stage: Stage, theirs: dict[str, Any], ours: dict[str, Any], *, same: bool
) -> None:
    raised(stage, **theirs)

    assert bool(check(stage, **ours)["duplicates"]) is same


def test_a_shared_item_is_the_same_matter_under_another_name(stage: Stage) -> None:
    code = codes(stage, own=False)[0]
    raised(stage, subject="别名", itemCodes=[code])

    assert check(stage, itemCodes=[code])["duplicates"]


def test_a_whistle_is_no_duplicate_of_itself(stage: Stage) -> None:
    case = raised(stage)
    unit = stage.tools.unit()
    scene = Scene(
        unit=unit, county=county_of(unit), case=unit.cases.hold(case), moment=stage.clock.now()
    )

    asked = {"township": "buguan", "location": BRIDGE, "subject": "岸线"}
    assert precheck(scene, asked)["duplicates"] == []


def test_whistles_older_than_a_week_are_no_duplicates(stage: Stage) -> None:
    raised(stage)
    stage.clock.pass_by(timedelta(days=7, seconds=1))

    assert check(stage)["duplicates"] == []


def test_finished_whistles_are_no_duplicates(stage: Stage) -> None:
    raised(stage)
    stage.engine.on(Complete, "t1", ended())
    stage.done(stage.person(), stage.at("t1").id)

    assert check(stage)["duplicates"] == []


# --- at the end -------------------------------------------------------------------------------


def test_the_record_tells_moment_outcome_and_rates(stage: Stage) -> None:
    found = close(
        a_scene(stage),
        {
            "outcome": "solved",
            "results": [{"arriveAt": "2026-03-02"}, {"arriveAt": None}, {}],
            "ratings": [
                {"handled": "solved", "score": 5},
                {"handled": "partly", "score": "4"},
                {"handled": "solved", "score": 3},
                {},
            ],
        },
    )

    assert found == {
        "closedAt": NOON.isoformat(),
        "outcome": "solved",
        "responseRate": 0.3333,
        "handledRate": 0.5,
        "satisfiedRate": 0.5,
    }


@pytest.mark.parametrize("nothing", [{}, {"results": None, "ratings": []}, {"results": [None]}])
def test_without_departments_there_are_no_rates(stage: Stage, nothing: Values) -> None:
    found = close(a_scene(stage), nothing)

    assert (found["responseRate"], found["handledRate"], found["satisfiedRate"]) == (None,) * 3


def test_every_operation_has_a_name_that_diagrams_may_use() -> None:
    assert OPERATIONS["whistle.precheck"] is precheck
    assert OPERATIONS["whistle.close"] is close


# --- what is given amiss ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amiss", "field"),
    [
        ({"itemCodes": 5}, "itemCodes"),
        ({"itemCodes": ["1", 2]}, "itemCodes[2]"),
        ({"township": None}, "township"),
        ({"township": ["buguan"]}, "township"),
        ({"location": "南村"}, "location"),
        ({"location": {**BRIDGE, "longitude": "东"}}, "location.longitude"),
        ({"location": {**BRIDGE, "latitude": True}}, "location.latitude"),
        ({"location": {**BRIDGE, "longitude": 180.1}}, "location.longitude"),
        ({"location": {**BRIDGE, "latitude": "-91"}}, "location.latitude"),
    ],
)
def test_a_check_names_what_was_given_amiss(
    stage: Stage, amiss: dict[str, Any], field: str
) -> None:
    with pytest.raises(ParameterWrong) as refused:
        check(stage, **amiss)

    assert refused.value.values["field"] == field
    assert field in refused.value.sentence("zh")


def test_a_place_off_the_earth_is_refused_with_how_far_it_may_be(stage: Stage) -> None:
    with pytest.raises(ParameterWrong) as refused:
        check(stage, location={**BRIDGE, "latitude": 131.18})

    assert "a number from -90 to 90" in refused.value.sentence("en")
    assert "-90 到 90 的数字" in refused.value.sentence("zh")


@pytest.mark.parametrize("latitude", [48.82, 9.926246029346359, 90])
def test_the_other_side_of_the_earth_is_no_duplicate(stage: Stage, latitude: float) -> None:
    raised(stage, location={"longitude": -83.43333300624188, "latitude": -latitude})
    there = {"longitude": 96.56666699375812, "latitude": latitude}

    assert check(stage, location=there)["duplicates"] == []


@pytest.mark.parametrize(
    ("amiss", "field"),
    [
        ({"results": "好"}, "results"),
        ({"results": [{}, "好"]}, "results[2]"),
        ({"ratings": [None, {"score": "很好"}]}, "ratings[2].score"),
        ({"ratings": [{"score": [5]}]}, "ratings[1].score"),
    ],
)
def test_a_record_names_what_was_given_amiss(
    stage: Stage, amiss: dict[str, Any], field: str
) -> None:
    with pytest.raises(ParameterWrong) as refused:
        close(a_scene(stage), amiss)

    assert refused.value.values["field"] == field


@pytest.mark.parametrize(
    "theirs",
    [{"location": "南村"}, {"location": {"longitude": "东"}}, {"itemCodes": 5, "subject": ""}],
)
def test_what_another_whistle_says_amiss_is_no_fault_of_this_one(
    stage: Stage, theirs: dict[str, Any]
) -> None:
    raised(stage, **theirs)

    assert check(stage)["duplicates"] == []
