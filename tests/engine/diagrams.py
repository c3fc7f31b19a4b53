"""A tiny pen for BPMN: the XML of small diagrams, as an editor would write it."""

from __future__ import annotations

from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' id="definitions" targetNamespace="http://county.example/processes"{attributes}>\n'
)


def process(*parts: str, beside: str = "", attributes: str = "", key: str = "whistle") -> bytes:
    """A file with one process; ``beside`` holds messages, errors and the like."""
    body = "\n".join(parts)
    return (
        f"{HEAD.format(attributes=attributes)}{beside}\n"
        f'<bpmn:process id="{key}" isExecutable="true">\n{body}\n</bpmn:process>\n</bpmn:definitions>\n'
    ).encode()


def extensions(**said: str | None) -> str:
    """Extension elements: properties, or whole elements by a name that begins with ``e_``."""
    whole = "".join(
        f"<spiffworkflow:{name[2:]}>{escape(value)}</spiffworkflow:{name[2:]}>"
        for name, value in said.items()
        if value is not None and name.startswith("e_")
    )
    pairs = "".join(
        f"<spiffworkflow:property name={quoteattr(name)} value={quoteattr(value)}/>"
        for name, value in said.items()
        if value is not None and not name.startswith("e_")
    )
    held = f"<spiffworkflow:properties>{pairs}</spiffworkflow:properties>" if pairs else ""
    return (
        f"<bpmn:extensionElements>{held}{whole}</bpmn:extensionElements>" if held or whole else ""
    )


def node(kind: str, key: str, inner: str = "", *, said: str = "", **attributes: str) -> str:
    """Any element."""
    written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<bpmn:{kind} id={quoteattr(key)}{written}>{said}{inner}</bpmn:{kind}>"


def start(key: str = "S") -> str:
    """A start event."""
    return node("startEvent", key)


def end(key: str = "E", inner: str = "", **said: str) -> str:
    """An end event."""
    return node("endEvent", key, inner, said=extensions(**said))


def user(
    key: str, inner: str = "", *, kind: str = "userTask", name: str = "", **said: str | None
) -> str:
    """A user task of the clerk of zjj, unless said otherwise."""
    said = {"org": '"zjj"', "role": "clerk", **said}
    return node(kind, key, inner, said=extensions(**said), name=name or f"办{key}")


def script(key: str, text: str) -> str:
    """A script task in FEEL."""
    return node(
        "scriptTask", key, f"<bpmn:script>{escape(text)}</bpmn:script>", scriptFormat="feel"
    )


def service(key: str, operation: str, *, result: str = "", **parameters: str) -> str:
    """A service task."""
    given = "".join(
        f'<spiffworkflow:parameter id={quoteattr(name)} type="any" value={quoteattr(value)}/>'
        for name, value in parameters.items()
    )
    kept = f" resultVariable={quoteattr(result)}" if result else ""
    operator = (
        f"<spiffworkflow:serviceTaskOperator id={quoteattr(operation)}{kept}>"
        f"<spiffworkflow:parameters>{given}</spiffworkflow:parameters></spiffworkflow:serviceTaskOperator>"
    )
    return node(
        "serviceTask", key, said=f"<bpmn:extensionElements>{operator}</bpmn:extensionElements>"
    )


def sub(key: str, *parts: str, **attributes: str) -> str:
    """An embedded sub-process."""
    return node("subProcess", key, "".join(parts), **attributes)


def gateway(kind: str, key: str, **attributes: str) -> str:
    """A gateway: exclusive, parallel, inclusive or eventBased."""
    return node(f"{kind}Gateway", key, **attributes)


def boundary(
    key: str, host: str, inner: str, *, interrupting: bool = True, **said: str | None
) -> str:
    """A boundary event."""
    return node(
        "boundaryEvent",
        key,
        inner,
        said=extensions(**said),
        attachedToRef=host,
        cancelActivity="true" if interrupting else "false",
    )


def timer(way: str, text: str) -> str:
    """A timer definition: timeDate, timeDuration or timeCycle."""
    return (
        f'<bpmn:timerEventDefinition><bpmn:{way} xsi:type="bpmn:tFormalExpression">'
        f"{escape(text)}</bpmn:{way}></bpmn:timerEventDefinition>"
    )


def about(kind: str, reference: str = "", inner: str = "") -> str:
    """An event definition of another kind."""
    named = f' {kind}Ref="{reference}"' if reference else ""
    return f"<bpmn:{kind}EventDefinition{named}>{inner}</bpmn:{kind}EventDefinition>"


def many(  # noqa: PLR0913  # one keyword for each part of the marker
    collection: str | None = None,
    item: str | None = None,
    *,
    count: str | None = None,
    into: str | None = None,
    output: str | None = None,
    until: str | None = None,
    sequential: bool = False,
) -> str:
    """A multi-instance marker."""
    parts = [
        f"<bpmn:loopCardinality>{escape(count)}</bpmn:loopCardinality>" if count else "",
        f"<bpmn:loopDataInputRef>{collection}</bpmn:loopDataInputRef>" if collection else "",
        f"<bpmn:loopDataOutputRef>{into}</bpmn:loopDataOutputRef>" if into else "",
        f'<bpmn:inputDataItem id="in_{item}_{collection}" name="{item}"/>' if item else "",
        f'<bpmn:outputDataItem id="out_{output}_{into}" name="{output}"/>' if output else "",
        f"<bpmn:completionCondition>{escape(until)}</bpmn:completionCondition>" if until else "",
    ]
    ordered = "true" if sequential else "false"
    return (
        f'<bpmn:multiInstanceLoopCharacteristics isSequential="{ordered}">'
        f"{''.join(parts)}</bpmn:multiInstanceLoopCharacteristics>"
    )


def flow(
    source: str, target: str, condition: str | None = None, *, name: str = "", key: str = ""
) -> str:
    """A sequence flow, called after its ends."""
    inner = ""
    if condition is not None:
        inner = (
            '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">'
            f"{escape(condition)}</bpmn:conditionExpression>"
        )
    named = {"name": name} if name else {}
    return node(
        "sequenceFlow",
        key or f"{source}_{target}",
        inner,
        sourceRef=source,
        targetRef=target,
        **named,
    )


def line(*keys: str) -> str:
    """Flows from each element to the next."""
    return "".join(flow(one, other) for one, other in pairwise(keys))


def four_tasks() -> bytes:
    """The process of the benchmark: user A, parallel B and C, join, exclusive gateway, user D."""
    return process(
        start(),
        user("A"),
        gateway("parallel", "split"),
        user("B"),
        user("C"),
        gateway("parallel", "join"),
        gateway("exclusive", "which", default="which_E"),
        user("D"),
        end(),
        line("S", "A", "split", "B", "join"),
        line("split", "C", "join", "which"),
        flow("which", "D", "amount > 100"),
        flow("which", "E"),
        line("D", "E"),
    )


def one(task: str, *, beside: str = "", after: str = "") -> bytes:
    """A process of one task, with a waiting one behind it when asked."""
    keys = ["S", "T", *(["Z"] if after else []), "E"]
    return process(start(), task, after, end(), line(*keys), beside=beside)
