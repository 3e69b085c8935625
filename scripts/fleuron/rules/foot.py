"""Page -> claims: once the essay has ended, all that follows belongs to the site and its readers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

from fleuron.model import Role
from fleuron.rules.bylines import named
from fleuron.rules.dates import dated
from fleuron.rules.furniture import of_essay
from fleuron.rules.page import Claim, Entry, Page
from fleuron.rules.phrases import find

ENOUGH = 40  # words of prose an essay has at the least before its end can be announced
REST = 0.35  # the prose after a list of other pages, as a share of the prose before it, at the most
NESTED = 3  # depths of an answer to an answer
BELOW = 25  # lines below the head of a thread in which its grammar must show
LEFT = 0.15  # the same, after a line of the site's that is no head of a list
THREAD = re.compile(r"\d+\s+(?:thoughts?|comments?|responses?|repl(?:y|ies))\s+(?:on|to)\b", re.I)
ABOUT = re.compile(r"(?:about|written by|posted by)\s+(?P<name>\S+(?: \S+){1,3})", re.I)
SECTIONS = {
    "comment-heading/heads": Role.COMMENT,
    "comment-heading/count": Role.COMMENT,
    "widget/leave-a-reply": Role.WIDGET,
    "widget/newsletters": Role.WIDGET,
    "widget/ratings": Role.WIDGET,
    "nav/related": Role.TEASER,
    "nav/related-links": Role.TEASER,
    "nav/paging": Role.TEASER,
    "nav/sidebars": Role.NAV,
    "bio/heads": Role.BIO,
}
OVER = frozenset({Role.WIDGET, Role.NAV, Role.LEGAL, Role.BIO, Role.COMMENT_HEADING})
AMID = frozenset({"ads", "contents", "reading-time", "skip", "footers", "shops"})  # what may stand within an essay too
VOICES: Mapping[str, Sequence[str]] = tomllib.loads(files(__package__).joinpath("voices.toml").read_text("utf-8"))
SAYS = re.compile(rf"\S.{{0,40}}\s(?:{'|'.join(VOICES['says'])})\s*[:.…]*", re.I)
SAID = frozenset(verb.split()[-1] for verb in VOICES["says"])
HOUR = re.compile(rf"\d[:.]\d\d\b|\b\d{{1,2}}\s?[ap]\.?m\b|\b(?:{'|'.join(VOICES['ago'])})\b", re.I)
CUT = ("…", "...", "…]", "...]")  # how the first words of another page end
TAG = 3  # words of a tag at the most
MENU = 5  # lines of a menu; a signature has fewer
FORM = 12  # words of the longest line of a form


def foot(page: Page) -> Iterator[Claim]:
    """Follow the sections below the essay: readers' comments, the form, other pages, the author's note."""
    section: Role | None = None
    for entry in page.entries:
        opened = _opens(page, entry)
        if section is None:
            if opened is None or not _ends(page, entry, opened):
                section = _passed(page, entry)
                continue
            section = opened
        elif opened is not None:
            section = opened
        if page.role(entry) is None:
            yield Claim(entry.number, _role(section, entry, opened))


def _passed(page: Page, entry: Entry) -> Role | None:
    """Return what follows a line of the site's, or a note on the author, with which the essay has ended."""
    role, phrase = page.role(entry), find(entry.folded) if entry.words <= 2 * FORM else None
    if role not in OVER or (role is not Role.BIO and (phrase is None or phrase.name in AMID)):
        return None
    before, after = _around(page, entry)
    return role if before >= ENOUGH and after <= LEFT * before else None


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
    if opened is Role.COMMENT and find(entry.folded):
        return Role.COMMENT_HEADING
    if section is Role.WIDGET and entry.words > FORM:
        return Role.COMMENT if entry.indent else Role.WIDGET
    if section is Role.TEASER and entry.mark and entry.words <= FORM:
        return Role.NAV
    return section


def _opens(page: Page, entry: Entry) -> Role | None:
    """Return the role of the lines that follow, where a line is the head of a section."""
    phrase = find(entry.folded) if entry.words <= 2 * FORM else None
    if phrase:
        unsure = of_essay(page, entry, phrase) or (phrase.weak and phrase.name == "ratings")
        return None if unsure else SECTIONS.get(f"{phrase.role}/{phrase.name}")
    if entry.words <= FORM and _speaks(page, entry):
        return Role.COMMENT
    about = ABOUT.fullmatch(entry.text)
    return Role.BIO if about and named(about["name"], least=2) else None


def _ends(page: Page, entry: Entry, opened: Role) -> bool:
    """Tell whether the essay is over at this line: enough of it above, and no more of it below."""
    before, after = _around(page, entry)
    if before < ENOUGH:
        return False
    if opened is Role.COMMENT and THREAD.match(entry.text):
        return True
    thread = opened in (Role.COMMENT, Role.WIDGET) and _talk(page, entry)
    return thread or after <= REST * before


def _around(page: Page, entry: Entry) -> tuple[int, int]:
    """Count the words of prose above a line and below it."""
    before = sum(prose.words for prose in page.prose if prose.at < entry.at)
    return before, sum(prose.words for prose in page.prose if prose.at > entry.at and not prose.text.endswith(CUT))


def _speaks(page: Page, entry: Entry) -> bool:
    """Tell whether a line says that a reader says something, and the next at what hour."""
    says = entry.tokens and entry.tokens[-1] in SAID and SAYS.fullmatch(entry.text)
    return bool(says) and any(
        dated(line.text) and HOUR.search(line.text) for line in page.entries[entry.at + 1 : entry.at + 3]
    )


def _talk(page: Page, head: Entry) -> bool:
    """Tell whether readers talk below a line: numbered and indented, nested, by buttons, or by name and hour."""
    below = page.entries[head.at + 1 : head.at + BELOW]
    numbered = sum(entry.indent >= 2 and entry.mark[:1].isdigit() for entry in below)
    answered = sum(bool((said := find(entry.folded)) and said.name in ("reply", "thread")) for entry in below)
    nested = len({entry.indent for entry in below if entry.mark and entry.words > TAG}) >= NESTED
    return nested or numbered >= 1 or answered >= 2 or any(_speaks(page, entry) for entry in below)
