"""A press -> the pages on which its book is looked at: spreads, site, EPUB, and what is wrong where."""

from __future__ import annotations

import zipfile
from collections.abc import AsyncIterator, Iterable
from mimetypes import guess_type
from pathlib import Path

from lxml import etree
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from fleuron.desk.pages import page
from fleuron.desk.pins import Pin
from fleuron.desk.plates import SCALES, Plate, picture
from fleuron.desk.press import Press, Shown

PATIENCE = 15  # s between two signs of life
APART = 0.12  # of a page's height, from one pin to the next
FOREVER = {"cache-control": "private, max-age=31536000, immutable"}  # a picture's name changes when the page does
EPUB_TYPES = {".xhtml": "application/xhtml+xml", ".otf": "font/otf", ".ttf": "font/ttf", ".ncx": "application/xml"}
OPF = {"o": "http://www.idpf.org/2007/opf"}


def routes(press: Press) -> list[Route]:
    """Give the pages of the preview."""

    def shown(request: Request) -> Response:
        view = request.path_params.get("view", "pages")
        return HTMLResponse(page("preview.html", view=view, **_view(press.shown)))

    def plate(request: Request) -> Response:
        return _plate(press.shown, request.path_params["name"], request.path_params["size"])

    def site(request: Request) -> Response:
        return _file(press.shown.files.get("site"), request.path_params["path"])

    def book(request: Request) -> Response:
        return _member(press.shown.files.get("epub"), request.path_params["path"])

    async def events(_: Request) -> Response:
        headers = {"x-accel-buffering": "no"}
        return StreamingResponse(_events(press), media_type="text/event-stream", headers=headers)

    return [
        Route("/preview/", shown),
        Route("/preview/events", events),
        Route("/preview/plate/{size}/{name}.png", plate),
        Route("/preview/files/site/{path:path}", site),
        Route("/preview/files/epub/{path:path}", book),
        Route("/preview/{view:str}", shown),
    ]


async def _events(press: Press) -> AsyncIterator[str]:
    number = -1
    while not press.closed:
        now = await run_in_threadpool(press.wait, number, PATIENCE)
        yield f"data: {now.number}\n\n" if now.number != number else ": still here\n\n"
        number = now.number


def _view(shown: Shown) -> dict[str, object]:
    return {
        "shown": shown,
        "spreads": _spreads(shown),
        "pins": {page: _stacked(pinned) for page, pinned in shown.pins.items()},
        "spine": _spine(shown.files.get("epub")),
        "up": "",
        "epub": "files/epub/",
    }


def _spreads(shown: Shown) -> list[list[tuple[int, Plate, str]]]:
    """Lay the pages side by side as the book opens: the first alone on the right."""
    folios = (*shown.folios, *("" for _ in shown.plates))
    rows = [(number, plate, folios[number]) for number, plate in enumerate(shown.plates)]
    return [rows[:1], *(rows[at : at + 2] for at in range(1, len(rows), 2))] if rows else []


def _stacked(pinned: Iterable[Pin]) -> list[list[Pin]]:
    """Put under one head the pins of a page that would lie one on another."""
    stacks: list[list[Pin]] = []
    for pin in sorted(pinned, key=lambda pin: pin.top):
        if stacks and pin.top - stacks[-1][0].top < APART:
            stacks[-1].append(pin)
        else:
            stacks.append([pin])
    return stacks


def _plate(shown: Shown, name: str, size: str) -> Response:
    found = next((plate for plate in shown.plates if plate.name == name), None)
    if found is None or size not in SCALES:
        return Response(status_code=404)
    return Response(picture(found, size), media_type="image/png", headers=FOREVER)


def _file(folder: Path | None, path: str) -> Response:
    """Send a file of the site, and nothing outside it."""
    found = (folder / path).resolve() if folder else None
    if folder is None or found is None or not found.is_relative_to(folder.resolve()) or not found.is_file():
        return Response(status_code=404)
    return FileResponse(found)


def _member(epub: Path | None, path: str) -> Response:
    if epub is None or not epub.exists():
        return Response(status_code=404)
    with zipfile.ZipFile(epub) as book:
        if path not in book.namelist():
            return Response(status_code=404)
        media = EPUB_TYPES.get(Path(path).suffix) or guess_type(path)[0] or "application/octet-stream"
        return Response(book.read(path), media_type=media)


def _spine(epub: Path | None) -> list[str]:
    """List the EPUB's files of text in reading order."""
    if epub is None or not epub.exists():
        return []
    with zipfile.ZipFile(epub) as book:
        container = etree.fromstring(book.read("META-INF/container.xml"))
        package = container.xpath("string(//*[local-name()='rootfile']/@full-path)")
        opf = etree.fromstring(book.read(package))
    files = {item.get("id"): item.get("href") for item in opf.findall(".//o:item", OPF)}
    folder = package.rpartition("/")[0]
    return [f"{folder}/{files[ref.get('idref')]}".lstrip("/") for ref in opf.findall(".//o:itemref", OPF)]
