"""The file itself: ids, the language it names, what it imports, which processes are to run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from server.engine.hardening.parser import NODES
from server.engine.importing.draft import drop
from server.engine.importing.wiring import holds_nodes
from server.engine.names import is_bpmn, local, tag

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

FEEL = "https://www.omg.org/spec/DMN/20230324/FEEL/"
SPACE = "https://muster.example/imported"
_NAME = re.compile(r"[^\W\d][\w.-]*")
_NEEDED = frozenset({*NODES, tag("process"), tag("sequenceFlow"), tag("complexGateway")})
_REFERRING = frozenset({"default", "bpmnElement", "calledElement"})


def give_ids(draft: Draft) -> None:
    """An element without an id, or with one that is taken or can't be one, gets its own."""
    renamed: dict[str, str] = {}
    seen: set[str] = set()
    for node in draft.root.iter("*"):
        key = node.get("id")
        if key is None and node.tag not in _NEEDED:
            continue
        if not is_bpmn(node) and not _is_drawn(node):
            continue
        fine = key is not None and _NAME.fullmatch(key) is not None
        if fine and key not in seen:
            seen.add(str(key))
            continue
        new = draft.new_id(_made_of(key or local(node)))
        if key is not None and not fine:
            renamed.setdefault(key, new)
        node.set("id", new)
        seen.add(new)
        draft.note(
            node,
            "编号缺失、重复或不合规范，已另给编号。",
            "The id was missing, taken or no valid one; another was given.",
            key or "",
            new,
        )
    if renamed:
        _refer(draft.root, renamed)


def _is_drawn(node: _Element) -> bool:
    return local(node).startswith("BPMN")


def _made_of(text: str) -> str:
    made = re.sub(r"[^\w.-]", "_", text)
    return made if _NAME.fullmatch(made) else f"id_{made}"


def _refer(root: _Element, renamed: dict[str, str]) -> None:
    """Whoever named an element by its old id names it by the new one."""
    for node in root.iter("*"):
        for name, value in ((str(said), str(text)) for said, text in node.items()):
            if name in _REFERRING or name.endswith("Ref"):
                node.set(name, renamed.get(value, value))
        text = (node.text or "").strip()
        refers = local(node) in {"incoming", "outgoing"} or local(node).endswith(("Ref", "Refs"))
        if refers and text in renamed and is_bpmn(node):
            node.text = renamed[text]


def declare(draft: Draft) -> None:
    """The file names its own space and FEEL as its language, and imports nothing."""
    root = draft.root
    if root.get("targetNamespace") is None:
        root.set("targetNamespace", SPACE)
        draft.note(root, "补上 targetNamespace。", "A targetNamespace was added.", "", SPACE)
    language = root.get("expressionLanguage")
    if language is not None and "feel" not in language.lower():
        root.set("expressionLanguage", FEEL)
        draft.note(
            root,
            "表达式语言改为 FEEL，各表达式逐一译出。",
            "The expression language is FEEL now; each expression is translated.",
            language,
            FEEL,
        )
    for node in draft.each("import"):
        draft.note(
            node,
            "引入的文件不读取，已略去。",
            "What is imported is not read and was left out.",
            node.get("location", ""),
        )
        drop(node)


def make_executable(draft: Draft) -> None:
    """The processes that are deployed are executable, else the first that was or that holds anything; no others."""
    filled = [process for process in draft.each("process") if holds_nodes(process)]
    named = [process for process in filled if process.get("id") in draft.keys]
    running = [process for process in filled if process.get("isExecutable") != "false"]
    wanted = named or running[:1] or filled[:1]
    for process in draft.each("process") if wanted else []:
        was = process.get("isExecutable") != "false"
        if was != (process in wanted):
            process.set("isExecutable", "false" if was else "true")
            draft.note(
                process,
                "流程改为不可执行。" if was else "流程改为可执行。",
                f"The process was made {'not ' if was else ''}executable.",
                f"isExecutable={str(was).lower()}",
                f"isExecutable={str(not was).lower()}",
            )
