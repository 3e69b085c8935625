"""Facts -> the pages that people read (HTML), the map of the site, and how a host serves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from lxml import etree
from lxml.builder import ElementMaker
from markupsafe import Markup

from fleuron.formats import cover
from fleuron.formats.plates import FOLDER, Plate, hang
from fleuron.formats.safety import XHTML, legal, tidy, tree
from fleuron.formats.site.cite import line
from fleuron.formats.site.facts import Facts, Piece, web
from fleuron.formats.site.pictures import CARD, COVER
from fleuron.model import Division
from fleuron.wording import Wording

MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
S = ElementMaker(namespace=MAP, nsmap={None: MAP})
SECTIONS = ("contributors", "credits", "copyright")  # stand on the first page


def pages(said: Facts, linked: str, shown: Mapping[str, Plate]) -> dict[str, bytes]:
    """Write the first page, and one for each piece; `linked` is the JSON-LD of the book, `shown` are its pictures."""
    environment = _environment()
    home = _home(said)
    w = said.said
    common = {"said": said, "w": w, "plan": said.plan, "cover": COVER, "card": CARD, "line": line}
    blocks = {kind: _text(division, w, home, "", shown) for kind, division in _sections(said).items()}
    alt = f"{w['cover']}: {cover.words(said.book)}."
    first = environment.get_template("index.html").render(
        **common, up="", parts=_parts(said), blocks=blocks, linked=Markup(linked), alt=alt
    )
    made = {"index.html": first.encode()}
    page = environment.get_template("piece.html")
    for before, piece, after in zip((None, *said.pieces), said.pieces, (*said.pieces[1:], None), strict=False):
        text = _text(piece.division, w, home, "../", shown, piece.file)
        turned = {"before": before, "piece": piece, "after": after}
        made[piece.file] = page.render(**common, **turned, up="../", text=text).encode()
    return made


def sitemap(said: Facts) -> dict[str, bytes]:
    """List the pages for search engines, which want whole addresses: no address, no map."""
    if not said.address:
        return {}
    places = ["", *(piece.file for piece in said.pieces)]
    root = S.urlset(*(S.url(S.loc(said.address + place), S.lastmod(said.plan.issued.isoformat())) for place in places))
    return {"sitemap.xml": etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)}


def host_rules() -> dict[str, bytes]:
    """Give the rules by which Apache and nginx send each file as what it is."""
    folder = files("fleuron.formats.site") / "server"
    return {
        ".htaccess": (folder / "apache.conf").read_bytes(),
        "server/nginx.conf": (folder / "nginx.conf").read_bytes(),
    }


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("fleuron.formats.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: legal(value) if type(value) is str else value,
    )
    made.filters |= {"tidy": tidy, "web": web, "size": _size}
    return made


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"


def _sections(said: Facts) -> dict[str, Division]:
    return {division.kind: division for division in said.book.divisions if division.kind in SECTIONS}


def _parts(said: Facts) -> list[tuple[Division | None, list[Piece]]]:
    """Put the pieces under their parts; what comes before and after the body is under none."""
    shelf = {piece.division.id: piece for piece in said.pieces}
    parts: list[tuple[Division | None, list[Piece]]] = [(None, [])]
    for division in said.book.divisions:
        if division.kind == "part":
            parts.append((division, []))
        elif division.zone == "back" and parts[-1][0]:
            parts.append((None, []))
        if division.id in shelf:
            parts[-1][1].append(shelf[division.id])
    return [(part, group) for part, group in parts if group]


def _home(said: Facts) -> Mapping[str, str]:
    """Tell for each id of the book on which page it stands."""
    shelf = {piece.division.id: piece.file for piece in said.pieces}
    shelf |= {division.id: "index.html" for division in _sections(said).values()}
    return {
        name: shelf[division.id]
        for division in said.book.divisions
        if division.id in shelf
        for name in (division.id, *_ids(division))
    }


def _ids(division: Division) -> Iterator[str]:
    yield from (str(name) for name in tree(division.xhtml).xpath(".//@id"))


def _text(
    division: Division,
    said: Wording,
    home: Mapping[str, str],
    up: str,
    shown: Mapping[str, Plate],
    here: str = "index.html",
) -> Markup:
    """Set the text of a division for the web, its links led to where their ends are."""
    section = tree(division.xhtml)
    _lead(section, home, up, here)
    hang(section, shown, f"{up}{FOLDER}/")
    _mend(section, _level(division), said)
    inside = [section.text or "", *(_html(child) for child in section)]
    return Markup("".join(inside))


def _level(division: Division) -> int:
    return 1 if division.kind in SECTIONS else 0


def _lead(section: etree._Element, home: Mapping[str, str], up: str, here: str) -> None:
    for link in section.iter(f"{{{XHTML}}}a"):
        target = link.get("href", "")
        if target.startswith("#") and target[1:] not in home:
            del link.attrib["href"]
        elif target.startswith("#") and home[target[1:]] != here:
            link.set("href", f"{up}{home[target[1:]]}{target}")


def _mend(section: etree._Element, deeper: int, said: Wording) -> None:
    """Take out what is no HTML, and set headings deeper where the division is a section of a page."""
    for element in section.iter("{*}*"):
        name = etree.QName(element).localname
        if deeper and name in ("h1", "h2", "h3", "h4", "h5"):
            name = f"h{int(name[1]) + deeper}"
        element.tag = "div" if deeper and name in ("header", "footer") else name  # those of a page are landmarks
        for attribute in [key for key in element.attrib if key.startswith("{")]:
            del element.attrib[attribute]
        if element.get("role") == "doc-backlink":
            element.set("aria-label", said["back"])
    etree.cleanup_namespaces(section)


def _html(element: etree._Element) -> str:
    html: str = etree.tostring(element, encoding="unicode", method="html")
    return html
