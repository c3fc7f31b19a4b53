"""One thing to try: files as they would be handed in, and the chance that plays with them."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What the files are, and so how they are tried."""

    PROCESS = "process"
    IMPORT = "import"
    """A process as another tool drew it, changed until it runs."""
    DECISIONS = "decisions"
    FORM = "form"
    FEEL = "feel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is tried, complete: it can be tried again on another machine."""

    kind: Kind
    files: Mapping[str, bytes]
    chance: int
    """The seed of everything that is chosen while it is tried."""


def written(case: Case, **more: object) -> str:
    """A case as JSON; what is no text in UTF-8 stands there in base64."""
    files = {name: _told(content) for name, content in case.files.items()}
    told = {"kind": case.kind, "chance": case.chance, "files": files, **more}
    return json.dumps(told, ensure_ascii=False)


def read(text: str) -> Case:
    """A case as it was written."""
    told: dict[str, Any] = json.loads(text)
    files = {name: _content(one) for name, one in told["files"].items()}
    return Case(kind=Kind(told["kind"]), files=files, chance=told["chance"])


def _told(content: bytes) -> dict[str, str]:
    try:
        return {"text": content.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}


def _content(told: dict[str, str]) -> bytes:
    return told["text"].encode() if "text" in told else base64.b64decode(told["base64"])
