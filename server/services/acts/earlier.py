"""The steps that were really taken before a piece of work, and what it would take away to go on there again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from server.domain.amending import Amendment, Manner, step_of
from server.domain.county_time import minute_of
from server.domain.errors import FlowWouldBreak, NotBefore, Refusal, StepFailed
from server.domain.rerouting import Reroute
from server.domain.rounds import Where
from server.domain.work import WorkState
from server.services.branching import fan_out_of_plain_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from server.domain.ids import FanOutId, PersonId, Token, VersionId
    from server.domain.moves import Move
    from server.domain.ports import CaseFile, HeldCase
    from server.domain.rerouting import Rerouting
    from server.domain.rounds import Earlier
    from server.domain.values import Words
    from server.domain.work import WorkItem
    from server.services.running import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A case that an item lies in, and the place in it that is given up when the item is."""

    held: HeldCase
    token: Token
    fan_out: FanOutId | None = None
    """What waits at the place, if it is branches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What work can be returned to, and in which manners."""

    value: str
    """By which it is chosen."""
    where: Where
    whose: PersonId | None
    """Who answered there last."""
    last: WorkItem | None = None
    """The last work that was done there; None: the start form."""
    place: Place | None = None
    """Where the flow goes on at it again; None: it can't."""
    going: tuple[WorkItem, ...] = ()
    """The open work that goes by that."""
    amendment: Amendment | None = None
    """What is answered anew before it comes straight back; None: it can't."""

    @property
    def manners(self) -> tuple[Manner, ...]:
        """How the matter may go on from there."""
        ways = (Manner.RERUN, self.place), (Manner.STRAIGHT, self.amendment)
        return tuple(manner for manner, way in ways if way is not None)

    def laid(self, manner: Manner) -> Amendment | None:
        """The amendment that is laid: to come straight back, and always of a start form."""
        return self.amendment if self.last is None or manner is Manner.STRAIGHT else None


START = "start"
"""By which the start form is chosen."""


def targets(run: Run, item: WorkItem, held: HeldCase) -> Iterator[Target]:
    """The start form and the earlier steps of the item's way, the latest first.

    A diagram may say which of them the step returns to (``return_to``). Without its word the flow goes
    on nowhere outside a branch: that would end the work of all other branches. To correct an answer
    and come straight back ends nobody's work. Each way is tried in the engine, and nothing kept.
    """
    run.learn(held)
    model = run.tools.engine.model(held.version)
    wanted = step_of(model, item).return_to
    every = {place.held.id: place for place in places(run, item, held)}
    own = frozenset(every if wanted else islice(every, 1))
    for earlier in _before(item, run.unit.work.earlier(held.id)):
        element, place = earlier.item.element, every.get(earlier.within)
        if place is None or element == item.element or (wanted and element not in wanted):
            continue
        found = _step(run, item, earlier, place, may_rerun=earlier.within in own)
        if found is not None and found.manners:
            yield found
    yield from _start(run, item, held, wanted)


def _before(item: WorkItem, done: tuple[Earlier, ...]) -> tuple[Earlier, ...]:
    """Of an amendment only what was done before the answer that it corrects; nothing comes before a start form."""
    if item.amends is None:
        return done
    later = [earlier.item.element for earlier in done]
    return done[later.index(item.element) + 1 :] if item.element in later else ()


def _step(
    run: Run, item: WorkItem, earlier: Earlier, place: Place, *, may_rerun: bool
) -> Target | None:
    """An earlier step; None for one beside or behind.

    What one of several answered there is counted, and isn't corrected alone.
    """
    last = earlier.item
    came = attempted(run, place.held, Reroute(element=last.element, token=place.token))
    if isinstance(came, NotBefore):
        return None
    going = _going(run, item, place, came) if may_rerun else None
    is_alone = last.case == earlier.within
    is_drawn = place.held.version == run.look(item.case).version
    amendment = Amendment(
        element=last.element, name=last.name, body=last.body, role=last.role, form=last.form
    )
    return Target(
        value=str(last.id),
        where=Where(element=last.element, name=last.name, rounds=earlier.rounds),
        whose=last.holder,
        last=last,
        place=None if going is None else place,
        going=going or (),
        amendment=amendment if is_alone and is_drawn else None,
    )


