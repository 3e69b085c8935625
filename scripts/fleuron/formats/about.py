"""Plan of a book -> what a PDF says of it, once for programs of today (XMP) and once for those of yesterday."""

from __future__ import annotations

from html import escape
from importlib.util import find_spec
from pathlib import Path

from fleuron.link import About
from fleuron.model import Book
from fleuron.names import series
from fleuron.subjects import subject

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
PACKET = '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>\n{}\n<?xpacket end="r"?>'
MAKER = "fleuron"
PROFILE = "sRGB2014.icc"
DRAFT = "Draft, not cleared for publication"


def about(book: Book, *, draft: bool) -> About:
    """Gather what the file of a book tells of itself; the only clock is `issued`."""
    plan = book.plan
    issued = plan.issued
    author = series([person.name for person in book.editors or book.authors])
    info = {
        "Title": plan.title,
        "Author": author,
        "Subject": plan.description,
        "Keywords": ", ".join([*(subject(each).words for each in plan.subjects), *([DRAFT] if draft else [])]),
        "Creator": MAKER,
        "Producer": MAKER,
        "CreationDate": f"D:{issued:%Y%m%d}",
        "ModDate": f"D:{issued:%Y%m%d}",
    }
    told = {key: said for key, said in info.items() if said}
    return About(told, plan.language, _xmp(info, issued.isoformat()), _screen())


def _screen() -> bytes:
    """Return the colour space of the screen, sRGB, as WeasyPrint brings it; it is found without being loaded."""
    spec = find_spec("weasyprint")
    return (Path(str(spec and spec.origin)).parent / "pdf" / PROFILE).read_bytes()


def _xmp(info: dict[str, str], issued: str) -> bytes:
    """Write the XMP packet (ISO 16684-1) of a PDF/UA-1 (ISO 14289-1, 5) and PDF/A-2a (ISO 19005-2, 6.6.4) file."""
    told = {
        "pdfuaid:part": "1",
        "dc:title": _in("Alt", info["Title"]),
        "dc:creator": _in("Seq", info["Author"]),
        "dc:description": _in("Alt", info["Subject"]),
        "pdf:Keywords": escape(info["Keywords"]),
        "pdf:Producer": MAKER,
        "xmp:CreatorTool": MAKER,
        "xmp:CreateDate": issued,
        "xmp:ModifyDate": issued,
    }
    names = "".join(f' xmlns:{name}="{address}"' for name, address in NAMESPACES.items())
    rows = "".join(f"<{name}>{said}</{name}>" for name, said in told.items() if said)
    claims = Path(__file__).with_name("pdfua.xmp").read_text("utf-8")
    description = f'<rdf:RDF{names}><rdf:Description rdf:about="">{rows}</rdf:Description>{claims}</rdf:RDF>'
    return PACKET.format(f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{description}</x:xmpmeta>').encode()


def _in(kind: str, said: str) -> str:
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    return f"<rdf:{kind}><rdf:li{language}>{escape(said)}</rdf:li></rdf:{kind}>" if said else ""
