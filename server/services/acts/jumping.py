"""Move open work to another step (跳转): one person proposes it, a second agrees, neither having a part in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from server.domain import facts as f
from server.domain.access import person_in
from server.domain.acts import Act
from server.domain.errors import NowhereElse, ProposalVoid
from server.domain.reading import ActOption, Asks, Question
from server.domain.separation import FourEyes
from server.services.acts.earlier import is_open, listed, round_done
from server.services.acts.elsewhere import Destination, destinations, place_of
from server.services.acts.proposing import SECOND, Step, check_free, check_unconcerned, propose
from server.services.withdrawing import close_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.ports import CaseProposal, HeldCase
    from server.domain.values import Words
    from server.domain.work import WorkItem
    from server.services.acts.scene import CaseScene, Given, Scene, Setting
    from server.services.running import Run

_GONE: Words = (
    "本环节不再办理，经办人会收到提醒；已填的草稿不作为答复。",
    "This step isn't done any more, and who has it is told; drafts are no answers.",
)
_BESIDE: Words = (
    "其他各路照常办理；所到环节的时限从跳转时起算，此前的答复原样保留。",
    "What goes on beside it goes on; the clock of the step begins with the jump, and all answers stay.",
)
_MOVED: Words = (
    "此项工作在同意之前有变化的，提议失效，须重新提议。",
    "If this work moves meanwhile the proposal doesn't hold any more.",
)


@dataclass(frozen=True, slots=True)
class ProposingToJump:
    """Proposes it, with a reason."""

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """To which step; refused with ``NowhereElse`` where there is none."""
        check_unconcerned(scene.unit, scene.actor, scene.root)
        check_free(scene)
        options = tuple(_option(scene, each) for each in _open(scene.run, scene.item))
        if not options:
            raise NowhereElse
        return (Question(asks=Asks.TARGETS, name="跳转到", name_en="Move to", options=options),)

    def foresee(self, scene: Scene) -> tuple[Words, ...]:
        """What each would leave out and take away, and where it can't go."""
        return (SECOND, _GONE, *_consequences(scene), _BESIDE, _MOVED)

    def do(self, scene: Scene, _held: HeldCase, given: Given) -> None:
        """Proposes it."""
        [chosen] = given.targets
        to = next(each for each in _open(scene.run, scene.item) if each.element == chosen)
        revision = to.place.held.revision
        content = {"reason": given.reason}
        step = Step(to.element, to.name[0])
        propose(scene, Act.JUMP, content, revision, item=scene.item.id, to=step)


@dataclass(frozen=True, slots=True)
class Jumping:
    """Moves the work."""

    two: ClassVar = FourEyes(
        act=("跳转", "Moving work to another step"),
        apart=(
            "提议人与同意人，都没有办过该事项",
            "Who proposes and who agrees, neither with a part in the case",
        ),
        source=("内部控制：跳转须两人并写明理由", "A jump takes two persons and a reason"),
    )

    def foresee(self, scene: CaseScene, proposal: CaseProposal) -> tuple[Words, ...]:
        """From where to where, what is left out and what is taken away, as things are now."""
        item, to = _proposed(scene, proposal)
        (zh, en), [(step, step_en)] = to.name, to.names_of(scene.run, (item.element,))
        return (
            (f"由“{step}”跳转到“{zh}”。", f"The work moves from “{step_en}” to “{en}”."),
            _GONE,
            *_of_one(scene, to),
            _BESIDE,
        )

    def carry_out(self, scene: CaseScene, _held: HeldCase, proposal: CaseProposal) -> None:
        """Gives up its place, and goes on at the other step."""
        check_unconcerned(scene.unit, scene.actor, scene.root)
        item, to = _proposed(scene, proposal)
        run, place = scene.run, to.place
        jumped = f.CaseJumped(
            person=person_in(scene.actor),
            proposer=proposal.person,
            digest=proposal.digest,
            item=item.id,
            element=to.element,
            name=to.name[0],
            left_out=to.left_out,
        )
        run.record.of_case(place.held, jumped)
        close_tokens(run, place.held, frozenset({place.token}), "jumped")
        run.push(place.held, to.push)


def _proposed(scene: CaseScene, proposal: CaseProposal) -> tuple[WorkItem, Destination]:
    """The work and where it is to go; refused with ``ProposalVoid`` when either is not as it was."""
    item = scene.unit.work.find(proposal.item) if proposal.item else None
    if item is not None and is_open(item):
        is_as_it_was = place_of(scene.run, item).held.revision == proposal.revision
        there = _open(scene.run, item) if is_as_it_was else iter(())
        to = next((each for each in there if each.element == proposal.element), None)
        if to is not None:
            return item, to
    raise ProposalVoid


def _open(run: Run, item: WorkItem) -> Iterator[Destination]:
    return (each for each in destinations(run, item) if isinstance(each, Destination))


def _option(scene: Scene, to: Destination) -> ActOption:
    (zh, en), (how, how_en) = to.name, _how(scene, to)
    return ActOption(value=to.element, name=f"{zh}：{how}", name_en=f"{en}: {how_en}")


def _how(scene: Scene, to: Destination) -> Words:
    if to.earlier is None:
        left, left_en = listed(to.names_of(scene.run, to.left_out))
        return (f"往前，跳过{left}", f"ahead, leaving out {left_en}") if left else ("往前", "ahead")
    said, said_en = round_done(to.earlier.item, to.earlier.rounds)
    return f"往回，{said}", f"back, {said_en}"


def _consequences(scene: Scene) -> Iterator[Words]:
    for each in destinations(scene.run, scene.item):
        if isinstance(each, Destination):
            yield from _of_one(scene, each)
        else:
            (zh, en), (why, why_en) = each.name, each.why
            yield f"不能跳到“{zh}”：{why}。", f"Not to “{en}”: {why_en}."


def _of_one(scene: Setting, to: Destination) -> Iterator[Words]:
    (zh, en), run = to.name, scene.run
    if to.left_out:
        left, left_en = listed(to.names_of(run, to.left_out))
        yield (
            f"跳到“{zh}”时，跳过{left}：不办理，内容保持空白，办理记录写明。",
            f"To “{en}”: {left_en} stay undone and empty, and the history says so.",
        )
    if to.going:
        gone, gone_en = listed(to.names_of(run, tuple(each.element for each in to.going)))
        yield (
            f"跳到“{zh}”时，正在办理的{gone}随之撤回，经办人会收到提醒。",
            f"To “{en}”: {gone_en}, under way, is withdrawn; its holders are told.",
        )
