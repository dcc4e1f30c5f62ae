"""Serves a viewer on this machine only, until it is interrupted."""

import os
import signal
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import FrameType
from typing import Any
from urllib.parse import unquote, urlsplit

from tieout.core import Finding, InputError
from tieout.view.make import INDEX, Viewer

_HOST = "127.0.0.1"
# Not by `mimetypes`: what that says depends on the machine.
_TYPES = {
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    **dict.fromkeys(("htm", "html"), "text/html; charset=utf-8"),
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml",
    "xhtml": "application/xhtml+xml",
    "xml": "application/xml",
    "xsd": "application/xml",
}


def serve(viewer: Viewer, port: int, ready: Callable[[str], None]) -> None:
    """Serves a viewer's files on 127.0.0.1 until SIGINT or SIGTERM.

    `port` 0 takes a free one. `ready` is called with the address once the server listens. Raises InputError
    where the port is not available.
    """
    try:
        server = _Server((_HOST, port), _handler(viewer))
    except OSError as error:
        what = f"port {port} of {_HOST} cannot be had: {error.strerror}"
        raise InputError(
            Finding("input.port", what, "Name another port, or none: a free one is taken.")
        ) from None
    # A kill ends it as Ctrl-C does; a shell starts what it puts into the background deaf to Ctrl-C.
    with server, suppress(KeyboardInterrupt), _interrupted_by(signal.SIGINT, signal.SIGTERM):
        ready(f"http://{_HOST}:{server.server_port}/{viewer.page}")
        server.serve_forever()


def open_browser(address: str) -> None:
    """Opens the user's browser, if there is a screen."""
    screen = sys.platform in ("darwin", "win32") or {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
    if screen:
        # Of its own: some browsers are waited for.
        Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def media_type(name: str) -> str:
    """The media type of a file, by its ending."""
    return _TYPES.get(name.rpartition(".")[2], "application/octet-stream")


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignores a browser that closes the connection during an answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def _interrupted_by(*signals: signal.Signals) -> Iterator[None]:
    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _handler(viewer: Viewer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers GET and HEAD for the viewer's files, from memory and not from disk."""

        protocol_version = "HTTP/1.1"
        server_version, sys_version = "tieout", ""

        def do_GET(self) -> None:
            if (content := self._answer()) is not None:
                self.wfile.write(content)

        def do_HEAD(self) -> None:
            self._answer()

        def _answer(self) -> bytes | None:
            name = unquote(urlsplit(self.path).path).removeprefix("/") or INDEX
            # A page of another site can lead its own name to this address; a browser then sends that name.
            host = (self.headers.get("Host") or "").partition(":")[0]
            if host not in (_HOST, "localhost"):
                self.send_error(HTTPStatus.FORBIDDEN)
                return None
            if name == "favicon.ico":
                # Every browser asks for one by itself: there is none, and nothing is wrong.
                self.send_response(HTTPStatus.NO_CONTENT)
                self.end_headers()
                return None
            if name not in viewer.files:
                self.send_error(HTTPStatus.NOT_FOUND)
                return None
            content = viewer.files[name]
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", media_type(name))
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            return content

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
            """Writes no log."""

    return Handler
