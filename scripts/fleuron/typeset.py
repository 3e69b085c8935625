"""Essay -> Chapter: what is printed becomes Markdown, and a few runs of pandoc make XHTML of it all.

A scraped page is plain text: each mark that Markdown would read is escaped, so that `*`, `_`, `#`, `<` and `[` in a
page stay themselves. An essay that the editor wrote in Markdown, and matter/*.md, go through as they are, but for raw
HTML and TeX, which are text like any other.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from html import escape as quoted
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from fleuron.cache import fingerprint, keep, recall
from fleuron.errors import ToolError
from fleuron.inline import escaped
from fleuron.model import PARTED, Chapter, Essay, Picture, Role, Verdict
from fleuron.notes import annotate, below
from fleuron.program import version
from fleuron.workers import spread

READER = (
    "markdown-raw_html-raw_tex-raw_attribute-native_divs-native_spans-markdown_in_html_blocks-latex_macros"
    "-tex_math_dollars-citations-yaml_metadata_block-pandoc_title_block-example_lists"
)
BATCH = 60  # texts that one run of pandoc sets: it holds them all
WRITER = Path(__file__).with_suffix(".lua")
ITEM = re.compile(r"\s*(?:\(?(?P<number>\d{1,3})[.)]|[•◦▪‣·∙*+–-])\s")
PLACE = re.compile(r"!\[\]\(picture:(\d+)\)")
PLACED = re.compile(r'(?:<p>)?<img\s+src="picture:(\d+)"\s*/>(?:</p>)?')
LEFT = re.compile(r'<img\b[^>]*?(?:\balt="([^"]*)"[^>]*)?/>')
STRESS = re.compile(r"\*(\S(?:[^*]*\S)?)\*")


def typeset(
    essays: Sequence[Essay], matter: Mapping[str, str], art: Mapping[str, Sequence[Picture]] = MappingProxyType({})
) -> tuple[tuple[Chapter, ...], Mapping[str, str]]:
    """Set the essays, and the matter by its name, by pandoc; `art` are the pictures of the matter.

    Raises ToolError when pandoc fails.
    """
    texts = {f"essay-{essay.slug}": _markdown(essay, _place) for essay in essays} | dict(matter)
    xhtml = dict(zip(texts, _xhtml(texts), strict=True))
    return tuple(Chapter(essay, _hang(xhtml[f"essay-{essay.slug}"], essay.pictures)) for essay in essays), {
        name: _hang(xhtml[name], art.get(name, ())) for name in matter
    }


def markdown(essay: Essay) -> str:
    """Write the text of one essay in pandoc's Markdown, without its title."""
    return _markdown(essay, _written)


def _markdown(essay: Essay, write: Callable[[int, Picture], str]) -> str:
    """Write an essay; `write` says how each picture stands in it, by its number."""
    pictures = [write(number, picture) for number, picture in enumerate(essay.pictures)]
    if essay.markdown:
        return PLACE.sub(lambda place: pictures[int(place[1])], essay.markdown)
    taken = {number for picture in essay.pictures for number in picture.told}
    printed = _between([verdict for verdict in essay.printed if verdict.line.number not in taken])
    set_ = annotate(printed)
    done: set[str] = set()  # the notes that are written
    above = [sum(picture.line < verdict.line.number for picture in essay.pictures) for verdict in printed]
    blocks: list[str] = []
    hung = 0
    for (count, role), run in groupby(zip(above, printed, strict=True), lambda row: (row[0], row[1].role)):
        blocks += pictures[hung:count]
        hung = count
        lines = [verdict for _, verdict in run]
        blocks += below(lines, set_, done) if role is Role.NOTE else _blocks(role, lines, set_.texts)
    return "\n\n".join([*blocks, *pictures[hung:]]) + "\n"


def _place(number: int, picture: Picture) -> str:
    return f"![](picture:{number})"


def _written(_: int, picture: Picture) -> str:
    """Write a picture as an editor would."""
    file = f"<{picture.file}>" if re.search(r"[\s()]", picture.file) else picture.file
    caption = ' "{}"'.format(re.sub(r'(["\\])', r"\\\1", picture.caption)) if picture.caption else ""
    more = ['credit="{}"'.format(picture.credit.replace('"', r"\""))] if picture.credit else []
    more += [f"width={picture.width}%"] if picture.width < 100 else []
    more += [".decorative"] if picture.decorative else []
    return f"![{escaped(picture.alt)}]({file}{caption})" + (f"{{{' '.join(more)}}}" if more else "")


def _hang(xhtml: str, pictures: Sequence[Picture]) -> str:
    """Put the pictures in their places; of one that is named in a way that we do not read, its words are left."""
    if "<img" not in xhtml:
        return xhtml
    return PLACED.sub(lambda place: _figure(pictures[int(place[1])]), LEFT.sub(_left, xhtml))


def _left(image: re.Match[str]) -> str:
    return image[0] if 'src="picture:' in image[0] else image[1] or ""


def _figure(picture: Picture) -> str:
    lines = (("caption", picture.caption), ("credit", picture.credit))
    said = "".join(f'<p class="{kind}">{_stressed(words)}</p>' for kind, words in lines if words)
    share = f' class="share-{picture.width}"' if picture.width < 100 else ""
    role = ' role="presentation"' if picture.decorative else ""
    image = f'<img src="{picture.address}" alt="{quoted(picture.spoken)}"{role} />'
    return f"<figure{share}>{image}{f'<figcaption>{said}</figcaption>' if said else ''}</figure>"


def _stressed(words: str) -> str:
    return STRESS.sub(r"<em>\1</em>", quoted(words, quote=False))


