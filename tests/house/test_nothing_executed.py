"""Nothing that strangers hand in reaches Python's own power: no eval, no exec, no pickle, no file, no socket."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.house.sources import named, python_files, tree_of

FORBIDDEN = frozenset({"eval", "exec", "compile", "__import__", "execfile"})
UNPICKLING = frozenset({"pickle", "marshal", "shelve", "dill", "cloudpickle", "yaml"})
LISTENED_TO = Path(__file__).with_name("listened_to.py")


def test_what_is_handed_in_reaches_nothing() -> None:
    words = [sys.executable, "-m", "pytest", "-q", "-n0", "--no-cov", str(LISTENED_TO)]
    told = subprocess.run(words, capture_output=True, text=True, check=False)  # ours

    assert told.returncode == 0, told.stdout + told.stderr
    assert " passed" in told.stdout


def test_no_code_of_ours_runs_or_unpickles_what_it_is_given() -> None:
    wrong = [
        f"{named(file, getattr(node, 'lineno', 1))} {ast.unparse(node)[:60]}"
        for file in python_files("server")
        for node in ast.walk(tree_of(file))
        if _runs(node) or _unpickles(node)
    ]

    assert not wrong, "nothing handed in may become code:\n" + "\n".join(wrong)


def _runs(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN
    )


def _unpickles(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return any(name.name.partition(".")[0] in UNPICKLING for name in node.names)
    return isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in UNPICKLING
