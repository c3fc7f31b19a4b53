"""Constructs of the flow: gateways, splits and joins without gateways, loops, links, ends."""

from __future__ import annotations

from tests.conformance.constructs.construct import Construct, boxed
from tests.engine.diagrams import about, end, flow, gateway, line, node, script, start, sub, user
from tests.engine.event_pen import throw
from tests.engine.handler_pen import ad_hoc

A, B, C = user("A"), user("B"), user("C")
FORK, MEET = gateway("parallel", "F"), gateway("parallel", "G")
SOME = gateway("inclusive", "F") + gateway("inclusive", "G")
TERMINATE = about("terminate")


def picked(kind: str) -> str:
    """A block of A, B and C, of which those in ``pick`` are taken, else C."""
    flows = "".join(flow("F", key, f'list contains(pick, "{key}")') for key in "AB")
    block = gateway(kind, "F", default="F_C") + gateway(kind, "G") + A + B + C + flows
    return block + line("F", "C", "G") + line("A", "G") + line("B", "G")


def taken(*keys: str, words: str, kind: str = "inclusive") -> Construct:
    """The block, with these taken."""
    return Construct(
        name=f"{kind} gateway, {' and '.join(keys) or 'nothing'} asked for",
        said="13.4.3" if kind == "inclusive" else "13.4.2",
        patterns=(6, 7) if kind == "inclusive" else (4, 5),
        parts=picked(kind),
        ends="F G",
        words=words,
        values={"pick": list(keys)},
    )


def first(enough: int, words: str, parts: str, keys: str, pattern: int) -> Construct:
    """Branches of which so many let D begin; the rest goes on without being waited for by D."""
    counted = "".join(line("F", key, "I") for key in keys)
    return Construct(
        name=f"the first {enough} of {len(keys)} branches go on",
        said="13.4.2",
        patterns=(pattern,),
        parts=boxed(
            script("N", "n := 0") + gateway("parallel", "F") + parts + script("I", "n := n + 1")
            + gateway("exclusive", "X", default="X_O") + end("O") + user("D") + counted
            + line("N", "F") + line("I", "X", "O") + flow("X", "D", f"n = {enough}"),
            "N", "D",
        ),
        ends="K",
        words=words,
    )  # fmt: skip


def inside(key: str, steps: str) -> str:
    """A sub-process of works, one after the other."""
    parts = "".join(map(user, steps))
    return sub(key, start(f"{key}s"), parts, end(f"{key}e"), line(f"{key}s", *steps, f"{key}e"))


LINK = '<bpmn:linkEventDefinition name="转"/>'
COUNTED = '<bpmn:standardLoopCharacteristics loopMaximum="3"/>'
SKIPPED = (
    '<bpmn:standardLoopCharacteristics testBefore="true"><bpmn:loopCondition>false'
    "</bpmn:loopCondition></bpmn:standardLoopCharacteristics>"
)

