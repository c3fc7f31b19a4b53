"""Reopen a case that is over (重启): the head of the body that started it proposes it, a second person agrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from server.domain import facts as f
from server.domain.access import person_in
from server.domain.acts import Act
from server.domain.errors import NothingToReopen, ProposalVoid
from server.domain.reading import ActOption, Asks, Question
from server.domain.rerouting import Reroute
from server.domain.separation import FourEyes
from server.domain.work import WorkState
from server.services.acts.earlier import name_in, round_done, tried
from server.services.acts.proposing import SECOND, Step, check_free, moves_of, propose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.ports import CaseProposal, HeldCase
    from server.domain.rounds import Earlier
    from server.domain.values import Words
    from server.services.acts.scene import CaseScene, Given


@dataclass(frozen=True, slots=True)
class ProposingToReopen:
    """Proposes it, with a reason."""

    def ask(self, scene: CaseScene) -> tuple[Question, ...]:
        """At which step; refused with ``NothingToReopen`` where it can go on at none."""
        check_free(scene)
        options = tuple(_option(scene, each) for each in _steps(scene))
        if not options:
            raise NothingToReopen
        return (
            Question(
                asks=Asks.TARGETS, name="从哪个环节重新办理", name_en="Go on at", options=options
            ),
        )

    def foresee(self, scene: CaseScene) -> tuple[Words, ...]:
        """What happens once a second person agrees."""
        return (SECOND, *_warned(scene))

    def do(self, scene: CaseScene, _held: HeldCase, given: Given) -> None:
        """Proposes it."""
        [chosen] = given.targets
        to = next(each for each in _steps(scene) if each.item.element == chosen)
        content = {"reason": given.reason}
        propose(scene, Act.REOPEN, content, moves_of(scene), to=Step(to.item.element, to.item.name))


@dataclass(frozen=True, slots=True)
class Reopening:
    """Lets it go on."""

    two: ClassVar = FourEyes(
        act=("重启", "Reopening a case"),
        apart=("提议人与同意人", "Who proposes and who agrees"),
        source=("内部控制：重启须两人并写明理由", "Reopening takes two persons and a reason"),
    )

    def foresee(self, scene: CaseScene, proposal: CaseProposal) -> tuple[Words, ...]:
        """At which step, and what happens then."""
        zh, en = _names(scene, _chosen(scene, proposal))
        return (
            (f"从“{zh}”重新办理。", f"It goes on at “{en}”."),
            *_warned(scene),
        )

    def carry_out(self, scene: CaseScene, held: HeldCase, proposal: CaseProposal) -> None:
        """Begins a new round of the step."""
        step = _chosen(scene, proposal).item
        reopened = f.CaseReopened(
            person=person_in(scene.actor),
            proposer=proposal.person,
            digest=proposal.digest,
            element=step.element,
            name=step.name,
        )
        scene.run.record.of_case(held, reopened)
        scene.run.push(held, Reroute(element=step.element))


def _steps(scene: CaseScene) -> Iterator[Earlier]:
    """The steps of the case's own flow that were done, the latest first; each is tried in the engine."""
    held = scene.run.hold(scene.root)
    for earlier in scene.unit.work.earlier(scene.root):
        push = Reroute(element=earlier.item.element)
        if tried(scene.run, held, push) is not None:
            yield earlier


def _chosen(scene: CaseScene, proposal: CaseProposal) -> Earlier:
    """The step at which it is to go on; refused with ``ProposalVoid`` when the case has moved since."""
    is_as_it_was = proposal.revision == moves_of(scene)
    found = [each for each in _steps(scene) if each.item.element == proposal.element]
    if not (found and is_as_it_was):
        raise ProposalVoid
    return found[0]


def _option(scene: CaseScene, earlier: Earlier) -> ActOption:
    (zh, en), (said, said_en) = _names(scene, earlier), round_done(earlier.item, earlier.rounds)
    return ActOption(value=earlier.item.element, name=f"{zh}：{said}", name_en=f"{en}: {said_en}")


def _names(scene: CaseScene, earlier: Earlier) -> Words:
    run, item = scene.run, earlier.item
    run.learn(scene.case)
    return name_in(run, scene.case.version, item.element, item.name)


def _warned(scene: CaseScene) -> Iterator[Words]:
    yield (
        f"沿用编号 {scene.case.number}，从该环节开始新一轮，其后各环节逐级重办；以前各轮和原来的结束都留在办理记录中。",
        f"The number stays {scene.case.number}; the step begins a new round and each after it is done anew; all rounds of before, and the end, stay in the history.",
    )
    yield (
        "所到环节的时限从重启时起算；整个流程的定时重新设定，消息重新等候；结束期间送来的消息和信号不再补收。",
        "The clock of the step begins with the reopening; timers and messages of the whole process are waited for anew; what was sent while it was over is not heard.",
    )
    yield (
        "已经发出的消息、已经公布的内容和已经编发的文号不收回；再办到发送、公布的环节时会再次发出。",
        "What was sent, published or numbered isn't taken back; where it comes to that again, it is done again.",
    )
    apart = _apart(scene)
    if apart:
        yield (
            f"在分支和被调用的流程中办理的{'、'.join(f'“{name}”' for name in apart)}不能单独重启，随上一层的环节重新办理。",
            f"What was done in branches and called processes ({', '.join(apart)}) can't be reopened alone; it is done again with the step above it.",
        )


def _apart(scene: CaseScene) -> tuple[str, ...]:
    """What the steps done in flows of their own are called."""
    own = {each.item.name for each in scene.unit.work.earlier(scene.root)}
    done = (item for item in scene.unit.work.of_case(scene.root) if item.state is WorkState.DONE)
    return tuple(dict.fromkeys(item.name for item in done if item.name not in own))
