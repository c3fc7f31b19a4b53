"""A refusal of the services in the words of the features."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from server.domain.errors import AnswerWrong, DiagramRefused, Refusal
from tests.features.seen import Refused

if TYPE_CHECKING:
    from collections.abc import Generator


@contextmanager
def refusing() -> Generator[None]:
    """Say a refusal of the services in the words of the features."""
    try:
        yield
    except Refusal as no:
        fields = [fault.field for fault in no.faults] if isinstance(no, AnswerWrong) else []
        elements = [p.element for p in no.problems] if isinstance(no, DiagramRefused) else []
        raise Refused(no.code, no.sentence("zh"), tuple(fields), tuple(elements)) from no
