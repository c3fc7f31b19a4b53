"""What process.toml says: of the process, and in ``[pools.id]`` of those that share its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain.feel import FeelError, compile_expression
from server.domain.process import LONGEST_NAME, Problem
from server.services.process_words import read_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SETTINGS = "process.toml"


def read_settings(files: Mapping[str, bytes]) -> tuple[dict[str, Any], list[Problem]]:
    """The process's own particulars, and everything wrong with them."""
    if SETTINGS not in files:
        return {}, [missing_settings()]
    settings, unreadable = read_toml(SETTINGS, files[SETTINGS])
    if unreadable:
        return {}, unreadable
    problems = [*missing(settings, _WANTED, ""), *strange(settings, _SHAPES, "")]
    pools = settings.get("pools", {})
    for name, pool in pools.items() if are_tables(pools) else ():
        problems += missing(pool, _NAMES, f"[pools.{name}] ")
        problems += strange(pool, _OF_POOLS, f"[pools.{name}] ")
    return settings, problems


def missing(settings: dict[str, Any], wanted: tuple[str, ...], where: str) -> Iterator[Problem]:
    """A problem for each setting that has to be there and isn't."""
    for name in wanted:
        if name not in settings:
            yield problem(SETTINGS, f"{where}缺少 {name}。", f"{where}{name} is missing.")


def strange(settings: dict[str, Any], shapes: Mapping[str, Shape], where: str) -> Iterator[Problem]:
    """A problem for each setting that is unknown, or looks otherwise than it has to."""
    for name, value in settings.items():
        if name not in shapes:
            zh = f"{where}不认识 {name}，请删去或改正名称。"
            en = f"{where}{name} is unknown here: remove it or correct its name."
            yield problem(SETTINGS, zh, en)
        elif not shapes[name][0](value):
            _, zh, en = shapes[name]
            yield problem(SETTINGS, f"{where}{name} {zh}", f"{where}{name} {en}")


def missing_settings() -> Problem:
    """That the file itself isn't there."""
    return problem(SETTINGS, "缺少 process.toml。", "process.toml is missing.")


def problem(element: str, zh: str, en: str) -> Problem:
    """One thing wrong with the files that were handed in."""
    return Problem(element=element, sentence=zh, sentence_en=en)


# --- what each setting has to look like --------------------------------------------------------


def is_text(value: object) -> bool:
    """Whether something is written there."""
    return isinstance(value, str) and bool(value.strip())


def _is_name(value: object) -> bool:
    return is_text(value) and len(str(value)) <= LONGEST_NAME


def are_texts(value: object) -> bool:
    """Whether it is a list of texts."""
    return isinstance(value, list) and all(map(is_text, value))


def _is_feel(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        compile_expression(value)
    except FeelError:
        return False
    return True


def are_tables(value: object) -> bool:
    """Whether it is a table of tables."""
    return isinstance(value, dict) and all(isinstance(each, dict) for each in value.values())


def _are_seats(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(seat, dict)
        and seat.keys() == {"org", "role"}
        and all(map(is_text, seat.values()))
        for seat in value.values()
    )


_NAMES = ("title", "title_en")
_WANTED = ("key", *_NAMES)
Shape = tuple["Callable[[object], bool]", str, str]
"""How to recognise a good value, and what to say of any other."""
TEXT = (is_text, "须为文字。", "must be text.")
_NAME = (
    _is_name,
    f"须为文字，不超过 {LONGEST_NAME} 个字符。",
    f"must be text of at most {LONGEST_NAME} characters.",
)
TEXTS = (are_texts, "须为文字列表。", "must be a list of texts.")
_FEEL = (_is_feel, "须为 FEEL 表达式。", "must be a FEEL expression.")
_OF_POOLS: dict[str, Shape] = {
    "title": _NAME,
    "title_en": _NAME,
    "owner": _NAME,
    "number": _NAME,
    "start_form": _NAME,
    "law": TEXTS,
    "starter": TEXTS,
    "searchable": TEXTS,
    "columns": TEXTS,
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
    "key": TEXT,  # as long as the id of its process may be
    "forms": _NAME,
    "pools": (
        are_tables,
        "须按流程编号写成 [pools.编号]。",
        "must be tables by the id of the process: [pools.id].",
    ),
    "votes": (
        are_tables,
        "须按名称写成 [votes.名称]。",
        "must be tables by the name of the vote: [votes.name].",
    ),
}
