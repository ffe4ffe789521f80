from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.clean.junk import is_closing, leads_on, reason


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Site icon Harbour Times | News of the coast", "the site's icon line"),
        ("Exit mobile version", "a control of the page"),
        ("Read more: Ships leave the harbour", "a link to other pieces"),
        ("Lesen Sie auch: Der Hafen", "a link to other pieces"),
        ("Lire aussi : Le port", "a link to other pieces"),
        ("Lea también: El puerto", "a link to other pieces"),
        ("関連記事：港の話", "a link to other pieces"),
        ("اقرأ أيضاً: الميناء", "a link to other pieces"),
        ("Share this article", "a share or copy button"),
        ("Facebook Twitter WhatsApp Email", "a share or copy button"),
        ("シェアする", "a share or copy button"),
        ("5 min read", "a count of minutes, comments or shares"),
        ("12 Comments", "a count of minutes, comments or shares"),
        ("3 hours ago", "a count of minutes, comments or shares"),
        ("Temps de lecture : 3 min", "a count of minutes, comments or shares"),
        ("Published May 4, 2024 10:30 GMT", "a time stamp"),
        ("Veröffentlicht am 4. Mai 2024, 10:30 Uhr", "a time stamp"),
        ("公開：2024年5月4日 更新：2024年5月5日", "a time stamp"),
        ("입력 2024.05.04 10:30", "a time stamp"),
        ("نشر في ٤ مايو ٢٠٢٤", "a time stamp"),
        ("© 2024 Harbour Times. All rights reserved.", "a copyright line"),
        ("Home > News > World", "a trail of sections"),
        ("#harbour #ships", "a line of tags"),
        ("1 / 3", "a page number"),
        ("42", "a bare number"),
        ("https://example.org/harbour", "a bare address"),
        ("Sign up for our daily newsletter", "an invitation to subscribe or follow"),
        ("تابعونا على تليغرام", "an invitation to subscribe or follow"),
        ("Anzeige", "an advertisement mark"),
        ("Publicité", "an advertisement mark"),
        ("Skip to content", "a control of the page"),
        ("We use cookies to improve your experience.", "a cookie or consent notice"),
        ("この記事は有料会員限定です。残り500文字", "a paywall notice"),
        ("Unsubscribe", "a part of a mail, not of the text"),
    ],
)
def test_names_the_furniture(line: str, why: str) -> None:
    """A line of the page's own is told from text, with the reason in plain words."""
    assert reason(line) == why


@pytest.mark.parametrize(
    "line",
    [
        "The minister said the harbour would open in May.",
        "Subscribe to the idea that ships matter, she said, and others will follow.",
        "Follow the river to its mouth and you find the harbour.",
        "Share prices rose on Monday.",
        "Share of renewables climbs to 40 percent",
        "Read the letter that the minister sent",
        "Related costs fell by a third, the ministry said.",
        "More ships than ever",
        "Next year the port will be dredged.",
        "On May 4, 2024, the port opened.",
        "$139.00",
        "doi:10.2196/14273",
        "c. What the harbour may become",
        "Le port salue une «avancée» des travaux",
        "5 minutes before noon the bridge fell.",
        "12 people were hurt.",
        "Mehr Schiffe als je zuvor",
        "Mehr dazu sagte der Minister nicht.",
        "Lire est un plaisir pour tous, dit-elle.",
        "Además, el puerto crecerá.",
        "Los temas del día fueron tres.",
        "港は閉鎖された。",
        "広告業界は好調だった。",
        "登録者数は増えている。",
        "최신 선박이 들어왔다.",
        "غادرت السفن الميناء صباح اليوم.",
        "",
    ],
)
def test_leaves_text_alone(line: str) -> None:
    """A sentence or a heading of the article is never furniture."""
    assert reason(line) is None


@given(st.text(min_size=241, max_size=400))
def test_judges_no_long_line(line: str) -> None:
    """A long paragraph is text, whatever it says."""
    assert len(line.strip()) <= 240 or reason(line) is None


@given(st.text(max_size=60))
def test_takes_anything(line: str) -> None:
    """No line breaks it, and space around a line never matters."""
    assert reason(line) == reason(f"  {line}\n")


def test_knows_where_a_list_of_other_pieces_begins() -> None:
    """Under "Related articles" stand titles of other pieces."""
    assert leads_on("Related articles:")
    assert leads_on("関連記事")
    assert not leads_on("The related articles were read by many.")


def test_knows_the_end() -> None:
    """Marks that only say that the text is over are known."""
    assert is_closing("###")
    assert not is_closing("The end of the harbour")
