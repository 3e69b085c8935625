"""An Epub and what a store wants of its files, its facts and its text -> each thing that is not so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fleuron.stores.container import NS, TEXT, Epub, Fault, Item, parsed, resolved

REMOTE = "//@src[contains(., '://')] | //h:link[@rel='stylesheet']/@href[contains(., '://')] | //h:object/@data"
HANDLERS = "//h:script | //@*[starts-with(local-name(), 'on')] | //@href[starts-with(normalize-space(.), 'javascript')]"
NEEDED = {"title": "dc:title", "language": "dc:language", "identifier": "dc:identifier", "author": "dc:creator"}
ACCESS = ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary")
FORCED = re.compile(r"(?:^|[},])\s*(?:body|html|p)\s*\{[^}]*?\b(font-size|line-height|color|background(?:-color)?)\s*:")
NUMBERED = re.compile(r"[.\s…]{2,}\d+\s*$")
MEGABYTE = 1_000_000


def mimetype(epub: Epub, _: bool) -> Iterator[Fault]:
    """The type of the file comes first and plain (OCF 3.3, 4.2.3)."""
    if (
        epub.first.filename != "mimetype"
        or epub.first.compress_type
        or epub.files["mimetype"] != b"application/epub+zip"
    ):
        yield "mimetype", "it is not the first file, stored as it is", "pack the file again with an EPUB tool"


def whole(epub: Epub, _: bool) -> Iterator[Fault]:
    """All that the package lists is there, inside of the book, and can be read."""
    for item in epub.items:
        if item.path not in epub.files:
            yield item.path, "the package lists it, and it is not there", "add the file, or take it off the list"
        elif item.path.startswith(("/", "..")):
            yield item.path, "its place is outside of the book", "move it into the book's folder"
        elif item.media == TEXT and parsed(epub.files[item.path]) is None:
            yield item.path, "it is no well-formed XHTML", "mend it; an EPUB checker says where"


def sealed(epub: Epub, _: bool) -> Iterator[Fault]:
    """No file is locked."""
    if "META-INF/encryption.xml" in epub.files:
        yield "META-INF/encryption.xml", "files of the book are locked", "send the book without locks on text or fonts"


def facts(epub: Epub, _: bool) -> Iterator[Fault]:
    """The book says what it is."""
    for what, name in NEEDED.items():
        if not epub.said(f"//{name}/text()"):
            yield "package", f"it names no {what}", f"name the {what} of the book"


def isbn(epub: Epub, _: bool) -> Iterator[Fault]:
    """The e-book has an ISBN."""
    numbers = (re.sub(r"(?i)^urn:isbn:|[- ]", "", said) for said in epub.said("//dc:identifier/text()"))
    if not any(re.fullmatch(r"97[89]\d{10}", number) for number in numbers):
        yield "package", "it has no ISBN", "give the e-book an ISBN of its own: isbn.epub in book.toml"


def accessible(epub: Epub, _: bool) -> Iterator[Fault]:
    """The book tells how it can be read."""
    for name in ACCESS:
        if not epub.said(f"//o:meta[@property='schema:{name}']/text()"):
            yield "package", f"it does not tell schema:{name}", "say how the book can be read: buyers with aids ask"


def described(epub: Epub, _: bool) -> Iterator[Fault]:
    """Every picture has words in its place."""
    for item, root in epub.texts():
        if root.xpath("//h:img[not(@alt)]", namespaces=NS):
            yield item.path, "a picture has no text in its place", 'describe the picture, or write alt="" for ornament'


def still(epub: Epub, _: bool) -> Iterator[Fault]:
    """Nothing runs, and nothing is fetched."""
    for item, root in epub.texts():
        if root.xpath(HANDLERS, namespaces=NS):
            yield item.path, "it holds a script", "take out every script; stores and reading apps refuse them"
        if root.xpath(REMOTE, namespaces=NS):
            yield item.path, "it fetches something from the web", "put all that the book shows into the book"


def contents(epub: Epub, _: bool) -> Iterator[Fault]:
    """There are contents, and they lead somewhere."""
    nav = epub.nav()
    old = next((item for item in epub.items if item.media == "application/x-dtbncx+xml"), None)
    links = list(_links(epub, nav, "//h:nav[contains(@epub:type, 'toc')]//h:a/@href")) if nav else []
    links = links or (list(_links(epub, old, "//n:navMap//n:content/@src")) if old else [])
    if not links:
        yield "package", "it has no contents that a reading app can show", "add a navigation document"
    for path in sorted({path for path in links if path not in epub.files}):
        yield path, "the contents lead to it, and it is not there", "mend the link"


def contents_page(epub: Epub, _: bool) -> Iterator[Fault]:
    """The reader finds a page of contents with links."""
    linked = {item.path for item, root in epub.texts() if len(root.xpath("//h:body//h:li//h:a", namespaces=NS)) > 1}
    if not linked & {item.path for item in epub.spine}:
        yield "spine", "the book has no page of contents with links", "put the navigation document into the spine"


def numberless_contents(epub: Epub, _: bool) -> Iterator[Fault]:
    """No page numbers stand in the contents."""
    nav = epub.nav()
    root = parsed(epub.files.get(nav.path, b"")) if nav else None
    lines = [] if root is None else root.xpath("//h:nav[contains(@epub:type, 'toc')]//h:li", namespaces=NS)
    if nav and any(NUMBERED.search("".join(line.itertext())) for line in lines):
        yield nav.path, "page numbers stand in the contents", "take them out: the pages of an e-book have none"


def size(epub: Epub, most: float) -> Iterator[Fault]:
    """Hold the file to `most` MB."""
    if epub.size > most * MEGABYTE:
        yield "file", f"it has {epub.size / MEGABYTE:.0f} MB; {most:g} MB are taken", "make the pictures smaller"


def own_style(epub: Epub, _: bool) -> Iterator[Fault]:
    """Style stands in sheets alone."""
    for item, root in epub.texts():
        if root.xpath("//h:body//@style", namespaces=NS):
            yield item.path, "style stands in the text itself", "move it to the style sheet"


def forced_body(epub: Epub, _: bool) -> Iterator[Fault]:
    """Size, lines and colours of the text are the reader's."""
    for item in epub.items:
        css = epub.files.get(item.path, b"").decode("utf-8", "replace") if item.media == "text/css" else ""
        forced = FORCED.search(re.sub(r"(?s)/\*.*?\*/", "", css))
        if forced:
            yield item.path, f"it sets the {forced[1]} of the whole text", "leave size, lines and colours to the reader"


def text_size(epub: Epub, most: float) -> Iterator[Fault]:
    """Hold every file of text to `most` MB."""
    for item in epub.items:
        length = len(epub.files.get(item.path, b""))
        if item.media == TEXT and length > most * MEGABYTE:
            yield (
                item.path,
                f"it has {length / MEGABYTE:.1f} MB; {most:g} are shown safely",
                "part it, a chapter a file",
            )


def rivals(epub: Epub, hosts: list[str]) -> Iterator[Fault]:
    """No link leads to another shop."""
    for item, root in epub.texts():
        for link in root.xpath("//h:a/@href", namespaces=NS):
            host = next((host for host in hosts if re.match(rf"https?://([\w-]+\.)*{re.escape(host)}", link)), None)
            if host:
                yield item.path, f"it links to another shop, {host}", "take the link out of the edition for this shop"


def _links(epub: Epub, item: Item, path: str) -> Iterator[str]:
    root = parsed(epub.files.get(item.path, b""))
    if root is not None:
        yield from (resolved(str(link), item.path) for link in root.xpath(path, namespaces=NS))
