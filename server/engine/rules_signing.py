"""Rules of ``sign`` and ``officers``: what several sign, by a rule that is known; what officers do together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.countersigning import IN_TURN, VOTE
from server.engine.names import child, local, properties, text_of
from server.engine.planning_fans import read_sign
from server.engine.rules_flows import PERSONAL
from server.engine.sheet import is_many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from server.domain.ports import Known
    from server.domain.process import Sources
    from server.domain.votes import Policy
    from server.engine.findings import Findings


MOST_OFFICERS = 9


def check_officers(node: _Element, findings: Findings) -> None:
    """Whether a step says of itself how many certified officers do it together."""
    said = properties(node)
    text = said.get("officers")
    if text is None:
        if "officer_field" in said:
            findings.add(
                node,
                "officer_field 写执法证须含的执法领域，与 officers 一起用。请补上 officers，或删除。",
                "officer_field names the field that the certificates of officers have to be for, beside "
                "officers. Say how many officers, or remove it.",
            )
        return
    if local(node) not in PERSONAL:
        findings.add(
            node,
            "officers 只用于人工任务。请删除。",
            "officers is for tasks of persons. Remove it.",
        )
    elif not text.isdecimal() or not 1 <= int(text) <= MOST_OFFICERS:
        findings.add(
            node,
            f"officers 写几名持证执法人员共同办理，须为 1 至 {MOST_OFFICERS} 的整数，不能是“{text}”。请改正。",
            f"officers says how many certified officers do it together, a whole number from 1 to "
            f"{MOST_OFFICERS}, not {text!r}. Correct it.",
        )
    elif int(text) > 1 and "sign" in said:
        findings.add(
            node,
            "会签（sign）的每一份由一人签署，不能同时要求几名执法人员共同办理。请写 officers 为 1，或删除其一。",
            "Each signature of sign is one person's, so several officers can't give it together. "
            "Make officers 1, or remove one of the two.",
        )


def check_signing(node: _Element, sources: Sources, known: Known, findings: Findings) -> None:
    """Whether what ``sign`` says of a step can be carried out."""
    said = properties(node)
    text = said.get("sign")
    if text is None:
        return
    if local(node) not in PERSONAL or not is_many(node):
        findings.add(
            node,
            "sign 只用于多实例的人工任务。请加多实例标记，或删除 sign。",
            "sign is for tasks of persons with a multi-instance marker. Add the marker, or remove sign.",
        )
        return
    sign = read_sign(node, sources.votes)
    if sign is None:
        _unknown(node, text, sources, findings)
        return
    loop = child(node, "multiInstanceLoopCharacteristics")
    if sign.name == IN_TURN and loop.get("isSequential") != "true":
        findings.add(
            node,
            "sign 为 sequence（依次）的多实例须为顺序（isSequential）。请修改。",
            "With sign sequence the multi-instance has to be sequential (isSequential). Mend it.",
        )
    if sign.policy is not None:
        _check_counted(node, loop, sign.policy, said, known, findings)


def _unknown(node: _Element, text: str, sources: Sources, findings: Findings) -> None:
    votes = "、".join(f"{VOTE}{name}" for name in sorted(sources.votes))
    findings.add(
        node,
        f"会签规则“{text}”无法识别。可用：all、any、sequence、ratio:2/3 这样的比例、vote:名称"
        f"（process.toml 的 [votes.名称]{'，现有 ' + votes if votes else ''}）。请改正。",
        f"The rule {text!r} of sign is unknown. There are all, any, sequence, a ratio like ratio:2/3, and "
        f"vote:name ([votes.name] of process.toml{', now ' + votes if votes else ''}). Correct it.",
    )


def _check_counted(  # all that a count touches
    node: _Element,
    loop: _Element,
    policy: Policy,
    said: dict[str, str],
    known: Known,
    findings: Findings,
) -> None:
    if text_of(loop, "completionCondition") is not None:
        findings.add(
            node,
            "sign 已规定何时算够，不能再写完成条件（completionCondition）。请删去其一。",
            "sign says already when it is enough, so there can be no completionCondition. Remove one.",
        )
    if policy.field and "form" not in said:
        findings.add(
            node,
            f"票签须有表单，用其栏目“{policy.field}”表态。请指定表单（form）。",
            f"A vote needs a form, whose field {policy.field!r} says it. Name one (form).",
        )
    for kind, zh, en, name in _named(policy, known):
        findings.add(
            node,
            f"{kind} 中没有{zh}“{name}”。请在 process.toml 改正名称，或先登记。",
            f"{kind} names a {en} {name!r} that is not there. Correct it in process.toml, or register it.",
        )


def _named(policy: Policy, known: Known) -> Iterator[tuple[str, str, str, str]]:
    """What the policy names that the county doesn't have."""
    places = (
        *(("weights", one.place) for one in policy.weights),
        *(("vetoes", place) for place in policy.vetoes),
        *(("chair", place) for place in (policy.chair,) if place is not None),
    )
    for kind, place in places:
        if place.role and place.role not in known.roles:
            yield kind, "岗位职能", "role", place.role
        if place.function and place.function not in known.functions:
            yield kind, "机构职能", "function of a body", place.function
