"""Small books for the tests: every kind of division, every kind of block, prose of our own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from types import MappingProxyType

from fleuron.model import Book, Division, Edition, Essay, Person, Plan, Theme
from fleuron.themes import find_styles, load_theme

PROSE = (Path(__file__).parent / "cases" / "prose.txt").read_text("utf-8").splitlines()
WREN = Person("wren", "Ada Wren", "Wren, Ada", "Ada Wren mends clocks, and listens to them.")
MARSH = Person("marsh", "Tobias Marsh", "Marsh, Tobias", "Tobias Marsh taught for thirty years and is now learning.")
FENN = Person("fenn", "Ines Fenn", "Fenn, Ines", "Ines Fenn writes about rooms.", "https://fenn.example/")

LIST = "<ul>\n<li>be there;</li>\n<li>be on time, or a little before it, since the stairs are steep;</li>\n</ul>"
NUMBERED = '<ol type="1">\n<li>Open the window.</li>\n<li>Sit down.</li>\n</ol>'
QUOTE = f"<blockquote>\n<p>{PROSE[5]}</p>\n</blockquote>"
VERSE = '<div class="verse">\n<div class="line-block">The lamp is lit,<br />\nthe hour is late.</div>\n</div>'
CAPTION = '<p class="caption">A chair by the window, before the rain.</p>\n<p class="credit">Drawing by the author</p>'


def edition(theme: str = "classic", long: int = 1) -> Edition:
    """Return a small anthology in a theme; `long` is how many times the essays' prose is repeated."""
    return Edition(book(long), load_theme(find_styles(), theme))


def plain(theme: str = "plain") -> Edition:
    """Return the small anthology in a theme of no fonts and no CSS."""
    return Edition(book(), Theme(theme, MappingProxyType({"print": ""})))


def book(long: int = 1) -> Book:
    people = {person.id: person for person in (WREN, MARSH, FENN)}
    essays = [
        _essay("kettle", "The Kettle and the Chair", (WREN,), _first(long)),
        _essay(
            "boots", "For the Forty-Eighth Minute: What My Supervisor Kept Beneath Her Desk", (MARSH,), _second(long)
        ),
        _essay("plums", "Plums & Other <Gifts>", (FENN, WREN), _third(long)),
    ]
    divisions = (
        Division("half-title", "half-title", "front", "Half title", "<p>A Chair by the Window</p>"),
        Division("title", "title", "front", "Title page", TITLE),
        Division("copyright", "copyright", "front", "Copyright", COPYRIGHT),
        Division("dedication", "dedication", "front", "Dedication", "<p>To those who waited downstairs</p>"),
        Division("contents", "contents", "front", "Contents", ""),
        _matter("foreword", "front", "Foreword", "\n".join(f"<p>{line}</p>" for line in PROSE[:6])),
        _part("part-1", "One", "Arriving", "Two essays on beginning."),
        essays[0],
        essays[1],
        _part("part-2", "Two", "Leaving", ""),
        essays[2],
        _matter("afterword", "back", "Afterword", f"<p>{PROSE[9]}</p>"),
        _matter("contributors", "back", "Contributors", "\n".join(f"<p>{p.bio}</p>" for p in people.values())),
        _matter("credits", "back", "Credits", "<p>“The Kettle and the Chair” first stood on a page of our own.</p>"),
        Division("colophon", "colophon", "back", "Colophon", "<p>Set in EB Garamond.</p>"),
    )
    return Book(_plan(people), (FENN,), (WREN, MARSH, FENN), divisions)


TITLE = (
    '<h1 id="title-h">A Chair by the Window</h1>\n<p class="subtitle" role="doc-subtitle">Essays on being there</p>\n'
    '<p class="editors">Edited by Ines Fenn</p>\n<p class="publisher">The Sample Press</p>'
)
COPYRIGHT = (
    "<p>Text copyright the individual contributors.</p>\n<p>First published 2026 by The Sample Press.</p>\n"
    '<p>ISBN 978-0-306-40615-7</p>\n<p><a href="https://sample.example/book">sample.example/book</a></p>'
)


