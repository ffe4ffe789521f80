"""A picture file is given another stamp as its encoder would have written it."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from briefgen.model.picture import Drawing, Picture, Stamp
from briefgen.render.renditions import drawn
from briefgen.render.restamp import restamped

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60)
stamps = st.builds(
    Stamp,
    creators=st.lists(texts, max_size=3).map(tuple),
    credit=texts.map(lambda text: f"Wire {text}"),
    rights=st.none() | texts,
    source=st.none() | texts,
    instructions=st.none() | texts,
    web_statement=st.none() | texts,
)


def photo(size: tuple[int, int], mode: str = "RGB", profile: bytes | None = None) -> bytes:
    """A picture with as many shades as it has pixels."""
    stream = BytesIO()
    shades = Image.linear_gradient("L").resize(size)
    Image.merge("RGB", (shades, shades.rotate(90), shades.rotate(180))).convert(mode).save(
        stream, "PNG", icc_profile=profile
    )
    return stream.getvalue()


def files(data: bytes, kinds: tuple[str, ...], stamp: Stamp) -> dict[tuple[int, str], bytes]:
    """The files made of a picture in two widths."""
    picture = Picture("a.png", b"", 40, 30, kinds, flat=kinds[-1] == "png")
    return {
        (width, kind): made
        for width, kind, made in drawn(Drawing(picture, kinds, (20, 40), stamp), data)
    }


@settings(max_examples=60, deadline=None)
@given(stamps, stamps, st.sampled_from(("RGB", "RGBA", "L")), st.booleans())
def test_another_stamp_gives_what_the_encoder_writes(
    old: Stamp, new: Stamp, mode: str, profiled: bool
) -> None:
    """In each kind, with and without a profile or clear parts, byte for byte."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = photo((40, 30), mode, profile if profiled and mode == "RGB" else None)
    for kinds in (("avif", "webp", "jpg"), ("avif", "webp", "png")):
        first, wanted = files(data, kinds, old), files(data, kinds, new)
        for (width, kind), made in first.items():
            assert restamped(made, kind, old, new) == wanted[width, kind], (width, kind)


@pytest.mark.parametrize("kind", ["avif", "webp", "jpg", "png"])
def test_a_file_of_another_stamp_is_not_touched(kind: str) -> None:
    """Where the old stamp does not stand in the file, the encoder has to make it."""
    kinds = ("avif", "webp", "png" if kind == "png" else "jpg")
    made = files(photo((40, 30)), kinds, Stamp(credit="One"))[40, kind]
    assert restamped(made, kind, Stamp(credit="Two"), Stamp(credit="Three")) is None


def test_a_stamp_too_long_for_a_segment_is_left_to_the_encoder() -> None:
    """JPEG holds no more than 64 KB of words in one place."""
    old = Stamp(credit="One")
    made = files(photo((40, 30)), ("avif", "webp", "jpg"), old)[40, "jpg"]
    assert restamped(made, "jpg", old, Stamp(credit="x" * 70_000)) is None


def test_kinds_without_such_a_place_are_left_to_the_encoder() -> None:
    """An SVG bears its stamp as text of its own."""
    assert restamped(b"<svg/>", "svg", Stamp(credit="One"), Stamp(credit="Two")) is None
