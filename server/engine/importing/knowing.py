"""Whether all that an expression names can be there: no function nobody has, no name of several words."""

from __future__ import annotations

from server.domain.feel import FeelError, compile_expression, tree
from server.domain.feel.grammar import read_expression
from server.domain.feel.library import BUILTINS
from server.domain.ports import HOST_FUNCTIONS

_GIVEN = HOST_FUNCTIONS | BUILTINS.keys()
_SPACED = frozenset(name for name in BUILTINS if " " in name)
_STRANGE = frozenset({"is", "not", "None", "True", "False", "lambda"})
"""Words of Python that FEEL would take for names or parts of names."""
_ORDERING = frozenset({"<", "<=", ">", ">="})


def plain(text: str) -> str:
    """An expression without the sign that other tools write before FEEL."""
    return text.strip().removeprefix("=").strip()


def is_feel(text: str) -> bool:
    """Whether a text can be read as it stands, and names nothing that can't be there."""
    source = plain(text)
    try:
        compile_expression(source)
        parts = list(tree.whole(read_expression(source, _SPACED)))
    except FeelError:
        return False
    declared = {name for part in parts for name in _declared(part)}
    return all(_is_known(part, declared) for part in parts)


def _declared(part: tree.Node) -> list[str]:
    """The names that a part of an expression brings along."""
    match part:
        case tree.ContextOf():
            return [name for name, _ in part.entries]
        case tree.FunctionOf():
            return [name for name, _ in part.parameters]
        case tree.Iteration():
            return [part.name]
    return []


def _is_known(part: tree.Node, declared: set[str]) -> bool:
    match part:
        case tree.Name():
            return part.name in declared or part.name in _GIVEN or _is_variable(part.name)
        case tree.Path():
            return _STRANGE.isdisjoint(part.name.split())
        case tree.Call(callee=tree.Name() | tree.Path() as callee):
            return callee.name in declared or callee.name in _GIVEN
        case tree.Comparison():
            # Python asks 1 < x < 5; FEEL would ask whether true is less than 5.
            is_chain = isinstance(part.left, tree.Comparison) and part.operator in _ORDERING
            return not is_chain
    return True


def _is_variable(name: str) -> bool:
    """Variables of a case have names of one word."""
    return " " not in name and name not in _STRANGE
