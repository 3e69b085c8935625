"""ISBN and price code -> an EAN-13 with its add-on as a PDF draws it: bars and digits are paths, in black alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from fontTools.misc.transform import Transform
from fontTools.ttLib import TTFont

from fleuron.formats.outlines import outlined

# GS1 General Specifications, 5.2: the odd patterns of the digits; the others are these, inverted or turned round
ODD = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
FIRST = ("OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE", "OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO", "OEEOEO")
ADDED = ("EEOOO", "EOEOO", "EOOEO", "EOOOE", "OEEOO", "OOEEO", "OOOEE", "OEOEO", "OEOOE", "OOEOE")
GUARD, MIDDLE, START, BETWEEN = "101", "01010", "1011", "01"
MODULE = 0.33 / 25.4 * 72  # pt, at full size
LEFT, GAP, RIGHT = 11, 9, 5  # modules that stay white: before, between the two, and after
WIDTH = LEFT + 95 + GAP + 47 + RIGHT  # modules
BARS, DIGITS, HEAD = 66, 9, 10  # modules: how high the bars are, the digits, and the line above
LONG = 5  # modules that a guard is longer
LEAST = 0.8  # of full size, for a scanner
CURRENCIES = {"GBP": "0", "AUD": "3", "NZD": "4", "USD": "5", "CAD": "6"}  # the first digit of an add-on
DEAREST = 9999  # cents; the add-on of whatever costs more
UNPRICED = "90000"  # the add-on of a book whose price is not in its code


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, in modules from the left edge of the symbol: `guard` bars reach down between the digits."""

    start: int
    width: int
    guard: bool


def ean13(isbn: str) -> str:
    """Return the 95 modules of a code of thirteen digits, 1 for black; raises ValueError for any other."""
    if len(isbn) != 13 or not isbn.isdecimal() or check_digit(isbn[:12]) != isbn[12]:
        raise ValueError(f"{isbn} is no EAN-13")
    left = "".join(_digit(digit, kind) for digit, kind in zip(isbn[1:7], FIRST[int(isbn[0])], strict=True))
    right = "".join(_inverted(ODD[int(digit)]) for digit in isbn[7:])
    return GUARD + left + MIDDLE + right + GUARD


def ean5(code: str) -> str:
    """Return the 47 modules of an add-on of five digits."""
    kinds = ADDED[(3 * sum(map(int, code[::2])) + 9 * sum(map(int, code[1::2]))) % 10]
    return START + BETWEEN.join(_digit(digit, kind) for digit, kind in zip(code, kinds, strict=True))


def price_code(price: str) -> str:
    """Return the add-on that tells a price, as "USD 18.99" (BISG: currency, then four digits); UNPRICED for none."""
    if not price:
        return UNPRICED
    currency, _, amount = price.partition(" ")
    return f"{CURRENCIES[currency]}{min(round(100 * float(amount)), DEAREST):04}"


def digits_of(isbn: str) -> str:
    """Return the thirteen digits of an ISBN, also of one of ten; empty where it is neither."""
    plain = "".join(letter for letter in isbn.upper() if letter in "0123456789X")
    if len(plain) == 10:
        return f"978{plain[:9]}{check_digit(f'978{plain[:9]}')}"
    return plain if len(plain) == 13 and plain.isdecimal() and check_digit(plain[:12]) == plain[12] else ""


def check_digit(twelve: str) -> str:
    """Return the last digit of an EAN-13 (GS1 General Specifications, 7.9)."""
    return str(-sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve)) % 10)


def drawn(isbn: str, zone: Sequence[float], face: bytes, code: str = UNPRICED) -> bytes:
    """Draw a book's barcode in a zone (left, bottom, width, height, in pt), on white; `face` sets its digits.

    Raises ValueError where the zone is too small for a scanner.
    """
    digits = digits_of(isbn)
    left, bottom, width, height = zone
    module = min(MODULE, width / WIDTH, height / (BARS + DIGITS + HEAD))
    if module < LEAST * MODULE:
        raise ValueError(f"a barcode does not fit into {width / 72:.2f} × {height / 72:.2f} in")
    x = left + (width - WIDTH * module) / 2
    y = bottom + (height - (BARS + DIGITS + HEAD) * module) / 2 + DIGITS * module
    bars = [_box(bar, x, y, module) for bar in _bars(ean13(digits), LEFT)]
    added = [_box(bar, x, y, module, BARS - DIGITS) for bar in _bars(ean5(code), LEFT + 95 + GAP)]
    shown = "\n".join([*bars, *added, *_numbers(isbn, digits, code, face, Transform(module, 0, 0, module, x, y))])
    ground = f"1 g {left:.3f} {bottom:.3f} {width:.3f} {height:.3f} re f"
    return f"q {ground} 0 g\n{shown}\nf Q\n".encode()


def _digit(digit: str, kind: str) -> str:
    pattern = ODD[int(digit)]
    return pattern if kind == "O" else _inverted(pattern)[::-1]


def _inverted(pattern: str) -> str:
    return pattern.translate(str.maketrans("01", "10"))


def _bars(modules: str, start: int) -> Iterator[Bar]:
    place = 0
    for black, run in groupby(modules):
        width = len(list(run))
        guard = len(modules) == 95 and (place < 3 or 44 < place < 50 or place > 91)
        if black == "1":
            yield Bar(start + place, width, guard)
        place += width


def _box(bar: Bar, x: float, y: float, module: float, high: int = BARS) -> str:
    low = y - LONG * module * bar.guard
    return f"{x + bar.start * module:.3f} {low:.3f} {bar.width * module:.3f} {y + high * module - low:.3f} re"


def _numbers(isbn: str, digits: str, code: str, face: bytes, at: Transform) -> Iterator[str]:
    """Draw the digits below the bars, those of the add-on above it, and the ISBN over both."""
    font = TTFont(BytesIO(face))
    low, em = -DIGITS + 1.2, DIGITS * 1.05
    yield outlined(font, digits[0], at.translate(LEFT - 5, low).scale(em), 0.5)
    for place, digit in enumerate(digits[1:]):
        centre = LEFT + 3 + 7 * place + 3.5 + (5 if place > 5 else 0)
        yield outlined(font, digit, at.translate(centre, low).scale(em), 0.5)
    for place, digit in enumerate(code):
        centre = LEFT + 95 + GAP + 4 + 9 * place + 3.5
        yield outlined(font, digit, at.translate(centre, BARS - DIGITS + 1.5).scale(em), 0.5)
    yield outlined(font, f"ISBN {isbn}", at.translate(LEFT + 47.5, BARS + 2.5).scale(em * 0.9), 0.5)
