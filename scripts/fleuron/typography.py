"""Text -> the text a typesetter would set: only marks and spaces change, never a letter or a figure.

Addresses, code and tags are set aside first and put back last, so no step needs to know of them. The steps run
in the order of STEPS; what they put for quotes and dashes in each language is in typography.toml.

An ellipsis is one character; where the writer had a space before it, that space does not break. Nested marks
that meet are parted by a hair space. Whatever is not surely wrong stays.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

ASIDE = "\ufdd0"  # stands for what was set aside; Unicode promises that no text holds it
W = rf"[\w{ASIDE}]"
ROUNDS = 9
SPACE = r"[^\S\n]"
HAIR, NO_BREAK = "\u200a", "\u00a0"

_TAIL = r"(?:[\w%/#&=~+@$*-]|[.,;:!?'()](?=[\w%/#&=~+@$*-]))+"  # an address does not end in a full stop
_UNTOUCHED = re.compile(
    r"(?s:```.*?```)"
    r"|(?<![\w`])(`+)(?!`)[^\n]{0,999}?[^`\n]\1(?![\w`])"  # code
    r"|<[A-Za-z/!][^<>\n]*>"
    rf"|\b(?:[a-z]{{3,6}}://|www\.|mailto:|doi:|10\.\d{{4,9}}/){_TAIL}"
    rf"|\b[\w-]+(?:\.[\w-]+)+/{_TAIL}"
    r"|\b\w[\w.+-]*(?:'[\w.+-]+)?@[\w-]+(?:\.[\w-]+)+"
)


@dataclass(frozen=True, slots=True)
class House:
    """One language's marks, as typography.toml gives them."""

    double: tuple[str, str]
    single: tuple[str, str]
    dash: str
    inside: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    elided: tuple[str, ...] = ()
    maybe_elided: tuple[str, ...] = ()
    range_before: tuple[str, ...] = ()
    range_after: tuple[str, ...] = ()


def polish(text: str, language: str = "en") -> str:
    """Set the marks and spaces of a text as the house of its language does."""
    return _walk(text, language)[0]


def changes(text: str, language: str = "en") -> tuple[str, ...]:
    """Name the steps that change a text, in their order."""
    return _walk(text, language)[1]


def _walk(text: str, language: str) -> tuple[str, tuple[str, ...]]:
    """Take the steps until none finds more to do: prose needs one round, a tangle of marks two or three."""
    house, taken = _house(language), set()
    for _ in range(ROUNDS):
        begun = text
        text, kept = _set_aside(text)
        for step in STEPS:
            before, text = text, step(text, house)
            if text != before:
                taken.add(step.__name__)
        text = _put_back(text, kept)
        if text == begun:
            break
    return text, tuple(step.__name__ for step in STEPS if step.__name__ in taken)


@cache
def _house(language: str) -> House:
    houses = tomllib.loads(files("fleuron").joinpath("typography.toml").read_text(encoding="utf-8"))
    row = houses.get(language) or houses.get(language.split("-")[0].lower()) or houses["en"]
    return House(**{key.replace("-", "_"): tuple(v) if isinstance(v, list) else v for key, v in row.items()})


def _set_aside(text: str) -> tuple[str, list[str]]:
    text = text.replace(ASIDE, "")
    return _UNTOUCHED.sub(ASIDE, text), [match[0] for match in _UNTOUCHED.finditer(text)]


def _put_back(text: str, kept: list[str]) -> str:
    pieces = iter(kept)
    return re.sub(ASIDE, lambda _: next(pieces), text)


# the steps ---------------------------------------------------------------------------------------------------


def invisibles(text: str, house: House) -> str:
    """Drop what no reader sees: soft hyphens, zero-width marks, controls. Joiners of other scripts stay."""
    text = re.sub(
        "[\x00-\x08\x0e-\x1b\x7f\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]", "", text
    )
    return re.sub("(?:^|(?<=[\\s\x00-\u024f]))[\u200c\u200d]+", "", text)


def hyphens(text: str, house: House) -> str:
    """Put the plain hyphen for its look-alikes, and the em dash for the horizontal bar."""
    return re.sub("[\u2010\u2011]", "-", text).replace("\u2015", "—")


def spaces(text: str, house: House) -> str:
    """Leave one plain space between words and none at the ends of a line; a plain indent stays."""
    text = re.sub(rf"(?m){SPACE}+$|^ *[^\S\n ]{SPACE}*", "", text)
    return re.sub(rf"(?<=\S){SPACE}+(?=\S)", _space, text)


