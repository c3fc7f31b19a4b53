"""What is wrong with a form itself, told before it is deployed."""

from __future__ import annotations

from collections import Counter
from types import NoneType
from typing import TYPE_CHECKING, Any

from server.domain.feel import FeelError, compile_expression
from server.domain.masking import Personal
from server.domain.values import SPECIAL_NAMES
from server.forms.component import (
    EMPTIES,
    FOREIGN,
    GROUP,
    ROWS,
    SHOWN_ONLY,
    FormUnreadable,
    answerable,
    everything,
    parsed,
)
from server.forms.reading import number
from server.forms.script_text import PatternRefused, compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.forms.component import Component

NEWEST_SCHEMA = 19
"""``schemaVersion`` of form-js 1.23."""

EXPRESSIONS = (
    "alt",
    "appearance.prefixAdorner",
    "appearance.suffixAdorner",
    "description",
    "label",
    "source",
    "text",
    "title",
    "validate.min",
    "validate.max",
    "validate.minLength",
    "validate.maxLength",
    "valuesExpression",
    "columnsExpression",
    "dataSource",
    "expression",
    "multiple",
    "accept",
)
"""Settings in which form-js reads a text that begins with ``=`` as an expression."""

CONDITIONS = ("conditional.hide", "readonly")
"""Settings in which any other text than an expression would be a mistake."""

TEXTS = ("valuesKey", "validate.pattern", "validate.patternErrorMessage")
"""Settings that are read as text, which other JSON is not."""

LIMITS = ("min", "max", "minLength", "maxLength")
MOMENTS = ("date", "time", "datetime")
TYPED = frozenset({"textfield", "textarea", "number"})
"""What people type freely: here personal data can stand."""
FILED = frozenset({"filepicker"})
"""Where files of somebody can stand."""
CHOICES = frozenset({"radio", "select", "checklist", "taglist"})


def problems(form: bytes) -> tuple[tuple[str, str], ...]:
    """Each thing wrong with a form, in Chinese and English; empty when it can be deployed."""
    try:
        read = parsed(form)
    except FormUnreadable:
        return (
            (
                "表单文件不是 form-js 的 JSON，请重新导出。",
                "The file is no form-js JSON. Export the form again.",
            ),
        )
    return tuple(_all(read))


def _all(read: dict[str, Any]) -> Iterator[tuple[str, str]]:
    version = read.get("schemaVersion", NEWEST_SCHEMA)
    if not isinstance(version, int) or version > NEWEST_SCHEMA:
        yield (
            f"表单由更新的设计器保存（schemaVersion {version}），本系统支持到 {NEWEST_SCHEMA}。",
            f"The form was saved by a newer editor (schemaVersion {version}); {NEWEST_SCHEMA} is read.",
        )
    for one in everything(read["components"]):
        yield from _component_problems(one)
    yield from _nesting_problems(read["components"], depth=0)
    yield from _path_problems(answerable(read["components"]))


def _component_problems(one: dict[str, Any]) -> Iterator[tuple[str, str]]:
    kind, name = one.get("type"), _name(one)
    if kind in FOREIGN:
        yield (
            f"{name}：不允许使用 {kind} 组件，请改用文字或图片。",
            f"{name}: components of type {kind} are not allowed. Use text or an image.",
        )
        return
    if kind not in SHOWN_ONLY and kind not in EMPTIES and kind not in (GROUP, ROWS):
        yield (
            f"{name}：不支持组件类型 {kind}。",
            f"{name}: components of type {kind} are unknown.",
        )
        return
    if kind in EMPTIES or kind == ROWS:
        yield from _key_problems(one, name)
    yield from _expression_problems(one, name)
    yield from _text_problems(one, name)
    yield from _personal_problems(one, name)
    yield from _limit_problems(one, name)
    if kind == "datetime" and one.get("subtype", "date") not in MOMENTS:
        yield (
            f"{name}：subtype 应为 {'、'.join(MOMENTS)} 之一。",
            f"{name}: subtype must be one of {', '.join(MOMENTS)}.",
        )
    if kind in CHOICES and not any(
        one.get(source) for source in ("values", "valuesKey", "valuesExpression")
    ):
        yield (f"{name}：没有选项。", f"{name}: there are no options to choose from.")


