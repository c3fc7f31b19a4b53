"""Fan-outs: branches are cases of their own, with their own row, lock and journal (decision 0003).

The parent's engine sees one waiting place. Counting, quorum and the order of outputs happen here;
what is no longer wanted is withdrawn in ``withdrawing.py``, who joins late in ``resizing.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import StepFailed
from server.domain.ids import BodyId, CaseId, FanOutId
from server.domain.journal import Head
from server.domain.moves import BranchKind, Count, EndKind, Fail, Gather, Start, Work
from server.domain.values import plain
from server.domain.work import called
from server.services import in_turn, incidents, offering, voting
from server.services.opening import inherited
from server.services.withdrawing import counted, withdraw_branches

if TYPE_CHECKING:
    from server.domain.ids import ProcessKey, VersionId
    from server.domain.moves import Branch, Ending, FanOut
    from server.domain.ports import CaseFile, HeldCase, HeldFanOut, World
    from server.domain.values import Value, Values
    from server.domain.work import WorkItem
    from server.services.running import Run


DEEPEST = 50
"""Cases in cases in cases: deeper than any county's processes call each other."""

# --- opening ----------------------------------------------------------------------------------


def open_fan_out(run: Run, held: HeldCase, wait: FanOut) -> None:
    """Opens a fan-out: a case for every branch, all begun at once, or the first when sequential."""
    fan_out = FanOutId(run.tools.ids.new())
    opened = f.FanOutOpened(
        fan_out=fan_out,
        token=wait.token,
        element=wait.element,
        name=wait.name,
        kind=wait.kind.value,
        total=len(wait.branches),
        sequential=wait.sequential,
        called=wait.called,
    )
    run.record.of_case(held, opened)
    voting.open_poll(run, held, wait, fan_out)
    add_branches(run, held, wait, fan_out)


def add_branches(run: Run, held: HeldCase, wait: FanOut, fan_out: FanOutId) -> tuple[CaseId, ...]:
    """Gives each branch a case; whoever is not the first of those in turn waits."""
    with incidents.failing_in(run.record, held.id, held.version):
        return tuple(_add(run, held, wait, fan_out, branch) for branch in wait.branches)


def _add(run: Run, held: HeldCase, wait: FanOut, fan_out: FanOutId, branch: Branch) -> CaseId:
    if wait.called:
        branch = replace(branch, values=inherited(held, branch.values))
    child = _child(run, held, wait, fan_out, branch)
    _tell_start(run, child)
    if branch.member is not None:
        run.record.title(child.id, called(branch.member), "normal")
    if wait.sequential and branch.index:
        _keep_for_later(run, child, branch)
    else:
        _begin(run, child, branch.values, branch.work)
    return child.id


def _child(run: Run, held: HeldCase, wait: FanOut, fan_out: FanOutId, branch: Branch) -> HeldCase:
    if held.depth >= DEEPEST:
        cause = (
            f"事项嵌套超过 {DEEPEST} 层，流程可能在无休止地调用自己",
            f"cases lie more than {DEEPEST} deep in each other, perhaps a call without end",
        )
        raise StepFailed(cause=cause, element=wait.element)
    child = replace(
        held,
        id=CaseId(run.tools.ids.new()),
        parent=held.id,
        fan_out=fan_out,
        depth=held.depth + 1,
        index=branch.index,
        scope=wait.element if wait.kind is BranchKind.PROCESS else None,
        body=BodyId(branch.work.body) if branch.work else held.body,
        revision=0,
        saved=b"",
        data=plain(branch.values),
        outer={**held.outer, **held.data},
        head=Head(),
        is_stuck=False,
    )
    return _called(run, child, wait, wait.called) if wait.called else child


def _called(run: Run, child: HeldCase, wait: FanOut, key: ProcessKey) -> HeldCase:
    """The branch as an instance of another process, which sees only what it is given."""
    processes = run.unit.processes
    number = wait.version
    version = processes.newest(key) if number is None else processes.numbered(key, number)
    if version is None:
        cause = (
            f"流程“{key}”" + (f"没有第 {number} 版" if number else "尚未部署"),
            f"process {key} is not deployed" + (f" as version {number}" if number else ""),
        )
        raise StepFailed(cause=cause, element=wait.element)
    return replace(child, version=version.id, process=key, outer={})


def _tell_start(run: Run, child: HeldCase) -> None:
    started = f.CaseStarted(
        process=child.process,
        version=child.version,
        number=child.number,
        root=child.root,
        body=child.body,
        parent=child.parent,
        fan_out=child.fan_out,
        index=child.index,
        scope=child.scope,
    )
    run.record.of_case(child, started)


def _begin(run: Run, child: HeldCase, values: Values, work: Work | None) -> None:
    if work is None:
        run.then(child, Start(values=values, scope=child.scope))
    else:
        offering.offer(run, run.keep(child, saved=b"", data=plain(values)), work)


def _keep_for_later(run: Run, child: HeldCase, branch: Branch) -> None:
    """Keeps a sequential branch until its turn; its work is offered, and clocked, only then."""
    saved = in_turn.kept(branch.work) if branch.work is not None else b""
    run.keep(child, saved=saved, data=plain(branch.values))


