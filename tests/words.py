"""Finished files -> the words a reader finds in them, by essay, with the hyphens of line ends undone."""

import re
import zipfile
from collections import Counter
from html import unescape

import pypdfium2

CAPTION = re.compile(r"(?s)<figcaption>.*?</figcaption>")
MARGIN = 50  # pt; running heads and folios stand above and below the text
HYPHEN = "[-\u2010\u2011\u00ad\ufffe\x02]"


def words(text):
    """Count the words of a text; hyphens are left out on all sides, since a line's end may have added one."""
    joined = re.sub(rf"{HYPHEN}(?:\s*\n)?", "", text)
    return Counter(filter(None, re.split(r"[\s—–]+", joined)))


def of_xhtml(xhtml):
    return unescape(
        re.sub(r"<[^>]+>", "", re.sub(r"(<(?:br|/p|/li|/h\d|/div|/header|/blockquote)[^>]*>)", r" \1", xhtml))
    )


def of_epub(path):
    """Read the text of each document of an EPUB, by its name."""
    with zipfile.ZipFile(path) as book:
        return {
            name.rsplit("/", 1)[-1].removesuffix(".xhtml"): of_xhtml(
                re.sub(r"(?s)<head>.*?</head>", "", book.read(name).decode())
            )
            for name in book.namelist()
            if name.endswith(".xhtml")
        }


def of_pdf(path):
    """Read the text of each page of a PDF, without what stands in its head and foot."""
    with pypdfium2.PdfDocument(path) as document:
        return [_page(page) for page in document]


def _page(page):
    left, bottom, right, top = page.get_mediabox()
    return page.get_textpage().get_text_bounded(left, bottom + MARGIN, right, top - MARGIN)


def run(text):
    """List the words of a text as they follow each other, no hyphen in any."""
    return re.findall(r"[^\W_]+", re.sub(rf"{HYPHEN}(?:\s*\n)?", "", text))


def of_folios(screen, paper):
    """Pair each folio, as the screen PDF labels its pages, with the words of that page on paper."""
    with pypdfium2.PdfDocument(screen) as labelled:
        labels = [labelled.get_page_label(number) for number in range(len(labelled))]
    return [(label, run(text)) for label, text in zip(labels, of_pdf(paper), strict=False)]


def of_captions(path):
    """List the captions of an EPUB, each as its words; a picture moves to where it finds room, and they with it."""
    with zipfile.ZipFile(path) as book:
        texts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    return [run(of_xhtml(caption)) for text in texts for caption in CAPTION.findall(text)]


def without(captions, said):
    """Take captions out of the words of a page."""
    for caption in captions:
        at = next((n for n in range(len(said)) if said[n : n + len(caption)] == caption), None)
        said = said if at is None else [*said[:at], *said[at + len(caption) :]]
    return said


def of_turns(path):
    """Find where an EPUB says that a page turns: by folio, the document, the words before the turn and after it."""
    turns = {}
    with zipfile.ZipFile(path) as book:
        for name in (name for name in book.namelist() if name.endswith(".xhtml")):
            body = CAPTION.sub("", re.sub(r"(?s)^.*<body[^>]*>", "", book.read(name).decode()))
            pieces = re.split(r'<span[^>]*epub:type="pagebreak"[^>]*aria-label="([^"]+)"[^>]*>(?:</span>)?', body)
            texts = [of_xhtml(piece) for piece in pieces[::2]]
            for at, label in enumerate(pieces[1::2], 1):
                turns[label] = (name, run(" ".join(texts[:at])), run(" ".join(texts[at:])))
    return turns


def of_pagelist(path):
    """Read an EPUB's list of pages: by folio, the document where the page begins."""
    with zipfile.ZipFile(path) as book:
        nav = next(book.read(name).decode() for name in book.namelist() if name.endswith("contents.xhtml"))
    listed = re.search(r'(?s)<nav[^>]*epub:type="page-list".*?</nav>', nav)[0]
    return {folio: place.split("#")[0] for place, folio in re.findall(r'href="([^"]*)"[^>]*>([^<]+)<', listed)}
