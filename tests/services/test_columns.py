"""Columns from the business data: what a process lets lists show, and what they show."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from server.domain.errors import DiagramRefused, NotAllowed
from server.domain.moves import Complete, Start
from server.domain.people import SYSTEM
from server.domain.reading import Column, InboxQuery
from server.domain.reading.asking import address_of, asked, asked_by
from server.services import describing, finding
from server.services.columns import chosen_of, columns_of, shown_of
from server.services.deploying import deploy
from tests.builders import FORM as FORM_OF_WORK
from tests.builders import a_seat, an_actor, process_files, sources, work_for
from tests.fakes.stage import Stage, ended, moved

PLACE = {"type": "textfield", "key": "place", "id": "place", "label": "地点"}
FORM = {
    "components": [
        PLACE,
        {
            "type": "radio",
            "key": "kind",
            "id": "kind",
            "label": "类别",
            "values": [{"value": "r", "label": "日常"}],
        },
        {"type": "select", "key": "lead", "id": "lead", "label": "主办", "valuesKey": "bodies"},
        {"type": "taglist", "key": "items", "id": "items", "label": "事项", "valuesKey": "items"},
    ]
}
ENGLISH = b"""
[place]
label = "Place"
[kind]
label = "Kind"
values = { r = "Everyday" }
"""
NAMED = ("kind", "place", "lead")
MADE = sources(
    columns=NAMED,
    forms={"repair/mend": FORM_OF_WORK, "repair/start": json.dumps(FORM).encode()},
    words={"repair/start": ENGLISH},
)


def test_columns_are_called_as_the_form_calls_them() -> None:
    assert columns_of(MADE, MADE) == (
        Column(path="kind", name="类别", name_en="Kind"),
        Column(path="place", name="地点", name_en="Place"),
        Column(path="lead", name="主办", name_en="主办"),
    )


def test_a_person_chooses_among_them_in_any_order() -> None:
    offered = columns_of(MADE)

    chosen = chosen_of(offered, ("place", "nowhere", "kind", "place"))

    assert [column.path for column in chosen] == ["place", "kind"]


def test_values_are_shown_as_people_read_them() -> None:
    stage = Stage.in_county()
    county = stage.tools.shelf.county(stage.tools.unit())
    data = {"kind": "r", "place": "东大街" + "长" * 60, "lead": "zjj", "other": 1}

    shown = shown_of(county, MADE, data)

    assert shown["kind"] == ("日常", "Everyday")
    assert len(shown["place"][0]) == 60
    assert shown["lead"][0] == "示例县住房和城乡建设局"
    assert shown_of(county, MADE, {"kind": "", "place": None}) == {}
    assert shown_of(county, sources(), data) == {}


def test_they_are_kept_when_they_change() -> None:
    stage = Stage.with_process(MADE)
    clerk = stage.person()
    stage.engine.on(Start, None, moved(work_for(), data={"place": "东大街"}))
    case = stage.start_as_scripted(clerk)
    assert stage.state.shown[case] == {"place": ("东大街", "东大街")}

    item = stage.item(case)
    stage.engine.on(Complete, item.token, ended(data={"place": "西大街"}))
    stage.done(clerk, item.id)

    assert stage.state.shown[case] == {"place": ("西大街", "西大街")}


def test_numbers_in_them_are_masked() -> None:
    stage = Stage.with_process(MADE)
    stage.engine.on(Start, None, moved(work_for(), data={"place": "东大街（13812345678）"}))
    case = stage.start_as_scripted(stage.person())

    assert stage.state.shown[case]["place"][0] == "东大街（138****5678）"


# --- of matters that exist --------------------------------------------------------------------


def test_what_the_newest_version_names_counts_for_matters_of_older_ones() -> None:
    stage = Stage.with_process(replace(MADE, columns=()))
    clerk = stage.person()
    stage.engine.on(Start, None, moved(work_for(), data={"place": "东大街"}))
    case = stage.start_as_scripted(clerk)
    stage.deployed(MADE)

    item = stage.item(case)
    stage.engine.on(Complete, item.token, ended(data={"place": "西大街"}))
    stage.done(clerk, item.id)

    assert stage.state.shown[case] == {"place": ("西大街", "西大街")}


def test_matters_that_exist_are_described_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(describing, "A_BATCH", 2)
    stage = Stage.with_process(replace(MADE, columns=()))
    cases = []
    for _ in range(3):
        stage.engine.on(Start, None, moved(work_for(), data={"place": "东大街"}))
        cases.append(stage.start_as_scripted(stage.person()))
    stage.deployed(replace(MADE, searchable=("place",)))
    told: list[tuple[int, int]] = []

    assert describing.describe_anew(stage.tools, SYSTEM) == 3
    assert describing.describe_anew(stage.tools, SYSTEM, lambda *far: told.append(far)) == 3

    assert told == [(2, 3), (3, 3)]
    assert [stage.state.shown[case] for case in cases] == [{"place": ("东大街", "东大街")}] * 3
    assert "东大街" in stage.state.described[cases[0]]


def test_what_an_older_form_calls_personal_is_masked_all_the_same() -> None:
    called = {**PLACE, "properties": {"personal": "address"}}
    older = {**MADE.forms, "repair/start": json.dumps({"components": [called]}).encode()}
    stage = Stage.with_process(replace(MADE, columns=(), forms=older))
    stage.engine.on(Start, None, moved(work_for(), data={"place": "部官镇东大街12号"}))
    case = stage.start_as_scripted(stage.person())
    stage.deployed(MADE)

    describing.describe_anew(stage.tools, SYSTEM)

    assert stage.state.shown[case]["place"][0] == "部官镇****"


def test_only_administrators_have_them_described_anew() -> None:
    stage = Stage.with_process(MADE)

    with pytest.raises(NotAllowed):
        describing.describe_anew(stage.tools, stage.person())


# --- what lists offer -------------------------------------------------------------------------


def test_an_inbox_offers_them_of_all_processes_or_of_one() -> None:
    stage = Stage.with_process(MADE)
    clerk = stage.person()
    stage.start(clerk, work_for())

    assert [each.path for each in finding.inbox_choices(stage.tools, clerk).columns] == [*NAMED]
    within = finding.inbox_choices(stage.tools, clerk, MADE.key)
    assert [each.path for each in within.columns] == [*NAMED]
    assert [each.path for each in finding.columns(stage.tools, clerk)] == [*NAMED]


def test_lists_of_matters_show_them_too() -> None:
    stage = Stage.with_process(MADE)
    clerk = stage.person()
    stage.engine.on(Start, None, moved(work_for(), data={"place": "东大街"}))
    stage.start_as_scripted(clerk)

    [row] = finding.started(stage.tools, clerk).rows

    assert row.shown == {"place": ("东大街", "东大街")}


def test_a_column_that_the_newest_version_dropped_is_shown_no_more() -> None:
    stage = Stage.with_process(MADE)
    clerk = stage.person(a_seat(), a_seat("sjj", "auditor"))
    stage.engine.on(Start, None, moved(work_for(), data={"place": "东大街"}))
    stage.start_as_scripted(clerk)
    stage.deployed(replace(MADE, columns=tuple(one for one in NAMED if one != "place")))
    desk = InboxQuery(columns=("place",))

    matters = (
        *finding.started(stage.tools, clerk).rows,
        *finding.search(stage.tools, clerk, "报修").rows,
        *finding.all_cases(stage.tools, clerk).rows,
    )
    [work] = finding.inbox(stage.tools, clerk, desk).rows

    assert [row.shown for row in matters] == [{}] * 3
    assert work.shown == {}


# --- in addresses -----------------------------------------------------------------------------


def test_an_address_says_which_columns_in_which_order() -> None:
    query = asked_by("view=unit&cols=location.village,kind")

    assert query.columns == ("location.village", "kind")
    assert asked_by(address_of(query)) == query


def test_a_form_gives_them_place_by_place() -> None:
    given = {"col1": "place", "col2": "", "col3": "kind", "col4": "place"}

    assert asked(given).columns == ("place", "kind")


@pytest.mark.parametrize("mangled", ["<b>", "a b", "..", "a,,b;c"])
def test_what_can_be_no_path_is_left_out(mangled: str) -> None:
    assert set(asked_by(f"cols={mangled}").columns) <= {"a"}


def test_there_are_no_more_than_four() -> None:
    assert asked_by("cols=a,b,c,d,e,f").columns == ("a", "b", "c", "d")


# --- at deployment ----------------------------------------------------------------------------


def deployed(
    settings: bytes, *fields: dict[str, object], more: dict[str, bytes] | None = None
) -> str:
    files = dict(process_files())
    form = {"components": list(fields)}
    files["process.toml"] = settings + files["process.toml"]
    files["bx/more.json"] = json.dumps(form).encode()
    stage = Stage.in_county()
    with pytest.raises(DiagramRefused) as refusal:
        deploy(stage.tools, an_actor(a_seat("dsj", "designer")), files | (more or {}))
    return " ".join(problem.sentence for problem in refusal.value.problems)


PHONE: dict[str, object] = {
    "type": "textfield",
    "key": "phone",
    "label": "电话",
    "properties": {"personal": "phone"},
}


def test_personal_data_are_no_column() -> None:
    assert "是个人信息" in deployed(b'columns = ["phone"]\n', PHONE)


def test_what_no_form_asks_is_no_column() -> None:
    assert "columns 所列“nowhere”" in deployed(b'columns = ["nowhere"]\n', PHONE)


def test_one_field_holds_one_kind_of_personal_data() -> None:
    other = {"components": [PHONE | {"properties": {"personal": "none"}}]}

    assert "写得不一样" in deployed(b"", PHONE, more={"bx/other.json": json.dumps(other).encode()})
