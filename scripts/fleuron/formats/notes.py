"""A division with pandoc's notes -> notes that a reader can pop up, linked both ways, after all the text."""

from __future__ import annotations

from lxml import etree

from fleuron.formats.markup import TYPE, H
from fleuron.formats.safety import XHTML
from fleuron.wording import Wording


def set_notes(section: etree._Element, said: Wording) -> None:
    """Mark the calls and turn the list at the end into asides; nothing changes where there are no notes."""
    for call in section.xpath(".//*[@role='doc-noteref']"):
        number = "".join(call.itertext())
        call[:] = []
        call.text = number
        call.attrib.update({"class": "noteref", TYPE: "noteref"})
    for listed in section.xpath(".//*[@role='doc-endnotes']"):
        items = listed.findall(f"{{{XHTML}}}ol/{{{XHTML}}}li")
        asides = [_aside(item, number, said) for number, item in enumerate(items, 1)]
        listed.getparent().remove(listed)
        section.append(H.section({"class": "notes", TYPE: "footnotes", "aria-label": said["notes"]}, *asides))


def _aside(item: etree._Element, number: int, said: Wording) -> etree._Element:
    """Set one note, the number before it leading back to its call."""
    backs = item.xpath(".//*[@role='doc-backlink']")
    target = backs[0].get("href", "") if backs else ""
    for back in backs:
        back.tag = "back"
    etree.strip_elements(item, "back", with_tail=False)
    back_to = {"class": "backlink", "role": "doc-backlink", "aria-label": f"{number}. {said['back']}"}
    link = H.a(back_to, f"{number}.")
    if target:
        link.set("href", target)
    if not len(item) or item[0].tag != f"{{{XHTML}}}p":
        item.insert(0, H.p())
    link.tail = f"\u00a0{item[0].text or ''}"
    item[0].text = None
    item[0].insert(0, link)
    return H.aside({"id": item.get("id", ""), TYPE: "footnote", "role": "doc-footnote"}, *item)
