"""A PDF -> how evenly it is set, measured from where its letters stand.

Run it to see the engine's own breaking and ours side by side:

    .venv/bin/python tests/benchmarks/typography.py [MANUSCRIPT] [TIMES] [THEME]

TIMES repeats the essays, for a longer book; THEME sets it in another theme than its own.
"""

from __future__ import annotations

import ctypes
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import mean, median

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]


import pypdfium2  # noqa: E402
import pypdfium2.raw as pdfium  # noqa: E402

HYPHENS = "-\u2010\u00ad\ufffe\x02"
LEADERS = ". . ."
LEAST_GAPS = 3  # a line of fewer word gaps tells nothing


@dataclass(frozen=True, slots=True)
class Letter:
    """One character as it stands on the page, in points."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text: where it begins and ends, its base line, its size, and its word gaps in em."""

    left: float
    right: float
    base: float
    size: float
    text: str
    gaps: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """The body of one page, from the top, without its head and folio."""

    number: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What a typographer would count, and in how many lines."""

    pages: int
    lines: int
    mean_gap: float
    over_40: float
    over_50: float
    hyphens: float
    ladders: int
    page_hyphens: int
    widows: int
    orphans: int
    spreads: int
    level: float
    on_grid: float
    seconds: float = 0.0


def leaves(data: bytes, top: float = 52, bottom: float = 56) -> Iterator[Leaf]:
    """Read the lines of each page; what stands less than `top` and `bottom` points from the edges is no text."""
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document, 1):
            height = page.get_height()
            kept = [letter for letter in _letters(page) if bottom < letter.base < height - top]
            yield Leaf(number, tuple(_rows(kept)))


def score(data: bytes) -> Score:
    """Measure a book; the size and the leading of its text are those of most of its lines."""
    pages = list(leaves(data))
    size, leading = _usual(pages)
    rows = [row for page in pages for row in page.rows if abs(row.size - size) < 0.6 and _tells(row)]
    gaps = [median(row.gaps) for row in rows]
    bodies = [page for page in pages if not _lists(page)]
    top = max((page.rows[0].base for page in bodies if _is_text(page, size)), default=0.0) - 1.1 * leading
    full = [page for page, after in pairwise(pages) if _is_text(after, size) and after.rows[0].base > top and page.rows]
    ends = {page.number: _foot(page, size, leading) for page in full if page in bodies}
    facing = [(ends[number], ends[number + 1]) for number in ends if number % 2 == 0 and number + 1 in ends]
    texts = [row for page in bodies for row in page.rows if abs(row.size - size) < 0.6]
    return Score(
        pages=len(pages),
        lines=len(rows),
        mean_gap=mean(gaps),
        over_40=sum(gap > 0.40 for gap in gaps) / len(gaps),
        over_50=sum(gap > 0.50 for gap in gaps) / len(gaps),
        hyphens=sum(row.text[-1] in HYPHENS for row in rows) / len(rows),
        ladders=_ladders(pages),
        page_hyphens=sum(page.rows[-1].text[-1] in HYPHENS for page in full),
        widows=sum(_widow(page, before, leading) for before, page in pairwise(bodies)),
        orphans=sum(_orphan(page, after, leading) for page, after in pairwise(bodies)),
        spreads=len(facing),
        level=sum(abs(verso[0] - recto[0]) < max(verso[1], recto[1]) for verso, recto in facing) / max(1, len(facing)),
        on_grid=_on_grid(texts, leading),
    )


def _usual(pages: Sequence[Leaf]) -> tuple[float, float]:
    """Return the size and the leading, in points, of most lines."""
    size = Counter(row.size for page in pages for row in page.rows).most_common(1)[0][0]
    steps = Counter(
        round(above.base - below.base, 1)
        for page in pages
        for above, below in pairwise(page.rows)
        if above.size == below.size == size
    )
    return size, steps.most_common(1)[0][0]


def _lists(page: Leaf) -> bool:
    """Tell whether a page is one of the contents, whose lines back nothing."""
    return any(LEADERS in row.text for row in page.rows)


def _tells(row: Row) -> bool:
    """Tell whether a line has word gaps to measure; leaders have none."""
    return len(row.gaps) >= LEAST_GAPS and LEADERS not in row.text


def _letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    text = page.get_textpage()
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        if character in "\r\n" or not pdfium.FPDFText_GetCharOrigin(text, index, x, y):
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        size = _size(text, index)
        yield Letter(character, x.value, max(box.right, x.value), round(y.value, 2), size)


def _size(text: pypdfium2.PdfTextPage, index: int) -> float:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    return float(pdfium.FPDFText_GetFontSize(text, index) * abs(matrix.d))


def _rows(letters: Sequence[Letter]) -> Iterator[Row]:
    """Gather letters into lines by their base lines, from the top; what is far larger (a drop cap) is left out."""
    lines: dict[float, list[Letter]] = {}
    usual = median([letter.size for letter in letters]) if letters else 0
    for letter in letters:
        if letter.size < 2 * usual:
            near = next((base for base in lines if abs(base - letter.base) < 2), letter.base)
            lines.setdefault(near, []).append(letter)
    for base in sorted(lines, reverse=True):
        inked = [letter for letter in lines[base] if letter.text.strip()]
        if inked:
            yield _row(base, sorted(lines[base], key=lambda letter: letter.left))


def _row(base: float, letters: Sequence[Letter]) -> Row:
    inked = [letter for letter in letters if letter.text.strip()]
    size = Counter(round(letter.size, 1) for letter in inked).most_common(1)[0][0]
    gaps, last, spaced = [], None, False
    for letter in letters:
        if not letter.text.strip():
            spaced = True
            continue
        if spaced and last:
            gaps.append((letter.left - last.right) / size)
        last, spaced = letter, False
    text = "".join(letter.text for letter in letters).strip()
    return Row(inked[0].left, inked[-1].right, base, size, text, tuple(gaps))


def _foot(page: Leaf, size: float, leading: float) -> tuple[float, float]:
    """Return where a page ends, and how exact that is; notes at the foot have a leading of their own."""
    return page.rows[-1].base, 1.0 if page.rows[-1].size > 0.9 * size else leading


def _is_text(page: Leaf, size: float) -> bool:
    """Tell whether a page begins with text or a heading in it, and not with a title: the page before it goes on."""
    return bool(page.rows) and page.rows[0].size < 1.4 * size


def _margin(page: Leaf) -> tuple[float, float]:
    return min(row.left for row in page.rows) + 3, max(row.right for row in page.rows) - 6


def _opens(page: Leaf, index: int, leading: float) -> bool:
    """Tell whether a line opens a paragraph: it is indented, or there is room above it."""
    row = page.rows[index]
    above = page.rows[index - 1].base - row.base if index else 0.0
    return row.left > _margin(page)[0] + 6 or above > 1.1 * leading


def _widow(page: Leaf, before: Leaf, leading: float) -> bool:
    if not before.rows or len(page.rows) < 2 or _opens(page, 0, leading) or not _runs_on(before):
        return False
    first, second = page.rows[:2]
    return abs(first.size - second.size) < 0.6 and first.right < _margin(page)[1] - 6 and _opens(page, 1, leading)


def _orphan(page: Leaf, after: Leaf, leading: float) -> bool:
    if len(page.rows) < 3 or not after.rows or not _runs_on(page) or _opens(after, 0, leading):
        return False
    above, last = page.rows[-2:]
    indented = last.left > above.left + 6 or above.base - last.base > 1.1 * leading
    return abs(above.size - last.size) < 0.6 and indented and _opens(page, len(page.rows) - 1, leading)


def _runs_on(page: Leaf) -> bool:
    """Tell whether the last line of a page goes on to the next: it is full."""
    return len(page.rows) > 2 and page.rows[-1].right > _margin(page)[1] - 6


def _ladders(pages: Sequence[Leaf]) -> int:
    ends = [row.text[-1] in HYPHENS for page in pages for row in page.rows]
    return sum(all(three) for three in zip(ends, ends[1:], ends[2:], strict=False))


def _on_grid(rows: Sequence[Row], leading: float) -> float:
    """Return the share of text lines whose base line is on the commonest grid."""
    phases = Counter(round(row.base % leading, 0) % leading for row in rows)
    if not phases:
        return 1.0
    best = phases.most_common(1)[0][0]
    near = [min((row.base - best) % leading, (best - row.base) % leading) < 0.75 for row in rows]
    return sum(near) / len(near)


def compare(manuscript: Path, times: int, theme: str = "") -> dict[str, Score]:
    """Set the book twice, by the engine alone and by us, and measure both."""
    from fleuron.cache import forgotten
    from fleuron.formats import pages, press
    from fleuron.workers import hired

    edition = read(manuscript, times, theme)
    ours, found = press.compose_pages, {}
    for name, setter in (("engine alone", lambda *_: ()), ("fleuron", ours)):
        press.compose_pages = setter
        pages._last.clear()
        start = time.process_time()
        with forgotten(), hired(1):
            data = pages.lay_out(edition).link(edition, screen=True)
        found[name] = replace(score(data), seconds=time.process_time() - start)
    press.compose_pages = ours
    return found


def read(manuscript: Path, times: int, theme: str = ""):
    """Read a manuscript as far as its edition, its essays repeated so many times, in its theme or another."""
    from fleuron import build
    from fleuron.model import Edition

    plan, sources, _ = build.read_manuscript(manuscript)
    essays, _ = build._with_text([build.judged(source) for source in sources])
    chapters, matter = build.typeset(essays, plan.matter)
    book = build.collate(chapters, plan, matter)
    body = [division for division in book.divisions if division.zone == "body"]
    again = [
        replace(division, id=f"{division.id}-{turn}", xhtml=_again(division.xhtml, turn))
        for turn in range(1, times)
        for division in body
    ]
    front, back = ([d for d in book.divisions if d.zone == zone] for zone in ("front", "back"))
    style = build.load_theme(build.find_styles(), theme or plan.theme)
    return Edition(replace(book, divisions=(*front, *body, *again, *back)), style)


def _again(xhtml: str, turn: int) -> str:
    """Give a repeated division ids of its own, and links to them."""
    return xhtml.replace('id="', f'id="x{turn}-').replace('href="#', f'href="#x{turn}-')


SHOWN = {
    "pages": "{:.0f}",
    "lines": "{:.0f}",
    "mean_gap": "{:.3f} em",
    "over_40": "{:.1%}",
    "over_50": "{:.1%}",
    "hyphens": "{:.1%}",
    "ladders": "{:.0f}",
    "page_hyphens": "{:.0f}",
    "widows": "{:.0f}",
    "orphans": "{:.0f}",
    "spreads": "{:.0f}",
    "level": "{:.1%}",
    "on_grid": "{:.1%}",
    "seconds": "{:.2f} s",
}


def main(arguments: Sequence[str]) -> None:
    manuscript = Path(arguments[0]) if arguments else ROOT / "manuscript"
    found = compare(manuscript, int(arguments[1]) if len(arguments) > 1 else 1, "".join(arguments[2:3]))
    print(f"{'':14}" + "".join(f"{name:>16}" for name in found))  # noqa: T201
    for field, form in SHOWN.items():
        row = "".join(f"{form.format(getattr(result, field)):>16}" for result in found.values())
        print(f"{field.replace('_', ' '):14}{row}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
