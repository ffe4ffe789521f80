"""A site rendered anew in a theme that changed is the one that building everything gives."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from briefgen.build import Order, Result, build_site
from briefgen.build.amend import amended
from briefgen.build.look import look
from briefgen.build.making import Press
from briefgen.build.sift import sifted
from briefgen.engine.ledger import Rows, write_rows
from briefgen.engine.stat_index import disk_time
from briefgen.errors import ThemeError
from briefgen.render import templates
from briefgen.render.compiled import Compiled
from briefgen.render.theme import shipped_themes

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.model.page import Page
    from briefgen.render.sheet import Sheet

NOW = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)
CONFIG = (
    "title: Locks\nurl: https://locks.example/news/\ntheme: own\n"
    "editions: {every: day}\nfeeds: {items: 4}\npage_size: 2\n"
)
BODY = (
    "The lock at [the weir](lock-2.md) opens at dawn.\n\n"
    '![A gate.](images/gate.png "At noon."){ credit="Ada/Wire" }'
)
OWN = ("base.html", "article.html", "_card.html", "_head.html")
THEME = """\
parent: briefing
settings:
  depth: {type: int, default: 2, help: How deep.}
"""


@pytest.fixture(autouse=True, params=[False, True], ids=["few", "many"])
def many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> bool:
    """Pages of templates that are put together, of which there are many, are made of their parts.

    What other tests put together is not found.
    """
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(templates, "_COMPILED", Compiled())
    monkeypatch.setattr(templates, "_FEW", 0 if request.param else 100)
    return bool(request.param)


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """A site with a theme of its own that was built; its files are older than the disk's tick."""
    root = tmp_path / "site-root"
    (root / "content/topics").mkdir(parents=True)
    (root / "content/images").mkdir()
    (root / "themes/own/assets").mkdir(parents=True)
    (root / "themes/own/theme.yml").write_text(THEME)
    (root / "themes/own/assets/style.css").write_text("p { color: red }\n")
    for name in OWN:
        shutil.copy(shipped_themes() / "briefing" / name, root / "themes/own" / name)
    (root / "briefgen.yml").write_text(CONFIG)
    for number in range(7):
        write(root, number, "Bell" if number % 2 else "Gate")
    (root / "content/topics/gate.md").write_text("---\ntitle: Gate\n---\n\nOn gates.\n")
    Image.new("RGB", (40, 30), "navy").save(root / "content/images/gate.png")
    time.sleep(0.15)
    order = Order(root, NOW)
    build_site(order)
    return order


def write(root: Path, number: int, topic: str, title: str = "Lock") -> None:
    """Write an article's file."""
    aliases = "" if number % 2 else f"aliases: [old-{number}/]\n"
    (root / f"content/lock-{number}.md").write_text(
        f"---\ntitle: {title} {number}\ndate: 2026-05-0{1 + number % 3}\ntopic: {topic}\n"
        f"source: The Sluice\n{aliases}---\n\n{BODY}\n"
    )


def edit(root: Path, change: Callable[[str], str], name: str = "base.html") -> None:
    """Change a file of the theme."""
    file = root / "themes/own" / name
    file.write_text(change(file.read_text()))


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a site with their bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def clean(order: Order) -> tuple[dict[str, bytes], Result]:
    """What building everything gives."""
    with tempfile.TemporaryDirectory() as elsewhere:
        place = Path(elsewhere)
        fresh = Order(order.root, order.now, output=place / "o", state=place / "s")
        result = build_site(fresh)
        return tree(fresh.site), result


def amend(order: Order) -> Result | None:
    """Amend the site, where that is all there is to do."""
    view = look(order)
    assert view is not None
    try:
        return amended(order, sifted(order, view), disk_time(order.kept / "cache/told"))
    finally:
        view.looking.drop()


CHANGES: dict[str, Callable[[Path], None]] = {
    "template": lambda root: edit(root, lambda text: text.replace("</main>", "<i></i></main>")),
    "setting": lambda root: edit(root, lambda text: text.replace("2", "3"), "theme.yml"),
    "what a page has a say in": lambda root: edit(
        root, lambda text: text.replace("<main ", '<main data-of="{{ page.permalink }}" ')
    ),
    "text": lambda root: edit(
        root,
        lambda text: text.replace("{{ page.body|body }}", "{{ page.body|body }}<hr>"),
        "article.html",
    ),
    "macro": lambda root: edit(root, lambda text: text.replace("words", "said"), "_card.html"),
    "include": lambda root: edit(root, lambda text: text.replace("generator", "by"), "_head.html"),
    "comment": lambda root: edit(root, lambda text: "{# So it is. #}" + text, "_head.html"),
    "replaced, as editors do": lambda root: replaced(root / "themes/own/base.html"),
}


def replaced(file: Path) -> None:
    """Put another file in a template's place."""
    other = file.with_name("base.html~")
    other.write_text(file.read_text().replace("</main>", "</main><hr>"))
    other.replace(file)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("change", CHANGES)
def test_pages_are_rendered_anew(order: Order, change: str, jobs: int) -> None:
    """Of a template or a setting that changed; once more, it is an edit as any other."""
    order = Order(order.root, NOW, jobs=jobs)
    CHANGES[change](order.root)
    result = amend(order)
    assert result is not None
    assert result.synced is not None
    files, whole = clean(order)
    assert tree(order.site) == files
    assert (result.counts, result.held, result.notices) == (
        whole.counts,
        whole.held,
        whole.notices,
    )
    assert build_site(order).synced == whole_again(result)
    # One that explains looks at everything, and finds the key of each file as it would make it.
    assert build_site(replace(order, explain=True)).synced == whole_again(result)


