"""The import of a diagram drawn in another tool: the table of remedies, in the order they are given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from server.domain.ids import ProcessKey
from server.domain.process import Introduction
from server.engine.findings import Findings
from server.engine.importing import (
    acting,
    asides,
    choosing,
    connecting,
    counting,
    documenting,
    drawing,
    enclosing,
    expressions,
    filling_in,
    happening,
    identity,
    linking,
    ordering,
    parameters,
    passing,
    scripting,
    seating,
)
from server.engine.importing.draft import Draft
from server.engine.importing.wiring import holds_nodes
from server.engine.layout.laying import lay_out
from server.engine.names import line_of, tag
from server.engine.reading import read_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

    from server.domain.ports import Known
    from server.domain.process import Problem, Sources

REMEDIES: tuple[Callable[[Draft], None], ...] = (
    identity.give_ids,
    identity.declare,
    identity.make_executable,
    drawing.forget_broken_places,
    ordering.put_in_order,
    expressions.translate_conditions,
    expressions.translate_times,
    expressions.translate_due_dates,
    documenting.translate_transformations,
    scripting.translate_around,
    parameters.map_parameters,
    acting.operate,
    scripting.translate_scripts,
    acting.decide,
    acting.call,
    acting.fill_empty,
    acting.list_what_is_not_run,
    filling_in.map_forms,
    asides.settle_handlers,
    asides.begin_by_flow,
    happening.interrupt_by_error,
    connecting.cut_loose_flows,
    connecting.begin_by_hand,
    happening.let_people_fire,
    happening.name_what_happens,
    passing.correlate,
    happening.pass_through_nothing,
    linking.name_links,
    linking.cross_links,
    happening.sit_on_activities,
    connecting.turn_back_before,
    connecting.draw_starts,
    connecting.join_starts,
    enclosing.script_data,
    connecting.leave_out_unreached,
    connecting.draw_ends,
    connecting.part_self_loops,
    choosing.simplify_complex,
    choosing.wait_only_for_events,
    choosing.ask_only_where_it_counts,
    choosing.settle_defaults,
    choosing.default_last,
    choosing.let_people_choose,
    counting.map_collections,
    counting.ask_how_many,
    counting.ask_again,
    seating.seat,
    documenting.lead_data_somewhere,
    documenting.lead_messages_somewhere,
)
"""One remedy for each cause that stops foreign diagrams; each does nothing where nothing is wrong."""


def rewrite(every: tuple[Sources, ...], known: Known) -> tuple[Sources, ...]:
    """The processes of a file with a diagram that runs here; the same where nothing had to change."""
    first = every[0]
    root = _read(first.diagram, f"{first.key}.bpmn")
    draft = Draft(root, every, known)
    for remedy in REMEDIES:
        remedy(draft)
    if not draft.changes:
        return every
    draft.wiring.mention()
    ordering.straightened(root)
    lay_out(root)
    changes = tuple(sorted(draft.changes, key=lambda change: change.line or 0))
    diagram, forms = _bytes(root), {**first.forms, **draft.forms}
    forms = {name: form for name, form in forms.items() if name not in draft.schemas}
    words, english = {**first.words, **draft.words}, draft.spoken()
    return tuple(
        replace(
            one,
            diagram=diagram,
            forms=forms,
            words=words,
            english=english,
            start_form=draft.start_forms.get(one.key),
            original=one.diagram,
            changes=changes,
        )
        for one in every
    )


def introduce(diagram: bytes, file: str) -> tuple[Introduction, ...]:
    """What the processes of a diagram that comes alone say of themselves: keys and titles."""
    root = _read(diagram, file)
    filled = [process for process in root.iterfind(tag("process")) if holds_nodes(process)]
    running = [process for process in filled if process.get("isExecutable") != "false"]
    stem = file.rpartition("/")[2].removesuffix(".bpmn")
    said = {process.get("id") or stem: process.get("name", "") for process in running or filled}
    return tuple(
        Introduction(key=ProcessKey(key), title=" ".join(name.split()) or key)
        for key, name in (said or {stem: ""}).items()
    )


def in_original(problems: Iterable[Problem], sources: Sources) -> tuple[Problem, ...]:
    """Problems with lines of the file as it was handed in; none for what the import added."""
    if not sources.original:
        return tuple(problems)
    root = _read(sources.original, f"{sources.key}.bpmn")
    lines = {node.get("id"): line_of(node) for node in root.iter("*") if node.get("id")}
    return tuple(replace(one, line=lines.get(one.element)) for one in problems)


def _read(diagram: bytes, file: str) -> _Element:
    findings = Findings(file)
    root = read_xml(diagram, findings, whole=True)
    if root is None:
        raise findings.refusal()
    return root


def _bytes(root: _Element) -> bytes:
    tree = root.getroottree()
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True)
