"""The folder of a manuscript -> the pages on which its editor judges it, and the same as a report in one file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from fleuron.desk import reading
from fleuron.desk.decide import Ledger
from fleuron.desk.pages import page, static
from fleuron.errors import InputError
from fleuron.model import PARTED, Finding

KEYS = (  # what a line can be said to be, and the key that says it
    (("k", "keep", "as it is"), ("x", "cut", "cut")),
    (
        ("p", "body", "paragraph"),
        ("1", "heading 1", "heading"),
        ("2", "heading 2", "sub-heading"),
        ("q", "quote", "quotation"),
        ("l", "list 1", "list item"),
        ("v", "verse", "verse"),
        ("c", "caption", "caption"),
        ("n", "note", "note"),
        ("b", "break", "section break"),
    ),
    (("t", "title", "title"), ("y", "byline", "byline"), ("s", "standfirst", "standfirst")),
    (("r", "rules", "rules decide"), ("j", "join", "join to line above")),
)


def report(folder: Path) -> str:
    """Write the whole book's judgement as one page for someone without the tool."""
    sheets, findings = reading.read(folder)
    style = static("desk.css")
    return page("report.html", sheets=reading.in_doubt(sheets), findings=findings, style=style, **_helpers())


def routes(folder: Path) -> list[Route]:
    """Give the pages of the review of one folder."""
    ledger = Ledger()

    def shelf(request: Request) -> Response:
        sheets, findings = reading.read(folder)
        return HTMLResponse(
            page("shelf.html", sheets=reading.in_doubt(sheets), findings=findings, up="", ledger=ledger, **_helpers())
        )

    def sheet(request: Request) -> Response:
        return _shown(folder, request.path_params["slug"], ledger)

    async def decide(request: Request) -> Response:
        pressed = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        return await run_in_threadpool(_decided, folder, request.path_params["slug"], pressed, ledger)

    return [
        Route("/review/", shelf),
        Route("/review/{slug}", sheet),
        Route("/review/{slug}", decide, methods=["POST"]),
    ]


def _decided(folder: Path, slug: str, pressed: Mapping[str, str], ledger: Ledger) -> Response:
    """Do what was pressed, and show the page again, at the line that it was about."""
    found = reading.find(folder, slug)
    if found is None:
        return _shown(folder, slug, ledger)
    try:
        ledger.undo() if "undo" in pressed else ledger.decide(found, pressed)
    except InputError as error:
        return _shown(folder, slug, ledger, error.findings, 409)
    return RedirectResponse(f"{slug}#line-{pressed.get('line', '')}".removesuffix("#line-"), 303)


def _shown(
    folder: Path, slug: str, ledger: Ledger, refused: tuple[Finding, ...] = (), status: int = 200
) -> HTMLResponse:
    sheets, _ = reading.read(folder)
    found = next((sheet for sheet in sheets if sheet.essay.slug == slug), None)
    if found is None:
        return HTMLResponse(page("lost.html", up="", slug=slug), 404)
    ranked = [sheet for sheet in reading.in_doubt(sheets) if sheet.doubtful and sheet is not found]
    said = {"sheet": found, "sheets": sheets, "next": ranked[0] if ranked else None, "refused": refused}
    return HTMLResponse(page("sheet.html", up="", ledger=ledger, keys=KEYS, **said, **_helpers()), status)


def _helpers() -> dict[str, object]:
    return {
        "state": reading.state,
        "changed": reading.changed,
        "done": reading.done,
        "roles": reading.ROLES,
        "parted": PARTED,
    }
