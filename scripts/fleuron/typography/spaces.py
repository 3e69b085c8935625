"""Text -> text: what cannot be seen, the space between words, ellipses, and the space at a mark."""

from __future__ import annotations

import re

from fleuron.typography.house import ASIDE, HAIR, NO_BREAK, SPACE, House, W, where


@where("[\x00-\x08\x0e-\x1b\x7f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
def invisibles(text: str, house: House) -> str:
    """Drop what no reader sees: soft hyphens, zero-width marks, controls. Joiners of other scripts stay."""
    text = re.sub(
        "[\x00-\x08\x0e-\x1b\x7f\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]", "", text
    )
    return re.sub("(?:^|(?<=[\\s\x00-\u024f]))[\u200c\u200d]+", "", text)


@where("[\u2010\u2011\u2015]", "\u2010\u2011\u2015")
def hyphens(text: str, house: House) -> str:
    """Put the plain hyphen for its look-alikes, and the em dash for the horizontal bar."""
    return re.sub("[\u2010\u2011]", "-", text).replace("\u2015", "—")


@where(rf"{SPACE}(?:(?<! )| |$)")
def spaces(text: str, house: House) -> str:
    """Leave one plain space between words and none at the ends of a line; a plain indent stays."""
    text = re.sub(rf"(?m){SPACE}(?<!{SPACE}{SPACE}){SPACE}*$|^ *[^\S\n ]{SPACE}*", "", text)
    return re.sub(rf"{SPACE}(?<=\S.)(?:(?<! )|(?={SPACE})){SPACE}*(?=\S)", _space, text)


def _space(run: re.Match[str]) -> str:
    """Keep the one no-break space that was meant: by a figure, or where a step put it."""
    before, after = run.string[run.start() - 1], run.string[run.end()]
    meant = before.isdigit() or after.isdigit() or before == "«" or after in "…–»;:!?"
    if run[0] == NO_BREAK and meant:
        return NO_BREAK
    return HAIR if run[0] == HAIR and before in "“‘’" and after in "‘’”" else " "


@where(r"\.\s?\.|…(?<= …)", ".…")
def ellipses(text: str, house: House) -> str:
    """Make dots in a row one character, after the full stop where there are four; see the head for its space."""
    dots = rf"(?<![.…])\.(?:{SPACE}?\.){{2,}}"
    text = re.sub(dots, lambda m: ".…" if m[0].count(".") == 4 else "…", text)
    return re.sub(r"(?<=\S) (?=…)", NO_BREAK, text)


def gaps(text: str, house: House) -> str:
    """Give each mark of punctuation the space before it that its language wants, inside brackets none."""
    start, end = house.double
    gap = rf"[,;:!?.()\[\]{start}{end}](?:(?<={SPACE}[,;:!?.)\]{end}])|(?<=[(\[{start}]){SPACE})"
    if not (house.before or house.inside or re.search(gap, text)):
        return text
    text = re.sub(
        rf"(?<=[\w{ASIDE})\]”’»…]){SPACE}*([,;:!?.])(?=[\s”’»]|$)", lambda m: house.before.get(m[1], "") + m[1], text
    )
    text = re.sub(rf"(?<=[(\[]){SPACE}+(?={W})|(?<=[\w{ASIDE}.,!?]){SPACE}+(?=[)\]])", "", text)
    text = re.sub(rf"(?<![\w.,;:!?…]){start}{SPACE}*(?=\S)", start + house.inside, text)
    return re.sub(rf"(?<=\S){SPACE}*{end}(?!\w)", house.inside + end, text)
