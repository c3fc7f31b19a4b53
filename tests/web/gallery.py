"""A server that shows every page with sample pictures and answers forms as the real one would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, jsonify, render_template, request

from server.web import clock_words, register_words, speech
from server.web.bundles import Bundle, read_bundles
from server.web.calendars import months_of
from server.web.catalogues import compile_catalogues
from server.web.decision_tables import chain_of
from server.web.form_data import FormPlaces, form_data
from server.web.mending_forms import errors_of, forms_of, sentence_of, showing
from server.web.page_diagrams import arrows_of, beginning_of, picture_of
from server.web.plain_forms import labelled, plain_form
from server.web.spoken_templates import SpokenTemplates
from server.web.words import teach
from tests.places import ROOT
from tests.web import gallery_lists as lists
from tests.web import sample_cases, sample_clocks, sample_county, sample_decisions
from tests.web import sample_pictures as sample
from tests.web.gallery_forms import answer_forms
from tests.web.sample_diagram import sample_diagram

if TYPE_CHECKING:
    from flask.templating import Environment

WEB = ROOT / "server" / "web"
SENT = "doc:00000000-0000-4000-8000-000000000001"
CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
PAGES = (
    "/sign-in",
    "/inbox",
    "/inbox?empty=1",
    "/inbox?view=unit&process=whistle&due=late",
    "/inbox?cols=location.village,whistleType",
    "/inbox/views",
    "/search?q=整改",
    "/search?q=整改&cols=location.village,party.name",
    "/task",
    "/task?errors=1",
    "/task/print",
    "/task/print?blank=1&form=whistle/order",
    "/claim",
    "/case",
    "/case?stuck=1",
    "/case?stuck=1&refused=1",
    "/case/print",
    "/case/decisions",
    "/clock",
    "/clock?hours=1",
    "/incidents",
    "/mine",
    "/done",
    "/done?cols=location.village,whistleType,party.name",
    "/start",
    "/start/form",
    "/processes",
    "/organisation",
    "/separations",
    "/notices",
    "/kept",
    "/problem/403",
    "/problem/404",
    "/problem/409",
    "/problem/422",
    "/problem/503",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What the problem page shows."""

    status: int
    title: str
    sentence: str
    number: str = ""
    location: str = ""


def _address(name: str, **values: object) -> str:
    fixed = {"task": "/task", "case": "/case", "start_form": "/start/form", "sign_in": "/sign-in"}
    query = "&".join(f"{key}={value}" for key, value in values.items())
    if name in fixed:
        return fixed[name]
    return f"/{name.replace('_', '-')}{'?' if query else ''}{query}"


def gallery(
    bundles: dict[str, Bundle] | None = None, templates: type[Environment] = SpokenTemplates
) -> Flask:
    """The application, with the files of the build and the templates of the house unless others are given."""
    app = Flask(__name__, template_folder=WEB / "templates", static_folder=WEB / "static")
    app.jinja_environment = templates
    app.config.update(
        BABEL_TRANSLATION_DIRECTORIES=str(WEB / "translations"), TESTING=True, MUSTER_LANGUAGE="zh"
    )
    speech.install(app, _language)
    compile_catalogues()
    teach(app)
    clock_words.teach(app)
    register_words.teach(app)
    app.jinja_env.globals.update(
        link=_address,
        asset=lambda name: f"/static/{name}",
        bundles=bundles or read_bundles(WEB / "static" / "dist"),
    )
    app.context_processor(_frame)
    app.after_request(_secure)
    for path, view in _views().items():
        app.add_url_rule(path, path, view, methods=["GET"])
    answer_forms(app)
    return app


def _language() -> str:
    return request.args.get("lang", "zh")


def _frame() -> dict[str, Any]:
    return {
        "language": _language(),
        "theme": request.args.get("theme", ""),
        "size": request.args.get("size", ""),
        "county": "示例县",
        "me": None if request.path == "/sign-in" else sample.ME,
        "badge": sample.BADGE,
        "now": sample.NOW,
        "here": request.path,
    }


