"""Saved web pages: their visible lines, what markup says of these, what they state of themselves; and hostile ones."""

import socket
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleuron.account import lost
from fleuron.clean import clean
from fleuron.manuscript.web import read_html, read_mhtml
from fleuron.manuscript.web.lines import lines
from fleuron.manuscript.web.tree import parse
from fleuron.model import Finding, Imprint, Role, Source

PROSE = (
    "<p>The clock in the waiting room ran four minutes slow, and everyone who sat there knew it and said nothing.</p>"
)
ESSAY = f"<h1>The Waiting Room</h1><p>By Ida Marlowe</p>{PROSE}" + PROSE.replace("waiting", "dining") * 2


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Whoever opens a socket fails."""

    def refuse(*_, **__):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def rows(html):
    """Give the lines of a page with their numbers."""
    return [(line.number, line.text) for line in lines(parse(html.encode(), "page.html"))]


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>One</p><p>two\n  words</p>", [(1, "One"), (3, "two words")]),
        ("<p>One<br>two</p><p>three</p>", [(1, "One"), (2, "two"), (4, "three")]),
        ("<div>One</div><div>two</div>", [(1, "One"), (2, "two")]),
        ("<p>One<br>two<br><br>three</p>", [(1, "One"), (2, "two"), (4, "three")]),
        ("<ul><li>One<ul><li>in</li></ul></li><li>two</li></ul>", [(1, "  • One"), (2, "    • in"), (3, "  • two")]),
        (
            "<ol start=3><li>One</li><li><p>two</p><p>more</p></li></ol>",
            [(1, "  3. One"), (3, "  4. two"), (5, "    more")],
        ),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", [(1, "a\tb"), (2, "c\td")]),
        ("<pre>One\n  two\n\nthree</pre>", [(1, "One"), (2, "  two"), (4, "three")]),
        ("<p>One</p><hr><p>two</p>", [(1, "One"), (3, "* * *"), (5, "two")]),
        ("<p>So<sup><a href='#n1'>1</a></sup> it was.</p>", [(1, "So[1] it was.")]),
        ("<p>A note. <a href='#r1'>↩</a></p>", [(1, "A note.")]),
        ("<a href='/a'>Home</a><a href='/b'>About</a>", [(1, "Home About")]),
        ("<p>One<script>two()</script><style>p{}</style><noscript>three</noscript>", [(1, "One")]),
        (f"{PROSE}<p hidden>One</p><p style='display:none'>two</p><p class='sr-only'>three</p>", [(1, PROSE[3:-4])]),
        ("<template><p>One</p></template><p>two<!-- three --> four</p>", [(1, "two four")]),
        ("<p>One<p>two<b>three</i></p></div>", [(1, "One"), (3, "twothree")]),
        ("a &lt;b&gt; &amp; &eacute;&#8217;", [(1, "a <b> & é’")]),
    ],
)
def test_a_page_has_the_lines_that_its_reader_sees(html, wanted):
    assert rows(html) == wanted


def test_a_page_that_a_script_would_show_is_read():
    assert rows(f"<body><div style='visibility: hidden'>{PROSE}</div></body>") == [(1, PROSE[3:-4])]


def read(html, place="page.html"):
    page = read_html(html if isinstance(html, bytes) else html.encode(), place)
    assert not isinstance(page, Finding), page
    return page.lines, page.imprint


def judged(html):
    page, imprint = read(html)
    return clean(Source("page", "page.html", page, imprint=imprint))


def test_a_line_knows_what_is_set_apart_in_it():
    (line,), _ = read(
        '<p>So <em>it</em> <b>was</b>, <a href="https://sample.example/a">here</a> and <a href="/b">there</a>.</p>'
    )
    assert [(line.text[s.start : s.end], s.kind, s.href) for s in line.spans] == [
        ("it", "em", ""),
        ("was", "strong", ""),
        ("here", "link", "https://sample.example/a"),
    ]


def test_the_markup_says_what_a_line_is():
    quote = "<blockquote><p>It was slow.</p></blockquote>"
    essay = judged(
        f"<nav><a href='/'>Home</a></nav>{ESSAY}<h2>The clock</h2>{PROSE}{quote}{PROSE}"
        "<h3>Its hands</h3><ul><li>the long one, which I wound.</li></ul>{PROSE}"
        "<ol class='footnotes'><li id='fn1'>A note on clocks.</li></ol>"
        "<div id='comments'><p>I have a clock like that, and it has never been right in years.</p></div>"
    )
    said = {verdict.line.text.strip(): (verdict.role, verdict.level) for verdict in essay.verdicts}
    assert said["Home"][0] is Role.NAV
    assert said["The Waiting Room"][0] is Role.TITLE
    assert said["The clock"] == (Role.HEADING, 1)
    assert said["It was slow."][0] is Role.QUOTE
    assert said["Its hands"] == (Role.HEADING, 2)
    assert said["• the long one, which I wound."] == (Role.LIST, 1)
    assert said["1. A note on clocks."][0] is Role.NOTE
    assert next(role for text, (role, _) in said.items() if text.startswith("I have a clock")) is Role.COMMENT


HEAD = """<head><title>The Waiting Room | The Shelf</title><meta property="og:site_name" content="The Shelf">
<link rel="canonical" href="https://www.shelf.example/waiting"><script type="application/ld+json">{"@type": "Article",
"@context": "https://schema.org", "headline": "The Waiting Room", "author": {"@type": "Person", "name": "%s"},
"datePublished": "2024-03-05T08:00:00Z"}
</script></head>"""


def test_a_page_states_its_title_its_author_its_site_and_its_date():
    essay = judged(HEAD % "Ida Marlowe" + ESSAY)
    assert (essay.title, essay.authors, essay.site) == ("The Waiting Room", ("Ida Marlowe",), "The Shelf")
    assert (essay.published, essay.url) == ("2024-03-05", "https://www.shelf.example/waiting")
    assert essay.imprint.sure >= {"title", "authors", "site", "published", "url"}


@pytest.mark.parametrize("name", ["The Shelf", "admin", "shelf", "Staff", "office@shelf.example"])
def test_a_site_is_not_its_own_author(name):
    assert judged(HEAD % name + ESSAY.replace("<p>By Ida Marlowe</p>", "")).authors == ()


def test_the_sidecar_goes_before_what_a_page_states():
    from dataclasses import replace

    from fleuron.model import Decisions

    page, imprint = read(HEAD % "Ida Marlowe" + ESSAY)
    decided = Decisions(title="Mine", authors=("Otto Fenn",), published="1999", site="Here", url="https://a.example/b")
    essay = clean(replace(Source("page", "page.html", page, imprint=imprint), decisions=decided))
    assert (essay.title, essay.authors, essay.published) == ("Mine", ("Otto Fenn",), "1999")
    assert (essay.site, essay.url) == ("Here", "https://a.example/b")


def test_what_was_read_is_the_same_from_the_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("FLEURON_CACHE", str(tmp_path))
    first = read(HEAD % "Ida Marlowe" + ESSAY + "<p>So <i>it</i> was.</p>")
    assert list(tmp_path.iterdir())
    assert read(HEAD % "Ida Marlowe" + ESSAY + "<p>So <i>it</i> was.</p>") == first


LETTERS = "<p>“Café” – naïve œuvre, it’s</p>"


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="windows-1252">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        ('<meta charset="utf-8">', "cp1252"),  # a page that does not know itself
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "cp1252"),
        ('<meta charset="klingon">', "utf-8"),
        ('<?xml version="1.0" encoding="utf-8"?>', "utf-8"),
    ],
)
def test_the_letters_are_right_whatever_the_page_says_of_them(said, encoding):
    page, _ = read((said + LETTERS).encode(encoding))
    assert page[0].text == "“Café” – naïve œuvre, it’s"


def test_one_bad_byte_does_not_spoil_the_others():
    page, _ = read(b'<meta charset="utf-8">' + (LETTERS * 20).encode() + b"\xff</p>")
    assert page[0].text == "“Café” – naïve œuvre, it’s"


def test_xhtml_is_read_as_what_it_is():
    page = (
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "x.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        '<title/><script src="x"/></head><body><p>One<a id="here"/></p><div/><p>two</p></body></html>'
    )
    assert [line.text for line in read(page)[0]] == ["One", "two"]


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "data",
    [
        b"<p>One</p>" * 100_000,
        b"<p>" + b"word " * 2_000_000,
        ("<div>" * 2000 + PROSE).encode(),
        ("<div>" * 100_000 + PROSE).encode(),
        ("<b><i><a href=x>" * 30_000 + PROSE).encode(),
        ("<table><tr><td>" * 5000 + PROSE).encode(),
        f'{LAUGHS}]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>&i;</p></body></html>'.encode(),
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><html xmlns="http://www.w3.org/1999/xhtml"><p>&e;</p>',
        b"\x00<p>a\x00b</p>\x00",
        b"<p>a\xed\xa0\x80b</p>\xfe\xff",
        b'<iframe src="http://spy.example/"></iframe><img src="http://spy.example/a.png"><base href="//spy">x',
        b"<script>" + b"x" * 100_000,
        b"<!--" * 10_000,
        b"<",
        b"",
        b"<meta charset=utf-7>+ADw-script+AD4-",
        b"%PDF-1.7\x00\x01\x02",
    ],
    ids=range(17),
)
def test_a_hostile_page_is_read_or_refused_in_good_time(data):
    start = time.process_time()
    page = read_html(data, "page.html")
    assert isinstance(page, Finding) or all(line.text.strip() for line in page.lines)
    assert time.process_time() - start < 60
    if not isinstance(page, Finding):
        assert not any("hahahahaha" * 100 in line.text for line in page.lines)


WORDS = (Path(__file__).parent / "bits.txt").read_text("utf-8").split()
BITS = st.sampled_from([*WORDS, "\0", "\n", "", "é"])


@settings(max_examples=60, deadline=None)
@given(st.lists(BITS, max_size=40).map(" ".join))
def test_however_a_page_is_broken_no_word_of_its_lines_is_lost(html):
    page = lines(tree) if not isinstance(tree := parse(html.encode(), "page.html"), Finding) else ()
    source = Source("page", "page.html", page, imprint=Imprint())
    essay = clean(source)
    assert tuple(verdict.line for verdict in essay.verdicts) == page
    assert list(lost(source, essay)) == []


ARCHIVE = """From: <Saved by a browser>
Subject: The Waiting Room
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----x"

------x
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: {coding}
Content-Location: https://www.shelf.example/waiting

{body}
------x
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://www.shelf.example/a.png

iVBORw0KGgo=
------x--
"""


def test_a_web_archive_is_read_as_the_page_in_it():
    from quopri import encodestring

    body = encodestring(("<meta charset=utf-8>" + ESSAY.replace("minutes", "minütes")).encode()).decode()
    page = read_mhtml(ARCHIVE.format(coding="quoted-printable", body=body).encode(), "page.mhtml")
    assert [line.text for line in page.lines][:3] == [
        "The Waiting Room",
        "By Ida Marlowe",
        PROSE[3:-4].replace("minutes", "minütes"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 1000,
        ARCHIVE.format(coding="base64", body="!!!").encode(),
        b"Content-Type: multipart/related\n\n--\n",
    ],
    ids=["empty", "no text", "damaged", "no parts"],
)
def test_a_web_archive_without_its_page_is_refused(data):
    assert isinstance(read_mhtml(data, "page.mhtml"), Finding)
