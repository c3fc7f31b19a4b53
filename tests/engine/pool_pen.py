"""A pen for files with several pools."""

from __future__ import annotations

from tests.engine.diagrams import HEAD
from tests.engine.event_pen import BESIDE


def file(*pools: str, collaboration: str = "", beside: str = "") -> bytes:
    """A file with a collaboration and these processes."""
    drawn = f'<bpmn:collaboration id="talk">{collaboration}</bpmn:collaboration>'
    return (
        HEAD.format(attributes="")
        + BESIDE
        + beside
        + drawn
        + "".join(pools)
        + "</bpmn:definitions>"
    ).encode()


def pool(key: str, *parts: str, executable: bool = True) -> str:
    """One process of a file."""
    said = "true" if executable else "false"
    return f'<bpmn:process id="{key}" isExecutable="{said}">{"".join(parts)}</bpmn:process>'
