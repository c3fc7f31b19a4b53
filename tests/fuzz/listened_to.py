"""What a case may not do is seen while it is done.

Run in an interpreter of its own (``test_fuzzing``), for what listens to one can't be taken away again.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from server.fuzzing.case import Case, Kind
from server.fuzzing.watching import Watch
from server.fuzzing.worker import tried

if TYPE_CHECKING:
    from collections.abc import Callable

SUM = Case(kind=Kind.FEEL, files={"a.feel": b"1 + 1"}, chance=0)
WATCH = Watch()
WATCH.begin()


@pytest.mark.parametrize(
    "deed",
    [
        lambda _case: bool(eval("1 + 1")),  # noqa: S307  # the very thing that must be seen
        lambda _case: bool(compile("1", "<diagram>", "eval")),
        lambda _case: bool(os.system("true")),  # noqa: S605  # same
        lambda _case: bool(Path("written-by-a-diagram").write_bytes(b"")),
        lambda _case: bool(Path("/etc/hosts").read_bytes()),
        lambda case: bool(case.files["none"]),
    ],
)
def test_a_case_that_does_what_it_may_not_is_a_fault(deed: Callable[[Case], bool]) -> None:
    told = tried(SUM, WATCH, deed)

    assert told["fault"]
