"""A diagram of another tool over HTTP: refused strictly, run leniently, given back byte by byte."""

from __future__ import annotations

import io

from tests.engine.diagrams import end, flow, gateway, node, process, start
from tests.web.house import House

FOREIGN = process(
    start(),
    flow("S", "A"),
    node("task", "A", name="核对"),
    flow("A", "G"),
    gateway("exclusive", "G"),
    flow("G", "E"),
    end(),
    flow("G", "F"),
    end("F"),
    key="stranger",
).replace(b'isExecutable="true"', b'isExecutable="false" name="Stranger"')

SETTINGS = 'key="stranger"\ntitle="t"\ntitle_en="t"\nstarter=["designer"]'


def test_a_strangers_diagram_is_refused_strictly_with_what_would_change(house: House) -> None:
    files = {
        "stranger.bpmn": FOREIGN.decode(),
        "process.toml": SETTINGS,
    }

    answer = house.program("county.admin").post("/processes", {"files": files})

    assert answer.status_code == 422
    told = [(one["element"], one["was"], one["now"]) for one in answer.get_json()["changes"]]
    assert ("stranger", "isExecutable=false", "isExecutable=true") in told
    assert ("A", "task", "userTask") in told


def test_a_change_is_told_in_the_same_words_whether_it_is_refused_or_made(house: House) -> None:
    admin = house.program("county.admin")
    files = {"stranger.bpmn": FOREIGN.decode(), "process.toml": SETTINGS}

    refused = admin.post("/processes", {"files": files}).get_json()
    made = admin.post("/processes/check", {"files": files, "mode": "lenient"}).get_json()

    assert refused["changes"] == made["changes"] != []
    assert refused["problems"][0].keys() | {"was", "now"} == made["changes"][0].keys()


def test_a_strangers_diagram_alone_is_deployed_leniently_started_and_given_back(
    house: House,
) -> None:
    admin = house.program("county.admin")
    sent = {"files": {"stranger.bpmn": FOREIGN.decode()}, "mode": "lenient"}

    checked = admin.post("/processes/check", sent).get_json()
    deployed = admin.post("/processes", sent)
    started = admin.post("/processes/stranger/start", {"values": {}})

    assert checked["keys"] == ["stranger"]
    assert deployed.status_code == started.status_code == 201
    changes = admin.get("/processes/stranger/changes").get_json()
    assert changes["changes"] == deployed.get_json()["changes"] == checked["changes"]
    assert admin.get("/processes/stranger/diagram?form=original").data == FOREIGN
    assert b"userTask" in admin.get("/processes/stranger/diagram").data


def test_an_upload_says_its_mode_as_well(house: House) -> None:
    upload = {"files": (io.BytesIO(FOREIGN), "stranger.bpmn"), "mode": "lenient"}

    answer = house.program("county.admin").post(
        "/processes", data=upload, content_type="multipart/form-data"
    )

    assert answer.status_code == 201
