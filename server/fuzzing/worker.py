"""The program in which cases are tried: one after the other, a line in and a line out each.

It may be killed at any time; whoever started it sees that no answer came.
"""

import gc
import json
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator

from server.fuzzing.case import Case, Kind, read
from server.fuzzing.trying import attempt
from server.fuzzing.watching import Watch, limit_memory, megabytes

MOST_SECONDS = 10.0
"""Processor time of one case, so that other programs on the machine don't count."""
MOST_GROWTH = 300
"""Megabytes by which one case may raise the most that was ever used."""
WARM = (
    Case(kind=Kind.FEEL, files={"a": b'date and time("2026-01-01T00:00:00@Asia/Shanghai")'}, chance=0),
    Case(kind=Kind.FEEL, files={"a": b'matches("a", "b") and sort([1], function(a, b) a < b)'}, chance=0),
)  # fmt: skip
"""What imports or builds something when it is first used."""


def tried(case: Case, watch: Watch, how: Callable[[Case], bool] = attempt) -> dict[str, object]:
    """How a case came out: accepted or refused, or the fault."""
    before, begun = megabytes(), time.process_time()
    fault = ""
    accepted = False
    watch.seen.clear()
    watch.is_on = True
    try:
        accepted = how(case)
    except BaseException:  # noqa: BLE001  # whatever comes out is the finding
        watch.is_on = False
        fault = traceback.format_exc(limit=-12)
    finally:
        watch.is_on = False
    seconds, grown = time.process_time() - begun, megabytes() - before
    if watch.seen:
        fault = f"it asked Python for {watch.seen}\n{fault}"
    elif seconds > MOST_SECONDS:
        fault = fault or f"it took {seconds:.0f} s of processor time"
    elif grown > MOST_GROWTH:
        fault = fault or f"it took {grown} MB of memory"
    return {"accepted": accepted, "fault": fault, "seconds": seconds, "megabytes": megabytes()}


def answers(lines: Iterable[str], watch: Watch) -> Iterator[str]:
    """A line for each line."""
    for line in lines:
        yield json.dumps(tried(read(line), watch)) + "\n"


def main() -> None:
    """Try each case that comes in, until none comes any more."""
    watch = Watch()
    watch.begin()
    for case in WARM:
        attempt(case)
    limit_memory()
    gc.collect()
    gc.freeze()
    for answer in answers(sys.stdin, watch):
        sys.stdout.write(answer)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
