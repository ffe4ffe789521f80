"""What one build leaves to the next: the same site as one that remembers nothing, for less work."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from briefgen.build import Order, Rendered, render_site
from briefgen.build.memory import Memory
from briefgen.engine.workers import Workers
from briefgen.errors import ThemeError

NOW = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)
CONFIG = "title: Quays\nurl: https://quays.example/news/\ntheme: ours\n"
THEME = 'name: ours\nversion: "1.0"\napi: 1\nparent: briefing\n'


def article(
    number: int, *, title: str = "", body: str = "Ferries run again.", more: str = ""
) -> str:
    """Return the file of an article."""
    return (
        f"---\ntitle: {title or f'Quay {number}'}\ndate: 2026-03-0{1 + number % 4}\n"
        f"topic: {'Harbour' if number % 2 else 'Rail'}\nsource: The Mole\n{more}---\n\n{body}\n"
    )


def site(root: Path, count: int = 5) -> Path:
    """Write a site of a few articles, a topic, an edition, a picture and a theme of its own."""
    (root / "content/topics").mkdir(parents=True)
    (root / "content/briefings").mkdir()
    (root / "themes/ours").mkdir(parents=True)
    (root / "briefgen.yml").write_text(CONFIG)
    (root / "themes/ours/theme.yml").write_text(THEME)
    for number in range(count):
        (root / f"content/quay-{number}.md").write_text(article(number))
    (root / "content/topics/rail.md").write_text("---\ntitle: Rail\n---\n\nOn tracks.\n")
    (root / "content/briefings/2026-03-04.md").write_text(
        "---\ntitle: Wednesday\ndate: 2026-03-04\narticles: [quay-1, quay-2]\n---\n"
    )
    Image.new("RGB", (40, 30), "navy").save(root / "content/pier.png")
    return root


Edit = Callable[[Path, int], Path]


def wrote(path: str, text: Callable[[int], str]) -> Edit:
    """Return the edit that writes a file."""

    def edit(root: Path, number: int) -> Path:
        file = root / path.format(number % 5)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text(number))
        return file

    return edit


def deleted(root: Path, number: int) -> Path:
    """Delete an article."""
    file = root / f"content/quay-{number % 5}.md"
    file.unlink(missing_ok=True)
    return file


def renamed(root: Path, number: int) -> Path:
    """Give an article's file another name, in the same place of the order."""
    file = root / f"content/quay-{number % 5}.md"
    if file.exists():
        file.rename(file.with_name(f"quay-{number % 5}-{number}.md"))
    return root / "content"


def painted(root: Path, number: int) -> Path:
    """Change the picture."""
    Image.new("RGB", (40 + number % 7, 30), "teal").save(root / "content/pier.png")
    return root / "content/pier.png"


PHOTO = "photo: pier.png\nphoto_alt: A pier\nphoto_credit: Ana Reis / Mole Press\n"
EDITS: tuple[Edit, ...] = (
    wrote("content/quay-{}.md", lambda n: article(n % 5, body=f"Ferries run {n} times.")),
    wrote("content/quay-{}.md", lambda n: article(n % 5, title=f"Quay closed {n}")),
    wrote("content/quay-{}.md", lambda n: article(n % 5 + 1)),
    wrote("content/quay-{}.md", lambda n: article(n % 5, more=PHOTO)),
    wrote("content/quay-{}.md", lambda n: article(n % 5, more="photo: no-such.png\n")),
    wrote("content/quay-{}.md", lambda n: article(n % 5, more="aliases: [/old/]\n")),
    wrote("content/quay-{}.md", lambda n: article(n % 5, more="draft: true\n")),
    wrote("content/quay-{}.md", lambda n: article(n % 5, more="pin: true\n")),
    wrote("content/quay-{}.md", lambda n: article(n % 5, more="slug: quay-1\n")),
    wrote("content/quay-{}.md", lambda n: article(n % 5, more="topics: [rail, HARBOUR]\n")),
    wrote(
        "content/quay-{}.md", lambda n: article(n % 5, body="![](pier.png) amid, [x](quay-1.md)")
    ),
    wrote("content/quay-{}.md", lambda n: f"---\ntitle: [{n}\n---\n"),
    wrote("content/quay-{}.md", lambda n: article(n % 5, more=PHOTO + "photo_until: 2026-03-04\n")),
    wrote("content/new/pier-{}.md", lambda n: article(n % 5, title=f"A new pier {n}")),
    wrote("content/topics/rail.md", lambda n: f"---\ntitle: Rail\n---\n\nOn {n} tracks.\n"),
    wrote("briefgen.yml", lambda n: CONFIG + f"feeds: {{items: {1 + n % 4}}}\n"),
    wrote("briefgen.yml", lambda n: CONFIG.replace("Quays", f"Quays {n}")),
    wrote("briefgen.yml", lambda _: CONFIG + "editions: {every: week}\n"),
    wrote("themes/ours/assets/own.css", lambda n: f"p {{ margin: {n}px }}\n"),
    wrote("themes/ours/404.html", lambda n: f"<p>Nothing {n}: {{{{ site.title }}}}</p>\n"),
    deleted,
    renamed,
    painted,
)


