"""The library's parser without its recursion: every node of a scope, then every flow.

The library walks along the flows from the start event, one nested call a node: it drops what it doesn't
reach, runs out of stack at some hundred nodes, and builds a pair of helper nodes round every boundary event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from SpiffWorkflow.bpmn.parser.event_parsers import (
    BoundaryEventParser,
    EndEventParser,
    EventBasedGatewayParser,
    IntermediateCatchEventParser,
    IntermediateThrowEventParser,
    ReceiveTaskParser,
    SendTaskParser,
    StartEventParser,
)
from SpiffWorkflow.bpmn.parser.task_parsers import GatewayParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs.event_definitions import NoneEventDefinition
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser, SpiffProcessParser
from SpiffWorkflow.spiff.parser.task_spec import SpiffTaskParser

from server.engine.hardening import activities, events, gateways, throws
from server.engine.names import properties
from server.engine.sheet import is_handler, is_together, link_of

if TYPE_CHECKING:
    from collections.abc import Container

    from lxml.etree import _Element

    from server.engine.hardening.specs import Lean

_INTERRUPTING = ("cancelActivity", "isInterrupting")


class ActivityParser(SpiffTaskParser):  # type: ignore[misc]  # the library is untyped
    """Reads an activity; what it means is compiled later, from the same element."""

    def create_task(self) -> Any:
        """Make its specification."""
        kind = activities.EventSubProcess if is_handler(self.node) else self.spec_class
        return kind(self.spec, self.bpmn_id, **kind.wanted, **self.bpmn_attributes)


class _Plain:
    """Events and gateways: the definition is compiled later, from the same element."""

    def create_task(self) -> Any:
        """Make the specification with the library's empty definition."""
        parser: Any = self
        attributes = parser.bpmn_attributes | parser.spec_class.wanted
        made = parser.spec_class(
            parser.spec, parser.bpmn_id, event_definition=NoneEventDefinition(), **attributes
        )
        if isinstance(made, events.Guarding):
            made.interrupts = "false" not in {parser.node.get(name) for name in _INTERRUPTING}
        return made


class LeanStartParser(_Plain, StartEventParser):  # type: ignore[misc]  # the library is untyped
    """Start events; that of an event sub-process waits for its trigger."""

    def create_task(self) -> Any:
        """Make its specification."""
        if is_handler(self.node.getparent()):
            self.spec_class = events.TriggerEvent
        elif is_together(self.node):
            self.spec_class = events.GatheringStart
        return super().create_task()


class LeanEndParser(_Plain, EndEventParser):  # type: ignore[misc]  # the library is untyped
    """End events; the library reads a signal end as a plain one."""


class LeanCatchParser(_Plain, IntermediateCatchEventParser):  # type: ignore[misc]  # the library is untyped
    """Intermediate catch events; the end of a link waits for nothing."""

    def create_task(self) -> Any:
        """Make its specification."""
        if link_of(self.node) is not None:
            self.spec_class = events.Landing
        return super().create_task()


class LeanThrowParser(_Plain, IntermediateThrowEventParser):  # type: ignore[misc]  # the library is untyped
    """Intermediate throw events."""


class LeanBoundaryParser(_Plain, BoundaryEventParser):  # type: ignore[misc]  # the library is untyped
    """Boundary events."""


class LeanSendParser(_Plain, SendTaskParser):  # type: ignore[misc]  # the library is untyped
    """Send tasks."""


class LeanReceiveParser(_Plain, ReceiveTaskParser):  # type: ignore[misc]  # the library is untyped
    """Receive tasks."""


class LeanEventGatewayParser(_Plain, EventBasedGatewayParser):  # type: ignore[misc]  # the library is untyped
    """Event-based gateways."""


class LeanProcessParser(SpiffProcessParser):  # type: ignore[misc]  # the library is untyped
    """One scope: a process or the inside of a sub-process."""

    def add_tasks(self) -> None:
        """Make every node of this scope, then connect them by its flows."""
        # What the library puts there itself, under ids that a diagram may use: Start, End, EndJoin.
        self.spec.task_specs.clear()
        made: dict[str, Lean] = {}
        for node in self.node:
            if self.parser._get_parser_class(node.tag)[0] is not None:  # noqa: SLF001  # its own hook
                made[node.get("id")] = self.parse_node(node)
        for flow in self.node.findall(full_tag("sequenceFlow")):
            made[flow.get("sourceRef")].connect(made[flow.get("targetRef")])

    def parse_node(self, node: _Element) -> Lean:
        """Make one node, without following its flows."""
        parser_class, spec_class = self.parser._get_parser_class(node.tag)  # noqa: SLF001  # its own hook
        if node.get("id") in self.parser.fanning:
            # One waiting place for whatever fans out (decision 0003).
            parser_class, spec_class = ActivityParser, activities.FanOutTask
        reader = parser_class(self, spec_class, node, self.nsmap, lane=self.lane)
        spec: Lean = reader.create_task()
        # The library compiles an XPath for every node here, half the time of reading a diagram.
        spec.extensions = {"properties": properties(node)}
        return spec


_TASKS = {
    "task": activities.NoneTask,
    "userTask": activities.UserTask,
    "manualTask": activities.ManualTask,
    "scriptTask": activities.ScriptTask,
    "serviceTask": activities.ServiceTask,
    "businessRuleTask": activities.BusinessRuleTask,
    "subProcess": activities.SubProcess,
    "transaction": activities.SubProcess,
    "adHocSubProcess": activities.AdHocSubProcess,
    "callActivity": activities.FanOutTask,
}
_GATEWAYS = {
    "exclusiveGateway": gateways.ExclusiveGateway,
    "parallelGateway": gateways.ParallelGateway,
    "inclusiveGateway": gateways.InclusiveGateway,
}
_EVENTS = {
    "startEvent": (LeanStartParser, events.StartEvent),
    "endEvent": (LeanEndParser, throws.EndEvent),
    "intermediateCatchEvent": (LeanCatchParser, events.IntermediateCatchEvent),
    "intermediateThrowEvent": (LeanThrowParser, throws.IntermediateThrowEvent),
    "boundaryEvent": (LeanBoundaryParser, events.BoundaryEvent),
    "sendTask": (LeanSendParser, throws.SendTask),
    "receiveTask": (LeanReceiveParser, events.ReceiveTask),
    "eventBasedGateway": (LeanEventGatewayParser, gateways.EventBasedGateway),
}
NODES: dict[str, tuple[type, type]] = {
    **{full_tag(name): (ActivityParser, spec) for name, spec in _TASKS.items()},
    **{full_tag(name): (GatewayParser, spec) for name, spec in _GATEWAYS.items()},
    **{full_tag(name): pair for name, pair in _EVENTS.items()},
}
"""Every flow node that is executed, by tag."""


class LeanParser(SpiffBpmnParser):  # type: ignore[misc]  # the library is untyped
    """The library's parser with our node parsers and specifications only."""

    PROCESS_PARSER_CLASS = LeanProcessParser
    PARSER_CLASSES = NODES
    OVERRIDE_PARSER_CLASSES: ClassVar[dict[str, tuple[type, type]]] = {}

    def __init__(self, fanning: Container[str]) -> None:
        """Read the elements of these ids as fan-outs."""
        super().__init__()
        self.fanning = fanning

    def read_scope(self, node: _Element, lane: str | None) -> Any:
        """Make the specification of one scope from its element."""
        self.create_parser(node, lane=lane)
        return self.process_parsers[node.get("id")].get_spec()
