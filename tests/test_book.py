"""The two books whole: the project's own, and the one that the five real pages become with no configuration.

What is asked here is what a reader, an editor or a shop would: no leftovers, no lost sentence, the same words in every
edition, files that the validators pass, and the same bytes twice.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from hashlib import sha256

import pytest

import words
from fleuron.build import check
from fleuron.model import Role
from gates import vera
from places import GOLD, MANUSCRIPT, ROOT, SEED_GOLD, gold, need

CUT = {"widget", "nav", "teaser", "comment", "comment-heading", "duplicate-title", "bio", "legal", "pull-quote"}
TELLING = {"contents.xhtml", "index.xhtml"}  # their lines end in folios on paper
LISTED = {"foreword", "preface", "introduction", "essay", "acknowledgments", "afterword", "notes"} | {
    *("contributors", "credits", "index")
}


def verdicts(essay):
    return {verdict.line.number: verdict for verdict in essay.verdicts}


def golds(name):
    return SEED_GOLD if name == "real" else GOLD


@pytest.fixture(params=["sample", "real"])
def labelled(request):
    """Give each essay of a book with the roles that people gave its lines."""
    book = request.getfixturevalue(request.param)
    folder = golds(request.param)
    return [
        (essay, gold(folder, path.stem)) for essay, path in zip(book.essays, sorted(folder.glob("*.tsv")), strict=True)
    ]


def test_every_line_is_what_people_say_it_is(labelled):
    wrong = [
        f"{essay.slug}:{number}: {role}, judged {verdict.role} by {verdict.rule}: {verdict.line.text[:60]}"
        for essay, roles in labelled
        for number, role in roles.items()
        if (verdict := verdicts(essay)[number]).role != role
        and not (role in CUT and not (verdict.role.printed or verdict.role.told))
    ]
    assert not wrong, "\n".join(wrong)


def test_no_leftover_is_printed_and_no_sentence_lost(labelled):
    for essay, roles in labelled:
        for number, role in roles.items():
            verdict = verdicts(essay)[number]
            stays = verdict.role.printed or verdict.role.told
            assert stays == (role not in CUT), f"{essay.slug}:{number}: {role} judged {verdict.role}"


def test_the_byline_is_read_into_the_author(real):
    essay = next(essay for essay in real.essays if any(verdict.role is Role.BYLINE for verdict in essay.verdicts))
    line = next(verdict.line.text for verdict in essay.verdicts if verdict.role is Role.BYLINE)
    assert len(essay.authors) == 1
    assert line == f"{essay.standfirst} - by {essay.authors[0]} ({essay.site})"
    assert essay.authors[0] in words.of_epub(real.file("epub"))[f"essay-{essay.slug}"]


def test_every_edition_has_the_same_words(book):
    epub = words.of_epub(book.file("epub"))
    read = Counter()
    for essay in book.essays:
        read += words.words(epub[f"essay-{essay.slug}"])
    for format in ("screen", "print"):
        printed = words.words("\n".join(words.of_pdf(book.file(format))))
        assert read - printed == Counter(), format


def test_the_epub_turns_its_pages_where_print_does(book):
    """Every folio of the print edition is in the EPUB, and the words on both sides of each turn are print's."""
    captions = words.of_captions(book.file("epub"))
    folios = words.of_folios(book.file("screen"), book.file("print"))
    pages = {label: words.without(captions, said) for label, said in folios}
    turns = words.of_turns(book.file("epub"))
    printed = [label for label, said in pages.items() if said and label != "i"]  # the half title is print's alone
    listed = words.of_pagelist(book.file("epub"))
    assert [label for label in printed if label not in listed] == []
    above = []
    for label in (label for label in printed if listed[label] not in TELLING):
        _, before, after = turns[label]
        whole = pages[label]
        assert after[:4] in (whole[:4], whole[1:5]), label  # a word that print divides waits for the next page
        if before and above:
            joined = " ".join(above)
            assert any(" ".join(run) in joined for run in (before[-4:], before[-5:-1])), label
        above = whole


