"""Every sentence that can reach a person stands in the code in both languages, side by side."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.house.sources import named, python_files

CHINESE = re.compile("[\u4e00-\u9fff]")
PAIRS = (("zh", "en"), ("sentence", "sentence_en"), ("message_zh", "message_en"))
TRANSLATED = frozenset({"gettext", "ngettext", "_"})
"""By the catalogue, which has a test of its own."""
SHOWN_TOGETHER = ("cli", "benching", "fuzzing", "wiring.py", "settings.py", "__main__.py")
"""What an operator reads in a shell says both in one text."""


def literal(node: ast.expr | None) -> str | None:
    """The words of a text or a text with places; None of anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (one.value for one in node.values if isinstance(one, ast.Constant))
        return "".join(str(part) for part in parts)
    return None


def calls() -> Iterator[tuple[Path, ast.Call]]:
    """Every call of the server's own code."""
    for file in python_files("server"):
        if not any(part in SHOWN_TOGETHER for part in file.parts):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield file, node


def faults_of(call: ast.Call) -> Iterator[str]:
    """What a call says in one language alone."""
    said = {one.arg: literal(one.value) for one in call.keywords}
    for chinese, english in PAIRS:
        zh, en = said.get(chinese), said.get(english)
        if zh is not None and english in said and en is not None and CHINESE.search(en):
            yield f"{english} is Chinese: {en}"
        if zh and chinese == "zh" and "en" not in said:
            yield f"no English beside: {zh}"
    texts = [literal(one) for one in call.args]
    for text, after in pairwise([*texts, None]):
        is_sentence = text is not None and CHINESE.search(text) and text.endswith("。")
        if is_sentence and (after is None or CHINESE.search(after)):
            yield f"no English after: {text}"


def test_a_sentence_in_chinese_has_its_english_beside_it() -> None:
    lonely = [
        f"{named(file)}:{call.lineno} {fault}"
        for file, call in calls()
        if not (isinstance(call.func, ast.Name) and call.func.id in TRANSLATED)
        for fault in faults_of(call)
    ]

    assert not lonely, "say it in both languages:\n" + "\n".join(lonely)


@pytest.mark.parametrize(
    ("written", "is_lonely"),
    [
        ('add(node, "请改正。", "Correct it.")', False),
        ('add(node, f"请改正 {name}。", f"Correct {name}.")', False),
        ('add(node, "请改正。")', True),
        ('add(node, "请改正。", "请改正。")', True),
        ('Fault(field="a", zh="请改正。", en="Correct it.")', False),
        ('Fault(field="a", zh="请改正。")', True),
        ('Problem(sentence="请改正。", sentence_en="请改正。")', True),
    ],
)
def test_a_sentence_alone_is_found(written: str, *, is_lonely: bool) -> None:
    call = ast.parse(written, mode="eval").body
    assert isinstance(call, ast.Call)

    assert bool(list(faults_of(call))) == is_lonely
