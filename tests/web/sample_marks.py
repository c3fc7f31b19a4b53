"""How the diagram of the sample case is marked."""

from __future__ import annotations

from datetime import UTC, datetime

from server.domain.reading import Leap, Marks

AT = datetime(2026, 11, 20, 1, 42, tzinfo=UTC)
LEAPS = (
    Leap(
        kind="returned",
        from_element="Dispatch",
        from_step="指挥中心派单",
        from_step_en="Dispatch",
        element="Draft",
        step="填写吹哨单",
        step_en="Fill in the whistle",
        round=2,
        at=AT,
        who="王某",
        who_en="Wang",
    ),
    Leap(
        kind="jumped",
        from_element="Sign",
        from_step="乡镇领导签发",
        from_step_en="Approve",
        element="Dispatch",
        step="指挥中心派单",
        step_en="Dispatch",
        round=2,
        at=AT,
        who="周某",
        who_en="Zhou",
    ),
)
MARKS = Marks(
    done=frozenset({"Start", "Draft", "Sign", "Agreed", "Clocks", "Dispatch", "Split", "Number"}),
    now=frozenset({"Report", "OnSite"}),
    late=frozenset({"Accept"}),
    flows=frozenset({"F1", "F2", "F3", "F5", "F6", "F7", "F8", "F9"}),
    leaps=LEAPS,
)
