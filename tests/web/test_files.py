"""Files that are sent: refused when too large, of another kind or without room; never half kept."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg
import pytest
from flask import Response

from server.app import build
from server.store.vault import FileVault
from server.web.files import save_as
from tests.page import OWN_SITE
from tests.places import ROOT
from tests.web.journey import PHOTO, item_of, started

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.web.house import House


@pytest.fixture
def subject(house: House) -> str:
    started(house)
    return f"work:{item_of(house.program('zjj.handler'))}"


def send(client: FlaskClient, subject: str, content: bytes) -> TestResponse:
    """Post a file as a browser writes it; the library's own writing leaves a large one open."""
    part = '--cut\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    body = b"".join(
        (
            part.format("subject", "").encode() + subject.encode() + b"\r\n",
            part.format("file", '; filename="现场.jpg"').encode() + content + b"\r\n--cut--\r\n",
        )
    )
    kind = "multipart/form-data; boundary=cut"
    return client.post("/documents", data=body, content_type=kind, headers=OWN_SITE)


def kept(house: House) -> list[Path]:
    return [path for path in house.settings.attachment_folder.rglob("*") if path.is_file()]


def named(house: House) -> int:
    query = "SELECT (SELECT count(*) FROM documents) + (SELECT count(*) FROM uploads)"
    with psycopg.connect(house.database.conninfo) as connection:
        row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def full(_descriptor: int, _left: memoryview) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_is_taken_for_work(house: House, subject: str) -> None:
    answer = send(house.browser("zjj.handler").client, subject, PHOTO)

    assert answer.status_code == 201
    assert answer.get_json()["name"] == "现场.jpg"
    assert len(kept(house)) == named(house) == 1


def test_a_file_is_taken_for_a_case_to_come(house: House) -> None:
    answer = send(house.browser("buguan.officer").client, "start:repair", PHOTO)

    assert answer.status_code == 201
    assert len(kept(house)) == named(house) == 1


@pytest.mark.parametrize("login", ["zjj.handler", "buguan.officer"])
def test_a_file_that_is_sent_again_is_the_same_file(house: House, subject: str, login: str) -> None:
    client = house.browser(login).client
    client.environ_base["HTTP_IDEMPOTENCY_KEY"] = house.key()
    target = subject if login == "zjj.handler" else "start:repair"

    answers = [send(client, target, PHOTO).get_json() for _ in range(2)]

    assert answers[0] == answers[1]
    assert named(house) == 1


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"MZ\x90\x00 a program", 422, "file_kind_refused"),
        (b"<html><script>alert(1)</script>", 422, "file_kind_refused"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', 422, "file_kind_refused"),
        (b"#!/bin/sh\necho", 422, "file_kind_refused"),
        (b"", 422, "file_kind_refused"),
        (PHOTO + b" " * 1_100_000, 422, "file_too_large"),
        (PHOTO + b" " * 5_000_000, 413, "request_entity_too_large"),
    ],
    ids=["program", "page", "drawing", "script", "nothing", "too large", "far too large"],
)
def test_what_is_not_taken_leaves_nothing(
    house: House, subject: str, content: bytes, status: int, code: str
) -> None:
    client = house.browser("zjj.handler").client
    client.environ_base["HTTP_ACCEPT"] = "application/json"

    answer = send(client, subject, content)

    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert kept(house) == []
    assert named(house) == 0


@pytest.mark.parametrize(
    "subject", ["work:", "work:7", "work:x'--", "other:1", "", f"work:{UUID(int=7)}"]
)
def test_a_file_for_nothing_is_refused(house: House, subject: str) -> None:
    answer = send(house.browser("zjj.handler").client, subject, PHOTO)

    assert answer.status_code in {404, 422}
    assert named(house) == 0


def test_a_post_without_a_file_is_refused(house: House, subject: str) -> None:
    answer = house.browser("zjj.handler").client.post("/documents", data={"subject": subject})

    assert answer.status_code == 422


def test_a_full_disk_is_told_and_nothing_is_kept(house: House, subject: str) -> None:
    folder = house.settings.attachment_folder
    tools = replace(house.tools, vault=FileVault(folder, write=full))
    browser = house.browser("zjj.handler")
    cookie = browser.client.get_cookie("muster")
    assert cookie is not None
    client = build(tools, house.settings).test_client()
    client.set_cookie("muster", cookie.value)
    client.environ_base["HTTP_ACCEPT"] = "application/json"

    answer = send(client, subject, PHOTO)

    assert (answer.status_code, answer.get_json()["code"]) == (507, "disk_full")
    assert "附件未保存" in answer.get_json()["detail"]
    assert kept(house) == []
    assert named(house) == 0


LIMITED = """
import hashlib, resource, sys
from pathlib import Path
from server.domain.errors import DiskFull
from server.store.vault import FileVault
from server.web.files import save_as

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
content = b"\\xff\\xd8\\xff" + b" " * 5000
try:
    FileVault(Path(sys.argv[1])).keep(hashlib.sha256(content).hexdigest(), content)
except DiskFull:
    print("full")
"""


def test_a_limit_of_the_system_leaves_no_half_file(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )

    assert ended.stdout == "full\n", ended.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.jpg", "attachment; filename=a.jpg"),
        ("现场.jpg", "attachment; filename=file.jpg; filename*=UTF-8''%E7%8E%B0%E5%9C%BA.jpg"),
        ("现场", "attachment; filename=file; filename*=UTF-8''%E7%8E%B0%E5%9C%BA"),
    ],
)
def test_a_name_in_any_script_travels_in_ascii(name: str, told: str) -> None:
    response = Response()

    save_as(response, name)

    assert response.headers["Content-Disposition"] == told
