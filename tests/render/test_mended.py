"""Pages of a template that changed, made of what they were, are what rendering them gives."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import ThemeError
from briefgen.model.entry import Body, Entry, Figure
from briefgen.model.page import ArticlePage, Site
from briefgen.render.parts import Asks
from briefgen.render.sheet import Sheet
from briefgen.render.templates import Templates
from briefgen.render.theme import load_theme

if TYPE_CHECKING:
    from pathlib import Path

SITE = Site(title="Weirs", url="https://weirs.example/", base_path="/")
PHOTO = Figure("images/weir.jpg", "A weir.", "The weir in flood.", "M. Oduya/River Desk")
NAME = "article.html"


def page(number: int) -> ArticlePage:
    """An article's page as the planner makes it."""
    entry = Entry(
        path=f"{number}.md",
        slug=f"{number}",
        permalink=f"{number}/",
        title=f"Weir ä {number}",
        guid=f"tag:weirs.example,2026:{number}",
        photo=PHOTO,
        photos=(PHOTO,),
    )
    return ArticlePage(
        kind="article",
        template=NAME,
        path=f"{number}/index.html",
        permalink=entry.permalink,
        title=entry.title,
        site=SITE,
        entry=entry,
        body=Body(f"<p>Text {number}.</p>"),
    )


PAGES = [page(number) for number in range(3)]


def theme(root: Path, **changes: tuple[str, str]) -> Templates:
    """The shipped theme with texts of some of its files replaced by others."""
    for name, (old, new) in changes.items():
        text = load_theme("briefing", root).templates[f"briefing/{name}.html"]
        assert old in text
        file = root / f"themes/overrides/{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace(old, new), "utf-8")
    made = Templates(load_theme("briefing", root), SITE)
    made.expect({NAME: 1000})
    return made


@pytest.fixture
def before(tmp_path: Path) -> tuple[Templates, list[Sheet]]:
    """The theme as it is shipped, and the pages in it."""
    # A folder of overrides is a layer of the theme, whatever is in it.
    (tmp_path / "themes/overrides").mkdir(parents=True)
    made = theme(tmp_path, _pager=("{#", "{# "))
    return made, [made.sheet(page) for page in PAGES]


CHANGES = {
    "a fixed text": ({"base": ("</main>", "<i></i></main>")}, Asks.NOTHING),
    "what a page has a say in": ({"base": ("<body ", '<body id="{{ page.kind }}" ')}, Asks.PAGE),
    "what gives a name its value": ({"base": ("{% set heading = ", "{% set heading = 1 ~ ")}, Asks.TEXT),
    "an include": ({"_head": ('"generator"', '"made-by"')}, Asks.TEXT),
    "a macro": ({"_figure": ("<figcaption>", '<figcaption class="x">')}, Asks.TEXT),
    "a macro that another asks for": ({"_credit": ('"credit"', '"credit owed"')}, Asks.TEXT),
    "a comment": ({"base": ("{#", "{# So it is. ")}, Asks.NOTHING),
    "a part more": ({"base": ("<main", "{% block new %}<hr>{% endblock %}<main")}, Asks.PAGE),
    "a part less": ({"base": ("{% block scripts %}{% endblock %}", "")}, Asks.NOTHING),
    "parts in another order": (
        {"base": ("{% block scripts %}{% endblock %}", "{% block head_feeds2 %}{% endblock %}")},
        Asks.NOTHING,
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_page_is_what_rendering_it_gives(
    tmp_path: Path, before: tuple[Templates, list[Sheet]], change: str
) -> None:
    """And asks for no more than what changed takes; its parts are told as well."""
    changes, asks = CHANGES[change]
    old, sheets = before
    new = theme(tmp_path, **changes)
    mended = new.mended(NAME, old.signs(NAME))
    assert mended is not None
    assert mended.asks is asks
    for one, sheet in zip(PAGES, sheets, strict=True):
        assert new.mended_sheet(mended, sheet, one) == new.sheet(one)
    assert mended.signs == new.signs(NAME)


def test_a_comment_makes_no_page_another(
    tmp_path: Path, before: tuple[Templates, list[Sheet]]
) -> None:
    """Then no page has to be looked at; where a text changes each has to."""
    old, _ = before
    same = theme(tmp_path, base=("{#", "{# So it is. ")).mended(NAME, old.signs(NAME))
    other = theme(tmp_path, base=("</main>", "<i></i></main>")).mended(NAME, old.signs(NAME))
    assert (same and same.is_same, other and other.is_same) == (True, False)


def test_a_page_without_signs_before_is_rendered_as_a_whole(tmp_path: Path) -> None:
    """So are those of a template that has a fault."""
    assert theme(tmp_path).mended(NAME, ()) is None
    assert theme(tmp_path, base=("</main>", "{% for %}")).mended(NAME, (b"sign",)) is None


def made_anew(new: Templates, old: Templates, before: Sheet) -> Sheet:
    """The first page in a theme, made of its file in another."""
    mended = new.mended(NAME, old.signs(NAME))
    assert mended is not None
    return new.mended_sheet(mended, before, PAGES[0])


def test_a_photo_that_lost_its_credit_is_refused(
    tmp_path: Path, before: tuple[Templates, list[Sheet]]
) -> None:
    """Also where nothing of the page is rendered anew but what shows the photo."""
    old, sheets = before
    with pytest.raises(ThemeError, match=r"without its credit 'M\. Oduya/River Desk'"):
        made_anew(theme(tmp_path, _figure=("{{ credit(photo) }}", "")), old, sheets[0])


def test_a_mistake_is_told_with_its_place(
    tmp_path: Path, before: tuple[Templates, list[Sheet]]
) -> None:
    """In the file and line where it stands."""
    old, sheets = before
    new = theme(tmp_path, _footer=('<div class="wrap">', '<div class="wrap">\n{{ page.gone }}'))
    with pytest.raises(ThemeError, match="has no 'gone'") as caught:
        made_anew(new, old, sheets[0])
    assert (caught.value.path, caught.value.line) == ("themes/overrides/_footer.html", 3)


@pytest.mark.parametrize("lengths", [b"", array("I", [5] * 16).tobytes()], ids=["none", "others"])
def test_lengths_that_are_not_the_files_are_refused(
    tmp_path: Path, before: tuple[Templates, list[Sheet]], lengths: bytes
) -> None:
    """The file was changed, or what was kept of it."""
    old, sheets = before
    new = theme(tmp_path, base=("</main>", "<i></i></main>"))
    with pytest.raises(ValueError, match="lengths"):
        made_anew(new, old, Sheet(sheets[0].data, lengths))
