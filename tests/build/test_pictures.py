"""Photos through whole builds: a photo whose use has ended leaves nothing behind and is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from briefgen.build import Order, render_site
from briefgen.engine.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

    Site = Callable[..., Built]

FERRY = """
-- content/ferry.md --
---
title: Ferry line reopens
date: 2026-01-02
topic: Ports
photo: ferry.jpg
photo_alt: A ferry at a pier.
photo_caption: The first of the morning.
photo_credit: Jo Lens/Quay Photos
photo_until: 2026-12-31
---
Before it.

![A ferry at a pier.](ferry.jpg "The first of the morning."){ credit="Jo Lens/Quay Photos" }

Behind it ![](ferry.jpg) all.
"""
LAST = dt.datetime(2026, 12, 31, 23, 59, tzinfo=dt.UTC)
AFTER = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


def draw(root: Path, name: str = "ferry.jpg") -> None:
    """Put a small photo under content/."""
    (root / "content").mkdir(exist_ok=True)
    Image.new("RGB", (64, 48), "teal").save(root / "content" / name)


def test_a_photo_is_shown_through_its_last_day(site: Site, tmp_path: Path) -> None:
    """A day in `photo_until:` is the last on which the photo is shown."""
    draw(tmp_path)
    built = site(FERRY, now=LAST)
    assert built.text("2026/01/02/ferry/index.html").count("Jo Lens/Quay Photos</span>") >= 1
    assert "photo-expired" not in built.told


def test_an_expired_photo_leaves_nothing_on_the_site(site: Site, tmp_path: Path) -> None:
    """The next build after the day drops file, figure, caption and credit, and names the line."""
    draw(tmp_path)
    before = site(FERRY, now=LAST)
    assert [path for path in before.files() if path.endswith((".jpg", ".webp", ".avif"))]
    after = site(now=AFTER)
    files = after.files()
    assert not [path for path in files if path.endswith((".jpg", ".webp", ".avif"))]
    for word in (b"Jo Lens", b"first of the morning", b"A ferry at a pier", b"ferry.jpg"):
        assert not [path for path, data in files.items() if word in data]
    assert "Before it." in after.text("2026/01/02/ferry/index.html")
    assert [(n.code, n.level, n.line) for n in after.result.notices] == [
        ("source-missing", "warning", 1),
        ("photo-expired", "info", 5),
    ]
    assert "until 2027-01-01 00:00" in after.told


def test_a_remote_photo_expires_in_the_text_too(site: Site) -> None:
    """Another site's photo is no longer shown, alone or amid words, once its use has ended."""
    built = site(
        """
        -- content/a.md --
        ---
        title: A
        date: 2026-01-02
        photos:
          - src: https://quay.example/a.jpg?b=1&c=2
            credit: Jo Lens
            until: 2026-02-01 08:00
          - src: https://quay.example/b.jpg
            credit: B. Lens
        ---
        ![](https://quay.example/a.jpg?b=1&c=2 "Old."){ credit="Jo Lens" }

        Amid ![x](https://quay.example/a.jpg?b=1&c=2) words.

        ![](https://quay.example/b.jpg "New."){ credit="B. Lens" }
        """
    )
    page = built.text("2026/01/02/a/index.html")
    assert "a.jpg" not in page
    assert "Jo Lens" not in page
    assert "b.jpg" in page
    assert "New." in page


def test_a_build_knows_when_the_next_photo_ends(site: Site, tmp_path: Path) -> None:
    """What is planned holds until the photo's use ends, and not longer."""
    draw(tmp_path)
    site(FERRY)
    with Workers() as workers:
        rendered = render_site(Order(tmp_path, LAST), workers)
        ended = render_site(Order(tmp_path, AFTER), workers)
    assert rendered.due == AFTER
    assert ended.due is None


def test_a_photo_s_day_that_does_not_exist_is_told(site: Site) -> None:
    """A slip in `photo_until:` is an error with its line, never a photo shown for ever."""
    built = site("""
        -- content/a.md --
        {title: A, date: 2026-01-02, photo: https://quay.example/a.jpg, photo_until: 2026-02-30}
    """)
    assert "content/a.md:5: photo_until" in built.told
    assert "a.jpg" not in "".join(built.files())


def stamped(root: Path, credit: str) -> None:
    """Put a photo under content/ whose own file names its owner and says what it shows."""
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
        f' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="{credit}"/>'
        "</rdf:RDF></x:xmpmeta>"
    )
    (root / "content").mkdir(exist_ok=True)
    Image.new("RGB", (64, 48)).save(root / "content/a.jpg", xmp=xmp.encode())


def test_a_credit_that_the_file_has_is_not_missing(site: Site, tmp_path: Path) -> None:
    """The file's credit is shown, so that only the photo without one is told."""
    stamped(tmp_path, "Quay Photos")
    draw(tmp_path, "b.jpg")
    built = site("""
        -- content/a.md --
        ---
        title: A
        date: 2026-01-02
        photos:
          - {src: a.jpg, alt: A pier.}
          - {src: b.jpg, alt: A ferry.}
        ---
    """)
    assert "Quay Photos" in built.text("2026/01/02/a/index.html")
    missing = [n.message for n in built.result.notices if n.code == "photo-credit-missing"]
    assert missing == ["the photo b.jpg has no credit"]


