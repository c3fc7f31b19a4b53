"""What was signed belongs to what was given in, whatever the clocks of two servers say: real engine, real store."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain.acts import Act
from server.domain.errors import TooLateToTakeBack
from tests.services.signing_after import REFUSED
from tests.services.test_signing_after import row

if TYPE_CHECKING:
    from tests.services.signing_after import Signed

__all__ = ["row"]


@pytest.fixture
def earlier(row: Signed) -> Signed:
    """What came back after one of two had agreed; the server that goes on has an earlier clock."""
    item = row.submit("zjj.head", "slj.handler")
    row.sign("zjj.head", item)
    row.sign("slj.handler", item, REFUSED)
    row.house.clock.moment -= timedelta(hours=1)
    return row


def test_what_was_agreed_to_before_is_taken_back_whatever_the_clocks_say(earlier: Signed) -> None:
    item = earlier.submit("slj.handler")
    earlier.act(Act.UNSUBMIT)

    assert earlier.now(item).submission is None
    assert earlier.is_sound


def test_an_earlier_agreement_completes_nothing_whatever_the_clocks_say(earlier: Signed) -> None:
    item = earlier.submit("slj.handler")
    earlier.act(Act.CALL_OFF, targets=(str(earlier.of("slj.handler", item).id),))

    assert earlier.open == ["A"]
    assert earlier.now(item).submission is None


def test_an_agreement_counts_whose_server_was_behind(row: Signed) -> None:
    item = row.submit("zjj.head", "slj.handler")
    row.house.clock.moment -= timedelta(hours=1)
    row.sign("zjj.head", item)
    with pytest.raises(TooLateToTakeBack):
        row.act(Act.UNSUBMIT)
    row.act(Act.CALL_OFF, targets=(str(row.of("slj.handler", item).id),))

    assert row.is_done(item)
    assert row.is_sound
