"""Processes: list, look at, publish, start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from server.domain.ids import BodyId, ProcessKey
from server.domain.process import Mode
from server.services import (
    deploying,
    explaining_assignment,
    finding,
    importing,
    separations,
    starting,
)
from server.web.api.given_people import PreviewOut
from server.web.api.given_processes import (
    ChangesOut,
    CheckedOut,
    DeployedOut,
    ProcessOut,
    SeparationsOut,
    StartedOut,
    StartFormOut,
)
from server.web.api.speaking import Endpoint, asked, loaded, request_key, sent, speaks
from server.web.api.taken import DiagramAsked, FilesIn, ModeAsked, StartIn
from server.web.api.taken_people import PeopleAsked
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.reading import Preview, StartCard, StartPage
    from server.domain.reading.separations import SeparationsPage
    from server.services.deploying import Checked, Deployed
    from server.services.importing import Imported
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
    files, mode = _files()
    return deploying.deploy(tools(), actor(), files, mode)


@processes.post("/processes/check")
@needs("deploy")
@speaks(
    Endpoint(
        summary="Check files as publishing would, and change nothing.",
        summary_zh="只检查、不发布，什么也不改变。",
        tag=TAG,
        takes=FilesIn,
        gives=CheckedOut,
        upload="files",
    )
)
def check() -> Checked:
    """Tells what would become of a deployment."""
    files, mode = _files()
    return deploying.check(tools(), actor(), files, mode)


@processes.get("/processes/<key>/people")
@needs("preview")
@speaks(
    Endpoint(
        summary="Who would get each step of a process today, if a body began it.",
        summary_zh="若今天由某单位发起，各环节现在由谁办理。",
        tag=TAG,
        asks=PeopleAsked,
        gives=PreviewOut,
    )
)
def people(key: str) -> Preview:
    """Says who would get the work."""
    body = asked(PeopleAsked)["body"]
    wanted = BodyId(body) if body else None
    return explaining_assignment.who_would(tools(), actor(), ProcessKey(key), wanted)


@processes.get("/separations")
@needs("verify")
@speaks(
    Endpoint(
        summary="What one person, or one body, never does both of in a case, and where it holds now.",
        summary_zh="同一事项中不得由同一人、同一单位兼办的职责，以及现在适用于哪些环节。",
        tag=TAG,
        gives=SeparationsOut,
    )
)
def separated() -> SeparationsPage:
    """Lists the separations of duties."""
    return separations.separations(tools(), actor())


@processes.get("/processes/<key>/changes")
@needs("deploy")
@speaks(
    Endpoint(
        summary="What the import changed in the newest version's diagram.",
        summary_zh="最新版本的流程图在导入时改了什么。",
        tag=TAG,
        gives=ChangesOut,
    )
)
def show_changes(key: str) -> Imported:
    """Lists the changes of the import."""
    return importing.imported(tools(), actor(), ProcessKey(key))


@processes.get("/processes/<key>/diagram")
@needs("deploy")
@speaks(
    Endpoint(
        summary="The newest version's diagram: as handed in, byte by byte, or as it runs.",
        summary_zh="最新版本的流程图：原文件逐字节，或执行的文件。",
        tag=TAG,
        asks=DiagramAsked,
        media_type="application/xml",
    )
)
def export_diagram(key: str) -> Response:
    """Gives a diagram back."""
    found = importing.imported(tools(), actor(), ProcessKey(key))
    content = found.original if asked(DiagramAsked)["form"] == "original" else found.diagram
    return Response(content, mimetype="application/xml")


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


def _files() -> tuple[Mapping[str, bytes], Mode]:
    """The files, and whether a diagram drawn in another tool may be changed."""
    if request.mimetype == "multipart/form-data":
        mode = loaded(ModeAsked, request.form.to_dict())["mode"]
        files = {one.filename or "": one.read() for one in request.files.getlist("files")}
        return files, Mode(mode)
    said = sent(FilesIn)
    return {name: text.encode() for name, text in said["files"].items()}, Mode(said["mode"])
