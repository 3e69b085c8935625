"""Shapes of web pages and essays of our own -> saved pages, each with the text that its essay is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from places import GOLD, MANUSCRIPT, ROOT, gold

SHAPES = ROOT / "tests" / "shapes"
SAID = tomllib.loads((SHAPES / "furniture.toml").read_text("utf-8"))
ESSAYS = sorted(path.stem for path in GOLD.glob("*.tsv"))
TEXT = ("heading", "body", "list", "quote", "verse", "break")
MARKS = " \t•*-–0123456789.)"
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September")
Blocks = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class WebPage:
    """A saved page, what it is called and who wrote it, and the lines of its essay."""

    shape: str
    slug: str
    html: str
    title: str
    author: str
    date: str
    gold: tuple[str, ...]

    @property
    def data(self) -> bytes:
        encoding = "cp1252" if self.shape in ("livejournal", "handmade") else "utf-8"
        return self.html.encode(encoding, "xmlcharrefreplace")


def pages() -> Iterator[WebPage]:
    """Make every essay in every shape."""
    for shape in sorted(path.stem for path in SHAPES.glob("*.html")):
        for number, slug in enumerate(ESSAYS):
            yield page(shape, slug, number)


def page(shape: str, slug: str, number: int = 0) -> WebPage:
    """Make one essay in one shape; the number chooses what stands around it."""
    rows, roles = _lines(slug), gold(GOLD, slug)
    blocks = [(roles[at], text.strip()) for at, text in rows.items() if roles[at] in TEXT]
    title = next(text.strip() for at, text in rows.items() if roles[at] == "title")
    turned = {name: said[number % len(said) :] + said[: number % len(said)] for name, said in SAID.items()}
    date = f"202{number % 5}-0{1 + number % 9}-1{number % 9}"
    author = turned["people"][5]
    said = turned | {
        "title": title,
        "author": author,
        "user": author.split()[0].lower(),
        "site": turned["sites"][0],
        "url": f"https://www.example.org/{slug}",
        "date": date,
        "day": f"{MONTHS[number % 9]} 1{number % 9}, 202{number % 5}",
        "standfirst": "",
        "bio": turned["bios"][0].format(author),
        "legal": turned["legal"][0].format(turned["sites"][0]),
        "heads": [text for role, text in blocks if role == "heading"],
        "caption": turned["teasers"][7][0] + ", seen from the stairs",
        "pull": next(text for role, text in blocks if role == "body" and 60 < len(text) < 900),
        "n": number + 1,
        "body": lambda style, inserts=None: _body(blocks, BLOCKS[style], inserts or {}),
    }
    maker = Environment(loader=FileSystemLoader(SHAPES), undefined=StrictUndefined, autoescape=False)
    html = maker.get_template(f"{shape}.html").render(said)
    return WebPage(shape, slug, html, title, author, date, tuple(text.lstrip(MARKS) or text for _, text in blocks))


def _lines(slug: str) -> dict[int, str]:
    text = (MANUSCRIPT / "essays" / f"{slug}.txt").read_text("utf-8")
    return {at: line for at, line in enumerate(text.split("\n"), 1) if line.strip()}


def _body(blocks: Blocks, tags: Mapping[str, str], inserts: Mapping[int, str]) -> str:
    """Write the essay's blocks, with what a site puts between two of them."""
    parts: list[str] = []
    for at, (role, text) in enumerate(blocks):
        before = blocks[at - 1][0] if at else ""
        after = blocks[at + 1][0] if at + 1 < len(blocks) else ""
        if at in inserts and not (role == before == "list"):
            parts.append(inserts[at])
        text = escape(text.lstrip(MARKS) or text, quote=False)
        if role == "list":
            text = (tags["list"] if before != "list" else "") + tags["item"].format(text)
            text += tags["end"] if after != "list" else ""
            parts.append(text)
        else:
            parts.append(tags.get(role, tags["body"]).format(text))
    return "\n".join(parts)


LIST = {"list": "<ul>", "item": "<li>{}</li>", "end": "</ul>"}
PLAIN = {"list": "", "item": "• {}<br>\n", "end": "<br>\n"}
DIVS = {"list": "<div class='css-l'>", "item": "<div class='css-li'>{}</div>", "end": "</div>"}
BLOCKS: Mapping[str, Mapping[str, str]] = {
    "p": LIST | {"body": "<p>{}</p>", "heading": "<h2>{}</h2>", "quote": "<blockquote><p>{}</p></blockquote>"},
    "styled": LIST
    | {
        "body": '<p class="" style="white-space:pre-wrap;">{}</p>',
        "heading": "<h3><strong>{}</strong></h3>",
        "quote": "<blockquote><p>{}</p></blockquote>",
    },
    "hashed": LIST
    | {
        "body": '<p id="9f3b" class="pw-post-body-paragraph ht hu">{}</p>',
        "heading": '<h1 class="iu iv">{}</h1>',
        "quote": '<blockquote class="pp"><p>{}</p></blockquote>',
    },
    "wix": {"list": "<ul class='bk'>", "item": "<li><p class='bl'><span>{}</span></p></li>", "end": "</ul>"}
    | {
        "body": '<p class="Ry2 bodytext"><span class="Ry3"><span>{}</span></span></p><div class="b7"></div>',
        "heading": '<h2 class="Ry9"><span><strong>{}</strong></span></h2>',
    },
    "br": PLAIN | {"body": "{}<br />\n<br />", "heading": "<b>{}</b><br />\n<br />"},
    "font": PLAIN | {"body": "{}<br><br>", "heading": "<b>{}</b><br><br>", "quote": "<i>{}</i><br><br>"},
    "loose": {"list": "<UL>", "item": "<LI>{}", "end": "</UL>"}
    | {"body": "<P>{}", "heading": "<H3>{}</H3>", "quote": "<BLOCKQUOTE>{}</BLOCKQUOTE>"},
    "divs": DIVS | {"body": "<div class='css-p1'>{}</div>", "heading": "<div class='css-p2'><b>{}</b></div>"},
}
