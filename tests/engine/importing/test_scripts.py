"""Scripts of other tools: assignments that can be said become FEEL, the rest is told and never run."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pytest

from server.engine.importing.scripts import LONGEST, read_foreign
from tests.engine.diagrams import node
from tests.engine.importing.foreign import extended, line
from tests.engine.importing.imports import changes, imported, played
from tests.engine.player import Player

if TYPE_CHECKING:
    from server.domain.process import Sources

LEFT_OUT = "never run; it was left out"


def around(name: str, source: str) -> bytes:
    """A task with a script before or after it."""
    return line(
        extended("userTask", f"<spiffworkflow:{name}>{escape(source)}</spiffworkflow:{name}>")
    )


def task(source: str, language: str = "", inner: str = "") -> bytes:
    """A script task."""
    said = {"scriptFormat": language} if language else {}
    held = f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>" if inner else ""
    return line(
        node("scriptTask", "A", f"{held}<bpmn:script>{escape(source)}</bpmn:script>", **said)
    )


def told(one: Sources) -> str:
    """What was told of the step, in English."""
    return "\n".join(f"{change.sentence_en} {change.was}" for change in changes(one, "A"))


# --- reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "feel", "left_out", "idle"),
    [
        ("total = n * 2", "total := n * 2", "", ""),
        ("  a = 1\n  b: int = a\n", "a := 1\nb := a", "", ""),
        ("n += 1\nn -= a", "n := n + (1)\nn := n - (a)", "", ""),
        ("x = (1 +\n  2)", "x := 1 + 2", "", ""),
        ('"""What it does."""\nimport os\npass\nprint(a)\nx = 1', "x := 1", "", '"""What'),
        ("import math\nx = math.pi\ny = 1", "y := 1", "x = math.pi", "import math"),
        ("if a:\n    x = 5\ny = x\nz = 1", "z := 1", "if a:\n    x = 5\ny = x", ""),
        ("x = [y for y in a]\nx = 1\nz = x", "x := 1\nz := x", "x = [y for y in a]", ""),
        ("x = 1\nx.append(2)", "", "x = 1\nx.append(2)", ""),
        ("x = 1\nd['k'] = 2", "x := 1", "d['k'] = 2", ""),
        ("x = [1]\nfill(x)", "", "x = [1]\nfill(x)", ""),
        ("fill(x)\ny = x\nz = 1", "z := 1", "fill(x)\ny = x", ""),
        ("x = 1\nsave(a=[x, 2])", "", "x = 1\nsave(a=[x, 2])", ""),
        ("x = 1\nif a:\n    b.add(*x)", "", "x = 1\nif a:\n    b.add(*x)", ""),
        ("x = 1\ntell(f'{x}', x > 1, 2)", "x := 1", "tell(f'{x}', x > 1, 2)", ""),
        ("x = 1\ny = str(x)", "x := 1", "y = str(x)", ""),
        ("x = 1\ny = sorted(x, key=f)", "", "x = 1\ny = sorted(x, key=f)", ""),
        ("x = 1\nprint(len(x))", "x := 1", "", "print(len(x))"),
        ("x = 1\nprint(fill(x))", "", "x = 1\nprint(fill(x))", ""),
        ("x = 1\nprint('{}'.format(x), end='')", "x := 1", "", "print('{}'"),
        ("x = 1\nprint(f'{x}'.strip(), file=x)", "", "x = 1\nprint(f'{x}'.strip(), file=x)", ""),
        ("x = [1]\nfill(max(x, y))", "", "x = [1]\nfill(max(x, y))", ""),
        ("x = [1]\nfill(str(x))", "x := [1]", "fill(str(x))", ""),
        ("n **= 2", "", "n **= 2", ""),
        ("x: int", "", "x: int", ""),
        ("n = f(1)\nn += 1", "", "n = f(1)\nn += 1", ""),
        ("x = a or 'none'", "", "x = a or 'none'", ""),
        ("x = a or b", "", "x = a or b", ""),
        ("x = a > 1 and b", "x := (a > 1) and b", "", ""),
        ("x = a and not b", "x := a and not(b)", "", ""),
        ("x = y; del a", "x := y", "del a", ""),
        ("def f(x): return x", "", "def f(x): return x", ""),
        ("\0", "", "\0", ""),
        ("x = " + "(" * 300, "", "x = " + "(" * 300, ""),
        ("x = a" + ".b" * 5_000, "", "x = a" + ".b" * 5_000, ""),
    ],
)
def test_python_keeps_what_can_be_said_and_stays_true(
    source: str, feel: str, left_out: str, idle: str
) -> None:
    script = read_foreign(source)

    assert (script.feel, script.left_out) == (feel, left_out)
    assert script.idle.startswith(idle)
    assert bool(script.idle) == bool(idle)


