"""What keeps pages and requests safe: headers, the cross-site check, and never a stale page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import request

from server.domain.errors import CrossSiteRequest, NotFound
from server.web.addresses import parts_of
from server.web.context import live
from server.web.gate import bears_token

if TYPE_CHECKING:
    from flask import Flask, Response

# 'unsafe-inline' for styles only: diagram-js and our own drawings set style attributes.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'{live}; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
}
NUL = "\0"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def install(app: Flask) -> None:
    """Checks every request and dresses every answer."""
    app.before_request(refuse_cross_site)
    app.before_request(refuse_nul)
    app.after_request(_dress)


def refuse_cross_site() -> None:
    """Refuses a change that another site's page asked this browser for.

    Browsers tell where a request comes from (Fetch Metadata, or Origin on older ones); programs
    don't, and carry no cookie that a browser would send by itself.
    """
    if request.method in SAFE_METHODS or bears_token():
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in {"same-origin", "none"}:
            raise CrossSiteRequest
        return
    origin = request.headers.get("Origin")
    if origin is not None and parts_of(origin).netloc != request.host:
        raise CrossSiteRequest


def refuse_nul() -> None:
    """Refuses an address with a NUL in it, which no text of the database can hold."""
    if NUL in request.path or any(NUL in value for value in request.args.values()):
        raise NotFound


def _dress(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", _policy())
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _policy() -> str:
    """The policy, with the address of `muster live` where that is no path of this site."""
    parts = urlsplit(live())
    origin = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return CONTENT_SECURITY_POLICY.format(live=origin)
