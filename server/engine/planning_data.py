"""What data associations and ``ioSpecification`` say, compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.feel import RESERVED
from server.engine.associating import Assignment, Association, Data
from server.engine.expressions import read
from server.engine.names import local, properties, tag, text_of
from server.engine.variables import declared, is_closed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from lxml.etree import _Element

    from server.engine.expressions import Expression
    from server.engine.findings import Findings
    from server.engine.variables import Variables


class DataReader:
    """Reads the data of one element; what no rule let pass is read as if it were not there."""

    def __init__(self, variables: Variables, findings: Findings) -> None:
        self._variables = variables
        self._findings = findings

    def read(self, node: _Element) -> Data:
        """All that goes in and comes out, of an activity that acts once."""
        inputs, outputs = self._ways(node, "dataInput"), self._ways(node, "dataOutput")
        fed = {way.target for way in inputs}
        led = {name for way in outputs for name in way.sources}
        ins, outs = self._names(node, "dataInput"), self._names(node, "dataOutput")
        return Data(
            inputs=inputs,
            outputs=outputs,
            taken=tuple(name for name in ins if name not in fed),
            given=tuple(name for name in outs if name not in led),
            needed=self._wanted(node, "input"),
            owed=self._wanted(node, "output"),
            is_closed=is_closed(node),
        )

    def read_many(self, node: _Element, gathered: str | None) -> Data:
        """What goes in for all members together, and where what they all gave goes."""
        inputs = self._ways(node, "dataInput")
        fed = {way.target for way in inputs}
        outputs = self._ways(node, "dataOutput")
        return Data(
            inputs=inputs,
            outputs=tuple(way for way in outputs if way.sources in {(), (gathered,)}),
            needed=self._wanted(node, "input") & fed,
        )

    def _ways(self, node: _Element, kind: str) -> tuple[Association, ...]:
        found = (self._way(way) for way in node.iterfind(tag(f"{kind}Association")))
        return tuple(way for way in found if way is not None)

    def _way(self, way: _Element) -> Association | None:
        """One association; None when it is drawn to be read by people alone."""
        sources = [
            text for ref in way.iterfind(tag("sourceRef")) if (text := (ref.text or "").strip())
        ]
        target = text_of(way, "targetRef") or ""
        name = self._target(sources, target)
        names = tuple(self._variables.name(key) or key for key in sources)
        reads = {
            one: operation
            for one, key in zip(names, sources, strict=True)
            if (operation := self._operation(key, "read")) is not None
        }
        writes = self._operation(target, "write")
        if writes is not None and not names:
            names = (name,)
        read_as = self._expression(way, text_of(way, "transformation"))
        puts = tuple(self._assignments(way, name))
        if read_as is None and not (puts or reads or writes) and names in {(), (name,)}:
            return None
        return Association(
            sources=names,
            target=name,
            transformation=read_as,
            assignments=puts,
            reads=reads,
            writes=writes,
            where=self._expression(way, properties(way).get("where")),
        )

    def _target(self, sources: list[str], target: str) -> str:
        """Into what it leads; what leads to a placeholder is seen under the name of its source."""
        key = sources[0] if sources and self._variables.is_placeholder(target) else target
        return self._variables.name(key) or key

    def _operation(self, key: str, verb: str) -> str | None:
        store = self._variables.store(key)
        return None if store is None else f"{store}.{verb}"

    def _assignments(self, way: _Element, target: str) -> Iterable[Assignment]:
        for node in way.iterfind(tag("assignment")):
            value = self._expression(way, text_of(node, "from"))
            if value is not None:
                yield Assignment(steps=steps_of(text_of(node, "to") or target), value=value)

    def _expression(self, way: _Element, source: str | None) -> Expression | None:
        return self._findings.expression(way, source, "数据关联", "data association ")

    def _names(self, node: _Element, kind: str) -> tuple[str, ...]:
        keys = (item.get("id", "") for item in declared(node, kind))
        return tuple(self._variables.name(key) or key for key in keys)

    def _wanted(self, node: _Element, kind: str) -> frozenset[str]:
        """What the one set of inputs or outputs lists, and does not call optional."""
        refs = {"every": f"data{kind.title()}Refs", "optional": f"optional{kind.title()}Refs"}
        sets = [part for part in node.iter(tag(f"{kind}Set")) if _is_of(part, node)]
        every, optional = (
            {(ref.text or "").strip() for each in sets for ref in each.iterfind(tag(name))}
            for name in refs.values()
        )
        return frozenset(self._variables.name(key) or key for key in every - optional)


def _is_of(part: _Element, node: _Element) -> bool:
    above = part.getparent()
    return above is node or (
        above is not None and local(above) == "ioSpecification" and above.getparent() is node
    )


def steps_of(to: str) -> tuple[str, ...]:
    """The way inside of a target: ``order.address.city`` leads two steps into the order."""
    return tuple(step.strip() for step in to.removeprefix("=").strip().split(".")[1:])


def context_of(names: Collection[str]) -> Expression | None:
    """These variables as one context; None without any. Ids may hold signs, so they are told as names."""
    entries = ", ".join(f'"{name}": {name}' for name in names if name not in RESERVED)
    return read(f"{{{entries}}}", names=names) if entries else None
