"""How several sign a step: what ``sign`` of a diagram and ``[votes.name]`` of process.toml say."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from server.domain.votes import Base, Place, Policy, Silence, Tie, Weight

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Countersign:
    """What ``sign`` says of a step of many."""

    name: str
    """As it is written: ``all``, ``any``, ``sequence``, ``ratio:2/3``, ``vote:discussion``."""
    policy: Policy | None = None
    """None: everybody signs, so there is nothing to count."""


VOTE = "vote:"
_RATIO = "ratio:"
_EVERYBODY = ("all", "sequence")
IN_TURN = "sequence"


def countersign(text: str, votes: Mapping[str, Policy]) -> Countersign | None:
    """What ``sign`` says; None when it says nothing that is known."""
    if text in _EVERYBODY:
        return Countersign(name=text)
    if text == "any":
        return Countersign(name=text, policy=Policy(passes=Fraction(0), tie=Tie.FAILS))
    if text.startswith(_RATIO):
        passes = share(text.removeprefix(_RATIO))
        return Countersign(name=text, policy=Policy(passes=passes)) if passes else None
    policy = votes.get(text.removeprefix(VOTE)) if text.startswith(VOTE) else None
    return Countersign(name=text, policy=policy) if policy else None


def share(text: object) -> Fraction | None:
    """A share as it is written (``2/3``); None when it is none, or not above 0 and at most 1."""
    over, _, under = text.partition("/") if isinstance(text, str) else ("", "", "")
    if not (over.isdecimal() and under.isdecimal() and 0 < int(over) <= int(under)):
        return None
    return Fraction(int(over), int(under))


def policy_of(said: Mapping[str, Any]) -> Policy:
    """A policy as process.toml says it, once that was checked."""
    kinds: dict[str, Any] = {
        "passes": Fraction,
        "quorum": Fraction,
        "of": Base,
        "tie": Tie,
        "on_timeout": Silence,
        "chair": lambda place: place and Place(**place),
        "vetoes": lambda places: tuple(Place(**place) for place in places),
        "weights": lambda weights: tuple(Weight(**weight) for weight in weights),
        **dict.fromkeys(("agree", "refuse", "abstain"), tuple),
    }
    return Policy(**{name: kinds.get(name, _same)(value) for name, value in said.items()})


def _same(value: Any) -> Any:
    return value


def said_of(policy: Policy) -> dict[str, Any]:
    """A policy in the words that ``policy_of`` reads."""
    shares = {"passes": str(policy.passes), "quorum": str(policy.quorum)}
    return asdict(policy) | shares
