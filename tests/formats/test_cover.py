from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from fleuron.formats.cover import jpeg, stack, words
from formats.editions import hostile, titled
from samples import edition


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Tears", ["Tears"]),
        ("", [""]),
        ("A Chair by the Window", ["A Chair", "by the Window"]),
        ("The Humanity of the Therapist", ["The Humanity", "of the", "Therapist"]),
        ("Two Rooms & a Door", ["Two Rooms", "& a Door"]),
    ],
)
def test_a_title_breaks_as_a_sign_painter_would_break_it(title: str, lines: list[str]) -> None:
    assert stack(title) == lines


def test_a_title_without_end_breaks_too() -> None:
    assert max(map(len, stack("endless" * 50))) <= 24


def test_the_cover_is_a_picture_of_the_size_that_shops_take() -> None:
    picture = Image.open(BytesIO(jpeg(edition())))
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (1500, 2400))
    colours = picture.resize((50, 80)).getcolors(4000)
    assert colours
    assert len(colours) > 20, "an empty cover"


def test_the_cover_is_drawn_alike_each_time_and_says_its_title() -> None:
    assert jpeg(edition()) == jpeg(edition())
    assert jpeg(edition()) != jpeg(titled("Another"))
    assert words(edition().book) == "A Chair by the Window. Essays on being there. Edited by Ines Fenn"


def test_hostile_words_make_a_cover() -> None:
    assert Image.open(BytesIO(jpeg(hostile()))).size == (1500, 2400)
