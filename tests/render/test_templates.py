from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml.html import document_fromstring

from briefgen.errors import ThemeError
from briefgen.model.entry import Body, Entry, Figure
from briefgen.model.page import ArticlePage, NotFoundPage, Page, RedirectPage, Site
from briefgen.render.templates import Templates
from briefgen.render.theme import load_theme

if TYPE_CHECKING:
    from pathlib import Path

SITE = Site(title="Tides", url="https://tides.example/repo/", base_path="/repo/")
PHOTO = Figure("images/quay.jpg", "A quay.", "The quay at dawn.", "A. Reyl/Coast Pictures")
TEXT = Body("<p>Text.</p>")
ENTRY = Entry(
    path="articles/a.md",
    slug="a",
    permalink="2026/03/20/a/",
    title="A quay reopens",
    guid="tag:tides.example,2026:a",
    photo=PHOTO,
    photos=(PHOTO,),
)


def article(entry: Entry = ENTRY, body: Body = TEXT) -> ArticlePage:
    """An article's page as the planner makes it."""
    return ArticlePage(
        kind="article",
        template="article.html",
        path=f"{entry.permalink}index.html",
        permalink=entry.permalink,
        title=entry.title,
        site=SITE,
        entry=entry,
        body=body,
    )


def shown(page: Page, root: Path, files: dict[str, str] | None = None) -> str:
    """The page rendered with the site's own theme files, named below themes/."""
    for name, text in (files or {}).items():
        file = root / "themes" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    own = (root / "themes/own/theme.yml").is_file()
    return Templates(load_theme("own" if own else "briefing", root), SITE).render_page(page)


def test_an_article_shows_its_photo_with_caption_and_credit(tmp_path: Path) -> None:
    """The lead photo is a figure; caption and credit are its visible words."""
    html = shown(article(), tmp_path)
    assert '<img src="/repo/images/quay.jpg" alt="A quay."' in html
    assert '<span class="caption">The quay at dawn.</span>' in html
    assert '<span class="credit">A. Reyl/Coast Pictures</span>' in html


def test_a_site_may_replace_one_partial(tmp_path: Path) -> None:
    """A file in themes/overrides/ stands in for the theme's, and the rest stays."""
    html = shown(article(), tmp_path, {"overrides/_nav.html": "<nav>mine</nav>"})
    assert "<nav>mine</nav>" in html
    assert "A. Reyl/Coast Pictures" in html


def test_an_override_may_extend_the_template_it_replaces(tmp_path: Path) -> None:
    """`@parent/` reaches the next template of that name, so that one block can change."""
    override = (
        '{% extends "@parent/article.html" %}{% block item_body %}[{{ entry.title }}]{% endblock %}'
    )
    html = shown(article(), tmp_path, {"overrides/article.html": override})
    assert "[A quay reopens]" in html
    assert "Text." not in html
    assert "A. Reyl/Coast Pictures" in html


def test_a_child_theme_reaches_a_theme_by_name(tmp_path: Path) -> None:
    """`@briefing/` names a theme of the chain."""
    html = shown(
        article(),
        tmp_path,
        {
            "own/theme.yml": "parent: briefing",
            "own/base.html": '{% extends "@briefing/base.html" %}{% block footer %}own{% endblock %}',
        },
    )
    assert "own</body>" in html


def test_a_template_that_extends_itself_is_told_the_way_out(tmp_path: Path) -> None:
    """The classic trap is an error with a hint, not an endless loop."""
    with pytest.raises(ThemeError) as caught:
        shown(article(), tmp_path, {"overrides/base.html": '{% extends "base.html" %}'})
    assert caught.value.path == "themes/overrides/base.html"
    assert caught.value.line == 1
    assert caught.value.hint == "write '@parent/base.html'"


