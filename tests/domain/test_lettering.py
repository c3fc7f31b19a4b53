"""Words on a drawing: how they break into lines."""

import pytest

from server.domain.lettering import broken


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("到场处置并填写处置结果", ["到场处置并填写", "处置结果"]),
        ("核对 SH-2026 号哨令", ["核对 SH-2026 ", "号哨令"]),
        ("一二三四五六七，八", ["一二三四五六七，", "八"]),
        (
            "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉",
            ["甲乙丙丁戊己庚", "辛壬癸子丑寅卯", "辰巳午未申酉"],
        ),
        ("Unterschriftsberechtigt 是", ["Unterschrift", "sberechtigt ", "是"]),
        ("甲" * 40, ["甲" * 7, "甲" * 7, "甲" * 6 + "…"]),
    ],
)
def test_labels_break_as_chinese_does(text: str, lines: list[str]) -> None:
    assert broken(text, 91, 13, most=3) == [line.rstrip() for line in lines]
