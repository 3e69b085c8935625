"""Galley -> gatherings: divisions that are made up together, each run on sheets of its own, from a recto on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from fleuron.formats.house import ELSEWHERE

VERSOS = ("series", "copyright", "colophon")  # may stand on a verso, behind what comes before them
NUMBERED = './/nav//a[@href] | .//p[@class="term"]//a[@href]'  # links that tell the folio of where they lead


@dataclass(frozen=True, slots=True)
class Gathering:
    """Divisions that are made up together: `front` where they have roman folios, `leads` what they tell folios of.

    Of divisions that are set already there is the `text` alone.
    """

    sections: tuple[etree._Element, ...]
    front: bool
    leads: tuple[str, ...]
    text: str = ""

    def html(self, language: str, folios: Mapping[str, str]) -> str:
        """Write the gathering as a document of its own, with the folios, by id, that it tells."""
        if self.text:
            return self.text
        root = etree.Element("html", lang=language)
        body = etree.SubElement(root, "body")
        body.extend(deepcopy(section) for section in self.sections)
        for link in body.xpath(NUMBERED):
            link.set("data-folio", folios.get(link.get("href")[1:], ""))
        ids = set(body.xpath("//@id"))
        for link in body.iter("a"):
            href = link.get("href", "")
            if href.startswith("#") and href[1:] not in ids:
                link.set("href", ELSEWHERE + href[1:])
        return str(etree.tostring(root, encoding="unicode", method="html", doctype="<!DOCTYPE html>"))


def gather(galley: etree._Element) -> tuple[Gathering, ...]:
    """Part a galley into its gatherings."""
    runs: list[list[etree._Element]] = []
    for section in galley.iterfind("body/section"):
        if runs and section.get("class").split()[0] in VERSOS:
            runs[-1].append(section)
        else:
            runs.append([section])
    return tuple(_gathering(run) for run in runs)


def _gathering(sections: Sequence[etree._Element]) -> Gathering:
    leads = [link.get("href")[1:] for section in sections for link in section.xpath(NUMBERED)]
    return Gathering(tuple(sections), "front" in sections[0].get("class").split(), tuple(leads))
