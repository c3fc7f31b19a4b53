"""From bytes to an XML tree that can do no harm: no DOCTYPE, no entities, nothing fetched, limits on all."""

from __future__ import annotations

from copy import deepcopy
from threading import Lock
from typing import TYPE_CHECKING

from lxml import etree
from SpiffWorkflow.spiff.parser.process import VALIDATOR

from server.engine.names import BPMN, is_definition, referred, tag
from server.engine.schema_words import worded
from server.engine.xml_words import DOCTYPE, unread

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.findings import Findings

MAX_BYTES = 4_000_000
MAX_ELEMENTS = 40_000
MAX_DEPTH = 60
_SCHEMA_LOCK = Lock()


def read_xml(content: bytes, findings: Findings, *, whole: bool = False) -> _Element | None:
    """The root of a well-formed, harmless document; None with the reason noted.

    ``whole`` keeps comments and instructions, for giving the document back.
    """
    if len(content) > MAX_BYTES:
        findings.add(
            None,
            f"文件超过 {MAX_BYTES // 1_000_000} MB。请拆分流程。",
            f"The file is larger than {MAX_BYTES // 1_000_000} MB. Split the process.",
        )
        return None
    try:
        root = etree.fromstring(content, _parser(whole=whole))
    except (etree.XMLSyntaxError, LookupError) as error:
        findings.add(None, *unread(error, content), line=getattr(error, "lineno", None))
        return None
    if _is_mislabelled(root, content):
        findings.add(
            None,
            "编码声明与内容不符：内容是 UTF-8。请改正声明，或重新导出。",
            "The file is UTF-8 but names another encoding. Correct the first line, or export it again.",
        )
        return None
    return root if _harmless(root, findings) else None


def _is_mislabelled(root: _Element, content: bytes) -> bool:
    """Whether text in UTF-8 was read as something else, which GB 18030 and Latin-1 let happen."""
    named = root.getroottree().docinfo.encoding
    if content.isascii() or (named or "UTF-8").upper() == "UTF-8":
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _parser(*, whole: bool) -> etree.XMLParser:
    # Entities stay unresolved and nothing outside is loaded; a DOCTYPE is refused on top of that.
    # A comment inside an expression would cut it in two, so none is kept for running.
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        strip_cdata=not whole,
        remove_comments=not whole,
        remove_pis=not whole,
    )


def _harmless(root: _Element, findings: Findings) -> bool:
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]  # missing in the stubs
        findings.add(None, *DOCTYPE)
        return False
    count = 0
    todo = [(root, 1)]
    while todo:
        node, depth = todo.pop()
        count += 1
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            findings.add(
                None,
                f"元素超过 {MAX_ELEMENTS} 个或嵌套超过 {MAX_DEPTH} 层。请拆分流程。",
                f"More than {MAX_ELEMENTS} elements, or nested deeper than {MAX_DEPTH}. Split the process.",
            )
            return False
        todo.extend((child, depth + 1) for child in node)
    if root.tag != tag("definitions"):
        findings.add(
            None,
            "根元素不是 BPMN 2.0 的 definitions。请选择 BPMN 文件。",
            f"The root is not definitions of BPMN 2.0 ({BPMN}). Choose a BPMN file.",
        )
        return False
    return True


def check_schema(root: _Element, findings: Findings) -> None:
    """Hold the document against the standard's schema, which the library brings along."""
    schema = VALIDATOR.validator
    with _SCHEMA_LOCK:  # the schema object keeps the log of its last use
        VALIDATOR.preprocess(root)
        if schema.validate(root):
            return
        log = [(entry.line, entry.message) for entry in schema.error_log]
    by_line = {node.sourceline: node for node in root.iter() if node.get("id")}
    for line, message in log:
        findings.add(by_line.get(line), *worded(message), line=line)


def hand_out_definitions(root: _Element, findings: Findings) -> None:
    """Put event definitions that stand beside the processes where events refer to them (BPMN 2.0, 10.5)."""
    shared = {node.get("id"): node for node in root if is_definition(node) and node.get("id")}
    for ref in list(root.iter(tag("eventDefinitionRef"))):
        name = referred(ref.text)
        event = ref.getparent()
        if event is None or name not in shared:
            findings.add(
                ref,
                f"没有事件定义“{name}”。请改正引用，或补上定义。",
                f"There is no event definition {name!r}. Correct the reference, or add the definition.",
            )
            continue
        definition = deepcopy(shared[name])
        del definition.attrib["id"]
        event.replace(ref, definition)
