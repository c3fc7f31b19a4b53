"""Imports stand at the top: one inside a function is a floor plan that asks for help."""

import ast

from tests.house.sources import functions, named, python_files, tree_of


def test_no_function_imports() -> None:
    hidden = [
        f"{named(file, node.lineno)} in {one.name}"
        for file in python_files("server", "tests", "migrations")
        for one in functions(tree_of(file))
        for node in ast.walk(one)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert not hidden, "move the import to the top, or the code to its floor:\n" + "\n".join(hidden)