def test_templates_that_include_each_other_are_refused(tmp_path: Path) -> None:
    """A circle of includes is told as one."""
    files = {
        "overrides/_nav.html": '{% include "x.html" %}',
        "overrides/x.html": '{% include "_nav.html" %}',
    }
    with pytest.raises(ThemeError, match="circle"):
        shown(article(), tmp_path, files)


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("\n\n{{ pge.title }}", 3, "there is no variable 'pge'; did you mean page?"),
        ("\n{{ page.titel }}", 2, "ArticlePage has no 'titel'; did you mean title?"),
        (
            "{{ page.title }}\n\n{{ page.titel }}\n{{ page.title }}",
            3,
            "ArticlePage has no 'titel'; did you mean title?",
        ),
        ("{{ settings.acent }}", 1, "dict has no 'acent'; did you mean accent?"),
        ("\n{% for %}", 2, "Expected an expression, got 'end of statement block'"),
        ("{{ page.title|upcase }}", 1, "No filter named 'upcase'."),
        ("\n{% include '_card.htm' %}", 2, "there is no template '_card.htm'"),
        ("{{ 'stile.css'|asset }}", 1, "the theme has no asset 'stile.css'"),
        ("{{ 'javascript:x'|url }}", 1, "not a path within the site: 'javascript:x' [ValueError]"),
        ("{{ page.title + 1 }}", 1, 'can only concatenate str (not "int") to str [TypeError]'),
    ],
)
def test_a_mistake_is_told_by_template_and_line(
    template: str, line: int, message: str, tmp_path: Path
) -> None:
    """Undefined names, syntax, filters, files and values: each with place and near match."""
    with pytest.raises(ThemeError) as caught:
        shown(article(), tmp_path, {"overrides/article.html": template})
    assert (caught.value.path, caught.value.line) == ("themes/overrides/article.html", line)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("template", "message", "hint"),
    [
        ("{{ page.title|isodat }}", "No filter named 'isodat'.", "did you mean isodate?"),
        ("{{ page.title|qqqq }}", "No filter named 'qqqq'.", ""),
        (
            "{% if page is defind %}{% endif %}",
            "No test named 'defind' found.",
            "did you mean defined?",
        ),
    ],
)
def test_a_filter_that_is_none_is_told_with_the_nearest(
    template: str, message: str, hint: str, tmp_path: Path
) -> None:
    """Jinja's own filters and tests count as well as ours."""
    with pytest.raises(ThemeError) as caught:
        shown(article(), tmp_path, {"overrides/article.html": f"\n{template}"})
    assert (caught.value.message, caught.value.hint) == (message, hint)
    assert (caught.value.path, caught.value.line) == ("themes/overrides/article.html", 2)


@pytest.mark.parametrize(
    "expression",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ t.__globals__ }}",
        "{{ page.__init__.__globals__ }}",
        "{{ settings.update({}) }}",
        "{{ '{0.__class__}'.format(page) }}",
    ],
)
def test_a_template_stays_in_its_sandbox(expression: str, tmp_path: Path) -> None:
    """A theme from elsewhere reaches no internals and changes no settings."""
    with pytest.raises(ThemeError):
        shown(article(), tmp_path, {"overrides/article.html": expression})


@pytest.mark.parametrize(
    "template",
    [
        "<body><img src={{ page.entry.photo.src|url }}>",
        '<body><img src="{{ page.entry.photo.src|url }}" alt="{{ page.entry.photo.credit }}">',
        '<body><img src="{{ page.entry.photo.src|url }}"><!-- {{ page.entry.photo.credit }} -->',
        '<body><img src="{{ page.entry.photo.src|url }}"><script>"{{ page.entry.photo.credit }}"</script>',
        "<body><img src='x.jpg' srcset='{{ page.entry.photo.src|url }} 2x'>",
        "<body><i style='background:url({{ page.entry.photo.src|url }})'></i>",
    ],
)
def test_a_theme_can_not_drop_a_credit(template: str, tmp_path: Path) -> None:
    """A photo without its credit in visible words is an error naming theme and template."""
    with pytest.raises(ThemeError) as caught:
        shown(article(), tmp_path, {"own/theme.yml": "name: own", "own/article.html": template})
    assert caught.value.path == "themes/own/article.html"
    assert "without its credit 'A. Reyl/Coast Pictures'" in caught.value.message


