"""Building DMN files for the tests of decisions."""

from typing import Any
from xml.sax.saxutils import escape

from server.engine.decisions import DecisionResult, read_decisions

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def definitions(*parts: str, namespace: str = NAMESPACE, home: str = "") -> bytes:
    """Build a file; `home` is the namespace of the model, by which others import it."""
    inside = "\n".join(parts)
    return f'<definitions xmlns="{namespace}" namespace="{home}" id="d" name="模型">\n{inside}\n</definitions>'.encode()


def written(text: str, attributes: str = "") -> str:
    """Build a literal expression."""
    return f"<literalExpression {attributes}><text>{escape(text)}</text></literalExpression>"


def decision(name: str, logic: str, *needs: str, kind: str = "") -> str:
    """Build a decision; a need is an id, marked `?` for input data and `!` for knowledge.

    What is imported is needed as `namespace#id`.
    """
    links = "".join(_link(need) for need in needs)
    typed = f'typeRef="{kind}"' if kind else ""
    return f'<decision id="{name}" name="{name}"><variable name="{name}" {typed}/>{links}{logic}</decision>'


def imported(home: str, name: str, kind: str = NAMESPACE) -> str:
    """Build the import of a model under a name."""
    return f'<import id="i" namespace="{home}" importType="{kind}" name="{name}"/>'


def _link(need: str) -> str:
    place = need.lstrip("!?")
    href = place if "#" in place else f"#{place}"
    if need.startswith("!"):
        return f'<knowledgeRequirement><requiredKnowledge href="{href}"/></knowledgeRequirement>'
    kind = "requiredInput" if need.startswith("?") else "requiredDecision"
    return f'<informationRequirement><{kind} href="{href}"/></informationRequirement>'


def input_data(name: str, kind: str = "") -> str:
    """Build input data."""
    typed = f'typeRef="{kind}"' if kind else ""
    return f'<inputData id="{name}" name="{name}"><variable name="{name}" {typed}/></inputData>'


def table(
    policy: str,
    inputs: dict[str, str],
    outputs: dict[str, str],
    *rules: tuple[str, ...],
    default: str = "",
) -> str:
    """Build a table: inputs and outputs with the values they allow, rules cell by cell."""
    head, _, aggregation = policy.partition(":")
    made = [f'<decisionTable id="table" hitPolicy="{head}"']
    made.append(f' aggregation="{aggregation}">' if aggregation else ">")
    for name, allowed in inputs.items():
        values = f"<inputValues><text>{escape(allowed)}</text></inputValues>" if allowed else ""
        made.append(
            f"<input><inputExpression><text>{escape(name)}</text></inputExpression>{values}</input>"
        )
    for name, allowed in outputs.items():
        values = f"<outputValues><text>{escape(allowed)}</text></outputValues>" if allowed else ""
        fallback = (
            f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>"
            if default
            else ""
        )
        made.append(f'<output name="{name}">{values}{fallback}</output>')
    for number, cells in enumerate(rules, 1):
        made.append(_rule(number, cells, len(inputs)))
    return "".join((*made, "</decisionTable>"))


def _rule(number: int, cells: tuple[str, ...], inputs: int) -> str:
    entries = [
        f"<{kind}><text>{escape(cell)}</text></{kind}>"
        for kind, cell in (
            ("inputEntry" if place < inputs else "outputEntry", cell)
            for place, cell in enumerate(cells)
        )
    ]
    return f'<rule id="r{number}">{"".join(entries)}</rule>'


def knowledge(name: str, inside: str, *needs: str, kind: str = "") -> str:
    links = "".join(
        f'<knowledgeRequirement><requiredKnowledge href="#{need}"/></knowledgeRequirement>'
        for need in needs
    )
    typed = f'typeRef="{kind}"' if kind else ""
    logic = f"<encapsulatedLogic>{inside}</encapsulatedLogic>" if inside else ""
    return (
        f'<businessKnowledgeModel id="{name}" name="{name}"><variable name="{name}" {typed}/>'
        f"{links}{logic}</businessKnowledgeModel>"
    )


def decide(logic: str, *parts: str, strict: bool = True, **values: Any) -> DecisionResult:

    needs = [f"?{name}" for name in values]
    model = definitions(
        *(input_data(name) for name in values), decision("d1", logic, *needs), *parts
    )
    return read_decisions(model).evaluate("d1", values, strict=strict)
