"""Each cause that stops a diagram of another tool has its remedy; all of them play to the end."""

from __future__ import annotations

import pytest

from tests.engine.importing.foreign_steps import FOREIGN
from tests.engine.importing.imports import changes, imported, played


@pytest.mark.parametrize(("diagram", "element", "words"), FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_diagram_is_changed_where_it_must_be_and_plays_to_its_end(
    diagram: bytes, element: str, words: str
) -> None:
    one = imported(diagram)

    told = changes(one, element)
    assert any(words in change.sentence_en for change in told), one.changes
    assert one.original == diagram
    played(one, xs=["p", "q"], number_of_A=2, a=True)
