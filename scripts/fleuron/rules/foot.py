"""Page -> claims: once the essay has ended, all that follows belongs to the site and its readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fleuron.model import Role
from fleuron.rules.bylines import named
from fleuron.rules.page import Claim, Entry, Page
from fleuron.rules.phrases import find

ENOUGH = 40  # words of prose an essay has at the least before its end can be announced
REST = 0.35  # the prose after a list of other pages, as a share of the prose before it, at the most
BELOW = 25  # lines below the head of a thread in which its grammar must show
THREAD = re.compile(r"\d+\s+(?:thoughts?|comments?|responses?|repl(?:y|ies))\s+(?:on|to)\b", re.I)
ABOUT = re.compile(r"(?:about|written by|posted by)\s+(?P<name>.+)", re.I)
SECTIONS = {
    "comment-heading/heads": Role.COMMENT,
    "comment-heading/count": Role.COMMENT,
    "widget/leave-a-reply": Role.WIDGET,
    "widget/newsletters": Role.WIDGET,
    "nav/related": Role.TEASER,
    "nav/related-links": Role.TEASER,
    "nav/paging": Role.TEASER,
    "nav/sidebars": Role.NAV,
    "bio/heads": Role.BIO,
}
CUT = ("…", "...", "…]", "...]")  # how the first words of another page end
TAG = 3  # words of a tag at the most
MENU = 5  # lines of a menu; a signature has fewer
FORM = 12  # words of the longest line of a form


def foot(page: Page) -> Iterator[Claim]:
    """Follow the sections below the essay: readers' comments, the form, other pages, the author's note."""
    section: Role | None = None
    for entry in page.entries:
        opened = _opens(entry)
        if section is None:
            if opened is None or not _ends(page, entry, opened):
                continue
            section = opened
        elif opened is not None:
            section = opened
        if page.role(entry) is None:
            yield Claim(entry.number, _role(section, entry, opened))


def tags(page: Page) -> Iterator[Claim]:
    """Name a run of words under one another below the essay's last line: two before the site's first, or MENU."""
    run: list[Entry] = []
    named = 0
    for entry in page.entries[page.last + 1 :]:
        if page.role(entry) is None:
            run.append(entry)
        elif page.role(entry) is Role.NAV and entry.words <= TAG:
            named += 1
        else:
            break
    words = [entry for entry in run if entry.words <= TAG and entry.text[-1:].isalnum()]
    followed = len(run) >= 2 and run[-1].at + 1 < len(page.entries)
    if words == run and (followed or len(run) + named >= MENU):
        yield from (Claim(entry.number, Role.NAV, sure=0.6) for entry in run)


def _role(section: Role, entry: Entry, opened: Role | None) -> Role:
    if opened is Role.COMMENT:
        return Role.COMMENT_HEADING
    if section is Role.WIDGET and entry.words > FORM:
        return Role.COMMENT if entry.indent else Role.WIDGET
    if section is Role.TEASER and entry.mark and entry.words <= FORM:
        return Role.NAV
    return section


def _opens(entry: Entry) -> Role | None:
    """Return the role of the lines that follow, where a line is the head of a section."""
    phrase = find(entry.folded) if entry.words <= 2 * FORM else None
    if phrase:
        return SECTIONS.get(f"{phrase.role}/{phrase.name}")
    about = ABOUT.fullmatch(entry.text)
    return Role.BIO if about and named(about["name"], least=2) else None


def _ends(page: Page, entry: Entry, opened: Role) -> bool:
    """Tell whether the essay is over at this line: enough of it above, and no more of it below."""
    before = sum(prose.words for prose in page.prose if prose.at < entry.at)
    after = sum(prose.words for prose in page.prose if prose.at > entry.at and not prose.text.endswith(CUT))
    if before < ENOUGH:
        return False
    if opened is Role.COMMENT and THREAD.match(entry.text):
        return True
    thread = opened in (Role.COMMENT, Role.WIDGET) and _talk(page, entry)
    return thread or after <= REST * before


def _talk(page: Page, head: Entry) -> bool:
    """Tell whether readers talk below a line: numbered and indented, or answered by buttons."""
    below = page.entries[head.at + 1 : head.at + BELOW]
    numbered = sum(entry.indent >= 2 and entry.mark[:1].isdigit() for entry in below)
    answered = sum(bool((said := find(entry.folded)) and said.name in ("reply", "thread")) for entry in below)
    return numbered >= 1 or answered >= 2
