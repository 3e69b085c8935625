"""A draft says so on every page, in its metadata, and in no word that is copied or read aloud."""

from dataclasses import replace
from importlib import import_module
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from gates import vera
from places import need
from samples import edition


@pytest.fixture(scope="module", params=["screen", "print"])
def files(request):
    """Make one edition twice, as a draft and cleared."""
    render = import_module(f"fleuron.formats.{request.param}").render
    cleared = edition()
    return request.param, render(replace(cleared, draft=True)).data, render(cleared).data


def texts(data):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def ink(data):
    """Count the dots of each page that are not white."""
    for page in pypdfium2.PdfDocument(data):
        picture = page.render(scale=0.5, grayscale=True).to_pil()
        yield sum(picture.histogram()[:240])


def test_every_page_of_a_draft_is_marked(files):
    _, draft, cleared = files
    dark = list(zip(ink(draft), ink(cleared), strict=False))
    assert len(dark) > 10
    assert all(marked > plain + 1500 for marked, plain in dark)


def test_no_word_is_added_that_a_reader_copies(files):
    _, draft, cleared = files
    assert texts(draft) == texts(cleared)


def test_the_metadata_of_a_draft_says_so(files):
    _, draft, cleared = files
    for data, marked in ((draft, True), (cleared, False)):
        with pikepdf.open(BytesIO(data)) as pdf:
            assert ("Draft" in str(pdf.docinfo.get("/Keywords", ""))) == marked


def test_the_drawing_is_held_once(files):
    with pikepdf.open(BytesIO(files[1])) as pdf:
        assert len({page.obj.Contents[0].objgen for page in pdf.pages}) == 1


def test_a_draft_is_as_accessible_as_the_book(files, tmp_path):
    format, draft, _ = files
    need(not vera.missing(), vera.missing())
    if format == "screen":
        (tmp_path / "draft.pdf").write_bytes(draft)
        assert vera.failures("ua1", tmp_path / "draft.pdf") == []
