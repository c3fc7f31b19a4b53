from __future__ import annotations

from tests.engine.diagrams import Player, four_tasks


def test_the_four_tasks_run_to_their_end() -> None:
    player = Player(four_tasks()).start()
    assert player.waiting == ["A"]
    player.done("A", amount=500)
    assert player.waiting == ["B", "C"]
    player.done("C").done("B")
    assert player.waiting == ["D"]
    player.done("D")
    assert player.over
