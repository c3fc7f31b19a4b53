"""Reads entries of servers outside that are told of events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.hooks import EVENTS, Hook, HookState

if TYPE_CHECKING:
    from server.services.county_files.tables import Row

ID = r"[a-z][a-z0-9-]{0,39}"
HOOK_COLUMNS = ("id", "name", "address", "kinds", "bodies", "processes", "state")


def hook_of(row: Row) -> Hook:
    """A hook from its row; where it may lie is weighed with the house's settings."""
    row.text("kinds")
    kinds = row.words("kinds")
    for kind in kinds:
        if kind not in EVENTS:
            row.faults.refuse(
                row.place("kinds"),
                f"没有“{kind}”这种事件，请从列表中选择。",
                f"There is no event “{kind}”. Choose from the list.",
            )
    return Hook(
        id=row.key("id", ID),
        name=row.text("name"),
        address=row.text("address"),
        kinds=tuple(sorted(set(kinds))),
        bodies=tuple(sorted(set(row.words("bodies")))),
        processes=tuple(sorted(set(row.words("processes")))),
        state=row.choice("state", HookState),
    )
