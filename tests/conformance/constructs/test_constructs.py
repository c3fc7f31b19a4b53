"""Every construct in every context, in every order: what happens is all that may, and nothing else.

After each step the engine waits for just what the trace allows, and the case is over just when it may
be. All orders are played where there are not more than ``ORDERS``, as many of them and some random ones
where there are more. Between any two steps the case is saved and restored.

``MUSTER_ORDERS=2000 pytest tests/conformance/constructs`` plays more.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest

from tests.conformance.constructs.contexts import CONTEXTS, Context
from tests.conformance.constructs.events import EVENTS
from tests.conformance.constructs.flows import FLOWS
from tests.conformance.constructs.handlers import HANDLERS
from tests.conformance.constructs.playing import Orders

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conformance.constructs.construct import Construct

CONSTRUCTS = (*FLOWS, *EVENTS, *HANDLERS)
PLACED = [
    pytest.param(construct, place, id=f"{construct.name} {place.name}")
    for construct in CONSTRUCTS
    for place in CONTEXTS
    if place.is_once or not construct.once
]
ORDERS = int(os.environ.get("MUSTER_ORDERS", "24"))
RANDOM = 4


@pytest.mark.parametrize(("construct", "place"), PLACED)
def test_it_does_what_it_may_and_nothing_else(
    construct: Construct, place: Context, record_property: Callable[[str, object], None]
) -> None:
    trace = place.trace(construct.words)
    orders = Orders(place.around(construct.fragment), construct.values, construct.most, trace)

    is_all = orders.every(ORDERS)
    for seed in range(0 if is_all else RANDOM):
        orders.one(random.Random(seed))  # noqa: S311  # an order to try, no secret

    record_property("orders", orders.played)
    record_property("steps", orders.steps)
    record_property("all orders", int(is_all))


def test_no_two_constructs_have_one_name() -> None:
    names = [construct.name for construct in CONSTRUCTS]

    assert len(set(names)) == len(names)
