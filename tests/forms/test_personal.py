"""A form says what its fields hold of personal data, in words that are known."""

from __future__ import annotations

import pytest

from server.domain.masking import Personal
from server.forms.faults import problems
from tests.forms.form import field, form


@pytest.mark.parametrize("kind", Personal)
def test_what_is_typed_may_be_somebodys_own(kind: Personal) -> None:
    said = {"personal": kind.value}
    component = "filepicker" if kind is Personal.FILE else "textfield"

    made = form(field(component, key="a", properties=said), field("number", key="b"))
    assert problems(made) == ()


@pytest.mark.parametrize(
    ("component", "said"),
    [
        ("textfield", "telephone"),
        ("checkbox", "phone"),
        ("textfield", 1),
        ("textfield", "file"),
        ("filepicker", "phone"),
    ],
)
def test_other_words_and_other_fields_are_refused(component: str, said: object) -> None:
    [(zh, en)] = problems(form(field(component, key="a", properties={"personal": said})))

    assert "personal 须为 identity、phone" in zh
    assert "personal must be one of identity, phone" in en
