"""What two persons did about a failed step, in words."""

from __future__ import annotations

import pytest

from server.domain import facts as f
from server.domain.telling import Names, Said, say
from tests.builders import an_id

NAMES = Names(bodies={}, elements={}, flows={}, items={})


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        (
            f.SkipProposed(incident=an_id(), person=an_id(), digest="1", revision=2),
            "提议跳过未能执行的步骤，待第二人同意",
            "proposed to pass over the failed step; a second person has to agree",
        ),
        (
            f.SkipWithdrawn(incident=an_id()),
            "撤回跳过提议",
            "took back the proposal to pass over",
        ),
        (
            f.SkipAgreed(incident=an_id(), person=an_id(), proposer=an_id()),
            "经两人同意，跳过未能执行的步骤",
            "agreed as the second person: the failed step was passed over",
        ),
    ],
)
def test_a_fact_says_what_the_two_did(fact: f.Fact, zh: str, en: str) -> None:
    assert say(fact, NAMES) == Said(kind="other", zh=zh, en=en)
