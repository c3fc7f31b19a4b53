"""`muster deploy`: checks and publishes processes from their folders."""

import json
from pathlib import Path

import click

from server.cli.standing import standing_tools
from server.domain.errors import DiagramRefused
from server.domain.people import SYSTEM
from server.services.deploying import Deployed
from server.services.deploying import deploy as publish
from server.services.process_folders import files_of


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--forms",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path("forms"),
    help="表单目录 / Folder of forms; default: forms.",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / Print JSON.")
def deploy(*, folders: tuple[Path, ...], forms: Path, as_json: bool) -> None:
    """检查并发布流程 / Check and publish processes from FOLDERS (default: all in workflows/).

    What was published before with exactly this content is left as it is. Running cases keep their
    version. Exit code 1 when a process is refused; each problem names its element.
    """
    chosen = folders or _all()
    refused = False
    told: list[dict[str, object]] = []
    with standing_tools() as tools:
        for folder in chosen:
            try:
                done = publish(tools, SYSTEM, files_of(folder, forms))
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


def _version(folder: Path, done: Deployed) -> dict[str, object]:
    return {
        "folder": str(folder),
        "process": done.version.key,
        "version": done.version.number,
        "new": done.is_new,
        "pools": [f"{pool.key} v{pool.number}" for pool in done.pools],
        "warnings": [warning.sentence for warning in done.warnings],
    }


def _problems(folder: Path, refusal: DiagramRefused) -> dict[str, object]:
    problems = [
        {"element": p.element, "line": p.line, "zh": p.sentence, "en": p.sentence_en}
        for p in refusal.problems
    ]
    return {"folder": str(folder), "problems": problems}


def _lines(told: list[dict[str, object]]) -> str:
    lines: list[str] = []
    for one in told:
        if "problems" in one:
            lines.append(f"✗ {one['folder']}")
            problems = one["problems"]
            if isinstance(problems, list):
                lines += [f"    {p['element']}: {p['zh']}\n      {p['en']}" for p in problems]
        else:
            mark = "✓" if one["new"] else "="
            pools = one["pools"]
            beside = pools if isinstance(pools, list) else []
            lines.append(" + ".join([f"{mark} {one['process']} v{one['version']}", *beside]))
    return "\n".join(lines)
