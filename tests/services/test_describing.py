"""A matter is found by the values that its process names, as they stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.errors import DiagramRefused
from server.domain.moves import Complete, Start
from server.services import finding
from server.services.deploying import deploy
from tests.builders import a_seat, an_actor, process_files, sources, work_for
from tests.fakes.stage import Stage, ended, moved

if TYPE_CHECKING:
    from server.domain.people import Actor

NAMED = ("place", "party.name", "itemCodes")


def stage_with(*searchable: str) -> tuple[Stage, Actor]:
    stage = Stage.with_process(sources(searchable=searchable))
    return stage, stage.person()


def found(stage: Stage, actor: Actor, words: str) -> int:
    return len(finding.search(stage.tools, actor, words).rows)


def test_what_a_process_names_finds_its_cases() -> None:
    stage, clerk = stage_with(*NAMED)
    data = {
        "place": "东大街",
        "party": {"name": "宏达公司", "phone": "139"},
        "itemCodes": ["330264001"],
    }
    stage.engine.on(Start, None, moved(work_for(), data=data))
    stage.start_as_scripted(clerk)

    for words in ("东大街", "宏达", "330264001", "bx-2026 宏达"):
        assert found(stage, clerk, words) == 1
    assert found(stage, clerk, "139") == 0


def test_an_item_of_the_catalogue_is_found_by_its_name() -> None:
    stage, clerk = stage_with(*NAMED)
    county = stage.tools.shelf.county(stage.tools.unit())
    item = county.catalogue.items[0]
    stage.engine.on(Start, None, moved(work_for(), data={"itemCodes": [item.code]}))
    stage.start_as_scripted(clerk)

    assert found(stage, clerk, item.name) == 1


def test_a_changed_value_finds_and_the_old_one_no_more() -> None:
    stage, clerk = stage_with("place", "count")
    stage.engine.on(Start, None, moved(work_for(), data={"place": "东大街", "count": 2}))
    case = stage.start_as_scripted(clerk)
    item = stage.item(case)
    stage.engine.on(Complete, item.token, ended(data={"place": "西大街", "count": 3}))
    stage.done(clerk, item.id)

    assert (found(stage, clerk, "西大街"), found(stage, clerk, "东大街")) == (1, 0)


def test_what_is_not_named_finds_nothing() -> None:
    stage, clerk = stage_with()
    stage.engine.on(Start, None, moved(work_for(), data={"place": "东大街"}))
    stage.start_as_scripted(clerk)

    assert found(stage, clerk, "东大街") == 0


def test_only_fields_of_forms_may_be_named() -> None:
    stage = Stage.in_county()
    settings = process_files()["process.toml"]
    named = b'searchable = ["place", "nowhere"]\n' + settings
    designer = an_actor(a_seat("dsj", "designer"))

    with pytest.raises(DiagramRefused) as refused:
        deploy(stage.tools, designer, process_files(process__toml=named))

    assert [(each.element, "nowhere" in each.sentence) for each in refused.value.problems] == [
        ("process.toml", True)
    ]
