"""The small pictures inside shapes, as SVG paths around the point 0 0."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """A path, and whether it is filled."""

    path: str
    is_full: bool = False


_ENVELOPE = "M-8-6H8V6H-8Z"
_FLAP = "M-8-6L0 1L8-6"
_PENTAGON = "M0-8L7.6-2.5L4.7 6.5H-4.7L-7.6-2.5Z"

# What stands in an event's circle, when it catches.
TRIGGERS = {
    "timer": Glyph(path="M-8 0A8 8 0 1 0 8 0A8 8 0 1 0-8 0M0-5V0L3.5 2"),
    "message": Glyph(path=_ENVELOPE + _FLAP),
    "signal": Glyph(path="M0-8L8 6H-8Z"),
    "error": Glyph(path="M-8 7L-3-6L3 2L8-7L3 7L-3-1Z"),
    "escalation": Glyph(path="M0-8L6 8L0 2L-6 8Z"),
    "conditional": Glyph(path="M-6-8H6V8H-6ZM-4-4.5H4M-4-1.5H4M-4 1.5H4M-4 4.5H4"),
    "link": Glyph(path="M-8-3H2V-7L8 0L2 7V3H-8Z"),
    "compensate": Glyph(path="M-8 0L-1-6V6ZM-1 0L6-6V6Z"),
    "cancel": Glyph(
        path="M-6-3.5L-3.5-6L0-2.5L3.5-6L6-3.5L2.5 0L6 3.5L3.5 6L0 2.5L-3.5 6L-6 3.5L-2.5 0Z"
    ),
    "terminate": Glyph(path="M-9 0A9 9 0 1 0 9 0A9 9 0 1 0-9 0", is_full=True),
    "multiple": Glyph(path=_PENTAGON),
    "parallel": Glyph(path="M-2.5-8H2.5V-2.5H8V2.5H2.5V8H-2.5V2.5H-8V-2.5H-2.5Z"),
}

GATEWAYS = {
    "exclusiveGateway": Glyph(path="M-7-7L7 7M7-7L-7 7"),
    "parallelGateway": Glyph(path="M0-10V10M-10 0H10"),
    "inclusiveGateway": Glyph(path="M-9 0A9 9 0 1 0 9 0A9 9 0 1 0-9 0"),
    "complexGateway": Glyph(path="M0-10V10M-10 0H10M-7-7L7 7M7-7L-7 7"),
    "eventBasedGateway": Glyph(path=_PENTAGON),
}

# What stands in a task's upper left corner.
TASKS = {
    "userTask": Glyph(path="M-4-4A4 4 0 1 0 4-4A4 4 0 1 0-4-4M-8 8C-8-2 8-2 8 8Z"),
    "manualTask": Glyph(
        path="M-8-1H3C5-1 5-4 3-4H-2M3-1H7M7 2H3M6 5H3M4 8H-3C-6 8-8 5-8 2V-1L-2-7C0-8 1-6 0-5L-3-1"
    ),
    "serviceTask": Glyph(
        path="M-2.5 0A2.5 2.5 0 1 0 2.5 0A2.5 2.5 0 1 0-2.5 0"
        "M-6 0A6 6 0 1 0 6 0A6 6 0 1 0-6 0M0-6V-8.5M0 6V8.5M-6 0H-8.5M6 0H8.5"
        "M-4.2-4.2L-6-6M4.2-4.2L6-6M-4.2 4.2L-6 6M4.2 4.2L6 6"
    ),
    "scriptTask": Glyph(path="M-3-8H7C2-3 9 3 4 8H-7C-2 3-8-3-3-8ZM-2-4H3M-2 0H4M-3 4H3"),
    "businessRuleTask": Glyph(path="M-8-6H8V6H-8ZM-8-2H8M-3-6V6M-8 2H8"),
    "sendTask": Glyph(path=_ENVELOPE + _FLAP, is_full=True),
    "receiveTask": Glyph(path=_ENVELOPE + _FLAP),
}

INSTANTIATING = Glyph(path="M-9 0A9 9 0 1 0 9 0A9 9 0 1 0-9 0M-5-3.5H5V3.5H-5ZM-5-3.5L0 .5L5-3.5")
"""A receive task whose message begins the process."""

# What stands at the lower edge of an activity.
MARKERS = {
    "parallel": Glyph(path="M-4-6V6M0-6V6M4-6V6"),
    "sequential": Glyph(path="M-6-4H6M-6 0H6M-6 4H6"),
    "standard": Glyph(path="M-3 5A6 6 0 1 1 3 5M-3 5V1M-3 5H-7"),
    "collapsed": Glyph(path="M-7-7H7V7H-7ZM0-4V4M-4 0H4"),
    "compensation": Glyph(path="M-7 0L-1-5V5ZM-1 0L5-5V5Z"),
    "ad hoc": Glyph(path="M-7 2C-4-5 0-2 1 0C3 3 6 3 7-2"),
}
