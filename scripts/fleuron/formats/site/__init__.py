"""Edition -> a folder of web pages: the book to read and to download, and what shops and reading apps ask for.

No page needs a script, or asks anything of another host.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType

from fleuron.formats.plates import FOLDER, plates, shares
from fleuron.formats.site.cite import FORMS
from fleuron.formats.site.facts import Facts, facts
from fleuron.formats.site.linked import as_json, book_data
from fleuron.formats.site.onix import onix
from fleuron.formats.site.opds import feed, feed_of_old, publication
from fleuron.formats.site.pages import host_rules, pages, sitemap
from fleuron.formats.site.pictures import pictures
from fleuron.formats.site.sheet import sheet
from fleuron.formats.site.singles import singles
from fleuron.model import Edition, Made


def render(edition: Edition) -> Made:
    """Make the site of an edition, from the EPUB and the PDF that were made before it."""
    small = singles(edition)
    said = facts(edition, small)
    shown = plates(edition.book)
    texts = pages(said, as_json(book_data(said)), shown)
    files = {
        **texts,
        **sheet(edition.theme, texts.values(), shares(edition.book)),
        **{f"{FOLDER}/{plate.file}": plate.data for plate in shown.values()},
        **pictures(edition),
        **{download.file: edition.made[download.format].data for download in said.downloads},
        **small,
        **_records(said),
        **host_rules(),
    }
    sums = _sums(files)
    files["SHA256SUMS"] = sums
    return Made(sums, len(texts), "pages", files=MappingProxyType(files))


def _records(said: Facts) -> dict[str, bytes]:
    """Write what machines read: feeds, the trade's record, citations, the map of the site."""
    return {
        "opds.json": as_json(feed(said)).encode(),
        "publication.json": as_json(publication(said)).encode(),
        "opds.xml": feed_of_old(said),
        "onix.xml": onix(said),
        **{
            f"cite/{name}.{ending}": write(works).encode()
            for name, works in said.works.items()
            for ending, write in FORMS
        },
        **sitemap(said),
    }


def _sums(files: Mapping[str, bytes]) -> bytes:
    """List the files with their sums, as `sha256sum --check` reads it."""
    return "".join(f"{sha256(data).hexdigest()}  {path}\n" for path, data in sorted(files.items())).encode()
