"""The English beside a process: what its diagram and its forms say, in files ``*.en.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from server.domain.process import LONGEST_NAME, English, Problem

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

ENDING = ".en.toml"
_SAID = frozenset({"name", "instructions"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All English words that were handed in with a process, and everything wrong with them."""

    diagram: Mapping[str, English]
    """Element id -> its words."""
    forms: Mapping[str, bytes]
    """Form name -> the file of its words."""
    problems: tuple[Problem, ...]


def read_words(files: Mapping[str, bytes], forms: Container[str], key: str) -> Words:
    """The words among these files: ``<key>.en.toml`` for the diagram, ``<form>.en.toml`` for a form."""
    diagram: dict[str, English] = {}
    spoken: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in sorted(name for name in files if name.endswith(ENDING)):
        subject = name.removesuffix(ENDING)
        read, unreadable = read_toml(name, files[name])
        problems += unreadable
        if subject in forms:
            spoken[subject] = files[name]
        elif subject == key:
            problems += [_wrong(name, element) for element in read if not _is_said(read[element])]
            problems += [_too_long(name, element) for element in read if _is_long(read[element])]
            diagram = {element: English(**said) for element, said in read.items() if _is_said(said)}
        elif key:  # without one, the settings are at fault and say so
            problems.append(_of_nothing(name, key))
    return Words(diagram=diagram, forms=spoken, problems=tuple(problems))


def read_toml(name: str, text: bytes) -> tuple[dict[str, Any], list[Problem]]:
    """What a file says; nothing, with the reason, when it can't be read."""
    try:
        return tomllib.loads(text.decode()), []
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        zh, en = f"{name} 无法读取：{error}", f"{name} can't be read: {error}"
        return {}, [Problem(element=name, sentence=zh, sentence_en=en)]


def _is_said(words: object) -> bool:
    return (
        isinstance(words, dict)
        and words.keys() <= _SAID
        and all(isinstance(text, str) and text.strip() for text in words.values())
    )


def _is_long(words: Any) -> bool:
    return _is_said(words) and len(words.get("name", "")) > LONGEST_NAME


def _too_long(name: str, element: str) -> Problem:
    return Problem(
        element=name,
        sentence=f"[{element}] 的 name 不得超过 {LONGEST_NAME} 个字符。请缩短。",
        sentence_en=f"The name of [{element}] may have {LONGEST_NAME} characters. Shorten it.",
    )


def _wrong(name: str, element: str) -> Problem:
    return Problem(
        element=name,
        sentence=f"[{element}] 只能写 name 和 instructions，内容须为文字。",
        sentence_en=f"[{element}] takes name and instructions alone, which must be text.",
    )


def _of_nothing(name: str, key: str) -> Problem:
    return Problem(
        element=name,
        sentence=f"{name} 没有对应的表单。流程图的英文写在 {key}{ENDING}；请改文件名或删去。",
        sentence_en=f"There is no form to {name}. The diagram's English stands in {key}{ENDING}: "
        "rename this file or remove it.",
    )