def _start(run: Run, item: WorkItem, held: HeldCase, wanted: tuple[str, ...]) -> Iterator[Target]:
    """The form by which somebody started the matter, where its own diagram has one."""
    root = run.look(held.root)
    sources = run.tools.shelf.sources(run.unit, held.version)
    starts = run.tools.engine.model(held.version).starts
    if root.starter is None or root.version != held.version or sources.start_form is None:
        return
    element = starts[0]
    if element == item.element or (wanted and element not in wanted):
        return
    role = _starting_role(run, root, sources.starter)
    name = run.tools.engine.model(held.version).names[element][0] or sources.title
    rounds = sum(one.element == element for one in run.unit.work.of_case(held.root))
    place = Place(held=held, token=item.token)
    came = None if held.parent else attempted(run, held, Reroute(element=element, token=item.token))
    going = _going(run, item, place, came)
    yield Target(
        value=START,
        where=Where(element=element, name=name, rounds=rounds + 1),
        whose=root.starter,
        place=None if going is None else place,
        going=going or (),
        amendment=Amendment(
            element=element, name=name, body=root.body, role=role, form=sources.start_form
        ),
    )


def _starting_role(run: Run, root: HeldCase | CaseFile, roles: tuple[str, ...]) -> str:
    """At whose desk the start form is corrected: the starter's, or else one where somebody sits."""
    people, today = run.unit.people, run.record.today
    desks = {role: people.at_desk(root.body, role, today, root.process) for role in roles}
    manned = [role for role in roles if desks[role]]
    theirs = [role for role in manned if root.starter in {each.person for each in desks[role]}]
    return next(iter([*theirs, *manned, *roles]))


def _going(
    run: Run, item: WorkItem, place: Place, came: Move | Refusal | None
) -> tuple[WorkItem, ...] | None:
    """The open work that goes by a move; None where there is none."""
    if came is None or isinstance(came, Refusal):
        return None
    going = behind(run, place.held, {*came.closed, place.token})
    return tuple(each for each in going if is_open(each) and each.id != item.id)


def places(run: Run, item: WorkItem, held: HeldCase) -> Iterator[Place]:
    """The item's own case and those around it, each locked; a branch of plain work has no flow of its own."""
    if fan_out_of_plain_work(held) is None:
        yield Place(held=held, token=item.token)
    while held.parent is not None:
        fan_out, held = held.fan_out, run.hold(held.parent)
        at = run.unit.waits.fan_outs(held.id).items()
        [token] = [token for token, each in at if each == fan_out]
        yield Place(held=held, token=token, fan_out=fan_out)


def tried(run: Run, held: HeldCase, push: Rerouting) -> Move | None:
    """What the engine would do; None where it refuses to."""
    came = attempted(run, held, push)
    return None if isinstance(came, Refusal) else came


def attempted(run: Run, held: HeldCase, push: Rerouting) -> Move | Refusal:
    """What the engine would do, or why it refuses to."""
    run.learn(held)
    try:
        return run.tools.engine.push(
            held.version,
            push,
            saved=held.saved,
            data=held.data,
            outer=held.outer,
            world=run.world(held),
        )
    except (NotBefore, FlowWouldBreak, StepFailed) as refusal:
        return refusal


def behind(run: Run, held: HeldCase, tokens: Iterable[Token]) -> Iterator[WorkItem]:
    """The open work that waits at these places of a case, and all work in the branches there."""
    wanted = frozenset(tokens)
    for item in run.unit.work.open_of(held.id):
        if item.token in wanted:
            yield item
    at = run.unit.waits.fan_outs(held.id).items()
    fan_outs = {fan_out for token, fan_out in at if token in wanted}
    if fan_outs:
        yield from run.unit.work.under(fan_outs)


def round_done(last: WorkItem, number: int) -> Words:
    """In which round a step was last done, by whom and when."""
    at = minute_of(last.done_at) if last.done_at else ""
    who, who_en = last.holder_name, last.holder_name_en or last.holder_name
    return f"第 {number} 轮，{who} 于 {at} 办结", f"round {number}, done by {who_en} on {at}"


def name_in(run: Run, version: VersionId, element: str, written: str = "") -> Words:
    """What the diagram of a version calls an element; where it has no name, as it was written, or its id."""
    zh, en = run.tools.engine.model(version).names.get(element, ("", ""))
    name = zh or written or element
    return name, en or name


def listed(names: Iterable[Words]) -> Words:
    """Steps by their names, each once."""
    each = tuple(dict.fromkeys(names))
    return "、".join(f"“{zh}”" for zh, _ in each), ", ".join(f"“{en}”" for _, en in each)


def is_open(item: WorkItem) -> bool:
    """Whether the work still waits for somebody."""
    return item.state is WorkState.OPEN
