"""The acts by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.acts import Act
from server.services.acts.agreeing import Agreeing, Dropping
from server.services.acts.answering_urge import AnsweringUrge
from server.services.acts.asking import (
    ADDING_SIGNERS,
    CIRCULATING,
    CONSULTING,
    COPYING,
    DELEGATING,
)
from server.services.acts.calling_off import CallingOff
from server.services.acts.candidates import KEEPING, STRIKING
from server.services.acts.dropping_request import DroppingRequest
from server.services.acts.extending import AskingForTime, GrantingTime, RefusingTime
from server.services.acts.giving import DISPATCHING, HANDING_OVER, Recalling
from server.services.acts.jumping import ProposingToJump
from server.services.acts.officers import AddingOfficer
from server.services.acts.reopening import ProposingToReopen
from server.services.acts.returning import Returning
from server.services.acts.signing_after import SigningAfter, Unsubmitting
from server.services.acts.stopping import RunningClock, StoppingClock
from server.services.acts.suspending import Resuming, Suspending
from server.services.acts.taking_back import TakingBack
from server.services.acts.terminating import Terminating
from server.services.acts.urging import Urging
from server.services.acts.voiding import ProposingToVoid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.services.acts.scene import CaseScene, Deed, Scene

DEEDS: Mapping[Act, Deed[Scene]] = {
    Act.DISPATCH: DISPATCHING,
    Act.HAND_OVER: HANDING_OVER,
    Act.RECALL: Recalling(),
    Act.CONSULT: CONSULTING,
    Act.DELEGATE: DELEGATING,
    Act.ADD_SIGNERS: ADDING_SIGNERS,
    Act.SIGN_AFTER: SigningAfter(),
    Act.UNSUBMIT: Unsubmitting(),
    Act.ADD_OFFICER: AddingOfficer(),
    Act.COPY: COPYING,
    Act.CIRCULATE: CIRCULATING,
    Act.CALL_OFF: CallingOff(),
    Act.URGE: Urging(),
    Act.RETURN: Returning(),
    Act.TAKE_BACK: TakingBack(),
    Act.DROP_REQUEST: DroppingRequest(),
    Act.ASK_EXTENSION: AskingForTime(),
    Act.AGREE_EXTENSION: GrantingTime(),
    Act.DROP_EXTENSION: RefusingTime(),
    Act.STOP_CLOCK: StoppingClock(),
    Act.RUN_CLOCK: RunningClock(),
    Act.ANSWER_URGE: AnsweringUrge(),
    Act.JUMP: ProposingToJump(),
    Act.KEEP_CANDIDATE: KEEPING,
    Act.STRIKE_CANDIDATE: STRIKING,
}
"""Every act on a piece of work; with those below a test proves that none is missing."""

CASE_DEEDS: Mapping[Act, Deed[CaseScene]] = {
    Act.SUSPEND: Suspending(),
    Act.RESUME: Resuming(),
    Act.TERMINATE: Terminating(),
    Act.VOID: ProposingToVoid(),
    Act.REOPEN: ProposingToReopen(),
    Act.AGREE: Agreeing(),
    Act.DROP: Dropping(),
}
"""Every act on a whole case."""
