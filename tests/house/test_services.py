"""What an act looks like: tools first, then who acts; one commit; nothing outside in between."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import functions, named, python_files, tree_of

OUTSIDE = {"vault", "hasher"}
"""Tools that take time outside the database, while others would wait for our locks."""


def acts() -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Every public function of the services that is given the tools."""
    for file in python_files("server/services"):
        for node in tree_of(file).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                kinds = [_kind(argument) for argument in _arguments(node)]
                if "Tools" in kinds:
                    yield file, node


def test_there_are_acts() -> None:
    assert len(list(acts())) > 20


def test_an_act_takes_the_tools_first() -> None:
    wrong = [
        f"{named(file, act.lineno)} {act.name}"
        for file, act in acts()
        if _kind(_arguments(act)[0]) != "Tools" or _arguments(act)[0].arg != "tools"
    ]

    assert not wrong, "begin with (tools: Tools, ...):\n" + "\n".join(wrong)


def test_who_acts_comes_next() -> None:
    wrong = [
        f"{named(file, act.lineno)} {act.name}"
        for file, act in acts()
        for place, argument in enumerate(_arguments(act))
        if _kind(argument) == "Actor" and (place != 1 or argument.arg != "actor")
    ]

    assert not wrong, "go on with (tools, actor: Actor, ...):\n" + "\n".join(wrong)


def test_an_act_says_what_it_does() -> None:
    silent = [
        f"{named(file, act.lineno)} {act.name}"
        for file, act in acts()
        if not ast.get_docstring(act)
    ]

    assert not silent, "one sentence in the indicative:\n" + "\n".join(silent)


def test_a_transaction_is_committed_once() -> None:
    wrong = [
        f"{named(file, block.lineno)} commits {commits} times"
        for file, block in _transactions()
        if (commits := sum(_calls(node, "commit") for node in ast.walk(block))) > 1
    ]

    assert not wrong, "commit once, at the end:\n" + "\n".join(wrong)


def test_nothing_outside_the_database_is_waited_for_within_a_transaction() -> None:
    wrong = [
        f"{named(file, node.lineno)} {ast.unparse(node)}"
        for file, block in _transactions()
        for node in ast.walk(block)
        if isinstance(node, ast.Attribute)
        and node.attr in OUTSIDE
        and isinstance(node.value, ast.Name)
        and node.value.id == "tools"
    ]

    assert not wrong, "do it before or after the transaction:\n" + "\n".join(wrong)


def _transactions() -> Iterator[tuple[Path, ast.With]]:
    for file in python_files("server/services"):
        for act in functions(tree_of(file)):
            for node in ast.walk(act):
                if isinstance(node, ast.With) and any(
                    _calls(item.context_expr, "unit") for item in node.items
                ):
                    yield file, node


def _calls(node: ast.AST, name: str) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == name
    )


def _arguments(act: ast.FunctionDef) -> list[ast.arg]:
    return [*act.args.posonlyargs, *act.args.args, *act.args.kwonlyargs]


def _kind(argument: ast.arg) -> str:
    return ast.unparse(argument.annotation) if argument.annotation else ""
