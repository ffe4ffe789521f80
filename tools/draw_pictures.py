"""Draw the sample site's pictures into content/images/: flat shapes, the same bytes on every run.

python tools/draw_pictures.py [FOLDER]
"""

from __future__ import annotations

import math
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = (1200, 800)
SCALE = 2  # drawn at twice the size, then reduced, for smooth edges
W, H = SIZE[0] * SCALE, SIZE[1] * SCALE
Colour = tuple[int, int, int]
Pen = ImageDraw.ImageDraw

DAWN = ((250, 214, 165), (244, 164, 120), (96, 82, 110), (58, 56, 84), (250, 240, 220))
DAY = ((214, 232, 240), (168, 205, 222), (92, 132, 140), (54, 88, 98), (252, 250, 240))
DUSK = ((238, 170, 96), (206, 110, 84), (86, 62, 92), (48, 40, 70), (255, 232, 190))
NIGHT = ((34, 46, 78), (24, 34, 62), (16, 24, 46), (10, 14, 30), (246, 236, 200))
MOSS = ((226, 232, 206), (180, 200, 160), (104, 140, 110), (60, 92, 78), (250, 248, 230))
BRICK = ((240, 224, 208), (214, 160, 130), (158, 92, 76), (96, 56, 56), (252, 244, 230))
PAPER = ((244, 236, 216), (228, 212, 178), (160, 120, 84), (92, 66, 52), (255, 250, 236))
Palette = tuple[Colour, Colour, Colour, Colour, Colour]


def x(share: float) -> int:
    return round(share * W)


def y(share: float) -> int:
    return round(share * H)


