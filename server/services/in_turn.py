"""The work of a member whose turn has not come: kept as bytes with its branch, offered later."""

from __future__ import annotations

import json
from datetime import datetime

from server.domain.moves import Work


def kept(work: Work) -> bytes:
    """The work as its branch keeps it; with a clock it has no moment yet."""
    until = None if work.clock or work.due is None else work.due.isoformat()
    return json.dumps(
        [
            work.token,
            work.element,
            work.name,
            work.lane,
            work.body,
            work.role,
            work.form,
            work.clock,
            until,
        ]
    ).encode()


def read(saved: bytes) -> Work:
    """The work that a branch kept."""
    # What was kept before works could be due without a clock ends with the clock.
    token, element, name, lane, body, role, form, clock, *until = json.loads(saved)
    due = next((datetime.fromisoformat(one) for one in until if one), None)
    return Work(
        token=token, element=element, name=name, lane=lane, body=body, role=role, form=form,
        clock=clock, due=due,
    )  # fmt: skip
