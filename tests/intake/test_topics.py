"""Topics on the command line, strong and weak evidence, and the inbox. Real runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from conftest import write_files
from test_cli import briefgen

from briefgen.content.read import read_article

if TYPE_CHECKING:
    from pathlib import Path

SITE = """
-- briefgen.yml --
title: Test
url: https://test.example/
topics:
  - title: Economy
    keywords: {en: [euro, bank], de: [Konjunktur, Zoll]}
    sections: [Wirtschaft, Money & Markets]
  - title: Sport
    keywords: [match, league]
-- content/topics/health.md --
---
title: Health
keywords: [hospital, nurse]
---
"""
WEAK = """Bakers Win a Prize

The bakers of the valley won ten thousand euro on Monday, and they will buy an oven for the euro.

Nobody had thought that rye would come so far, the mayor said at the door of the town hall.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with two topics in its settings and one in a file."""
    write_files(tmp_path, SITE)
    return tmp_path


def only(site: Path) -> Path:
    """The one article of a site."""
    (path,) = (site / "content").glob("articles/**/*.md")
    return path


def page(head: str, *paragraphs: str, title: str = "The valley in May") -> bytes:
    """A page with a section or a language in its head."""
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f"<html{head}<title>{title}</title></head><body><article><h1>{title}</h1>{text}"
        "</article></body></html>"
    ).encode()


@pytest.mark.parametrize("verb", [("add", "-"), ("new", "article", "Bread"), ("file", "a.md")])
def test_a_topic_the_site_does_not_have_is_refused(site: Path, verb: tuple[str, ...]) -> None:
    """Before anything is written, with the nearest name, as a fault of the command line."""
    before = sorted(site.rglob("*"))
    said = briefgen(*verb, "--topic", "Econmy", cwd=site, stdin=WEAK.encode())
    assert said.code == 2
    assert "there is no topic 'Econmy'" in said.err
    assert "did you mean Economy?" in said.err
    assert sorted(site.rglob("*")) == before


def test_a_topic_is_known_by_title_slug_file_and_articles(site: Path) -> None:
    """However it is spelt, the topic's own title is written."""
    for name, title in (("ECONOMY", "Economy"), ("health", "Health")):
        assert briefgen("new", "article", f"On {title}", "--topic", name, cwd=site).code == 0
        (path,) = (site / "content").rglob(f"*on-{title.lower()}.md")
        assert f"topic: {title}\n" in path.read_text()
    (site / "content/articles/old.md").write_text("---\ntitle: Old\ntopic: Ferries\n---\n")
    assert briefgen("new", "article", "Boat", "--topic", "ferries", cwd=site).code == 0
    assert briefgen("new", "article", "Coat", "--topic", "inbox", "--new-topic", cwd=site).code == 2


def test_a_new_topic_is_made(site: Path) -> None:
    """`--new-topic` writes the topic's file, and files the article under it."""
    said = briefgen(
        "add", "-", "--topic", "Bread & Rye", "--new-topic", cwd=site, stdin=WEAK.encode()
    )
    assert said.code == 0, said.err
    assert 'title: "Bread & Rye"' in (site / "content/topics/bread-rye.md").read_text()
    assert read_article("a.md", only(site).read_bytes()).value.topics == ("Bread & Rye",)


def test_weak_evidence_waits_in_the_inbox_with_its_guess(site: Path) -> None:
    """One keyword twice files nothing: the guess stands beside the draft mark, and the run says so."""
    said = briefgen("add", "-", cwd=site, stdin=WEAK.encode())
    assert said.code == 0, said.err
    text = only(site).read_text()
    assert "draft: true  # in the inbox; perhaps Economy, by its keywords: euro 2" in text
    assert read_article("a.md", text.encode()).value.topics == ()
    assert "1 waits in the inbox" in said.err.splitlines()[-2]
    listed = briefgen("file", cwd=site)
    assert listed.out.splitlines()[1:] == [
        "  Bakers Win a Prize",
        "  in the inbox; perhaps Economy, by its keywords: euro 2 (2 points)",
    ]


def test_filing_sets_topic_draft_and_mark_in_one_step(site: Path) -> None:
    """The other lines stay as they are, and the article is built with no trace of the inbox."""
    briefgen("add", "-", "--date", "2026-05-04", cwd=site, stdin=WEAK.encode())
    before = only(site).read_text().splitlines()
    said = briefgen("file", only(site), "--topic", "economy", cwd=site)
    assert (said.code, "filed under Economy" in said.out) == (0, True)
    after = only(site).read_text().splitlines()
    assert set(after) - set(before) == {"topic: Economy"}
    gone = [line for line in before if line not in after]
    assert [line.partition(":")[0] for line in gone] == ["draft", "tags"]
    assert briefgen("file", cwd=site).out == ""
    assert briefgen("file", "nowhere.md", "--topic", "Sport", cwd=site).code == 1


