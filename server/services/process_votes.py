"""The votes of process.toml: ``[votes.name]`` says how the answers of a step of many are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain.countersigning import policy_of, share
from server.domain.votes import Base, Policy, Silence, Tie
from server.services.process_settings import (
    SETTINGS,
    TEXT,
    TEXTS,
    Shape,
    are_tables,
    missing,
    problem,
    strange,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from enum import StrEnum

    from server.domain.ports import FormChecker
    from server.domain.process import Model, Problem, Sources

HEAVIEST = 1_000
"""More than any signature counts in any county."""
_WANTED = ("field", "agree", "refuse", "passes", "result")
_KINDS = ("agree", "refuse", "abstain")


def read_votes(settings: dict[str, Any]) -> tuple[dict[str, Policy], list[Problem]]:
    """The votes that are rightly written, by name, and everything wrong with the others."""
    written = settings.get("votes", {})
    votes: dict[str, Policy] = {}
    problems: list[Problem] = []
    for name, said in written.items() if are_tables(written) else ():
        where = f"[votes.{name}] "
        wrong = [*missing(said, _WANTED, where), *strange(said, _SHAPES, where)]
        wrong = wrong or list(_at_odds(said, where))
        problems += wrong
        if not wrong:
            votes[name] = policy_of(said)
    return votes, problems


def _at_odds(said: dict[str, Any], where: str) -> Iterator[Problem]:
    """What is well written, each by itself, and can't be meant together."""
    values = [value for kind in _KINDS for value in said.get(kind, ())]
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield problem(
            SETTINGS,
            f"{where}“{value}”不能既算这种意见又算那种意见。请只写一处。",
            f"{where}{value!r} can't be two opinions. Write it once.",
        )
    if (said.get("tie") == Tie.CHAIR) != ("chair" in said):
        yield problem(
            SETTINGS,
            f'{where}tie = "chair" 与 chair（由谁定）须一并写明，或都不写。',
            f'{where}tie = "chair" and chair, which says who that is, belong together: write both or none.',
        )


def unanswerable(forms: FormChecker, sources: Sources, model: Model) -> Iterator[Problem]:
    """A problem for each step whose form doesn't ask what its vote counts."""
    for step in model.steps.values():
        policy = step.sign.policy if step.sign else None
        form = sources.forms.get(step.form or "")
        if policy is not None and policy.field and form is not None:
            yield from _unasked(step.element, policy, forms.options(form, policy.field))


def _unasked(element: str, policy: Policy, offered: Iterable[str] | None) -> Iterator[Problem]:
    if offered is None:
        yield problem(
            element,
            f"表单没有必答的单选栏目“{policy.field}”，无从表态。请在表单中加上，或改正 process.toml 的 field。",
            f"The form has no required choice {policy.field!r}, so nobody can say anything. Add it, or "
            "correct field in process.toml.",
        )
        return
    counted = {*policy.agree, *policy.refuse, *policy.abstain}
    if set(offered) != counted:
        strangers = "、".join(sorted(counted.symmetric_difference(offered)))
        yield problem(
            element,
            f"表单“{policy.field}”的选项须与 process.toml 的 agree、refuse、abstain 一一对应。不对应的："
            f"{strangers}。请改正。",
            f"The options of {policy.field!r} have to be just those of agree, refuse and abstain in "
            f"process.toml. Those that are not: {strangers}. Correct them.",
        )


# --- what each setting has to look like --------------------------------------------------------


def _is_share(value: object) -> bool:
    return share(value) is not None


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_place(value: object) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and value.keys() <= {"role", "function"}
        and all(isinstance(each, str) and each.strip() for each in value.values())
    )


def _are_places(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_place, value))


def _is_weight(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    weight = value.get("weight")
    place = {name: said for name, said in value.items() if name != "weight"}
    return type(weight) is int and 1 <= weight <= HEAVIEST and _is_place(place)


def _are_weights(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_weight, value))


def _one_of(kind: type[StrEnum]) -> Shape:
    words = [str(each) for each in kind]
    return (
        words.__contains__,
        f"须为 {'、'.join(words)} 之一。",
        f"must be one of {', '.join(words)}.",
    )


_SHARE = (
    _is_share,
    "须写成 2/3 这样的分数，大于 0，不超过 1。",
    "must be a fraction like 2/3, above 0 and at most 1.",
)
_FLAG = (_is_flag, "须为 true 或 false。", "must be true or false.")
_SHAPES: Mapping[str, Shape] = {
    "field": TEXT,
    "agree": TEXTS,
    "refuse": TEXTS,
    "abstain": TEXTS,
    "passes": _SHARE,
    "of": _one_of(Base),
    "tie": _one_of(Tie),
    "quorum": _SHARE,
    "result": TEXT,
    "early": _FLAG,
    "secret": _FLAG,
    "on_timeout": _one_of(Silence),
    "chair": (
        _is_place,
        "须写明 role、function（机构职能）或两者。",
        "must give a role, a function of a body, or both.",
    ),
    "vetoes": (
        _are_places,
        "须为列表，每项写明 role、function（机构职能）或两者。",
        "must be a list, each giving a role, a function of a body, or both.",
    ),
    "weights": (
        _are_weights,
        f"须为列表，每项写明 weight（1 到 {HEAVIEST} 的整数）和 role、function（机构职能）或两者。",
        (
            f"must be a list, each giving weight (a whole number from 1 to {HEAVIEST}) and a role, a function "
            "of a body, or both."
        ),
    ),
}
