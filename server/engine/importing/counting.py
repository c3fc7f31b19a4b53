"""How often: multi-instance and loop markers that don't say, or say it in another tool's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.engine.importing.asking import ENGLISH, ask_before, ask_the_doer, keep_form, variable_of
from server.engine.importing.dialects import vendor, vendor_parts
from server.engine.importing.translating import in_plain
from server.engine.names import IDENTIFIER, local, properties, tag, text_of
from server.engine.rules_flows import PERSONAL
from server.engine.sheet import ACTIVITIES

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_MANY = ACTIVITIES - {"adHocSubProcess"}
"""What may have a multi-instance marker here."""


def map_collections(draft: Draft) -> None:
    """The collection, its members and what they give, as other tools write them.

    Where a number is written as well, the number counts there, and the collection is told as without effect.
    """
    for loop in draft.each("multiInstanceLoopCharacteristics"):
        if loop.find(tag("loopCardinality")) is not None:
            continue
        for name, text in _said(loop).items():
            if not IDENTIFIER.fullmatch(text) or loop.find(tag(name)) is not None:
                continue
            if name.endswith("Item"):
                draft.add(loop, name, id=draft.new_id(f"{text}_item"), name=text)
            else:
                draft.add(loop, name, text)
            draft.note(loop, "映射多实例。", "The multi-instance was mapped.", text, name)


def _said(loop: _Element) -> dict[str, str]:
    """What a tool says of a multi-instance, by the standard's names."""
    said = {
        "loopDataInputRef": vendor(loop, "collection"),
        "inputDataItem": vendor(loop, "elementVariable"),
    }
    for part in vendor_parts(loop, "loopCharacteristics"):
        said = {
            "loopDataInputRef": part.get("inputCollection"),
            "inputDataItem": part.get("inputElement"),
            "loopDataOutputRef": part.get("outputCollection"),
            "outputDataItem": part.get("outputElement"),
        }
    return {name: in_plain(text) for name, text in said.items()}


def ask_how_many(draft: Draft) -> None:
    """A multi-instance without collection or number: a person gives the number before."""
    for loop in draft.each("multiInstanceLoopCharacteristics"):
        node = loop.getparent()
        given = [loop.find(tag(name)) for name in ("loopDataInputRef", "loopCardinality")]
        if node is None or local(node) not in _MANY or given != [None, None]:
            continue
        number = variable_of(draft, "number_of", node)
        draft.add(loop, "loopCardinality", number)
        name = node.get("name") or node.get("id", "")
        name_en = draft.name_en(node) or name
        step = ask_before(draft, node, f"{name}：几份", f"{name_en}: how many")
        field = {"key": number, "type": "number", "label": "几份", "defaultValue": 1}
        field |= {"validate": {"required": True, "min": 0}, "decimalDigits": 0}
        field |= {ENGLISH: {"label": "How many"}}
        draft.say(step, "form", keep_form(draft, step, [field]))
        draft.note(
            node,
            "多实例没有写明集合或次数：由人先填写份数。",
            "The multi-instance names no collection or number: a person gives the number before.",
            "",
            number,
        )


def ask_again(draft: Draft) -> None:
    """A loop without condition or most: the person says after each round whether once more."""
    for loop in draft.each("standardLoopCharacteristics"):
        node = loop.getparent()
        if node is None or loop.get("loopMaximum") or text_of(loop, "loopCondition"):
            continue
        ask_the_doer(draft, node)
        if local(node) not in PERSONAL or "form" in properties(node):
            loop.set("loopMaximum", "1")
            zh, en, now = (
                "循环没有写明条件，只办一次。",
                "The loop has no condition: one round.",
                "1",
            )
        else:
            now = variable_of(draft, "again_at", node)
            draft.add(loop, "loopCondition", f"{now} = true")
            field: dict[str, Any] = {"key": now, "type": "checkbox", "label": "再办一次"}
            field[ENGLISH] = {"label": "Once more"}
            draft.say(node, "form", keep_form(draft, node, [field]))
            zh, en = (
                "循环没有写明条件：由办理人决定是否再办。",
                "The loop has no condition: the doer decides.",
            )
        draft.note(node, zh, en, "", now)
