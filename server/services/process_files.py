"""The files of a process as they are handed in, read into its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain.errors import DiagramRefused
from server.domain.feel import FeelError, compile_expression
from server.domain.ids import ProcessKey
from server.domain.process import LaneSeat, Problem, Sources
from server.services.process_words import read_toml, read_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SETTINGS = "process.toml"


def read_sources(files: Mapping[str, bytes]) -> Sources:
    """The files of a process as its sources; refused with ``DiagramRefused``."""
    diagrams = sorted(name for name in files if name.endswith(".bpmn"))
    settings, problems = _settings(files)
    words = read_words(files, str(settings.get("key", "")))
    problems += words.problems
    if len(diagrams) != 1:
        zh = "流程文件夹须有且只有一个 .bpmn 文件。"
        problems.append(_problem("*.bpmn", zh, "Give exactly one .bpmn file."))
    if problems:
        raise DiagramRefused(problems)
    return Sources(
        key=ProcessKey(settings["key"]),
        title=settings["title"],
        title_en=settings["title_en"],
        diagram=files[diagrams[0]],
        owner=settings.get("owner", ""),
        law=tuple(settings.get("law", ())),
        starter=tuple(settings.get("starter", ())),
        start_form=settings.get("start_form"),
        starter_body=settings.get("starter_body", ""),
        title_value=settings.get("title_value", ""),
        number=settings.get("number", settings["key"][:2].upper()),
        lanes={
            name: LaneSeat(org=seat["org"], role=seat["role"])
            for name, seat in settings.get("lanes", {}).items()
        },
        decisions={name: text for name, text in files.items() if name.endswith(".dmn")},
        forms={
            name.removesuffix(".json"): text
            for name, text in files.items()
            if name.endswith(".json")
        },
        words=words.forms,
        english=words.diagram,
    )


def _settings(files: Mapping[str, bytes]) -> tuple[dict[str, Any], list[Problem]]:
    """The process's own particulars, and everything wrong with them."""
    if SETTINGS not in files:
        return {}, [_problem(SETTINGS, "缺少 process.toml。", "process.toml is missing.")]
    settings, unreadable = read_toml(SETTINGS, files[SETTINGS])
    if unreadable:
        return {}, unreadable
    problems = [
        _problem(SETTINGS, f"缺少 {name}。", f"{name} is missing.")
        for name in _WANTED
        if name not in settings
    ]
    for name, value in settings.items():
        if name not in _SHAPES:
            zh = f"不认识 {name}，请删去或改正名称。"
            en = f"{name} is unknown here: remove it or correct its name."
            problems.append(_problem(SETTINGS, zh, en))
        elif not _SHAPES[name][0](value):
            _, zh, en = _SHAPES[name]
            problems.append(_problem(SETTINGS, f"{name} {zh}", f"{name} {en}"))
    return settings, problems


def _problem(element: str, zh: str, en: str) -> Problem:
    return Problem(element=element, sentence=zh, sentence_en=en)


# --- what each setting has to look like --------------------------------------------------------


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_feel(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        compile_expression(value)
    except FeelError:
        return False
    return True


def _are_seats(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(seat, dict)
        and seat.keys() == {"org", "role"}
        and all(map(_is_text, seat.values()))
        for seat in value.values()
    )


_WANTED = ("key", "title", "title_en")
_TEXT = (_is_text, "须为文字。", "must be text.")
_TEXTS = (_are_texts, "须为文字列表。", "must be a list of texts.")
_FEEL = (_is_feel, "须为 FEEL 表达式。", "must be a FEEL expression.")
_SHAPES: dict[str, tuple[Callable[[object], bool], str, str]] = {
    "key": _TEXT,
    "title": _TEXT,
    "title_en": _TEXT,
    "owner": _TEXT,
    "number": _TEXT,
    "start_form": _TEXT,
    "forms": _TEXT,
    "law": _TEXTS,
    "starter": _TEXTS,
    "title_value": _FEEL,
    "starter_body": _FEEL,
    "lanes": (
        _are_seats,
        "的每条泳道须有 org（FEEL）和 role，且不得有其他内容。",
        "must give org (FEEL) and role for each lane, and nothing else.",
    ),
}
