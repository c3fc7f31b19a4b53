"""The acts that officials know by name, how people stand to a matter, and how far it is.

What an act means is in its module in ``services/acts``. The words are those of the everyday
approval systems of China (签收, 派办, 转办, 催办 ...).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What can be done with a piece of work beside doing it, or with a whole case."""

    DISPATCH = "dispatch"
    HAND_OVER = "hand_over"
    RECALL = "recall"
    COPY = "copy"
    CIRCULATE = "circulate"
    CONSULT = "consult"
    DELEGATE = "delegate"
    ADD_SIGNERS = "add_signers"
    SIGN_AFTER = "sign_after"
    UNSUBMIT = "unsubmit"
    ADD_OFFICER = "add_officer"
    CALL_OFF = "call_off"
    URGE = "urge"
    RETURN = "return"
    TAKE_BACK = "take_back"
    DROP_REQUEST = "drop_request"
    ASK_EXTENSION = "ask_extension"
    AGREE_EXTENSION = "agree_extension"
    DROP_EXTENSION = "drop_extension"
    STOP_CLOCK = "stop_clock"
    RUN_CLOCK = "run_clock"
    ANSWER_URGE = "answer_urge"
    KEEP_CANDIDATE = "keep_candidate"
    STRIKE_CANDIDATE = "strike_candidate"
    SUSPEND = "suspend"
    RESUME = "resume"
    TERMINATE = "terminate"
    VOID = "void"
    JUMP = "jump"
    REOPEN = "reopen"
    AGREE = "agree"
    DROP = "drop"


class Standing(StrEnum):
    """How a person stands to a piece of work or to a case; one may stand in several ways."""

    DESK = "desk"
    """The work lies on a desk of theirs."""
    HOLDER = "holder"
    DOER = "doer"
    """They did it, or returned it."""
    GIVER = "giver"
    """They gave it to its holder, who has not signed for it yet."""
    HEAD = "head"
    """They head the body whose work it is; of a case: a body that has open work in it."""
    ASKER = "asker"
    """They asked that its clock be extended, and nobody has decided."""
    APPROVER = "approver"
    """Somebody else asked for it, and they decide."""
    SUPERVISOR = "supervisor"
    """They head the office that supervises its clock, and it may be circulated."""
    PARTY = "party"
    """They started the matter, or their bodies have a part in it."""
    OVERSEER = "overseer"
    """They may look at every matter."""
    STARTER = "starter"
    """They started the case, and nobody but their own body has acted in it."""
    STARTERS_HEAD = "starters_head"
    """They head the body that the case was started for."""
    LEADER = "leader"
    """They lead the county."""
    MENDER = "mender"
    """They administer, and have a part in the matter, or something in it waits to be mended or agreed to."""
    MAY_PROPOSE = "may_propose"
    """They administer or oversee, and nothing is proposed for the case yet."""
    MAY_AGREE = "may_agree"
    """They may be the second person, and somebody else has proposed something for the case."""
    HAS_PROPOSED = "has_proposed"


class Wants(StrEnum):
    """What has to be there for an act to be offered at all."""

    ASIDES = "asides"
    """Something was asked beside the work."""
    REQUEST = "request"
    """It is asked back of those who have what follows."""
    OFFICERS = "officers"
    """Several certified officers do its step together."""
    EXTENDABLE = "extendable"
    """Its clock may be extended, and nobody asks for it yet."""
    STOPPABLE = "stoppable"
    """Its clock runs and may stand still."""
    URGED = "urged"
    """It is so late that it is urged in writing."""
    STOPPED = "stopped"
    """Its own clock stands still."""
    NO_PROPOSAL = "no_proposal"
    """Nothing is proposed for the whole case."""
    KEEPABLE = "keepable"
    """It may be circulated, and it is not decided that it will be."""
    STRIKABLE = "strikable"
    """It may be circulated, and it is not decided that it won't be."""


class Stage(StrEnum):
    """How far a piece of work is, or a case."""

    FREE = "free"
    """Nobody holds it."""
    GIVEN = "given"
    """It was given to somebody who has not signed for it."""
    SIGNED = "signed"
    SUBMITTED = "submitted"
    """Its answer is given in, and others are asked to sign it."""
    DONE = "done"
    RETURNED = "returned"
    OVER = "over"
    PAUSED = "paused"
    """It is open, but its case stands still."""

    RUNNING = "running"
    """Of a case, as the following."""
    SUSPENDED = "suspended"
    ENDED = "ended"
    VOIDED = "voided"


TO_DO = frozenset({Stage.FREE, Stage.GIVEN, Stage.SIGNED})
"""Somebody has to do it still."""
OPEN = TO_DO | {Stage.SUBMITTED}
EVER = OPEN | {Stage.PAUSED, Stage.DONE, Stage.RETURNED, Stage.OVER}
"""Of a piece of work, done or not."""
UNDER_WAY = frozenset({Stage.RUNNING, Stage.SUSPENDED})
NOT_VOID = UNDER_WAY | {Stage.ENDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """Who may carry out an act, and when; in what words it is offered."""

    who: frozenset[Standing]
    when: frozenset[Stage]
    name: tuple[str, str]
    """Chinese and English, as on its button."""
    does: tuple[str, str]
    """What it means, in one sentence."""
    undo: Act | None = None
    """The act that undoes it, while nobody has gone on from it."""
    wants_reason: bool = False
    """Whether it isn't done without one."""
    wants: Wants | None = None
    """What has to be there for it to be offered; None: nothing."""
