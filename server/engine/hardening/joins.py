"""Tokens that wait for each other, by scope, gateway and flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.hardening.gateways import InclusiveGateway

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from server.engine.hardening.tokens import LeanTask

Arrived = dict[str, list["LeanTask"]]
"""Flow id -> tokens that came by it, oldest first."""


class Joins:
    """The index of waiting join tokens: one look instead of a walk through history.

    The library asks the tree which twins of a join are of this pass and gets it wrong in loops;
    a token that merged is gone here, so there is no other pass to confuse it with.
    """

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str], Arrived] = {}

    def add(self, task: LeanTask) -> None:
        """Let a token wait at its gateway."""
        arrived = self._waiting.setdefault((task.scope, task.task_spec.bpmn_id), {})
        arrived.setdefault(task.via, []).append(task)

    def at(self, task: LeanTask) -> Arrived:
        """The tokens that wait at this token's gateway, itself included."""
        return self._waiting[task.scope, task.task_spec.bpmn_id]

    def drop(self, task: LeanTask) -> None:
        """Let a token wait no longer."""
        key = (task.scope, task.task_spec.bpmn_id)
        arrived = self._waiting.get(key, {})
        tokens = arrived.get(task.via, [])
        if task in tokens:
            tokens.remove(task)
            if not tokens:
                del arrived[task.via]
            if not arrived:
                del self._waiting[key]

    def merge(self, task: LeanTask, present: Arrived) -> None:
        """Let one token go on for the oldest of each flow; its twins vanish."""
        for flow, tokens in list(present.items()):
            if flow == task.via:
                # Of its own flow the oldest counts; which of two equal tokens goes on is the same.
                self.drop(task)
            else:
                task.workflow.withdraw(tokens[0])

    def release(self, tasks: Iterable[LeanTask]) -> bool:
        """Let inclusive joins go on that no other token can reach; whether any did."""
        live = list(tasks)
        for arrived in list(self._waiting.values()):
            first = next(iter(arrived.values()))[0]
            gateway = first.task_spec
            if isinstance(gateway, InclusiveGateway) and _nothing_more(
                gateway, first, arrived, live
            ):
                self.merge(first, arrived)
                first._ready()  # noqa: SLF001  # the library's own way of changing states
                return True
        return False

    def all_stuck(self, tasks: Iterable[LeanTask]) -> LeanTask | None:
        """A token that waits for ever, when nothing but joins waits."""
        tokens = list(tasks)
        hosts = {task.scope for task in tokens}
        waiting = [task for task in tokens if task.id not in hosts]
        stuck = all(task.task_spec.joins or task.is_idle for task in waiting)
        return waiting[0] if waiting and stuck else None


def _nothing_more(
    gateway: InclusiveGateway, first: LeanTask, arrived: Arrived, live: list[LeanTask]
) -> bool:
    """The activation rule of the inclusive gateway (BPMN 2.0, table 13.3)."""
    beside = (
        task.task_spec.bpmn_id
        for task in live
        if task.scope == first.scope and not task.owner and task.task_spec is not gateway
    )
    return has_all(gateway, arrived.keys(), beside)


def has_all(gateway: InclusiveGateway, here: AbstractSet[str], elsewhere: Iterable[str]) -> bool:
    """Whether no more tokens come by other flows than these, from the elements where there are some."""
    for element in elsewhere:
        reachable = gateway.reach.get(element, frozenset())
        if reachable - here and not reachable & here:
            return False
    return True
