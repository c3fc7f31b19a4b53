"""Link events: a throwing one goes on at the catching one of its name in the same scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.importing.draft import drop
from server.engine.importing.wiring import nodes_of
from server.engine.names import local, tag
from server.engine.sheet import link_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_ENDS = ("intermediateThrowEvent", "intermediateCatchEvent")


def name_links(draft: Draft) -> None:
    """A link without a name is called after its event."""
    for definition in draft.each("linkEventDefinition"):
        event = definition.getparent()
        if event is not None and not (definition.get("name") or "").strip():
            definition.set("name", " ".join(event.get("name", "").split()) or "link")
            draft.note(
                event,
                "链接没有名称，按事件命名。",
                "The link had no name; it was named after its event.",
                "",
                definition.get("name", ""),
            )


def cross_links(draft: Draft) -> None:
    """A throwing link without its other end ends the path; no flow leads over a link."""
    for event in draft.each(*_ENDS):
        if link_of(event) is None:
            continue
        is_thrown = local(event) == "intermediateThrowEvent"
        if is_thrown and landing(event) is None:
            _end_here(draft, event)
            continue
        for flow in (draft.wiring.leaving if is_thrown else draft.wiring.arriving)(event):
            draft.note(
                flow,
                "链接的发出端没有出线，接收端没有入线，已删去。",
                "No flow leads out of a throwing link or into a catching one; it was removed.",
                event.get("id", ""),
            )
            draft.unlink(flow)


def landing(event: _Element) -> _Element | None:
    """Where a throwing link event goes on; None where there is nothing, or it is none."""
    name, scope = link_of(event), event.getparent()
    if name is None or scope is None or local(event) != "intermediateThrowEvent":
        return None
    there = (node for node in nodes_of(scope) if local(node) == "intermediateCatchEvent")
    return next((node for node in there if link_of(node) == name), None)


def _end_here(draft: Draft, event: _Element) -> None:
    name = link_of(event) or ""
    for definition in event.findall(tag("linkEventDefinition")):
        drop(definition)
    draft.recast(event, "endEvent")
    draft.note(
        event,
        "链接在同层没有接收端，到此结束。",
        "The link has no catching end at its level: the path ends here.",
        name,
        "endEvent",
    )
