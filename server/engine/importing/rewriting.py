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
    choosing,
    connecting,
    counting,
    expressions,
    happening,
    identity,
    ordering,
    seating,
)
from server.engine.importing.draft import Draft
from server.engine.names import tag
from server.engine.reading import read_xml

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from server.domain.ports import Known
    from server.domain.process import Sources

REMEDIES: tuple[Callable[[Draft], None], ...] = (
    identity.give_ids,
    identity.declare,
    identity.make_executable,
    ordering.put_in_order,
    expressions.translate_conditions,
    expressions.translate_times,
    acting.list_what_is_not_run,
    acting.operate,
    acting.script,
    acting.decide,
    acting.call,
    acting.fill_empty,
    happening.write_definitions_inside,
    happening.interrupt_by_error,
    connecting.cut_loose_flows,
    happening.let_people_fire,
    happening.name_what_happens,
    happening.pass_through_nothing,
    happening.cross_links,
    happening.watch_what_lasts,
    connecting.turn_back_before,
    connecting.draw_starts,
    connecting.join_starts,
    connecting.leave_out_unreached,
    connecting.draw_ends,
    connecting.part_self_loops,
    choosing.simplify_complex,
    choosing.wait_only_for_events,
    choosing.settle_defaults,
    choosing.default_last,
    choosing.let_people_choose,
    counting.map_collections,
    counting.make_members_work,
    counting.ask_how_many,
    counting.ask_again,
    seating.seat,
)
"""One remedy for each cause that stops foreign diagrams; each does nothing where nothing is wrong."""


def rewrite(sources: Sources, known: Known) -> Sources:
    """The sources with a diagram that runs here; the same sources where nothing had to change."""
    root = _read(sources.diagram, f"{sources.key}.bpmn")
    draft = Draft(root, sources, known)
    for remedy in REMEDIES:
        remedy(draft)
    if not draft.changes:
        return sources
    draft.wiring.mention()
    ordering.straightened(root)
    return replace(
        sources,
        diagram=_bytes(root),
        forms={**sources.forms, **draft.forms},
        original=sources.diagram,
        changes=tuple(sorted(draft.changes, key=lambda change: change.line or 0)),
    )


def introduce(diagram: bytes, file: str) -> Introduction:
    """What a diagram that comes alone says of itself: the key and the name of its process."""
    root = _read(diagram, file)
    processes = list(root.iterfind(tag("process")))
    running = [one for one in processes if one.get("isExecutable") == "true"]
    first = next(iter(running or processes), None)
    stem = file.rpartition("/")[2].removesuffix(".bpmn")
    key = (first.get("id") if first is not None else None) or stem
    name = " ".join((first.get("name", "") if first is not None else "").split())
    return Introduction(key=ProcessKey(key), title=name or stem)


def _read(diagram: bytes, file: str) -> _Element:
    findings = Findings(file)
    root = read_xml(diagram, findings, whole=True)
    if root is None:
        raise findings.refusal()
    return root


def _bytes(root: _Element) -> bytes:
    tree = root.getroottree()
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True)
