"""The grammar of the language, and the parser made of it once."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from lark import Lark, Token, UnexpectedInput
from lark.lexer import Lexer

from server.domain.feel import tree
from server.domain.feel.growing import Growing
from server.domain.feel.lexer import words_of
from server.domain.feel.refusals import FeelSyntaxError

_GRAMMAR = r"""
expression_only: disjunction
?tests_only: tests

tests: expression (COMMA expression)*

?expression: disjunction | TEST sum -> unary
?disjunction: conjunction | disjunction OR conjunction -> logic
?conjunction: comparison | conjunction AND comparison -> logic
?comparison: sum
    | comparison COMPARE sum -> compare
    | comparison BETWEEN sum AND sum -> between
    | comparison IN sum -> in_one
    | comparison IN TEST sum -> in_unary
    | comparison IN LPAR expression COMMA tests RPAR -> in_many
    | comparison INSTANCE TYPE -> instance
?sum: product | sum (PLUS|MINUS) product -> arithmetic
?product: power | product (STAR|SLASH) power -> arithmetic
?power: sign | power POW sign -> arithmetic
?sign: postfix | MINUS sign -> negative
?postfix: primary
    | postfix DOT NAME -> path
    | postfix FILTER expression RSQB -> filter
    | postfix LPAR RPAR -> call_nothing
    | postfix LPAR arguments RPAR -> call
    | postfix LPAR named (COMMA named)* RPAR -> call_named
arguments: expression (COMMA expression)*
named: NAME COLON expression
?primary: LITERAL -> literal
    | NAME -> name
    | LPAR expression RPAR -> inside
    | (LPAR|LIST|OPEN) expression DOTDOT expression (RPAR|RSQB|CLOSE) -> range
    | LIST RSQB -> no_items
    | LIST arguments RSQB -> items
    | LBRACE RBRACE -> no_entries
    | LBRACE entry (COMMA entry)* RBRACE -> entries
    | FOR iteration (COMMA iteration)* RETURN expression -> for_
    | (SOME|EVERY) iteration (COMMA iteration)* SATISFIES expression -> quantified
    | IF expression THEN expression ELSE expression -> if_
    | FUNCTION LPAR parameters RPAR expression -> function
    | FUNCTION LPAR parameters RPAR EXTERNAL expression -> external
entry: KEY COLON expression
iteration: NAME IN expression [DOTDOT expression]
parameters: [parameter (COMMA parameter)*]
parameter: NAME [COLON TYPE]

%declare COMMA OR AND COMPARE TEST BETWEEN IN LPAR RPAR INSTANCE TYPE PLUS MINUS STAR SLASH POW
%declare DOT NAME FILTER RSQB COLON LITERAL LIST OPEN DOTDOT CLOSE LBRACE RBRACE KEY
%declare FOR RETURN SOME EVERY SATISFIES IF THEN ELSE FUNCTION EXTERNAL
"""


class _Given(Lexer):
    """Hand over words that are already cut."""

    def __init__(self, _: Any) -> None:
        """Take nothing from the grammar's own words."""

    def lex(self, data: Any) -> Iterator[Token]:  # type: ignore[override]  # words, no text
        """Give the words."""
        return iter(data)


@cache
def _parser() -> Lark:
    return Lark(
        _GRAMMAR,
        parser="lalr",
        lexer=_Given,
        transformer=Growing(),
        start=["expression_only", "tests_only"],
        maybe_placeholders=False,
    )


def _parse(source: str, words: list[Token], start: str) -> Any:
    try:
        return _parser().parse(words, start=start)
    except UnexpectedInput as error:
        raise _refusal(source, error) from error


def _refusal(source: str, error: UnexpectedInput) -> FeelSyntaxError:
    token = getattr(error, "token", None)
    if token is None or token.type == "$END":
        lines = source.split("\n")
        return FeelSyntaxError(
            len(lines), len(lines[-1]) + 1, "表达式不完整", "the expression ends too early"
        )
    return FeelSyntaxError(
        token.line, token.column, f"此处不能出现“{token}”", f"unexpected {str(token)!r}"
    )


def read_expression(source: str, names: Iterable[str]) -> tree.Node:
    """Make the tree of an expression."""
    node: tree.Node = _parse(source, words_of(source, names), "expression_only")
    return node


def read_tests(source: str, names: Iterable[str]) -> tuple[tuple[tree.Node, ...], bool]:
    """Make the trees of unary tests, and tell whether `not` turns them round."""
    words = words_of(source, names)
    turned = _is_turned(words)
    tests: tuple[tree.Node, ...] = _parse(source, words[2:-1] if turned else words, "tests_only")
    return tests, turned


def _is_turned(words: list[Token]) -> bool:
    if len(words) < 4 or str(words[0]) != "not" or words[1].type != "LPAR":  # noqa: PLR2004  # not ( x )
        return False
    depth = 0
    for place, word in enumerate(words):
        depth += (word.type == "LPAR") - (word.type == "RPAR")
        if place and depth == 0:
            return place == len(words) - 1
    return False
