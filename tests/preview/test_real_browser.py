"""What a reader of the real `briefgen serve` sees in a real browser, with a theme that ships."""

from __future__ import annotations

import contextlib
import re
import select
import socket
import threading
from typing import TYPE_CHECKING

import pytest
from preview.real import SERVE, a_site, article, running, until

from briefgen.preview import Built

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page
    from preview.real import Real

    from briefgen.preview.server import Preview

PATIENCE = 60_000
TOPIC = {"topic": "Transport"}
LONG = "\n\n".join(f"Line {number}." for number in range(300))


@pytest.fixture
def tab(tabs: BrowserContext) -> Page:
    """Return an open tab, which waits long: the machine may be busy."""
    tabs.set_default_timeout(PATIENCE)
    return tabs.new_page()


def _home(real: Real) -> str:
    return f"http://localhost:{real.port}/repo/"


def _save(root: Path, name: str, body: str, **facts: str) -> None:
    (root / f"content/{name}.md").write_text(article(name.capitalize(), body, **TOPIC, **facts))


def test_an_edit_is_morphed_into_the_shipped_theme(tmp_path: Path, tab: Page) -> None:
    """Under its strict policy the page stays the same document, at the same scroll and focus."""
    root = a_site(tmp_path)
    note = "<details><summary>More</summary>Hidden words</details>"
    _save(root, "rail", f"{note}\n\n{LONG}\n\n[a link](https://a.example/)")
    with running(root) as real:
        tab.goto(f"{_home(real)}2026/01/01/rail/")
        tab.evaluate("window.mark = 'kept'")
        tab.get_by_role("link", name="a link").focus()
        tab.evaluate("scrollTo(0, 2000)")
        before = tab.evaluate("scrollY")
        _save(root, "rail", f"{note}\n\n{LONG}\n\n[a link](https://a.example/)\n\nThe last word.")
        tab.get_by_text("The last word.").wait_for(state="attached")
        assert tab.evaluate("window.mark") == "kept"
        assert tab.evaluate("scrollY") == before > 1000
        assert tab.evaluate("document.activeElement.textContent") == "a link"


def test_a_themes_style_is_swapped(tmp_path: Path, tab: Page) -> None:
    """A saved style.css shows its colours in the same document."""
    root = a_site(tmp_path)
    (root / "themes/mine/assets").mkdir()
    style = root / "themes/mine/assets/style.css"
    style.write_text("h1 { color: rgb(1, 2, 3) }")
    colour = "getComputedStyle(document.querySelector('h1')).color"
    with running(root) as real:
        tab.goto(f"{_home(real)}2026/01/01/rail/")
        tab.evaluate("window.mark = 'kept'")
        assert tab.evaluate(colour) == "rgb(1, 2, 3)"
        style.write_text("h1 { color: rgb(9, 9, 9) }")
        until(lambda: tab.evaluate(colour) == "rgb(9, 9, 9)", "the new colour")
        assert tab.evaluate("window.mark") == "kept"


def test_a_themes_script_is_run_anew(tmp_path: Path, tab: Page) -> None:
    """A saved script loads the page again."""
    root = a_site(tmp_path)
    (root / "themes/mine/assets").mkdir()
    script = root / "themes/mine/assets/own.js"
    script.write_text("window.own = 1;")
    (root / "themes/mine/article.html").write_text(
        "{% extends '@parent/article.html' %}\n"
        "{% block scripts %}{{ super() }}<script src=\"{{ 'own.js'|asset }}\"></script>{% endblock %}\n"
    )
    with running(root) as real:
        tab.goto(f"{_home(real)}2026/01/01/rail/")
        assert tab.evaluate("window.own") == 1
        script.write_text("window.own = 2;")
        until(lambda: _evaluated(tab, "window.own") == 2, "the new script runs")


def _evaluated(tab: Page, expression: str) -> object:
    # Between two documents nothing can be asked.
    with contextlib.suppress(Exception):
        return tab.evaluate(expression)
    return None


def test_a_page_that_moved_is_left_for_its_alias(tmp_path: Path, tab: Page) -> None:
    """An article saved in another file, with its old address as alias, takes the open tab along."""
    root = a_site(tmp_path)
    _save(root, "rail", "Trains run.")
    with running(root) as real:
        tab.goto(f"{_home(real)}2026/01/01/rail/")
        (root / "content/rail.md").unlink()
        _save(root, "railways", "Trains run.", aliases="[/2026/01/01/rail/]")
        tab.wait_for_url("**/repo/2026/01/01/railways/")


def test_a_page_that_vanished_is_left_for_its_topic(tmp_path: Path, tab: Page) -> None:
    """When an article is deleted, its readers come to its topic."""
    root = a_site(tmp_path)
    _save(root, "rail", "Trains run.")
    _save(root, "road", "Cars drive.")
    with running(root) as real:
        tab.goto(f"{_home(real)}2026/01/01/rail/")
        (root / "content/rail.md").unlink()
        tab.wait_for_url("**/repo/topics/transport/")
        tab.get_by_text("Road").first.wait_for()


MISTAKES = {
    "an article": ("content/rail.md", "---\ntitle: Rail\ndate: soon\n---\n", "date: soon", 3),
    "the configuration": ("briefgen.yml", "title: Desk\nurl: nowhere\n", "url: nowhere", 2),
    "a theme.yml": ("themes/mine/theme.yml", "a: 1\n b: 2\n", "b: 2", 2),
    "a template": ("themes/mine/article.html", "{# a #}\n{% wrong %}\n", "{% wrong %}", 2),
    "a style": ("themes/mine/assets/style.css", "\na { b: url(no.png) }\n", "url(no.png)", 2),
}


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_mistake_is_shown_with_its_place_in_the_site(
    kind: str, tmp_path: Path, tab: Page
) -> None:
    """Wherever the preview was started: the file from the site's folder on, its line, its words."""
    root = a_site(tmp_path / "desk")
    (root / "themes/mine/assets").mkdir()
    path, wrong, words, line = MISTAKES[kind]
    (tmp_path / "else").mkdir()
    serve = [word or "myeditor://{path}:{line}" for word in SERVE]
    with running(tmp_path / "else", "../desk", python=tuple(serve)) as real:
        tab.goto(f"{_home(real)}2026/01/01/rail/")
        good = (root / path).read_text() if (root / path).exists() else None
        (root / path).write_text(wrong)
        tab.wait_for_selector("#overlay")
        assert tab.inner_text("#overlay .place") == f"{path}:{line}"
        assert tab.get_attribute("#overlay .place", "href") == (
            f"myeditor://{(root / path).as_posix().lstrip('/')}:{line}"
        )
        assert words in tab.inner_text("#overlay .here")
        assert "Trains run." in tab.inner_text("main")
        if good is None:
            (root / path).unlink()
        else:
            (root / path).write_text(good)
        tab.wait_for_selector("#overlay", state="detached")


def test_missing_credits_and_dead_links_stand_in_the_panel(tmp_path: Path, tab: Page) -> None:
    """Counted for this page and for all, each a link to its file, gone when mended."""
    root = a_site(tmp_path)
    about = {"source": "Desk", "source_url": "https://desk.example/"}
    photo = {"photo": "https://a.example/a.jpg", "photo_alt": "A train"}
    _save(root, "rail", "[gone](road.md)", **about, **photo)
    _save(root, "power", "[gone too](road.md)", **about)
    with running(root) as real:
        tab.goto(f"{_home(real)}2026/01/01/rail/")
        tab.wait_for_selector("#panel")
        assert tab.inner_text("#panel summary") == "2 here, 3 in all"
        tab.click("#panel summary")
        told = tab.inner_text("#panel")
        assert "has no credit" in told
        assert "road.md" in told
        assert "content/power.md" in told
        _save(root, "rail", "Mended.", **about, **photo, photo_credit="Ada")
        until(lambda: tab.inner_text("#panel summary") == "0 here, 1 in all", "both are gone")


def test_follow_goes_to_the_page_that_was_saved(tmp_path: Path, tab: Page) -> None:
    """From anywhere the tab in view comes to what was just edited, wherever the site's folder is."""
    root = a_site(tmp_path / "desk", rail="Trains run.", power="The grid holds.")
    (tmp_path / "else").mkdir()
    with running(tmp_path / "else", "--follow", "../desk") as real:
        tab.goto(_home(real))
        (root / "content/power.md").write_text(article("Power", "The grid fails."))
        tab.wait_for_url("**/repo/2026/01/01/power/")
        tab.get_by_text("The grid fails.").wait_for()


class Sleepy:
    """A way to the preview whose event streams can die without a word, as in a laptop's sleep."""

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._nap = 0
        self._lines = contextlib.ExitStack()
        threading.Thread(target=self._accept, daemon=True).start()

    def sleep(self) -> None:
        """Leave the event streams open and carry nothing over them any more; end other lines."""
        self._nap += 1

    def close(self) -> None:
        """End all lines."""
        self._nap += 1
        self._lines.close()
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                line = self._lines.enter_context(self._listener.accept()[0])
                other = self._lines.enter_context(socket.create_connection(self._target))
                threading.Thread(target=self._carry, args=(line, other), daemon=True).start()

    def _carry(self, line: socket.socket, other: socket.socket) -> None:
        born, ends, streams = self._nap, {line: other, other: line}, False
        with contextlib.suppress(OSError, ValueError):
            while born == self._nap and ends:
                for ready in select.select([*ends], [], [], 0.05)[0]:
                    data = ready.recv(65536)
                    if born != self._nap:
                        break
                    streams = streams or b"text/event-stream" in data
                    # The worker's patience is cut short, so that the test needs none.
                    ends[ready].sendall(data.replace(b"SILENCE = 40000", b"SILENCE = 400.0"))
                    if not data:
                        ends[ready].shutdown(socket.SHUT_WR)
                        del ends[ready]
        if not streams:
            line.close()
            other.close()


@pytest.fixture
def sleepy() -> Iterator[Callable[[int], Sleepy]]:
    """Return a call that makes a way to a port."""
    with contextlib.ExitStack() as ways:

        def way(port: int) -> Sleepy:
            made = Sleepy(port)
            ways.callback(made.close)
            return made

        yield way


def test_the_browser_catches_up_after_a_sleep(
    tmp_path: Path, tab: Page, sleepy: Callable[[int], Sleepy]
) -> None:
    """A line that died without a word is given up, and what was saved meanwhile is shown."""
    root = a_site(tmp_path)
    with running(root) as real:
        way = sleepy(real.port)
        tab.goto(f"http://localhost:{way.port}/repo/2026/01/01/rail/")
        (root / "content/rail.md").write_text(article("Rail", "Before the sleep."))
        tab.get_by_text("Before the sleep.").wait_for()
        tab.evaluate("window.mark = 'kept'")
        way.sleep()
        (root / "content/rail.md").write_text(article("Rail", "Saved in the sleep."))
        tab.get_by_text("Saved in the sleep.").wait_for()
        assert tab.evaluate("window.mark") == "kept"


