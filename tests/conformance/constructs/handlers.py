"""Constructs that lie beside the flow: event sub-processes, compensation, cancelled transactions."""

from __future__ import annotations

from tests.conformance.constructs.construct import Construct, boxed
from tests.conformance.constructs.events import FORK, OUTSIDE, PAIR
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    flow,
    gateway,
    line,
    node,
    script,
    start,
    sub,
    user,
)
from tests.engine.event_pen import error_end, throw
from tests.engine.handler_pen import begun_by, undoing, undone

A, B, L = user("A"), user("B"), user("L")
INTERRUPTS = (True, False)


def scope(*parts: str, kind: str = "subProcess", marker: str = "") -> str:
    """A sub-process K of A and B side by side, and of what lies beside them."""
    flows = line("Ks", "F") + line("G", "Ke")
    return node(kind, "K", marker + start("Ks") + PAIR + end("Ke") + flows + "".join(parts))


def taken_over(event: str, kind: str, *, interrupting: bool) -> Construct:
    """A scope with an event sub-process of work L that the outside begins."""
    recurs = not interrupting and event != "timer"
    return Construct(
        name=f"event sub-process {'taking over' if interrupting else 'beside'} a {kind}: {event}",
        said="13.5.4",
        patterns=(25,) if interrupting else (18,),
        parts=scope(begun_by(OUTSIDE[event], interrupting=interrupting), kind=kind),
        ends="K",
        words=f"(A & B) {'!' if interrupting else '~'} (XS L)",
        most={"XS": 1} if recurs else {},
        once=recurs,
    )


def begun_inside(kind: str, reference: str, *, interrupting: bool) -> Construct:
    """A scope that throws when A is done, beside B, and its event sub-process of work L."""
    throws = error_end("T", reference) if kind == "error" else end("T", about(kind, reference))
    handler = begun_by(about(kind, reference), interrupting=interrupting)
    inner = (
        FORK
        + A
        + B
        + throws
        + line("Ks", "F", "A", "T")
        + line("F", "B", "G", "Ke")
        + flow("F", "G")
    )
    return Construct(
        name=f"event sub-process {'taking over' if interrupting else 'beside'}: {kind} inside",
        said="13.5.4",
        parts=sub("K", start("Ks"), inner, end("Ke"), handler),
        ends="K",
        words="A L / B A L" if interrupting else "A (B & L) / B A L",
        most={"XS": 0},
        once=kind == "signal",
    )


UNDONE = undone(A=user("UA"), B=user("UB"))
AB = start("Ks") + A + B


def transaction(*parts: str) -> str:
    """A transaction K of A and B that a person may cancel; then L."""
    inner = (
        AB + gateway("exclusive", "Q") + end("Ke") + end("Kc", about("cancel"))
        + line("Ks", "A", "B", "Q") + flow("Q", "Ke", name="成") + flow("Q", "Kc", name="撤")
    )  # fmt: skip
    return (
        node("transaction", "K", inner + "".join(parts)) + boundary("X", "K", about("cancel")) + L
        + gateway("exclusive", "O") + line("K", "O") + line("X", "L", "O")
    )  # fmt: skip


HANDLERS = (
    *(
        taken_over(event, kind, interrupting=interrupting)
        for event in OUTSIDE
        for kind in ("subProcess", "transaction")
        for interrupting in INTERRUPTS
    ),
    begun_inside("error", "e1", interrupting=True),
    *(begun_inside("escalation", "c1", interrupting=interrupting) for interrupting in INTERRUPTS),
    *(begun_inside("signal", "s", interrupting=interrupting) for interrupting in INTERRUPTS),
    *(
        Construct(
            name=f"event sub-process {'in' if interrupting else 'beside'} each round of a loop",
            said="13.5.4",
            parts=scope(
                begun_by(OUTSIDE["timer"], interrupting=interrupting),
                marker='<bpmn:standardLoopCharacteristics loopMaximum="2"/>',
            ),
            ends="K",
            words=f"((A & B) {'!' if interrupting else '~'} (XS L))*2",
        )
        for interrupting in INTERRUPTS
    ),
    Construct(
        name="event sub-process in an event sub-process", said="13.5.4",
        parts=scope(
            sub(
                "X", node("startEvent", "XS", OUTSIDE["timer"], isInterrupting="true"), L, end("XE"),
                line("XS", "L", "XE"), begun_by(OUTSIDE["message"], key="Y", work="M"),
                triggeredByEvent="true",
            )
        ),
        ends="K", words="(A & B) ! (XS (L ! (YS M)))",
    ),
    Construct(
        name="what was done is undone, the last done first", said="13.5.5",
        parts=sub(
            "K", AB, throw("T", undoing()), end("Ke"), line("Ks", "A", "B", "T", "Ke"), UNDONE
        ),
        ends="K", words="A B UB UA",
    ),
    Construct(
        name="what was done side by side is undone in the order of its completion", said="13.5.5",
        parts=sub(
            "K", start("Ks"), PAIR, throw("T", undoing()), end("Ke"),
            line("Ks", "F") + line("G", "T", "Ke"), UNDONE,
        ),
        ends="K", words="A B UB UA / B A UA UB",
    ),
    Construct(
        name="one activity is undone", said="13.5.5",
        parts=sub(
            "K", AB, throw("T", undoing("A")), end("Ke"), line("Ks", "A", "B", "T", "Ke"), UNDONE
        ),
        ends="K", words="A B UA",
    ),
    Construct(
        name="a sub-process is undone by what was done inside it", said="13.5.5",
        parts=boxed(
            sub("I", start("Is"), A, B, end("Ie"), line("Is", "A", "B", "Ie"), UNDONE)
            + throw("T", undoing()) + line("I", "T"),
            "I", "T",
        ),
        ends="K", words="A B UB UA",
    ),
    Construct(
        name="an activity done in a loop is undone as often", said="13.5.5",
        parts=sub(
            "K", start("Ks"), script("N", "n := 0"), gateway("exclusive", "J"), A,
            script("I", "n := n + 1"), gateway("exclusive", "Q", default="Q_T"), throw("T", undoing()),
            end("Ke"), line("Ks", "N", "J", "A", "I", "Q", "T", "Ke"), flow("Q", "J", "n < 2"),
            undone(A=user("UA")),
        ),
        ends="K", words="A A UA UA",
    ),
    Construct(
        name="an end event has all undone", said="13.5.5",
        parts=sub("K", AB, end("T", undoing()), line("Ks", "A", "B", "T"), UNDONE), ends="K",
        words="A B UB UA",
    ),
    Construct(
        name="a transaction is cancelled", said="13.3.4", parts=transaction(UNDONE), ends="K O",
        words="A B (() / UB UA L)",
    ),
    Construct(
        name="a transaction with nothing to undo is cancelled", said="13.3.4", parts=transaction(),
        ends="K O", words="A B (() / L)",
    ),
)  # fmt: skip
