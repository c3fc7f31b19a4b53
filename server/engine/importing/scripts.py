"""What of a script of another tool can be said in FEEL: its plain assignments. Nothing of it is run."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from textwrap import dedent
from typing import TYPE_CHECKING

from server.engine.importing.translating import from_script, to_feel

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 20_000
_ASSIGNMENT = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)\s*(.+)")
_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_TRUTHS = (ast.Compare, ast.BoolOp)
_NAMED = (ast.Name, ast.Attribute, ast.Subscript)
_IMPORTS = (ast.Import, ast.ImportFrom)
_OWN_VALUES = (ast.Call, ast.Compare, ast.JoinedStr)
"""What gives a value of its own, and not one that a name has."""
_HARMLESS = frozenset((
    "abs", "all", "any", "bool", "float", "format", "int", "isinstance", "len", "max", "min", "print",
    "repr", "round", "sorted", "str", "sum", "type",
))  # fmt: skip
"""What Python brings along that changes nothing of what it is given."""
_GIVING_ON = frozenset({"max", "min", "sorted"})
"""What of it gives on what it was given, or the parts of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A script by its statements."""

    feel: str = ""
    """The assignments that can be said, as a script of ours."""
    left_out: str = ""
    """What can't be said."""
    idle: str = ""
    """What does nothing to the data: imports, prints, texts that stand alone."""


def read_foreign(source: str, language: str = "") -> Script:
    """Read a script in a language that its step names; Python is what those name nothing."""
    if not language or "python" in language.lower():
        statements = _parsed(source)
        if statements is not None:
            return _Account(dedent(source)).of(statements)
    return _by_lines(source)


def _by_lines(source: str) -> Script:
    """One plain assignment a line, or nothing."""
    lines = []
    for line in filter(str.strip, source.splitlines()):
        match = _ASSIGNMENT.fullmatch(line)
        feel = None if match is None else _value(match[2].rstrip().removesuffix(";").rstrip())
        if match is None or feel is None:
            return Script(left_out=source.strip())
        lines.append(f"{match[1]} := {feel}")
    return Script(feel="\n".join(lines))


def _value(text: str) -> str | None:
    return to_feel(text) if text.startswith(("${", "#{")) else from_script(text, is_python=False)


def _parsed(source: str) -> list[ast.stmt] | None:
    """The statements of a script in Python; None where it is none."""
    if len(source) > LONGEST:
        return None
    try:
        return ast.parse(dedent(source)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@dataclass(slots=True)
class _Account:
    """Which assignments keep their meaning when the statements that can't be said are left out."""

    source: str
    kept: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    idle: list[str] = field(default_factory=list)
    written: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    """Names whose value nobody knows, for something that was left out may have changed it."""

    def of(self, statements: list[ast.stmt]) -> Script:
        """The account of all statements.

        Where the last word on a name was left out, no earlier one may stand in its place.
        """
        for statement in statements:
            self._take(statement)
        if self.lost & self.written:
            return Script(left_out=self.source.strip())
        return Script(
            feel="\n".join(self.kept),
            left_out="\n".join(self.left_out),
            idle="\n".join(self.idle),
        )

    def _take(self, statement: ast.stmt) -> None:
        said = list(_assigned(statement, self.source))
        if said and self.lost.isdisjoint(_read(statement)):
            self.kept += [f"{name} := {feel}" for name, feel in said]
            names = {name for name, _ in said}
            self.written |= names
            self.lost -= names
            return
        self.lost |= _touched(statement)
        told = self.idle if _is_idle(statement) else self.left_out
        told.append(ast.get_source_segment(self.source, statement) or "")


def _assigned(statement: ast.stmt, source: str) -> Iterator[tuple[str, str]]:
    """(name, its value in FEEL) of a plain assignment that can be said."""
    match statement:
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=value)
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
        ):
            before = ""
        case ast.AugAssign(target=ast.Name(id=name), op=op, value=value) if type(op) in _OPERATORS:
            before = f"{name} {_OPERATORS[type(op)]} "
        case _:
            return
    text = ast.get_source_segment(source, value) or ""
    feel = from_script(f"{before}({text})") if _is_clear(value) else None
    if feel is not None:
        yield name, feel


def _is_clear(value: ast.expr) -> bool:
    """Whether every ``and`` and ``or`` is about true and false: Python gives one of any two values."""
    for part in ast.walk(value):
        if isinstance(part, ast.BoolOp) and not (
            any(map(_is_truth, part.values))
            and all(_is_truth(one) or isinstance(one, _NAMED) for one in part.values)
        ):
            return False
    return True


def _is_truth(value: ast.expr) -> bool:
    is_not = isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not)
    return is_not or isinstance(value, _TRUTHS)


def _is_idle(statement: ast.stmt) -> bool:
    """Whether a statement changes no data."""
    match statement:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Expr(value=ast.Call(func=ast.Name(id="print"))):
            return all(
                _is_harmless(one) for one in ast.walk(statement) if isinstance(one, ast.Call)
            )
    return isinstance(statement, (*_IMPORTS, ast.Pass))


def _read(statement: ast.stmt) -> set[str]:
    """The names that an assignment reads."""
    found = {
        one.id
        for one in ast.walk(statement)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)
    }
    match statement:
        case ast.AugAssign(target=ast.Name(id=name)):
            found.add(name)
    return found


def _touched(statement: ast.stmt) -> set[str]:
    """The names whose values a statement may have changed: what it writes, asks members of, or hands to a call."""
    found: set[str] = set()
    for one in ast.walk(statement):
        match one:
            case ast.alias(name=name, asname=other):
                found.add((other or name).partition(".")[0])
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                found.add(name)
            case ast.Attribute(value=ast.Name(id=name)) | ast.Subscript(value=ast.Name(id=name)):
                found.add(name)
            case ast.Call() if not _is_harmless(one):
                found |= _handed(one)
    return found


def _is_harmless(call: ast.Call) -> bool:
    """Whether a call changes nothing of what it is given; a word of its own, as ``key=f``, may bring one that does."""
    if not all(isinstance(each.value, ast.Constant) for each in call.keywords):
        return False
    match call.func:
        case ast.Name(id=name):
            return name in _HARMLESS
        case ast.Attribute(value=ast.Constant(value=str()) | ast.JoinedStr()):
            return True
    return False


def _handed(call: ast.Call) -> set[str]:
    """The names whose values a call may get hold of; what most calls within it give is their own."""
    found: set[str] = set()
    parts: list[ast.AST] = [*call.args, *call.keywords]
    while parts:
        part = parts.pop()
        if isinstance(part, ast.Name):
            found.add(part.id)
        elif _gives_on(part) or not isinstance(part, _OWN_VALUES):
            parts += ast.iter_child_nodes(part)
    return found


def _gives_on(part: ast.AST) -> bool:
    match part:
        case ast.Call(func=ast.Name(id=name)):
            return name in _GIVING_ON
    return False
