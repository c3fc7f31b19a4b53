"""How several sign, as diagrams and process.toml write it."""

from __future__ import annotations

import pytest
from hypothesis import given

from server.domain.countersigning import Countersign, countersign, policy_of, said_of, share
from server.domain.votes import (
    Policy,
)
from tests.domain.test_votes import SIMPLE, TWO_THIRDS
from tests.domain.test_votes_laws import policies


def test_what_a_step_says_is_read() -> None:
    votes = {"discussion": SIMPLE}

    assert countersign("all", votes) == Countersign(name="all")
    assert countersign("ratio:2/3", votes) == Countersign(
        name="ratio:2/3", policy=Policy(passes=TWO_THIRDS)
    )
    assert countersign("vote:discussion", votes) == Countersign(
        name="vote:discussion", policy=SIMPLE
    )


@pytest.mark.parametrize("text", ["", "most", "ratio:3/2", "ratio:0/2", "ratio:x", "vote:other"])
def test_what_is_not_known_says_nothing(text: str) -> None:
    assert countersign(text, {"discussion": SIMPLE}) is None


@pytest.mark.parametrize("text", [2, "2", "1/0", "-1/2", "1/2/3"])
def test_a_share_is_two_numbers(text: object) -> None:
    assert share(text) is None


@given(policies)
def test_a_policy_comes_back_as_it_was_kept(policy: Policy) -> None:
    assert policy_of(said_of(policy)) == policy
