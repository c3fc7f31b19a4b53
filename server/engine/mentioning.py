"""The names that a process knows: what it writes, what its expressions read, what its forms ask."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from server.domain.feel import FeelLimit, FeelSyntaxError
from server.engine.associating import Association, Data
from server.engine.expressions import read
from server.engine.members import COUNTER
from server.engine.names import IDENTIFIER, local
from server.engine.origins import texts_in, written_by
from server.engine.parts import expressions_of, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from server.domain.process import Sources
    from server.engine.decisions import Decisions
    from server.engine.diagram import Exchange
    from server.engine.expressions import Expression
    from server.engine.planning import Plan
    from server.engine.sheet import Sheet

_NAMING = frozenset({"key", "path", "valuesKey"})
"""What in a form names data; of a path, its first step."""


def names_known(
    sheet: Sheet,
    plans: Mapping[str, Plan],
    conditions: Mapping[str, Expression | None],
    exchange: Exchange,
    sources: Sources,
) -> frozenset[str]:
    """Every name that the diagram or a form of it mentions; what a filter reads, too."""
    variables = sheet.variables
    found = chain(
        (COUNTER, *exchange.needed),
        (variables.name(key) for key in variables.items),
        chain.from_iterable(_of_plan(local(sheet.nodes[key]), plans[key]) for key in plans),
        _read_by((*filter(None, conditions.values()), *filter(None, [exchange.output]))),
        chain.from_iterable(map(_of_form, sources.forms.values())),
    )
    return frozenset(name for name in found if name is not None and IDENTIFIER.fullmatch(name))


def _of_plan(kind: str, plan: Plan) -> Iterator[str | None]:
    yield from written_by(kind, plan)
    yield from _read_by(expressions_of(plan))
    for part in parts_of(plan):
        if isinstance(part, Data):
            yield from (*part.taken, *part.given, *part.needed, *part.owed)
        elif isinstance(part, Association):
            yield from (*part.sources, part.target)
    model: Decisions | None = plan.get("decisions")
    if model is not None:
        yield from model.wants(plan["decision"])


def _read_by(expressions: Iterable[Expression]) -> Iterator[str]:
    for one in expressions:
        yield from one.compiled.mentions.names | one.compiled.mentions.filtered


def _of_form(form: bytes) -> Iterator[str]:
    """The names of the fields of a form, and those that its lists and expressions read."""
    for word, text in texts_in(form):
        if word in _NAMING:
            yield text.partition(".")[0]
        elif text.startswith("="):
            yield from _read_by(_compiled(text))


def _compiled(text: str) -> Iterator[Expression]:
    """What begins like an expression may be a text that people read."""
    try:
        yield read(text)
    except (FeelSyntaxError, FeelLimit):
        return
