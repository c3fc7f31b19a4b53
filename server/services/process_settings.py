"""What process.toml says: of the process, and in ``[pools.id]`` of those that share its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain.feel import FeelError, compile_expression
from server.domain.process import Problem
from server.services.process_words import read_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SETTINGS = "process.toml"


def read_settings(files: Mapping[str, bytes]) -> tuple[dict[str, Any], list[Problem]]:
    """The process's own particulars, and everything wrong with them."""
    if SETTINGS not in files:
        return {}, [problem(SETTINGS, "缺少 process.toml。", "process.toml is missing.")]
    settings, unreadable = read_toml(SETTINGS, files[SETTINGS])
    if unreadable:
        return {}, unreadable
    problems = [*_missing(settings, _WANTED, ""), *_strange(settings, _SHAPES, "")]
    pools = settings.get("pools", {})
    for name, pool in pools.items() if _are_tables(pools) else ():
        problems += _missing(pool, _NAMES, f"[pools.{name}] ")
        problems += _strange(pool, _OF_POOLS, f"[pools.{name}] ")
    return settings, problems


def _missing(settings: dict[str, Any], wanted: tuple[str, ...], where: str) -> Iterator[Problem]:
    for name in wanted:
        if name not in settings:
            yield problem(SETTINGS, f"{where}缺少 {name}。", f"{where}{name} is missing.")


def _strange(settings: dict[str, Any], shapes: dict[str, Shape], where: str) -> Iterator[Problem]:
    for name, value in settings.items():
        if name not in shapes:
            zh = f"{where}不认识 {name}，请删去或改正名称。"
            en = f"{where}{name} is unknown here: remove it or correct its name."
            yield problem(SETTINGS, zh, en)
        elif not shapes[name][0](value):
            _, zh, en = shapes[name]
            yield problem(SETTINGS, f"{where}{name} {zh}", f"{where}{name} {en}")


def problem(element: str, zh: str, en: str) -> Problem:
    """One thing wrong with the files that were handed in."""
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


def _are_tables(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, dict) for each in value.values())


def _are_seats(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(seat, dict)
        and seat.keys() == {"org", "role"}
        and all(map(_is_text, seat.values()))
        for seat in value.values()
    )


_NAMES = ("title", "title_en")
_WANTED = ("key", *_NAMES)
Shape = tuple["Callable[[object], bool]", str, str]
"""How to recognise a good value, and what to say of any other."""
_TEXT = (_is_text, "须为文字。", "must be text.")
_TEXTS = (_are_texts, "须为文字列表。", "must be a list of texts.")
_FEEL = (_is_feel, "须为 FEEL 表达式。", "must be a FEEL expression.")
_OF_POOLS: dict[str, Shape] = {
    "title": _TEXT,
    "title_en": _TEXT,
    "owner": _TEXT,
    "number": _TEXT,
    "start_form": _TEXT,
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
_SHAPES: dict[str, Shape] = {
    **_OF_POOLS,
    "key": _TEXT,
    "forms": _TEXT,
    "pools": (
        _are_tables,
        "须按流程编号写成 [pools.编号]。",
        "must be tables by the id of the process: [pools.id].",
    ),
}
