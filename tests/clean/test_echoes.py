"""What a page says twice, and pictures that belong to other pieces."""

from __future__ import annotations

from briefgen.clean import clean
from briefgen.model.document import Cleaned, Document

FIRST = (
    "The ferry to Skerry sailed again on Friday after four months in the yard, and the islanders "
    "stood on the pier at six in the morning to see it leave with a hundred and forty aboard."
)
SECOND = (
    "Nobody at the yard had thought that the rust went so far, said the woman who runs the line."
)
THIRD = (
    "A ticket costs what it cost in July, and the horse that was on board travelled for nothing."
)
TEASER = (
    '<div class="inline"><a href="/2025/lock"><img src="/lock.jpg" width="600" height="400"></a>'
    '<h4><a href="/2025/lock">Lock keepers trade their bell for a phone</a></h4></div>'
)


def cleaned(body: str, head: str = "") -> Cleaned:
    """A page with an article."""
    page = f"<html><head>{head}</head><body><article><h1>Ferry returns</h1>{body}</article></body></html>"
    return clean(Document("a.html", "html", page.encode(), url="https://tide.example/2026/ferry"))


def test_a_paragraph_that_stands_above_already_is_kept_once() -> None:
    """Paywalls show the opening again below the text."""
    found = cleaned(f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><div><p>{FIRST}</p></div>")
    assert found.text.count(FIRST) == 1
    assert found.text.index(FIRST) < found.text.index(SECOND)
    assert "repeats a paragraph above" in [row.reason for row in found.verdicts]


def test_a_quotation_may_say_again_what_the_text_says() -> None:
    """So may short lines."""
    body = f"<p>{FIRST}</p><p>Why?</p><p>{SECOND}</p><blockquote><p>{FIRST}</p></blockquote><p>{THIRD}</p>"
    assert cleaned(body).text.count(FIRST) == 2


def test_the_writers_names_below_the_text_are_none_of_it() -> None:
    """One name or several; a last sentence that names a writer is text."""
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": '
        '[{"@type": "Person", "name": "Ana Ruiz"}, {"@type": "Person", "name": "Jo Lens"}]}</script>'
    )
    text = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    assert cleaned(f"{text}<p><b>Ana Ruiz and Jo Lens</b></p>", head).text.endswith(THIRD)
    said = "Ana Ruiz was on the boat when it sailed, and Jo Lens was not."
    assert cleaned(f"{text}<p>{said}</p>", head).text.endswith(said)


def test_a_picture_beside_a_link_to_another_piece_is_not_the_articles() -> None:
    """The article's own pictures stay, in a box of their own or with a caption."""
    own = '<div><img src="/pier.jpg" width="600" height="400"></div>'
    credited = (
        '<figure><a href="/big"><img src="/gulls.jpg" width="600" height="400"></a>'
        "<figcaption>Gulls on the pier. Photo: Jo Lens</figcaption></figure>"
    )
    found = cleaned(
        f"<p>{FIRST}</p>{own}<p>{SECOND}</p>{TEASER}<p>{THIRD}</p>{credited}<p>{FIRST[:90]}.</p>"
    )
    shown = found.article.body + str(found.article.photos)
    assert "pier.jpg" in shown
    assert "gulls.jpg" in shown
    assert "lock.jpg" not in shown
    assert "belongs to another piece or box" in [row.reason for row in found.verdicts]
