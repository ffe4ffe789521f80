"""What stands above a mail that was passed on is for nobody who reads the article."""

from __future__ import annotations

import pytest

from briefgen.sources import take
from briefgen.sources.forwarded import without_forwarded_head

TEXT = (
    "<p>The lock keepers of the upper canal will close the gates for nine days in March to change the beams,"
    " the water board said.</p><p>Barges may wait in the basin free of charge.</p>"
)
HEADS = {
    "gmail": "<div class='gmail_quote'><div class='gmail_attr'>---------- Forwarded message ---------<br>"
    "From: <b>Water Board</b> &lt;press@water.example&gt;<br>Date: Mon, 2 Mar 2026 at 10:00<br>"
    "Subject: Gates<br>To: Ina Holm &lt;ina@town.example&gt;<br></div>{}</div>",
    "outlook": "<div><hr><div id='divRplyFwdMsg'><font><b>Von:</b> Water Board &lt;press@water.example&gt;<br>"
    "<b>Gesendet:</b> Montag, 2. M\u00e4rz 2026<br><b>An:</b> Ina Holm &lt;ina@town.example&gt;<br>"
    "<b>Betreff:</b> Gates</font></div></div>{}",
    "a table": "<div class='moz-forward-container'>-------- Forwarded Message --------<table>"
    "<tr><th>Subject:</th><td>Gates</td></tr><tr><th>Date:</th><td>Mon, 2 Mar 2026</td></tr>"
    "<tr><th>From:</th><td>Water Board &lt;press@water.example&gt;</td></tr>"
    "<tr><th>To:</th><td>Ina Holm &lt;ina@town.example&gt;</td></tr></table>{}</div>",
    "a quote": "<blockquote><div>Begin forwarded message:</div><div><b>From: </b>Water Board"
    " &lt;press@water.example&gt;</div><div><b>Date: </b>2 March 2026</div>"
    "<div><b>To: </b>Ina Holm &lt;ina@town.example&gt;</div>{}</blockquote>",
}


@pytest.mark.parametrize("program", HEADS)
def test_heads_of_all_programs_are_cut_off(program: str) -> None:
    """The curator's own words, their picture and all addresses go; the text stays whole."""
    page = f"<html><body><p>Please run this. Ina</p><img src='cid:logo'>{HEADS[program].format(TEXT)}</body></html>"
    kept = without_forwarded_head(page)
    for word in ("Please", "ina@town", "press@water", "Gates", "cid:logo", "orwarded"):
        assert word not in kept, word
    assert TEXT in kept


def test_the_last_of_two_heads_counts() -> None:
    """A mail that was passed on twice is that of its first sender."""
    inner = HEADS["gmail"].format(TEXT)
    assert "ina@town" not in without_forwarded_head(
        HEADS["outlook"].format(f"<p>See below.</p>{inner}")
    )


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body>{TEXT}</body></html>",
        f"<p>From: a bridge to a lock</p>{TEXT}",
        "<p>From: Ina</p><p>To: all</p><p>Date: today</p>",
        "",
        "<table><tr><td>",
    ],
)
def test_a_page_without_a_head_stays_as_it_is(page: str) -> None:
    """One such line, or a head with no text below, is no mail passed on."""
    assert without_forwarded_head(page) == page


def test_a_mail_is_taken_from_below_the_head(tmp_path: object) -> None:
    """The document holds no address of the people it went through; its source is the first sender."""
    file = tmp_path / "fwd.eml"  # type: ignore[operator]
    body = f"<html><body><p>Bitte heute.</p>{HEADS['outlook'].format(TEXT)}</body></html>"
    head = "From: Ina Holm <ina@town.example>\nTo: desk@town.example\nSubject: WG: Gates\nMIME-Version: 1.0\n"
    file.write_text(f"{head}Content-Type: text/html; charset=utf-8\n\n{body}\n", "utf-8")
    (document,) = take(str(file))
    assert b"@town.example" not in document.data
    assert b"nine days in March" in document.data
    assert document.sender == ("Water Board", "water.example")