def _space(run: re.Match[str]) -> str:
    """Keep the one no-break space that was meant: by a figure, or where a step put it."""
    before, after = run.string[run.start() - 1], run.string[run.end()]
    meant = before.isdigit() or after.isdigit() or before == "«" or after in "…–»;:!?"
    if run[0] == NO_BREAK and meant:
        return NO_BREAK
    return HAIR if run[0] == HAIR and before in "“‘’" and after in "‘’”" else " "


def ellipses(text: str, house: House) -> str:
    """Make dots in a row one character, after the full stop where there are four; see the head for its space."""
    dots = rf"(?<![.…])\.(?:{SPACE}?\.){{2,}}"
    text = re.sub(dots, lambda m: ".…" if m[0].count(".") == 4 else "…", text)
    return re.sub(r"(?<=\S) (?=…)", NO_BREAK, text)


def ranges(text: str, house: House) -> str:
    """Put the en dash in what is surely a range: years, times, verses, sums of money, pages, ages."""
    before = rf"(?:(?i:\b(?:{'|'.join(house.range_before) or '(?!)'})\.?{SPACE})|[$£€])"
    after = rf"(?={SPACE}?%|{SPACE}(?:{'|'.join(house.range_after) or '(?!)'})\b)"
    alone, ends = r"(?<![\w.,:/–-])", r"(?![\w/–-]|[.,:]\d)"
    sure = (
        rf"{alone}(?:1\d\d\d|20\d\d)(?:-| [-–] )(?:1\d\d\d|20\d\d|1[3-9]|[2-9]\d){ends}"  # 01 to 12 may be a month
        rf"|{alone}\d{{1,3}}:\d{{1,3}}-\d{{1,3}}(?::\d\d)?{ends}"
        rf"|{before}\d{{1,4}}-\d{{1,4}}{ends}"
        rf"|{alone}\d{{1,3}}-\d{{1,3}}{ends}{after}"
        rf"|{alone}\d{{1,4}}(?:--| – )\d{{1,4}}{ends}"
    )
    return re.sub(sure, _range, text)


def _range(match: re.Match[str]) -> str:
    first, last = re.findall(r"[\d:]+", match[0])
    rising = ":" in first or int(first[-len(last) :]) < int(last)
    return f"{match[0][: match[0].index(first)]}{first}–{last}" if rising else match[0]


def dashes(text: str, house: House) -> str:
    """Put the house's dash for whatever stands for one between words, or breaks a sentence off."""
    text = re.sub(r"(?m)^( *)-{2,3}(?= ?[^\W\d])", r"\1—", text)  # the name under a motto
    text = re.sub(rf"(?m)(?<=[\w,.!?]){SPACE}?-{{2,3}}(?=[\"'”’]|$)", house.dash.rstrip(), text)
    word = rf"(?<=[\w{ASIDE}.,;:!?…\"')\]{house.double[1]}{house.single[1]}])"
    following = rf"(?={W}|[\"']{W}|[(\[…{house.double[0]}{house.single[0]}])"
    strong = rf"{SPACE}?—{SPACE}?|-{{2,3}}{SPACE}?|{SPACE}-{{2,3}}{SPACE}"  # but not " --help"
    weak = rf"(?:{SPACE}[-–]{SPACE}|–{SPACE}|{SPACE}–)(?!\d)|(?<=[.,!?…\"”])–(?=[^\W\d])"
    return re.sub(rf"{word}(?:{strong}|{weak}){following}", lambda m: _dash(m, house), text)


def _dash(match: re.Match[str], house: House) -> str:
    before, after = match.string[match.start() - 1], match.string[match.end()]
    return match[0] if before.isdigit() and after.isdigit() else house.dash


def primes(text: str, house: House) -> str:
    """Put primes for feet and inches, minutes and seconds: after a figure, where no quotation is open."""
    text = re.sub(r"(?<=\d)['’′](?= ?\d\d?(?:\.\d+)?(?:[\"”″]|''))", "′", text)
    text = re.sub(r"(?<=\d)(′ ?\d\d?(?:\.\d+)?)(?:[\"”]|'')", r"\1″", text)
    text = re.sub(r"(?<=\d)'(?=\d\d?(?!\d))", "′", text)
    quoting = False

    def mark(match: re.Match[str]) -> str:
        nonlocal quoting
        after_figure = text[match.start() - 1 : match.start()].isdigit()
        if match[0] == '"' and after_figure and not quoting:
            return "″"
        quoting = match[0] == "“" or (match[0] == '"' and not quoting)
        return match[0]

    return re.sub('["“”]', mark, text)


def doubled(text: str, house: House) -> str:
    """Put a straight mark for two single ones that stand for it."""
    return re.sub(r"(?<!['`\w])(?:``|'')(?=[\w])((?:[^'`\n]|'(?!'))+)''(?!['\w])", r'"\1"', text)


