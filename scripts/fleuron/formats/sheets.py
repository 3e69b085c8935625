"""What WeasyPrint drew, before it is a file -> Chunk: its objects numbered anew, from nought, and only those in use."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pydyf
from weasyprint.document import Document
from weasyprint.text.fonts import get_hb_object_data

from fleuron.errors import ThemeError
from fleuron.formats.drawing import ink, joined, neutral
from fleuron.formats.figures import Halftone, object_name
from fleuron.formats.house import ELSEWHERE, House, sha256
from fleuron.formats.margins import Margins
from fleuron.formats.tagging import join
from fleuron.link.chunk import DOCUMENT, FONTS, PAGES, REFERENCE, Chunk, Font, Leaf, Mark, Slot
from fleuron.link.forms import form

PRINTED = 4  # the flag of an annotation that is printed with its page (ISO 32000-1, 12.5.3)
POINT = 0.75  # of a CSS pixel
FOLIO = "-folio"  # behind the name of a face of the house that the machine had to patch: folios are set in it whole
USES = {"ExtGState": b" gs", "ColorSpace": b" cs", "Pattern": b" scn", "Shading": b" sh", "XObject": b" Do"}
Runs = tuple[tuple[str, str], ...]


def chunk(
    document: Document,
    pdf: pydyf.PDF,
    house: House,
    margins: Sequence[Margins],
    runs: Sequence[Runs],
    left: tuple[str, ...],
    pictures: Mapping[str, Halftone],
) -> Chunk:
    """Gather what the linker needs of a document."""
    pages = [pdf.objects[int(page.split()[0])] for page in pdf.page_references]
    root = _get(pdf, pdf.catalog["StructTreeRoot"])
    top = _get(pdf, root["K"][0])
    join(pdf, top)
    parents = _get(pdf, root["ParentTree"])["Nums"][1::2]
    fonts, own = _fonts(document, _get(pdf, _get(pdf, pages[0]["Resources"])["Font"]), house)
    margins = [replace(around, slots=tuple(_whole(slot, own) for slot in around.slots)) for around in margins]
    if any(slot.font not in fonts for around in margins for slot in around.slots):
        raise ThemeError("The folios of the theme's print.css are not in a face that its theme.toml brings.")
    shown = {name.removesuffix(FOLIO): font.glyphs for name, font in fonts.items()}
    glyphs = {name: {glyph: text for glyph, (text, _) in those.items()} for name, those in shown.items()}
    drawn = [joined(_drawn(pdf, page) + around.drawn, glyphs) for page, around in zip(pages, margins, strict=True)]
    resources = _resources(pdf, pages[0], drawn)
    links = [page.get("Annots", ()) for page in pages]
    for link in (_get(pdf, link) for group in links for link in group):
        _mend(link)
    numbers = {top.number: DOCUMENT, _number(_get(pdf, pages[0]["Resources"])["Font"]): FONTS}
    numbers |= {page.number: PAGES + place for place, page in enumerate(pages)}
    drawn_with = _reach([resources.encode(), *own.values()], pdf, numbers)
    streams = [each for each in drawn_with if isinstance(each, pydyf.Stream)]
    objects = [each for each in drawn_with if not isinstance(each, pydyf.Stream)]
    extras = _reach([*(link for group in links for link in group), *top["K"]], pdf, numbers)
    numbers |= {each.number: n for n, each in enumerate([*streams, *objects, *extras], PAGES + len(pages))}

    def local(data: bytes) -> str:
        return REFERENCE.sub(lambda m: b"%d 0 R" % numbers[int(m[1])] if m[1] else m[0], data).decode("latin-1")

    def place(reference: bytes) -> int:
        return numbers[_number(reference)]

    leaves = [
        Leaf(_boxes(page), tuple(map(place, group)), _lead(pdf, group), around.slots, text, *_inks(content))
        for page, group, around, text, content in zip(pages, links, margins, runs, drawn, strict=True)
    ]
    return Chunk(
        tuple(leaves),
        tuple((local(head), body) for head, body in map(_stream, streams)),
        form([local(each.data) for each in objects]),
        form([local(each.data) for each in extras]),
        local(resources.encode()),
        fonts,
        {name: place(reference) for name, reference in own.items()},
        tuple(map(place, top["K"])),
        form([local(pydyf._to_bytes(entry)) for entry in parents]),
        tuple(_marks(document)),
        tuple(_places(document)),
        left,
        _lacking(document),
        tuple(_inked(pdf, _get(pdf, pages[0]["Resources"]), pictures, streams)),
    )


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _get(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[_number(reference)]


def _drawn(pdf: pydyf.PDF, page: Any) -> bytes:
    """Return what is drawn on a page, which leaves nothing behind for what is drawn after it."""
    return b"q\n%s\nQ\n" % neutral(_body(_get(pdf, page["Contents"])) + b"\n")


def _body(stream: pydyf.Stream) -> bytes:
    return b"\n".join(map(pydyf._to_bytes, stream.stream))


def _inks(drawn: bytes) -> tuple[bytes, bytes]:
    black = ink(drawn)
    return zlib.compress(black, 9), zlib.compress(drawn, 9) if drawn != black else b""


def _inked(
    pdf: pydyf.PDF, resources: Any, pictures: Mapping[str, Halftone], streams: Sequence[pydyf.Stream]
) -> Iterator[tuple[int, str, bytes]]:
    """Yield the pictures that have colours, by the place of their streams, in black ink."""
    for url, picture in pictures.items():
        reference = resources.get("XObject", {}).get(object_name(url))
        shown = _get(pdf, reference) if reference else None
        if shown is not None and shown.extra["ColorSpace"] != "/DeviceGray":
            head, body = _stream(picture.ink())
            yield streams.index(shown), head.decode("latin-1"), body


def _stream(stream: pydyf.Stream) -> tuple[bytes, bytes]:
    """Return the dictionary of a stream, but for its length, and what it holds, deflated if it was as it is."""
    body = _body(stream)
    head = pydyf.Dictionary(stream.extra)
    if "Filter" in head:
        return head.data, body
    return pydyf.Dictionary(head | {"Filter": "/FlateDecode"}).data, zlib.compress(body, 9)


def _boxes(page: Any) -> str:
    return b"".join(b"/%s %s" % (box.encode(), page[box].data) for box in ("MediaBox", "TrimBox", "BleedBox")).decode()


def _resources(pdf: pydyf.PDF, page: Any, drawn: Iterable[bytes]) -> str:
    """Return the resources that pages use; the fonts are told apart."""
    told = _get(pdf, page["Resources"])
    used = {key for key, operator in USES.items() if told.get(key) and any(operator in content for content in drawn)}
    return str(pydyf.Dictionary({key: told[key] for key in sorted(used)}).data, "latin-1")


def _reach(roots: Iterable[bytes], pdf: pydyf.PDF, numbers: dict[int, int]) -> list[Any]:
    """Return all that the roots refer to, and what that refers to, but for what has a number already."""
    found, ahead = [], list(roots)
    while ahead:
        for reference in REFERENCE.finditer(ahead.pop()):
            number = int(reference[1] or 0)
            if number and number not in numbers:
                numbers[number] = -1
                found.append(each := pdf.objects[number])
                ahead.append(pydyf.Dictionary(each.extra).data if isinstance(each, pydyf.Stream) else each.data)
    return found


def _mend(link: Any) -> None:
    """Let a link be printed, and one that leads elsewhere in the book keep the name of the place."""
    link["F"] = PRINTED
    address = link["A"]["URI"].string if "A" in link else ""
    if address.startswith(ELSEWHERE):
        del link["A"]
        link["Contents"] = link["Dest"] = pydyf.String(address.removeprefix(ELSEWHERE))


def _lead(pdf: pydyf.PDF, links: Sequence[bytes]) -> str:
    """Return where the first link into the book leads."""
    return next((str(link["Dest"].string) for link in (_get(pdf, each) for each in links) if "Dest" in link), "")


def _fonts(document: Document, told: Mapping[str, bytes], house: House) -> tuple[dict[str, Font], dict[str, bytes]]:
    """Part the fonts into faces of the house, to be cut for the whole book, and those that the machine added.

    A face of the house in which the machine drew boxes, for letters that none has, is both: folios have it whole.
    """
    known = {sha256(face.data) for face in house.faces}
    fonts: dict[str, Font] = {}
    own: dict[str, bytes] = {}
    for font in document.fonts.values():
        face = sha256(get_hb_object_data(font.hb_face))
        if face not in known or font.missing:
            own[font.hash] = told[font.hash]
        if face not in known:
            continue
        boxes = set(font.missing.values())
        glyphs = {glyph: (text, font.widths[glyph]) for glyph, text in font.to_unicode.items() if glyph not in boxes}
        before = fonts[font.hash].glyphs if font.hash in fonts else {}
        name = font.name.decode("latin-1")
        fonts[font.hash] = Font(face, name, font.family, font.flags, font.ascent, font.descent, {**glyphs, **before})
    for name in fonts.keys() & own.keys():
        fonts[name + FOLIO] = fonts.pop(name)
    return fonts, own


def _whole(slot: Slot, own: Mapping[str, bytes]) -> Slot:
    """Set a folio in the whole face where the one of its page was patched."""
    if slot.font not in own:
        return slot
    name = slot.font + FOLIO
    return replace(slot, font=name, between=slot.between.replace(f"/{slot.font} ", f"/{name} "))


def _lacking(document: Document) -> str:
    """Return the letters that no face of the house or the machine has."""
    return "".join(sorted({chr(letter) for font in document.fonts.values() for letter in font.missing}))


def _marks(document: Document) -> Iterable[Mark]:
    for number, page in enumerate(document.pages):
        for level, label, (x, y), state in page.bookmarks:
            yield Mark(label, number, x * POINT, (page.height - y) * POINT, level, state == "open")


def _places(document: Document) -> Iterable[Mark]:
    seen = set()
    for number, page in enumerate(document.pages):
        for name, (x, y, *_) in page.anchors.items():
            if name not in seen:
                seen.add(name)
                yield Mark(name, number, x * POINT, (page.height - y) * POINT)
