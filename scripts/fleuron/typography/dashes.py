"""Text -> text: en dashes in ranges, and the house's dash between words; a date, a number or a compound stays."""

from __future__ import annotations

import re

from fleuron.typography.house import ASIDE, SPACE, House, W, where


@where(r"[–-](?:(?<=\d-)-?\d|(?<=\d [–-]) \d)", "–-")
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


@where(r"[–—-](?:(?<=[–—])|(?<= -)|[-\s])", "–—-")
def dashes(text: str, house: House) -> str:
    """Put the house's dash for whatever stands for one between words, or breaks a sentence off."""
    if "--" in text:
        text = re.sub(r"(?m)^( *)-{2,3}(?= ?[^\W\d])", r"\1—", text)  # the name under a motto
        text = re.sub(rf"(?m)(?<=[\w,.!?]){SPACE}?-{{2,3}}(?=[\"'”’]|$)", house.dash.rstrip(), text)
    word = rf"(?<=[\w{ASIDE}.,;:!?…\"')\]{house.double[1]}{house.single[1]}].)"
    following = rf"(?={W}|[\"']{W}|[(\[…{house.double[0]}{house.single[0]}])"
    after_space = rf"(?<=\s)(?:—{SPACE}?|-{{2,3}}{SPACE}|(?:[-–]{SPACE}|–)(?!\d))"  # but not " --help"
    strong = rf"(?<=—){SPACE}?|(?<=-)-{{1,2}}{SPACE}?"
    weak = rf"(?<=–){SPACE}(?!\d)|(?<=[.,!?…\"”]–)(?=[^\W\d])"
    dash = rf"[\s–—-](?<!\n){word}(?:{after_space}|{strong}|{weak}){following}"
    return re.sub(dash, lambda m: _dash(m, house), text)


def _dash(match: re.Match[str], house: House) -> str:
    before, after = match.string[match.start() - 1], match.string[match.end()]
    return match[0] if before.isdigit() and after.isdigit() else house.dash