def _plan(people: dict[str, Person]) -> Plan:
    return Plan(
        name="a-chair-by-the-window",
        title="A Chair by the Window",
        subtitle="Essays on being there",
        language="en-GB",
        editors=("fenn",),
        publisher="The Sample Press",
        identifier="urn:uuid:5f0c3f7e-6c1b-5a55-9c0e-2f6f0b7f7a11",
        isbn=MappingProxyType({"print": "978-0-306-40615-7"}),
        issued=date(2026, 3, 1),
        rights="Text copyright the individual contributors.",
        description="Three essays and a jar of plums.",
        subjects=("Listening",),
        theme="classic",
        parts=(),
        people=MappingProxyType(people),
        matter=MappingProxyType({}),
        styles=find_styles(),
    )


def _part(id: str, number: str, title: str, blurb: str) -> Division:
    header = f'<header><h1 id="{id}-h"><span class="label">Part {number}</span> {title}</h1></header>'
    return Division(id, "part", "body", title, header + (f'<p class="blurb">{blurb}</p>' if blurb else ""))


def _matter(kind: str, zone: str, title: str, blocks: str) -> Division:
    return Division(kind, kind, zone, title, f'<header><h1 id="{kind}-h">{title}</h1></header>\n{blocks}')


def _essay(slug: str, title: str, authors: tuple[Person, ...], blocks: str) -> Division:
    id = f"essay-{slug}"
    printed = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    byline = " and ".join(person.name for person in authors)
    header = (
        f'<header><h1 id="{id}-h">{printed}</h1><p class="standfirst">What was said, and what was not.</p>'
        f'<p class="byline">{byline}</p></header>'
    )
    origin = '<p class="origin">First published in <cite>The Sample</cite>, 3 May 2019.</p>'
    names = tuple(person.name for person in authors)
    essay = Essay(slug, f"essays/{slug}.txt", title, "", "", names, "The Sample", "", "2019-05-03", "", ())
    return Division(id, "essay", "body", title, f"{header}\n{blocks}\n{origin}", "", authors, essay)


def prose(count: int, start: int = 0) -> Iterator[str]:
    return (f"<p>{line}</p>" for line in islice(cycle(PROSE), start, start + count))


def _first(long: int) -> str:
    note = (
        '<a href="#essay-kettle-fn1" class="footnote-ref" id="essay-kettle-fnref1" role="doc-noteref"><sup>1</sup></a>'
    )
    notes = (
        '<section id="essay-kettle-footnotes" class="footnotes" role="doc-endnotes">\n<hr />\n'
        '<ol>\n<li id="essay-kettle-fn1"><p>It was an <em>electric</em> kettle.<a href="#essay-kettle-fnref1" '
        'class="footnote-back" role="doc-backlink">↩︎</a></p></li>\n</ol>\n</section>'
    )
    blocks = [
        *prose(4 * long),
        '<h2 id="essay-kettle-beginning">Beginning</h2>',
        f"<p>Somebody <em>always</em> begins.{note} In 1984 it was <strong>nobody</strong>.</p>",
        LIST,
        *prose(3 * long, 4),
        QUOTE,
        "<hr />",
        *prose(3, 7),
        notes,
    ]
    return "\n".join(blocks)


def _second(long: int) -> str:
    blocks = [
        '<p>“Hear me out,” she said, and so I did, until the <a href="https://sample.example/">clock</a> struck.</p>',
        *prose(3 * long, 2),
        '<h2 id="essay-boots-questions">Questions</h2>',
        '<h3 id="essay-boots-why">Why boots?</h3>',
        *prose(2, 3),
        '<h3 id="essay-boots-why-not">Why not?</h3>',
        *prose(2 * long, 6),
        NUMBERED,
        VERSE,
        *prose(2, 9),
    ]
    return "\n".join(blocks)


def _third(long: int) -> str:
    return "\n".join([*prose(4 * long, 8), CAPTION, *prose(5 * long, 11), QUOTE, *prose(2, 3)])
