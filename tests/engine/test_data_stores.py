"""Data stores: named stores of the county, read and written through operations."""

from __future__ import annotations

from decimal import Decimal

from server.engine.adapter import SpiffEngine
from tests.engine.data_pen import (
    PLACEHOLDER,
    goes_in,
    goes_out,
    io,
    one,
    run,
    script,
    store,
)
from tests.engine.diagrams import extensions, node
from tests.engine.player import KNOWN, FakeWorld, Player, sources


def test_reading_a_store_calls_its_operation() -> None:
    world = FakeWorld(answers={"bodies.read": {"value": [{"id": "zjj"}, {"id": "slj"}]}})
    inner = io("them", outputs=("n",)) + goes_in("D", "i_them", where="{level: wanted}")
    task = script("T", "n := count(them)", inner)
    player = run(task, store("D", "名录", store="bodies"), world=world, wanted="county")

    assert world.told == [("bodies.read", {"level": "county"})]
    assert player.data["n"] == 2


def test_a_store_may_be_read_transformed() -> None:
    world = FakeWorld(answers={"bodies.read": {"value": [{"id": "zjj"}, {"id": "slj"}]}})
    inner = io("them", outputs=("n",)) + goes_in("D", "i_them", "D.id")
    player = run(script("T", "n := them", inner), store("D", "名录", store="bodies"), world=world)
    assert player.data["n"] == ["zjj", "slj"]


def test_a_store_drawn_beside_a_task_is_seen_under_its_own_name() -> None:
    world = FakeWorld(answers={"bodies.read": {"value": ["zjj"]}})
    task = script("T", "n := D[1]", PLACEHOLDER + goes_in("D", "pr"))
    player = run(task, store("D", "名录", store="bodies"), world=world)
    assert player.data == {"n": "zjj"}


def test_writing_into_a_store_calls_its_operation() -> None:
    world = FakeWorld()
    inner = io(outputs=("sum",)) + goes_out("o_sum", "D", where='{name: "台账"}')
    player = run(script("T", "sum := 5", inner), store("D", store="ledger"), world=world)

    assert world.told == [("ledger.write", {"name": "台账", "value": Decimal(5)})]
    assert player.data == {}


def test_a_task_that_writes_what_a_store_is_called_by_writes_into_it() -> None:
    world = FakeWorld()
    led = "<bpmn:dataOutputAssociation><bpmn:targetRef>D</bpmn:targetRef></bpmn:dataOutputAssociation>"
    player = run(script("T", "D := 5", led), store("D", "台账", store="ledger"), world=world)

    assert world.told == [("ledger.write", {"value": Decimal(5)})]
    assert player.data == {}


def test_the_root_element_may_name_the_store() -> None:
    world = FakeWorld(answers={"bodies.read": {"value": 1}})
    whole = node("dataStore", "whole", said=extensions(store="bodies"), name="名录")
    drawn = node("dataStoreReference", "D", dataStoreRef="whole")
    task = script("T", "n := x", io("x", outputs=("n",)) + goes_in("D", "i_x"))
    player = Player(one(task, drawn, message=whole), world=world).start()
    assert player.data == {"n": 1}


def test_a_store_that_names_none_is_for_reading_only() -> None:
    diagram = sources(one(script("T", "x := 1"), store("D", "名录")))
    model = SpiffEngine().check(diagram, KNOWN)
    [warning] = [one for one in model.warnings if one.element == "D"]
    assert "names no store" in warning.sentence_en


def test_a_store_may_be_one_of_several_sources() -> None:
    world = FakeWorld(
        answers={"bodies.read": {"value": ["zjj"]}, "posts.read": {"value": ["head"]}}
    )
    inner = io("them", outputs=("n",)) + goes_in(
        "D rfee P", "i_them", "[D[1], fee, P[1]]", where="{level: wanted}"
    )
    task = script("T", "n := them", inner)
    beside = (store("D", store="bodies"), store("P", store="posts"))
    player = run(task, *beside, world=world, wanted="county", fee=3)

    assert player.data["n"] == ["zjj", 3, "head"]
    assert world.told == [
        ("bodies.read", {"level": "county"}),
        ("posts.read", {"level": "county"}),
    ]
