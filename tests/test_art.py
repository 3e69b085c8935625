"""Pictures of every kind -> what they are, and how they look when they are made ready."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from fleuron import art
from illustrated import leaf, rays, saved, slope


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def corner(data: bytes) -> tuple[int, ...]:
    return opened(data).convert("RGB").getpixel((0, 0))


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


BOMB = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 30000, 30000, 8, 2, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(bytes(100)))
    + chunk(b"IEND", b"")
)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "unknown"),
        (b"Dear Otto", "unknown"),
        (b"%PDF-1.7", "unknown"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "drawn"),
        (b"  <svg width='1'/>", "drawn"),
        (saved(rays(), "JPEG")[:9000], "damaged"),
        (saved(rays(60, 40))[:-40], "damaged"),
        (BOMB, "huge"),
        (b"\0" * (art.MOST_BYTES + 1), "huge"),
    ],
    ids=["empty", "letter", "pdf", "svg", "bare svg", "half a jpeg", "half a png", "bomb", "weight"],
)
def test_what_is_no_picture_is_refused(data: bytes, what: str) -> None:
    for _ in range(2):  # what was refused once is refused again, from the cache too
        with pytest.raises(art.UnfitError) as refused:
            art.look(data)
        assert refused.value.what == what


def test_half_a_picture_is_refused_whatever_another_library_asks_of_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(art.UnfitError, match="damaged"):
        art.look(saved(rays(300, 201), "JPEG")[:4000])


def test_a_picture_is_turned_as_its_camera_held_it() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter to the right
    data = saved(rays(300, 200), "JPEG", exif=exif)
    assert art.look(data) == (200, 300, False)
    assert opened(art.for_screen(data)).size == (200, 300)
    assert opened(art.for_page(data, 1000)).size == (200, 300)


def test_a_file_tells_nothing_but_its_picture() -> None:
    exif = Image.Exif()
    exif[0x010E] = "where we live"
    data = art.for_screen(saved(rays(300, 200), "JPEG", exif=exif, comment=b"secret"))
    assert b"where we live" not in data
    assert b"secret" not in data
    assert "exif" not in opened(data).info


def test_one_sees_white_through_a_picture_by_day_and_by_night() -> None:
    for image in (leaf(), leaf().convert("LA"), leaf().quantize()):
        data = art.for_screen(saved(image))
        assert opened(data).mode in ("RGB", "L")
        assert corner(data) == (255, 255, 255)


def test_four_inks_become_three_lights() -> None:
    data = art.for_screen(saved(Image.new("CMYK", (40, 30), (0, 255, 255, 0)), "JPEG", quality=95))
    red, green, blue = corner(data)
    assert opened(data).mode == "RGB"
    assert red > 220 > 60 > max(green, blue)


def test_sixteen_bits_become_eight() -> None:
    deep = Image.new("I;16", (40, 30), 0x8000)
    assert opened(art.for_screen(saved(deep))).mode == "L"
    assert corner(art.for_screen(saved(deep))) == (128, 128, 128)


def test_colours_are_brought_to_srgb_by_the_profile_of_the_file() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = saved(Image.new("RGB", (4, 4), (200, 40, 40)), icc_profile=lab)
    assert corner(art.for_screen(same)) == (200, 40, 40)
    broken = saved(Image.new("RGB", (4, 4), (200, 40, 40)), icc_profile=b"no profile at all")
    assert corner(art.for_screen(broken)) == (200, 40, 40)


def test_a_picture_that_moves_is_known_and_stands_still() -> None:
    data = saved(Image.new("1", (40, 30), 1), "GIF", save_all=True, append_images=[Image.new("1", (40, 30), 0)])
    assert art.look(data) == (40, 30, True)
    assert getattr(opened(art.for_screen(data)), "n_frames", 1) == 1


def test_a_large_picture_is_made_smaller_and_a_small_one_stays() -> None:
    assert opened(art.for_screen(saved(rays(3200, 800), "JPEG"))).size == (art.SCREEN, 400)
    assert opened(art.for_screen(saved(rays(320, 80), "JPEG"))).size == (320, 80)
    assert opened(art.for_page(saved(rays(3200, 800), "JPEG"), 1000)).size == (1000, 250)
    assert opened(art.for_page(saved(rays(1400, 350), "JPEG"), 1000)).size == (1400, 350)


def test_what_is_gray_is_written_as_gray_and_the_rest_where_it_is_asked_for() -> None:
    assert opened(art.for_page(saved(slope(100, 50).convert("RGB")), 100)).mode == "L"
    assert opened(art.for_page(saved(rays(100, 50)), 100)).mode == "RGB"
    assert opened(art.for_page(saved(rays(100, 50)), 100, gray=True)).mode == "L"


def test_a_drawing_stays_exact_and_a_photograph_stays_small() -> None:
    assert art.ending(art.for_screen(saved(leaf()))) == "png"
    assert art.ending(art.for_screen(saved(rays(), "JPEG"))) == "jpg"
    grain = Image.merge("RGB", [Image.effect_noise((800, 600), 12).resize((400, 300)) for _ in range(3)])
    assert art.ending(art.for_screen(saved(grain))) == "jpg"


def test_the_same_picture_is_made_ready_to_the_byte() -> None:
    from fleuron.cache import forgotten

    data = saved(rays(400, 300), "JPEG")
    with forgotten():
        assert art.for_screen(data) == art.for_screen(data)
        assert art.for_page(data, 200, gray=True) == art.for_page(data, 200, gray=True)


@pytest.mark.parametrize(
    ("size", "width", "expected"),
    [((1000, 500), 100, (288, 144)), ((1000, 500), 50, (144, 72)), ((500, 2000), 100, (80, 320))],
    ids=["the measure", "half of it", "as high as may be"],
)
def test_a_picture_is_as_wide_as_the_text_unless_it_is_too_high(
    size: tuple[int, int], width: int, expected: tuple[float, float]
) -> None:
    assert art.fitted(size, width, 288, 480) == pytest.approx(expected)
