"""What loop and multi-instance markers say, compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.hardening.loops import Loop
from server.engine.members import Many, Telling
from server.engine.names import tag, text_of
from server.engine.planning_events import read_event
from server.engine.rules_many import tellings
from server.engine.variables import variable_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from server.engine.expressions import Expression
    from server.engine.findings import Findings
    from server.engine.sheet import Sheet
    from server.engine.variables import Variables


def read_loop(node: _Element, findings: Findings) -> Loop | None:
    """A standard loop; None without its marker."""
    marker = node.find(tag("standardLoopCharacteristics"))
    if marker is None:
        return None
    most = marker.get("loopMaximum", "")
    return Loop(
        condition=_said(node, marker, "loopCondition", ("循环条件", "loop condition"), findings),
        most=int(most) if most.isdecimal() else None,
        tests_before=marker.get("testBefore") == "true",
    )


def read_many(sheet: Sheet, node: _Element, findings: Findings) -> Many | None:
    """What a multi-instance marker says; None without one."""
    variables = sheet.variables
    marker = node.find(tag("multiInstanceLoopCharacteristics"))
    if marker is None:
        return None
    members = _collection(variables, text_of(marker, "loopDataInputRef"))
    ends = ("完成条件", "completion condition")
    return Many(
        sequential=marker.get("isSequential") == "true",
        collection=findings.expression(node, members, "集合", "collection "),
        cardinality=_said(node, marker, "loopCardinality", ("次数", "cardinality"), findings),
        item=variable_of(marker.find(tag("inputDataItem"))),
        output_collection=_collection(variables, text_of(marker, "loopDataOutputRef")),
        output_item=variable_of(marker.find(tag("outputDataItem"))),
        enough=_said(node, marker, "completionCondition", ends, findings),
        tellings=tuple(_tellings(sheet, node, marker, findings)),
    )


def _tellings(
    sheet: Sheet, node: _Element, marker: _Element, findings: Findings
) -> Iterator[Telling]:
    for definition, condition in tellings(sheet, marker):
        yield Telling(
            event=read_event(sheet, node, definition, findings),
            condition=findings.expression(node, condition, "条件", "condition "),
            is_first_only=marker.get("behavior") == "One",
        )


def _said(
    node: _Element, marker: _Element, name: str, what: tuple[str, str], findings: Findings
) -> Expression | None:
    zh, en = what
    return findings.expression(node, text_of(marker, name), zh, f"{en} ")


def _collection(variables: Variables, name: str | None) -> str | None:
    """A collection is named straight, or by the id of a data object, data input or data output."""
    return None if name is None else variables.name(name) or name