def test_a_figure_s_own_file_may_have_its_credit(site: Site, tmp_path: Path) -> None:
    """Of the photos in a text, too, only those without a credit anywhere are told; in intros too."""
    draw(tmp_path, "a.jpg")
    stamped(tmp_path, "Quay Photos")
    draw(tmp_path, "b.jpg")
    built = site("""
        -- content/a.md --
        {title: A, date: 2026-01-02, topic: Ports}
        ![A pier.](a.jpg)

        ![A ferry.](b.jpg)
        -- content/topics/ports.md --
        {title: Ports}
        ![A quay.](../b.jpg)

        ![A pier.](../a.jpg)
    """)
    missing = [n for n in built.result.notices if n.code == "photo-credit-missing"]
    assert [(Path(n.path or "").name, n.message) for n in missing] == [
        ("a.md", "the photo b.jpg has no credit"),
        ("ports.md", "the photo b.jpg has no credit"),
    ]


def test_a_photo_whose_file_is_unknown_is_told_to_the_curator_alone(site: Site) -> None:
    """Its words stand neither on a page nor in a feed: readers can't see what they are about."""
    built = site("""
        -- content/a.md --
        {title: A, date: 2026-01-02, topic: Ports, photo_caption: A pier., photo_credit: Jo Lens/Quay}
        Text.
    """)
    assert "photo-file-unknown" in built.told
    for path, data in built.files().items():
        assert b"Jo Lens" not in data, path


def test_another_credit_in_the_file_is_told_with_both(site: Site, tmp_path: Path) -> None:
    """The article's credit is shown; that the file names another owner is said once."""
    stamped(tmp_path, "Quay Photos")
    text = """
        -- content/a.md --
        {title: A, date: 2026-01-02, photo: a.jpg, photo_credit: CREDIT}
        ![x](a.jpg){ credit="CREDIT" }
    """
    built = site(text.replace("CREDIT", "Jo Lens"))
    (notice,) = [n for n in built.result.notices if n.code == "photo-credit-differs"]
    assert "'Jo Lens' here, 'Quay Photos' in its own file" in notice.message
    assert notice.line == 4
    again = site(text.replace("CREDIT", "Jo Lens / QUAY PHOTOS"))
    assert "photo-credit-differs" not in again.told


TWO = """
-- content/a.md --
---
title: Pier closes
date: 2026-01-02
topic: Ports
source: Desk
source_url: https://desk.example/a
photo: scan.jpg
photo_alt: A pier.
photo_credit: Jo Lens
---
The pier is shut.
-- content/b.md --
---
title: Pier opens
date: 2026-01-03
topic: Ports
source: Desk
source_url: https://desk.example/b
---
It is open.

![A pier.](scan.jpg "The pier."){ credit="Jo Lens" }
"""


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe0 cut off", b"<!doctype html><p>Gone"])
def test_a_photo_that_cannot_be_read_is_told_once(site: Site, tmp_path: Path, data: bytes) -> None:
    """A bad file is one warning at its first article; both texts are there without it."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/scan.jpg").write_bytes(data)
    built = site(TWO)
    assert built.result.errors == ()
    told = [n for n in built.result.notices if n.code == "photo-unreadable"]
    assert [(n.level, n.line, "in 1 more file" in n.message) for n in told] == [
        ("warning", 7, True)
    ]
    assert told[0].path.endswith("a.md")
    for page in ("2026/01/02/a/index.html", "2026/01/03/b/index.html"):
        assert "<figure" not in built.text(page)
    assert "It is open." in built.text("2026/01/03/b/index.html")


def test_the_next_build_tells_it_again(site: Site, tmp_path: Path) -> None:
    """What is wrong stays told until it is mended, and then no more."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/scan.jpg").write_bytes(b"no picture")
    first = site(TWO)
    again = site()
    assert again.result.notices == first.result.notices
    draw(tmp_path, "scan.jpg")
    mended = site()
    assert "photo-unreadable" not in mended.told
    assert "<figure" in mended.text("2026/01/02/a/index.html")


def test_a_photo_that_is_not_there_is_a_mistake(site: Site) -> None:
    """A photo's path that leads nowhere is an error at its line."""
    built = site(TWO)
    assert [(error.line, "is not there" in error.message) for error in built.result.errors] == [
        (7, True),
        (10, True),
    ]


@pytest.mark.parametrize(
    ("kinds", "sources"),
    [("[jpg]", []), ("[avif, jpg]", ["avif"]), ("[avif, webp, jpg]", ["avif", "webp"])],
)
def test_photos_are_made_in_the_kinds_of_the_settings(
    site: Site, tmp_path: Path, kinds: str, sources: list[str]
) -> None:
    """Each kind but the last is a source of the picture; JPEG alone has its widths all the same."""
    (tmp_path / "content").mkdir()
    Image.new("RGB", (1000, 600), "teal").save(tmp_path / "content/a.jpg")
    built = site(f"""
        -- briefgen.yml --
        title: T
        url: https://test.example/
        images: {{kinds: {kinds}}}
        -- content/a.md --
        {{title: A, date: 2026-01-02, photo: a.jpg, photo_alt: A., photo_credit: Jo Lens}}
        ![B.](a.jpg){{ credit="Jo Lens" }}
    """)
    page = built.text("2026/01/02/a/index.html")
    assert page.count("<source ") == 2 * len(sources)
    for kind in sources:
        assert page.count(f"image/{kind}") == 2
    made = {path for path in built.files() if path.endswith((".avif", ".webp", ".jpg"))}
    assert len(made) == 3 * (len(sources) + 1)
    assert page.count("-480.jpg 480w") >= 2