FLOWS = (
    Construct(
        name="sequence", said="13.3.1", patterns=(1,), parts=A + B + line("A", "B"), ends="A B",
        words="A B",
    ),
    Construct(
        name="tasks that nobody waits for", said="13.3.2",
        parts=node("task", "A") + script("B", "x := 1") + line("A", "B"), ends="A B", words="()",
    ),
    Construct(
        name="manual task", said="13.3.2", parts=user("A", kind="manualTask"), ends="A", words="A",
    ),
    Construct(
        name="parallel gateway", said="13.4.1", patterns=(2, 3),
        parts=FORK + MEET + A + B + line("F", "A", "G") + line("F", "B", "G"), ends="F G",
        words="A & B",
    ),
    Construct(
        name="three branches of different length", said="13.4.1", patterns=(2, 3),
        parts=FORK + MEET + A + B + C + line("F", "A", "B", "G") + line("F", "C", "G") + line("F", "G"),
        ends="F G", words="(A B) & C",
    ),
    Construct(
        name="a person chooses", said="13.4.2", patterns=(4, 5),
        parts=A + B + C + gateway("exclusive", "F") + gateway("exclusive", "G") + line("A", "F")
        + flow("F", "B", name="甲") + flow("F", "C", name="乙") + line("B", "G") + line("C", "G"),
        ends="A G", words="A (B / C)",
    ),
    taken("B", words="B", kind="exclusive"),
    taken("A", "B", words="A", kind="exclusive"),
    taken(words="C", kind="exclusive"),
    taken("A", words="A"),
    taken("A", "B", words="A & B"),
    taken(words="C"),
    Construct(
        name="an inclusive join waits for an unstructured branch", said="13.4.3", patterns=(37, 38),
        parts=gateway("inclusive", "G") + FORK + gateway("exclusive", "X", default="X_D") + A + B + C
        + user("D") + line("F", "A", "X", "D", "G") + flow("X", "C", "short = 1") + line("C", "G")
        + line("F", "B", "G"),
        ends="F G", words="(A D) & B",
    ),
    Construct(
        name="an inclusive join whose other branch ends elsewhere", said="13.4.3", patterns=(37,),
        parts=boxed(
            FORK + gateway("inclusive", "G") + gateway("exclusive", "X", default="X_N") + A + B
            + end("N") + flow("X", "G", "on = 1") + line("F", "A", "X", "N") + line("F", "B", "G")
            + C + line("G", "C"),
            "F", "C",
        ),
        ends="K", words="A B C / B A C",
    ),
    Construct(
        name="an inclusive join waits for none who may come where one waits already", said="13.4.3",
        patterns=(38,),
        parts=boxed(
            FORK + gateway("exclusive", "M") + gateway("exclusive", "X", default="X_M")
            + gateway("inclusive", "G") + A + B + user("D") + line("F", "A", "M", "G", "D")
            + line("F", "B", "X", "M") + flow("X", "G", "two = 1"),
            "F", "D",
        ),
        ends="K", words="(A D) & (B D)",
    ),
    Construct(
        name="conditions on flows out of a task", said="13.3.1", patterns=(6,),
        parts=boxed(
            A + B + C + gateway("exclusive", "G") + flow("A", "B", "true") + flow("A", "C", "true")
            + line("B", "G") + line("C", "G"),
            "A", "G",
        ),
        ends="K", words="A (B & C)",
    ),
    Construct(
        name="several flows out of a task, none merged", said="13.3.1", patterns=(2, 8, 42),
        parts=boxed(
            A + B + C + gateway("exclusive", "G") + user("D") + line("A", "B", "G", "D")
            + line("A", "C", "G"),
            "A", "D",
        ),
        ends="K", words="A ((B D) & (C D))",
    ),
    Construct(
        name="tokens in excess wait for the next pass of a join", said="13.4.1", patterns=(33,),
        parts=boxed(
            FORK + MEET + gateway("exclusive", "X") + gateway("exclusive", "Y") + node("task", "T")
            + A + B + user("D") + line("F", "A", "X", "G", "D") + line("F", "B", "X")
            + line("F", "Y", "G") + line("F", "T", "Y"),
            "F", "D",
        ),
        ends="K", words="(A D) & (B D)",
    ),
    Construct(
        name="several ends", said="13.5.6", patterns=(11,),
        parts=boxed(FORK + A + B + line("F", "A") + line("F", "B"), "F", "A"), ends="K",
        words="A & B",
    ),
    Construct(
        name="a terminate end takes away all of its scope", said="13.5.6", patterns=(29, 43),
        parts=sub(
            "K", start("Ks"), FORK + A + B + end("T", TERMINATE),
            line("Ks", "F", "A", "T") + line("F", "B", "T"),
        ),
        ends="K", words="A / B",
    ),
    Construct(
        name="the second of three is enough", said="13.5.6", patterns=(32,),
        parts=sub(
            "K", start("Ks"), script("N", "n := 0") + FORK + A + B + C + script("I", "n := n + 1")
            + gateway("exclusive", "X", default="X_O") + end("O") + end("T", TERMINATE),
            line("Ks", "N", "F", "A", "I", "X", "O") + line("F", "B", "I") + line("F", "C", "I")
            + flow("X", "T", "n = 2"),
        ),
        ends="K", words="(A & B) / (A & C) / (B & C)",
    ),
    first(1, "(A (D & B)) / (B (D & A))", A + B, "AB", 9),
    first(
        2,
        "(A B / B A) (D & C) / (A C / C A) (D & B) / (B C / C B) (D & A)",
        A + B + C,
        "ABC",
        30,
    ),
    Construct(
        name="work that is begun again and again and not waited for", said="13.4.1", patterns=(12,),
        parts=boxed(
            script("N", "n := 0") + gateway("exclusive", "X") + script("I", "n := n + 1")
            + gateway("parallel", "F") + A + end("O") + gateway("exclusive", "Q", default="Q_B") + B
            + line("N", "X", "I", "F", "Q", "B") + line("F", "A", "O") + flow("Q", "X", "n < 3"),
            "N", "B",
        ),
        ends="K", words="A ^3 & B",
    ),
    Construct(
        name="a loop of gateways", said="13.4.2", patterns=(10, 21),
        parts=script("N", "n := 0") + gateway("exclusive", "X") + A + script("I", "n := n + 1")
        + gateway("exclusive", "Q", default="Q_B") + B + line("N", "X", "A", "I", "Q", "B")
        + flow("Q", "X", "n < 3"),
        ends="N B", words="A*3 B",
    ),
    Construct(
        name="a loop that is entered and left in the middle", said="13.4.2", patterns=(10,),
        parts=script("N", "n := 0") + gateway("exclusive", "J") + gateway("exclusive", "M") + A + B
        + C + script("I", "n := n + 1") + gateway("exclusive", "Q", default="Q_C")
        + gateway("exclusive", "P", default="P_O") + gateway("exclusive", "O")
        + line("N", "J", "A", "M", "B", "I", "Q", "C", "P", "O") + flow("Q", "J", "n < 2")
        + flow("P", "M", "n < 3"),
        ends="N O", words="A B A B C B C",
    ),
    Construct(
        name="a parallel block in a loop", said="13.4.1", patterns=(3, 21),
        parts=script("N", "n := 0") + gateway("exclusive", "X") + FORK + MEET + A + B
        + script("I", "n := n + 1") + gateway("exclusive", "Q", default="Q_O") + gateway("exclusive", "O")
        + line("N", "X", "F", "A", "G", "I", "Q", "O") + line("F", "B", "G") + flow("Q", "X", "n < 2"),
        ends="N O", words="(A & B)*2",
    ),
    Construct(
        name="standard loop", said="13.3.6", patterns=(21,), parts=user("A", COUNTED), ends="A",
        words="A*3",
    ),
    Construct(
        name="standard loop that is not begun", said="13.3.6", patterns=(21,),
        parts=user("A", SKIPPED), ends="A", words="()",
    ),
    Construct(
        name="standard loop of a sub-process", said="13.3.6", patterns=(21,),
        parts=sub("K", COUNTED.replace("3", "2"), start("Ks"), A, B, end("Ke"), line("Ks", "A", "Ke"),
                  line("A", "B")),
        ends="K", words="(A B)*2",
    ),
    Construct(
        name="link", said="10.5.4",
        parts=A + throw("T", LINK) + node("intermediateCatchEvent", "L", LINK) + B + line("A", "T")
        + line("L", "B"),
        ends="A B", words="A B",
    ),
    Construct(
        name="ad-hoc sub-process, each once", said="13.3.5", parts=ad_hoc(A, B, C), ends="H",
        words="A & B & C",
    ),
    Construct(
        name="ad-hoc sub-process, one at a time", said="13.3.5", patterns=(40,),
        parts=ad_hoc(A, B, C, ordering="Sequential"), ends="H", words="A & B & C",
    ),
    Construct(
        name="ad-hoc sub-process, one at a time in an order of parts", said="13.3.5", patterns=(17,),
        parts=ad_hoc(A, B, C, line("A", "B"), ordering="Sequential"), ends="H", words="(A B) & C",
    ),
    Construct(
        name="ad-hoc sub-process, what lasts has it to itself", said="13.3.5", patterns=(17, 40),
        parts=ad_hoc(inside("I", "XY"), inside("J", "UV"), A, B, ordering="Sequential"), ends="H",
        words="X Y U V (A & B)",
    ),
    Construct(
        name="ad-hoc sub-process, what lasts comes between", said="13.3.5", patterns=(17,),
        parts=ad_hoc(A, inside("I", "XY"), B, line("A", "I"), C, ordering="Sequential"), ends="H",
        words="A X Y (B & C) / B (A X Y C / C A X Y) / C (A X Y B / B A X Y)",
    ),
    Construct(
        name="ad-hoc sub-process, one at a time until it is enough", said="13.3.5",
        parts=ad_hoc(user("A", e_postScript='seen := "A"'), B, until='seen = "A"', rest=False,
                     ordering="Sequential"),
        ends="H", words="B*0 A / B*1 A / B*2 A", most={"B": 2}, once=True,
    ),
    Construct(
        name="ad-hoc sub-process until it is enough", said="13.3.5",
        parts=ad_hoc(user("A", e_postScript='seen := "A"'), B, until='seen = "A"'), ends="H",
        words="B*0 A / B*1 A / B*2 A", most={"B": 2}, once=True,
    ),
)  # fmt: skip
