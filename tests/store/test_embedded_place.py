"""Where the embedded PostgreSQL is put; root's cases are asked for, not needed: nothing is touched."""

import os
import pwd
from pathlib import Path

import pytest

from server.store.embedded_place import (
    DatabaseWontStart,
    choose_place,
    packaged_programs,
    prepare_place,
    reachable,
)

ROOT = 0
needs_root = pytest.mark.skipif(os.geteuid() != ROOT, reason="only root runs it as another account")


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """Give a folder that only its owner can cross."""
    (tmp_path / "closed").mkdir(mode=0o700)
    return tmp_path / "closed"


def test_a_person_runs_it_in_the_data_folder_as_they_are(closed: Path) -> None:
    place = choose_place(closed, account_name="nobody", uid=1000)

    assert place.base == closed
    assert place.cluster == closed / "postgres"
    assert place.programs == packaged_programs()
    assert (place.account, place.notes) == (None, ())


@needs_root
def test_root_gets_another_folder_rather_than_another_permission(
    closed: Path, tmp_path: Path
) -> None:
    place = choose_place(closed, account_name="nobody", own_folder=tmp_path / "own", uid=ROOT)

    assert place.base.parent == tmp_path / "own"
    assert str(place.base) in place.notes[0]
    assert closed.stat().st_mode & 0o777 == 0o700
    assert not (tmp_path / "own").exists()


@needs_root
def test_two_data_folders_get_two_other_folders(closed: Path, tmp_path: Path) -> None:
    (closed / "b").mkdir()

    first = choose_place(closed, account_name="nobody", own_folder=tmp_path, uid=ROOT)
    second = choose_place(closed / "b", account_name="nobody", own_folder=tmp_path, uid=ROOT)

    assert first.base != second.base


@needs_root
def test_programs_out_of_reach_are_copied(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = closed / "postgres_package" / "pginstall18" / "bin"
    programs.mkdir(parents=True)
    (programs / "postgres").touch(mode=0o700)
    (closed / "postgres_package.libs").mkdir()
    (closed / "postgres_package.libs" / "libpq.so").touch(mode=0o600)
    monkeypatch.setattr("server.store.embedded_place.packaged_programs", lambda: programs)

    place = choose_place(closed, account_name="nobody", own_folder=tmp_path / "own", uid=ROOT)
    prepare_place(place)
    prepare_place(place)

    assert (place.programs / "postgres").stat().st_mode & 0o777 == 0o755
    libraries = place.programs.parents[2] / "postgres_package.libs"
    assert (libraries / "libpq.so").stat().st_mode & 0o777 == 0o644
    assert (programs / "postgres").stat().st_mode & 0o777 == 0o700
    assert len(place.notes) == 2


@needs_root
def test_the_owner_of_the_data_folder_runs_it(tmp_path: Path) -> None:
    owner = pwd.getpwnam("daemon")
    os.chown(tmp_path, owner.pw_uid, owner.pw_gid)

    place = choose_place(tmp_path, account_name="nobody", own_folder=tmp_path, uid=ROOT)

    assert place.account is not None
    assert place.account.name == "daemon"


@needs_root
def test_an_owner_without_a_name_is_refused(tmp_path: Path) -> None:
    os.chown(tmp_path, 54321, 54321)

    with pytest.raises(DatabaseWontStart, match="54321"):
        choose_place(tmp_path, account_name="nobody", uid=ROOT)


@pytest.mark.parametrize("name", ["root", "no-such-account"])
def test_root_and_unknown_accounts_are_refused(name: str) -> None:
    with pytest.raises(DatabaseWontStart, match="MUSTER_DATABASE_ACCOUNT"):
        choose_place(Path("/"), account_name=name, uid=ROOT)


def test_sockets_go_to_a_short_plain_path(tmp_path: Path) -> None:
    plain = choose_place(tmp_path, account_name="nobody", uid=1000)
    odd = choose_place(tmp_path / "数据", account_name="nobody", uid=1000)

    assert plain.sockets == plain.cluster
    assert odd.sockets.name.startswith("muster-")


def test_a_socket_folder_of_someone_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    place = choose_place(tmp_path / "数据", account_name="nobody", uid=1000)
    place.sockets.mkdir(mode=0o755)
    place.sockets.chmod(0o755)

    with pytest.raises(DatabaseWontStart, match="taken"):
        prepare_place(place)


def test_reach_is_judged_by_owner_then_group_then_others(tmp_path: Path) -> None:
    place = choose_place(Path("/"), account_name="nobody", uid=ROOT)
    account = place.account
    assert account is not None

    assert reachable(Path("/"), account)
    tmp_path.chmod(0o700)
    assert not reachable(tmp_path / "absent", account)


def test_a_machine_without_the_package_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("server.store.embedded_place.find_spec", lambda _name: None)

    with pytest.raises(DatabaseWontStart, match="DATABASE_URL"):
        packaged_programs()
