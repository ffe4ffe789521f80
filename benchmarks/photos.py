"""Measure what photos cost: time and size by kind, width and speed, and builds beside Hugo.

    python benchmarks/photos.py FOLDER [--count 120] [--hugo PROGRAM] [--rows encode,build]

FOLDER holds photographs; each is first brought to 1,600 pixels, as a press office sends them.
`encode` prints for each kind and speed the seconds a photo takes on one core, its bytes and its
likeness to the resized original (PSNR of the luminance, in decibels). `build` times whole first
builds of COUNT articles with a photo each, briefgen (with each choice of kinds) and Hugo in turn,
on all cores.
"""

from __future__ import annotations

import argparse
import math
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

WIDTH = 1600
WIDTHS = (480, 960, 1440)
QUALITY = {"avif": 62, "webp": 78, "jpg": 82}
HUGO_WIDTHS = (480, 800, 1200, 1600)
HUGO_LAYOUT = """{{ define "main" }}{{ end }}<h1>{{ .Title }}</h1>
{{ with .Resources.GetMatch "photo.jpg" }}{{ $photo := . }}
{{ range slice %s }}<img src="{{ ($photo.Resize (printf "%%dx webp" .)).RelPermalink }}">
<img src="{{ ($photo.Resize (printf "%%dx jpeg" .)).RelPermalink }}">{{ end }}{{ end }}
"""


def likeness(one: Image.Image, data: bytes) -> float:
    other = Image.open(BytesIO(data)).convert("RGB")
    error = ImageStat.Stat(ImageChops.difference(one.convert("L"), other.convert("L"))).rms[0]
    return 20 * math.log10(255 / error) if error else 99.0


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    name = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[kind]
    image.save(made := BytesIO(), name, **options)
    return made.getvalue()


def choices() -> list[tuple[str, str, dict[str, object]]]:
    one_core = {"max_threads": 1, "autotiling": False}
    rows: list[tuple[str, str, dict[str, object]]] = [
        (f"avif, speed {speed}, quality {quality}", "avif",
         {"quality": quality, "speed": speed, **one_core})
        for speed, quality in ((6, 62), (8, 62), (9, 62), (10, 62), (9, 59), (9, 58))
    ]  # fmt: skip
    rows += [(f"webp, method {m}", "webp", {"quality": 78, "method": m}) for m in (4, 2, 0)]
    rows += [
        ("jpg, progressive", "jpg", {"quality": 82, "progressive": True, "optimize": True}),
        ("jpg, optimised", "jpg", {"quality": 82, "optimize": True}),
    ]
    return rows


def measure_encoders(photos: list[Image.Image]) -> None:
    print("| kind | " + " | ".join(f"{w} px" for w in WIDTHS) + " | all three |")
    print("|---|" + "---|" * (len(WIDTHS) + 1))
    for name, kind, options in choices():
        cells, whole = [], [0.0, 0]
        for width in WIDTHS:
            seconds, size, alike = 0.0, 0, []
            for photo in photos:
                height = round(photo.height * width / photo.width)
                small = photo.resize((width, height), Image.Resampling.LANCZOS)
                began = time.process_time()
                data = encoded(small, kind, **options)
                seconds += time.process_time() - began
                size += len(data)
                alike.append(likeness(small, data))
            count = len(photos)
            shown = f"{seconds / count:.3f} s, {size / count / 1000:.0f} kB"
            cells.append(f"{shown}, {statistics.mean(alike):.1f} dB")
            whole[0] += seconds / count
            whole[1] += size // count
        print(
            f"| {name} | {' | '.join(cells)} | {whole[0]:.3f} s, {whole[1] / 1000:.0f} kB |",
            flush=True,
        )


def measure_builds(photos: list[bytes], count: int, hugo: str) -> None:
    print("| first build | s a photo | kB a photo | files |\n|---|---|---|---|")
    for kinds in (("avif", "webp", "jpg"), ("avif", "jpg"), ("webp", "jpg"), ("jpg",)):
        with tempfile.TemporaryDirectory() as name:
            site = Path(name)
            write_ours(site, photos, count, kinds)
            command = [sys.executable, "-m", "briefgen", "build", str(site), "--quiet"]
            told(f"briefgen, {', '.join(kinds)}", command, site, "site", count)
    if hugo:
        with tempfile.TemporaryDirectory() as name:
            site = Path(name)
            write_hugo(site, photos, count)
            told(
                "Hugo, 4 widths, webp, jpg",
                [hugo, "--quiet", "-s", str(site)],
                site,
                "public",
                count,
            )


def told(name: str, command: list[str], site: Path, output: str, count: int) -> None:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - began
    endings = {".avif", ".webp", ".jpg", ".jpeg"}
    files = [path for path in (site / output).rglob("*") if path.suffix in endings]
    size = sum(path.stat().st_size for path in files)
    print(
        f"| {name} | {seconds / count:.3f} | {size / count / 1000:.0f} | {len(files)} |", flush=True
    )


def write_ours(site: Path, photos: list[bytes], count: int, kinds: tuple[str, ...]) -> None:
    (site / "content/images").mkdir(parents=True)
    settings = f"images:\n  kinds: [{', '.join(kinds)}]\n"
    (site / "briefgen.yml").write_text(f"title: Bench\nurl: https://bench.example/\n{settings}")
    for number in range(count):
        (site / f"content/images/p{number}.jpg").write_bytes(another(photos, number))
        head = f"title: Piece {number}\ndate: 2026-01-01\ntopic: T\nsource: S\n"
        head += f"photo: images/p{number}.jpg\n"
        text = f"---\n{head}photo_alt: A place.\nphoto_credit: Jo Lens\n---\n\nWords.\n"
        (site / f"content/a{number}.md").write_text(text)


def write_hugo(site: Path, photos: list[bytes], count: int) -> None:
    (site / "layouts/_default").mkdir(parents=True)
    widths = " ".join(map(str, HUGO_WIDTHS))
    (site / "layouts/_default/single.html").write_text(HUGO_LAYOUT % widths)
    (site / "hugo.yaml").write_text(
        "baseURL: https://bench.example/\ndisableKinds: [home, taxonomy, term, section]\n"
    )
    for number in range(count):
        folder = site / f"content/a{number}"
        folder.mkdir(parents=True)
        (folder / "photo.jpg").write_bytes(another(photos, number))
        (folder / "index.md").write_text(f"---\ntitle: Piece {number}\n---\nWords.\n")


def another(photos: list[bytes], number: int) -> bytes:
    """Return a photo with other bytes for each number, so that none is recognised."""
    return photos[number % len(photos)] + number.to_bytes(4, "big")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=120)
    parser.add_argument("--hugo", default=shutil.which("hugo") or "")
    parser.add_argument("--rows", default="encode,build")
    args = parser.parse_args()
    images, files = [], []
    for path in sorted(args.folder.glob("*.jpg")):
        image = Image.open(path).convert("RGB")
        image = image.resize(
            (WIDTH, round(image.height * WIDTH / image.width)), Image.Resampling.LANCZOS
        )
        images.append(image)
        files.append(encoded(image, "jpg", quality=90))
    mean = sum(map(len, files)) / len(files) / 1000
    print(f"{len(images)} photographs of {WIDTH} pixels, {mean:.0f} kB each\n")
    if "encode" in args.rows:
        measure_encoders(images)
    if "build" in args.rows:
        measure_builds(files, args.count, args.hugo)


if __name__ == "__main__":
    main()