def _key_problems(one: dict[str, Any], name: str) -> Iterator[tuple[str, str]]:
    key = one.get("path") if one.get("type") == ROWS else one.get("key")
    parts = key.split(".") if isinstance(key, str) else []
    if not parts or not all(part.isidentifier() for part in parts) or parts[0] in SPECIAL_NAMES:
        yield (
            f"{name}：键“{key or ''}”无效，请用字母、汉字、数字和下划线，且不以数字开头。",
            f"{name}: the key {key!r} can't be used. Use letters, digits and underscores.",
        )


def _expression_problems(one: dict[str, Any], name: str) -> Iterator[tuple[str, str]]:
    for setting in (*EXPRESSIONS, *CONDITIONS):
        written = _setting(one, setting)
        if isinstance(written, str) and written.startswith("="):
            yield from _feel_problems(written[1:], setting, name)
    for setting in CONDITIONS:
        written = _setting(one, setting)
        if isinstance(written, str) and written and not written.startswith("="):
            yield (
                f"{name}：{setting} 须为以“=”开头的表达式。",
                f"{name}: {setting} must be an expression that begins with '='.",
            )


def _text_problems(one: dict[str, Any], name: str) -> Iterator[tuple[str, str]]:
    for setting in TEXTS:
        if not isinstance(_setting(one, setting), str | NoneType):
            yield (f"{name}：{setting} 须为文字。", f"{name}: {setting} must be text.")


def _personal_problems(one: dict[str, Any], name: str) -> Iterator[tuple[str, str]]:
    said = _setting(one, "properties.personal")
    takes = FILED if said == Personal.FILE else TYPED
    if said is None or (said in set(Personal) and one.get("type") in takes):
        return
    kinds = tuple(Personal)
    yield (
        f"{name}：personal 须为 {'、'.join(kinds)} 之一；file 只用于文件栏目，其余只用于文字和数字栏目。",
        f"{name}: personal must be one of {', '.join(kinds)}; file on a field for files, the others on one of text or a number.",
    )


def _feel_problems(source: str, setting: str, name: str) -> Iterator[tuple[str, str]]:
    try:
        compile_expression(source)
    except FeelError as refused:
        zh = getattr(refused, "message_zh", str(refused))
        en = getattr(refused, "message_en", str(refused))
        yield (f"{name}：{setting} 的表达式有误：{zh}", f"{name}: {setting}: {en}")


def _limit_problems(one: dict[str, Any], name: str) -> Iterator[tuple[str, str]]:
    for limit in LIMITS:
        written = _setting(one, f"validate.{limit}")
        is_feel = isinstance(written, str) and written.startswith("=")
        if written is not None and not is_feel and number(written) is None:
            yield (f"{name}：{limit} 应为数字。", f"{name}: {limit} must be a number.")
    pattern = _setting(one, "validate.pattern")
    if not pattern:
        return
    try:
        compiled(str(pattern))
    except PatternRefused as refused:
        yield (
            f"{name}：校验规则在“{refused}”处不能使用，请改写（不支持反向引用、后顾和嵌套重复）。",
            f"{name}: rewrite the pattern at {str(refused)!r} (no back references, no nested repeats).",
        )


def _nesting_problems(components: list[Any], depth: int) -> Iterator[tuple[str, str]]:
    for one in components:
        is_list = one.get("type") == ROWS
        if is_list and depth:
            yield (
                f"{_name(one)}：动态列表不能再套动态列表。",
                f"{_name(one)}: a dynamic list can't hold another.",
            )
        if is_list and one.get("isRepeating") is not True:
            yield (
                f"{_name(one)}：动态列表须允许重复（isRepeating）。",
                f"{_name(one)}: a dynamic list must repeat (isRepeating).",
            )
        yield from _nesting_problems(one.get("components") or [], depth + is_list)


def _path_problems(components: tuple[Component, ...]) -> Iterator[tuple[str, str]]:
    counted = Counter(component.path for component in components)
    inner = {path[:size] for path in counted for size in range(1, len(path))}
    for path, times in counted.items():
        if times > 1 or path in inner:
            written = ".".join(path)
            yield (
                f"键“{written}”被多个组件使用，请各用其键。",
                f"The key {written!r} is used by several components. Give each its own.",
            )
    for component in components:
        yield from _path_problems(component.rows)


def _name(one: dict[str, Any]) -> str:
    return str(one.get("label") or one.get("key") or one.get("id") or one.get("type") or "?")


def _setting(one: dict[str, Any], path: str) -> Any:
    found: Any = one
    for part in path.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found
