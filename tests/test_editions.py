"""Editions made by hand beside automatic ones, on whole sites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from conftest import write_files
from test_cli import briefgen

from briefgen.content.read import read_edition

if TYPE_CHECKING:
    from pathlib import Path

SITE = """
-- briefgen.yml --
title: Test
url: https://test.example/
-- content/articles/a.md --
---
title: Quay
date: 2019-01-05
added: 2026-11-20
---
Text.
-- content/articles/b.md --
---
title: Ferry
date: 2026-11-21
added: 2026-11-21
---
Text.
-- content/articles/c.md --
---
title: Bridge
date: 2026-11-21
added: 2026-11-23
---
Text.
"""
EDITION = "---\ntitle: First\ndate: 2026-11-22\narticles: [b]\n---\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Three articles, filed in November 2026, one of them years old."""
    write_files(tmp_path, SITE)
    return tmp_path


def new(site: Path, *words: str) -> tuple[str, str]:
    """The path and the text of a new edition."""
    said = briefgen("new", "edition", *words, cwd=site)
    assert said.code == 0, said.err
    path = said.out.split("written: ")[1].split()[0]
    return path, (site / path).read_text()


def listed(text: str) -> list[str]:
    """The slugs of an edition, those in comments with a "#"."""
    return re.findall(r"^  (#? ?- \w+)", text, re.MULTILINE)


def test_an_edition_lists_by_the_day_of_filing(site: Path) -> None:
    """A page filed now but dated long ago is listed; what an edition names is not listed again."""
    _, text = new(site, "First")
    assert listed(text) == ["- c", "- b", "- a"]
    (site / "content/briefings/2026-11-23.md").write_text(EDITION)
    path, text = new(site, "Second")
    assert listed(text) == ["- c", "# - a"]
    assert [row.slug for row in read_edition(path, text.encode()).value.items] == ["c"]


def test_two_editions_of_one_day_have_a_number(site: Path) -> None:
    """Neither is lost, and each has its address; `--date` gives another day."""
    paths = [
        new(site, "Noon")[0],
        new(site, "Night")[0],
        new(site, "Past", "--date", "2026-11-22")[0],
    ]
    assert paths == [f"content/briefings/2026-11-{name}.md" for name in ("23", "23-2", "22")]
    assert briefgen("build", cwd=site).code == 0
    assert "Night" in (site / "site/briefings/2026-11-23-2/index.html").read_text()
    assert "Noon" in (site / "site/briefings/2026-11-23/index.html").read_text()


def test_automatic_editions_do_not_crowd_the_curated(site: Path) -> None:
    """They leave out what those name and what is older than the site, and stand apart in the archive."""
    assert briefgen("build", cwd=site).code == 0
    folders = sorted(path.parent.name for path in site.glob("site/briefings/*/index.html"))
    assert folders == ["2019-01-05", "2026-11-21"]
    (site / "content/briefings").mkdir()
    (site / "content/briefings/2026-11-22.md").write_text(EDITION)
    assert briefgen("build", cwd=site).code == 0
    folders = sorted(path.parent.name for path in site.glob("site/briefings/*/index.html"))
    assert folders == ["2026-11-21", "2026-11-22"]
    day = (site / "site/briefings/2026-11-21/index.html").read_text()
    assert ("Bridge" in day, "Ferry" in day) == (True, False)
    archive = (site / "site/archive/index.html").read_text()
    curated, _, automatic = archive.partition('id="briefings"')[2].partition("Other days")
    assert ("briefings/2026-11-22/" in curated, "briefings/2026-11-21/" in curated) == (True, False)
    assert "briefings/2026-11-21/" in automatic


def test_the_first_edition_suggests_to_stand_alone(site: Path) -> None:
    """Only the first, and only where automatic ones are made."""
    first = briefgen("new", "edition", "One", cwd=site)
    assert "editions: {every: none}" in first.err
    assert "editions:" not in briefgen("new", "edition", "Two", cwd=site).err


@pytest.mark.parametrize(
    "broken",
    ["title: Ferry\ndate: never\n", "title: Ferry\nslug: b\nsource_url: nowhere\n", "title: [a\n"],
)
def test_a_broken_article_is_reported_once(site: Path, broken: str) -> None:
    """Its edition says nothing of it; a slug that no file has is reported at its line."""
    (site / "content/articles/b.md").write_text(f"---\n{broken}---\n")
    (site / "content/briefings").mkdir()
    (site / "content/briefings/x.md").write_text(
        "---\ntitle: First\ndate: 2026-11-22\narticles:\n  - a\n  - b\n  - slug: quai\n    note: New\n---\n"
    )
    said = briefgen("check", cwd=site)
    assert said.code == 1
    assert said.err.count("error:") == 2
    assert "x.md:7: no article that is shown has the slug 'quai'" in said.err
    assert "slug 'b'" not in said.err
