"""A bare folder of pages becomes a manuscript; what is there already is never written over."""

import json
import re
import tomllib
from collections import Counter

import pytest

from fleuron.build import build, check
from fleuron.errors import InputError
from fleuron.intake import new
from fleuron.makeready import adopt, reorder, toml
from fleuron.order import Place, Section
from places import SEEDS, need
from test_cli import PAGE
from test_faults import CASES, lay


@pytest.fixture
def pages(tmp_path):
    lay(tmp_path / "pages", {"waiting.txt": PAGE, "kettle.txt": CASES["sound"]["essays/kettle.txt"]})
    return tmp_path / "pages"


@pytest.fixture
def book(tmp_path):
    lay(tmp_path / "book", CASES["sound"])
    return tmp_path / "book"


def codes(error):
    return [finding.code for finding in error.value.findings]


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_manuscript_is_started_and_the_pages_stay_as_they_are(pages, tmp_path):
    before = contents(pages)
    files, findings = new([pages], tmp_path / "rooms-and-kettles")
    assert not findings
    assert contents(pages) == before
    assert {path.name for path in files} >= {"book.toml", "contributors.toml", "waiting.txt", "waiting.toml"}
    for name, data in before.items():
        assert (tmp_path / "rooms-and-kettles" / "essays" / name).read_bytes() == data


def test_what_the_pages_say_is_written_down_and_the_rest_is_owed(pages, tmp_path):
    new([pages], tmp_path / "rooms-and-kettles")
    proof = check(tmp_path / "rooms-and-kettles")
    assert proof.book.plan.title == "Rooms and kettles"
    assert {person.id for person in proof.book.authors} == {"ida-marlowe", "otto-fenn"}
    assert sorted({finding.code for finding in proof.barred(("epub",))}) == ["PER102"]
    assert {finding.code for finding in proof.findings} == {"PER102", "MAN302", "PPL101"}


def test_a_sidecar_says_how_sure_it_is(pages, tmp_path):
    lay(
        pages,
        {"nobody.txt": "The Bridge\n\nThe bridge was there before the town was, and the town never crossed it.\n"},
    )
    new([pages], tmp_path / "book")
    said = (tmp_path / "book" / "essays" / "waiting.toml").read_text("utf-8")
    assert 'authors = ["ida-marlowe"]  # line 3: the page says so' in said
    assert '# authors = ["…"]  # the page does not say' in (tmp_path / "book" / "essays" / "nobody.toml").read_text(
        "utf-8"
    )


def test_what_is_left_to_the_editor_is_toml_once_it_is_uncommented(pages, tmp_path):
    new([pages], tmp_path / "book")
    for path in [tmp_path / "book" / "book.toml", *(tmp_path / "book" / "essays").glob("*.toml")]:
        tomllib.loads(re.sub(r"(?m)^# (?=\w+ = )", "", path.read_text("utf-8")))


def test_every_file_names_a_schema_that_is_there(pages, tmp_path):
    new([pages], tmp_path / "book")
    for path in (tmp_path / "book").rglob("*.toml"):
        named = re.match(r"#:schema (\S+)", path.read_text("utf-8"))
        schema = json.loads((path.parent / named[1]).read_text("utf-8"))
        assert (
            set(tomllib.loads(path.read_text("utf-8"))) <= set(schema.get("properties", {}))
            or "contributors" in path.name
        )


def test_a_sidecar_that_lies_beside_its_page_comes_along(pages, tmp_path):
    lay(pages, {"waiting.toml": 'title = "Waiting"\n'})
    new([pages], tmp_path / "book")
    assert (tmp_path / "book" / "essays" / "waiting.toml").read_text("utf-8") == 'title = "Waiting"\n'


def test_nothing_is_started_over_something(pages, tmp_path):
    lay(tmp_path, {"book/notes.txt": "mine"})
    with pytest.raises(InputError) as error:
        new([pages], tmp_path / "book")
    assert codes(error) == ["MKR601"]
    assert contents(tmp_path / "book").popitem()[1] == b"mine"


def test_an_adopted_essay_is_the_books_text(book, tmp_path):
    path = adopt("waiting", book)
    assert path.read_text("utf-8").startswith("# The Waiting Room\n\nThe clock in the waiting room")
    path.write_text("# The Waiting Room\n\nAnother text.\n")
    proof = check(book)
    essay = next(division for division in proof.book.divisions if division.id == "essay-waiting")
    assert "Another text." in essay.xhtml
    assert [author.name for author in essay.authors] == ["Ida Marlowe"]
    assert not proof.findings


def test_an_adopted_essay_still_knows_what_its_page_said(book):
    (book / "essays" / "waiting.toml").unlink()
    adopt("waiting", book)
    essay = next(essay for essay in check(book).book.essays if essay.slug == "waiting")
    assert essay.authors == ("Ida Marlowe",)


def test_an_essay_is_adopted_once(book):
    adopt("waiting", book).write_text("# Mine\n\nMy own words, and nobody else's.\n")
    with pytest.raises(InputError) as error:
        adopt("waiting", book)
    assert codes(error) == ["MKR603"]
    assert (book / "essays" / "waiting.md").read_text("utf-8").startswith("# Mine")


def test_an_essay_that_is_not_there_is_not_adopted(book):
    with pytest.raises(InputError) as error:
        adopt("waitng", book)
    assert codes(error) == ["MKR602"]
    assert 'did you mean "waiting"' in error.value.findings[0].sentence


def sections(book, *parts):
    essays = {essay.slug: essay for essay in check(book).book.essays}
    return tuple(Section(title, tuple(Place(essays[slug], "") for slug in slugs)) for title, slugs in parts)


@pytest.mark.parametrize("parts", [[("", ["waiting", "kettle"])], [("One", ["waiting"]), ("Two", ["kettle"])]])
def test_an_order_is_written_where_there_is_none(book, parts):
    (book / "book.toml").write_text('title = "A Book"\nissued = 2026-01-02\n\n[permission]\nstatus = "own"\n')
    reorder(book, sections(book, *parts))
    proof = check(book)
    assert not proof.findings
    assert [(part.title, list(part.essays)) for part in proof.book.plan.parts] == parts


def test_an_order_that_someone_chose_is_kept(book):
    before = (book / "book.toml").read_bytes()
    with pytest.raises(InputError) as error:
        reorder(book, sections(book, ("", ["waiting", "kettle"])))
    assert codes(error) == ["MKR604"]
    assert (book / "book.toml").read_bytes() == before


def test_an_order_is_said_as_book_toml_has_it(book):
    said = tomllib.loads(toml(sections(book, ("One “two”", ["waiting"]), ('A "b"', ["kettle"]))))
    assert [part["title"] for part in said["parts"]] == ["One “two”", 'A "b"']


def test_a_started_manuscript_can_be_built(pages, tmp_path):
    new([pages], tmp_path / "book")
    assert check(tmp_path / "book").draft("epub")


def test_the_real_pages_become_a_book_and_what_is_owed_is_named(tmp_path):
    need(SEEDS.is_dir(), "the folder of the five real pages")
    new([SEEDS], tmp_path / "book")
    report = build(tmp_path / "book", tmp_path / "out", ("epub",))
    assert (report.drafts, len(report.ledger)) == (("epub",), 5)
    owed = Counter(finding.code for finding in check(tmp_path / "book").barred(("epub",)))
    assert owed == {"CLN105": 4, "PER102": 5}
    assert sum(finding.code == "PIC101" for finding in report.findings) == 3
    for page in SEEDS.glob("*.txt"):
        assert (tmp_path / "book" / "essays" / page.name).read_bytes() == page.read_bytes()
