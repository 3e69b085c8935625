"""Edition -> the front cover as a picture, set in the theme's faces by its sheet cover.css: the same each time."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from io import BytesIO
from itertools import combinations, pairwise
from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING

from fleuron import art, fonts
from fleuron.cache import remember
from fleuron.formats.safety import tidy
from fleuron.model import Book, Edition, Face, Made, Theme
from fleuron.program import version
from fleuron.wording import wording

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 1500, 2400  # px; 5 by 8 in at 300 to the inch: every store takes it, and Apple's limit is 4 megapixels
STORE = (1600, 2560)  # px; what stores want beside the book
QUALITY = 90
SHORT, LINE, LONG, LONG_LINE, LITTLE = 10, 13, 60, 24, 3  # characters: of lines, of titles, of little words


def render(edition: Edition) -> Made:
    """Make the cover that goes to a store beside the book."""
    return Made(jpeg(edition, *STORE), 1, "picture")


def jpeg(edition: Edition, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """Draw the cover, `width` by `height` px, or cut the editor's picture so; one that was drawn before is kept."""
    picture = edition.book.plan.cover
    if picture:
        return remember(lambda: _cut(picture.data, width, height), "cover picture", picture.data, width, height)
    html = _html(edition)
    tools = [f"{name} {version(name)}" for name in ("weasyprint", "pypdfium2", "pillow")]
    return remember(lambda: _draw(html, width, height), "cover", *tools, html, width, height)


def _cut(data: bytes, width: int, height: int) -> bytes:
    from PIL import Image

    with Image.open(BytesIO(art.filling(data, width / height, width))) as found:
        return _jpeg(found, width, height)


def _draw(html: str, width: int, height: int) -> bytes:
    import pypdfium2
    from weasyprint import HTML

    document = pypdfium2.PdfDocument(HTML(string=html).write_pdf())
    try:
        page = document[0]
        bitmap = page.render(scale=width / page.get_width(), optimize_mode=None)
        return _jpeg(bitmap.to_pil(), width, height)
    finally:
        document.close()


def _jpeg(drawn: Image, width: int, height: int) -> bytes:
    from PIL.Image import Resampling

    picture, out = drawn.convert("RGB").resize((width, height), Resampling.LANCZOS), BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, subsampling=0, optimize=True, dpi=(300, 300))
    return out.getvalue()


def words(book: Book) -> str:
    """Say what stands on the cover, in one line."""
    said = wording(book.plan.language)
    editors = said["by-editor"].format(said.series(_editors(book))) if book.editors else ""
    return ". ".join(filter(None, [tidy(book.plan.title), tidy(book.plan.subtitle), editors]))


def stack(title: str) -> list[str]:
    """Break a title into lines of like length, with no little word at the end of one."""
    said = title.split() or [""]
    if len(title) > LONG:
        return wrap(title, LONG_LINE)
    count = min(len(said), ceil(len(title) / LINE))
    cuts = combinations(range(1, len(said)), max(0, count - 1))
    choices = [[" ".join(said[a:b]) for a, b in pairwise((0, *cut, len(said)))] for cut in cuts]
    return min(choices, key=lambda lines: max(map(_width, lines)))


def _width(line: str) -> int:
    return len(line) + 3 * (len(line.rsplit(" ", 1)[-1]) <= LITTLE)


def _editors(book: Book) -> list[str]:
    return [tidy(person.name) for person in book.editors]


def _html(edition: Edition) -> str:
    html = f'<body lang="{escape(edition.book.plan.language)}">{front(edition)}</body>'
    return f"<style>{faces(edition.theme, html)}{edition.theme.css['cover']}</style>{html}"


def front(edition: Edition) -> str:
    """Write the front cover as the HTML that cover.css sets."""
    book, plan = edition.book, edition.book.plan
    said = wording(plan.language)
    editors = said.series(_editors(book))
    return f"""<section class="cover">
<div class="head"><h1 class="title">{_title(tidy(plan.title))}</h1>
<p class="subtitle">{escape(tidy(plan.subtitle))}</p></div>
<p class="ornament">{escape(edition.theme.words.get("ornament", ""))}</p>
<p class="editors">{f"<i>{escape(said['edited-by'])}</i> {escape(editors)}" if editors else ""}</p>
<p class="publisher">{escape(tidy(plan.publisher))}</p>
</section>"""


def faces(theme: Theme, text: str) -> str:
    """Write the CSS that brings a theme's faces, with the letters of a text."""
    return "".join(_rule(face, text) for face in theme.faces)


def _title(title: str) -> str:
    """Set the lines of a title as large as the longest allows; the sheet's size is that of a line of SHORT."""
    lines = stack(title)
    size = min(1.3, SHORT / max(1, *map(len, lines)))
    return f'<span style="font-size: {size:.3f}em">{"<br>".join(map(escape, lines))}</span>'


def _rule(face: Face, text: str) -> str:
    data = b64encode(fonts.subset(face.data, text + text.upper())).decode()
    style = "italic" if face.italic else "normal"
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {style}; '
        f'src: url("data:font/ttf;base64,{data}"); }}\n'
    )
