"""Book -> what the package file says of it: each statement as ebooklib takes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from uuid import NAMESPACE_URL, uuid5

from fleuron import __version__
from fleuron.formats.epub.leaves import Leaf
from fleuron.formats.safety import tidy
from fleuron.model import UNDATED, Book, Edition, Essay, Person, Plan
from fleuron.names import ROLES
from fleuron.subjects import subject
from fleuron.wording import wording

Statement = tuple[str | None, str, str, dict[str, str]]  # namespace, name, value, attributes

ACCESS = (  # EPUB Accessibility 1.1, section 2; the cover is always a picture
    ("schema:accessMode", "textual"),
    ("schema:accessMode", "visual"),
    ("schema:accessibilityFeature", "ARIA"),
    ("schema:accessibilityFeature", "displayTransformability"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityFeature", "unlocked"),
    ("schema:accessibilityHazard", "none"),
)
PAGED = (("schema:accessibilityFeature", "pageBreakMarkers"), ("schema:accessibilityFeature", "pageNavigation"))
DESCRIBED = (("schema:accessModeSufficient", "textual"), ("schema:accessibilityFeature", "alternativeText"))
SHOWN = {  # by whether there are pictures besides the cover, and whether each of them is described
    (False, True): "access-text",
    (True, True): "access-pictures",
    (True, False): "access-bare-pictures",
}


def metadata(edition: Edition, leaves: Sequence[Leaf], paged: bool) -> Iterator[Statement]:
    """State who made the book, what it is, how it can be read, and whose each essay is."""
    book = edition.book
    yield from _titles(book.plan)
    yield from _people(book)
    yield from (_dc("language", language) for language in book.languages)
    yield from _facts(book.plan)
    yield from _subjects(book.plan)
    yield from _series(tidy(book.plan.series))
    if edition.draft:
        yield _meta("schema:creativeWorkStatus", "Draft")
    for leaf in leaves:
        if leaf.division.essay:
            yield from _credit(item_id(leaf.file), leaf.division.essay, leaf.division.authors)
    for name, value in access(book, paged):
        yield _meta(name, value)
    yield _meta("schema:accessibilitySummary", summary(book, paged))
    yield from _conformance(tidy(book.plan.certified_by))
    yield _meta("pageBreakSource", _print(book.plan) if paged else "none")
    yield _named("cover", "cover-image")
    yield _named("generator", f"fleuron {__version__}")


def access(book: Book, paged: bool) -> tuple[tuple[str, str], ...]:
    """Say by which senses the book is read, and what helps; that pictures are described only where all are."""
    return (*ACCESS, *(DESCRIBED if _described(book) else ()), *(PAGED if paged else ()))


def summary(book: Book, paged: bool) -> str:
    """Say the same to people."""
    said = wording(book.plan.language)
    keys = (SHOWN[bool(book.pictures), _described(book)], "access-ways", *(["access-pages"] if paged else []))
    return " ".join(said[key] for key in keys)


def _described(book: Book) -> bool:
    return all(picture.described for picture in book.pictures)


def item_id(file: str) -> str:
    """Name the manifest's item for a file of text."""
    return f"text-{file.removesuffix('.xhtml')}"


def _titles(plan: Plan) -> Iterator[Statement]:
    for kind, title in (("main", tidy(plan.title) or plan.name), ("subtitle", tidy(plan.subtitle))):
        if title:
            yield _dc("title", title, id=f"title-{kind}")
            yield _refine(f"title-{kind}", "title-type", kind)


def _people(book: Book) -> Iterator[Statement]:
    """Name each author once as creator, the others beside them; a book with no known author is its editors'."""
    roles: dict[Person, list[str]] = {}
    for role, person in (*(("editor", each) for each in book.editors), *book.helpers):
        roles.setdefault(person, []).append(role)
    people = [("creator", person, ["author"]) for person in book.authors]
    people += [("contributor" if book.authors else "creator", person, roles[person]) for person in roles]
    for number, (rank, person, parts) in enumerate(people, 1):
        if tidy(person.name):
            yield from _person(f"person-{number}", rank, person, parts)
            yield _refine(f"person-{number}", "display-seq", str(number))


def _person(name: str, rank: str, person: Person, roles: Iterable[str]) -> Iterator[Statement]:
    yield _dc(rank, tidy(person.name), id=name)
    yield _refine(name, "file-as", tidy(person.sort) or tidy(person.name))
    for relator in dict.fromkeys(ROLES[role] for role in roles):
        yield _refine(name, "role", relator, scheme="marc:relators")


def _series(name: str) -> Iterator[Statement]:
    """Name the series twice: as EPUB 3 does, and as the readers do that came before it."""
    if name:
        yield _meta("belongs-to-collection", name, id="series")
        yield _refine("series", "collection-type", "series")
        yield _named("calibre:series", name)


def _facts(plan: Plan) -> Iterator[Statement]:
    if isbn := plan.isbn.get("epub"):
        yield _dc("identifier", _isbn(isbn), id="isbn")
        yield _refine("isbn", "identifier-type", "15", scheme="onix:codelist5")
    facts = (
        ("publisher", plan.publisher),
        ("date", plan.issued.isoformat() if plan.issued != UNDATED else ""),
        ("description", plan.description),
        ("rights", plan.rights),
    )
    yield from (_dc(name, tidy(value)) for name, value in facts if tidy(value))


def _subjects(plan: Plan) -> Iterator[Statement]:
    """Say what the book is about; a code names its list too (EPUB 3.3: authority and term)."""
    for number, said in enumerate(map(subject, filter(None, map(tidy, plan.subjects))), 1):
        yield _dc("subject", said.words, id=f"subject-{number}")
        if said.code:
            yield _refine(f"subject-{number}", "authority", said.authority)
            yield _refine(f"subject-{number}", "term", said.code)


def _conformance(certifier: str) -> Iterator[Statement]:
    """Say that the book conforms (EPUB Accessibility 1.1, 2.4) on the word of a person."""
    if certifier:
        yield _meta("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA", id="conformance")
        yield _refine("conformance", "a11y:certifiedBy", certifier)


def _print(plan: Plan) -> str:
    """Name the print edition: by its ISBN, or as an edition of its own of the same book."""
    isbn = plan.isbn.get("print")
    return _isbn(isbn) if isbn else uuid5(NAMESPACE_URL, f"{plan.identifier}#print").urn


def _isbn(number: str) -> str:
    return f"urn:isbn:{number.replace('-', '').replace(' ', '')}"


def _credit(item: str, essay: Essay, authors: Sequence[Person]) -> Iterator[Statement]:
    """Say of one essay's file what the book's credits say of the essay."""
    names = [person.name for person in authors] or essay.authors
    credits = [("dcterms:title", essay.title), *(("dcterms:creator", name) for name in names)]
    credits += [("dcterms:source", essay.url), ("dcterms:rights", essay.licence)]
    yield from (_refine(item, name, tidy(value)) for name, value in credits if tidy(value))


def _dc(name: str, value: str, **attributes: str) -> Statement:
    return "DC", name, value, attributes


def _meta(name: str, value: str, **attributes: str) -> Statement:
    return None, "meta", value, {"property": name, **attributes}


def _named(name: str, content: str) -> Statement:
    """Make a statement in the way of EPUB 2."""
    return None, "meta", "", {"name": name, "content": content}


def _refine(ref: str, name: str, value: str, **attributes: str) -> Statement:
    return _meta(name, value, refines=f"#{ref}", **attributes)
