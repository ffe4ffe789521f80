"""What the browser does when the site changes under it."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

from briefgen.preview import ServeOptions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext

    from briefgen.preview.server import Preview


def _has(page: object, words: str) -> None:
    page.wait_for_function("w => document.body.innerText.includes(w)", arg=words)


def test_a_saved_article_is_on_the_screen_without_a_reload(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """A body edit is morphed in: the page's own script runs once, and stays the same document."""
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    page.evaluate("window.mark = 'kept'")
    (folder / "content/rail.txt").write_text("Rail\nTrains stand still.\n")
    _has(page, "Trains stand still.")
    assert page.evaluate("window.mark") == "kept"


def test_what_the_reader_did_stays(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """Scroll, focus, caret, open details and form fields outlive a morph."""
    long = "\n".join(f"Line {n}" for n in range(400))
    (folder / "content/rail.txt").write_text(f"Rail\n{long}\n")
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    page.fill("#words", "typed words")
    page.check("#tick")
    page.check("#right")
    page.select_option("#pick", "two")
    page.evaluate("document.querySelector('#more').open = true")
    page.fill("#name", "Ada")
    page.evaluate("document.querySelector('#name').setSelectionRange(1, 2)")
    page.evaluate("scrollTo(0, 3000)")
    (folder / "content/rail.txt").write_text(f"Rail\n{long}\nThe last word\n")
    _has(page, "The last word")
    assert page.evaluate("scrollY") == 3000
    assert page.evaluate("document.activeElement.id") == "name"
    assert page.evaluate("document.activeElement.selectionStart") == 1
    assert page.evaluate("document.querySelector('#more').open")
    assert page.input_value("#name") == "Ada"
    assert page.input_value("#words") == "typed words"
    assert page.is_checked("#tick")
    assert page.is_checked("#right")
    assert page.input_value("#pick") == "two"


def test_styles_are_swapped_without_a_flash(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """From frame to frame the colour is the old or the new one, never none."""
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    page.evaluate(
        """() => { window.colours = new Set(); window.mark = 'kept';
        const look = () => { colours.add(getComputedStyle(document.querySelector('h1')).color);
        requestAnimationFrame(look); }; look(); }"""
    )
    (folder / "assets/style.css").write_text("h1 { color: rgb(9, 9, 9); }")
    page.wait_for_function("colours.has('rgb(9, 9, 9)')")
    assert page.evaluate("[...colours]") == ["rgb(1, 2, 3)", "rgb(9, 9, 9)"]
    assert page.evaluate("document.querySelectorAll('link[rel=stylesheet]').length") == 1
    assert page.evaluate("window.mark") == "kept"


def test_a_swapped_style_outlives_the_next_morph(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """After a style edit, a body edit neither loads the style again nor loses it."""
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    (folder / "assets/style.css").write_text("h1 { color: rgb(9, 9, 9); }")
    page.wait_for_function(
        "getComputedStyle(document.querySelector('h1')).color === 'rgb(9, 9, 9)'"
    )
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    (folder / "content/rail.txt").write_text("Rail\nTrains stand still.\n")
    _has(page, "Trains stand still.")
    colour = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert colour == "rgb(9, 9, 9)"
    assert not [url for url in asked if "style.css" in url]


def test_a_new_script_reloads_and_keeps_the_place(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """A changed script can't be morphed in; the page is loaded anew where it was."""
    (folder / "content/rail.txt").write_text("Rail\n" + "Line\n" * 400)
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    page.evaluate("scrollTo(0, 2000); document.querySelector('#more').open = true")
    (folder / "assets/site.js").write_text("window.loads = 2;")
    page.wait_for_function("window.loads === 2")
    page.wait_for_function("scrollY > 1500")
    # The browser may have scrolled by itself before the client runs.
    page.wait_for_function("document.querySelector('#more').open")


def test_a_renamed_page_takes_its_reader_along(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """When an article gets a new address, the open tab goes there."""
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    (folder / "content/rail.txt").write_text("Rail\n!slug railways\n")
    page.wait_for_url("**/repo/railways/")


def test_a_removed_page_leads_to_its_parent(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """When an article is deleted, the open tab goes to the page that listed it."""
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    (folder / "content/rail.txt").unlink()
    page.wait_for_url("**/repo/")


def test_a_missing_page_comes_up_once_it_is_written(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """A tab on a page that is not there yet shows it when it is saved."""
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "water/")
    _has(page, "Nothing here")
    (folder / "content/water.txt").write_text("Water\nThe dam is full.\n")
    _has(page, "The dam is full.")


def test_ten_tabs_share_one_stream(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """A browser holds one connection, however many tabs are open, and all follow."""
    preview = serving()
    pages = [tabs.new_page() for _ in range(10)]
    for page in pages:
        page.goto(preview.url + "rail/")
    assert preview.listeners == 1
    (folder / "content/rail.txt").write_text("Rail\nTrains stand still.\n")
    for page in pages:
        _has(page, "Trains stand still.")
    assert preview.listeners == 1


def test_only_the_changed_page_is_fetched(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """A tab on another page asks for no page when an article is saved."""
    preview = serving()
    rail, power = tabs.new_page(), tabs.new_page()
    rail.goto(preview.url + "rail/")
    with power.expect_response("**/_briefgen/state*"):
        power.goto(preview.url + "power/")
    asked = []
    power.on("request", lambda request: asked.append(request.url))
    (folder / "content/rail.txt").write_text("Rail\nTrains stand still.\n")
    _has(rail, "Trains stand still.")
    rail.wait_for_timeout(200)
    assert not [url for url in asked if "/repo/" in url]


def test_the_browser_comes_back_after_a_restart(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """A tab that outlived its server follows the next one on the same port."""
    first = serving()
    page = tabs.new_page()
    page.goto(first.url + "rail/")
    port = first.port
    first.__exit__()
    (folder / "content/rail.txt").write_text("Rail\nWritten while it was down.\n")
    second = serving(port=port)
    assert second.url == first.url
    _has(page, "Written while it was down.")
    (folder / "content/rail.txt").write_text("Rail\nAnd after.\n")
    _has(page, "And after.")


def test_follow_jumps_to_the_edited_page(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """With follow, saving an article brings it up."""
    preview = serving(follow=True)
    page = tabs.new_page()
    page.goto(preview.url)
    (folder / "content/power.txt").write_text("Power\nThe grid fails.\n")
    page.wait_for_url("**/repo/power/")
    _has(page, "The grid fails.")


def test_addresses_in_any_script_are_followed(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """A page whose address is not ASCII is morphed, jumped to and left like any other."""
    (folder / "content/鉄道.txt").write_text("鉄道\nOld words\n")
    preview = serving(follow=True)
    page = tabs.new_page()
    page.goto(preview.url)
    (folder / "content/鉄道.txt").write_text("鉄道\nNew words\n")
    _has(page, "New words")
    page.evaluate("window.mark = 'kept'")
    (folder / "content/鉄道.txt").write_text("鉄道\nNewer words\n")
    _has(page, "Newer words")
    assert page.evaluate("window.mark") == "kept"
    (folder / "content/鉄道.txt").write_text("鉄道\n!slug éclair\nMoved words\n")
    _has(page, "Moved words")
    assert page.url.endswith("/repo/%C3%A9clair/")


def test_a_picture_is_shown_anew_when_its_file_changes(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """A picture edited in place is fetched again, under the same address."""
    (folder / "assets/a.png").write_bytes(b"not yet a picture")
    (folder / "theme.html").write_text(
        '<html><body><img id="a" src="/repo/a.png">$body</body></html>'
    )
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    (folder / "assets/a.png").write_bytes(b"still none")
    page.wait_for_function("document.querySelector('#a').src.includes('briefgen=')")


def test_a_change_of_very_many_pages_is_followed(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """When a theme changes hundreds of pages, the open one follows, and so does one that went."""
    for n in range(600):
        (folder / f"content/n{n}.txt").write_text(f"Number {n}\n")
    preview = serving()
    page, other = tabs.new_page(), tabs.new_page()
    page.goto(preview.url + "rail/")
    other.goto(preview.url + "power/")
    moving = (folder / "theme.html").read_text().replace("<main>", "<main>Themed: ")
    (folder / "content/power.txt").write_text("Power\n!slug current\n")
    (folder / "theme.html").write_text(moving)
    _has(page, "Themed:")
    other.wait_for_url("**/repo/current/")
    _has(other, "Themed:")


def test_a_style_under_a_new_name_comes_without_a_flash(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """When the page links another style, it is there before the old one goes."""
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    page.evaluate(
        """() => { window.colours = new Set();
        const look = () => { colours.add(getComputedStyle(document.querySelector('h1')).color);
        requestAnimationFrame(look); }; look(); }"""
    )
    (folder / "assets/style.2.css").write_text("h1 { color: rgb(9, 9, 9); }")
    theme = (folder / "theme.html").read_text().replace("style.css", "style.2.css")
    (folder / "theme.html").write_text(theme)
    page.wait_for_function("colours.has('rgb(9, 9, 9)')")
    page.wait_for_function("document.querySelectorAll('link[rel=stylesheet]').length === 1")
    assert page.evaluate("[...colours]") == ["rgb(1, 2, 3)", "rgb(9, 9, 9)"]


def test_an_imported_style_is_swapped_too(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """A style that another one imports counts as part of it."""
    (folder / "assets/part.css").write_text("h1 { color: rgb(4, 4, 4); }")
    (folder / "assets/style.css").write_text("@import 'part.css';")
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    (folder / "assets/part.css").write_text("h1 { color: rgb(9, 9, 9); }")
    page.wait_for_function(
        "getComputedStyle(document.querySelector('h1')).color === 'rgb(9, 9, 9)'"
    )


def test_a_strict_theme_policy_is_eased_for_the_preview_only(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """A theme that forbids scripts and connections is still previewed live."""
    strict = "default-src 'none'; style-src 'none'; require-trusted-types-for 'script'"
    (folder / "theme.html").write_text(
        f'<html><head><meta http-equiv="Content-Security-Policy" content="{strict}"></head>'
        "<body>$body</body></html>"
    )
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    (folder / "content/rail.txt").write_text("Rail\nTrains stand still.\n")
    _has(page, "Trains stand still.")


def test_fifty_faults_and_repairs_end_on_the_last_state(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """A broken article, again and again, is an overlay over the last good page, then gone."""
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    for n in range(50):
        (folder / "content/rail.txt").write_text("Rail\n!ERROR\n")
        page.wait_for_selector("#overlay")
        (folder / "content/rail.txt").write_text(f"Rail\nTry {n}.\n")
        page.wait_for_selector("#overlay", state="detached")
    _has(page, "Try 49.")


def test_a_browser_without_shared_workers_follows_too(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """Where there is no shared worker, the tab listens by itself."""
    tabs.add_init_script("delete window.SharedWorker")
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    (folder / "content/rail.txt").write_text("Rail\nTrains stand still.\n")
    _has(page, "Trains stand still.")


def test_the_default_port_moves_on_when_taken(serving: Callable[..., Preview]) -> None:
    """Without --port, a taken 8321 means the next free one, said aloud."""
    said = []
    with contextlib.closing(socket.socket()) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            taken.bind(("127.0.0.1", 8321))
            taken.listen()
        preview = serving(tell=said.append, port=ServeOptions().port)
        assert preview.port > 8321
    assert "8321" in said[0]
