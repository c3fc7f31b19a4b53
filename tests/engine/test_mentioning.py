"""The names that a process knows, so that administrators may correct the data by them."""

from __future__ import annotations

import json

import pytest

from server.engine.adapter import SpiffEngine
from tests.engine.data_pen import goes_in, io, one, thing
from tests.engine.diagrams import (
    end,
    extensions,
    flow,
    gateway,
    line,
    many,
    node,
    process,
    script,
    start,
    user,
)
from tests.engine.player import KNOWN, sources
from tests.engine.test_acts import DMN


def known(*parts: str, form: object = None) -> frozenset[str]:
    """The names of a process of these parts, with one form."""
    forms = {"whistle/order": json.dumps(form or {}).encode()}
    return SpiffEngine().check(sources(process(start(), end(), *parts), forms=forms), KNOWN).known


def test_what_expressions_read_and_scripts_write_is_known() -> None:
    names = known(
        script("T", "金额总数 := sum(rows[price > limit].price)"),
        gateway("exclusive", "X", default="X_E2"),
        flow("X", "E", "urgent"),
        flow("X", "E2"),
        end("E2"),
        line("S", "T", "X"),
    )

    assert {"金额总数", "rows", "price", "limit", "urgent"} <= names


@pytest.mark.parametrize("name", ["金额", "额", "", "sum", "condition", "X"])
def test_parts_of_names_and_words_of_the_file_are_not(name: str) -> None:
    assert name not in known(script("T", "金额总数 := sum([1])"), line("S", "T", "E"))


def test_names_written_as_entities_are_known() -> None:
    diagram = process(start(), script("T", "a := 金库"), end(), line("S", "T", "E"))
    diagram = diagram.replace("金".encode(), b"&#37329;")

    assert "金库" in SpiffEngine().check(sources(diagram), KNOWN).known


def test_data_that_goes_in_and_what_a_decision_asks_for_is_known() -> None:
    inside = io("kind") + goes_in("rsort", "i_kind")
    task = node("businessRuleTask", "T", inside, said=extensions(e_calledDecisionId="level"))
    given = sources(one(task, thing("sort")), decisions={"sla.dmn": DMN})

    assert {"sort", "kind"} <= SpiffEngine().check(given, KNOWN).known


def test_what_a_form_asks_and_its_expressions_read_is_known() -> None:
    form = {
        "components": [
            {"key": "place.village", "conditional": {"hide": "=kind = 3"}},
            {"type": "select", "path": "rows", "valuesKey": "desks", "label": "= 说明 ="},
        ]
    }

    names = known(user("A", form="whistle/order"), line("S", "A", "E"), form=form)

    assert {"place", "kind", "rows", "desks"} <= names


def test_members_of_several_branches_are_known() -> None:
    task = user("A", many(collection="villages", item="village"))

    assert {"villages", "village", "loopCounter"} <= known(task, line("S", "A", "E"))
