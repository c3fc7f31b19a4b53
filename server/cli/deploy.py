"""`muster deploy`: checks and publishes processes from their folders."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from server.cli.standing import standing_tools
from server.domain.errors import DiagramRefused
from server.domain.people import SYSTEM
from server.domain.process import Change, Mode, Problem
from server.services.deploying import Deployed
from server.services.deploying import deploy as publish
from server.services.process_folders import files_of


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--forms",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path("forms"),
    help="表单目录 / Folder of forms; default: forms.",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / Print JSON.")
@click.option(
    "--strict/--lenient",
    default=True,
    help="别的工具画的图：拒绝，或改到能办 / Diagrams of other tools: refuse, or change until they run.",
)
def deploy(*, folders: tuple[Path, ...], forms: Path, as_json: bool, strict: bool) -> None:
    """检查并发布流程 / Check and publish processes from FOLDERS (default: all in workflows/).

    What was published before with exactly this content is left as it is. Running cases keep their
    version. A diagram of another tool may be named by its file alone. Exit code 1 when a process is
    refused; each problem and each change names its element.
    """
    mode = Mode.STRICT if strict else Mode.LENIENT
    chosen = folders or _all()
    refused = False
    told: list[dict[str, Any]] = []
    with standing_tools() as tools:
        for folder in chosen:
            try:
                done = publish(tools, SYSTEM, _files(folder, forms), mode)
            except DiagramRefused as refusal:
                refused = True
                told.append(_problems(folder, refusal))
            else:
                told.append(_version(folder, done))
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else _lines(told))
    if refused:
        raise SystemExit(1)


def _all() -> tuple[Path, ...]:
    return tuple(sorted(path.parent for path in Path("workflows").glob("*/process.toml")))


def _files(place: Path, forms: Path) -> dict[str, bytes]:
    """The files of a folder, or one diagram alone."""
    return files_of(place, forms) if place.is_dir() else {place.name: place.read_bytes()}


def _changes(changes: tuple[Change, ...]) -> list[dict[str, Any]]:
    return [
        {"element": c.element, "line": c.line, "was": c.was, "now": c.now}
        | {"zh": c.sentence, "en": c.sentence_en}
        for c in changes
    ]


def _version(folder: Path, done: Deployed) -> dict[str, Any]:
    return {
        "folder": str(folder),
        "process": done.version.key,
        "version": done.version.number,
        "new": done.is_new,
        "pools": [f"{pool.key} v{pool.number}" for pool in done.pools],
        "warnings": _places(done.warnings),
        "changes": _changes(done.changes),
    }


def _places(told: Iterable[Problem]) -> list[dict[str, Any]]:
    return [
        {"element": p.element, "line": p.line, "zh": p.sentence, "en": p.sentence_en} for p in told
    ]


def _problems(folder: Path, refusal: DiagramRefused) -> dict[str, Any]:
    problems = _places(refusal.problems)
    return {"folder": str(folder), "problems": problems, "changes": _changes(refusal.changes)}


def _lines(told: list[dict[str, Any]]) -> str:
    lines: list[str] = []
    for one in told:
        if "problems" in one:
            lines.append(f"✗ {one['folder']}")
            lines += [f"    {p['element']}: {p['zh']}\n      {p['en']}" for p in one["problems"]]
        else:
            mark = "✓" if one["new"] else "="
            lines.append(" + ".join([f"{mark} {one['process']} v{one['version']}", *one["pools"]]))
            lines += [f"    ! {w['element']}: {w['zh']}\n      {w['en']}" for w in one["warnings"]]
        lines += _table(one["changes"])
    return "\n".join(lines)


def _table(changes: list[dict[str, Any]]) -> list[str]:
    """The changes of an import, one a line: where, what was there, what it is now, and why."""
    width = max((len(one["element"]) for one in changes), default=0)
    return [
        f"    ~ {one['element']:<{width}}  {one['was'] or '–'} → {one['now'] or '–'}\n"
        f"      {one['zh']} {one['en']}"
        for one in changes
    ]
