"""Whether servers outside may be told of events as their entries say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain.hooks import flaws_of
from server.services.registers.flaws import Flaw, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.hooks import Hook, OwnPlaces
    from server.domain.registers import Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class HookChecker:
    """What hooks are looked through by: the registers, the processes there are, where hooks may lie."""

    chart: Chart
    processes: frozenset[str]
    own: OwnPlaces

    def flaws(self, hook: Hook) -> Iterator[Flaw]:
        """What is wrong with a hook."""
        for zh, en in flaws_of(hook.address, self.own):
            yield Flaw(column="address", zh=zh, en=en)
        for body in hook.bodies:
            if body not in self.chart.bodies:
                yield unknown("bodies", body)
        for process in hook.processes:
            if process not in self.processes:
                yield Flaw(
                    column="processes",
                    zh=f"没有流程“{process}”，请从列表中选择。",
                    en=f"There is no process “{process}”. Choose from the list.",
                )