def test_what_is_printed_is_what_was_written(book):
    epub = words.of_epub(book.file("epub"))
    for essay in book.essays:
        written = Counter()
        for verdict in essay.printed:
            text = re.sub(r"^\[?\d+\]?(?=\s|$)", "", verdict.text) if verdict.role is Role.NOTE else verdict.text
            if verdict.role is not Role.BREAK:
                written += words.words(re.sub(r"\s?\[(\d+)\]", r"\1", text))
        assert written - words.words(epub[f"essay-{essay.slug}"]) == Counter(), essay.slug


def test_epubcheck_finds_nothing(book, checker, tmp_path):
    report = checker.check(book.file("epub"), tmp_path / "report.json")
    assert report.clean, "\n".join(report.messages)


def test_the_screen_pdf_is_accessible(book):
    need(not vera.missing(), vera.missing())
    assert vera.failures("ua1", book.file("screen")) == []


def test_contents_and_index_tell_a_folio_of_every_place_they_lead_to(sample):
    pages = words.of_folios(sample.file("screen"), sample.file("print"))
    folios = {folio for folio, _ in pages}
    book = check(MANUSCRIPT).book
    divisions = {division.kind: division for division in book.divisions}
    index = next(at for at, (_, text) in enumerate(pages) if text[:1] == ["Index"])
    told = [word for _, text in pages[index:] for word in text if word in folios]
    assert len(told) == divisions["index"].xhtml.count("<a ")
    contents = next(at for at, (_, text) in enumerate(pages) if text[:1] == ["Contents"])
    foreword = next(at for at, (_, text) in enumerate(pages) if text[:1] == ["Foreword"])
    told = [word for _, text in pages[contents:foreword] for word in text if word in folios]
    listed = [each for each in book.divisions if each.kind in LISTED]
    assert len(told) == len(listed)


def test_every_font_is_embedded(book):
    for format in ("screen", "print"):
        rows = subprocess.run(["pdffonts", book.file(format)], capture_output=True, text=True, check=True).stdout
        fonts = rows.splitlines()[2:]
        assert fonts
        assert all(row.split()[-5] == "yes" for row in fonts), rows


def test_the_manifest_tells_what_was_made(book):
    manifest = json.loads((book.out / "manifest.json").read_text("utf-8"))
    assert [row["format"] for row in manifest["artifacts"]] == ["epub", "screen", "print"]
    for row in manifest["artifacts"]:
        data = (book.out / row["file"]).read_bytes()
        assert (row["bytes"], row["sha256"]) == (len(data), sha256(data).hexdigest())
        assert row.get("pages", 0) + row.get("documents", 0) > 0


def test_the_audit_accounts_for_every_line_that_is_not_printed(book):
    audit = json.loads(next(book.out.glob("*-audit.json")).read_text("utf-8"))
    for row, essay in zip(sorted(audit["essays"], key=lambda row: row["essay"]), book.essays, strict=True):
        cut = [v.line.number for v in essay.verdicts if not (v.role.printed or v.role.told)]
        assert [line["line"] for line in row["lines"] if line.get("cut")] == cut
        assert all(line["rule"] for line in row["lines"])


def test_two_builds_give_the_same_bytes(sample, tmp_path):
    """Build again elsewhere: another folder, clock, time zone, locale and hash seed."""
    elsewhere = os.environ | {
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "77",
        "LC_ALL": "C",
        "PYTHONPATH": str(ROOT / "scripts"),
        "PYTHONUTF8": "0",
    }
    copy = tmp_path / "a copy"
    copy.symlink_to(MANUSCRIPT, target_is_directory=True)
    words_ = [sys.executable, "-m", "fleuron", "build", "a copy", "-o", str(tmp_path / "out")]
    subprocess.run(words_, check=True, cwd=tmp_path, env=elsewhere, capture_output=True)
    for path in sorted(sample.out.iterdir()):
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes(), path.name
