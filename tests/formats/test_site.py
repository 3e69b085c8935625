from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from posixpath import dirname, join, normpath
from types import MappingProxyType

import pytest
from lxml import html
from PIL import Image

from fleuron.formats import FORMATS, USUAL, in_order
from fleuron.formats.site import render
from formats.editions import with_text
from formats.sites import FILES, bare, plain, printed, site, spoilt
from samples import edition

MAKERS = {"sample": plain, "printed": printed, "hostile": spoilt, "bare": bare}


@pytest.fixture(scope="module", params=MAKERS)
def made(request: pytest.FixtureRequest) -> Mapping[str, bytes]:
    return MAKERS[request.param]()


@pytest.fixture(scope="module")
def sample() -> Mapping[str, bytes]:
    return plain()


def pages(made: Mapping[str, bytes]) -> dict[str, html.HtmlElement]:
    return {path: html.document_fromstring(data.decode()) for path, data in made.items() if path.endswith(".html")}


def test_a_site_is_made_after_the_books_it_offers_and_only_when_asked_for() -> None:
    assert in_order(["site"]) == ("epub", "screen", "print", "site")
    assert "site" not in USUAL


def test_every_essay_has_a_page_and_a_small_epub(sample: Mapping[str, bytes]) -> None:
    assert {"essays/kettle.html", "essays/boots.epub", "matter/foreword.html", "matter/afterword.html"} <= {*sample}
    assert sample["essays/kettle.epub"].startswith(b"PK")


def test_every_link_leads_to_a_file_and_an_id_that_are_there(made: Mapping[str, bytes]) -> None:
    trees = pages(made)
    lost = []
    for path, tree in trees.items():
        for target in tree.xpath("//*/@href | //*/@src"):
            file, _, name = target.partition("#")
            place = normpath(join(dirname(path), file)) if file else path
            if re.match(r"https?:|mailto:", target):
                continue
            if place not in made or (name and name not in trees[place].xpath("//@id")):
                lost.append((path, target))
    assert not lost


def test_no_page_asks_anything_of_another_host_or_runs_a_script(made: Mapping[str, bytes]) -> None:
    for tree in pages(made).values():
        assert not tree.xpath("//script[not(@type='application/ld+json')] | //iframe | //object | //form | //style")
        assert not [name for name in tree.xpath("//@*") if name.attrname.startswith("on")]
        assert not [src for src in tree.xpath("//img/@src | //link/@href[../@rel!='canonical']") if ":" in src]
    assert not re.search(r'@import|url\((?!"fonts/)', made["site.css"].decode())


def test_each_page_has_one_title_one_main_and_no_id_twice(made: Mapping[str, bytes]) -> None:
    for path, tree in pages(made).items():
        ids = tree.xpath("//@id")
        assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == 1, path
        assert sorted(ids) == sorted(set(ids)), path
        assert tree.findtext(".//title").strip()


def test_an_essay_by_nobody_is_cited_by_its_title() -> None:
    said = pages(bare())["essays/kettle.html"].xpath("string(//p[@class='citation'])")
    assert said == "“The Kettle and the Chair.” In A Chair by the Window."


def test_hostile_words_stay_words() -> None:
    made = spoilt()
    for path, tree in pages(made).items():
        assert "<b>x</b>" in tree.text_content(), path
        assert not tree.xpath("//b")
        assert not [link for link in tree.xpath("//@href") if "javascript" in link]
    assert "</script>" not in made["index.html"].decode().split("ld+json")[1].split("</script>", 1)[0]
    assert b"\x00" not in b"".join(data for path, data in made.items() if path.endswith((".html", ".xml", ".json")))


def test_an_address_of_the_web_is_made_clickable_and_nothing_else_is() -> None:
    text = '<p><a href="javascript:alert(1)">one</a> <a href="https://ok.example/">two</a></p>'
    tree = pages(site(with_text(text)))["essays/kettle.html"]
    assert tree.xpath("//a[.='one'][not(@href)] and //a[.='two']/@href='https://ok.example/'")


def test_the_sums_are_those_of_the_files(made: Mapping[str, bytes]) -> None:
    lines = [line.split("  ") for line in made["SHA256SUMS"].decode().splitlines()]
    assert {path: digest for digest, path in lines} == {
        path: sha256(data).hexdigest() for path, data in made.items() if path != "SHA256SUMS"
    }


def test_the_buttons_tell_the_size_and_the_sum_of_each_file(sample: Mapping[str, bytes]) -> None:
    tree = pages(sample)["index.html"]
    for format, said in {"epub": "EPUB 1 kB", "screen": "PDF 2.0 MB, 24 pages"}.items():
        button = next(b for b in tree.xpath("//a[@class='button']") if b.get("href").endswith(FORMATS[format].suffix))
        assert " ".join(button.text_content().split()) == said
        assert sample[button.get("href")] == FILES[format].data
        assert sha256(FILES[format].data).hexdigest() in tree.text_content()


def test_the_same_book_gives_the_same_site(sample: Mapping[str, bytes]) -> None:
    assert dict(site(edition())) == dict(sample)


def test_pages_of_the_print_edition_are_told_where_print_is_made(sample: Mapping[str, bytes]) -> None:
    kettle = "//li[a/@href='essays/kettle.html']/span[@class='folio']"
    assert not pages(sample)["index.html"].xpath(kettle)
    assert pages(printed())["index.html"].xpath(f"string({kettle})").startswith("pages 3")


def test_a_draft_says_so_on_every_page_and_is_not_to_be_found() -> None:
    made = render(replace(edition(), draft=True, made=MappingProxyType(FILES))).files
    for tree in pages(made).values():
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert "not cleared" in tree.text_content()


def test_a_theme_without_a_sheet_for_the_web_still_gives_pages() -> None:
    of = edition()
    bare = replace(of.theme, css={name: css for name, css in of.theme.css.items() if name != "site"})
    made = site(replace(of, theme=bare))
    assert "fonts/" not in " ".join(made)
    assert pages(made)["index.html"].xpath("//h1")


def test_whole_addresses_are_given_where_the_editor_names_one(sample: Mapping[str, bytes]) -> None:
    made = site(edition(), address="https://book.example/chair")
    tree = pages(made)["index.html"]
    assert tree.xpath("//meta[@property='og:image']/@content") == ["https://book.example/chair/card.jpg"]
    assert b"<loc>https://book.example/chair/essays/kettle.html</loc>" in made["sitemap.xml"]
    assert "sitemap.xml" not in sample


@pytest.mark.parametrize(
    ("file", "size"), [("cover.jpg", (1000, 1600)), ("cover-400.jpg", (400, 640)), ("card.jpg", (1200, 630))]
)
def test_the_pictures_have_the_sizes_that_are_told_of_them(
    sample: Mapping[str, bytes], file: str, size: tuple[int, int]
) -> None:
    assert Image.open(BytesIO(sample[file])).size == size


def test_a_host_is_told_the_type_of_every_file(sample: Mapping[str, bytes]) -> None:
    endings = {path.rpartition(".")[2] for path in sample if "." in path.rpartition("/")[2][1:]} - {"conf"}
    nginx = sample["server/nginx.conf"].decode()
    assert not [ending for ending in endings if not re.search(rf"[ /]{ending};", nginx)]