def _secure(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CSP
    return response


def _views() -> dict[str, Any]:
    return {
        "/sign-in": lambda: render_template("sign_in.html", next="/inbox", login="", refusal=""),
        "/inbox": lists.inbox,
        "/task": _task,
        "/task/print": lists.form_on_paper,
        "/claim": _claim,
        "/case": _case,
        "/case/print": lambda: render_template("case_print.html", case=sample_cases.case()),
        "/case/decisions": lambda: render_template(
            "decisions.html", shown=sample_decisions.decisions(), chain_of=chain_of
        ),
        "/clock": _clock,
        "/inbox/views": lists.saved_views,
        "/search": lists.search,
        "/incidents": lambda: render_template(
            "incidents.html",
            rows=sample_cases.incidents(),
            next_href="/incidents?after=1",
            act_key="k",
        ),
        "/mine": lambda: lists.cases("mine"),
        "/done": lambda: lists.cases("done"),
        "/start": lambda: render_template("start/list.html", cards=[sample.CARD] * 3),
        "/start/form": _start,
        "/processes": _processes,
        "/organisation": _organisation,
        "/separations": lists.separations,
        "/notices": lambda: render_template(
            "notices.html", page=sample_county.notices(), previous_href=None, next_href=None
        ),
        "/problem/<int:status>": _problem,
        "/case-diagram": lambda: Response(sample_diagram(), mimetype="application/xml"),
        "/counts": lambda: jsonify(open=13, late=1, today=2, unclaimed=3, notices=4, cap=99),
        "/view-counts": lists.view_counts,
        "/kept": lambda: render_template("kept.html"),
        "/inbox-rows": lists.rows,
    }


def _places() -> FormPlaces:
    return FormPlaces(
        subject="work:1",
        submit_url="/submit",
        upload_url="/upload",
        draft_url="/draft",
        revision=7,
        idempotency_key="0f7b5a5e-0000-4000-8000-000000000001",
    )


def _task() -> str:
    page = sample.task(form=request.args.get("form", ""))
    errors = (
        [("owner", "此项必填。"), ("opinion", "此项必填。")] if request.args.get("errors") else []
    )
    plain = plain_form(page.form or b"{}", page.values, errors)
    return render_template(
        "task.html",
        task=page,
        errors=labelled(plain, errors),
        refusal="",
        form_data=form_data(page.form, page.values, _places(), errors=errors),
        plain=plain,
        document_names={},
        act_key="k",
        diagram=picture_of(page, page.marks, crop=page.element),
    )


def _clock() -> str:
    clock = sample_clocks.clock("T41" if request.args.get("hours") else "T03")
    return render_template(
        "clock.html",
        clock=clock,
        months=months_of({each.day: each for each in clock.told.days}),
        steps=clock_words.steps_of(clock.told),
    )


def _claim() -> str:
    page = sample.task(may_complete=False, may_claim=True)
    return render_template(
        "task.html",
        task=page,
        errors=[],
        refusal="",
        form_data=None,
        plain=plain_form(page.form or b"{}", {**page.values, "photos": [SENT]}),
        document_names={SENT: "现场.png"},
        act_key="k",
        diagram=picture_of(page, page.marks, crop=page.element),
    )


def _case() -> str:
    picture = sample_cases.stuck_case() if "stuck" in request.args else sample_cases.case()
    attempt = sample_cases.attempt(picture) if "refused" in request.args else None
    forms = forms_of(picture.incidents, attempt)
    return render_template(
        "case.html",
        case=picture,
        act_key="k",
        diagram=picture_of(picture, picture.marks),
        arrows=arrows_of(picture, picture.marks),
        forms=forms,
        errors=errors_of(forms, attempt),
        refusal=sentence_of(attempt),
        showing=showing(attempt),
    )


def _start() -> str:
    page = sample.start()
    return render_template(
        "start/form.html",
        start=page,
        errors=[],
        refusal="",
        form_data=form_data(page.form, page.values, _places()),
        plain=plain_form(page.form or b"{}", page.values),
        document_names={},
        diagram=beginning_of(page.card),
    )


def _processes() -> str:
    drawn = picture_of(sample.start().card, None)
    return render_template(
        "processes.html", processes=[(sample.CARD, drawn)], startable={sample.CARD.key}
    )


def _organisation() -> str:
    bodies = sample_county.bodies()
    return render_template(
        "organisation.html",
        bodies=bodies,
        chosen=bodies[0].children[-1],
        open_bodies={"county", "buguan"},
        kinds={"task_force": "工作专班"},
    )


def _problem(status: int) -> tuple[str, int]:
    told = Problem(
        status=status,
        title="现在办不了",
        sentence="情况已有变化，请刷新页面后再办。",
        number="A1B2C3" if status == 503 else "",
        location="/case" if status == 409 else "",
    )
    return render_template("problem.html", problem=told), status
