"""Members join a step with several branches while it is under way, and leave it (加签, 减签).

Locks are taken as whoever closes a fan-out takes them: a branch, the fan-out, the parent. So
completions go on beside, and nobody joins a step that has just ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from server.domain import facts as f
from server.domain.errors import MembersSettled, MembersWrong, NoSuchMembers
from server.domain.ids import CaseId
from server.domain.moves import BranchKind, Joining
from server.services import branching, incidents, voting
from server.services.members import may_change_members
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.running import Run
from server.services.withdrawing import under_way, withdraw

if TYPE_CHECKING:
    from server.domain.ids import FanOutId
    from server.domain.moves import FanOut
    from server.domain.people import Actor
    from server.domain.ports import HeldCase, HeldFanOut
    from server.domain.values import Value
    from server.services.tools import Tools


@again
def add(
    tools: Tools,
    actor: Actor,
    fan_out: FanOutId,
    members: tuple[Value, ...],
    request_key: str | None = None,
) -> tuple[CaseId, ...]:
    """Adds members behind all others; gives the cases of their branches.

    In a step of a fixed number of branches (``loopCardinality``) only how many they are counts.
    """
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("add members", fan_out, members))
        if request.answer is not None:
            return tuple(CaseId(UUID(each)) for each in request.answer["branches"])
        run = Run(Record(tools, unit, actor), tools.shelf.county(unit))
        fan = under_way(run.unit, fan_out)
        parent = _parent(run, actor, fan)
        joining = Joining(token=fan.token, members=members, first=fan.tally.total)
        branches = _join(run, parent, fan, _invited(run, parent, joining))
        run.record.write()
        request.keep({"branches": [branch.hex for branch in branches]})
        unit.commit()
        return branches


@again
def take(tools: Tools, actor: Actor, branch: CaseId, request_key: str | None = None) -> None:
    """Takes a member out: its branch is withdrawn, and the step goes on without it or is over."""
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("take member", branch))
        if request.answer is not None:
            return
        held = unit.cases.hold(branch)
        if held.fan_out is None:
            raise NoSuchMembers
        run = Run(Record(tools, unit, actor), tools.shelf.county(unit))
        fan = under_way(run.unit, held.fan_out)
        if held.status != "running":
            raise MembersSettled
        parent = _parent(run, actor, fan)
        _leave(run, parent, fan, held)
        run.record.write()
        request.keep({})
        unit.commit()


def _parent(run: Run, actor: Actor, fan: HeldFanOut) -> HeldCase:
    """The case whose step it is, for whoever may change the members; deny by default."""
    parent = run.hold(fan.case)
    run.learn(parent)
    steps = run.tools.engine.model(parent.version).members_by.get(fan.element)
    if steps is None:
        raise NoSuchMembers  # one call, not one of many
    if not may_change_members(actor, steps, run.unit.work.of_case(parent.root)):
        raise NoSuchMembers
    return parent


def _invited(run: Run, parent: HeldCase, joining: Joining) -> FanOut:
    """What the new members get, each of them to be found by somebody."""
    with incidents.failing_in(run.record, parent.id, parent.version):
        wait = run.tools.engine.join(
            parent.version,
            joining,
            saved=parent.saved,
            data=parent.data,
            outer=parent.outer,
            world=run.world(parent),
        )
    bodies = {body.id for body in run.county.bodies_on(run.record.today)}
    for branch in wait.branches:
        if branch.work is not None and branch.work.body not in bodies:
            raise MembersWrong(body=branch.work.body)
    return wait


def _join(run: Run, parent: HeldCase, fan: HeldFanOut, wait: FanOut) -> tuple[CaseId, ...]:
    members = [branch.values for branch in wait.branches]
    added = f.MembersAdded(
        fan_out=fan.id,
        element=fan.element,
        count=len(members),
        digest=run.record.content(parent.root, {"members": members}),
    )
    run.record.of_case(parent, added)
    voting.join_poll(run, parent, fan, wait.branches)
    branches = branching.add_branches(run, parent, wait, fan.id)
    run.drain()
    return branches


def _leave(run: Run, parent: HeldCase, fan: HeldFanOut, held: HeldCase) -> None:
    # A branch whose turn has not come keeps the work it will be; any other keeps where it is.
    had_begun = bool(held.saved) != (fan.kind == BranchKind.WORK)
    voting.leave_poll(run, parent, fan, held)
    withdraw(run, held, "taken out")
    taken = f.MemberTaken(fan_out=fan.id, element=fan.element, branch=held.id)
    run.record.of_case(parent, taken)
    run.settle()
    left = under_way(run.unit, fan.id)
    if branching.is_over_without(run, parent, left):
        branching.close(run, left, None)
    elif fan.sequential and had_begun:
        branching.begin_next(run, left, held)
    run.drain()
