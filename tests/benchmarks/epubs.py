"""A folder of pages -> one table: ours and pandoc's own EPUBs of the same text, side by side.

Run: python tests/benchmarks/epubs.py [FOLDER]; the folder is manuscript/ where none is named.
"""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from lxml import etree

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from fleuron.build import build  # noqa: E402
from gates import ace, browser  # noqa: E402
from gates.browser import Browser  # noqa: E402
from gates.csslint import lint  # noqa: E402
from gates.epubcheck import EpubCheck  # noqa: E402

NS = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
}
TUNED = ("--toc", "--toc-depth=2", "--split-level=2", "--epub-title-page=true")
DARK = '"#121212", "#ddd", "#8ab4f8"'
CONTRAST = (ROOT / "tests" / "gates" / "contrast.js").read_text("utf-8").strip().rstrip(";")


class Book:
    """One EPUB, open for counting."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path, self.folder = path, folder
        with ZipFile(path) as archive:
            archive.extractall(folder)
        self.package = etree.parse(next(folder.rglob("*.opf")))
        self.sheets = [sheet.read_text("utf-8") for sheet in sorted(folder.rglob("*.css"))]
        self.pages = [etree.parse(page) for page in sorted(folder.rglob("*.xhtml"))]

    def count(self, path: str) -> int:
        """Count what an XPath finds in the pages."""
        return sum(len(page.xpath(path, namespaces=NS)) for page in self.pages)

    def said(self, path: str) -> int:
        """Count what an XPath finds in the package."""
        return len(self.package.xpath(path, namespaces=NS))


def make(folder: Path, out: Path) -> dict[str, Path]:
    """Make the three EPUBs; pandoc is given our clean Markdown."""
    import pypandoc

    made = {a.format: a.path for a in build(folder, out, ("epub", "screen", "print", "markdown")).artifacts}
    books = {"fleuron": made["epub"]}
    for name, options in (("pandoc", ()), ("pandoc, tuned", TUNED)):
        books[name] = out / f"{name.replace(', ', '-')}.epub"
        run([pypandoc.get_pandoc_path(), made["markdown"], "-o", books[name], *options], check=True)
    return books


def measures(book: Book, checker: EpubCheck, chromium: Browser) -> dict[str, object]:
    """Measure one book in every way of the table."""
    report = checker.check(book.path, book.folder / "report.json")
    toc = "//h:nav[contains(@epub:type, 'toc')]//h:a"
    authors = book.package.xpath("//dc:creator/text()", namespaces=NS)
    labels = [("".join(a.itertext())) for page in book.pages for a in page.xpath(toc, namespaces=NS)]
    return {
        "EPUBCheck: errors, warnings": f"{report.fatal + report.errors}, {report.warnings}",
        "Ace: violations": _ace(book),
        "CSS that old engines mind": sum(len(lint(css, plain="@supports" not in css)) for css in book.sheets),
        "weakest contrast in the dark": f"{min(_contrast(book, chromium)):.1f}",
        "pages of the printed book": book.count("//h:nav[contains(@epub:type, 'page-list')]//h:a"),
        "lines of the contents with an author": sum(any(name in label for name in authors) for label in labels),
        "authors in the metadata": len(authors),
        "essays credited in the metadata": book.said("//o:meta[@property='dcterms:creator']"),
        "landmarks": book.count("//h:nav[@epub:type='landmarks']//h:a"),
        "kilobytes": f"{book.path.stat().st_size / 1000:.0f}",
    }


def _ace(book: Book) -> object:
    return "no Ace here" if ace.missing() else len(ace.violations(book.path, book.folder / "ace"))


def _contrast(book: Book, chromium: Browser) -> list[float]:
    chromium.look(320, 640, dark=True)
    found = []
    for page in sorted(book.folder.rglob("*.xhtml")):
        chromium.open(page.as_uri())
        found.append(chromium.run(f"({CONTRAST})({DARK})")["contrast"])
    return found


def table(columns: dict[str, dict[str, object]]) -> str:
    """Set the measures in columns, a book each."""
    names = next(iter(columns.values()))
    rows = [["", *columns], *([name, *(str(column[name]) for column in columns.values())] for name in names)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return "\n".join(
        "  ".join(_set(cell, width, n) for n, (cell, width) in enumerate(zip(row, widths, strict=True))) for row in rows
    )


def _set(cell: str, width: int, column: int) -> str:
    return cell.rjust(width) if column else cell.ljust(width)


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "manuscript"
    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        out = Path(place)
        checker, chromium = EpubCheck(), Browser(out / "profile")
        books = {name: Book(path, out / name) for name, path in make(folder, out / "made").items()}
        print(table({name: measures(book, checker, chromium) for name, book in books.items()}))  # noqa: T201
        checker.close()
        chromium.close()


if __name__ == "__main__":
    sys.exit(browser.missing() or main())