def test_a_name_made_to_point_here_reads_nothing(tmp_path: Path, chromium: Browser) -> None:
    """In a browser that takes a strange name for this machine, the preview is not to be seen."""
    root = a_site(tmp_path)
    args = ["--no-sandbox", "--host-resolver-rules=MAP *.example 127.0.0.1"]
    path = _executable()
    with running(root, "--allow-host", "mine.example") as real:
        browser = chromium.browser_type.launch(executable_path=path, args=args)
        try:
            tab = browser.new_page()
            answer = tab.goto(f"http://evil.example:{real.port}/repo/2026/01/01/rail/")
            assert answer is not None
            assert answer.status == 403
            assert "Trains run." not in tab.content()
            assert tab.evaluate("fetch('/repo/feed.xml').then(r => r.status)") == 403
            tab.goto(f"http://mine.example:{real.port}/repo/2026/01/01/rail/")
            assert "Trains run." in tab.inner_text("main")
        finally:
            browser.close()


def _executable() -> str | None:
    from conftest import CHROMIUM

    return CHROMIUM


def test_a_strange_page_can_neither_frame_nor_embed(
    tmp_path: Path, tab: Page, serving: Callable[..., Preview]
) -> None:
    """A frame, a script, a picture and a form of another origin get nothing."""
    strange = serving(lambda _changed: Built({"index.html": b"<body><p>strange"}))
    with running(a_site(tmp_path / "real")) as real:
        shown = _home(real)
        tab.goto(strange.url)
        tab.evaluate(
            """home => { window.got = []; for (const [kind, name, path] of [
            ['iframe', 'src', '2026/01/01/rail/'], ['script', 'src', 'feed.json'],
            ['img', 'src', 'favicon.ico'], ['link', 'href', 'assets/style.css']]) {
            const element = document.createElement(kind); element[name] = home + path;
            if (kind === 'link') element.rel = 'stylesheet';
            element.onload = () => got.push([kind, 'load']);
            element.onerror = () => got.push([kind, 'error']); document.body.append(element); } }""",
            shown,
        )
        until(lambda: len(tab.evaluate("got")) == 4, "each is answered")
        loaded = [kind for kind, what in tab.evaluate("got") if what == "load"]
        assert loaded == ["iframe"]  # browsers say so of a refused frame as well
        assert "Trains run." not in "".join(frame.content() for frame in tab.frames)
        with tab.expect_response(lambda answer: answer.request.method == "POST") as posted:
            tab.evaluate(
                """home => { const form = document.createElement('form'); form.method = 'post';
                form.action = home; document.body.append(form); form.submit(); }""",
                shown,
            )
        assert posted.value.status == 403


def test_no_address_in_the_browser_leads_out_of_the_site(tmp_path: Path, tab: Page) -> None:
    """What a browser leaves escaped in an address is refused; so are hidden files and links."""
    root = a_site(tmp_path / "site")
    (tmp_path / "outside.png").write_bytes(b"secret")
    (root / "content/out.png").symlink_to(tmp_path / "outside.png")
    with running(root) as real:
        tab.goto(_home(real))
        for path in (
            *("..%2fbriefgen.yml", "%2e%2e%2fbriefgen.yml", "..%5cbriefgen.yml", "rail%00.html"),
            *(".briefgen/index", ".git/config", "%2ebriefgen/index", "/etc/passwd", "C:/x"),
            *("out.png", "content/out.png", "content/rail.md"),
        ):
            asked = "p => fetch(p).then(async r => [r.status, await r.text()])"
            status, text = tab.evaluate(asked, f"/repo/{path}")
            assert status in {400, 403, 404}, path
            assert "secret" not in text, path
            assert not re.search("^title: |^root:", text, re.MULTILINE), path


def test_a_page_of_the_preview_is_marked(tmp_path: Path, tab: Page) -> None:
    """No page seen here can be taken for a published one, by an engine or by a publish."""
    root = a_site(tmp_path)
    with running(root) as real:
        for path in ("", "2026/01/01/rail/", "nowhere/", "../_briefgen/"):
            answer = tab.goto(_home(real) + path)
            assert answer is not None
            assert answer.headers["x-robots-tag"] == "noindex"
            assert tab.locator('meta[name="robots"][content="noindex"]').count() >= 1
            assert tab.locator('meta[name="briefgen"][content="preview"]').count() == 1
