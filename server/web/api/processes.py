"""Processes: list, look at, publish, start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request

from server.domain.ids import BodyId, ProcessKey
from server.services import deploying, finding, starting
from server.web.api.given_processes import DeployedOut, ProcessOut, StartedOut, StartFormOut
from server.web.api.speaking import Endpoint, request_key, sent, speaks
from server.web.api.taken import FilesIn, StartIn
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.reading import StartCard, StartPage
    from server.services.deploying import Deployed
    from server.services.starting import Started

processes = Blueprint("api_processes", __name__)
TAG = "processes"


@processes.get("/processes")
@needs()
@speaks(
    Endpoint(
        summary="Every process in its newest version.",
        summary_zh="全部流程的最新版本。",
        tag=TAG,
        gives=ProcessOut,
        many=True,
    )
)
def list_processes() -> tuple[StartCard, ...]:
    """Lists the processes."""
    return finding.processes(tools())


@processes.get("/processes/<key>")
@needs()
@speaks(
    Endpoint(
        summary="A process that you may start, with its start form and diagram.",
        summary_zh="可发起的流程，含发起表单与流程图。",
        tag=TAG,
        gives=StartFormOut,
    )
)
def show_process(key: str) -> StartPage:
    """Shows a process with its start form."""
    return finding.start_page(tools(), actor(), ProcessKey(key))


@processes.post("/processes")
@needs("deploy")
@speaks(
    Endpoint(
        summary="Publish a version, as JSON or as multipart `files` named by their paths.",
        summary_zh="发布流程版本：JSON，或以 multipart 的 files 字段上传各文件。",
        tag=TAG,
        takes=FilesIn,
        gives=DeployedOut,
        status=201,
        upload="files",
    )
)
def deploy() -> Deployed:
    """Publishes a version; the same files again are the same version."""
    return deploying.deploy(tools(), actor(), _files())


@processes.post("/processes/<key>/start")
@needs()
@speaks(
    Endpoint(
        summary="Start a case with the answer to the start form.",
        summary_zh="填写发起表单，发起事项。",
        tag=TAG,
        takes=StartIn,
        gives=StartedOut,
        status=201,
    )
)
def start(key: str) -> Started:
    """Starts a case."""
    said = sent(StartIn)
    return starting.start_case(
        tools(),
        actor(),
        ProcessKey(key),
        said["values"],
        body=BodyId(said["body"]) if said["body"] else None,
        request_key=request_key(),
    )


def _files() -> Mapping[str, bytes]:
    if request.mimetype == "multipart/form-data":
        return {one.filename or "": one.read() for one in request.files.getlist("files")}
    return {name: text.encode() for name, text in sent(FilesIn)["files"].items()}
