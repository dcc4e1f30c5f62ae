"""The server of the review page: for this machine only, and for whoever has the token.

A page of another site may send a browser here, or point a domain name at this address. So each request must
have the right host, requests that write the right origin, and all the token, which only the printed address
has. A browser keeps the token in a cookie that no other site can send.
"""

import hmac
import json
import secrets
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from tieout.core import Finding, InputError
from tieout.render import SIGN_OFF
from tieout.review.session import Session
from tieout.view import media_type

HOST = "127.0.0.1"
_COOKIE = "tieout"
_MAX_BODY = 100_000
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# The page's own policy, in its head, names its scripts; this is what holds for all else, and for that too.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

# That of the published files.
_REPORT = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"

Answer = Callable[[Request], Awaitable[Response]]
Told = Callable[[dict[str, Any]], Any]


def serve(session: Session, port: int, ready: Callable[[str], None]) -> None:
    """Serves a session on the loopback address until it is interrupted; `port` 0 takes a free one.

    `ready` is called with the address. Raises InputError where the port is not available.
    """
    token = secrets.token_urlsafe(32)
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    with listening:
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((HOST, port))
        except OSError as error:
            what = f"port {port} of {HOST} cannot be had: {error.strerror}"
            raise InputError(Finding("input.port", what, "Name another port, or none.")) from None
        at = f"{HOST}:{listening.getsockname()[1]}"
        app = application(session, token, at)
        config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off")
        listening.listen()
        ready(f"http://{at}/?token={token}")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])


def application(session: Session, token: str, at: str) -> Starlette:
    """The application; `at` is the host and port that it accepts."""

    async def page(request: Request) -> Response:
        given = request.query_params.get("token", "")
        if given:
            if not _is(given, token):
                return _no(403, "This address is of an earlier review: take the one that is printed now.")
            answer: Response = RedirectResponse("/", status_code=303)
            answer.set_cookie(_COOKIE, token, httponly=True, samesite="strict", path="/")
            return answer
        return HTMLResponse(session.page)

    async def report(request: Request) -> Response:
        name = request.path_params["name"]
        found = await run_in_threadpool(session.published, name)
        if found is None:
            return _no(404, "There is no such file of the report.")
        answer = Response(found, media_type=media_type(name))
        if name != SIGN_OFF:
            # What the company has written runs nothing here.
            answer.headers["Content-Security-Policy"] = _REPORT
        return answer

    reading: dict[str, Told] = {
        "/state": lambda _: session.state(),
        "/concepts": session.candidates,
        "/sentence": session.sentence,
    }
    writing: dict[str, Told] = {
        "/try": session.tried,
        "/propose": session.propose,
        "/do": lambda said: session.do(str(said.get("id"))),
        "/undo": lambda _: session.undo(),
        "/publish": lambda _: session.publish(),
    }
    pages = {"/": page, "/report/{name}": report} | {path: _asked(told) for path, told in reading.items()}
    acts = {path: _asked(told) for path, told in writing.items()}
    return Starlette(
        routes=[
            *(Route(path, _guarded(answer, token, at), methods=["GET"]) for path, answer in pages.items()),
            *(Route(path, _guarded(answer, token, at), methods=["POST"]) for path, answer in acts.items()),
        ]
    )


def _asked(told: Told) -> Answer:
    """A handler that answers in JSON from what the page sends, in its address or its body."""

    async def answer(request: Request) -> Response:
        said = dict(request.query_params) if request.method == "GET" else await _said(request)
        return JSONResponse(await run_in_threadpool(told, said))

    return answer


def _guarded(answer: Answer, token: str, at: str) -> Answer:
    """A handler that first checks host, origin and token; errors in it become findings."""

    async def guard(request: Request) -> Response:
        findings: tuple[Finding, ...] = ()
        try:
            found = _refused(request, token, at) or await answer(request)
        except InputError as error:
            findings = error.findings
        except OSError as error:
            what = f"a file cannot be read or written: {error.strerror}"
            findings = (Finding("review.not-written", what),)
        if findings:
            found = JSONResponse({"findings": [_told(one) for one in findings]}, status_code=409)
        found.headers.update(_HEADERS)
        found.headers.setdefault("Content-Security-Policy", _POLICY)
        return found

    return guard


def _refused(request: Request, token: str, at: str) -> Response | None:
    """The response to a request that is refused; None where it is allowed."""
    origin = f"http://{at}"
    if request.headers.get("host") != at:
        return _no(403, "This server answers to its own address alone.")
    writes = request.method != "GET"
    said = request.headers.get("origin")
    if said != origin and (writes or said is not None):
        return _no(403, "Another site asks.")
    if writes and request.headers.get("content-type") != "application/json":
        return _no(415, "JSON is wanted.")
    if request.url.path == "/" and "token" in request.query_params:
        return None
    if not _is(request.cookies.get(_COOKIE, ""), token):
        return _no(403, "Open the address that is printed: it has the token.")
    return None


def _is(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(), token.encode())


def _no(status: int, why: str) -> Response:
    return PlainTextResponse(why, status_code=status)


async def _said(request: Request) -> dict[str, Any]:
    """The JSON object that a page sends. Raises InputError where it sends none."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _MAX_BODY:
            raise InputError(Finding("review.refused", "that is more than a decision needs"))
    try:
        said = json.loads(bytes(body))
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise InputError(Finding("review.refused", "that is no object of JSON"))
    return said


def _told(finding: Finding) -> dict[str, Any]:
    places = [str(place) for place in finding.places]
    return {"code": finding.code, "message": finding.message, "mend": finding.mend, "places": places}
