"""Folder of Markdown essays -> one tagged PDF, the plain ways: `python -m benchmarks.peers WAY FOLDER OUT`.

Each way does what a short script would, in the same face and on the same paper as ours: no house style, no cleaning, no
cache.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import fontpkg_eb_garamond

FACES = Path(fontpkg_eb_garamond.__file__).parent / "files"
FACE = '@font-face {{ font-family: Garamond; font-style: {}; src: url("{}") }}'
SHEET = """
@page { size: 5.5in 8.5in; margin: 66pt 54pt 70pt; @bottom-center { content: counter(page) } }
html { font: 11pt/14pt Garamond, serif; text-align: justify; hyphens: auto }
p { margin: 0; text-indent: 14pt } section { break-before: recto } h1 { bookmark-level: 1; hyphens: none }
nav a::after { content: " " target-counter(attr(href), page) }
"""
TYPST = """
#set page(width: 5.5in, height: 8.5in, margin: (top: 66pt, x: 54pt, bottom: 70pt), numbering: "1")
#set text(font: "EB Garamond", size: 11pt, lang: "en", region: "GB", hyphenate: true)
#set par(justify: true, first-line-indent: 14pt, leading: 0.6em, spacing: 0.6em)
#show heading.where(level: 1): it => { pagebreak(weak: true, to: "odd"); it }
#outline(depth: 1)
"""


def naive(folder: Path, out: Path) -> None:
    """Call pandoc once an essay, and WeasyPrint once for the book."""
    from weasyprint import HTML

    HTML(string=_page(folder)).write_pdf(out, pdf_variant="pdf/ua-1")


def chromium(folder: Path, out: Path) -> None:
    """Call pandoc once an essay, and print from Chromium."""
    page = out.with_suffix(".html")
    page.write_text(_page(folder), "utf-8")
    command = [str(shutil.which("chromium")), "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={out}"]
    subprocess.run([*command, page.as_uri()], check=True, capture_output=True)


def typst(folder: Path, out: Path) -> None:
    """Call pandoc once for the book, and Typst once."""
    import pypandoc
    import typst as compiler

    text = "\n\n".join(path.read_text("utf-8") for path in _essays(folder))
    source = out.with_suffix(".typ")
    source.write_text(TYPST + pypandoc.convert_text(text, "typst", "markdown"), "utf-8")
    compiler.compile(source, output=out, font_paths=[FACES])


def _essays(folder: Path) -> list[Path]:
    return sorted((folder / "essays").glob("*.md"))


def _page(folder: Path) -> str:
    import pypandoc

    essays = {path.stem: path.read_text("utf-8") for path in _essays(folder)}
    sections = "".join(
        f'<section id="{slug}">{pypandoc.convert_text(text, "html", "markdown", [f"--id-prefix={slug}-"])}</section>'
        for slug, text in essays.items()
    )
    listed = "".join(f'<p><a href="#{slug}">{text.partition(chr(10))[0]}</a></p>' for slug, text in essays.items())
    cuts = {"normal": "EBGaramond[wght].ttf", "italic": "EBGaramond-Italic[wght].ttf"}
    faces = "".join(FACE.format(style, (FACES / file).as_uri()) for style, file in cuts.items())
    head = f'<meta charset="utf-8"><title>Book</title><style>{faces}{SHEET}</style>'
    return f'<!DOCTYPE html><html lang="en-GB"><head>{head}</head><body><nav>{listed}</nav>{sections}</body></html>'


WAYS: Mapping[str, Callable[[Path, Path], None]] = {"naive": naive, "chromium": chromium, "typst": typst}

if __name__ == "__main__":
    WAYS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
