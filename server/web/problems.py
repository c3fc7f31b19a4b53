"""Every refusal as an answer: a page for people, ``application/problem+json`` (RFC 9457) for programs."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from flask import jsonify, redirect, render_template, request
from werkzeug.exceptions import HTTPException

from server.domain.errors import (
    AnswerWrong,
    DecisionsRefused,
    DiagramRefused,
    DraftKeptElsewhere,
    NotSignedIn,
    Refusal,
    StepFailed,
)
from server.web.addresses import here, link
from server.web.context import language, wants_json
from server.web.form_data import jsonable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask
    from flask.typing import ResponseReturnValue

    from server.domain.process import Change
    from server.domain.process import Problem as Told

LOG = logging.getLogger("muster.web")

TITLES = {
    "zh": {
        400: "请求不完整",
        401: "请先登录",
        403: "您无权办理",
        404: "没有找到",
        405: "不能这样访问",
        409: "情况已有变化",
        413: "内容过大",
        422: "需要改正",
        503: "暂时无法服务",
        507: "存储空间不足",
    },
    "en": {
        400: "The request is incomplete",
        401: "Sign in first",
        403: "You may not do this",
        404: "Not found",
        405: "This address can't be used so",
        409: "Things have moved on",
        413: "Too large",
        422: "Something needs correction",
        503: "Not available just now",
        507: "No room left",
    },
}
UNKNOWN = {
    "zh": ("系统出了问题", "操作未完成，已记录问题。请稍后重试，或将问题编号告知管理员。"),
    "en": (
        "Something went wrong here",
        "It was not carried out and has been noted. Try again, or tell the administrator the number.",
    ),
}
SERVER_FAULT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What the problem page shows."""

    status: int
    title: str
    sentence: str
    code: str
    number: str = ""
    location: str = ""


def install(app: Flask) -> None:
    """Answers every refusal and every fault."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)


def refused(refusal: Refusal, location: str = "") -> ResponseReturnValue:
    """A refusal of the house; it leads on to the location, where one is given."""
    if isinstance(refusal, NotSignedIn) and not wants_json():
        return redirect(link("sign_in", next=here()), 303)
    spoken = language()
    problem = Problem(
        status=refusal.status,
        title=TITLES[spoken].get(refusal.status, UNKNOWN[spoken][0]),
        sentence=refusal.sentence(spoken),
        code=refusal.code,
        location=location,
    )
    return _answer(problem, _more(refusal), headers=waiting(refusal))


def waiting(refusal: Refusal) -> dict[str, str]:
    """The header by which a browser or program knows when to come back, if it is worth it."""
    return {} if refusal.retry_after is None else {"Retry-After": str(refusal.retry_after)}


def faults_in(refusal: Refusal) -> list[tuple[str, str]]:
    """(field, sentence) of everything that is wrong with an answer."""
    faults = refusal.faults if isinstance(refusal, AnswerWrong) else ()
    return [(fault.field, fault.sentence(language())) for fault in faults]


def _more(refusal: Refusal) -> dict[str, Any]:
    """Members that explain some refusals further."""
    if isinstance(refusal, AnswerWrong):
        return {"errors": [{"field": each, "message": said} for each, said in faults_in(refusal)]}
    if isinstance(refusal, DiagramRefused):
        changes = [{**_place(c), "was": c.was, "now": c.now} for c in refusal.changes]
        return {"problems": [_place(p) for p in refusal.problems], "changes": changes}
    if isinstance(refusal, DecisionsRefused):
        return {"problems": [_place(p) for p in refusal.problems]}
    if isinstance(refusal, StepFailed):
        step, step_en = refusal.step
        return {"element": refusal.element, "step": step, "step_en": step_en}
    if isinstance(refusal, DraftKeptElsewhere):
        return {"values": jsonable(refusal.typed), "draft_at": refusal.at.isoformat()}
    return {}


def _place(told: Told | Change) -> dict[str, Any]:
    """What is told of one place in a file, in the words of ``ToldOut``."""
    return {
        "element": told.element,
        "line": told.line,
        "sentence": told.sentence,
        "sentence_en": told.sentence_en,
    }


def _http(fault: HTTPException) -> ResponseReturnValue:
    spoken = language()
    status = fault.code or SERVER_FAULT
    title = TITLES[spoken].get(status, UNKNOWN[spoken][0])
    sentence = title if spoken == "zh" else str(fault.description or title)
    return _answer(Problem(status=status, title=title, sentence=sentence, code=_code(fault)), {})


def _code(fault: HTTPException) -> str:
    return fault.name.lower().replace(" ", "_")


def _unknown(fault: Exception) -> ResponseReturnValue:
    number = secrets.token_hex(4).upper()
    LOG.error("fault %s at %s %s", number, request.method, _place_asked(), exc_info=fault)
    title, sentence = UNKNOWN[language()]
    problem = Problem(
        status=SERVER_FAULT, title=title, sentence=sentence, code="fault", number=number
    )
    return _answer(problem, {"number": number})


def _place_asked() -> str:
    """The path that was asked for, without what nobody is to read in a log: who knows the address of a calendar has it."""
    secret = (request.view_args or {}).get("secret")
    return request.path.replace(secret, "...") if secret else request.path


def _answer(
    problem: Problem, more: dict[str, Any], headers: Mapping[str, str] = MappingProxyType({})
) -> ResponseReturnValue:
    if not wants_json():
        return render_template("problem.html", problem=problem), problem.status, headers
    told = {
        "type": f"urn:muster:problem:{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.sentence,
        "code": problem.code,
        "message": problem.sentence,
        **({"location": problem.location} if problem.location else {}),
        **more,
    }
    response = jsonify(told)
    response.content_type = "application/problem+json"
    return response, problem.status, headers
