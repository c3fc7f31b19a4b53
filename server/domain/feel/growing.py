"""The tree that grows while an expression is read."""

from collections.abc import Iterable
from typing import Any

from lark import Token, Transformer, v_args

from server.domain.feel import tree
from server.domain.feel.kinds import ANY


def _at(token: Token) -> tree.At:
    return (token.line or 0, token.column or 0)


def _nodes(parts: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(part for part in parts if part is not None and not isinstance(part, Token))


@v_args(inline=True)
class Growing(Transformer[Token, Any]):
    """Make the parts of the tree while the text is read."""

    def expression_only(self, node: tree.Node) -> tree.Node:
        return node

    def tests(self, *parts: Any) -> tuple[tree.Node, ...]:
        return _nodes(parts)

    def unary(self, operator: Token, operand: tree.Node) -> tree.Node:
        return tree.UnaryComparison(_at(operator), str(operator), operand)

    def logic(self, left: tree.Node, operator: Token, right: tree.Node) -> tree.Node:
        return tree.Logic(_at(operator), str(operator), left, right)

    def compare(self, left: tree.Node, operator: Token, right: tree.Node) -> tree.Node:
        return tree.Comparison(_at(operator), str(operator), left, right)

    def between(
        self, value: tree.Node, word: Token, low: tree.Node, _: Token, high: tree.Node
    ) -> tree.Node:
        return tree.Between(_at(word), value, low, high)

    def in_one(self, value: tree.Node, word: Token, test: tree.Node) -> tree.Node:
        return tree.In(_at(word), value, (test,))

    def in_unary(
        self, value: tree.Node, word: Token, operator: Token, operand: tree.Node
    ) -> tree.Node:
        return tree.In(_at(word), value, (self.unary(operator, operand),))

    def in_many(self, value: tree.Node, word: Token, *parts: Any) -> tree.Node:
        first, rest = _nodes(parts)
        return tree.In(_at(word), value, (first, *rest))

    def instance(self, value: tree.Node, word: Token, kind: Token) -> tree.Node:
        return tree.InstanceOf(_at(word), value, kind.value)

    def arithmetic(self, left: tree.Node, operator: Token, right: tree.Node) -> tree.Node:
        return tree.Arithmetic(_at(operator), str(operator), left, right)

    def negative(self, sign: Token, operand: tree.Node) -> tree.Node:
        return tree.Negative(_at(sign), operand)

    def path(self, base: tree.Node, dot: Token, name: Token) -> tree.Node:
        return tree.Path(_at(dot), base, str(name))

    def filter(self, base: tree.Node, bracket: Token, condition: tree.Node, _: Token) -> tree.Node:
        return tree.Filter(_at(bracket), base, condition)

    def call_nothing(self, callee: tree.Node, *_: Token) -> tree.Node:
        return tree.Call(callee.at, callee, ())

    def call(
        self, callee: tree.Node, _: Token, arguments: tuple[tree.Node, ...], __: Token
    ) -> tree.Node:
        return tree.Call(callee.at, callee, arguments)

    def call_named(self, callee: tree.Node, *parts: Any) -> tree.Node:
        named = _nodes(parts)
        return tree.Call(
            callee.at, callee, tuple(node for _, node in named), tuple(name for name, _ in named)
        )

    def arguments(self, *parts: Any) -> tuple[tree.Node, ...]:
        return _nodes(parts)

    def named(self, name: Token, _: Token, node: tree.Node) -> tuple[str, tree.Node]:
        return (str(name), node)

    def literal(self, token: Token) -> tree.Node:
        return tree.Literal(_at(token), token.value)

    def name(self, token: Token) -> tree.Node:
        return tree.Name(_at(token), str(token))

    def inside(self, _: Token, node: tree.Node, __: Token) -> tree.Node:
        return node

    def range(
        self, left: Token, low: tree.Node, _: Token, high: tree.Node, right: Token
    ) -> tree.Node:
        return tree.RangeOf(_at(left), low, high, left.type == "LIST", right.type == "RSQB")

    def no_items(self, bracket: Token, _: Token) -> tree.Node:
        return tree.ListOf(_at(bracket), ())

    def items(self, bracket: Token, items: tuple[tree.Node, ...], _: Token) -> tree.Node:
        return tree.ListOf(_at(bracket), items)

    def no_entries(self, brace: Token, _: Token) -> tree.Node:
        return tree.ContextOf(_at(brace), ())

    def entries(self, brace: Token, *parts: Any) -> tree.Node:
        return tree.ContextOf(_at(brace), _nodes(parts))

    def entry(self, key: Token, _: Token, node: tree.Node) -> tuple[str, tree.Node]:
        return (str(key), node)

    def iteration(
        self,
        name: Token,
        _: Token,
        source: tree.Node,
        __: Token | None = None,
        until: tree.Node | None = None,
    ) -> tuple[tree.Iteration]:
        return (tree.Iteration(_at(name), str(name), source, until),)

    def for_(self, word: Token, *parts: Any) -> tree.Node:
        *iterations, body = _nodes(parts)
        return tree.For(_at(word), tuple(one for (one,) in iterations), body)

    def quantified(self, word: Token, *parts: Any) -> tree.Node:
        *iterations, condition = _nodes(parts)
        return tree.Quantified(_at(word), str(word), tuple(one for (one,) in iterations), condition)

    def if_(self, word: Token, *parts: Any) -> tree.Node:
        condition, then, otherwise = _nodes(parts)
        return tree.If(_at(word), condition, then, otherwise)

    def parameter(
        self, name: Token, _: Token | None = None, kind: Token | None = None
    ) -> tuple[str, Any]:
        return (str(name), ANY if kind is None else kind.value)

    def parameters(self, *parts: Any) -> tuple[tuple[str, Any], ...]:
        return _nodes(parts)

    def function(
        self,
        word: Token,
        _: Token,
        parameters: tuple[tuple[str, Any], ...],
        __: Token,
        body: tree.Node,
    ) -> tree.Node:
        return tree.FunctionOf(_at(word), parameters, body)

    def external(
        self, word: Token, _: Token, parameters: tuple[tuple[str, Any], ...], *rest: Any
    ) -> tree.Node:
        return tree.FunctionOf(_at(word), parameters, rest[-1], external=True)
