"""Source -> Essay, as `clean` judges it; a page that the same program has judged before is not judged again."""

from __future__ import annotations

from dataclasses import replace

from fleuron.cache import fingerprint, keep, recall
from fleuron.model import Essay, Source
from fleuron.plain import dumps, loads
from fleuron.program import code, installed

EDITED = "…"  # stands for the text of an editor: that there is one is all that is asked of it


def judged(source: Source) -> Essay:
    """Return what `clean` makes of a page."""
    shows = (picture.address for picture in source.pictures)
    tools = code("fleuron.clean"), installed()
    page = _light(source)
    name = fingerprint("essay", dumps(page), *shows, *tools)
    essay = _kept(name)
    if essay is None:
        essay = clean(replace(source, markdown=page.markdown))
        keep(name, dumps(_light(essay)))
    shown = {picture.file: picture.data for picture in source.pictures}
    pictures = tuple(replace(each, data=shown[each.file]) for each in essay.pictures)
    return replace(essay, markdown=source.markdown, pictures=pictures)


def clean(source: Source) -> Essay:
    """Judge a page anew; all the rules are loaded only here."""
    from fleuron.clean import clean

    return clean(source)


def _light(page: Source | Essay) -> Source | Essay:
    """Return a page without what is not judged: the files of its pictures, and what its editor wrote."""
    return replace(
        page,
        markdown=EDITED if page.markdown else "",
        pictures=tuple(replace(each, data=b"") for each in page.pictures),
    )


def _kept(name: str) -> Essay | None:
    """Recall an essay; what cannot be read as one is not there."""
    kept = recall(name)
    try:
        return loads(Essay, kept) if kept else None
    except (ValueError, TypeError):
        return None
