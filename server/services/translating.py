"""Names and forms in the language of the page.

form-js knows one language, so the words of a form are put in here.
"""

from __future__ import annotations

import json
import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from server.domain.catalogue import CatalogueItem
    from server.domain.people import Body
    from server.domain.process import Sources

SPOKEN = ("label", "description", "dateLabel", "timeLabel", "text")
"""What of a component is read by people."""


def spoken_name(of: Body | CatalogueItem, language: str) -> str:
    """The name of a thing of the county in this language; Chinese where there is no other."""
    return of.name if language == "zh" else of.name_en or of.name


def spoken_form(sources: Sources, name: str | None, language: str) -> bytes | None:
    """A form of these sources with its words in this language; Chinese where there is no other."""
    if name is None:
        return None
    form = sources.forms[name]
    words = sources.words.get(name)
    return form if language == "zh" or words is None else _in_english(form, words)


@lru_cache(maxsize=256)
def _in_english(form: bytes, words: bytes) -> bytes:
    schema = json.loads(form)
    _speak(schema.get("components", []), tomllib.loads(words.decode()))
    return json.dumps(schema, ensure_ascii=False).encode()


def _speak(components: list[dict[str, Any]], words: dict[str, Any]) -> None:
    for component in components:
        own = words.get(component.get("id", ""), {})
        component.update({part: own[part] for part in SPOKEN if part in own})
        options = own.get("values", {})
        for option in component.get("values", []):
            option["label"] = options.get(str(option.get("value")), option.get("label"))
        if options and "valuesExpression" in component:
            component["valuesExpression"] = _relabelled(component["valuesExpression"], options)
        validate = component.get("validate", {})
        if "patternErrorMessage" in own:
            validate["patternErrorMessage"] = own["patternErrorMessage"]
        _speak(component.get("components", []), words)


def _relabelled(expression: str, options: dict[str, str]) -> str:
    """FEEL that gives the same options, with these labels where they are known by their value."""
    labels = json.dumps(options, ensure_ascii=False)
    known = f"get value({labels}, option.value)"
    label = f"if {known} = null then option.label else {known}"
    made = f"{{value: option.value, label: {label}}}"
    return f"=for option in ({expression.removeprefix('=')}) return {made}"
