"""Rules of process.toml: every body, function and role that it names is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.feel import FeelError, FeelLimit
from server.domain.ports import HOST_FUNCTIONS
from server.domain.process import TRIAL
from server.engine.expressions import read
from server.engine.rules_constants import constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.ports import Known
    from server.domain.process import Sources
    from server.engine.expressions import Expression
    from server.engine.findings import Findings

SETTINGS = "process.toml"


def check_settings(sources: Sources, known: Known, findings: Findings) -> None:
    """Hold what process.toml names against what exists in the county."""
    if sources.owner and sources.owner not in known.functions:
        _unknown(sources.owner, "owner", "机构职能", "function of a body", findings)
    for role in sources.starter:
        if role not in known.roles and role != TRIAL:
            _unknown(role, "starter", "岗位职能", "role", findings)
    for where, source in _bodies_said(sources):
        try:
            expression = read(source)
        except FeelError:
            continue  # which is told where it is used
        _check_body(expression, where, known, findings)


def _bodies_said(sources: Sources) -> Iterator[tuple[str, str]]:
    if sources.starter_body:
        yield "starter_body", sources.starter_body
    for name, seat in sources.lanes.items():
        yield f'lanes."{name}".org', seat.org


def _check_body(expression: Expression, where: str, known: Known, findings: Findings) -> None:
    """Whether an expression may give a body of the county, as far as that is known."""
    for function in sorted(expression.texts_of("body_of") - known.functions):
        _unknown(function, where, "机构职能", "function of a body", findings)
    for name in expression.compiled.mentions.calls.keys() - HOST_FUNCTIONS:
        _unknown(name, where, "函数", "FEEL function", findings)
    if not expression.compiled.mentions.is_constant:
        return
    try:
        body = constant(expression)
    except FeelLimit:
        body = None
    if body not in known.bodies:
        _unknown(expression.source, where, "单位", "body", findings)


def _unknown(name: str, where: str, zh: str, en: str, findings: Findings) -> None:
    findings.add_at(
        SETTINGS,
        f"{where}：没有{zh}“{name}”。请改正名称，或先登记。",
        f"{where}: there is no {en} {name!r}. Correct the name, or register it first.",
        None,
    )
