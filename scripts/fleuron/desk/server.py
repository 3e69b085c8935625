"""A folder -> its desk, served on this machine alone until Ctrl-C."""

from __future__ import annotations

import secrets
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from fleuron.desk.guard import Guard
from fleuron.desk.review import routes

HOME = "127.0.0.1"
GRACE = 1  # s; a page that is still listening does not keep the desk open


def desk(folder: Path, token: str, port: int, more: Sequence[BaseRoute] = ()) -> ASGIApp:
    """Put the desk together, behind its guard."""
    shown = StaticFiles(directory=str(files("fleuron.desk") / "static"))
    inside = Starlette(routes=[Mount("/static", shown), *routes(folder), *more])
    return Guard(Starlette(routes=[Mount(f"/{token}", inside)]), token, port)


class Server(uvicorn.Server):
    """A server that says when it is about to end, so that nothing keeps it waiting."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], None]) -> None:
        super().__init__(config)
        self.ending = ending

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.ending()
        super().handle_exit(sig, frame)


def serve(
    app: Callable[[str, int], ASGIApp],
    opens: str,
    tell: Callable[[str], None],
    port: int = 0,
    ending: Callable[[], None] = lambda: None,
) -> None:
    """Serve an app at an address with a token of its own, tell it, and stay until Ctrl-C."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with door:
        door.bind((HOME, port))
        door.listen()  # so that the address answers as soon as it is told
        port = door.getsockname()[1]
        token = secrets.token_urlsafe(16)
        settings = uvicorn.Config(
            app(token, port), log_level="warning", access_log=False, timeout_graceful_shutdown=GRACE, lifespan="off"
        )
        tell(f"http://{HOME}:{port}/{token}/{opens}")
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that whoever called can clear away
        with suppress(KeyboardInterrupt):
            Server(settings, ending).run(sockets=[door])
