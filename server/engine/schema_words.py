"""What the standard's schema finds wrong, in our words: the library that checks speaks English only."""

from __future__ import annotations

import re

_NAMESPACE = re.compile(r"\{[^}]*\}")
_ELEMENT = re.compile(r"Element '(?P<element>[^']+)'(?:, attribute '(?P<attribute>[^']+)')?: ")
_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        r"This element is not expected\. Expected is (?:one of )?\( (?P<wanted>.+) \)\.",
        "此处不应有元素 {element}，这里可以是：{wanted}。请移到应在的位置，或删除。",
        "{element} has no place here; expected is: {wanted}. Move it to where it belongs, or remove it.",
    ),
    (
        r"This element is not expected\.",
        "此处不应有元素 {element}。请移到应在的位置，或删除。",
        "{element} has no place here. Move it to where it belongs, or remove it.",
    ),
    (
        r"Missing child element\(s\)\. Expected is (?:one of )?\( (?P<wanted>.+) \)\.",
        "元素 {element} 中缺少：{wanted}。请补上。",
        "{element} lacks: {wanted}. Add it.",
    ),
    (
        r"The attribute '(?P<wanted>[^']+)' is required but missing\.",
        "元素 {element} 缺少属性 {wanted}。请补上。",
        "{element} lacks the attribute {wanted}. Add it.",
    ),
    (
        r"The attribute '(?P<wanted>[^']+)' is not allowed\.",
        "元素 {element} 没有属性 {wanted}。请删除该属性。",
        "{element} has no attribute {wanted}. Remove it.",
    ),
    (
        r"(?:\[facet '[^']+'\] )?The value '(?P<value>.*)' is not an element of the set \{(?P<wanted>.+)\}\.",
        "{place} 的值“{value}”不在可选值内：{wanted}。请改选其一。",
        "{value!r} is no choice for {place}: {wanted}. Choose one of them.",
    ),
    (
        r"'(?P<value>.*)' is not a valid value of the (?:\w+ )*type '(?P<wanted>[^']+)'\.",
        "{place} 的值“{value}”不是 {wanted} 类型。请改正。",
        "{value!r} is no {wanted}, which {place} has to be. Correct it.",
    ),
    (
        r"Character content (?:other than whitespace )?is not allowed.*",
        "元素 {element} 中不能直接写文字。请删除。",
        "{element} can't hold text of its own. Remove it.",
    ),
)
_OTHER = (
    "{element} 不符合 BPMN 2.0 结构。请按标准改正。",
    "{element} is not as the BPMN 2.0 schema has it. Correct it by the standard.",
)
_FILE = ("文件", "The file")


def worded(message: str) -> tuple[str, str]:
    """A message of the library in Chinese and English, with its own text behind."""
    found = _ELEMENT.match(message)
    names = {
        name: _bare(text) for name, text in (found.groupdict() if found else {}).items() if text
    }
    told = message[found.end() :] if found else message
    texts, more = _OTHER, {}
    for pattern, zh, en in _WORDS if names else ():
        match = re.fullmatch(pattern, told, re.DOTALL)
        if match:
            texts, more = (zh, en), match.groupdict()
            break
    said = names | {name: _bare(text) for name, text in more.items()}
    place = " ".join(filter(None, (said.get("element"), said.get("attribute"))))
    said_zh, said_en = (
        text.format_map({"element": nameless, "place": place} | said)
        for text, nameless in zip(texts, _FILE, strict=True)
    )
    return f"{said_zh}（{message}）", f"{said_en} ({message})"


def _bare(text: str) -> str:
    """Names without the namespaces that the library puts before them."""
    return _NAMESPACE.sub("", text)
