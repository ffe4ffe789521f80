"""A picture's bytes and what is to be made of it in, the files made of it out, each stamped.

Same input, same bytes: encoders run on one thread, and nothing of the file's own metadata comes
along but what the stamp says, so neither place, time nor camera are told on.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageCms, ImageOps, ImageSequence
from PIL.PngImagePlugin import PngInfo

from briefgen.errors import ContentError
from briefgen.model.picture import Stamp
from briefgen.render.picture_files import BROKEN, is_animated, opened
from briefgen.render.stamps import iptc_segment, xmp_packet
from briefgen.render.svg import harmless_svg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model.picture import Drawing

__all__ = ["drawn"]

_AVIF = {"max_threads": 1, "autotiling": False}
_OPTIONS: dict[str, dict[str, Any]] = {
    # Of ten speeds; for photos 8 takes three times as long for files of one size and likeness, 6
    # nine times for files a tenth smaller (benchmarks/photos.py). Drawings are a third less at 8,
    # and cleaner, and their pure colours meet in sharp edges.
    "avif": {"quality": 59, "speed": 9, **_AVIF},
    "avif-flat": {"quality": 62, "speed": 8, "subsampling": "4:4:4", **_AVIF},
    "jpg": {"quality": 82, "progressive": True, "optimize": True},
    "png": {"compress_level": 9},
    "webp": {"quality": 78, "method": 4},
    "webp-flat": {"lossless": True, "quality": 40, "method": 2},
}
_FORMATS = {"avif": "AVIF", "jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
_RGB_SPACE = b"RGB "
_PALETTE = 256


def drawn(drawing: Drawing, data: bytes) -> Iterator[tuple[int, str, bytes]]:
    """Yield width, kind and bytes of each file to be made, narrow before wide."""
    picture = drawing.picture
    packet = b"" if drawing.stamp == Stamp() else xmp_packet(drawing.stamp)
    if drawing.kinds == ("svg",):
        yield drawing.widths[-1], "svg", harmless_svg(picture.path, data, packet)
        return
    try:
        with opened(picture.path, data) as image:
            if is_animated(image) and drawing.kinds == ("webp",):
                width = drawing.widths[-1]
                yield width, "webp", _moving(image, width, packet)
                return
            yield from _still(drawing, image, packet)
    except BROKEN as error:
        raise ContentError(f"can't be made smaller: {error}", path=picture.path) from None


def _still(drawing: Drawing, image: Image.Image, packet: bytes) -> Iterator[tuple[int, str, bytes]]:
    widest, own = drawing.widths[-1], drawing.picture.width
    # Twice what is needed, since the decoder's own reduction is the coarser one.
    ratio = 2 * widest / own
    if ratio < 1:
        image.draft("RGB", (round(image.width * ratio), round(image.height * ratio)))
    upright = _coloured(ImageOps.exif_transpose(image), drawing.kinds)
    profile = upright.info.get("icc_profile")
    segment = iptc_segment(drawing.stamp)
    for width in drawing.widths:
        height = max(1, round(drawing.picture.height * width / own))
        sized = upright
        if upright.size != (width, height):
            sized = upright.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        if drawing.picture.flat:
            sized = _fewer(sized)
        for kind in drawing.kinds:
            options = _options(kind, drawing.picture.flat, packet, segment)
            if profile:
                options["icc_profile"] = profile
            yield width, kind, _saved(sized, kind, options)


def _coloured(image: Image.Image, kinds: tuple[str, ...]) -> Image.Image:
    """Return the image as RGB or RGBA; a profile of RGB is kept, others are converted to sRGB."""
    profile = image.info.get("icc_profile")
    wanted = "RGBA" if "png" in kinds and image.has_transparency_data else "RGB"
    if profile and profile[16:20] != _RGB_SPACE:
        image, profile = _as_srgb(image, profile), None
    if image.mode.startswith("I"):
        # Sixteen bits a pixel; Pillow's own conversion cuts instead of scaling.
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    made = image.convert(wanted)
    made.info = {"icc_profile": profile} if profile else {}
    return made


def _as_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    if image.mode not in {"CMYK", "L", "LAB"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return made or image


def _options(kind: str, flat: bool, packet: bytes, segment: bytes) -> dict[str, Any]:
    options = dict(_OPTIONS[f"{kind}-flat" if flat and kind in {"avif", "webp"} else kind])
    if kind == "jpg" and segment:
        options["extra"] = segment
    if packet and kind == "png":
        options["pnginfo"] = PngInfo()
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", packet.decode())
    elif packet:
        options["xmp"] = packet
    return options


def _fewer(image: Image.Image) -> Image.Image:
    """Return a drawing with as few colours as a palette has; one partly clear keeps its own."""
    if image.mode != "RGB":
        return image
    return image.quantize(_PALETTE, dither=Image.Dither.NONE)


def _moving(image: Image.Image, width: int, packet: bytes) -> bytes:
    """Return a moving picture as WebP, frame by frame at its own pace."""
    size = (width, max(1, round(image.height * width / image.width)))
    frames, paces = [], []
    for frame in ImageSequence.Iterator(image):
        paces.append(int(frame.info.get("duration") or 100))
        frames.append(frame.convert("RGBA").resize(size, Image.Resampling.LANCZOS))
    options: dict[str, Any] = {
        **_OPTIONS["webp"],
        "save_all": True,
        "append_images": frames[1:],
        "duration": paces,
        "loop": int(image.info.get("loop", 1)),
    }
    if packet:
        options["xmp"] = packet
    return _saved(frames[0], "webp", options)


def _saved(image: Image.Image, kind: str, options: dict[str, Any]) -> bytes:
    stream = BytesIO()
    image.info = {}  # some writers take what they are not given from here
    if image.mode == "P" and kind != "png":
        image = image.convert("RGB")
    image.save(stream, _FORMATS[kind], **options)
    return stream.getvalue()