def begin_next(run: Run, fan: HeldFanOut, before: HeldCase) -> None:
    """Begins the branch whose turn it is after this one."""
    child = run.unit.cases.next_branch(fan.id, before.index)
    if fan.kind != BranchKind.WORK:
        run.then(child, Start(values=child.data, scope=child.scope))
        return
    work = in_turn.read(child.saved)
    due = run.county.due(work.clock, run.record.moment) if work.clock else work.due
    _begin(run, child, child.data, replace(work, due=due))


# --- ending -----------------------------------------------------------------------------------


def fan_out_of_plain_work(held: HeldCase) -> FanOutId | None:
    """The fan-out of a branch that is one piece of work without a process of its own."""
    return held.fan_out if held.scope is None and not held.saved else None


def end(run: Run, held: HeldCase, ending: Ending) -> None:
    """A case came to its end; a branch then counts for its fan-out."""
    finished = f.CaseFinished(
        kind=ending.kind.value, element=ending.element, code=ending.code, name=ending.name
    )
    run.record.of_case(held, finished)
    run.over(held.id)
    if held.fan_out is not None:
        failed = ending if ending.kind is EndKind.ERROR else None
        _branch_over(run, held, held.fan_out, output=plain(ending.output), failed=failed)


def end_plain_work(run: Run, held: HeldCase, fan: FanOutId, item: WorkItem, data: Values) -> None:
    """The one piece of work of a branch is done, and so is the branch."""
    kept = run.keep(held, saved=b"", data=plain(data))
    run.record.of_case(kept, f.CaseFinished(kind=EndKind.FINISHED.value, element=item.element))
    incidents.close(run.record, held, {item.token})
    _branch_over(run, kept, fan, output=None, failed=None, signed=item)


def _branch_over(
    run: Run,
    child: HeldCase,
    fan_out: FanOutId,
    *,
    output: Value,
    failed: Ending | None,
    signed: WorkItem | None = None,
) -> None:
    run.settle()
    fan = run.unit.waits.count_branch(fan_out, completed=failed is None)
    if signed is not None:
        voting.cast(run, fan, child, signed)
    if failed is not None:
        close(run, fan, Fail(token=fan.token, code=failed.code, name=failed.name))
        return
    sight = _sight(run, child, fan, output)
    with incidents.failing_in(run.record, sight.inside, sight.version):
        given = run.tools.engine.output_of(
            sight.version,
            fan.element,
            values=sight.values,
            outer=sight.outer,
            world=run.world(child),
        )
        is_over = _is_over(run, fan, sight, run.world(child))
    run.unit.cases.give(child.id, plain(given))
    if not _goes_on(run, fan, sight):
        return
    if is_over:
        run.unit.flush()
        close(run, fan, None)
    elif fan.sequential:
        begin_next(run, fan, child)


def _goes_on(run: Run, fan: HeldFanOut, sight: _Sight) -> bool:
    """Whether a fan-out goes on after it told of its member, where its diagram has it tell (``behavior``)."""
    if fan.element not in run.tools.engine.model(sight.version).telling:
        return True
    run.unit.flush()
    run.push_now(fan.case, Count(token=fan.token, tally=fan.tally, given=sight.values))
    run.settle()
    return fan.token in run.unit.waits.fan_outs(fan.case)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sight:
    """What the expressions of a fan-out see of one branch, and by which version they are read."""

    inside: CaseId
    version: VersionId
    values: Values
    outer: Values


def _sight(run: Run, child: HeldCase, fan: HeldFanOut, output: Value) -> _Sight:
    """A called process knows nothing of its caller, so what it gave is read by the caller's diagram."""
    if fan.called is not None:
        return _sight_from(run, run.look(fan.case), output)
    run.learn(child)
    return _Sight(inside=child.id, version=child.version, values=child.data, outer=child.outer)


def _sight_from(run: Run, above: HeldCase | CaseFile, values: Values) -> _Sight:
    """What a branch gave, as its caller sees it."""
    run.learn(above)
    around = {**above.outer, **above.data}
    return _Sight(inside=above.id, version=above.version, values=values, outer=around)


def _is_over(run: Run, fan: HeldFanOut, sight: _Sight, world: World) -> bool:
    policy = voting.policy_of(run, sight.version, fan.element)
    if policy is not None:
        return fan.tally.is_complete or voting.is_settled(run, fan, policy)
    return fan.tally.is_complete or run.tools.engine.is_enough(
        sight.version,
        fan.element,
        fan.tally,
        values=sight.values,
        outer=sight.outer,
        world=world,
    )


def is_over_without(run: Run, parent: HeldCase, fan: HeldFanOut) -> bool:
    """Whether a fan-out is over after a member left it, who gave nothing."""
    with incidents.failing_in(run.record, parent.id, parent.version):
        return _is_over(run, fan, _sight_from(run, parent, {}), run.world(parent))


def close(run: Run, fan: HeldFanOut, instead: Fail | None) -> None:
    """Ends a fan-out from below: withdraws what still runs and moves the parent on."""
    withdrawn = withdraw_branches(run, fan.id, "enough")
    parent = run.hold(fan.case)
    run.record.of_case(parent, counted(fan, withdrawn, failed=int(instead is not None)))
    if instead is not None:
        run.then(parent, instead)
        return
    result = voting.decide(run, parent, fan)
    outputs = tuple(run.unit.cases.outputs(fan.id))
    run.then(parent, Gather(token=fan.token, outputs=outputs, result=result))