def box(pen: Pen, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
    pen.rectangle((x(left), y(top), x(right), y(bottom)), fill=fill)


def shape(pen: Pen, points: list[tuple[float, float]], fill: Colour) -> None:
    pen.polygon([(x(a), y(b)) for a, b in points], fill=fill)


def disc(pen: Pen, at: tuple[float, float], radius: float, fill: Colour) -> None:
    left, top, r = x(at[0]), y(at[1]), x(radius)
    pen.ellipse((left - r, top - r, left + r, top + r), fill=fill)


def line(pen: Pen, points: list[tuple[float, float]], width: float, fill: Colour) -> None:
    pen.line([(x(a), y(b)) for a, b in points], fill=fill, width=x(width), joint="curve")


def sky(pen: Pen, p: Palette, bands: int = 7) -> None:
    """Fill the sky from the palette's first colour down to its second, in steps."""
    for band in range(bands):
        share = band / (bands - 1)
        colour = tuple(round(a + (b - a) * share) for a, b in zip(p[0], p[1], strict=True))
        box(pen, 0, band / bands, 1, 1, (colour[0], colour[1], colour[2]))


def hills(pen: Pen, level: float, height: float, fill: Colour, phase: float) -> None:
    steps = 80
    top = [
        (i / steps, level - height * (0.5 + 0.5 * math.sin(phase + 7 * i / steps)))
        for i in range(steps + 1)
    ]
    shape(pen, [(0, 1), *top, (1, 1)], fill)


def water(pen: Pen, level: float, p: Palette, seed: int) -> None:
    box(pen, 0, level, 1, 1, p[2])
    chance = random.Random(seed)
    for _ in range(26):
        left, top = chance.random(), level + chance.random() * (1 - level)
        line(pen, [(left, top), (left + 0.04 + chance.random() * 0.1, top)], 0.003, p[1])


def stars(pen: Pen, p: Palette, seed: int, count: int = 140, below: float = 0.75) -> None:
    chance = random.Random(seed)
    for _ in range(count):
        disc(
            pen, (chance.random(), chance.random() * below), 0.0008 + chance.random() * 0.002, p[4]
        )


def house(pen: Pen, left: float, ground: float, width: float, wall: Colour, roof: Colour) -> None:
    box(pen, left, ground - width, left + width, ground, wall)
    peak = (left + width / 2, ground - 1.9 * width)
    shape(pen, [(left - 0.01, ground - width), peak, (left + width + 0.01, ground - width)], roof)


def boat(pen: Pen, left: float, level: float, size: float, hull: Colour, sail: Colour) -> None:
    shape(
        pen,
        [
            (left, level),
            (left + size, level),
            (left + 0.8 * size, level + 0.3 * size),
            (left + 0.2 * size, level + 0.3 * size),
        ],
        hull,
    )
    shape(
        pen,
        [
            (left + 0.5 * size, level - 0.9 * size),
            (left + 0.5 * size, level - 0.05 * size),
            (left + 0.95 * size, level - 0.05 * size),
        ],
        sail,
    )


def barge(pen: Pen) -> None:
    sky(pen, DAY)
    water(pen, 0.62, DAY, 1)
    shape(pen, [(0.1, 0.58), (0.92, 0.58), (0.86, 0.74), (0.16, 0.74)], DAY[3])
    for i in range(9):
        box(pen, 0.2 + i * 0.07, 0.44, 0.26 + i * 0.07, 0.58, BRICK[1] if i % 3 else DAY[4])


def villages(pen: Pen) -> None:
    sky(pen, MOSS)
    hills(pen, 0.6, 0.2, MOSS[1], 1)
    hills(pen, 0.75, 0.15, MOSS[2], 3)
    pen.ellipse((x(0.2), y(0.72), x(0.82), y(0.95)), fill=DAY[1])
    for left in (0.1, 0.16, 0.22, 0.46, 0.52, 0.8, 0.86):
        house(pen, left, 0.72, 0.045, MOSS[4], BRICK[2])


def tuchfabrik(pen: Pen) -> None:
    sky(pen, BRICK)
    box(pen, 0.08, 0.45, 0.92, 0.9, BRICK[2])
    for i in range(4):
        left = 0.08 + i * 0.21
        shape(pen, [(left, 0.45), (left + 0.05, 0.25), (left + 0.21, 0.45)], NIGHT[0])
    for i in range(14):
        for top in (0.52, 0.7):
            box(pen, 0.11 + i * 0.057, top, 0.14 + i * 0.057, top + 0.1, BRICK[4])
    box(pen, 0, 0.9, 1, 1, BRICK[3])


def lighthouse(pen: Pen) -> None:
    sky(pen, DAWN)
    water(pen, 0.76, DAWN, 2)
    shape(pen, [(0.3, 0.82), (0.42, 0.66), (0.6, 0.64), (0.75, 0.82)], DAWN[3])
    shape(pen, [(0.46, 0.66), (0.48, 0.22), (0.54, 0.22), (0.56, 0.66)], DAWN[4])
    for top in (0.3, 0.45):
        box(pen, 0.475, top, 0.545, top + 0.06, BRICK[2])
    box(pen, 0.475, 0.14, 0.545, 0.22, DAWN[2])
    shape(pen, [(0.465, 0.14), (0.51, 0.07), (0.555, 0.14)], BRICK[2])


def night_train(pen: Pen) -> None:
    sky(pen, NIGHT)
    stars(pen, NIGHT, 3, 80, 0.4)
    disc(pen, (0.8, 0.2), 0.05, NIGHT[4])
    disc(pen, (0.82, 0.18), 0.045, NIGHT[0])
    box(pen, 0, 0.86, 1, 1, (70, 72, 92))
    box(pen, 0, 0.42, 0.96, 0.8, (40, 66, 120))
    for i in range(12):
        box(pen, 0.03 + i * 0.077, 0.5, 0.08 + i * 0.077, 0.62, NIGHT[4] if i % 4 else NIGHT[2])
    line(pen, [(0, 0.7), (0.96, 0.7)], 0.006, DUSK[0])
    for i in range(8):
        disc(pen, (0.06 + i * 0.12, 0.82), 0.022, NIGHT[3])


def crossing(pen: Pen) -> None:
    sky(pen, MOSS)
    hills(pen, 0.66, 0.12, MOSS[2], 2)
    shape(pen, [(0.35, 0.66), (0.65, 0.66), (1.0, 1), (0, 1)], (150, 148, 140))
    line(pen, [(0, 0.78), (1, 0.78)], 0.008, MOSS[3])
    line(pen, [(0, 0.82), (1, 0.82)], 0.008, MOSS[3])
    for i in range(12):
        box(pen, 0.08 + i * 0.07, 0.6, 0.15 + i * 0.07, 0.63, BRICK[2] if i % 2 else MOSS[4])
    box(pen, 0.06, 0.5, 0.09, 0.86, MOSS[3])


def shelves(pen: Pen, p: Palette, seed: int, rows: int) -> None:
    box(pen, 0, 0, 1, 1, p[1])
    chance = random.Random(seed)
    for row in range(rows):
        floor = (row + 1) / rows - 0.03
        left = 0.02
        while left < 0.95:
            width = 0.008 + chance.random() * 0.025
            top = floor - (0.55 + chance.random() * 0.3) / rows
            box(
                pen, left, top, left + width, floor, chance.choice([p[2], p[3], p[4], p[0], DAY[2]])
            )
            left += width + 0.003
        box(pen, 0, floor, 1, floor + 0.03, p[3])


def timetables(pen: Pen) -> None:
    shelves(pen, PAPER, 5, 5)


def bookshelf_station(pen: Pen) -> None:
    shelves(pen, PAPER, 6, 3)
    box(pen, 0.62, 0, 1, 1, DUSK[0])
    box(pen, 0.66, 0.08, 0.96, 0.6, DAWN[0])
    box(pen, 0.62, 0.6, 1, 1, DUSK[2])
    box(pen, 0.68, 0.74, 0.94, 0.79, PAPER[1])


def platform(pen: Pen) -> None:
    box(pen, 0, 0, 1, 1, NIGHT[2])
    pen.pieslice((x(0.1), y(0.05), x(0.9), y(1.5)), 180, 360, fill=BRICK[3])
    pen.pieslice((x(0.2), y(0.2), x(0.8), y(1.4)), 180, 360, fill=(72, 112, 96))
    pen.pieslice((x(0.34), y(0.42), x(0.66), y(1.3)), 180, 360, fill=NIGHT[3])
    shape(pen, [(0.34, 0.86), (0.2, 0.86), (0, 1), (0.3, 1)], PAPER[1])
    box(pen, 0.7, 0.5, 0.76, 0.66, DAWN[0])


def cranes(pen: Pen) -> None:
    sky(pen, DUSK)
    disc(pen, (0.7, 0.55), 0.07, DUSK[4])
    water(pen, 0.8, DUSK, 7)
    for left in (0.1, 0.34, 0.58):
        line(pen, [(left, 0.8), (left + 0.03, 0.35), (left + 0.1, 0.8)], 0.008, DUSK[3])
        line(pen, [(left - 0.08, 0.36), (left + 0.22, 0.3)], 0.01, DUSK[3])
    for i in range(9):
        left, top = 0.55 + 0.04 * abs(4 - i), 0.1 + 0.025 * i
        line(
            pen,
            [(left - 0.015, top - 0.01), (left, top), (left + 0.015, top - 0.01)],
            0.003,
            DUSK[3],
        )


def puerto(pen: Pen) -> None:
    sky(pen, DAWN)
    hills(pen, 0.5, 0.12, DAWN[2], 4)
    water(pen, 0.52, DAWN, 8)
    colours = (BRICK[2], DAY[2], DUSK[0], MOSS[2], DAWN[4])
    for i in range(9):
        boat(pen, 0.06 + i * 0.1, 0.62 + 0.06 * (i % 4), 0.09, colours[i % 5], DAWN[4])


def dry_dock(pen: Pen) -> None:
    sky(pen, DAY)
    for i in range(6):
        inset = 0.05 * i
        shape(
            pen,
            [
                (inset, 0.4 + 0.05 * i),
                (1 - inset, 0.4 + 0.05 * i),
                (0.9 - inset, 1),
                (0.1 + inset, 1),
            ],
            PAPER[1] if i % 2 else PAPER[0],
        )
    shape(pen, [(0.3, 0.7), (0.7, 0.7), (0.62, 1), (0.38, 1)], (72, 158, 190))


def raseef(pen: Pen) -> None:
    sky(pen, PAPER)
    disc(pen, (0.2, 0.25), 0.06, DUSK[0])
    water(pen, 0.5, DAY, 9)
    shape(pen, [(0.45, 0.5), (1, 0.5), (1, 0.72), (0.4, 0.6)], PAPER[1])
    for i in range(5):
        boat(pen, 0.05 + i * 0.14, 0.66 + 0.07 * (i % 3), 0.12, PAPER[2], PAPER[4])


def river(pen: Pen, p: Palette, wide: float, seed: int) -> None:
    box(pen, 0, 0, 1, 1, p[1])
    chance = random.Random(seed)
    for _ in range(40):
        left, top = chance.random(), chance.random()
        box(pen, left, top, left + 0.12, top + 0.1, chance.choice([p[0], p[1], p[2]]))
    bends = [(0.5 + 0.28 * math.sin(i / 9), i / 60) for i in range(61)]
    line(pen, bends, wide, DAY[2])
    line(pen, bends, wide / 3, DAY[1])


def river_ash(pen: Pen) -> None:
    river(pen, MOSS, 0.14, 10)


def hydrophone(pen: Pen) -> None:
    sky(pen, DAY)
    water(pen, 0.4, NIGHT, 11)
    line(pen, [(0.5, 0), (0.5, 0.66)], 0.004, DAY[4])
    box(pen, 0.485, 0.64, 0.515, 0.76, DAY[4])
    for i in range(1, 6):
        r = 0.05 * i
        pen.arc(
            (x(0.5 - r), y(0.7) - x(r), x(0.5 + r), y(0.7) + x(r)),
            20,
            160,
            fill=DAY[1],
            width=x(0.004),
        )
    shape(pen, [(0.7, 0.72), (0.82, 0.68), (0.88, 0.73), (0.82, 0.78)], DAWN[1])
    shape(pen, [(0.71, 0.72), (0.66, 0.68), (0.66, 0.77)], DAWN[1])


def corvelle(pen: Pen) -> None:
    sky(pen, MOSS)
    hills(pen, 0.4, 0.12, MOSS[3], 5)
    box(pen, 0, 0.4, 1, 1, PAPER[1])
    shape(pen, [(0.4, 0.4), (0.55, 0.4), (0.9, 1), (0.2, 1)], (120, 180, 190))
    chance = random.Random(12)
    for _ in range(160):
        left = chance.random()
        top = 0.48 + 0.5 * chance.random()
        r = 0.004 + 0.012 * (top - 0.4)
        disc(pen, (left, top), r, chance.choice([PAPER[0], PAPER[2], (170, 168, 160)]))


def puddles(pen: Pen) -> None:
    box(pen, 0, 0, 1, 1, (236, 232, 222))
    for i in range(9):
        line(pen, [(0.12 * i, 0), (0.12 * i - 0.1, 1)], 0.012, (255, 255, 255))
        line(pen, [(0, 0.13 * i), (1, 0.13 * i + 0.08)], 0.012, (255, 255, 255))
    chance = random.Random(13)
    for _ in range(90):
        disc(
            pen, (chance.random(), chance.random()), 0.005 + 0.012 * chance.random(), (70, 140, 190)
        )


def ladders(pen: Pen) -> None:
    box(pen, 0, 0, 1, 1, BRICK[1])
    box(pen, 0, 0.9, 1, 1, BRICK[3])
    for i, top in enumerate((0.1, 0.3, 0.18, 0.5, 0.06, 0.4)):
        left = 0.08 + i * 0.15
        for side in (0, 0.05):
            line(pen, [(left + side, 0.92), (left + side + 0.05, top)], 0.008, PAPER[4])
        for rung in range(1, 12):
            level = 0.92 - rung * (0.92 - top) / 12
            lean = 0.05 * rung / 12
            line(pen, [(left + lean, level), (left + lean + 0.05, level)], 0.006, PAPER[4])


def radio_archive(pen: Pen) -> None:
    box(pen, 0, 0, 1, 1, (84, 84, 92))
    for row in range(3):
        for column in range(5):
            at = (0.11 + column * 0.195, 0.19 + row * 0.31)
            disc(pen, at, 0.085, (58, 46, 42))
            disc(pen, at, 0.035, (208, 204, 196))
            disc(pen, at, 0.012, (84, 84, 92))


def night_library(pen: Pen) -> None:
    sky(pen, NIGHT)
    stars(pen, NIGHT, 14, 90, 0.35)
    box(pen, 0.12, 0.35, 0.88, 0.92, (44, 44, 66))
    for row in range(3):
        for column in range(9):
            lit = (row * 9 + column) % 5
            left = 0.16 + column * 0.078
            box(
                pen,
                left,
                0.41 + row * 0.17,
                left + 0.05,
                0.52 + row * 0.17,
                DUSK[4] if lit else NIGHT[1],
            )
    box(pen, 0, 0.92, 1, 1, NIGHT[3])


def atlas(pen: Pen) -> None:
    box(pen, 0, 0, 1, 1, BRICK[3])
    shape(pen, [(0.08, 0.16), (0.5, 0.2), (0.5, 0.9), (0.06, 0.84)], PAPER[0])
    shape(pen, [(0.92, 0.16), (0.5, 0.2), (0.5, 0.9), (0.94, 0.84)], PAPER[4])
    disc(pen, (0.28, 0.5), 0.09, MOSS[2])
    disc(pen, (0.72, 0.46), 0.07, MOSS[2])
    shape(pen, [(0.4, 0.5), (0.62, 0.46), (0.64, 0.7), (0.42, 0.74)], (250, 250, 246))
    for i in range(5):
        line(pen, [(0.43, 0.54 + i * 0.035), (0.6, 0.51 + i * 0.035)], 0.002, NIGHT[0])


def cubesat(pen: Pen) -> None:
    sky(pen, NIGHT)
    stars(pen, NIGHT, 15)
    disc(pen, (0.5, 1.75), 0.8, (60, 110, 160))
    disc(pen, (0.5, 1.79), 0.8, (90, 150, 180))
    box(pen, 0.44, 0.3, 0.56, 0.46, DAY[4])
    for left in (0.2, 0.58):
        box(pen, left, 0.33, left + 0.22, 0.43, (48, 72, 140))
    line(pen, [(0.5, 0.3), (0.54, 0.16)], 0.004, DAY[4])


def dark_sky(pen: Pen) -> None:
    sky(pen, NIGHT)
    stars(pen, NIGHT, 16, 420, 0.8)
    hills(pen, 0.9, 0.1, NIGHT[3], 1)
    for left in (0.3, 0.36, 0.55):
        disc(pen, (left, 0.88), 0.006, DUSK[0])


def dish(pen: Pen) -> None:
    sky(pen, DUSK)
    hills(pen, 0.85, 0.2, DUSK[3], 2)
    shape(pen, [(0.46, 0.8), (0.5, 0.5), (0.54, 0.8)], DUSK[2])
    pen.chord((x(0.28), y(0.12), x(0.72), y(0.78)), 20, 200, fill=DAWN[4])
    line(pen, [(0.5, 0.45), (0.66, 0.24)], 0.006, DUSK[3])


def meteor(pen: Pen) -> None:
    sky(pen, NIGHT)
    stars(pen, NIGHT, 17, 100, 0.6)
    shape(pen, [(0.15, 0.08), (0.7, 0.5), (0.715, 0.485)], DAWN[4])
    disc(pen, (0.71, 0.495), 0.012, DAWN[4])
    water(pen, 0.72, NIGHT, 18)
    for left in (0.1, 0.3, 0.55, 0.82):
        disc(pen, (left, 0.72), 0.006, DUSK[0])


def star_chart(pen: Pen) -> None:
    box(pen, 0, 0, 1, 1, PAPER[0])
    for r in (0.1, 0.2, 0.3):
        pen.ellipse(
            (x(0.5 - r), y(0.5) - x(r), x(0.5 + r), y(0.5) + x(r)), outline=PAPER[2], width=x(0.002)
        )
    chance = random.Random(19)
    last = (0.5, 0.5)
    for i in range(60):
        turn, far = chance.random() * 2 * math.pi, 0.3 * math.sqrt(chance.random())
        at = (0.5 + far * math.cos(turn), 0.5 + far * math.sin(turn) * W / H)
        disc(pen, at, 0.002 + 0.004 * chance.random(), PAPER[3])
        if i % 4:
            line(pen, [last, at], 0.0015, PAPER[2])
        last = at


PICTURES: dict[str, Callable[[Pen], None]] = {
    draw.__name__.replace("_", "-"): draw
    for draw in (
        barge, villages, tuchfabrik, lighthouse, night_train, crossing, timetables,
        bookshelf_station, platform, cranes, puerto, dry_dock, raseef, river_ash, hydrophone,
        corvelle, puddles, ladders, radio_archive, night_library, atlas, cubesat, dark_sky, dish,
        meteor, star_chart,
    )
}  # fmt: skip


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("content/images")
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in PICTURES.items():
        canvas = Image.new("RGB", (W, H))
        draw(ImageDraw.Draw(canvas))
        small = canvas.resize(SIZE, Image.Resampling.BOX).quantize(96, dither=Image.Dither.NONE)
        small.save(folder / f"{name}.png", optimize=True)
    print(f"{len(PICTURES)} pictures in {folder}")


if __name__ == "__main__":
    main()
