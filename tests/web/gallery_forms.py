"""How the gallery answers forms: as the real server would, keeping what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from flask import jsonify, request

if TYPE_CHECKING:
    from flask import Flask, Response


def answer_forms(app: Flask) -> None:
    """Takes what the pages' forms send."""
    app.config["RECEIVED"] = []

    @app.post("/submit")
    def submit() -> tuple[Response, int]:
        app.config["RECEIVED"].append((dict(request.headers), request.get_json()))
        values = request.get_json()["values"]
        if values.get("owner") == "无名":
            told = [{"field": "owner", "message": "查无此人。"}]
            return jsonify(errors=told, message="有 1 处需要改正"), 422
        if values.get("owner") == "已办":
            return jsonify(
                code="already_done", message="周明远已于 10:40 办理。", location="/case"
            ), 409
        return jsonify(location="/inbox"), 200

    @app.put("/draft")
    def draft() -> Response:
        app.config["RECEIVED"].append((dict(request.headers), request.get_json()))
        return jsonify(saved_at="10:42")

    @app.post("/document-remove")
    def remove() -> tuple[str, int, dict[str, str]]:
        app.config["RECEIVED"].append((dict(request.headers), request.form.to_dict()))
        return "", 303, {"Location": "/task"}

    @app.post("/upload")
    def upload() -> tuple[Response, int]:
        file = request.files["file"]
        size = len(file.read())
        return jsonify(id=f"doc:{uuid4()}", name=file.filename, size=size, url="/document"), 201
