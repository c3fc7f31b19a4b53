"""Nothing that strangers hand in reaches beyond what was parsed: the interpreter tells who tries.

Run in an interpreter of its own (``test_nothing_executed``), for what listens to one can't be taken away again.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import Refusal
from server.domain.feel import FeelError, compile_expression
from server.engine.adapter import SpiffEngine
from server.engine.deciding import FileDecisions
from tests.engine.diagrams import end, flow, gateway, line, process, script, start, user
from tests.engine.player import Player
from tests.forms.form import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator

HEARD = frozenset(
    {"exec", "compile", "import", "open", "socket.connect", "socket.__new__", "subprocess.Popen",
     "os.system", "os.exec", "os.posix_spawn", "pickle.find_class", "marshal.loads", "ctypes.dlopen"}
)  # fmt: skip
"""What the interpreter tells about whoever reaches beyond what was parsed."""
_LISTENING: list[list[str]] = []


def _hear(event: str, _arguments: object) -> None:
    if _LISTENING and event in HEARD:
        _LISTENING[-1].append(event)


sys.addaudithook(_hear)


@contextmanager
def listening() -> Iterator[list[str]]:
    """What the interpreter heard meanwhile."""
    heard: list[str] = []
    _LISTENING.append(heard)
    try:
        yield heard
    finally:
        _LISTENING.pop()


PYTHON = (
    '__import__("os").system("true")',
    "().__class__.__base__.__subclasses__()",
    'open("/etc/passwd").read()',
    'eval("1")',
    '"{0.__class__}".format(1)',
    'external("os").system("true")',
    "x.__globals__",
    'get value(x, "__class__")',
)


@pytest.mark.parametrize("source", PYTHON)
def test_an_expression_reaches_nothing(source: str) -> None:
    compile_expression("1 + 1").evaluate({})
    with listening() as heard:
        try:
            value = compile_expression(source).evaluate({"x": {"a": 1}})
        except FeelError:
            value = None

    assert heard == []
    assert value is None


@pytest.mark.parametrize("source", PYTHON)
def test_a_diagram_that_writes_python_reaches_nothing(source: str) -> None:
    diagram = process(
        start(), user("A"), script("T", f"y := {source}".replace('"', "&quot;")),
        gateway("exclusive", "which", default="which_E"), end(), end("E2"),
        line("S", "A", "T", "which"), flow("which", "E2", "y = 1"), flow("which", "E"),
    )  # fmt: skip
    _warm()
    with listening() as heard, suppress(Refusal):
        Player(diagram).start(x={"__class__": "int"}).done("A")

    assert heard == []


@pytest.mark.parametrize(
    "saved",
    [
        b"cos\nsystem\n(S'true'\ntR.",
        b"\x80\x04\x95.",
        b'{"v": 1, "n": 1, "t": [["1", "__class__"]]}',
        b'{"v": 1, "n": 1, "t": [["1", "A", "", "", "", {"typename": "os.system"}]]}',
        b'{"v": {"typename": "uuid.UUID"}, "n": 1, "t": []}',
        b"[" * 100_000,
    ],
)
def test_a_saved_state_that_somebody_forged_reaches_nothing(saved: bytes) -> None:
    player = Player(process(start(), user("A"), end(), line("S", "A", "E"))).start()
    _warm()
    player.saved = saved
    with listening() as heard, suppress(Refusal):
        player.done("A")

    assert heard == []


def test_a_decision_table_that_writes_python_is_refused_without_reaching_anything() -> None:
    model = f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
      <decision id="a" name="a"><literalExpression><text>{PYTHON[0].replace('"', "&quot;")}</text>
      </literalExpression></decision></definitions>""".encode()
    with listening() as heard, suppress(Refusal):
        FileDecisions({"a.dmn": model}, lenient=False)

    assert heard == []


def test_a_form_whose_condition_writes_python_reaches_nothing() -> None:
    form = (
        b'{"type": "default", "components": [{"type": "textfield", "key": "a", "label": "a",'
        b' "conditional": {"hide": "=__import__(\\"os\\").system(\\"true\\")"}}]}'
    )
    with listening() as heard, suppress(Refusal):
        FORMS.check(form, {"a": "x"}, {})

    assert heard == []


def _warm() -> None:
    """Have everything imported that a push needs."""
    Player(process(start(), user("A"), end(), line("S", "A", "E"))).start().done("A")
    assert SpiffEngine()
