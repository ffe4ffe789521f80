"""Whole builds: what stands on the site, and what is said when something is wrong."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Built

    Site = Callable[..., Built]

GOOD = """
-- content/good.md --
{title: A good piece, date: 2026-01-02, topic: Rail}
It stands.
"""


def test_topic_page_lists_newest_first(site: Site) -> None:
    """A briefing lists its articles newest first."""
    built = site("""
        -- content/old.md --
        {title: An old piece, date: 2026-01-01, topics: [Rail]}
        -- content/new.md --
        {title: A new piece, date: 2026-02-01, topics: [Rail]}
    """)
    page = built.text("topics/rail/index.html")
    assert page.index("A new piece") < page.index("An old piece")


def test_drafts_and_future_articles_are_held_back_by_name(site: Site) -> None:
    """What is not shown is named with the reason and the moment it will appear."""
    text = GOOD + (
        "-- content/draft.md --\n{title: Not yet, date: 2026-01-02, topic: Rail, draft: true}\n"
        "-- content/later.md --\n{title: Later, date: 2026-12-24 09:30, topic: Rail}\n"
    )
    built = site(text)
    held = {held.path: (held.reason, str(held.until)) for held in built.result.held}
    assert held["draft.md"][0] == "draft"
    assert held["later.md"] == ("future", "2026-12-24 09:30:00+00:00")
    assert "Later" not in built.text("index.html")
    shown = site(drafts=True, future=True)
    assert "Later" in shown.text("topics/rail/index.html")
    assert "Not yet" in shown.text("topics/rail/index.html")


def test_a_day_begins_at_midnight_in_the_sites_zone(site: Site) -> None:
    """A date alone is 00:00 in `timezone`, whatever zone the machine is in."""
    text = """
        -- briefgen.yml --
        title: Z
        url: https://z.example/
        timezone: Asia/Tokyo
        -- content/a.md --
        {title: Morning in Tokyo, date: 2026-11-24, topic: Rail}
    """
    eve = dt.datetime(2026, 11, 23, 14, 59, tzinfo=dt.UTC)
    assert not (site(text, now=eve).site / "2026/11/24/a/index.html").exists()
    built = site(now=eve + dt.timedelta(minutes=1))
    assert 'datetime="2026-11-24' in built.text("2026/11/24/a/index.html")


@pytest.mark.parametrize("base", ["/", "/repo/", "/a/b/"])
def test_the_site_works_under_any_base_path(site: Site, base: str) -> None:
    """Every address is made for the base path that `url:` names."""
    built = site(GOOD, base_url=f"https://test.example{base}")
    front = built.text("index.html")
    assert f'href="{base}topics/rail/"' in front
    assert f'href="{base}2026/01/02/good/"' in front
    assert f"https://test.example{base}2026/01/02/good/" in built.text("feed.xml")


def test_broken_files_are_told_together_and_the_rest_is_built(site: Site) -> None:
    """Each mistake names its file and line; the good article is on the site."""
    built = site(
        GOOD
        + """
-- content/colon.md --
---
title: Rail: a story
date: 2026-01-02
---
-- content/open.md --
---
title: Never closed
-- content/day.md --
---
title: A day that never was
date: 2026-02-30
---
-- content/empty.md --
"""
    )
    told = built.told
    assert "content/colon.md:2: " in told
    assert "content/open.md:" in told
    assert "content/day.md:3: " in told
    assert "content/empty.md:" in told
    assert built.result.failed
    assert "It stands." in built.text("2026/01/02/good/index.html")


def test_two_articles_with_one_address_are_an_error_naming_both(site: Site) -> None:
    """A clash is told with both files; neither is lost silently."""
    built = site("""
        -- content/one.md --
        {title: One, date: 2026-01-02, topic: Rail, slug: same}
        -- content/two.md --
        {title: Two, date: 2026-01-02, topic: Rail, slug: same}
    """)
    assert "one.md" in built.told
    assert "two.md" in built.told
    assert built.result.failed


def test_a_missing_photo_is_told_and_costs_only_itself(site: Site) -> None:
    """A photo that is not there is an error with file and line; its article is shown without it."""
    built = site("""
        -- content/a.md --
        ---
        title: A
        date: 2026-01-02
        topic: Rail
        photo: gone.png
        photo_credit: Ada
        ---
        Text.
    """)
    assert "content/a.md:5: the photo gone.png is not there" in built.told
    assert built.result.failed
    assert "Text." in built.text("2026/01/02/a/index.html")
    assert "gone.png" not in built.text("2026/01/02/a/index.html")


def test_a_photo_without_credit_fails_a_strict_build_only(site: Site) -> None:
    """The missing credit is told by code; `--strict` fails and writes nothing."""
    text = """
        -- content/a.svg --
        <svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>
        -- content/a.md --
        {title: A, date: 2026-01-02, topic: Rail, photo: a.svg, photo_alt: A bell.}
    """
    strict = site(text, strict=True)
    assert "[photo-credit-missing]" in strict.told
    assert strict.result.failed
    assert strict.result.synced is None
    assert not strict.site.exists()
    assert not site(text).result.failed


def test_a_broken_template_leaves_the_last_good_site(site: Site) -> None:
    """A mistake in a theme names template and line, and not a byte of site/ changes."""
    before = site(GOOD).files()
    built = site("-- themes/overrides/article.html --\n<p>\n{{ page.entry.titel }}\n")
    assert "article.html:2: " in built.told
    assert "titel" in built.told
    assert "title" in built.told
    assert built.result.synced is None
    assert built.files() == before


def test_a_mistake_in_the_config_leaves_the_last_good_site(site: Site) -> None:
    """A wrong setting is told with its line and the nearest right one."""
    before = site(GOOD)
    files = before.files()
    with pytest.raises(BriefgenError, match=r"briefgen.yml:2:.*langauge") as caught:
        site("-- briefgen.yml --\ntitle: T\nlangauge: en\nurl: https://t.example/\ntimezone: UTC\n")
    assert "language" in str(caught.value)
    assert before.files() == files


def test_hostile_words_stay_words(site: Site) -> None:
    """No field of an article can become markup, template or script on the page."""
    bad = "<script>alert(1)</script>{{ 7*7 }}"
    built = site(f"""
        -- content/a.png --
        x
        -- content/a.md --
        ---
        title: '{bad}'
        date: 2026-01-02
        topic: '{bad}'
        source: '{bad}'
        summary: '{bad}'
        note: '{bad}'
        photo: a.png
        photo_alt: '"><img src=x onerror=alert(1)>'
        photo_caption: '{bad}'
        photo_credit: '{bad}'
        slug: a
        ---
        {bad}

        [click](javascript:alert(1)) <img src=x onerror=alert(1)>
    """)
    for path, data in built.files().items():
        text = data.decode("utf-8", "replace")
        assert "<script>alert" not in text, path
        assert "onerror=alert(1)>" not in text.replace("&#34;", "").split("&lt;img")[0], path
        assert "javascript:alert" not in text, path
        assert "49" not in text.split("<main")[-1].split("</main")[0] or path.endswith(".css"), path


def test_an_alias_leads_to_the_new_address(site: Site) -> None:
    """An old permalink redirects; it keeps working for those who linked to it."""
    built = site("""
        -- content/a.md --
        {title: A, date: 2026-01-02, topic: Rail, aliases: [/old/place/]}
    """)
    assert "2026/01/02/a/" in built.text("old/place/index.html")


def test_an_edition_naming_an_unknown_article_is_told_with_its_line(site: Site) -> None:
    """A slug mistyped in an edition names the nearest one; the edition shows the rest."""
    built = site(
        GOOD
        + """
-- content/briefings/first.md --
---
title: First
date: 2026-01-03
articles:
  - good
  - god
---
"""
    )
    assert "content/briefings/first.md:" in built.told
    assert "good" in built.told
    assert "A good piece" in built.text("briefings/first/index.html")


def test_stale_pages_go_and_unknown_files_stay(site: Site) -> None:
    """A removed article's page goes; a file that briefgen did not write stays."""
    built = site(GOOD + "-- content/b.md --\n{title: B, date: 2026-01-02, topic: Rail}\n")
    (built.site / "CNAME").write_text("news.example")
    (built.root / "content/b.md").unlink()
    again = site()
    assert not (again.site / "2026/01/02/b").exists()
    assert again.text("CNAME") == "news.example"


def test_who_else_reported_a_piece_is_said_wherever_it_is_shown(site: Site) -> None:
    """The page, its data for machines and the feeds name the other publishers, with the way."""
    built = site("""
        -- content/ferry.md --
        ---
        title: The ferry is back
        date: 2026-01-02
        topic: Rail
        source: The Quay
        source_url: https://quay.example/ferry
        also:
          - title: "Ferry <b>returns</b>"
            source: Harbour Post
            source_url: https://harbour.example/a?x=1&y=2
          - source: Radio Pier
        ---
        It sailed.
    """)
    page = built.text("2026/01/02/ferry/index.html")
    told = page[page.index("Also reported by") :]
    assert '<a href="https://harbour.example/a?x=1&amp;y=2">Harbour Post</a>' in told
    assert "Ferry &lt;b&gt;returns&lt;/b&gt;" in told
    assert "<span>Radio Pier</span>" in told
    assert '"citation":' in page
    assert 'rel="related" href="https://harbour.example/a?x=1&amp;y=2"' in built.text("atom.xml")
    assert "harbour.example" in built.text("feed.json")


TWO = """
-- content/a.md --
{title: A, date: 2026-01-02, topic: Rail}
Text.
-- content/b.md --
{title: B, date: 2026-01-03, topic: Rail}
More.
"""


@pytest.mark.parametrize("how", ["renamed", "copied", "without what was remembered"])
def test_a_site_that_was_moved_is_built_where_it_stands(
    site: Site, tmp_path: Path, how: str
) -> None:
    """Its output is known wherever it is; pages that are no longer wanted go, others' files stay."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    before = site(TWO, root=old).files()
    (old / "site/letter.txt").write_text("mine")
    if how == "renamed":
        old.rename(new)
    else:
        shutil.copytree(old, new)
    if how == "without what was remembered":
        shutil.rmtree(new / ".briefgen")
    assert site(root=new).files() == before | {"letter.txt": b"mine"}
    (new / "content/b.md").unlink()
    after = site(root=new)
    assert "2026/01/03/b/index.html" not in after.files()
    assert after.files()["letter.txt"] == b"mine"


def test_a_page_of_a_site_unpacked_without_its_memory_goes(site: Site, tmp_path: Path) -> None:
    """A page that bears briefgen's mark is briefgen's, though nothing remembers writing it."""
    site(TWO)
    shutil.rmtree(tmp_path / ".briefgen")
    (tmp_path / "content/b.md").unlink()
    (tmp_path / "site/mine.html").write_text("<p>mine")
    files = site().files()
    assert "2026/01/03/b/index.html" not in files
    assert files["mine.html"] == b"<p>mine"


def test_a_folder_without_the_mark_is_left_alone(site: Site, tmp_path: Path) -> None:
    """Another program's site is never taken over, and the message says how ours is known."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("<title>Theirs</title>")
    with pytest.raises(BriefgenError, match=r"did not write, such as 'index\.html'") as caught:
        site(TWO)
    assert "mark in index.html" in caught.value.hint