@pytest.mark.parametrize(
    "template",
    [
        "<body>No photo at all, only words.",
        '<head><meta property="og:image" content="{{ page.entry.photo.src|abs_url }}"></head><body>x',
        '<body><script type="application/ld+json">{{ page|json_ld }}</script>',
        '<body><img src="{{ page.entry.photo.src|url }}"><p>Photo: A. Reyl/<b>Coast\nPictures</b>',
    ],
)
def test_a_photo_that_is_not_shown_owes_nothing(template: str, tmp_path: Path) -> None:
    """Only photos seen in the body need their credit; it may be part of a longer line."""
    assert shown(article(), tmp_path, {"own/theme.yml": "name: own", "own/article.html": template})


def test_hostile_words_are_inert(tmp_path: Path) -> None:
    """Markup and template code in titles, captions, credits and addresses stay text."""
    evil = '<script>alert(1)</script>{{ 7*7 }}" onload="x'
    photo = Figure("images/quay.jpg", evil, evil, evil)
    entry = replace(
        ENTRY,
        title=evil,
        source=evil,
        source_url="javascript:alert(1)",
        authors=(evil,),
        tags=(evil,),
        note=evil,
        language=evil,
        photo=photo,
        photos=(photo,),
    )
    html = shown(article(entry, Body()), tmp_path)
    assert "<script>alert" not in html
    assert '="javascript:' not in html
    assert document_fromstring(html).xpath("//@onload") == []
    assert "49" not in html
    assert "{{ 7*7 }}" in html


def test_json_ld_can_not_leave_its_script(tmp_path: Path) -> None:
    """A closing tag in a title is written as an escape inside the data block."""
    html = shown(article(replace(ENTRY, title="</script><b>x</b>")), tmp_path)
    data = html.partition("ld+json")[2].partition("</script>")[0]
    assert "\\u003c/script\\u003e" in data


def test_a_page_needs_no_script_and_no_other_site(tmp_path: Path) -> None:
    """The policy is strict, and no inline style or script breaks it."""
    html = shown(article(replace(ENTRY, note="Why.")), tmp_path)
    policy = str(document_fromstring(html).xpath("string(//meta[@http-equiv]/@content)"))
    assert policy.startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in policy
    assert " style=" not in html
    assert "<style" not in html
    assert html.count("<script") == html.count('<script type="application/ld+json">')


def test_a_noindex_page_says_so(tmp_path: Path) -> None:
    """Robots are told; other pages allow large previews of photos."""
    assert 'content="noindex, follow"' in shown(replace(article(), noindex=True), tmp_path)
    assert 'content="max-image-preview:large"' in shown(article(), tmp_path)


def test_the_build_is_named_only_in_a_preview(tmp_path: Path) -> None:
    """`briefgen-build` stands in pages that carry a build, and in no published one."""
    assert "briefgen-build" not in shown(article(), tmp_path)
    assert 'name="briefgen-build" content="7"' in shown(replace(article(), build="7"), tmp_path)


def test_a_moved_page_leads_on(tmp_path: Path) -> None:
    """A redirect page refreshes to the new address, names it canonical and shows a link."""
    page = RedirectPage(
        kind="redirect",
        template="redirect.html",
        path="old/index.html",
        permalink="old/",
        title="A quay reopens",
        site=SITE,
        target="2026/03/20/a/",
    )
    html = shown(page, tmp_path)
    assert 'content="0; url=/repo/2026/03/20/a/"' in html
    assert '<link rel="canonical" href="https://tides.example/repo/2026/03/20/a/">' in html


def test_a_missing_page_is_found_from_any_depth(tmp_path: Path) -> None:
    """404.html names every address from the base on."""
    page = NotFoundPage(
        kind="404", template="404.html", path="404.html", permalink="404.html", title="x", site=SITE
    )
    html = shown(page, tmp_path)
    assert 'href="/repo/archive/"' in html
    assert 'href="../' not in html
