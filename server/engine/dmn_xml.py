"""Reading DMN files safely: no DOCTYPE, no entities, no network, limits on size."""

from collections.abc import Iterator
from time import thread_time
from typing import Any

from lxml import etree

from server.domain.feel.refusals import FeelError, FeelSyntaxError
from server.engine.dmn_findings import DecisionRefused, Finding, ReadTooLong
from server.engine.xml_words import DOCTYPE, unread

NAMESPACES = frozenset(
    {
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    }
)
"""DMN 1.1 to 1.5; the older ones differ only in what we don't read."""
MAX_BYTES = 4_000_000
MAX_ELEMENTS = 100_000
MAX_SECONDS = 20
"""Of the processor, for reading one file."""


def line_of(element: etree._Element) -> int:
    """Give the line an element stands on."""
    line: Any = element.sourceline
    return line if isinstance(line, int) else 0


def refused(element: etree._Element | None, message_zh: str, message_en: str) -> DecisionRefused:
    """Make the refusal of one element."""
    return DecisionRefused((finding(element, message_zh, message_en),))


def finding(element: etree._Element | None, message_zh: str, message_en: str) -> Finding:
    """Say what is wrong with an element, named by the nearest id."""
    name, line, at = "", 0, element
    if element is not None:
        line = line_of(element)
    while at is not None and not name:
        name = at.get("id") or at.get("name") or ""
        at = at.getparent()
    return Finding(element=name, line=line, message_zh=message_zh, message_en=message_en)


def unreadable(
    element: etree._Element, error: FeelError, zh: str = "表达式有误", en: str = "expression"
) -> DecisionRefused:
    """Make the refusal of a text that is no expression."""
    message_zh = getattr(error, "message_zh", str(error))
    where = (
        f"第 {error.line} 行第 {error.column} 列：" if isinstance(error, FeelSyntaxError) else ""
    )
    return refused(element, f"{zh}：{where}{message_zh}", f"{en}: {error}")


class ReadingTime:
    """How long one file may still be read."""

    def __init__(self) -> None:
        self._until = thread_time() + MAX_SECONDS

    def check(self, element: etree._Element) -> None:
        """Give up where reading has taken too long."""
        if thread_time() > self._until:
            told = finding(
                element,
                f"读取模型超过 {MAX_SECONDS} 秒，请拆分为几个文件",
                f"reading the model took more than {MAX_SECONDS} seconds: split it into several files",
            )
            raise ReadTooLong((told,))


def read_root(xml: bytes) -> etree._Element:
    """Read a file and give its definitions."""
    if len(xml) > MAX_BYTES:
        raise refused(
            None,
            f"文件超过 {MAX_BYTES} 字节，请拆分为几个文件",
            f"the file is larger than {MAX_BYTES} bytes: split it into several files",
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, LookupError) as error:
        raise _unread(*unread(error, xml), line=getattr(error, "lineno", 0)) from error
    document: Any = root.getroottree().docinfo
    if document.doctype:
        raise _unread(*DOCTYPE)
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise refused(
            None,
            f"文件超过 {MAX_ELEMENTS} 个元素，请拆分为几个文件",
            f"the file has more than {MAX_ELEMENTS} elements: split it into several files",
        )
    name = etree.QName(root)
    if name.localname != "definitions" or name.namespace not in NAMESPACES:
        raise refused(root, "不是 DMN 1.1 至 1.5 的定义", "no definitions of DMN 1.1 to 1.5")
    return root


def _unread(sentence: str, sentence_en: str, line: int = 0) -> DecisionRefused:
    """Make the refusal of a file that is no XML; what is said of it gets its full stop elsewhere."""
    told = Finding(
        element="",
        line=line,
        message_zh=sentence.removesuffix("。"),
        message_en=sentence_en.removesuffix("."),
    )
    return DecisionRefused((told,))


def local(element: etree._Element) -> str:
    """Give the name of an element without its namespace; of what is no element, nothing."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def is_model(element: etree._Element) -> bool:
    """Tell whether an element belongs to DMN itself."""
    return isinstance(element.tag, str) and etree.QName(element).namespace in NAMESPACES


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Give the children of these names; without names, all of DMN."""
    for child in element:
        if is_model(child) and (not names or local(child) in names):
            yield child


def child(element: etree._Element, *names: str) -> etree._Element | None:
    """Give the first child of these names."""
    return next(children(element, *names), None)


def text_of(element: etree._Element | None) -> str:
    """Give the text of the `text` child, or nothing."""
    inner = None if element is None else child(element, "text")
    return "" if inner is None else (inner.text or "").strip()
