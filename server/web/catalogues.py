"""Makes the translation catalogues readable for programs: a ``.mo`` beside every ``.po``."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).parent / "translations"
_SOURCES = [("**.py", "python"), ("**.html", "jinja2")]
_ENTRY = re.compile(r'^msgid "(.*(?:"\n".*)*)"$', re.MULTILINE)


def compile_catalogues(folder: Path = TRANSLATIONS) -> int:
    """Compiles those that are newer than their compilation; answers how many."""
    stale = [po for po in sorted(folder.rglob("*.po")) if _is_stale(po)]
    for po in stale:
        with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))
    return len(stale)


def untranslated(folder: Path = TRANSLATIONS) -> list[str]:
    """Every sentence of pages and code that some catalogue doesn't translate, translates twice, or no more."""
    said = {_first(message) for _, _, message, _, _ in _extracted(folder.parent)}
    faults: list[str] = []
    for po in sorted(folder.rglob("*.po")):
        with po.open("rb") as source:
            catalogue = {_first(m.id): m for m in read_po(source) if m.id}
        empty = {key for key, m in catalogue.items() if not m.string or not all(_all(m.string))}
        faults += [
            f"{po.parent.parent.name} lacks: {each}" for each in sorted(said - set(catalogue))
        ]
        faults += [f"{po.parent.parent.name} is empty: {each}" for each in sorted(empty & said)]
        faults += [
            f"{po.parent.parent.name} is unused: {each}" for each in sorted(set(catalogue) - said)
        ]
        faults += [f"{po.parent.parent.name} has twice: {each}" for each in _doubled(po)]
    return faults


def _doubled(po: Path) -> list[str]:
    """What has two translations, of which only one is ever read."""
    entries = Counter(_ENTRY.findall(po.read_text(encoding="utf-8")))
    return [entry for entry, times in entries.items() if times > 1]


def _extracted(folder: Path) -> list[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    return list(extract_from_dir(folder, method_map=_SOURCES, directory_filter=_is_ours))


def _is_ours(folder: str | Path) -> bool:
    return Path(folder).name not in {"node_modules", "static", "frontend"}


def _first(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def _all(string: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime
