"""What the browser shows about mistakes, notices and held-back pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext

    from briefgen.preview.server import Preview


def test_a_mistake_lies_over_the_last_good_page(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """The overlay names file and line, shows the lines around, and the good page stays below."""
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    (folder / "content/rail.txt").write_text("Rail\nbefore <i>it</i>\n!ERROR\nafter\n")
    page.wait_for_selector("#overlay")
    assert page.inner_text("#overlay .place") == "content/rail.txt:3"
    assert page.get_attribute("#overlay .place", "href").startswith("vscode://file/")
    assert page.get_attribute("#overlay .place", "href").endswith("/content/rail.txt:3")
    assert "!ERROR" in page.inner_text("#overlay .here")
    assert "before <i>it</i>" in page.inner_text("#overlay pre")
    assert page.inner_text("#overlay .hint") == "take it out"
    assert "Trains run again." in page.inner_text("main")
    page.keyboard.press("Escape")
    page.wait_for_selector("#overlay", state="detached")


def test_a_mistakes_words_are_text(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """Markup in a message is shown, not run."""
    (folder / "content/rail.txt").write_text("Rail\n!ERROR\n")
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "power/")
    page.wait_for_selector("#overlay")
    assert page.inner_text("#overlay .what") == "this line is <b>wrong</b>"


def test_several_broken_files_are_listed(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """The overlay lists every broken file, also on a page that is never built yet."""
    for name in ("rail", "power"):
        (folder / f"content/{name}.txt").write_text("Title\n!ERROR\n")
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    page.wait_for_selector("#overlay")
    places = page.locator("#overlay .place").all_inner_texts()
    assert places == ["content/power.txt:2", "content/rail.txt:2"]
    for name in ("rail", "power"):
        (folder / f"content/{name}.txt").write_text("Title\nGood again\n")
    page.wait_for_selector("#overlay", state="detached")
    page.wait_for_function("document.body.innerText.includes('Good again')")


def test_a_template_that_fails_is_told_on_the_page_it_spoils(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """A theme's fault, met when a page is rendered, is an overlay over its last good state."""
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    good = (folder / "theme.html").read_text()
    (folder / "theme.html").write_text("$nothing")
    page.wait_for_selector("#overlay")
    assert page.inner_text("#overlay .place") == "theme.html:1"
    assert "Trains run again." in page.inner_text("main")
    (folder / "theme.html").write_text(good.replace("<main>", "<main>New: "))
    page.wait_for_selector("#overlay", state="detached")
    page.wait_for_function("document.body.innerText.includes('New:')")


def test_notices_stand_in_a_panel_with_their_count(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """The panel counts this page's notices and all, and links each to its file."""
    (folder / "content/rail.txt").write_text("Rail\n!notice\n")
    (folder / "content/power.txt").write_text("Power\n!notice\n!notice\n")
    preview = serving(editor_link="myeditor://open?file={path}&line={line}")
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    page.wait_for_selector("#panel")
    assert page.inner_text("#panel summary") == "1 here, 3 in all"
    page.click("#panel summary")
    link = page.get_attribute("#panel .place", "href")
    assert link.startswith("myeditor://open?file=")
    assert link.endswith("content/rail.txt&line=2")
    (folder / "content/rail.txt").write_text("Rail\nAll good\n")
    page.wait_for_function(
        "document.querySelector('briefgen-preview').shadowRoot"
        ".querySelector('summary').innerText === '0 here, 2 in all'"
    )
    assert page.get_attribute("#panel", "open") is not None


def test_a_draft_wears_a_ribbon(
    serving: Callable[..., Preview], folder: Path, tabs: BrowserContext
) -> None:
    """A page that would not be published says so."""
    (folder / "content/rail.txt").write_text("Rail\n!draft\n")
    preview = serving()
    page = tabs.new_page()
    page.goto(preview.url + "rail/")
    page.wait_for_selector("#ribbon")
    assert page.inner_text("#ribbon") == "draft"


def test_a_good_page_shows_nothing_of_ours(
    serving: Callable[..., Preview], tabs: BrowserContext
) -> None:
    """Without mistakes, notices or drafts nothing is added to what is seen."""
    preview = serving()
    page = tabs.new_page()
    with page.expect_response("**/_briefgen/state*"):
        page.goto(preview.url + "rail/")
    page.evaluate("new Promise(requestAnimationFrame)")
    assert page.locator("briefgen-preview").count() == 0
