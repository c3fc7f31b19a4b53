"""What keeps a file from being read as XML, in our words: the library that reads speaks English only."""

from __future__ import annotations

import re

from lxml.etree import ErrorTypes, XMLSyntaxError

DOCTYPE = (
    "文件含 DOCTYPE 声明，不予接受。请删除该声明。",
    "The file has a DOCTYPE, which is not accepted. Remove it.",
)
_PROLOGUE = re.compile(rb"(?>[^<]+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)
_DEEP = (
    "元素嵌套得太深，不予接受。请减少层次，或拆分文件。",
    "Elements are nested too deep, which is not accepted. Use fewer levels, or split the file.",
)
_LONGEST = 60
"""Letters of a name that a sentence repeats at most."""
_NAME = r"(?P<name>\S+)"
_ENCODING = (
    "",
    "内容与声明的编码不符，或不认识该编码",
    "the content is not in the encoding that the file names, or nobody knows that encoding",
)
_SIGNS = (
    "",
    "“&”“<”要写作“&amp;”“&lt;”，名称要以字母开头",
    "& and < are written &amp; and &lt;, and names begin with a letter",
)
_UNCLOSED = ("", "注释、CDATA 或处理指令没有结束", "a comment, CDATA or instruction does not end")
_QUOTED = (
    "",
    "属性要写作“名称=值”，值加引号，属性之间空一格",
    'attributes are written name="value", with a space between them',
)
_CHARACTER = ("", "含有 XML 不允许的字符", "there is a character that XML does not allow")
_REASONS: dict[int | None, tuple[str, str, str]] = {
    ErrorTypes.ERR_DOCUMENT_EMPTY: (
        "",
        "文件是空的，或内容不是 XML",
        "the file is empty, or its content is no XML",
    ),
    ErrorTypes.ERR_DOCUMENT_END: (
        "",
        "根元素之后还有内容",
        "something stands behind the root element",
    ),
    ErrorTypes.ERR_NAME_TOO_LONG: ("", "名称太长", "a name is too long"),
    ErrorTypes.ERR_TAG_NAME_MISMATCH: (
        rf"mismatch: {_NAME} line (?P<line>\d+) and (?P<other>[^\s,]+)",
        "第 {line} 行开始的 {name} 被 {other} 结束",
        "{name}, begun on line {line}, is closed by {other}",
    ),
    ErrorTypes.ERR_TAG_NOT_FINISHED: (
        rf"in tag {_NAME} line (?P<line>\d+)",
        "文件不完整：第 {line} 行开始的 {name} 没有结束",
        "the file is cut off: {name}, begun on line {line}, does not end",
    ),
    ErrorTypes.ERR_ATTRIBUTE_REDEFINED: (
        rf"Attribute {_NAME} ",
        "属性 {name} 写了两次",
        "the attribute {name} stands there twice",
    ),
    ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE: (
        rf"prefix {_NAME} ",
        "没有声明前缀 {name} 的命名空间",
        "the prefix {name} has no namespace",
    ),
    ErrorTypes.ERR_UNDECLARED_ENTITY: (
        rf"Entity '{_NAME}'",
        "没有实体“{name}”",
        "there is no entity {name!r}",
    ),
    **dict.fromkeys(
        (
            ErrorTypes.ERR_NAME_REQUIRED,
            ErrorTypes.ERR_ENTITYREF_SEMICOL_MISSING,
            ErrorTypes.ERR_LT_IN_ATTRIBUTE,
        ),
        _SIGNS,
    ),
    **dict.fromkeys((ErrorTypes.ERR_INVALID_CHAR, ErrorTypes.ERR_INVALID_HEX_CHARREF), _CHARACTER),
    **dict.fromkeys(
        (
            ErrorTypes.ERR_ATTRIBUTE_NOT_STARTED,
            ErrorTypes.ERR_ATTRIBUTE_NOT_FINISHED,
            ErrorTypes.ERR_ATTRIBUTE_WITHOUT_VALUE,
            ErrorTypes.ERR_SPACE_REQUIRED,
        ),
        _QUOTED,
    ),
    **dict.fromkeys(
        (
            ErrorTypes.ERR_COMMENT_NOT_FINISHED,
            ErrorTypes.ERR_PI_NOT_FINISHED,
            ErrorTypes.ERR_CDATA_NOT_FINISHED,
        ),
        _UNCLOSED,
    ),
    **dict.fromkeys(
        (
            ErrorTypes.ERR_INVALID_ENCODING,
            ErrorTypes.ERR_UNKNOWN_ENCODING,
            ErrorTypes.ERR_UNSUPPORTED_ENCODING,
        ),
        _ENCODING,
    ),
}
"""Kind of error -> (what the library's message names, why in Chinese, why in English)."""
_OTHER = ("", "此处不合 XML 的写法", "this is not how XML is written")


def unread(error: Exception, content: bytes) -> tuple[str, str]:
    """Why a file can't be read, and what to do, in Chinese and English.

    A DOCTYPE is refused before all that may be wrong because of it.
    """
    if _PROLOGUE.match(content.replace(b"\0", b"")):
        return DOCTYPE
    if not isinstance(error, XMLSyntaxError):
        return _said("", "", *_ENCODING[1:])
    code = getattr(error, "code", None)
    if code == ErrorTypes.ERR_RESOURCE_LIMIT:
        return _DEEP
    pattern, zh, en = _REASONS.get(code, _OTHER)
    found = re.search(pattern, str(error.msg))
    if found is None:
        _, zh, en = _OTHER
    names = (
        {} if found is None else {key: text[:_LONGEST] for key, text in found.groupdict().items()}
    )
    line, column = error.position
    return _said(
        f"（第 {line} 行第 {column} 列）",
        f" at line {line}, column {column}",
        zh.format(**names),
        en.format(**names),
    )


def _said(at_zh: str, at_en: str, zh: str, en: str) -> tuple[str, str]:
    return (
        f"不是格式良好的 XML{at_zh}：{zh}。请改正，或重新导出。",
        f"Not well-formed XML{at_en}: {en}. Correct it, or export it again.",
    )
