"""Every encoding in which people save pages, and the files that are no pages."""

import pytest

from fleuron.manuscript.decode import LARGEST, decode
from fleuron.model import Finding

TEXT = "The café was closed — “again,” she said.\nWe waited in the rain.\n"
RUSSIAN = "Врач и больной сидели в одной комнате и молчали. Потом больной заговорил о своей матери, и врач слушал его."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_reads_what_people_save(encoding):
    assert decode(TEXT.encode(encoding), "page.txt") == TEXT.removeprefix("\ufeff")


def test_reads_letters_that_are_not_latin():
    assert decode((RUSSIAN * 5).encode("cp1251"), "page.txt") == RUSSIAN * 5


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\x00\x01\x02\x03 obj", "MAN102"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "MAN102"),
        (b"\xff\xfe\x00", "MAN102"),
        (b"x" * (LARGEST + 1), "MAN103"),
    ],
    ids=["pdf", "png", "half a letter", "too large"],
)
def test_says_why_a_file_is_no_page(data, code):
    finding = decode(data, "essays/page.txt")
    assert isinstance(finding, Finding)
    assert (finding.code, finding.place) == (code, "essays/page.txt")
    assert finding.fix
