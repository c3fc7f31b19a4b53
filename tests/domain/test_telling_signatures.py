"""What work that is signed after its holder says in a history."""

from __future__ import annotations

import pytest

from server.domain import facts as f
from server.domain.telling import Names, say
from tests.builders import an_id

ITEM, PERSON = an_id(), an_id()
OFFERED = f.WorkOffered(item=ITEM, token="t", element="sign", name="签批", body="zjj", role="r")
NAMES = Names(bodies={}, elements={"sign": ("签批", "Sign")}, flows={}, items={ITEM: OFFERED})


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("taken_back", "送签已撤回"),
        ("called_off", "签署人已减去"),
        ("agreed", None),
        ("work_over", None),
    ],
)
def test_what_comes_back_says_why_and_what_is_done_says_it_by_itself(
    reason: str, words: str | None
) -> None:
    ended = f.SubmissionEnded(
        item=ITEM, person=PERSON, name="签批", body="zjj", role="r", reason=reason
    )

    told = say(ended, NAMES)

    assert (told is None) is (words is None)
    assert words is None or (told is not None and words in told.zh)


def test_whose_turn_it_is_to_sign_is_told() -> None:
    reached = f.AsideReached(
        aside=an_id(), item=ITEM, kind="sign_after", name="签批", body="zjj", role="dept_head"
    )

    told = say(reached, NAMES)

    assert told is not None
    assert "后加签轮到" in told.zh
