"""Rules of pools: which process of the file is meant, and that what a collaboration draws is there.

Message flows between pools say who talks to whom; what reaches whom is a matter of names and keys
(BPMN 2.0, 9.3). A pool without a process is a black box, and is carried through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.names import is_bpmn, referred, tag
from server.engine.sheet import Sheet

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.domain.process import Sources
    from server.engine.findings import Findings


def find_process(root: _Element, sources: Sources, findings: Findings) -> Sheet | None:
    """The process that is to run, among several the one whose id is the key; None with the reason noted."""
    processes = list(root.iterfind(tag("process")))
    running = {
        process.get("id", ""): process
        for process in processes
        if process.get("isExecutable") != "false"
    }
    found = running.get(sources.key)
    if len(running) == 1 and not sources.beside:
        [found] = running.values()
    if not running:
        findings.add(
            processes[0] if processes else None,
            "文件中没有可执行流程（isExecutable）。请勾选“可执行”。",
            "No process of the file is executable (isExecutable). Tick “executable”.",
        )
    elif found is None:
        findings.add(
            next(iter(running.values())),
            f"文件有多个可执行流程，但没有编号为“{sources.key}”的。请让流程编号与 process.toml 的 key 或 "
            "[pools.编号] 一致。",
            f"Several processes of the file are executable, but none has the id {sources.key!r}. Give it the "
            "key of process.toml, or the name of its [pools.id].",
        )
    return None if found is None else Sheet(root, found)


def check_pools(sheet: Sheet, sources: Sources, findings: Findings) -> None:
    """Whether every executable process of the file is named, and every end of what a collaboration draws."""
    named = {sheet.process.get("id", ""), *sources.beside}
    for process in sheet.root.iterfind(tag("process")):
        if process.get("isExecutable") != "false" and process.get("id", "") not in named:
            key = process.get("id", "")
            findings.add(
                process,
                f"process.toml 没有写可执行流程“{key}”。请写 [pools.{key}]，或将其设为不可执行。",
                f"process.toml doesn't name the executable process {key!r}. Write [pools.{key}], or make it "
                "not executable.",
            )
    drawn = {node.get("id", "") for node in sheet.root.iter() if is_bpmn(node)}
    for name in ("participant", "messageFlow"):
        for node in sheet.root.iter(tag(name)):
            _check_ends(node, drawn, findings)


def _check_ends(node: _Element, drawn: set[str], findings: Findings) -> None:
    for attribute in ("processRef", "sourceRef", "targetRef"):
        named = referred(node.get(attribute))
        if named and named not in drawn:
            findings.add(
                node,
                f"{attribute} 所指的“{named}”不存在。请改正。",
                f"{attribute} names {named!r}, which is not there. Correct it.",
            )
