"""Scripts in steps and around them: what can be said becomes FEEL, the rest is left out and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.feel import FeelError
from server.engine.expressions import read_script
from server.engine.importing.acting import by_person
from server.engine.importing.dialects import vendor_parts
from server.engine.importing.draft import drop, rewrite, written
from server.engine.importing.knowing import is_feel, plain
from server.engine.importing.scripts import Script, read_foreign
from server.engine.names import IDENTIFIER, extension, tag
from server.engine.sheet import ACTIVITIES

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_AROUND = {
    "preScript": ("前置脚本", "pre-script"),
    "postScript": ("后置脚本", "post-script"),
}


def translate_around(draft: Draft) -> None:
    """Scripts before and after a step say in FEEL what they said in Python."""
    for node in draft.each(*sorted(ACTIVITIES)):
        for name, (zh, en) in _AROUND.items():
            part = extension(node, name)
            if part is None or _is_ours(written(part)):
                continue
            script = read_foreign(_raw(part))
            if script.feel:
                _note_translated(draft, node, written(part), script.feel)
                rewrite(part, script.feel)
            else:
                drop(part)
            _note_left_out(draft, node, script, zh, en)


def translate_scripts(draft: Draft) -> None:
    """A script of plain assignments becomes FEEL; what else it does is never run, a person does the step.

    The assignments among the rest are made when the person is through. A script that does nothing to
    the data is passed.
    """
    for node in draft.each("scriptTask"):
        language = node.get("scriptFormat", "")
        was = written(node.find(tag("script")))
        if "feel" in language.lower() and _is_ours(was):
            continue
        was, script = _said_in(node, was, language)
        if script.left_out or not was:
            by_person(draft, node, was or language)
            _add_behind(draft, node, script)
        elif script.feel:
            _write(draft, node, was, script.feel)
        else:
            draft.retag(node, "task")
            zh, en = (
                "脚本不改动数据，直接通过。",
                "The script does nothing to the data; it is passed.",
            )
            draft.note(node, zh, en, was, "task")
        _note_idle(draft, node, script)


def _said_in(node: _Element, was: str, language: str) -> tuple[str, Script]:
    """What a script task says, and what of it can be said here."""
    for part in vendor_parts(node, "script"):
        name, said = part.get("resultVariable", ""), plain(part.get("expression", ""))
        was = f"{name} = {said}"
        is_fine = IDENTIFIER.fullmatch(name) and is_feel(said)
        return was, Script(feel=f"{name} := {said}") if is_fine else Script(left_out=was)
    found = node.find(tag("script"))
    return was, Script() if found is None else read_foreign(_raw(found), language)


def _write(draft: Draft, node: _Element, was: str, feel: str) -> None:
    for old in node.findall(tag("script")):
        drop(old)
    draft.add(node, "script", feel)
    node.set("scriptFormat", "feel")
    _note_translated(draft, node, was, feel)


def _add_behind(draft: Draft, node: _Element, script: Script) -> None:
    """The assignments of a script that a person does, before those that stood behind it already."""
    there = extension(node, "postScript")
    whole = "\n".join(filter(None, [script.feel, written(there)]))
    if not script.feel or not _is_ours(whole):
        return
    if there is None:
        draft.extend(node, "postScript", whole)
    else:
        rewrite(there, whole)
    zh = "脚本中能译为 FEEL 的赋值在办完后进行。"
    en = "The assignments of the script that FEEL can say are made when it is done."
    draft.note(node, zh, en, "", script.feel)


def _is_ours(source: str) -> bool:
    """Whether a script can be read as it stands; an empty one is the check's to refuse."""
    try:
        read_script(source)
    except FeelError:
        return False
    return True


def _raw(node: _Element) -> str:
    """All that is written in an element, with the white space that Python heeds."""
    return str(node.xpath("string()"))


def _note_translated(draft: Draft, node: _Element, was: str, now: str) -> None:
    draft.note(node, "脚本译为 FEEL。", "The script was put into FEEL.", was, now)


def _note_left_out(draft: Draft, node: _Element, script: Script, zh: str, en: str) -> None:
    if script.left_out:
        zh = f"{zh}中有的语句无法译为 FEEL，从不执行，已略去。"
        en = f"What FEEL can't say of the {en} is never run; it was left out."
        draft.note(node, zh, en, script.left_out)
    _note_idle(draft, node, script)


def _note_idle(draft: Draft, node: _Element, script: Script) -> None:
    if script.idle:
        zh = "脚本中有的语句不改动数据，从不执行，已略去。"
        en = "What of the script does nothing to the data is never run; it was left out."
        draft.note(node, zh, en, script.idle)