def test_the_inbox_mark_is_never_published(site: Path) -> None:
    """Where a curator left the mark, or wrote it as a topic, no page, feed or JSON-LD shows it."""
    (site / "content/articles").mkdir()
    (site / "content/articles/a.md").write_text(
        "---\ntitle: Rye bread\ndate: 2026-05-04\ntopics: [Inbox, Sport]\ntags: [inbox, rye]\n---\nText of the piece.\n"
    )
    assert briefgen("build", cwd=site).code == 0
    shown = {
        p: p.read_text()
        for p in (site / "site").rglob("*")
        if p.suffix in {".html", ".xml", ".json"}
    }
    assert [str(path) for path, text in shown.items() if "inbox" in text.lower()] == []
    assert any("rye" in text for text in shown.values())
    assert not (site / "site/topics/inbox").exists()


@pytest.mark.parametrize("section", ["Wirtschaft", "money &amp; markets", "News / Wirtschaft"])
def test_a_section_of_the_page_maps_to_a_topic(site: Path, section: str) -> None:
    """By the names under `sections:`, whole or as the last part of a trail."""
    head = f'><head><meta property="article:section" content="{section}">'
    text = page(head, *(f"The bakers of the valley met for the {n} time in May." for n in "123"))
    said = briefgen("add", "-", cwd=site, stdin=text)
    assert "its topic is Economy, by the page's section" in said.err
    assert "topic: Economy" in only(site).read_text()


def test_keywords_count_in_their_language(site: Path) -> None:
    """A word that means something else in another language says nothing there."""
    german = ' lang="de"><head>'
    words = (
        "Die Konjunktur hängt am Zoll, sagte die Bank am Montag.",
        "Der Zoll und die Konjunktur.",
    )
    briefgen("add", "-", cwd=site, stdin=page(german, *words, title="Das Tal im Mai"))
    assert "topic: Economy" in only(site).read_text()
    only(site).unlink()
    bank = (
        "Auf der Bank am Fluss saßen am Montag drei Leute.",
        "Die Bank steht seit Mai, und der Euro dazu.",
    )
    said = briefgen("add", "-", cwd=site, stdin=page(german, *bank, title="Die Bank am Fluss"))
    assert "no topic of the site fits it" in said.err


def test_two_topics_of_like_strength_decide_nothing(site: Path) -> None:
    """The stronger is the guess; the ledger tells it without choosing it."""
    words = ("The hospital bought a bus with two seats more for the match, a nurse said.",)
    text = page(' lang="en"><head>', *words, title="A nurse at the match")
    briefgen("add", "-", cwd=site, stdin=text)
    assert "perhaps Health" in only(site).read_text()
    (site / "p.html").write_bytes(text)
    row = json.loads(briefgen("clean", "p.html", "--json", "--evidence", cwd=site).out)
    (told,) = [one for one in row["ledger"]["facts"] if one["fact"] == "topic"]
    assert (told["value"], told["chosen"]) == ("Health", False)


def test_a_source_known_by_its_host_alone_gets_a_row(site: Path) -> None:
    """At the end of the run, once for each host; a page that names its outlet needs none."""
    head = '><head><link rel="canonical" href="https://www.{}/1">{}'
    name = '<meta property="og:site_name" content="The Post">'
    for file, host, more in (("a", "quay.example", ""), ("b", "post.example", name)):
        words = f"The council of {host} met on Monday, and {file} was the word of the day."
        (site / f"{file}.html").write_bytes(
            page(head.format(host, more), words, title=f"On {file} day")
        )
    said = briefgen("add", "a.html", "b.html", cwd=site)
    assert '    - {name: "…", hosts: [quay.example]}' in said.err
    assert "[post.example]" not in said.err


def test_a_text_without_a_title_waits_under_its_first_words(site: Path) -> None:
    """What is filed can always be read again: the first words stand in for the title."""
    words = (
        "The bakers of the valley met on Monday to speak about the price of rye and of wheat. " * 3
    )
    said = briefgen(
        "add", "-", cwd=site, stdin=f"<html><body><p>{words}</p></body></html>".encode()
    )
    assert said.code == 0, said.err
    assert "no title was found" in said.err
    article = read_article("a.md", only(site).read_bytes()).value
    assert article.title.startswith("The bakers of the valley met on Monday")
    assert (article.draft, article.tags) == (True, ("inbox",))
    assert "as it was" in briefgen("add", "--again", only(site), cwd=site).err
