"""Facts -> the record that shops and libraries import: ONIX for Books 3.0, a product for each file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from fleuron.formats.safety import tidy
from fleuron.formats.site.facts import Download, Facts, Piece
from fleuron.model import Person
from fleuron.subjects import Subject, subject

NS = "http://ns.editeur.org/onix/3.0/reference"
O = ElementMaker(namespace=NS, nsmap={None: NS})  # noqa: E741
CODES: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def onix(said: Facts) -> bytes:
    """Write the message: what its book.toml does not say of a book is not claimed."""
    day = said.plan.issued.strftime("%Y%m%d")
    sender = O.Sender(O.SenderName(said.house))
    products = (_product(said, each, day) for each in said.downloads)
    root = O.ONIXMessage({"release": "3.0"}, O.Header(sender, O.SentDateTime(day)), *products)
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return data


def _product(said: Facts, download: Download, day: str) -> etree._Element:
    return O.Product(
        O.RecordReference(f"{said.plan.identifier}#{download.format}"),
        O.NotificationType("03"),
        *_identifiers(said, download.format),
        O.DescriptiveDetail(*_description(said, download)),
        *_collateral(said),
        *_content(said.pieces),
        O.PublishingDetail(*_publishing(said, day)),
        *_related(said, download),
        O.ProductSupply(_supply(said)),
    )


def _identifiers(said: Facts, format: str) -> Iterator[etree._Element]:
    """Identify a file by its own name for it, and by its ISBN where it has one."""
    named = f"{said.plan.identifier}#{format}"
    yield O.ProductIdentifier(O.ProductIDType("01"), O.IDTypeName("URN"), O.IDValue(named))
    isbn = said.plan.isbn.get(format, "").replace("-", "").replace(" ", "")
    if len(isbn) == 13:
        yield O.ProductIdentifier(O.ProductIDType("15"), O.IDValue(isbn))


def _description(said: Facts, download: Download) -> Iterator[etree._Element]:
    form = CODES["forms"][download.format]
    yield O.ProductComposition("00")
    yield O.ProductForm("ED")
    yield O.ProductFormDetail(form["detail"])
    yield from (_feature(code) for code in form["access"])
    if download.format == "epub":
        yield _feature("00", said.summary)
    yield O.PrimaryContentType("10")
    yield O.EpubTechnicalProtection("00")
    yield from _titles(said)
    yield from _contributors(said)
    tongues = (CODES["languages"].get(language.split("-")[0].lower()) for language in said.book.languages)
    yield from (O.Language(O.LanguageRole("01"), O.LanguageCode(code)) for code in dict.fromkeys(filter(None, tongues)))
    if download.unit == "pages":
        yield O.Extent(O.ExtentType("00"), O.ExtentValue(str(download.count)), O.ExtentUnit("03"))
    yield from _subjects([subject(tidy(each)) for each in said.plan.subjects if tidy(each)])


def _subjects(told: Sequence[Subject]) -> Iterator[etree._Element]:
    """Give each code with its list, and the plain words together as keywords."""
    for each in told:
        if each.code:
            yield O.Subject(O.SubjectSchemeIdentifier(CODES["schemes"][each.authority]), O.SubjectCode(each.code))
    words = "; ".join(each.words for each in told if not each.code)
    if words:
        yield O.Subject(O.SubjectSchemeIdentifier("20"), O.SubjectHeadingText(words))


def _feature(code: str, words: str = "") -> etree._Element:
    said = [O.ProductFormFeatureDescription(words)] if words else []
    return O.ProductFormFeature(O.ProductFormFeatureType("09"), O.ProductFormFeatureValue(code), *said)


def _titles(said: Facts) -> Iterator[etree._Element]:
    series, subtitle = tidy(said.plan.series), tidy(said.plan.subtitle)
    if series:
        yield O.Collection(O.CollectionType("10"), _title("02", series))
    else:
        yield O.NoCollection()
    yield _title("01", said.title, subtitle)


def _title(level: str, title: str, subtitle: str = "") -> etree._Element:
    more = [O.Subtitle(subtitle)] if subtitle else []
    return O.TitleDetail(O.TitleType("01"), O.TitleElement(O.TitleElementLevel(level), O.TitleText(title), *more))


def _contributors(said: Facts) -> Iterator[etree._Element]:
    book = said.book
    rows = [("editor", person) for person in book.editors] + [("author", person) for person in book.authors]
    rows += [row for row in book.helpers if row[0] in CODES["roles"]]
    named = [(role, person) for role, person in rows if tidy(person.name)]
    if not named:
        yield O.NoContributor()
    for number, (role, person) in enumerate(named, 1):
        yield _contributor(number, CODES["roles"][role], person)


def _contributor(number: int, role: str, person: Person) -> etree._Element:
    sort = [O.PersonNameInverted(tidy(person.sort))] if "," in person.sort else []
    return O.Contributor(O.SequenceNumber(str(number)), O.ContributorRole(role), O.PersonName(tidy(person.name)), *sort)


def _collateral(said: Facts) -> Iterator[etree._Element]:
    words = tidy(said.plan.description)
    if words:
        text = O.TextContent(O.TextType("03"), O.ContentAudience("00"), O.Text(words))
        yield O.CollateralDetail(text)


def _content(pieces: Sequence[Piece]) -> Iterator[etree._Element]:
    items = [_item(number, piece) for number, piece in enumerate(pieces, 1)]
    if items:
        yield O.ContentDetail(*items)


def _item(number: int, piece: Piece) -> etree._Element:
    first, _, last = piece.pages.partition("–")
    run = [O.PageRun(O.FirstPageNumber(first), *([O.LastPageNumber(last)] if last else []))] if first else []
    writers = [_contributor(place, "A01", p) for place, p in enumerate(piece.authors, 1) if tidy(p.name)]
    kind = {"front": "02", "body": "03", "back": "04"}[piece.division.zone]
    return O.ContentItem(
        O.LevelSequenceNumber(str(number)), O.TextItem(O.TextItemType(kind), *run), _title("04", piece.title), *writers
    )


def _publishing(said: Facts, day: str) -> Iterator[etree._Element]:
    yield O.Publisher(O.PublishingRole("01"), O.PublisherName(said.house))
    yield O.PublishingStatus("04" if said.dated else "02")
    if said.dated:
        yield O.PublishingDate(O.PublishingDateRole("01"), O.Date(day))
    where = [O.CountriesIncluded(" ".join(said.plan.territories))] if said.plan.territories else []
    yield O.SalesRights(O.SalesRightsType("01"), O.Territory(*(where or [O.RegionsIncluded("WORLD")])))


def _related(said: Facts, download: Download) -> Iterator[etree._Element]:
    others = [each for each in said.downloads if each is not download]
    if others:
        yield O.RelatedMaterial(
            *(O.RelatedProduct(O.ProductRelationCode("06"), *_identifiers(said, each.format)) for each in others)
        )


def _supply(said: Facts) -> etree._Element:
    """Offer the file free of charge, as the site does."""
    supplier = O.Supplier(O.SupplierRole("01"), O.SupplierName(said.house))
    return O.SupplyDetail(supplier, O.ProductAvailability("20"), O.UnpricedItemType("01"))
