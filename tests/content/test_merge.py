"""A person's edits and a new cleaning, joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.content.merge import merged
from briefgen.content.read import read_article
from briefgen.content.write import article_text
from briefgen.errors import ContentError
from briefgen.model.article import Article, Photo

BASE = Article(
    "a.md",
    "Canal to be dredged",
    "The council voted.\n\nShare this page\n\nA barge may pass by spring.\n\nThe end.\n",
    photos=(Photo("c.jpg", "A lock.", "The lock.", "Jo Lens"),),
    source="Quay",
    authors=("Ann Roe",),
)


def made(**changes: object) -> Article:
    """Return the base article with some facts changed."""
    from dataclasses import replace

    return replace(BASE, **changes)  # type: ignore[arg-type] # any field


def joined(mine: str, now: Article) -> tuple[str, tuple[str, ...], list[tuple[str, str]]]:
    """Return the joined text, what was taken over, and the clashes."""
    done = merged(article_text(BASE), mine, article_text(now), now, path="a.md")
    return done.text, done.taken, [(clash.where, clash.theirs) for clash in done.clashes]


def test_an_untouched_file_becomes_the_new_cleaning() -> None:
    """Where a person changed nothing, all that is new is taken over."""
    now = made(
        title="Canal dredged",
        body="The council voted.\n\nA barge may pass by spring.\n\nThe end.\n",
    )
    text, taken, clashes = joined(article_text(BASE), now)
    assert text == article_text(now)
    assert taken == ("title", "body")
    assert clashes == []


def test_a_persons_edits_stay_beside_what_is_new() -> None:
    """A comment, a changed key and a paragraph of one's own outlast a cleaning that changes others."""
    mine = article_text(BASE).replace('title: "Canal to be dredged"', "title: Our canal # mine")
    mine = mine.replace("The end.", "The end.\n\nMy own remark.")
    now = made(authors=("Ann Roe", "Bo Lind"), body=BASE.body.replace("Share this page\n\n", ""))
    text, taken, clashes = joined(mine, now)
    assert "title: Our canal # mine\n" in text
    assert read_article("a.md", text.encode()).value.authors == ("Ann Roe", "Bo Lind")
    assert text.endswith(
        "The council voted.\n\nA barge may pass by spring.\n\nThe end.\n\nMy own remark.\n"
    )
    assert taken == ("author", "body")
    assert clashes == []


def test_where_both_changed_one_thing_the_persons_stands_and_is_told() -> None:
    """A clash names the key or the line, and what cleaning would write."""
    mine = article_text(BASE).replace("Jo Lens", "Jo Lens/Quay").replace("voted.", "voted, 7 to 2.")
    now = made(
        photos=(Photo("c.jpg", "A lock.", "The lock.", "Photo: Jo Lens"),),
        body=BASE.body.replace("The council voted.", "On Monday the council voted."),
    )
    text, taken, clashes = joined(mine, now)
    assert text == mine
    assert taken == ()
    line = mine.splitlines().index("The council voted, 7 to 2.") + 1
    assert clashes == [
        ("photo_credit", "Photo: Jo Lens"),
        (f"line {line}", "On Monday the council voted."),
    ]


def test_what_both_changed_alike_is_no_clash() -> None:
    """A person who mended what cleaning now mends too is not asked."""
    now = made(title="Canal dredged", body=BASE.body.replace("Share this page\n\n", ""))
    text, taken, clashes = joined(article_text(now), now)
    assert (text, taken, clashes) == (article_text(now), (), [])


def test_line_ends_stay_as_the_person_has_them() -> None:
    """A file with CRLF has no lone LF after it is joined."""
    mine = article_text(BASE).replace("\n", "\r\n")
    text, _, _ = joined(mine, made(body=BASE.body.replace("Share this page\n\n", "")))
    assert "Share" not in text
    assert "\n" not in text.replace("\r\n", "")


def test_front_matter_that_cant_be_changed_by_lines_is_told() -> None:
    """A head in braces is refused, not rewritten."""
    mine = '---\n{title: "Canal to be dredged", source: Quay}\n---\n\nThe council voted.\n'
    with pytest.raises(ContentError):
        joined(mine.replace("source: Quay", "source: Quay, author: Ann Roe"), made(authors=("Bo",)))


PARTS = st.lists(st.sampled_from(["one", "two", "three", "- a\n- b", "> said"]), max_size=6)


@given(PARTS, PARTS, PARTS)
def test_no_paragraph_of_a_person_is_lost(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    """A paragraph that only the person wrote stands in the joined text, whatever cleaning gives."""
    own = [*mine[:2], "my own remark", *mine[2:]]
    texts = [article_text(made(body="\n\n".join(rows))) for rows in (base, own, theirs)]
    now = made(body="\n\n".join(theirs))
    done = merged(texts[0], texts[1], texts[2], now, path="a.md")
    assert "my own remark" in done.text
    same = merged(texts[0], texts[0], texts[2], now, path="a.md")
    assert (
        read_article("a.md", same.text.encode()).value.body
        == read_article("a.md", texts[2].encode()).value.body
    )
    kept = merged(texts[0], texts[1], texts[0], made(body="\n\n".join(base)), path="a.md")
    assert kept.text == texts[1]
