"""What keeps a file from being read as XML is told in both languages, each in its own words."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from server.domain.errors import DiagramRefused
from server.engine.adapter import SpiffEngine
from server.engine.decisions import DecisionRefused, read_decisions
from server.engine.xml_words import unread

CHINESE = re.compile("[\u4e00-\u9fff]")
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
DEEP = b"<a>" * 300 + b"</a>" * 300


def told(content: bytes) -> tuple[str, str]:
    """What is said of a file that is no XML."""
    with pytest.raises((etree.XMLSyntaxError, LookupError)) as caught:
        etree.fromstring(content)
    return unread(caught.value, content)


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (b"", "文件是空的", "the file is empty"),
        (b"<a/>\n<b/>", "（第 2 行第 1 列）：根元素之后", "at line 2, column 1: something stands"),
        (b"<a>\n<b></a>", "第 2 行开始的 b 被 a 结束", "b, begun on line 2, is closed by a"),
        (b"<a>\n<b>", "第 2 行开始的 b 没有结束", "b, begun on line 2, does not end"),
        (b'<a b="1" b="2"/>', "属性 b 写了两次", "the attribute b stands there twice"),
        (b"<a b=1/>", "值加引号", 'written name="value"'),
        (b"<a>a & b</a>", "“&amp;”", "&amp;"),
        (b"<a>&x;</a>", "没有实体“x”", "no entity 'x'"),
        (b"<x:a/>", "前缀 x", "the prefix x"),
        (b"<a>\x01</a>", "不允许的字符", "XML does not allow"),
        (b"<a>\xff</a>", "编码", "encoding"),
        (b"<a><!-- x</a>", "没有结束", "does not end"),
        (b"<" + b"a" * 60_000 + b"/>", "名称太长", "a name is too long"),
        (b'\n<?xml version="1.0"?><a/>', "不合 XML 的写法", "not how XML is written"),
        (DEEP, "元素嵌套得太深", "nested too deep"),
        (OUTSIDE + b'<a b="&x;"/>', "DOCTYPE", "DOCTYPE"),
        (b'<?xml version="1.0"?><!-- a -->\n<!DOCTYPE a [', "DOCTYPE", "DOCTYPE"),
        ("<!DOCTYPE a><b></a>".encode("utf-16"), "DOCTYPE", "DOCTYPE"),
    ],
)
def test_a_file_that_is_no_xml_is_refused_in_our_own_words(
    content: bytes, zh: str, en: str
) -> None:
    said, said_en = told(content)

    assert zh in said
    assert en in said_en
    assert (said[-1], said_en[-1]) == ("。", ".")
    assert not CHINESE.search(said_en)
    assert not re.search("string|XML_PARSE|mismatch|Premature|expected", said + said_en)


def test_a_comment_that_speaks_of_a_doctype_is_none() -> None:
    assert "没有结束" in told(b"<!-- <!DOCTYPE a> --><a>")[0]


def test_instructions_without_number_are_passed_in_no_time() -> None:
    assert "没有结束" in told(b"<?a?>" * 50_000 + b"<a>")[0]


def test_an_error_without_a_place_is_told_by_the_encoding() -> None:
    zh, en = unread(LookupError("no such codec"), b"<a/>")

    assert zh.startswith("不是格式良好的 XML：内容与声明的编码不符")
    assert en.startswith("Not well-formed XML: the content is not in the encoding")


def test_a_message_of_another_shape_is_told_by_its_place_alone() -> None:
    with pytest.raises(etree.XMLSyntaxError) as caught:
        etree.fromstring(b"<a></b>")
    caught.value.msg = "something new"

    assert "不合 XML 的写法" in unread(caught.value, b"<a></b>")[0]


@pytest.mark.parametrize("content", [OUTSIDE + b'<a b="&x;"/>', OUTSIDE + b"<a/>", DEEP, b"<a>"])
def test_diagrams_and_decisions_are_refused_by_the_same_sentence(content: bytes) -> None:
    with pytest.raises(DecisionRefused) as refused:
        read_decisions(content)
    with pytest.raises(DiagramRefused) as of_diagram:
        SpiffEngine().lay_out(content)

    [one], [other] = refused.value.findings, of_diagram.value.problems
    assert (f"{one.message_zh}。", f"{one.message_en}.") == (other.sentence, other.sentence_en)
