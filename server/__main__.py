"""Makes a machine that has only Python ready, then hands over: `python3 -m server demo`.

Standard library only, and readable by an old Python too, which then gets a sentence instead of a
syntax error. What it makes lies in `.venv`; a stamp there, written last, says for which lock.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

with contextlib.suppress(ImportError):
    import fcntl  # absent on Windows, which is refused with a sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# What tells our folder from one that a person made by hand: in the latter nothing is removed.
OURS = VENV / "made-by-muster"
STAMP = VENV / "muster-stamp.json"
LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"  # holds all of the other one as well
NEEDED_BYTES = 1_500_000_000


class NotReady(Exception):  # refusals say what is wrong
    """The machine can't be made ready; the text says why, in Chinese and in English."""

    def __init__(self, zh: str, en: str) -> None:
        """Say it in both languages."""
        super().__init__(f"{zh}\n{en}")


def main(arguments: list[str]) -> int:
    """Make ready what is not, then become the command line program of Muster."""
    try:
        _refuse_machine()
        with _alone():
            make_ready(TEST_LOCK if arguments[:1] == ["test"] else LOCK)
    except NotReady as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        say("\n已中断；再次运行同一命令即可继续。\nInterrupted; run the same command to go on.")
        return 130
    os.execv(PYTHON, [str(PYTHON), "-m", "server.cli", *arguments])  # noqa: S606  # no shell wanted
    return 0  # a fake execv in a test comes back


def make_ready(lock: str) -> None:
    """Install what a lock names unless the stamp says that it is installed."""
    stamp = _stamp()
    if stamp.get(lock) == _digest(lock) and stamp.get("python") == _python():
        return
    _refuse_full_disk()
    if TEST_LOCK in stamp:
        lock = TEST_LOCK  # don't take the test tools away from who has them
    STAMP.unlink(missing_ok=True)
    if stamp.get("python") != _python() or not PYTHON.exists():
        _make_venv()
    _install_uv()
    _install(lock)
    written = {"python": _python(), LOCK: _digest(LOCK), lock: _digest(lock)}
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps(written), encoding="ascii")
    draft.replace(STAMP)


def say(text: str) -> None:
    """Tell the person something at once; standard output is the command's own."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _refuse_machine() -> None:
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(one) for one in sys.version_info[:3])
        raise NotReady(
            f"需要 Python 3.11 或更新的版本，现为 {found}。请安装后用它运行，例如：python3.11 -m server demo",
            f"Python 3.11 or newer is needed, this is {found}. Install one and use it, for example: "
            "python3.11 -m server demo",
        )
    if os.name == "nt":
        raise NotReady(
            "暂不支持直接在 Windows 上运行，请在 WSL 中运行。",
            "Windows itself is not supported; run this inside WSL.",
        )


def _refuse_full_disk() -> None:
    free = shutil.disk_usage(ROOT).free
    if free < NEEDED_BYTES:
        raise NotReady(
            f"磁盘空间不足：{ROOT} 需要 {NEEDED_BYTES // 10**6} MB，只剩 {free // 10**6} MB。",
            f"The disk is too full: {ROOT} needs {NEEDED_BYTES // 10**6} MB, "
            f"{free // 10**6} MB are free.",
        )


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Let one bootstrap at a time work in this folder; the lock ends with the process."""
    descriptor = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("另一个安装正在进行，请稍候…… / Another installation is running; waiting ...")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _stamp() -> dict[str, str]:
    """Return what was installed for whom; nothing after an installation that was cut short."""
    try:
        found = json.loads(STAMP.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and PYTHON.exists() else {}


def _python() -> str:
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


def _digest(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def _make_venv() -> None:
    say("[1/3] 建立 .venv / Making .venv")
    if VENV.exists() and not OURS.exists():
        if PYTHON.exists() and _works():
            return
        raise NotReady(
            f"{VENV} 不是由本程序建立的，且不能使用，请移走后重试。",
            f"{VENV} was not made by this program and does not work; move it away and try again.",
        )
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir()
    OURS.touch()
    # Debian splits pip away from Python; the folder without pip can still be made.
    if not _quiet(_base_python(), "-m", "venv", str(VENV)) and not _quiet(
        _base_python(), "-m", "venv", "--without-pip", str(VENV)
    ):
        raise _no_venv()


def _base_python() -> str:
    """Return the Python that isn't inside the folder which may be removed."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _works() -> bool:
    """Tell whether the Python of a folder made by hand starts and is the same version."""
    check = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return _quiet(str(PYTHON), "-c", check)


def _no_venv() -> NotReady:
    return NotReady(
        f"这个 Python 缺少 venv 或 pip。Debian、Ubuntu 上请先运行：apt install python{_python()}-venv",
        "This Python lacks venv or pip. On Debian and Ubuntu run first: "
        f"apt install python{_python()}-venv",
    )


def _install_uv() -> None:
    """Install the locked uv; with the machine's pip or uv where the folder has no pip."""
    say("[2/3] 安装 uv / Installing uv")
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "uv.lock"
        wanted.write_text(_locked("uv"), encoding="ascii")
        options = ["install", "--quiet", "--require-hashes", "--no-deps", "-r", str(wanted)]
        if _quiet(str(PYTHON), "-m", "pip", "--version"):
            done = _loud(str(PYTHON), "-m", "pip", *options)
        elif _quiet(_base_python(), "-m", "pip", "--version"):
            done = _loud(_base_python(), "-m", "pip", "--python", str(PYTHON), *options)
        elif shutil.which("uv"):
            done = _loud("uv", "pip", *options, "--python", str(PYTHON))
        else:
            raise _no_venv()
    if not done:
        raise _no_network()


def _install(lock: str) -> None:
    say("[3/3] 安装锁定的依赖（首次约一分钟） / Installing the locked packages (a minute at first)")
    uv = [str(PYTHON), "-m", "uv", "pip"]
    # Exact in a folder of ours; in a person's own nothing of theirs is taken away.
    verb = ["sync"] if OURS.exists() else ["install", "-r"]
    options = ["--require-hashes", "--python", str(PYTHON)]
    if not _loud(*uv, *verb, str(ROOT / lock), *options):
        raise _no_network()


def _no_network() -> NotReady:
    return NotReady(
        "安装没有完成（原因见上）。常见原因是不能联网：请检查网络，或用 PIP_INDEX_URL 指定镜像，然后重试。",
        "The installation did not finish (see above). Most often the network is away: check it, or "
        "name a mirror in PIP_INDEX_URL, and try again.",
    )


def _locked(name: str) -> str:
    """Return the lines of one package in the lock, with its hashes."""
    kept: list[str] = []
    for line in (ROOT / LOCK).read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}==") or (kept and line.startswith(" ")):
            kept.append(line)
        elif kept:
            break
    return "\n".join(kept) + "\n"


def _environment() -> dict[str, str]:
    """Return the environment with pip's mirror told to uv, which doesn't read pip's settings."""
    environment = dict(os.environ)
    if not any(name in environment for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL")):
        mirror = environment.get("PIP_INDEX_URL") or _mirror_of_pip()
        if mirror:
            environment["UV_DEFAULT_INDEX"] = mirror
    return environment


def _mirror_of_pip() -> str:
    asked = [str(PYTHON), "-m", "pip", "config", "get", "global.index-url"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603  # our own Python


def _quiet(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603  # our own programs


def _loud(*command: str) -> bool:
    """Run with its progress on the person's screen."""
    ended = subprocess.run(command, stdout=sys.stderr, check=False, env=_environment())  # noqa: S603  # our own programs
    return ended.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
