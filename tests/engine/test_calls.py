"""Call activities: what goes in, what comes out, and which process is meant."""

from __future__ import annotations

from collections import UserDict
from decimal import Decimal

import pytest

from server.domain.errors import StepFailed
from server.domain.moves import BranchKind, Joining
from tests.engine.player import Player
from tests.engine.test_fans import MARK, around, call, gather


def test_a_call_is_a_fan_out_of_one() -> None:
    fan = Player(around(call())).start(x=1).fan("M")
    assert (fan.kind, fan.called, fan.name) == (BranchKind.CALL, "inquiry", "征求意见")
    assert [branch.values for branch in fan.branches] == [{}]


def test_a_call_may_map_what_goes_in_and_out() -> None:
    player = Player(
        around(call(inputs="{subject: x + 1}", outputs="{verdict: inner}", result="asked"))
    )
    player.start(x=1)
    assert player.fan("M").branches[0].values == {"subject": 2}
    out = player.engine.output_of(
        player.version, "M", values={"inner": "yes"}, outer={}, world=player.world
    )
    assert out == {"verdict": "yes"}
    assert gather(player, out).data == {"x": 1, "asked": {"verdict": "yes"}}


def test_a_call_may_pass_everything_in() -> None:
    player = Player(around(call(passes="all", inputs="{subject: x + 1}")), outer={"z": 3})
    player.start(x=1)
    assert player.fan("M").branches[0].values == {"x": 1, "z": 3, "subject": 2}


class Counting(UserDict[str, int]):
    """Data around that count how often they are looked up."""

    looked = 0

    def __getitem__(self, name: str) -> int:
        self.looked += 1
        return self.data[name]


def test_what_is_passed_is_read_once_for_all_members() -> None:
    around_it = Counting({f"x{at}": at for at in range(50)})
    player = Player(around(call(MARK, passes="all")), outer=around_it)
    fan = player.start(bodies=[str(at) for at in range(40)]).fan("M")

    assert fan.branches[39].values["x7"] == 7
    assert around_it.looked < 3 * len(around_it)


def test_a_call_without_mapping_writes_what_came_back() -> None:
    assert gather(Player(around(call())).start(x=1), {"y": 2}).data == {"x": 1, "y": 2}
    assert gather(Player(around(call())).start(x=1), None).data == {"x": 1}
    assert gather(Player(around(call())).start(x=1)).data == {"x": 1}


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ({}, {"y": 2}),
        ({"outputs": "{number: caseNumber}"}, {"number": "SH-2026-00007"}),
    ],
)
def test_what_a_called_case_began_with_comes_back_only_by_name(
    said: dict[str, str], given: dict[str, object]
) -> None:
    player = Player(around(call(**said))).start()
    own = {"starterBody": "zjj", "starterPost": None, "caseNumber": "SH-2026-00007", "y": 2}

    out = player.engine.output_of(player.version, "M", values=own, outer={}, world=player.world)

    assert out == given


def test_a_mapping_that_is_no_context_fails() -> None:
    with pytest.raises(StepFailed, match="gives no context"):
        Player(around(call(inputs="5"))).start()


def test_many_calls_map_for_each_member() -> None:
    fan = (
        Player(around(call(MARK, inputs="{no: loopCounter, name: body}")))
        .start(bodies=["a"])
        .fan("M")
    )
    assert fan.branches[0].values == {"body": "a", "no": Decimal(1), "name": "a"}
    assert fan.kind is BranchKind.CALL


def test_nobody_joins_one_call() -> None:
    player = Player(around(call())).start(x=1)
    joining = Joining(token=player.token("M"), members=(1,), first=1)
    with pytest.raises(StepFailed, match="no step of many branches"):
        player.engine.join(
            player.version,
            joining,
            saved=player.saved,
            data=player.data,
            outer={},
            world=player.world,
        )


@pytest.mark.parametrize(
    ("said", "number"), [({}, None), ({"version": "latest"}, None), ({"version": "2"}, 2)]
)
def test_a_call_means_the_newest_version_or_one_that_it_names(
    said: dict[str, str], number: int | None
) -> None:
    assert Player(around(call(**said))).start(x=1).fan("M").version == number
