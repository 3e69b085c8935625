"""Pictures that the tests make themselves, and a small book that shows them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from samples import PROSE

BOOK = """
title = "A Book of Rooms"
issued = 2026-01-02
editors = ["Otto Fenn"]
theme = "{theme}"

[permission]
status = "own"
holder = "The authors"
"""
SIDECAR = """
authors = ["Ida Marlowe"]

[[pictures]]
file = "art/rays.jpg"
alt = "Lines that cross in one point."
caption = "Rays, from *one* place."
credit = "Drawn by a machine"
after = "{first}"

[[pictures]]
file = "art/rays.jpg"
alt = "The same lines, small."
width = "50%"
after = "{second}"

[[pictures]]
file = "art/leaf.png"
decorative = true
width = "20%"
after = "{third}"
"""
FOREWORD = """
Before all.

![A gray slope.](art/slope.png "A slope in *gray*."){credit="From the archive"}

After it.
"""


def saved(image: Image.Image, kind: str = "PNG", **more: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def rays(width: int = 1800, height: int = 1100) -> Image.Image:
    """Draw lines in colours that change."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    for x in range(0, width, 30):
        pen.line([(x, 0), (width - x, height)], fill=(x % 256, 80, 160), width=8)
    return image


def slope(width: int = 1400, height: int = 500) -> Image.Image:
    return Image.linear_gradient("L").rotate(90).resize((width, height))


def leaf(size: int = 500) -> Image.Image:
    """Draw something that one sees through."""
    image = Image.new("RGBA", (size, size))
    ImageDraw.Draw(image).ellipse((20, size // 3, size - 20, 2 * size // 3), fill=(0, 90, 0, 255))
    return image


def lay(folder: Path, theme: str = "classic", essays: int = 2) -> Path:
    """Write a manuscript whose essays have three pictures each, and its foreword one."""
    files: dict[str, str | bytes] = {
        "book.toml": BOOK.format(theme=theme),
        "matter/foreword.md": FOREWORD,
        "art/rays.jpg": saved(rays(), "JPEG", quality=90),
        "art/leaf.png": saved(leaf()),
        "art/slope.png": saved(slope()),
    }
    for number in range(essays):
        prose = [*PROSE[number:], *PROSE[:number]]
        files[f"essays/room-{number}.txt"] = "\n\n".join([f"Room {number}", "By Ida Marlowe", *prose]) + "\n"
        first, second, third = (json_words(prose[at]) for at in (1, 4, 6))
        files[f"essays/room-{number}.toml"] = SIDECAR.format(first=first, second=second, third=third)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def json_words(line: str) -> str:
    return line[:40].replace('"', r"\"")
