"""The bytes of a picture -> what it is, and the same made ready for a page or a screen; knows nothing of books.

A picture is turned as its camera held it, laid on white where one sees through it, brought to sRGB, and written anew
without what else its file tells. What was made once is kept: the same bytes, the same picture.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from fleuron.cache import remember
from fleuron.program import version

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES, MOST_PIXELS = 60_000_000, 80_000_000  # of a file, of a picture: two pages of A4 at 600 to the inch
FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "WEBP", "BMP")
LOSSY = ("JPEG", "MPO", "WEBP")
QUALITY, SCREEN_QUALITY = 92, 85
SCREEN = 1600  # px; the longer side of a picture in an e-book: 2.6 megapixels, and Apple takes 4
DENSE = 400  # px to the inch; more than that no press shows
SLACK = 1.5  # times as many, and a picture for a page is still left as it is: to reduce it is to blur it
TALL = 2 / 3  # of a page's height; a picture is no higher


class UnfitError(ValueError):
    """Say why a file is no picture for a book: in `what`, as unknown, drawn, damaged or huge."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Look(NamedTuple):
    """What a file shows: its size in px, upright, and whether it moves."""

    width: int
    height: int
    moves: bool


def look(data: bytes) -> Look:
    """Look at a picture, the whole of it; raises UnfitError."""
    if len(data) > MOST_BYTES:
        raise UnfitError("huge")
    found = json.loads(remember(lambda: json.dumps(_look(data)).encode(), "look", *_tools(), data))
    if isinstance(found, str):
        raise UnfitError(found)
    return Look(*found)


def fitted(size: tuple[int, int], width: int, measure: float, height: float) -> tuple[float, float]:
    """Return the size at which a picture of so many px is printed, `width` percent of the measure at most."""
    across, down = size
    wide = min(measure * width / 100, height * TALL * across / down)
    return wide, wide * down / across


def for_page(data: bytes, wide: int, *, gray: bool = False) -> bytes:
    """Make a picture ready for a PDF, about `wide` px wide at most: PNG or JPEG, in sRGB, or in gray as it may be."""
    return remember(lambda: _for_page(data, wide, gray=gray), "for page", *_tools(), wide, gray, data)


def for_screen(data: bytes) -> bytes:
    """Make a picture ready for an e-book: PNG or JPEG, no side longer than SCREEN px."""
    return remember(lambda: _for_screen(data), "for screen", *_tools(), data)


def filling(data: bytes, shape: float, wide: int) -> bytes:
    """Cut a picture about its middle to a shape (width to height), about `wide` px wide at most: JPEG, in sRGB."""
    return remember(lambda: _filling(data, shape, wide), "filling", *_tools(), f"{shape:.5f}", wide, data)


def ending(data: bytes) -> str:
    """Return how the name of a picture that was made ready ends."""
    return "png" if data.startswith(b"\x89PNG") else "jpg"


def _tools() -> tuple[str, ...]:
    return f"pillow {version('pillow')}", *map(str, (QUALITY, SCREEN_QUALITY, SCREEN, SLACK))


def _look(data: bytes) -> Any:
    try:
        with _opened(data) as image:
            if image.width * image.height > MOST_PIXELS:
                return "huge"
            moves = getattr(image, "n_frames", 1) > 1 and image.format != "MPO"
            upright = _upright(image)
            return upright.width, upright.height, moves
    except UnfitError as error:
        return error.what


@contextmanager
def _opened(data: bytes) -> Iterator[Image]:
    """Open a picture; one that is cut short is damaged, whatever another library asks of Pillow."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                yield image
    except UnidentifiedImageError as error:
        head = data[:1000].lstrip().lower()
        raise UnfitError("drawn" if head.startswith((b"<?xml", b"<svg", b"<!doctype svg")) else "unknown") from error
    except Image.DecompressionBombError as error:
        raise UnfitError("huge") from error
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        raise error if isinstance(error, UnfitError) else UnfitError("damaged") from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _upright(image: Image) -> Image:
    from PIL import ImageOps

    image.load()
    return ImageOps.exif_transpose(image)


def _plain(data: bytes) -> tuple[Image, bool]:
    """Read a picture as L or RGB, and tell whether its file left nothing out."""
    with _opened(data) as image:
        exact = image.format not in LOSSY
        return _neutral(_rgb(_flat(_upright(image)))), exact


def _flat(image: Image) -> Image:
    """Lay a picture on white where one sees through it, and give it eight bits a colour."""
    from PIL import Image as Pillow

    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif image.mode in ("P", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode not in ("RGBA", "LA", "La", "RGBa"):
        return image
    sheet = Pillow.new("RGBA", image.size, "white")
    sheet.alpha_composite(image.convert("RGBA"))
    return _with_profile(sheet.convert("RGB"), image)


def _with_profile(image: Image, source: Image) -> Image:
    if source.mode.startswith("RGB") and "icc_profile" in source.info:
        image.info["icc_profile"] = source.info["icc_profile"]
    return image


def _rgb(image: Image) -> Image:
    """Bring a picture to sRGB by the profile that it carries, if that is one."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            if "srgb" not in ImageCms.getProfileDescription(own).lower():
                ours = ImageCms.createProfile("sRGB")
                return ImageCms.profileToProfile(image, own, ours, outputMode="RGB") or image
    return image if image.mode in ("L", "RGB") else image.convert("L" if image.mode == "1" else "RGB")


def _neutral(image: Image) -> Image:
    """Return a picture that is all gray as such."""
    if image.mode != "RGB":
        return image
    red, *others = image.split()
    return red if all(red.tobytes() == other.tobytes() for other in others) else image


def _for_page(data: bytes, wide: int, *, gray: bool) -> bytes:
    image, exact = _plain(data)
    image = image.convert("L") if gray else image
    return _written(_reduced(image, wide / image.width) if image.width > SLACK * wide else image, QUALITY, exact=exact)


def _filling(data: bytes, shape: float, wide: int) -> bytes:
    image, _ = _plain(data)
    across = min(image.width, round(image.height * shape))
    down = min(image.height, round(image.width / shape))
    left, top = (image.width - across) // 2, (image.height - down) // 2
    cut = image.convert("RGB").crop((left, top, left + across, top + down))
    return _written(_reduced(cut, wide / across), QUALITY, exact=False)


def _for_screen(data: bytes) -> bytes:
    image, exact = _plain(data)
    return _written(_reduced(image, SCREEN / max(image.size)), SCREEN_QUALITY, exact=exact)


def _reduced(image: Image, share: float) -> Image:
    from PIL import Image as Pillow

    if share >= 1:
        return image
    size = max(1, round(image.width * share)), max(1, round(image.height * share))
    return image.resize(size, Pillow.Resampling.LANCZOS)


def _written(image: Image, quality: int, *, exact: bool) -> bytes:
    """Write a picture as JPEG, or as PNG where it was exact and is not much larger so."""
    image.info.clear()
    jpeg = BytesIO()
    image.save(jpeg, "JPEG", quality=quality, subsampling=0, optimize=True)
    if not exact:
        return jpeg.getvalue()
    png = BytesIO()
    image.save(png, "PNG", optimize=True)
    return min(png, jpeg, key=lambda out: len(out.getvalue()) / (2 if out is png else 1)).getvalue()
