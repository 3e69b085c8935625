"""Text -> text: primes, apostrophes and quotation marks, each by what stands on either side of it."""

from __future__ import annotations

import re

from fleuron.typography.house import ASIDE, HAIR, House, W, where

_OPENING = "([{<—–-/=¿¡“‘„‚«"
_FOLLOWING = re.compile(rf"[\"'”’]{{0,9}}(?:{W}|[(\[{{<«„…$£€¿¡#@&*+§%°“‘])")


@where(r"[\"'’′”](?:(?<=\")|(?<=\d.))", "\"'’′”")
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


@where("``|''", ("``", "''"))
def doubled(text: str, house: House) -> str:
    """Put a straight mark for two single ones that stand for it."""
    return re.sub(r"(?<!['`\w])(?:``|'')(?=[\w])((?:[^'`\n]|'(?!'))+)''(?!['\w])", r'"\1"', text)


@where("['`´‘′]", "'`´‘′")
def apostrophes(text: str, house: House) -> str:
    """Put the apostrophe inside words, and where a word or a year has lost its beginning."""
    inside = rf"(?<={W}['`´])(?={W})|(?<={W}‘)(?=(?:s|t|d|m|ll|re|ve)\b)|(?<=[^\W\d]′)(?=[^\W\d])"
    text = re.sub(rf"['`´‘′](?:{inside})", "’", text)
    text = re.sub(r"['‘’](?<!\S.)(n|N)['‘’](?!\S)", r"’\1’", text)
    lost = "|".join((*house.elided, r"\d0s"))
    may_be_lost = "|".join((*house.maybe_elided, r"\d\d"))
    text = re.sub(rf"['‘](?<!\w.)(?=(?:{lost})\b)", "’", text, flags=re.I)
    no_closing = r"(?![^'’\n]*[^\s'’](?<!\ws)['’](?!\w))"
    return re.sub(rf"['‘](?<!\w.)(?=(?:{may_be_lost})\b){no_closing}", "’", text, flags=re.I)


@where(r"[“”‘](?:(?<=”)(?<![^\s(\[]”)|(?<=[“‘])(?:[\s.,;:!?)\]”]|$))", "“”‘")
def turned(text: str, house: House) -> str:
    """Turn round the marks that face the wrong way, where the house has marks that face a way."""
    if house.double != ("“", "”"):
        return text
    text = re.sub(rf"(?m)(?:^|(?<=[\s(\[]))”(?={W})", "“", text)
    text = _closed(text, rf"(?m)(?<=[\w{ASIDE}.,!?…])“(?=[\s.,;:!?)\]]|$)", "„", "”")
    return _closed(text, rf"(?m)(?<=[\w{ASIDE}.,!?…])‘(?=[\s.,;:!?)\]”]|$)", "‚", "’")


def _closed(text: str, wrong: str, low: str, mark: str) -> str:
    """Turn the marks that close a quotation, but for those of one that a low mark has opened, as in German."""

    def turn(match: re.Match[str]) -> str:
        before = text[: match.start()]
        return match[0] if before.rfind(low) > before.rfind(match[0]) else mark

    return re.sub(wrong, turn, text)


@where("['\"]", "'\"")
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
        leading = start in (0, opened) or text[start - 1] in _OPENING or text[start - 1].isspace()
        trailing = not _FOLLOWING.match(text, end)
        opens = leading and not trailing if leading != trailing else not quoting[mark]
        if mark == "'" and opens and (trailing or (last_closing <= start and start > 0)):
            return "’"
        ends = mark == '"' or quoting[mark]
        quoting[mark] = opens
        opened = end if opens else opened
        return pairs[mark][0] if opens else pairs[mark][1] if ends else "’"

    return re.sub("[\"'“”‘]", curl, text)


@where("[“”‘’„‚«»‹›]{2}", "“”‘’„‚«»‹›")
def nested(text: str, house: House) -> str:
    """Part an opening or closing mark from the next one by a hair space; an apostrophe is neither."""
    (double, double_end), (single, single_end) = house.double, house.single
    text = re.sub(f"(?<={double})(?={single})|(?<={single})(?={double})", HAIR, text)
    return re.sub(rf"(?<={double_end})(?={single_end}(?!\w))|(?<={single_end})(?={double_end})", HAIR, text)
