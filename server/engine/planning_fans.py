"""Which elements fan out into branches, and within what all others act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.countersigning import countersign
from server.engine.correlating import CATCHES
from server.engine.members import AtOnce
from server.engine.names import local, properties
from server.engine.rules_flows import PERSONAL
from server.engine.sheet import is_many

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from server.domain.countersigning import Countersign
    from server.domain.votes import Policy
    from server.engine.associating import Data
    from server.engine.findings import Findings
    from server.engine.hardening.specs import Frame
    from server.engine.members import Many

LATEST = "latest"
_WAITING = frozenset({*PERSONAL, "receiveTask", "subProcess", "transaction", "callActivity"})
"""What waits for somebody; anything else is done for all its members at once."""
CATCHING = CATCHES | {"startEvent"}
"""What writes as it comes what an event brings, and does nothing by itself."""


def fans_out(node: _Element, *, is_many: bool, has_data: bool) -> bool:
    """Whether an element waits as branches that are cases of their own (decision 0003).

    Work with data of its own is such a branch, because its data has to be kept while it waits.
    """
    kind = local(node)
    return (
        kind == "callActivity" or (is_many and is_waiting(node)) or (has_data and kind in PERSONAL)
    )


def is_waiting(node: _Element) -> bool:
    """Whether an activity waits for somebody, so that many of it are branches."""
    return local(node) in _WAITING


def read_sign(node: _Element, votes: Mapping[str, Policy]) -> Countersign | None:
    """How several sign a task; None where ``sign`` says nothing that is known, or nobody else signs."""
    return countersign(properties(node).get("sign", ""), votes) if is_many(node) else None


def frame_of(many: Many | None, ways: Data) -> Frame | None:
    """The data of its own that an element acts within, if it has any."""
    if many is not None:
        return AtOnce(many=many, data=ways)
    return ways if ways.is_any else None


def read_version(node: _Element, written: str | None, findings: Findings) -> int | None:
    """The version that a call is bound to; None for the newest, whenever it calls."""
    if local(node) != "callActivity" or written is None or written == LATEST:
        return None
    if not written.isdecimal():
        findings.add(
            node,
            f"版本“{written}”无法识别。请写版本号，或写 {LATEST}。",
            f"The version {written!r} can't be read. Write its number, or {LATEST}.",
        )
        return None
    return int(written)