def apostrophes(text: str, house: House) -> str:
    """Put the apostrophe inside words, and where a word or a year has lost its beginning."""
    text = re.sub(rf"(?<={W})(?:['`´](?={W})|‘(?=(?:s|t|d|m|ll|re|ve)\b))|(?<=[^\W\d])′(?=[^\W\d])", "’", text)
    text = re.sub(r"(?<!\S)['‘’](n|N)['‘’](?!\S)", r"’\1’", text)
    lost = "|".join((*house.elided, r"\d0s"))
    may_be_lost = "|".join((*house.maybe_elided, r"\d\d"))
    text = re.sub(rf"(?<!\w)['‘](?=(?:{lost})\b)", "’", text, flags=re.I)
    no_closing = r"(?![^'’\n]*[^\s'’](?<!\ws)['’](?!\w))"
    return re.sub(rf"(?<!\w)['‘](?=(?:{may_be_lost})\b){no_closing}", "’", text, flags=re.I)


def turned(text: str, house: House) -> str:
    """Turn round the marks that face the wrong way, where the house has marks that face a way."""
    if house.double != ("“", "”"):
        return text
    text = re.sub(rf"(?m)(?:^|(?<=[\s(\[]))”(?={W})", "“", text)
    text = re.sub(rf"(?m)(?<=[\w{ASIDE}.,!?…])“(?=[\s.,;:!?)\]]|$)", "”", text)
    return re.sub(rf"(?m)(?<=[\w{ASIDE}.,!?…])‘(?=[\s.,;:!?)\]”]|$)", "’", text)


def quotes(text: str, house: House) -> str:
    """Curl straight marks by what stands on either side; where that leaves doubt, an open quotation is closed."""
    pairs = {'"': house.double, "'": house.single}
    quoting = {'"': False, "'": False}
    closing = [match.start() for match in re.finditer(rf"(?<=[^\s'])['’](?!{W})", text)]
    last_closing, opened = (closing or [-1])[-1], -1

    def curl(match: re.Match[str]) -> str:
        nonlocal opened
        mark, start, end = match[0], match.start(), match.end()
        if mark in "“”‘":
            quoting['"' if mark in "“”" else "'"] = mark in "“‘"
            opened = end if mark in "“‘" else opened
            return mark
        leading = start in (0, opened) or text[start - 1] in _LEADING or text[start - 1].isspace()
        trailing = not _AFTER_MARKS.match(text, end)
        opens = leading and not trailing if leading != trailing else not quoting[mark]
        if mark == "'" and opens and (trailing or (last_closing <= start and start > 0)):
            return "’"
        ends = mark == '"' or quoting[mark]
        quoting[mark] = opens
        opened = end if opens else opened
        return pairs[mark][0] if opens else pairs[mark][1] if ends else "’"

    return re.sub("[\"'“”‘]", curl, text)


def gaps(text: str, house: House) -> str:
    """Give each mark of punctuation the space before it that its language wants, inside brackets none."""
    start, end = house.double
    text = re.sub(
        rf"(?<=[\w{ASIDE})\]”’»…]){SPACE}*([,;:!?.])(?=[\s”’»]|$)", lambda m: house.before.get(m[1], "") + m[1], text
    )
    text = re.sub(rf"(?<=[(\[]){SPACE}+(?={W})|(?<=[\w{ASIDE}.,!?]){SPACE}+(?=[)\]])", "", text)
    text = re.sub(rf"(?<!\w){start}{SPACE}*(?=\S)", start + house.inside, text)
    return re.sub(rf"(?<=\S){SPACE}*{end}(?!\w)", house.inside + end, text)


def nested(text: str, house: House) -> str:
    """Part an opening or closing mark from the next one by a hair space; an apostrophe is neither."""
    (double, double_end), (single, single_end) = house.double, house.single
    text = re.sub(f"(?<={double})(?={single})|(?<={single})(?={double})", HAIR, text)
    return re.sub(rf"(?<={double_end})(?={single_end}(?!\w))|(?<={single_end})(?={double_end})", HAIR, text)


_LEADING = "([{<—–-/=¿¡“‘„‚«"
_AFTER_MARKS = re.compile(rf"[\"'”’]*(?:{W}|[(\[{{<«„…$£€¿¡#@&*+§%°“‘])")

STEPS: tuple[Callable[[str, House], str], ...] = (
    invisibles,
    hyphens,
    spaces,
    ellipses,
    ranges,
    dashes,
    primes,
    doubled,
    apostrophes,
    turned,
    quotes,
    gaps,
    nested,
)
