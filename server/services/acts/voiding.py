"""Make a case void (作废): one person proposes it, a second agrees; its number stays used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from server.domain import facts as f
from server.domain.access import person_in
from server.domain.acts import Act
from server.domain.errors import ProposalVoid
from server.domain.reading import Asks, Question
from server.domain.separation import FourEyes
from server.services.acts.proposing import SECOND, moves_of, propose
from server.services.acts.terminating import ending_with
from server.services.withdrawing import end

if TYPE_CHECKING:
    from server.domain.ports import CaseProposal, HeldCase
    from server.domain.values import Words
    from server.services.acts.scene import CaseScene, Given


@dataclass(frozen=True, slots=True)
class ProposingToVoid:
    """Proposes it, with reason and basis."""

    def ask(self, _scene: CaseScene) -> tuple[Question, ...]:
        """On what basis."""
        return (Question(asks=Asks.TEXT, name="作废依据", name_en="Basis"),)

    def foresee(self, _scene: CaseScene) -> tuple[Words, ...]:
        """That a second person is needed."""
        return (
            SECOND,
            (
                "提议之后事项有变化的，提议失效，须重新提议。",
                "If the case moves meanwhile the proposal doesn't hold any more.",
            ),
        )

    def do(self, scene: CaseScene, _held: HeldCase, given: Given) -> None:
        """Proposes it."""
        content = {"reason": given.reason, "basis": given.text}
        propose(scene, Act.VOID, content, moves_of(scene))


@dataclass(frozen=True, slots=True)
class Voiding:
    """Makes it void."""

    two: ClassVar = FourEyes(
        act=("作废事项", "Making a case void"),
        apart=("提议人与同意人", "Who proposes and who agrees"),
        source=("内部控制：作废须两人并写明依据", "Voiding takes two persons and a ground"),
    )

    def foresee(self, scene: CaseScene, _proposal: CaseProposal) -> tuple[Words, ...]:
        """What ends."""
        return (
            *ending_with(scene),
            (
                "编号保留，不再使用；事项页面和清单标明“已作废”，不计入统计，不能恢复。",
                "The number stays used; page and lists say that it is void; it doesn't count any more.",
            ),
        )

    def carry_out(self, scene: CaseScene, held: HeldCase, proposal: CaseProposal) -> None:
        """Ends all that waits in it."""
        if proposal.revision != moves_of(scene):
            raise ProposalVoid
        fact = f.CaseVoided(
            person=person_in(scene.actor), proposer=proposal.person, digest=proposal.digest
        )
        end(scene.run, held, fact, "voided")
