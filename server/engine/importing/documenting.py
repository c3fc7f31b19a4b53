"""Lines beside the flow that lead nowhere: of data and of messages. They mean nothing here, and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.findings import Findings
from server.engine.importing.draft import drop, rewrite, written
from server.engine.importing.translating import to_feel
from server.engine.names import local, tag
from server.engine.rules_data import check_way
from server.engine.sheet import Sheet

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_WAYS = {"dataInputAssociation": "dataInput", "dataOutputAssociation": "dataOutput"}
_ENDS = ("sourceRef", "targetRef")


def translate_transformations(draft: Draft) -> None:
    """What becomes of data on its way is said in FEEL; a way that can't say it goes."""
    for node in draft.each("transformation", "from"):
        text, way = written(node), next(node.iterancestors(*map(tag, _WAYS)), None)
        feel = to_feel(text)
        if way is None or feel == text:
            continue
        if feel is None:
            zh = "数据关联的表达式无法译为 FEEL，已略去。"
            draft.note(
                way, zh, "The data association can't be said in FEEL; it was left out.", text
            )
            drop(way)
        else:
            rewrite(node, feel)
            draft.note(way, "表达式译为 FEEL。", "The expression was put into FEEL.", text, feel)


def lead_data_somewhere(draft: Draft) -> None:
    """A data association from or to what holds no data is left out."""
    for process in filter(draft.key_of, draft.each("process")):
        sheet = Sheet(draft.root, process)
        variables = sheet.variables
        for node in (process, *sheet.nodes.values()):
            for way in [part for part in node if local(part) in _WAYS]:
                findings = Findings("")
                check_way(sheet, node, _WAYS[local(way)], way, variables, findings)
                if findings.any:
                    _leave_out(draft, way)


def _leave_out(draft: Draft, way: _Element) -> None:
    ends = [written(way.find(tag(name))) for name in _ENDS]
    draft.note(
        way,
        "数据关联没有连到数据上，已略去。",
        "The data association doesn't lead from data to data; it was left out.",
        " → ".join(ends),
    )
    drop(way)


def lead_messages_somewhere(draft: Draft) -> None:
    """A message flow without two ends that are drawn is left out."""
    drawn = {node.get("id") for node in draft.root.iter("*")}
    for flow in draft.each("messageFlow"):
        ends = [flow.get(name, "").rpartition(":")[2] for name in _ENDS]
        if not drawn.issuperset(ends):
            draft.note(
                flow,
                "消息流没有着落，已略去。",
                "The message flow lacks an end; it was left out.",
                " → ".join(ends),
            )
            drop(flow)