@pytest.mark.parametrize(
    ("source", "feel"),
    [
        ("x = 1;\n\ny = x == 1 && a;", "x := 1\ny := (x = 1) and a"),
        ("x = ${a > 1}\n  y = xs[0]", "x := a > 1\ny := xs[1]"),
        ("x = 1\nwhile(1){}", ""),
        ("x = f(1)", ""),
    ],
)
def test_another_language_is_read_line_by_line_or_not_at_all(source: str, feel: str) -> None:
    script = read_foreign(source, "javascript")

    assert (script.feel, script.left_out) == (feel, "" if feel else source)


def test_a_script_that_is_too_long_is_not_read_as_python() -> None:
    long = f"x = (1\n)\n{'#' * LONGEST}"

    assert not read_foreign(long, "python").feel


# --- around a step --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["preScript", "postScript"])
def test_a_script_around_a_step_is_translated(name: str) -> None:
    one = imported(around(name, "total = n * 2\nbig = total > 5"))

    assert "was put into FEEL" in told(one)
    player = Player(one).start(starterBody="zjj", n=3).done("A")
    assert (player.data["total"], player.data["big"]) == (6, True)


@pytest.mark.parametrize("name", ["preScript", "postScript"])
def test_what_can_not_be_said_around_a_step_is_left_out_and_told(name: str) -> None:
    one = imported(around(name, "import os\nos.remove(a)"))

    assert b"Script" not in one.diagram
    assert f"{LEFT_OUT}. os.remove(a)" in told(one)
    assert f"{LEFT_OUT}. import os" in told(one)
    assert played(one).over


def test_what_can_be_said_of_a_script_stays_beside_what_is_left_out() -> None:
    one = imported(around("postScript", "import os\nos.remove(a)\ntotal = n * 2"))

    assert f"{LEFT_OUT}. os.remove(a)" in told(one)
    assert Player(one).start(starterBody="zjj", n=3).done("A").data["total"] == 6


@pytest.mark.parametrize("source", ["", "total := n * 2", "{total: n}"])
def test_a_script_in_feel_stays_as_it_is(source: str) -> None:
    drawn = extended(
        "userTask",
        f"<spiffworkflow:postScript>{source}</spiffworkflow:postScript><spiffworkflow:properties>"
        '<spiffworkflow:property name="org" value="starterBody"/>'
        '<spiffworkflow:property name="role" value="clerk"/></spiffworkflow:properties>',
    )

    assert imported(line(drawn)).changes == ()


# --- in a step ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["", "python", "feel", "text/x-python3"])
def test_a_script_task_in_python_is_translated_whatever_it_says_of_its_language(
    language: str,
) -> None:
    one = imported(task("x = [1, 2]\ny = x[0]", language))

    assert Player(one).start(starterBody="zjj").data["y"] == 1


def test_a_script_task_that_does_nothing_to_the_data_is_passed() -> None:
    one = imported(task("import os\nprint('done')"))

    assert "it is passed" in told(one)
    assert f"{LEFT_OUT}. import os print('done')" in told(one)
    assert Player(one).start(starterBody="zjj").over


@pytest.mark.parametrize(
    ("behind", "total"), [("", None), ("total := total + 1", 7), ("{total: 9}", 9)]
)
def test_a_person_does_what_can_not_be_said_and_the_rest_is_done_behind(
    behind: str, total: int | None
) -> None:
    inner = f"<spiffworkflow:postScript>{behind}</spiffworkflow:postScript>" if behind else ""

    one = imported(task("os.remove(a)\ntotal = n * 2", inner=inner))

    player = Player(one).start(starterBody="zjj", n=3)
    assert player.waiting == ["A"]
    assert player.done("A").data["total"] == (total or 6)
    assert ("are made when it is done" in told(one)) == (behind != "{total: 9}")


def test_a_script_task_that_says_nothing_is_done_by_a_person() -> None:
    assert Player(imported(task(""))).start(starterBody="zjj").waiting == ["A"]