def whole_again(result: Result) -> object:
    """What a build tells that finds the site as this one left it."""
    assert result.synced is not None
    every = sorted((*result.synced.written, *result.synced.unchanged))
    return replace(result.synced, written=(), unchanged=tuple(every))


def test_a_theme_and_articles_change_in_turn(order: Order) -> None:
    """Each edit starts from what the one before left."""
    for turn in range(2):
        CHANGES["template"](order.root)
        assert amend(order) is not None
        write(order.root, 3, "Bell", title=f"Turn {turn}")
        assert amend(order) is not None
        assert tree(order.site) == clean(order)[0]
    CHANGES["template"](order.root)
    assert amend(order) is not None
    assert tree(order.site) == clean(order)[0]


OTHERS: dict[str, Callable[[Path], object]] = {
    "style": lambda root: edit(root, lambda text: text + "b {}\n", "assets/style.css"),
    "new template": lambda root: (root / "themes/own/_nav.html").write_text("nav"),
    "lost template": lambda root: (root / "themes/own/base.html").unlink(),
    "parent": lambda root: edit(root, lambda text: text.replace("briefing", "wire"), "theme.yml"),
    "an article as well": lambda root: [
        CHANGES["template"](root),
        (root / "content/lock-1.md").write_text("---\ntitle: New\n---\n\nText.\n"),
    ],
    "configuration as well": lambda root: (
        CHANGES["template"](root),
        (root / "briefgen.yml").write_text(CONFIG + "author: Ada\n"),
    ),
}


def test_pages_that_a_template_has_no_say_in_stay(order: Order) -> None:
    """What an article's own template says changes no list but the front page's mark of the build."""
    CHANGES["text"](order.root)
    result = amend(order)
    assert result is not None
    assert result.synced is not None
    written = {path for path in result.synced.written if "/lock-" not in path}
    assert written == {"index.html"}
    assert len(result.synced.written) == 8


def test_pages_of_which_there_are_many_are_not_rendered_as_a_whole(
    order: Order, many: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but the front page, which names the build, and those of one part only: redirects."""
    whole: set[str] = set()

    def noted(press: Press, page: Page) -> Sheet:
        whole.add(page.path)
        return sheet(press, page)

    sheet = Press.sheet
    monkeypatch.setattr(Press, "sheet", noted)
    CHANGES["template"](order.root)
    result = amend(order)
    assert result is not None
    assert result.synced is not None
    written = {path for path in result.synced.written if path.endswith(".html")}
    redirects = {f"old-{number}/index.html" for number in range(0, 7, 2)}
    assert whole == redirects | ({"index.html"} if many else written)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "gone": lambda file: file.unlink(),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:-9]),
    "another's": lambda file: write_rows(file, b"", {"kinds": b"\x90"}),
    "of other lengths": lambda file: write_rows(
        file, b"", {**Rows(file).all(), "lengths": b"\1" * len(Rows(file).one("lengths"))}
    ),
    "of other signs": lambda file: write_rows(
        file, b"", {**Rows(file).all(), "kinds": Rows(file).one("kinds")[:-1] + b"!"}
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_known_of_parts_may_be_damaged(order: Order, damage: str, many: bool) -> None:
    """Pages are rendered as a whole then."""
    file = order.kept / "cache/parts"
    assert bool(Rows(file).one("lengths")) is many
    DAMAGES[damage](file)
    for change in ("template", "macro"):
        CHANGES[change](order.root)
        assert amend(order) is not None
        assert tree(order.site) == clean(order)[0]


def test_a_photo_that_lost_its_credit_is_told(order: Order) -> None:
    """Each page is looked over, whatever of it is rendered anew; the site stands as it was."""
    before = tree(order.site)
    bare = '{{ page.body|body|replace("Ada/Wire", "") }}'
    edit(order.root, lambda text: text.replace("{{ page.body|body }}", bare), "article.html")
    result = build_site(order)
    assert result.errors
    assert all("without its credit" in one.message for one in result.errors)
    assert tree(order.site) == before


@pytest.mark.parametrize("change", OTHERS)
def test_whatever_else_changed_is_built_whole(order: Order, change: str) -> None:
    """What more than pages show, names that come and go, and any file that is no theme's."""
    OTHERS[change](order.root)
    assert amend(order) is None
    build_site(order)
    assert tree(order.site) == clean(order)[0]


@pytest.mark.parametrize(
    ("text", "told"), [("{{ page.gone }}", "has no 'gone'"), ("{% for %}", "Expected")]
)
def test_a_broken_template_is_told_and_the_site_stands(order: Order, text: str, told: str) -> None:
    """A whole build tells all that is wrong; once mended, the site is as before."""
    before = tree(order.site)
    good = (order.root / "themes/own/base.html").read_text()
    edit(order.root, lambda _: text)
    result = build_site(order)
    assert result.errors
    assert all(isinstance(one, ThemeError) and told in one.message for one in result.errors)
    # Once for each kind of page at most, not for each page.
    assert len({str(one) for one in result.errors}) == len(result.errors)
    assert result.synced is None
    assert tree(order.site) == before
    edit(order.root, lambda _: good)
    assert build_site(order).errors == ()
    assert tree(order.site) == before == clean(order)[0]


def test_a_file_of_the_site_that_was_touched_is_mended(order: Order) -> None:
    """A site that somebody changed is built whole."""
    page = order.site / "2026/05/01/lock-0/index.html"
    page.write_bytes(b"scribbled")
    CHANGES["template"](order.root)
    assert amend(order) is None
    build_site(order)
    assert tree(order.site) == clean(order)[0]
