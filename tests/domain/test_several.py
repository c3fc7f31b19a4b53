"""Few of many named."""

import pytest

from server.domain.several import several, several_en

NAMES = ("陈甲", "李乙", "王丙", "张丁", "刘戊")
NAMES_EN = ("Chen", "Li", "Wang", "Zhang", "Liu")


@pytest.mark.parametrize(
    ("number", "are_more", "zh", "en"),
    [
        (0, False, "", ""),
        (1, True, "陈甲", "Chen"),
        (3, False, "陈甲、李乙、王丙", "Chen, Li, Wang"),
        (4, False, "陈甲、李乙、王丙 等 4 人", "Chen, Li, Wang and 1 more"),
        (5, True, "陈甲、李乙、王丙 等 5+ 人", "Chen, Li, Wang and 2+ more"),
    ],
)
def test_up_to_three_are_named_and_the_others_counted(
    number: int,
    are_more: bool,  # noqa: FBT001  # a case of the table
    zh: str,
    en: str,
) -> None:
    assert several(NAMES[:number], "人", are_more=are_more) == zh
    assert several_en(NAMES_EN[:number], are_more=are_more) == en
