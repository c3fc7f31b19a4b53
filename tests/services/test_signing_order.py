"""Who signs after the holder signs in the order that the holder gave: real engine, real store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.asides import AsideState
from server.domain.errors import AnswerWrong
from server.domain.reading import Asks
from tests.services.test_signing_after import row

if TYPE_CHECKING:
    from tests.services.signing_after import Signed

__all__ = ["row"]


def test_in_turn_persons_and_bodies_sign_as_they_were_put_in_order(row: Signed) -> None:
    head, other = (str(row.people[login].person) for login in ("zjj.head", "buguan.head"))
    order = (other, "slj", head)
    item = row.submit("zjj.head", "buguan.head", targets=("slj",), way="in_turn", order=order)

    assert [str(one.person or one.body) for one in row.asked(item)] == list(order)
    assert row.of("buguan.head", item).state is AsideState.OPEN
    assert row.of("zjj.head", item).state is AsideState.LATER


@pytest.mark.parametrize("order", [("slj",), ("zjj", "slj"), ("slj", "slj")])
def test_an_order_names_everybody_chosen_once(row: Signed, order: tuple[str, ...]) -> None:
    with pytest.raises(AnswerWrong) as refused:
        row.submit("zjj.head", targets=("slj",), way="in_turn", order=order)

    assert [fault.field for fault in refused.value.faults] == [Asks.ORDER]
