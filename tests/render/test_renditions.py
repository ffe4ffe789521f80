from __future__ import annotations

import json
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from briefgen.errors import ContentError
from briefgen.model.picture import Drawing, Stamp
from briefgen.render.picture_files import encoders, survey
from briefgen.render.renditions import drawn
from briefgen.render.svg import harmless_svg

if TYPE_CHECKING:
    from pathlib import Path

STAMP = Stamp(("Åsa Ek",), "Åsa Ek/Norrwire", "© Norrwire", None, None, "https://n.example/terms")


def photograph(width: int = 90, height: int = 60, **saved: object) -> bytes:
    """A JPEG of many colours."""
    stream = BytesIO()
    Image.effect_noise((width, height), 80).convert("RGB").save(stream, "JPEG", **saved)
    return stream.getvalue()


def test_every_file_made_bears_the_stamp_as_pillow_and_exiftool_read_it(tmp_path: Path) -> None:
    """Creator, credit, rights and web statement are in each AVIF, WebP and JPEG."""
    data = photograph()
    picture = survey("a.jpg", b"d", data, encoders())
    made = list(drawn(Drawing(picture, picture.kinds, (30, 90), STAMP), data))
    assert len(made) == 2 * len(picture.kinds)
    for width, kind, file in made:
        (tmp_path / f"{width}.{kind}").write_bytes(file)
        with Image.open(BytesIO(file)) as image:
            assert image.size == (width, width * 2 // 3)
            assert "Åsa Ek/Norrwire" in image.info["xmp"].decode()
    told = subprocess.run(
        ["exiftool", "-json", "-G1", "-charset", "utf8", tmp_path],
        capture_output=True,
        check=True,
    )
    rows = json.loads(told.stdout)
    assert len(rows) == len(made)
    for row in rows:
        assert row["XMP-photoshop:Credit"] == "Åsa Ek/Norrwire"
        assert row["XMP-dc:Creator"] == "Åsa Ek"
        assert row["XMP-dc:Rights"] == "© Norrwire"
        assert row["XMP-xmpRights:WebStatement"] == "https://n.example/terms"
    jpegs = [row for row in rows if row["SourceFile"].endswith(".jpg")]
    assert [row["IPTC:Credit"] for row in jpegs] == ["Åsa Ek/Norrwire"] * 2


def test_a_picture_is_turned_upright_and_tells_neither_place_nor_camera() -> None:
    """The EXIF orientation is applied; what else EXIF told is gone."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera works"
    exif.get_ifd(0x8825)[1] = "N"
    data = photograph(exif=exif)
    picture = survey("a.jpg", b"d", data, encoders())
    assert (picture.width, picture.height) == (60, 90)
    for _, _, file in drawn(Drawing(picture, picture.kinds, (60,), STAMP), data):
        with Image.open(BytesIO(file)) as image:
            assert image.size == (60, 90)
            assert not dict(image.getexif())
        assert b"Camera works" not in file


def test_a_files_own_words_are_read_back() -> None:
    """What a stamp says is what a survey of the stamped file finds."""
    data = photograph()
    picture = survey("a.jpg", b"d", data, ())
    ((_, _, file),) = drawn(Drawing(picture, ("jpg",), (90,), STAMP), data)
    words = survey("b.jpg", b"d", file, ()).words
    assert (words.creators, words.credit) == (STAMP.creators, STAMP.credit)
    assert (words.rights, words.web_statement) == (STAMP.rights, STAMP.web_statement)


def test_the_same_picture_gives_the_same_bytes() -> None:
    """Encoders add neither time nor chance."""
    data = photograph()
    picture = survey("a.jpg", b"d", data, encoders())
    order = Drawing(picture, picture.kinds, (45, 90), STAMP)
    assert list(drawn(order, data)) == list(drawn(order, data))


def bomb() -> bytes:
    """A PNG of a few kilobytes that says it has 200 megapixels."""
    stream = BytesIO()
    Image.new("1", (20_000, 10_000)).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("a.jpg", photograph()[:-400], "is broken, or cut off"),
        ("a.png", photograph(), "is named as PNG and holds JPEG"),
        ("a.jpg", b"<!doctype html><p>Log in", "is no picture: it is a web page"),
        ("a.png", bomb(), "has 200 megapixels; at most 100 are read"),
        ("a.svg", b"<svg>", "is no drawing that can be read"),
    ],
)
def test_a_picture_that_is_no_good_is_told(path: str, data: bytes, said: str) -> None:
    """Broken, wrongly named and oversized pictures are refused in words."""
    with pytest.raises(ContentError, match=said):
        survey(path, b"d", data, encoders())


def test_a_drawing_loses_all_that_acts_or_calls_elsewhere() -> None:
    """Scripts, handlers and foreign addresses are gone; shapes stay."""
    hostile = (
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script>'
        b'<image href="https://e.example/p.png"/><rect style="fill:url(https://e.example/f)"/>'
        b'<style>@import "https://e.example/s.css";</style><circle r="3" fill="url(#g)"/></svg>'
    )
    calm = harmless_svg("a.svg", hostile)
    assert b"x()" not in calm
    assert b"e.example" not in calm
    assert b'fill="url(#g)"' in calm
