"""What each printer would say of a sound file, and of files with one fault each: the fault, at its page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from types import MappingProxyType

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from fleuron.errors import InputError, PrinterError
from fleuron.printers import Rule, load_printer, preflight, printer_names, verify
from fleuron.printers.checks import CHECKS
from fleuron.printers.finish import finish
from printers.jobs import codes, described, draw, interior, pages_of, picture, place, sound, sound_codes, spoilt, write

KDP, INGRAM, LULU, OFFSET = "kdp-paperback", "ingramspark", "lulu", "offset"
MUTANTS = []


def mutant(code, printer, page=0, **how):
    """Enter a way to spoil a sound file, the fault that must be found, and its page (0 is the file)."""

    def enter(spoil):
        MUTANTS.append(pytest.param(code, printer, page, spoil, how, id=f"{code}-{spoil.__name__}"))
        return spoil

    return enter


def box(pdf, page, key, edges):
    pdf.pages[page - 1].obj[key] = Array(edges)


# ---------- the file


@mutant("PRE101", KDP, encryption=pikepdf.Encryption(owner="o", user=""), force_version="")
def locked(pdf):
    pass


@mutant("PRE101", INGRAM, encryption=pikepdf.Encryption(owner="o", user="u"), force_version="")
def locked_for_readers(pdf):
    pass


@mutant("PRE103", KDP)
def acts(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.beep()"))


@mutant("PRE103", LULU, 5)
def page_acts(pdf):
    pdf.pages[4].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("app.beep()")))


@mutant("PRE104", KDP)
def form(pdf):
    pdf.Root.AcroForm = Dictionary(Fields=Array())


@mutant("PRE105", KDP)
def bookmarks(pdf):
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("One", 0))


@mutant("PRE106", INGRAM, 7)
def link(pdf):
    pdf.pages[6].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))])


@mutant("PRE107", KDP)
def attachment(pdf):
    pdf.attachments["notes.txt"] = b"notes"


@mutant("PRE108", KDP)
def layers(pdf):
    pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary())


# ---------- PDF/X


@mutant("PRE201", INGRAM)
def no_standard(pdf):
    del pdf.docinfo["/GTS_PDFXVersion"]
    del pdf.docinfo["/GTS_PDFXConformance"]


@mutant("PRE201", OFFSET)
def other_standard(pdf):
    xmp = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(xmp.replace(b">PDF/X-4<", b">PDF/X-5g<"))


@mutant("PRE202", INGRAM, force_version="1.7")
def late_version(pdf):
    pass


@mutant("PRE203", OFFSET)
def two_titles(pdf):
    pdf.docinfo["/Title"] = String("Another Book")


@mutant("PRE203", OFFSET)
def two_dates(pdf):
    pdf.docinfo["/ModDate"] = String("D:19990101000000Z")


@mutant("PRE204", INGRAM)
def not_trapped(pdf):
    pdf.docinfo["/Trapped"] = Name.Unknown


@mutant("PRE205", INGRAM)
def undated(pdf):
    del pdf.docinfo["/CreationDate"]


@mutant("PRE206", INGRAM)
def no_intent(pdf):
    del pdf.Root.OutputIntents


@mutant("PRE206", OFFSET)
def two_intents(pdf):
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


@mutant("PRE206", INGRAM)
def nameless_intent(pdf):
    del pdf.Root.OutputIntents[0].OutputConditionIdentifier


@mutant("PRE207", INGRAM)
def unregistered_condition(pdf):
    del pdf.Root.OutputIntents[0].RegistryName


@mutant("PRE207", OFFSET)
def no_profile(pdf):
    del pdf.Root.OutputIntents[0].DestOutputProfile


@mutant("PRE207", OFFSET)
def screen_profile(pdf):
    pdf.Root.OutputIntents[0].DestOutputProfile.write(described().replace(b"prtrCMYK", b"mntrCMYK"))


@mutant("PRE207", OFFSET)
def profile_of_other_colours(pdf):
    pdf.Root.OutputIntents[0].DestOutputProfile.N = 3


@mutant("PRE210", INGRAM, 9)
def jpeg_2000(pdf):
    image = picture(pdf, 400)
    image.write(b"\xff\x4f\xff\x51", filter=Name.JPXDecode)
    place(pdf, 9, image)


# ---------- pages


@mutant("PRE301", LULU)
def too_few_pages(pdf):
    del pdf.pages[20:]


@mutant("PRE302", KDP)
def odd_pages(pdf):
    del pdf.pages[-1]


@mutant("PRE303", KDP, 1)
def unoffered_trim(pdf):
    for number in range(1, len(pdf.pages) + 1):
        for key in ("/MediaBox", "/BleedBox", "/TrimBox"):
            box(pdf, number, key, [0, 0, 250, 612])


@mutant("PRE304", KDP, 7)
def one_wider_page(pdf):
    for key in ("/MediaBox", "/BleedBox", "/TrimBox"):
        box(pdf, 7, key, [0, 0, 432, 612])


@mutant("PRE305", KDP, 3)
def trim_beyond_the_sheet(pdf):
    box(pdf, 3, "/TrimBox", [-9, 0, 396, 612])


@mutant("PRE305", INGRAM, 4)
def art_box(pdf):
    box(pdf, 4, "/ArtBox", [0, 0, 396, 612])


@mutant("PRE306", INGRAM, 5)
def no_trim_box(pdf):
    del pdf.pages[4].obj["/TrimBox"]


@mutant("PRE307", KDP, 6)
def cropped(pdf):
    box(pdf, 6, "/CropBox", [20, 20, 376, 592])


@mutant("PRE308", KDP, 9)
def turned(pdf):
    pdf.pages[8].obj.Rotate = 90


@mutant("PRE308", LULU, 10)
def own_unit(pdf):
    pdf.pages[9].obj.UserUnit = 2


def bled(pdf, inner, edge, pages=None):
    """Give pages bleed, in pt, and say so in their boxes."""
    for number, page in enumerate(pdf.pages, 1):
        left, right = (inner, edge) if number % 2 else (edge, inner)
        if pages is None or number in pages:
            for key in ("/MediaBox", "/BleedBox"):
                page.obj[key] = Array([-left, -edge, 396 + right, 612 + edge])


@mutant("PRE309", KDP, 1)
def bleed_at_the_gutter(pdf):
    bled(pdf, 9, 9)


@mutant("PRE309", LULU, 8)
def one_page_with_less_bleed(pdf):
    bled(pdf, 9, 9)
    bled(pdf, 9, 4, {8})


@mutant("PRE310", KDP, 5)
def picture_at_the_edge(pdf):
    draw(pdf, 5, "0 g 340 100 56 80 re f")


@mutant("PRE310", LULU, 9)
def picture_short_of_the_bleed(pdf):
    bled(pdf, 9, 9)
    draw(pdf, 9, "0 g 340 100 60 80 re f")


@mutant("PRE311", KDP, 3)
def crop_marks(pdf):
    box(pdf, 3, "/MediaBox", [-36, -36, 432, 648])
    draw(pdf, 3, "0 G 1 w -30 0 m -12 0 l S")


@mutant("PRE312", INGRAM, 38)
def last_page_printed(pdf):
    write(pdf, 38, 100, 100, "Printed here")


@mutant("PRE313", KDP, 10)
def folio_on_a_blank_page(pdf):
    write(pdf, 10, 190, 40, "x")


@mutant("PRE314", KDP, 10)
def two_blanks(pdf):
    for _ in range(2):
        pdf.pages.insert(10, pdf.pages[9])


# ---------- inks


@mutant("PRE401", INGRAM, 5)
def rgb(pdf):
    draw(pdf, 5, "1 0 0 rg 100 100 50 50 re f")


@mutant("PRE401", OFFSET, 7)
def lab(pdf):
    space = Array([Name.Lab, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))])
    draw(pdf, 7, "/Cz cs 50 20 20 sc 100 100 50 50 re f", ColorSpace={"Cz": space})


@mutant("PRE401", INGRAM, 9)
def rgb_picture(pdf):
    place(pdf, 9, picture(pdf, 310, "/DeviceRGB", 3))


@mutant("PRE401", INGRAM, 11)
def rgb_in_a_form(pdf):
    form = Stream(pdf, b"0 0 1 rg 0 0 50 50 re f")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 50, 50])
    draw(pdf, 11, "1 0 0 1 100 100 cm /Fz Do", XObject={"Fz": form})


@mutant("PRE402", OFFSET, 5)
def register_colour(pdf):
    curve = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([1] * 4), N=1)
    space = Array([Name.Separation, Name.All, Name.DeviceCMYK, curve])
    draw(pdf, 5, "/Cz cs 1 scn 100 100 50 50 re f", ColorSpace={"Cz": space})


@mutant("PRE403", INGRAM, 6)
def too_much_ink(pdf):
    draw(pdf, 6, ".8 .8 .8 .8 k 100 100 50 50 re f")


@mutant("PRE404", INGRAM, 7)
def picture_of_too_much_ink(pdf):
    place(pdf, 7, picture(pdf, 310, "/DeviceCMYK", 4))


@mutant("PRE405", INGRAM, 7)
def rich_black(pdf):
    write(pdf, 7, 100, 300, "Rich", before=".3 .3 .3 1 k")


@mutant("PRE405", KDP, 9)
def dark_gray(pdf):
    write(pdf, 9, 100, 300, "Gray", before=".2 g")


@mutant("PRE406", KDP, 9)
def seen_through(pdf):
    draw(pdf, 9, "/Gz gs 0 g 100 100 50 50 re f", ExtGState={"Gz": Dictionary(ca=0.5)})


@mutant("PRE406", LULU, 11)
def blended(pdf):
    draw(pdf, 11, "/Gz gs 0 g 100 100 50 50 re f", ExtGState={"Gz": Dictionary(BM=Name.Multiply)})


@mutant("PRE406", INGRAM, 13)
def soft_mask(pdf):
    place(pdf, 13, picture(pdf, 310, SMask=picture(pdf, 10)))


@mutant("PRE406", KDP, 15)
def page_is_a_group(pdf):
    pdf.pages[14].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


@mutant("PRE407", KDP, 9)
def transfer_function(pdf):
    curve = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=2)
    draw(pdf, 9, "/Gz gs 0 g 100 100 50 50 re f", ExtGState={"Gz": Dictionary(TR=curve)})


@mutant("PRE408", KDP, 11)
def hairline(pdf):
    draw(pdf, 11, "0 G .1 w 100 100 m 200 100 l S")


@mutant("PRE408", INGRAM, 13)
def filled_hairline(pdf):
    draw(pdf, 13, "0 g 100 100 100 .1 re f")


@mutant("PRE409", KDP, 11)
def few_pixels(pdf):
    place(pdf, 11, picture(pdf, 100))


@mutant("PRE410", LULU, 13)
def many_pixels(pdf):
    place(pdf, 13, picture(pdf, 900))


# ---------- type


@mutant("PRE501", KDP, 5)
def font_left_out(pdf):
    write(pdf, 5, 100, 300, "Elsewhere")


@mutant("PRE502", KDP, 5)
def variable_font(pdf):
    program = Stream(pdf, b"\0\1\0\0\0\2" + bytes(6) + b"fvar" + bytes(12))
    told = Dictionary(Type=Name.FontDescriptor, FontName=Name.Wavy, Flags=4, FontFile2=program)
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Wavy, FontDescriptor=told)
    draw(pdf, 5, "BT /Fz 10 Tf 100 300 Td (a) Tj ET", Font={"Fz": pdf.make_indirect(font)})


@mutant("PRE503", KDP, 7)
def drawn_font(pdf):
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 1, 1]), FirstChar=97, LastChar=97)
    font.FontMatrix, font.Widths = Array([0.001, 0, 0, 0.001, 0, 0]), Array([500])
    font.CharProcs, font.Encoding = Dictionary(a=Stream(pdf, b"0 0 500 500 re f")), Dictionary(Differences=Array([97]))
    draw(pdf, 7, "BT /Fz 10 Tf 100 300 Td (a) Tj ET", Font={"Fz": pdf.make_indirect(font)})


@mutant("PRE504", KDP, 9)
def hidden_text(pdf):
    write(pdf, 9, 100, 300, "Unseen", before="3 Tr")


@mutant("PRE505", KDP, 11)
def tiny_text(pdf):
    write(pdf, 11, 100, 300, "Tiny", size=4)


@mutant("PRE601", KDP, 9)
def text_in_the_gutter(pdf):
    write(pdf, 9, 10, 300, "Lost")


@mutant("PRE601", LULU, 14)
def text_in_the_gutter_of_a_verso(pdf):
    write(pdf, 14, 340, 300, "Lost in here")


@mutant("PRE602", KDP, 9)
def text_at_the_fore_edge(pdf):
    write(pdf, 9, 375, 300, "Cut")


@mutant("PRE603", INGRAM, 9)
def text_at_the_head(pdf):
    write(pdf, 9, 200, 590, "High")


@mutant("PRE604", INGRAM, 11)
def text_at_the_foot(pdf):
    write(pdf, 11, 200, 20, "Low")


@mutant("PRE701", KDP, 11)
def text_over_text(pdf):
    write(pdf, 11, 150, 300, "One running head")
    write(pdf, 11, 170, 301, "and another over it")


@pytest.mark.parametrize(("code", "printer", "page", "spoil", "how"), MUTANTS)
def test_a_fault_is_found_at_its_page(code, printer, page, spoil, how):
    assert (code, page) in codes(spoilt(sound(printer), spoil, **how), printer) - sound_codes(printer)


def test_there_are_many_mutants_and_one_for_every_check():
    seen = Counter(param.values[0] for param in MUTANTS)
    elsewhere = {"PRE102", "PRE109", "PRE208", "PRE209", "PRE702", "PRE703", "PRE704", "PRE705", "PRE706"}
    assert len(MUTANTS) >= 60
    assert len(CHECKS) >= 50
    assert {check.code for check in CHECKS.values()} == seen.keys() | elsewhere


@pytest.mark.parametrize("name", [KDP, INGRAM, LULU, OFFSET])
def test_a_finished_file_has_no_fault(name):
    assert sound_codes(name) == frozenset()


@pytest.mark.parametrize("name", [KDP, INGRAM, LULU, OFFSET])
def test_the_projects_own_book_has_no_fault(sample, name):
    printer = load_printer(name)
    data = finish(sample.file("print").read_bytes(), printer, described())
    assert [finding for finding in preflight(data, printer) if finding.severity == "error"] == []


def test_a_hardcover_wants_more_pages_and_finds_no_other_fault():
    assert codes(sound("kdp-hardcover"), "kdp-hardcover") == {("PRE301", 0)}


# ---------- faults of the bytes


def test_a_damaged_file_is_found():
    broken = sound(KDP).replace(b" obj\n<< /BleedBox", b" obj\n<< /BleedBex (", 1)
    assert ("PRE102", 0) in codes(broken, KDP)


def test_a_file_without_an_identifier_is_found():
    assert codes(sound(INGRAM).replace(b"/ID [", b"/IX ["), INGRAM) == {("PRE208", 0)}


def test_packed_metadata_is_found():
    assert codes(sound(OFFSET).replace(b"/Subtype /XML", b"/Filter [ ]  "), OFFSET) == {("PRE209", 0)}


def test_a_file_of_too_many_megabytes_is_found():
    kdp = load_printer(KDP)
    small = replace(kdp, rules=MappingProxyType({"megabytes": Rule(0.01, "a test", date(2026, 1, 1))}))
    assert [finding.code for finding in preflight(sound(KDP), small)] == ["PRE109"]


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_refused_in_a_sentence(data, tmp_path):
    path = tmp_path / "book.pdf"
    path.write_bytes(data)
    with pytest.raises(InputError, match="no PDF to read") as refused:
        verify(path, load_printer(KDP))
    assert [finding.code for finding in refused.value.findings] == ["PRE100"]
    with pytest.raises(InputError, match="no PDF to read"):
        verify(tmp_path / "missing.pdf", load_printer(KDP))


# ---------- faults of the page, on pages of fifty letters a line

FULL = "ab " * 16 + "ab"
BROKEN = "ab " * 15 + "abcd-"
SHORT, LOOSE = "ab ab", ("ab" + " " * 12) * 5 + "ab"  # a space is half as wide as a letter
OPENS = (12, ("ab " * 16)[:48])
TEXT = [(0, FULL)] * 8


@pytest.mark.parametrize(
    ("code", "page", "first", "second"),
    [
        ("PRE702", 2, TEXT, [(0, SHORT), OPENS, *TEXT]),
        ("PRE703", 1, [*TEXT, OPENS], TEXT),
        ("PRE704", 2, TEXT, [*TEXT, *[(0, BROKEN)] * 3, *TEXT]),
        ("PRE705", 1, [*TEXT, (0, BROKEN)], TEXT),
        ("PRE706", 2, TEXT, [*TEXT, (0, LOOSE), *TEXT]),
    ],
)
def test_a_fault_of_the_lines_is_found_at_its_page(code, page, first, second):
    found = codes(pages_of(first, second, TEXT, TEXT), KDP)
    assert {each for each in found if each[0] > "PRE7"} == {(code, page)}


def test_pages_set_well_have_no_fault_of_their_lines():
    paragraphs = [*TEXT, (0, SHORT), OPENS, *TEXT, (0, BROKEN), (0, BROKEN), (0, SHORT)]
    assert not {each for each in codes(pages_of(paragraphs, TEXT, paragraphs, TEXT), KDP) if each[0] > "PRE7"}


# ---------- how it is said


def test_a_finding_says_the_measure_the_source_and_the_fix():
    found = preflight(spoilt(sound(KDP), text_in_the_gutter), load_printer(KDP), "mine.pdf")
    said = next(finding for finding in found if finding.code == "PRE601")
    assert said.place == "mine.pdf: page 9"
    assert "in from the gutter, 0.375 in wanted (KDP help GVBQ3CMEQW3W2VL6" in said.sentence
    assert said.fix == "widen the margin at the gutter to 0.375 in"


def test_one_fault_of_many_pages_is_one_finding():
    found = preflight(spoilt(sound(KDP), bleed_at_the_gutter), load_printer(KDP))
    gutters = [finding for finding in found if finding.code == "PRE309"]
    assert len(gutters) == 2
    assert "also on pages 3 to 35, 17 in all" in gutters[0].sentence


@pytest.mark.parametrize("name", printer_names())
def test_every_rule_is_a_check_or_a_measure(name):
    measures = {"spine", "spine_text", "wrap", "barcode", "condition"}
    assert load_printer(name).rules.keys() <= CHECKS.keys() | measures


# ---------- the file that a printer takes


@pytest.mark.parametrize("name", [KDP, INGRAM, LULU])
def test_a_file_is_finished_in_the_same_bytes_each_time(name):
    assert finish(interior(), load_printer(name)) == sound(name)


def test_a_printing_condition_must_be_named():
    with pytest.raises(PrinterError, match="name the ICC profile"):
        finish(interior(), load_printer(OFFSET))
    with pytest.raises(PrinterError, match="cannot be read"):
        finish(interior(), load_printer(OFFSET), b"no profile")


@pytest.mark.parametrize(("name", "version", "pages"), [(KDP, "1.4", 36), (INGRAM, "1.3", 38), (OFFSET, "1.6", 36)])
def test_a_file_has_the_version_and_the_sheets_of_its_printer(name, version, pages):
    with pikepdf.open(BytesIO(sound(name))) as pdf:
        assert (pdf.pdf_version, len(pdf.pages)) == (version, pages)