def _between(printed: Sequence[Verdict]) -> Sequence[Verdict]:
    """Leave out the marks of a break that has nothing above it, or nothing below."""
    places = [at for at, verdict in enumerate(printed) if verdict.role is not Role.BREAK]
    return printed[places[0] : places[-1] + 1] if places else ()


def plain(essay: Essay) -> str:
    """Write the text of one essay as paragraphs parted by blank lines, under its title."""
    written = [essay.markdown.strip()] if essay.markdown else []
    return "\n\n".join([essay.title, *written, *map(_plain, essay.printed)]) + "\n"


def _plain(verdict: Verdict) -> str:
    mark = ITEM.match(verdict.line.text) if verdict.role is Role.LIST else None
    if verdict.glued:
        items = enumerate(verdict.text.split(PARTED), 1)
        return "\n".join(f"{number}. {item}" if mark and mark["number"] else item for number, item in items)
    return f"{mark['number']}. {verdict.text}" if mark and mark["number"] else verdict.text


def _blocks(role: Role, run: list[Verdict], texts: Mapping[int, str]) -> Iterator[str]:
    match role:
        case Role.HEADING:
            yield from (f"{'###' if verdict.level > 1 else '##'} {texts[verdict.line.number]}" for verdict in run)
        case Role.LIST:
            yield _lists(run, texts)
        case Role.QUOTE:
            yield "\n>\n".join("> " + texts[verdict.line.number].replace("\n\n", "\n>\n> ") for verdict in run)
        case Role.VERSE:
            yield "::: verse\n" + "\n\n".join(_stanzas(run, texts)) + "\n:::"
        case Role.CAPTION | Role.CREDIT if not any(verdict.doubtful for verdict in run):
            yield f"::: {role}\n" + "\n\n".join(texts[verdict.line.number] for verdict in run) + "\n:::"
        case Role.BREAK:
            yield "* * *"
        case _:
            yield from (texts[verdict.line.number] for verdict in run)


def _lists(run: list[Verdict], texts: Mapping[int, str]) -> str:
    """Set a run of list lines, nested by level, numbered where the page's own mark is a number.

    A line without a mark is one more paragraph of the item above it.
    """
    rows: list[str] = []
    depth = 0
    for verdict in run:
        mark = ITEM.match(verdict.line.text)
        depth = min(max(1, verdict.level), depth + 1)  # an inner item without an outer one would be read as code
        inset = " " * 4 * (depth - 1)
        text = texts[verdict.line.number].replace("\n\n", f"\n\n{inset}    ")
        if verdict.glued:
            items = enumerate(texts[verdict.line.number].split("\n\n"), 1)
            numbered = bool(mark and mark["number"])
            rows += [f"{inset}{f'{number}.' if numbered else '-':<4}{item}" for number, item in items]
        elif mark or not rows:
            sign = f"{mark['number']}." if mark and mark["number"] else "-"
            rows.append(f"{inset}{sign:<4}{text}")
        else:
            rows.append(f"\n{inset}    {text}\n")
    return "\n".join(rows)


def _stanzas(run: list[Verdict], texts: Mapping[int, str]) -> Iterator[str]:
    """Keep the lines of verse, and the blank lines of the page between its stanzas."""
    stanza: list[str] = []
    for before, verdict in zip([None, *run], run, strict=False):
        if before and verdict.line.number > before.line.number + 1:
            yield "\n".join(stanza)
            stanza = []
        stanza += [f"| {line}" for line in texts[verdict.line.number].split("\n\n")]
    yield "\n".join(stanza)


def _xhtml(texts: Mapping[str, str]) -> Iterator[str]:
    """Return the XHTML of each text, from the cache where it was set before; the rest takes a few runs of pandoc."""
    tool = version("pypandoc_binary")
    how = fingerprint(tool, READER, WRITER.read_bytes())
    keys = {name: fingerprint("xhtml", name, text, how) for name, text in texts.items()}
    known = {name: kept.decode() for name, key in keys.items() if (kept := recall(key)) is not None}
    missing = [(name, text) for name, text in texts.items() if name not in known]
    batches = {at: (tool, tuple(missing[at : at + BATCH])) for at in range(0, len(missing), BATCH)}
    for at, made in spread(_pandoc, batches):
        for (name, _), xhtml in zip(batches[at][1], made, strict=True):
            keep(keys[name], xhtml.encode())
            known[name] = xhtml
    return (known[name] for name in texts)


def _pandoc(tool: str, texts: Sequence[tuple[str, str]]) -> list[str]:
    """Set some texts, by the same pandoc as who asks for it; raises ToolError where it is another, or fails."""
    if version("pypandoc_binary") != tool:
        raise ToolError("A worker has another pandoc: install the same fleuron on every machine")
    told = [{"id": name, "reader": READER, "text": text.replace("\f", " ")} for name, text in texts]
    try:
        return list(json.loads(_piped(["lua", str(WRITER)], json.dumps(told).encode())))
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        raise ToolError(f"pandoc failed: {getattr(error, 'stderr', b'').decode() or error}") from error


def _piped(options: Sequence[str], text: bytes) -> bytes:
    return subprocess.run([_pandoc_path(), *options], input=text, capture_output=True, check=True).stdout


@cache
def _pandoc_path() -> str:
    """Find the pandoc that is installed with us; where it is not, look for one elsewhere. Raises OSError."""
    found = find_spec("pypandoc")
    own = Path(str(found and found.origin)).parent / "files" / "pandoc"
    if own.is_file():
        return str(own)
    import pypandoc

    return str(pypandoc.get_pandoc_path())
