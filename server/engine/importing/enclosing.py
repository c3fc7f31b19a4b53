"""Data that goes into a sub-process and comes out of it: said by a script at its start, and one behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.importing.draft import drop, written
from server.engine.importing.translating import in_plain
from server.engine.importing.wiring import nodes_of
from server.engine.names import extension, local, tag
from server.engine.sheet import is_many
from server.engine.variables import Variables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_INTO, _OUT = "dataInputAssociation", "dataOutputAssociation"


def script_data(draft: Draft) -> None:
    """What a sub-process is given and gives (BPMN 2.0, 10.3.1) becomes assignments; its declaration goes."""
    for process in filter(draft.key_of, draft.each("process")):
        variables = Variables(process, {})
        for scope in process.iter(tag("subProcess"), tag("transaction")):
            if not is_many(scope) and any(map(_is_more, scope)):
                _script(draft, scope, variables)


def _is_more(part: _Element) -> bool:
    """Whether a part says more of data than that it passes under its own name."""
    changes = (part.find(tag(name)) is not None for name in ("transformation", "assignment"))
    return local(part) == "ioSpecification" or (local(part) in {_INTO, _OUT} and any(changes))


def _script(draft: Draft, scope: _Element, variables: Variables) -> None:
    before = "\n".join(_lines(draft, scope, _INTO, variables))
    after = "\n".join(_lines(draft, scope, _OUT, variables))
    start = next((node for node in nodes_of(scope) if local(node) == "startEvent"), None)
    if before and start is not None:
        _begin_with(draft, scope, start, before)
    if after and extension(scope, "postScript") is None:
        draft.extend(scope, "postScript", after)
    for part in scope.findall(tag("ioSpecification")):
        drop(part)
    draft.note(
        scope,
        "子流程的数据输入输出改为脚本赋值，写入本事项的变量。请核对名称不重复。",
        "Data of the sub-process is set by scripts, in variables of the case. Check that no name is used twice.",
        "",
        "; ".join(filter(None, [before, after])),
    )


def _lines(draft: Draft, scope: _Element, kind: str, variables: Variables) -> Iterator[str]:
    """The associations as assignments; one that can't be said so is told."""
    for way in scope.findall(tag(kind)):
        sources = [written(ref) for ref in way.iterfind(tag("sourceRef"))]
        target = variables.name(written(way.find(tag("targetRef"))))
        said = way.find(tag("transformation"))
        names = [variables.name(key) or key for key in sources]
        feel = in_plain(written(said)) if said is not None else names[0] if len(names) == 1 else ""
        if target and feel and way.find(tag("assignment")) is None:
            yield from [f"{target} := {feel}"] if feel != target else []
        else:
            zh, en = (
                "数据关联无法表达，已略去。",
                "The data association can't be said here; it was left out.",
            )
            draft.note(way, zh, en, " ".join([*sources, "→", target or ""]))
        drop(way)


def _begin_with(draft: Draft, scope: _Element, start: _Element, source: str) -> None:
    step = draft.add_node(scope, "scriptTask", f"{scope.get('id')}_data")
    step.set("scriptFormat", "feel")
    draft.add(step, "script", source)
    for flow in draft.wiring.leaving(start):
        draft.wiring.begin(flow, step)
    draft.connect(start, step)
