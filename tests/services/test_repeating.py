"""Repeated requests, and acts that others stood in the way of."""

from __future__ import annotations

import pytest

from server.domain.errors import BusyNow, SameKeyOtherRequest
from server.services.repeating import TRIES, again, once
from tests.builders import a_document, an_actor
from tests.fakes import Stage


def test_an_act_that_could_not_be_ordered_is_carried_out_anew() -> None:
    tried = []

    @again
    def act() -> str:
        tried.append(1)
        if len(tried) < TRIES:
            raise BusyNow
        return "done"

    assert act() == "done"
    assert len(tried) == TRIES


def test_an_act_that_never_gets_through_is_refused_as_busy() -> None:
    tried = []

    @again
    def act() -> None:
        tried.append(1)
        raise BusyNow

    with pytest.raises(BusyNow):
        act()
    assert len(tried) == TRIES


def test_another_refusal_is_not_tried_again() -> None:
    tried = []

    @again
    def act() -> None:
        tried.append(1)
        raise SameKeyOtherRequest

    with pytest.raises(SameKeyOtherRequest):
        act()
    assert len(tried) == 1


def test_the_first_request_under_a_key_has_no_answer_yet() -> None:
    unit = Stage().tools.unit()

    assert once(unit, an_actor(), "k", ("claim", 1)).answer is None


def test_a_repeated_request_gets_the_first_answer() -> None:
    unit, actor, document = Stage().tools.unit(), an_actor(), a_document().document
    once(unit, actor, "k", ("attach", 1)).keep({"document": document.hex})

    assert once(unit, actor, "k", ("attach", 1)).id_in("document") == document


def test_a_key_of_another_request_is_refused() -> None:
    unit, actor = Stage().tools.unit(), an_actor()
    once(unit, actor, "k", ("claim", 1)).keep({})

    with pytest.raises(SameKeyOtherRequest):
        once(unit, actor, "k", ("claim", 2))


def test_the_order_of_typed_values_makes_no_other_request() -> None:
    unit, actor = Stage().tools.unit(), an_actor()
    once(unit, actor, "k", ("complete", {"a": 1, "b": 2})).keep({})

    assert once(unit, actor, "k", ("complete", {"b": 2, "a": 1})).answer == {}


def test_two_people_may_use_the_same_key() -> None:
    unit = Stage().tools.unit()
    once(unit, an_actor(), "k", ("claim", 1)).keep({})

    assert once(unit, an_actor(), "k", ("claim", 2)).answer is None


def test_without_a_key_nothing_is_kept() -> None:
    stage = Stage()
    unit = stage.tools.unit()

    once(unit, an_actor(), None, ("claim", 1)).keep({})
    unit.commit()

    assert not stage.state.requests
