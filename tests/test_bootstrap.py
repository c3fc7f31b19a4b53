"""The bootstrap, with the installing programs replaced by a list of what was asked of them."""

import json
import os
import sys
from pathlib import Path

import pytest

from server import __main__ as bootstrap

LOCK = "alembic==1.0 \\\n    --hash=sha256:aa\nuv==0.13.9 \\\n    --hash=sha256:bb\nxlrd==1 \\\n"


class Machine:
    """Notes the commands and answers as a machine on which some of them fail."""

    def __init__(self, root: Path) -> None:
        """Begin with a machine on which everything works."""
        self.root = root
        self.asked: list[str] = []
        self.failing: tuple[str, ...] = ()

    def run(self, *command: str) -> bool:
        """Do as the real programs would: making the folder is all that leaves a trace."""
        words = " ".join(command).replace(str(self.root), "")
        self.asked.append(words)
        if any(one in words for one in self.failing):
            return False
        if "-m venv" in words:
            (self.root / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
            (self.root / ".venv" / "bin" / "python").touch()
        return True


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Give a fresh clone on a machine that has only Python."""
    made = Machine(tmp_path)
    venv = tmp_path / ".venv"
    for lock in (bootstrap.LOCK, bootstrap.TEST_LOCK):
        (tmp_path / lock).write_text(LOCK, encoding="ascii")
    places = {
        "ROOT": tmp_path,
        "VENV": venv,
        "PYTHON": venv / "bin" / "python",
        "OURS": venv / "made-by-muster",
        "STAMP": venv / "muster-stamp.json",
        "_quiet": made.run,
        "_loud": made.run,
    }
    for name, value in places.items():
        monkeypatch.setattr(bootstrap, name, value)
    return made


def test_a_first_start_makes_everything(machine: Machine) -> None:
    bootstrap.make_ready(bootstrap.LOCK)

    made = [one for one in machine.asked if "venv " in one or "uv pip sync" in one]
    assert len(made) == 2
    assert "/requirements.lock --require-hashes" in made[1]


def test_a_second_start_asks_for_nothing(machine: Machine) -> None:
    bootstrap.make_ready(bootstrap.LOCK)
    machine.asked.clear()

    bootstrap.make_ready(bootstrap.LOCK)

    assert machine.asked == []


def test_a_changed_lock_is_installed_into_the_same_folder(machine: Machine) -> None:
    bootstrap.make_ready(bootstrap.LOCK)
    machine.asked.clear()
    (machine.root / bootstrap.LOCK).write_text(LOCK + "z==1\n", encoding="ascii")

    bootstrap.make_ready(bootstrap.LOCK)

    assert not any("-m venv" in one for one in machine.asked)
    assert any("uv pip sync" in one for one in machine.asked)


def test_the_test_tools_stay_when_the_demo_installs(machine: Machine) -> None:
    bootstrap.make_ready(bootstrap.TEST_LOCK)
    (machine.root / bootstrap.LOCK).write_text(LOCK + "z==1\n", encoding="ascii")
    machine.asked.clear()

    bootstrap.make_ready(bootstrap.LOCK)

    assert "requirements-test.lock" in machine.asked[-1]


def test_the_demo_is_ready_once_the_tests_are(machine: Machine) -> None:
    bootstrap.make_ready(bootstrap.TEST_LOCK)
    machine.asked.clear()

    bootstrap.make_ready(bootstrap.LOCK)

    assert machine.asked == []


def test_a_folder_that_was_left_half_made_is_made_anew(machine: Machine) -> None:
    (machine.root / ".venv").mkdir()
    (machine.root / ".venv" / "made-by-muster").touch()
    (machine.root / ".venv" / "left").touch()

    bootstrap.make_ready(bootstrap.LOCK)

    assert not (machine.root / ".venv" / "left").exists()


def test_a_cut_installation_is_taken_up_again(machine: Machine) -> None:
    machine.failing = ("uv pip sync",)
    with pytest.raises(bootstrap.NotReady, match="network"):
        bootstrap.make_ready(bootstrap.LOCK)
    machine.failing = ()

    bootstrap.make_ready(bootstrap.LOCK)

    assert json.loads(bootstrap.STAMP.read_text(encoding="ascii"))[bootstrap.LOCK]


def test_a_folder_made_by_hand_loses_nothing(machine: Machine) -> None:
    machine.run("-m venv")
    (machine.root / ".venv" / "theirs").touch()

    bootstrap.make_ready(bootstrap.LOCK)

    assert (machine.root / ".venv" / "theirs").exists()
    assert "uv pip install -r" in machine.asked[-1]


def test_a_broken_folder_made_by_hand_is_refused(machine: Machine) -> None:
    (machine.root / ".venv").mkdir()

    with pytest.raises(bootstrap.NotReady, match="move it away"):
        bootstrap.make_ready(bootstrap.LOCK)


def test_without_pip_in_venv_the_machines_pip_is_used(machine: Machine) -> None:
    machine.failing = ("/.venv/bin/python -m pip",)

    bootstrap.make_ready(bootstrap.LOCK)

    assert any("-m pip --python /.venv/bin/python install" in one for one in machine.asked)


def test_without_any_pip_the_person_is_told_what_to_install(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.failing = ("-m pip",)
    monkeypatch.setenv("PATH", "")

    with pytest.raises(bootstrap.NotReady, match="apt install python3"):
        bootstrap.make_ready(bootstrap.LOCK)


def test_without_venv_the_person_is_told_what_to_install(machine: Machine) -> None:
    machine.failing = ("-m venv",)

    with pytest.raises(bootstrap.NotReady, match="apt install python3"):
        bootstrap.make_ready(bootstrap.LOCK)


def test_a_full_disk_is_said_before_anything_is_made(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "NEEDED_BYTES", 10**18)

    with pytest.raises(bootstrap.NotReady, match="磁盘空间不足"):
        bootstrap.make_ready(bootstrap.LOCK)

    assert machine.asked == []


def test_only_uv_is_taken_from_the_lock_for_the_first_step(machine: Machine) -> None:
    assert bootstrap._locked("uv") == "uv==0.13.9 \\\n    --hash=sha256:bb\n"
    assert machine.asked == []


@pytest.mark.parametrize(
    ("arguments", "lock"), [(["test"], "requirements-test.lock"), (["demo"], "requirements.lock")]
)
def test_it_hands_over_with_the_same_words(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, arguments: list[str], lock: str
) -> None:
    handed: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _program, words: handed.append(words))

    bootstrap.main([*arguments, "--port", "1"])

    assert handed[0][1:] == ["-m", "server.cli", *arguments, "--port", "1"]
    assert lock in machine.asked[-1]


def test_an_old_python_gets_a_sentence(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST_PYTHON", (99, 0))

    assert bootstrap.main(["demo"]) == 1
    assert "Python 3.11 or newer is needed" in capsys.readouterr().err
    assert machine.asked == []


def test_ctrl_c_ends_with_a_sentence(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(lock: str) -> None:
        raise KeyboardInterrupt(lock)

    monkeypatch.setattr(bootstrap, "make_ready", interrupted)

    assert bootstrap.main(["demo"]) == 130
    assert "Interrupted" in capsys.readouterr().err
    assert machine.asked == []


def test_a_mirror_of_pip_is_told_to_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    monkeypatch.setenv("PIP_INDEX_URL", "mirror")
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.delenv("UV_INDEX_URL", raising=False)

    assert bootstrap._environment()["UV_DEFAULT_INDEX"] == "mirror"
