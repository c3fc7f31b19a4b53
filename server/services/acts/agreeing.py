"""Agree as the second person to what is proposed for a case, or drop it: one way for all that takes two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import person_in
from server.domain.acts import Act
from server.domain.errors import NothingProposed
from server.domain.kept import typed_or_emptied
from server.domain.masking import masked
from server.services.acts.jumping import Jumping
from server.services.acts.reopening import Reopening
from server.services.acts.voiding import Voiding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from server.domain.ports import CaseProposal, HeldCase
    from server.domain.reading import Question
    from server.domain.values import Values, Words
    from server.services.acts.proposing import TakesTwo
    from server.services.acts.scene import CaseScene, Given

TAKE_TWO: Mapping[Act, TakesTwo] = {
    Act.VOID: Voiding(),
    Act.JUMP: Jumping(),
    Act.REOPEN: Reopening(),
}
"""What is done once two agree."""


@dataclass(frozen=True, slots=True)
class Agreeing:
    """Agrees as the second person, and it is done."""

    def ask(self, _scene: CaseScene) -> tuple[Question, ...]:
        """Nothing."""
        return ()

    def foresee(self, scene: CaseScene) -> tuple[Words, ...]:
        """What was proposed and why, and what will happen."""
        proposal = _proposal(scene)
        return (
            *_said(scene.unit.journal.content(scene.root, proposal.digest)),
            *TAKE_TWO[proposal.act].foresee(scene, proposal),
        )

    def do(self, scene: CaseScene, held: HeldCase, _given: Given) -> None:
        """Does what was proposed."""
        proposal = _proposal(scene)
        agreed = f.ProposalAgreed(
            act=proposal.act, person=person_in(scene.actor), proposer=proposal.person
        )
        scene.run.record.of_case(held, agreed)
        TAKE_TWO[proposal.act].carry_out(scene, held, proposal)


@dataclass(frozen=True, slots=True)
class Dropping:
    """Takes the proposal back, or doesn't agree to it."""

    def ask(self, _scene: CaseScene) -> tuple[Question, ...]:
        """Nothing."""
        return ()

    def foresee(self, scene: CaseScene) -> tuple[Words, ...]:
        """What was proposed and why, and that nothing else changes."""
        return (
            *_said(scene.unit.journal.content(scene.root, _proposal(scene).digest)),
            (
                "提议撤销，事项照常；需要时可重新提议。",
                "The proposal is gone and the case goes on; it can be proposed anew.",
            ),
        )

    def do(self, scene: CaseScene, held: HeldCase, _given: Given) -> None:
        """Drops it."""
        proposal = _proposal(scene)
        dropped = f.ProposalDropped(
            act=proposal.act, person=person_in(scene.actor), proposer=proposal.person
        )
        scene.run.record.of_case(held, dropped)


def _proposal(scene: CaseScene) -> CaseProposal:
    if scene.proposal is None:
        raise NothingProposed
    return scene.proposal


def _said(content: Values) -> Iterator[Words]:
    """Why it was proposed and on what basis; personal particulars are masked, as in the history."""
    why, why_en = map(masked, typed_or_emptied(content, "reason"))
    yield f"提议理由：{why}", f"Why: {why_en}"
    if "basis" in content:
        basis = masked(content["basis"])
        yield f"依据：{basis}", f"Basis: {basis}"
