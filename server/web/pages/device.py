"""What a device may keep of the house: how it is installed, the service worker, the page for when there is no network."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request

from server.web.addresses import link
from server.web.bundles import read_icons
from server.web.context import LANGUAGES, language
from server.web.face import BUILD
from server.web.gate import public
from server.web.speech import gettext, spoken_in

device = Blueprint("device", __name__)


@device.get("/kept")
@public
def kept() -> str:
    """Shows what this device keeps; its script alone knows what. In the language that the address names, else as ever."""
    asked = request.args.get("language", "")
    spoken = asked if asked in LANGUAGES else language()
    with spoken_in(spoken):
        return render_template("kept.html", language=spoken)


@device.get("/app.webmanifest")
@public
def manifest() -> Response:
    """Tells a browser how the house is installed on a device."""
    answer = jsonify(
        id="/",
        name=gettext("哨令 Muster"),
        short_name=gettext("哨令"),
        lang="en" if language() == "en" else "zh-CN",
        start_url=link("inbox"),
        scope="/",
        display="standalone",
        theme_color="#0b2748",
        background_color="#f3f5f8",
        icons=[
            {
                "src": f"/static/dist/{file}",
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": "maskable" if kind == "maskable" else "any",
            }
            for kind, size, file in read_icons(BUILD)
        ],
    )
    answer.content_type = "application/manifest+json"
    return answer


@device.get("/service-worker.js")
@public
def worker() -> Response:
    """The script that keeps the frame's files; asked for anew each time, or a device would keep an old house."""
    script = (BUILD / "service-worker.js").read_bytes()
    return Response(script, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})
