"""What is said of cases that begin by themselves, and of messages that came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain import facts as f
from server.domain.telling import Said, say
from tests.domain.test_replay import started
from tests.domain.test_telling import NAMES

if TYPE_CHECKING:
    from server.domain.facts import Fact


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (
            started(digest="cd", element="mend"),
            Said(
                kind="start",
                zh="由“维修”自动发起，归住建局，编号 BX-1",
                en="BX-1 began by itself (Mend), for Housing Bureau",
                element="mend",
                digest="cd",
            ),
        ),
        (
            f.MessageHeard(element="mend", kind="message", name="来件", key="7", digest="cd"),
            Said(
                kind="other",
                zh="收到消息“来件”",
                en="the message “来件” came",
                element="mend",
                digest="cd",
            ),
        ),
        (
            f.MessageHeard(element="mend", kind="signal", name="汛情", key="", digest="cd"),
            Said(
                kind="other",
                zh="收到信号“汛情”",
                en="the signal “汛情” came",
                element="mend",
                digest="cd",
            ),
        ),
    ],
)
def test_an_event_says_what_happened(fact: Fact, said: Said) -> None:
    assert say(fact, NAMES) == said
