"""The bytes of any maker's EPUB -> an Epub: its files, its package, its pages and pictures, found but not judged."""

from __future__ import annotations

import posixpath
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote, urlsplit

from lxml import etree

CONTAINER = "META-INF/container.xml"
NS = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
    "epub": "http://www.idpf.org/2007/ops",
}
MOST = 4_000_000_000  # bytes; no store takes so much
TEXT = "application/xhtml+xml"
Fault = tuple[str, str, str]  # place, sentence, fix


class UnreadableError(Exception):
    """Say why a file is no EPUB."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file that the package lists."""

    id: str
    path: str
    media: str
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture is, as its head says: its format, size in px, colours, and whether one sees through it."""

    path: str
    format: str
    width: int
    height: int
    mode: str
    clear: bool


@dataclass(frozen=True, slots=True)
class Epub:
    """One EPUB, open."""

    size: int
    first: zipfile.ZipInfo
    files: Mapping[str, bytes]
    package: etree._Element
    items: tuple[Item, ...]
    spine: tuple[Item, ...]

    def said(self, path: str) -> list[str]:
        """Return what an XPath finds in the package, as words without blanks around them."""
        return [str(found).strip() for found in self.package.xpath(path, namespaces=NS) if str(found).strip()]

    def item(self, path: str) -> Item | None:
        return next((item for item in self.items if item.path == path), None)

    def texts(self) -> Iterator[tuple[Item, etree._Element]]:
        """Yield the pages that can be read, in the order of the package."""
        for item in self.items:
            root = parsed(self.files.get(item.path, b"")) if item.media == TEXT else None
            if root is not None:
                yield item, root

    def pictures(self) -> Iterator[Picture]:
        for item in self.items:
            if item.media.startswith("image/") and item.media != "image/svg+xml" and item.path in self.files:
                picture = _picture(item.path, self.files[item.path])
                if picture:
                    yield picture

    def cover(self) -> Item | None:
        """Return the picture that is the cover, as EPUB 3 or EPUB 2 names it."""
        named = self.said("//o:meta[@name='cover']/@content")
        return next((i for i in self.items if "cover-image" in i.properties or i.id in named), None)

    def nav(self) -> Item | None:
        return next((item for item in self.items if "nav" in item.properties), None)


def opened(data: bytes) -> Epub:
    """Open an EPUB; raise UnreadableError where it is none."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > MOST:
                raise UnreadableError("unpacked, it has more than 4 GB")
            files = {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise UnreadableError(f"it is no sound ZIP file ({error})") from error
    path = _package_path(files)
    package = parsed(files.get(path, b""))
    if package is None:
        raise UnreadableError(f"its package file {path} is missing or no XML")
    items = tuple(_items(package, posixpath.dirname(path)))
    by_id = {item.id: item for item in items}
    order = [str(name) for name in package.xpath("//o:spine/o:itemref/@idref", namespaces=NS)]
    return Epub(len(data), entries[0], files, package, items, tuple(by_id[name] for name in order if name in by_id))


def parsed(data: bytes) -> etree._Element | None:
    """Read XML, fetching nothing; none where it is broken."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def resolved(target: str, base: str) -> str:
    """Return the path in the container that a link in the file `base` leads to."""
    path = unquote(urlsplit(target).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else base


def _package_path(files: Mapping[str, bytes]) -> str:
    container = parsed(files.get(CONTAINER, b""))
    found = [] if container is None else container.xpath("//c:rootfile/@full-path", namespaces=NS)
    if not found:
        raise UnreadableError(f"{CONTAINER}, which says where the book is, is missing or broken")
    return str(found[0])


def _items(package: etree._Element, folder: str) -> Iterator[Item]:
    for item in package.iterfind("o:manifest/o:item", NS):
        path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        yield Item(item.get("id", ""), path, item.get("media-type", ""), tuple(item.get("properties", "").split()))


def _picture(path: str, data: bytes) -> Picture | None:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # its size is what we ask for
            with Image.open(BytesIO(data)) as picture:
                clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
                return Picture(path, str(picture.format), picture.width, picture.height, picture.mode, clear)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
