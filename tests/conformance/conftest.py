"""What the proof came to is said at the end of a run."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Counts constructs in contexts, and the orders in which they were played."""
    counts: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed"):
        played = dict(report.user_properties)
        if "orders" in played:
            counts.update(played, placed=1)
        counts["patterns"] += int(str(played.get("patterns", 0)))
    if counts["patterns"]:
        terminalreporter.write_line(f"BPMN: {counts['patterns']} of 43 workflow patterns, exactly")
    if counts["placed"]:
        terminalreporter.write_line(
            f"BPMN: {counts['placed']} constructs in contexts, {counts['all orders']} of them in every "
            f"order; {counts['orders']} orders, {counts['steps']} steps, each saved and restored"
        )
