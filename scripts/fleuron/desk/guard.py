"""A request -> let through, or refused: the desk answers one browser on this machine, and nobody else.

Its address holds a token that no other page can know; a name that is not this machine's own is refused, which stops
a page that has bound its name to 127.0.0.1; and whatever changes something must come from the desk's own pages.
"""

from __future__ import annotations

from secrets import compare_digest

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN = ("127.0.0.1", "localhost")
SAFE = ("GET", "HEAD")
LARGEST = 64_000  # bytes of a decision
POLICY = {
    "content-security-policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Guard:
    """Stand before the desk."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self.app = app
        self.token = token
        self.hosts = {f"{name}:{port}" for name in OWN}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if refusal := self._refusal(scope):
            await PlainTextResponse(refusal, status_code=403)(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in POLICY.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, answer)

    def _refusal(self, scope: Scope) -> str:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self.hosts:
            return "The desk answers to this machine's own name only."
        if not compare_digest(scope["path"].split("/")[1].encode(), self.token.encode()):
            return "This address lacks the token that fleuron printed."
        if scope["method"] in SAFE:
            return ""
        if headers.get("origin") != f"http://{host}" or headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return "A decision is taken from the desk's own pages only."
        if not headers.get("content-length", "").isdigit() or int(headers["content-length"]) > LARGEST:
            return "That is more than a decision."
        return ""
