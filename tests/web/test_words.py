"""How deadlines, moments and sizes are said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from server.domain.reading import Deadline, Lamp
from server.web import speech, words
from server.web.catalogues import TRANSLATIONS, compile_catalogues

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 2, 42, tzinfo=UTC)


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """A page in one of the two languages."""
    compile_catalogues()
    name = str(request.param)
    app = Flask(__name__)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    speech.install(app, lambda: name)
    with app.test_request_context():
        yield name


def _deadline(lamp: Lamp, amount: int = 0, unit: str = "day", hours: int = 5) -> Deadline:
    return Deadline(due=NOW + timedelta(hours=hours), lamp=lamp, amount=amount, unit=unit)


@pytest.mark.parametrize(
    ("deadline", "chinese", "english"),
    [
        (_deadline(Lamp.LATE, 1), "超期 1 个工作日", "1 working day late"),
        (_deadline(Lamp.LATE, 3, "hour"), "超期 3 小时", "3 hours late"),
        (_deadline(Lamp.LATE, 20, "minute"), "超期 20 分钟", "20 minutes late"),
        (_deadline(Lamp.TODAY), "今日到期", "Due today"),
        (_deadline(Lamp.TODAY, 1, "hour"), "剩 1 小时", "1 hour left"),
        (_deadline(Lamp.GOOD, 3), "剩 3 个工作日", "3 working days left"),
        (_deadline(Lamp.GOOD, 45, "minute"), "剩 45 分钟", "45 minutes left"),
        (Deadline(due=None, lamp=Lamp.NONE), "不限时", "No deadline"),
    ],
)
def test_the_lamp_says_it_in_words(
    language: str, deadline: Deadline, chinese: str, english: str
) -> None:
    assert words.lamp_words(deadline) == (chinese if language == "zh" else english)


@pytest.mark.parametrize(
    ("deadline", "chinese"),
    [
        (_deadline(Lamp.LATE, 1), "应于 11-20 办结"),
        (_deadline(Lamp.LATE, 3, "hour"), "11-20 15:42 前"),
        (_deadline(Lamp.TODAY), "11-20 15:42 前"),
        (_deadline(Lamp.GOOD, 1, hours=24), "11-21 10:42 前"),
        (_deadline(Lamp.GOOD, 3, hours=96), "11-24"),
        (_deadline(Lamp.GOOD, 60, hours=24 * 60), "2027-01-19"),
        (Deadline(due=None, lamp=Lamp.NONE), ""),
    ],
)
def test_the_moment_stands_under_the_lamp(language: str, deadline: Deadline, chinese: str) -> None:
    said = words.due_words(deadline, NOW)

    assert (said == chinese) is (
        language == "zh" or ("办结" not in chinese and "前" not in chinese)
    )


def test_a_catalogue_is_compiled_once(tmp_path: Path) -> None:
    catalogue = tmp_path / "en" / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid "待办"\nmsgstr "Inbox"\n', encoding="utf-8")

    assert (compile_catalogues(tmp_path), compile_catalogues(tmp_path)) == (1, 0)


def test_each_lamp_has_its_colour() -> None:
    colours = [words.lamp_colour(_deadline(lamp)) for lamp in Lamp]

    assert sorted(colours) == ["amber", "green", "grey", "red", "still", "still"]


def test_the_county_keeps_its_own_time() -> None:
    assert words.when(NOW, NOW) == "11-20 10:42"
    assert words.when(NOW - timedelta(days=400), NOW) == "2025-10-16 10:42"
    assert words.clock_time(NOW) == "10:42"
    assert words.machine_time(NOW) == "2026-11-20T10:42+08:00"
    assert words.short_day(date(2024, 3, 1)) == "2024-03-01"


def test_the_day_is_said_in_full(language: str) -> None:
    expected = {"zh": "2026年11月20日星期五", "en": "Friday, November 20, 2026"}

    assert words.long_day(NOW) == expected[language]


def test_names_follow_the_language_where_there_are_two(language: str) -> None:
    assert words.speak("吹哨", "Whistle") == ("Whistle" if language == "en" else "吹哨")
    assert words.speak("吹哨", "") == "吹哨"


def test_figures_stop_counting_and_sizes_are_rounded() -> None:
    assert words.capped(99) == "99"
    assert words.capped(100) == "99+"
    assert words.file_size(10) == "1 KB"
    assert words.file_size(6_700_000) == "6.4 MB"


@pytest.mark.parametrize(
    ("choice", "is_no"),
    [("退回", True), ("不予受理", True), ("同意", False), ("Register", False), ("Note it", False)],
)
def test_a_choice_that_turns_something_down_is_known(choice: str, *, is_no: bool) -> None:
    assert words.says_no(choice) is is_no