def told(made: Rendered) -> tuple[object, ...]:
    """All that a build says, and the bytes of all it makes."""
    # Not their keys: one may tell apart what is shown alike, and then a file is made in vain.
    files = {one.path: one() for one in made.outputs}
    return (files, list(map(str, made.errors)), made.notices, made.pages, made.held, made.counts)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 60)), min_size=1, max_size=6),
    st.booleans(),
)
def test_build_that_remembers_makes_what_one_that_forgot_makes(
    edits: list[tuple[Edit, int]], watched: bool
) -> None:
    """After any edits, watched or looked for, the site is that of a build from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        root = site(Path(folder))
        order, memory = Order(root, NOW), Memory()
        with Workers() as workers:
            render_site(order, workers, memory)
            for edit, number in edits:
                touched = edit(root, number)
                memory.touched = frozenset({touched}) if watched else None
                now = render_site(order, workers, memory, marked=False)
                assert told(now) == told(render_site(order, workers, marked=False))


def test_page_that_shows_the_same_is_the_same_file(tmp_path: Path) -> None:
    """A body edit leaves every other file the very object it was, so that a preview sees it."""
    order, memory = Order(site(tmp_path, 30), NOW), Memory()
    more = "summary: Where the ferries go.\n"
    file = tmp_path / "content/quay-7.md"
    file.write_text(article(7, more=more))
    with Workers() as workers:
        before = {
            one.path: one for one in render_site(order, workers, memory, marked=False).outputs
        }
        file.write_text(article(7, body="No ferry runs.", more=more))
        with memory.told(frozenset({file})):
            after = render_site(order, workers, memory, marked=False).outputs
    changed = [one.path for one in after if before[one.path] != one]
    assert "2026/03/04/quay-7/index.html" in changed
    pages = [path for path in changed if path.endswith(".html")]
    assert pages == ["2026/03/04/quay-7/index.html"]


def test_edit_that_a_failed_build_was_told_of_is_in_the_next(tmp_path: Path) -> None:
    """An article saved while the theme is broken is shown once the theme is mended."""
    order, memory = Order(site(tmp_path), NOW), Memory()
    theme, file = tmp_path / "themes/ours/theme.yml", tmp_path / "content/quay-3.md"
    with Workers() as workers:
        with memory.told(frozenset()):
            render_site(order, workers, memory)
        theme.write_text("name: [")
        file.write_text(article(3, title="Quay 3 sinks"))
        with pytest.raises(ThemeError), memory.told(frozenset({theme, file})):
            render_site(order, workers, memory)
        # The theme is still broken, and nothing of it was touched.
        with pytest.raises(ThemeError), memory.told(frozenset()):
            render_site(order, workers, memory)
        theme.write_text(THEME)
        with memory.told(frozenset({theme})):
            titles = [page.title for page in render_site(order, workers, memory).pages]
    assert "Quay 3 sinks" in titles


def test_article_of_the_future_appears_when_its_day_has_come(tmp_path: Path) -> None:
    """Nothing was touched, but a later build shows what was held back until then."""
    root, memory = site(tmp_path), Memory()
    (root / "content/late.md").write_text("---\ntitle: Late\ndate: 2026-03-06\n---\n\nSoon.\n")
    with Workers() as workers:
        with memory.told(frozenset()):
            early = render_site(Order(root, NOW), workers, memory)
        with memory.told(frozenset()):
            late = render_site(Order(root, NOW + dt.timedelta(days=1)), workers, memory)
    assert "Late" not in [page.title for page in early.pages]
    assert "Late" in [page.title for page in late.pages]


def test_folder_that_was_touched_asks_for_a_look_at_everything(tmp_path: Path) -> None:
    """A folder put in place of another is one path to the watcher, and many files."""
    root, memory = site(tmp_path), Memory()
    with Workers() as workers:
        with memory.told(frozenset()):
            render_site(Order(root, NOW), workers, memory)
        shutil.move(root / "content", root / "before")
        shutil.copytree(root / "before", root / "content")
        (root / "content/quay-2.md").unlink()
        with memory.told(frozenset({root / "content"})):
            after = render_site(Order(root, NOW), workers, memory)
    assert "Quay 2" not in [page.title for page in after.pages]


def test_what_is_remembered_does_not_grow_with_edits(tmp_path: Path) -> None:
    """Articles that came and went, with their pictures and the themes of their time, are forgotten."""
    root, memory = site(tmp_path), Memory()
    sizes = []
    with Workers() as workers:
        with memory.told(frozenset()):
            render_site(Order(root, NOW), workers, memory)
        for number in range(12):
            file = root / f"content/passing-{number}.md"
            file.write_text(article(number, body='![A pier.](pier.png){ credit="Ada/Wire" }'))
            (root / "themes/ours/404.html").write_text(f"<title>{number}</title>")
            for edited in (file, root / "themes/ours/404.html"):
                with memory.told(frozenset({edited})):
                    made = render_site(Order(root, NOW), workers, memory, marked=False)
            file.unlink()
            with memory.told(frozenset({file})):
                made = render_site(Order(root, NOW), workers, memory, marked=False)
            paths = {one.path for one in made.outputs}
            sizes.append(len(memory.made.files))
            assert memory.made.files.keys() <= paths
            assert memory.made.rows.keys() <= paths
    assert sizes[-1] == sizes[0]
