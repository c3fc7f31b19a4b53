"""From the sources of a process to a diagram, or to the list of everything that is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.building import build
from server.engine.decisions import Decisions, read_together
from server.engine.findings import Findings
from server.engine.mentioning import names_known
from server.engine.modelling import make_model, process_exchange
from server.engine.planning import Planner
from server.engine.reading import check_schema, hand_out_definitions, read_xml
from server.engine.rules import check_ids, check_shape
from server.engine.rules_known import check_known
from server.engine.rules_pools import check_pools, find_process
from server.engine.rules_starts import check_begun
from server.engine.starting import read_beginnings
from server.engine.warnings import warnings_of

if TYPE_CHECKING:
    from server.domain.ports import Known
    from server.domain.process import Sources
    from server.engine.diagram import Diagram
    from server.engine.sheet import Sheet


def parse(sources: Sources, known: Known | None = None) -> Diagram:
    """Read a process whole; ``known`` is what exists in the county, when that is to be checked too."""
    findings = Findings(f"{sources.key}.bpmn")
    root = read_xml(sources.diagram, findings)
    if root is None:
        raise findings.refusal()
    check_schema(root, findings)
    if not check_ids(root, findings):
        raise findings.refusal()
    hand_out_definitions(root, findings)
    sheet = find_process(root, sources, findings)
    if sheet is None:
        raise findings.refusal()
    return _parse(sheet, sources, known, findings)


def _parse(sheet: Sheet, sources: Sources, known: Known | None, findings: Findings) -> Diagram:
    check_shape(sheet, findings)
    planner = Planner(sheet, sources, findings, _decisions(sources, findings))
    plans = {key: planner.plan(key) for key in sheet.nodes}
    conditions = {key: planner.condition(flow) for key, flow in sheet.flows.items()}
    exchange = process_exchange(sheet, findings)
    beginnings = read_beginnings(sheet, plans)
    if known is not None:
        check_known(sheet, plans, conditions, known, sources, findings)
        check_pools(sheet, sources, findings)
        check_begun(sheet, beginnings, sources, findings)
    if findings.any:
        raise findings.refusal()
    warnings = () if known is None else tuple(warnings_of(sheet, plans, sources, known))
    names = names_known(sheet, plans, conditions, exchange, sources)
    model = make_model(sheet, sources, tuple(beginnings), warnings, names)
    return build(sheet, plans, conditions, beginnings, exchange=exchange, model=model)


def _decisions(sources: Sources, findings: Findings) -> dict[str, Decisions]:
    read, refused = read_together(sources.decisions)
    for name, refusal in refused.items():
        for one in refusal.findings:
            findings.add_at(f"{name}#{one.element}", one.message_zh, one.message_en, one.line)
    return {key: model for model in read.values() for key in model.decisions}
