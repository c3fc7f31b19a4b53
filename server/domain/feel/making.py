"""From text to compiled expressions and unary tests, each made once."""

from collections.abc import Iterable
from functools import lru_cache

from server.domain.feel.compiling import compile_tree
from server.domain.feel.compiling_tests import make_cell_test
from server.domain.feel.expression import Expression
from server.domain.feel.grammar import read_expression, read_tests
from server.domain.feel.library import BUILTINS
from server.domain.feel.mentions import mentions_of
from server.domain.feel.unary import UnaryTests

_SPACED = frozenset(name for name in BUILTINS if " " in name)


@lru_cache(maxsize=4096)
def _expression(source: str, names: frozenset[str]) -> Expression:
    node = read_expression(source, names | _SPACED)
    return Expression(source, compile_tree(node), mentions_of(node))


@lru_cache(maxsize=4096)
def _tests(source: str, names: frozenset[str]) -> UnaryTests:
    if source.strip() == "-":
        return UnaryTests(source, (), turned=False)
    nodes, turned = read_tests(source, names | _SPACED)
    tests = [make_cell_test(node, compile_tree) for node in nodes]
    return UnaryTests(source, tests, turned=turned)


def compile_expression(source: str, names: Iterable[str] = ()) -> Expression:
    """Compile an expression; `names` are the variables in reach, which may hold spaces and signs."""
    return _expression(source, frozenset(names))


def compile_unary_tests(source: str, names: Iterable[str] = ()) -> UnaryTests:
    """Compile unary tests, such as `< 5`, `[1..3], 7`, `not("a")`, `-` or `count(?) > 2`."""
    return _tests(source, frozenset(names))
