"""Who does what nobody was named for: what other tools say of persons and groups, else the starter's body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.process import TRIAL
from server.engine.importing.dialects import vendor, vendor_parts
from server.engine.names import properties, tag
from server.engine.rules_flows import PERSONAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_STARTERS_BODY = "starterBody"


def seat(draft: Draft) -> None:
    """Every task of a person has a body and a role."""
    for node in draft.each(*PERSONAL):
        lane = _lane(draft, node)
        said = properties(node)
        if ("org" in said and "role" in said) or lane in draft.seated:
            continue
        groups = list(_groups(node))
        role = next((one for one in groups if one in draft.known.roles), _someone(draft))
        draft.say(node, "org", _STARTERS_BODY)
        draft.say(node, "role", role)
        draft.note(
            node,
            "没有可用的办理人：由发起单位的该岗位职能办理。",
            "Nobody here was named to do this: the role at the starter's body does.",
            ", ".join(groups) or lane,
            role,
        )


def _someone(draft: Draft) -> str:
    return draft.sources.starter[0] if draft.sources.starter else TRIAL


def _lane(draft: Draft, node: _Element) -> str:
    """The lane's name; the inside of a sub-process lies where the sub-process lies."""
    at: _Element | None = node
    while at is not None:
        lane = draft.lanes.get(at.get("id", ""))
        if lane is not None:
            return lane.get("name", "")
        at = at.getparent()
    return ""


def _groups(node: _Element) -> Iterator[str]:
    """Groups and persons that a tool or the standard names."""
    texts = [
        vendor(node, "candidateGroups"),
        vendor(node, "assignee"),
        vendor(node, "candidateUsers"),
    ]
    for part in vendor_parts(node, "assignmentDefinition"):
        texts += [part.get("candidateGroups"), part.get("assignee"), part.get("candidateUsers")]
    owners = ("potentialOwner", "humanPerformer", "performer")
    texts += [str(one.xpath("string()")) for name in owners for one in node.iterfind(tag(name))]
    for text in texts:
        yield from (
            one.strip().strip("\"'") for one in (text or "").lstrip("=").split(",") if one.strip()
        )
