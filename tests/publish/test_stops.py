"""What stops a publish is counted, listed on a screen, and has a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from publish.desk import Desk

if TYPE_CHECKING:
    from publish.worlds import World

PHOTO = "https://harbour.example/{}.jpg"


@pytest.fixture
def desk(world: World) -> Desk:
    """A site with two good articles."""
    made = Desk(world)
    made.open()
    return made


def test_the_last_line_counts_what_stands_in_the_way(desk: Desk) -> None:
    """Photos of front matter and of texts and missing sources are counted, each listed once."""
    desk.edit(
        "fog", f"Fog.\n\n![Fog.]({PHOTO.format('a')})\n", photo=PHOTO.format("b"), photo_alt="Fog."
    )
    desk.edit("gale", f"A gale ![in town]({PHOTO.format('c')}) today.", source="")
    code, told = desk.ran("publish", "--no-wait")
    assert code == 1
    assert told.splitlines()[-1] == (
        "nothing was published because of 3 photos without a credit and 1 article without a source"
    )
    assert told.count("[photo-credit-missing]") == 3
    assert "content/fog.md:13: the photo https://harbour.example/a.jpg has no credit" in told
    assert "--without-uncredited" in told
    assert "remove photo:" in told


def test_many_of_a_kind_fit_on_a_screen(desk: Desk) -> None:
    """Sixty photos without a credit are some twenty lines, which say how many more there are."""
    for number in range(60):
        desk.edit(f"fog{number}", "Fog.", photo=PHOTO.format(number), photo_alt="Fog.")
    code, told = desk.ran("publish", "--no-wait")
    assert code == 1
    assert len(told.splitlines()) < 30
    assert "and 40 more [photo-credit-missing]: briefgen check lists them all" in told


def test_without_uncredited_leaves_such_photos_out_everywhere(desk: Desk) -> None:
    """Neither pages nor feeds hold them, amid words neither; credited ones stay, files too."""
    body = (
        f"![One.]({PHOTO.format('one')})\n\nA ![two]({PHOTO.format('two')}) b.\n\n"
        f'![Three.]({PHOTO.format("three")}){{ credit="Jo Lens" }}'
    )
    desk.edit("fog", body, photo=PHOTO.format("four"), photo_alt="Fog.")
    code, told = desk.ran("publish", "--no-wait", "--without-uncredited")
    assert code == 0, told
    assert "left out: 3 photos without a credit" in told
    live = "\n".join(desk.world.live().values())
    assert "harbour.example/three.jpg" in live
    for name in ("one", "two", "four"):
        assert f"harbour.example/{name}.jpg" not in live
    assert "harbour.example/four.jpg" in (desk.world.work / "content/fog.md").read_text("utf-8")


def test_the_doctor_counts_what_would_stop_a_publish(desk: Desk) -> None:
    """It is said before the first publish, with the way out."""
    assert "nothing in them stops a publish" in desk.ran("doctor")[1]
    desk.edit("fog", "Fog.", photo=PHOTO.format("a"))
    code, told = desk.ran("doctor")
    assert code == 3
    assert "1 photo without a credit, 1 photo without a description" not in told
    assert "1 photo without a credit and 1 photo without a description would stop a publish" in told
    assert "briefgen publish --without-uncredited leaves out the photos" in told


def test_add_says_at_once_what_will_stop_a_publish(desk: Desk) -> None:
    """The article that is just filed is named with what it lacks; a draft stops nothing."""
    page = (
        "<html lang=en><head><title>Fog over the harbour</title>"
        '<meta property="og:site_name" content="The Quay">'
        '<link rel=canonical href="https://quay.example/fog"></head><body><article><h1>Fog over the harbour</h1>'
        "<time datetime=2026-03-01>1 March 2026</time>"
        f'<figure><img src="{PHOTO.format("a")}" alt="Fog." width=900 height=600></figure>'
        + "<p>Fog lay over the harbour on Sunday and no ferry left before noon, the master said.</p>"
        * 4
        + "</article></body></html>"
    )
    (desk.world.work / "fog.html").write_text(page, "utf-8")
    code, told = desk.ran("add", "fog.html", "--topic", "Port")
    assert code == 0, told
    assert "1 photo without a credit will stop a publish until mended" in told
    other = page.replace("fog", "mist").replace("Fog", "Mist").replace("harbour", "lake")
    (desk.world.work / "mist.html").write_text(other, "utf-8")
    assert "will stop" not in desk.ran("add", "mist.html", "--topic", "Port", "--draft")[1]
