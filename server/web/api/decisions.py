"""Decisions apart from processes: publish models, look at them, ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from server.domain.ids import DecisionKey
from server.domain.process import Mode
from server.services import deciding
from server.web.api.given_decisions import (
    DecisionsOut,
    DecisionsPublishedOut,
    DecisionVersionOut,
    EvaluatedOut,
)
from server.web.api.speaking import Endpoint, exactly, request_key, sent, speaks
from server.web.api.taken import DecisionsIn, EvaluateIn
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from server.domain.decision import DecisionVersion
    from server.services.deciding import DecisionsPublished, DecisionsShown, Evaluated

decisions = Blueprint("api_decisions", __name__)
TAG = "decisions"


@decisions.get("/decisions")
@needs()
@speaks(
    Endpoint(
        summary="Every set of decision models in its newest version.",
        summary_zh="全部决策模型的最新版本。",
        tag=TAG,
        gives=DecisionVersionOut,
        many=True,
    )
)
def list_decisions() -> tuple[DecisionVersion, ...]:
    """Lists what is deployed."""
    return deciding.all_decisions(tools())


@decisions.get("/decisions/<key>")
@needs()
@speaks(
    Endpoint(
        summary="Decision models with the decisions and services that may be asked, and their inputs.",
        summary_zh="决策模型及可调用的决策、决策服务和输入项。",
        tag=TAG,
        gives=DecisionsOut,
    )
)
def show(key: str) -> DecisionsShown:
    """Shows the newest version."""
    return deciding.show_decisions(tools(), DecisionKey(key))


@decisions.post("/decisions")
@needs("deploy")
@speaks(
    Endpoint(
        summary="Publish DMN models that are read together; mode lenient takes what can't be read for null and tells it.",
        summary_zh="发布一组 DMN 模型；mode 为 lenient 时，无法解析的表达式视为 null 并列出。",
        tag=TAG,
        takes=DecisionsIn,
        gives=DecisionsPublishedOut,
        status=201,
    )
)
def deploy() -> DecisionsPublished:
    """Publishes a version; the same files again are the same version."""
    said = sent(DecisionsIn)
    return deciding.deploy_decisions(
        tools(),
        actor(),
        DecisionKey(said["key"]),
        {name: text.encode() for name, text in said["files"].items()},
        mode=Mode.LENIENT if said["lenient"] else Mode(said["mode"]),
        request_key=request_key(),
    )


@decisions.post("/decisions/<key>/evaluate")
@needs()
@speaks(
    Endpoint(
        summary="Ask a decision or decision service; dates, times and durations are ISO text, or an input is written in FEEL. Nothing is changed or kept.",
        summary_zh="调用决策或决策服务；日期、时间、时长用 ISO 文本，也可用 FEEL 书写（inputs_feel）。不改变、不留存任何内容。",
        tag=TAG,
        takes=EvaluateIn,
        gives=EvaluatedOut,
    )
)
def evaluate(key: str) -> Evaluated:
    """Decides."""
    said = sent(EvaluateIn, exactly)
    return deciding.evaluate(
        tools(),
        DecisionKey(key),
        {**said["inputs"], **said["inputs_feel"]},
        decision=said["decision"],
        number=said["version"],
        strict=said["strict"],
    )
