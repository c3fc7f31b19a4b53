"""What lies in the repository tells people what there is, and tells nothing of where it was made."""

import re
import subprocess
import tomllib
from dataclasses import fields

import pytest

from server.cli.muster import COMMANDS
from server.settings import VARIABLES, Settings
from tests.house.sources import ROOT

PAPERS = ("README.md", "CONTRIBUTING.md")
# Written apart, so that this file does not name what it forbids.
REGISTRIES = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry.npm" + "js.org",
    "deb.debian" + ".org",
)
MACHINE = re.compile(r"(?<![\w.:/~-])/(?:work|root|home|Users)/[\w.-]+")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def test_no_file_names_a_registry_or_a_folder_of_a_machine() -> None:
    found = [
        f"{name}:{number} {line.strip()[:80]}"
        for name, text in _committed().items()
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE.search(line) or any(host in line for host in REGISTRIES)
    ]

    assert not found, "write it without the host or the folder:\n" + "\n".join(found)


def test_the_locks_hold_versions_and_hashes_and_no_address() -> None:
    lines = [
        line
        for name in ("requirements.lock", "requirements-test.lock")
        for line in (ROOT / name).read_text(encoding="ascii").splitlines()
    ]

    strange = [
        line
        for line in lines
        if not re.fullmatch(r"[a-zA-Z0-9._-]+(\[[a-z,-]+\])?==[^/@]+", line)
        and not re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)
    ]

    assert not strange, "make the locks again as CONTRIBUTING.md says:\n" + "\n".join(strange)


@pytest.mark.parametrize(
    ("lock", "extras"),
    [("requirements.lock", ["bootstrap"]), ("requirements-test.lock", ["bootstrap", "test"])],
)
def test_a_lock_holds_what_the_project_asks_for(lock: str, extras: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"]]
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    locked = dict(PINNED.findall((ROOT / lock).read_text(encoding="ascii")))

    missing = [one for one in wanted if locked.get(_plain(one)) != one.split("==")[1]]

    assert not missing, f"{lock} is older than pyproject.toml; make it again: {missing}"


def test_every_setting_is_explained_where_it_is_defined() -> None:
    explained = Settings.__doc__ or ""

    silent = [name for name in VARIABLES.values() if f"    {name}: " not in explained]

    assert {one.name for one in fields(Settings)} == set(VARIABLES)
    assert not silent, f"server/settings.py, docstring of Settings: explain {silent}"


def test_every_setting_and_command_is_in_the_papers() -> None:
    papers = [ROOT / name for name in PAPERS if (ROOT / name).exists()]
    if not papers:
        pytest.skip("no README.md or CONTRIBUTING.md yet")
    text = "\n".join(paper.read_text(encoding="utf-8") for paper in papers)

    silent = [name for name in VARIABLES.values() if name not in text]
    silent += [f"muster {name}" for name in COMMANDS if f"muster {name}" not in text]

    assert not silent, f"README.md or CONTRIBUTING.md: say a word about {silent}"


def _plain(requirement: str) -> str:
    return requirement.split("==", maxsplit=1)[0].split("[", maxsplit=1)[0]


def _committed() -> dict[str, str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    texts = {}
    for name in listed.stdout.splitlines():
        file = ROOT / name
        if file.is_file() and not file.is_symlink() and b"\0" not in file.read_bytes():
            texts[name] = file.read_bytes().decode("utf-8", errors="replace")
    return texts
