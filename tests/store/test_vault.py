"""Files under their digests."""

import errno
import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from server.domain.errors import DiskFull, NoSuchDocument
from server.store.vault import FileVault, WrongDigest

CONTENT = b"photograph of a drain"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_kept_can_be_opened(tmp_path: Path) -> None:
    vault = FileVault(tmp_path)

    vault.keep(DIGEST, CONTENT)

    assert vault.open(DIGEST) == CONTENT


def test_a_file_lies_fanned_out_under_its_digest_for_the_owner_only(tmp_path: Path) -> None:
    FileVault(tmp_path).keep(DIGEST, CONTENT)

    place = tmp_path / DIGEST[:2] / DIGEST[2:4] / DIGEST
    assert place.stat().st_mode & 0o777 == 0o600
    assert place.parent.stat().st_mode & 0o777 == 0o700


def test_the_same_file_is_kept_once(tmp_path: Path) -> None:
    vault = FileVault(tmp_path)
    vault.keep(DIGEST, CONTENT)

    vault.keep(DIGEST, CONTENT)

    assert len(files_in(tmp_path)) == 1


def test_a_file_that_nobody_wants_is_forgotten(tmp_path: Path) -> None:
    vault = FileVault(tmp_path)
    vault.keep(DIGEST, CONTENT)

    vault.forget(DIGEST, datetime.now(UTC) + timedelta(hours=1))
    vault.forget(DIGEST, datetime.now(UTC) + timedelta(hours=1))

    assert files_in(tmp_path) == []


def test_a_file_that_was_kept_again_meanwhile_is_not_forgotten(tmp_path: Path) -> None:
    vault = FileVault(tmp_path)
    vault.keep(DIGEST, CONTENT)
    [file] = files_in(tmp_path)
    os.utime(file, (0, 0))
    vault.keep(DIGEST, CONTENT)

    vault.forget(DIGEST, datetime.now(UTC) - timedelta(hours=1))

    assert vault.open(DIGEST) == CONTENT
    assert files_in(tmp_path) == [file]


def test_a_full_disk_is_told_and_leaves_no_half_file(tmp_path: Path) -> None:
    def fill_up(descriptor: int, left: memoryview) -> int:
        if len(left) < len(CONTENT):
            raise OSError(errno.ENOSPC, "No space left on device")
        return os.write(descriptor, left[:4])

    with pytest.raises(DiskFull):
        FileVault(tmp_path, write=fill_up).keep(DIGEST, CONTENT)

    assert files_in(tmp_path) == []


def test_another_failure_of_the_disk_is_not_called_full(tmp_path: Path) -> None:
    def break_down(_descriptor: int, _left: memoryview) -> int:
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        FileVault(tmp_path, write=break_down).keep(DIGEST, CONTENT)

    assert files_in(tmp_path) == []


def test_a_slow_disk_that_takes_a_few_bytes_at_a_time_gets_them_all(tmp_path: Path) -> None:
    vault = FileVault(tmp_path, write=lambda descriptor, left: os.write(descriptor, left[:3]))

    vault.keep(DIGEST, CONTENT)

    assert vault.open(DIGEST) == CONTENT


def test_bytes_under_another_digest_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongDigest):
        FileVault(tmp_path).keep("0" * 64, CONTENT)


def test_an_unknown_digest_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(NoSuchDocument):
        FileVault(tmp_path).open(DIGEST)


def test_a_path_is_no_digest(tmp_path: Path) -> None:
    with pytest.raises(NoSuchDocument):
        FileVault(tmp_path).open("../../etc/passwd")


def test_the_kind_of_a_file_is_told_by_its_bytes(tmp_path: Path) -> None:
    assert FileVault(tmp_path).kind_of(b"%PDF-1.7") == "application/pdf"
