"""The 43 workflow control-flow patterns (van der Aalst and others, 2006), and where each is proven."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern: proven by constructs that name its number, by tests elsewhere, or not there."""

    name: str
    tests: tuple[str, ...] = ()
    """``file::test`` where it is proven beside the constructs."""
    refused: str = ""
    """Why it can't be said exactly in what is accepted."""


MEMBERS = "tests/services/test_resizing.py::test_an_added_member_gets_work_of_its_own"
KEEPING = "tests/services/test_keeping.py::test_a_message_that_nobody_waits_for_is_kept_until_somebody_does"
LOST = "tests/services/test_delivering.py::test_a_signal_that_nobody_hears_is_not_kept"
WHOLE = "tests/engine/test_event_subprocesses.py::test_an_interrupting_one_takes_over_its_scope"
ITSELF = "tests/features/test_constructs_of_calls.py::test_a_process_may_call_itself"
TOKENS = "tests/engine/test_quantities.py::test_what_one_gives_another_takes"

ONE_HOLDER = (
    "tests/services/test_turns.py::test_while_one_work_is_signed_for_nobody_signs_for_another"
)

COMPLEX = "wants a complex gateway, which is refused"
REST_GOES_ON = "a completion condition takes away the rest (13.3.7), it can't go on unwaited for"

PATTERNS = {
    1: Pattern("Sequence"),
    2: Pattern("Parallel Split"),
    3: Pattern("Synchronization"),
    4: Pattern("Exclusive Choice"),
    5: Pattern("Simple Merge"),
    6: Pattern("Multi-Choice"),
    7: Pattern("Structured Synchronizing Merge"),
    8: Pattern("Multi-Merge"),
    9: Pattern("Structured Discriminator"),
    10: Pattern("Arbitrary Cycles"),
    11: Pattern("Implicit Termination"),
    12: Pattern("Multiple Instances without Synchronization"),
    13: Pattern("Multiple Instances with a priori Design-Time Knowledge"),
    14: Pattern("Multiple Instances with a priori Run-Time Knowledge"),
    15: Pattern("Multiple Instances without a priori Run-Time Knowledge", tests=(MEMBERS,)),
    16: Pattern("Deferred Choice"),
    17: Pattern("Interleaved Parallel Routing", tests=(ONE_HOLDER,)),
    18: Pattern("Milestone"),
    19: Pattern("Cancel Task"),
    20: Pattern("Cancel Case", tests=(WHOLE,)),
    21: Pattern("Structured Loop"),
    22: Pattern("Recursion", tests=(ITSELF,)),
    23: Pattern("Transient Trigger", tests=(LOST,)),
    24: Pattern("Persistent Trigger", tests=(KEEPING,)),
    25: Pattern("Cancel Region"),
    26: Pattern("Cancel Multiple Instance Activity"),
    27: Pattern("Complete Multiple Instance Activity"),
    28: Pattern("Blocking Discriminator", refused=COMPLEX),
    29: Pattern("Cancelling Discriminator"),
    30: Pattern("Structured Partial Join"),
    31: Pattern("Blocking Partial Join", refused=COMPLEX),
    32: Pattern("Cancelling Partial Join"),
    33: Pattern("Generalised AND-Join"),
    34: Pattern("Static Partial Join for Multiple Instances", refused=REST_GOES_ON),
    35: Pattern("Cancelling Partial Join for Multiple Instances"),
    36: Pattern("Dynamic Partial Join for Multiple Instances", refused=REST_GOES_ON),
    37: Pattern("Local Synchronizing Merge"),
    38: Pattern("General Synchronizing Merge"),
    39: Pattern(
        "Critical Section",
        refused="BPMN has no way to keep two parts of a process from running at once",
    ),
    40: Pattern("Interleaved Routing", tests=(ONE_HOLDER,)),
    41: Pattern("Thread Merge", tests=(TOKENS,)),
    42: Pattern("Thread Split"),
    43: Pattern("Explicit Termination"),
}
