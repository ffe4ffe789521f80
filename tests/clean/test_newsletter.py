"""Newsletters: which mails are made of links, and which articles they name."""

from __future__ import annotations

import time

import pytest

from briefgen.clean.newsletter import articles_in
from briefgen.model.document import Document, Link

CARDS = (
    ("Ferry to Skerry sails again", "The boat left at dawn with 140 aboard."),
    ("Council keeps the night bus", "One vote decided it after five hours."),
    ("Why the herring came back", "Colder currents, and a quota nobody liked."),
)
RUSSIAN = (
    ("Паром на остров снова ходит", "Судно вышло на рассвете."),
    ("Ночной автобус решили сохранить", "Всё решил один голос."),
    ("Почему вернулась сельдь", "Биологи говорят о течениях."),
)
JAPANESE = (
    ("渡し船が四か月ぶりに再開", "昨夜の沿岸の出来事です。"),
    ("夜行バスの存続を市議会が決定", "一票差で決まりました。"),
    ("ニシンが戻ってきた理由", "冷たい海流のためです。"),
)
TRACKED = "https://tide.list-manage.example/track/click?u=ab&id="
WORDS = "The harbour master keeps a book in which every boat is written down with its cargo. "


def page(body: str) -> tuple[tuple[str, str], ...]:
    """The titles and addresses that a mail's page names."""
    return rows(Document("m.eml", "html", f"<html><body>{body}</body></html>".encode(), mail=True))


def rows(document: Document) -> tuple[tuple[str, str], ...]:
    """The titles and addresses that a mail names."""
    return tuple((link.title, link.url) for link in articles_in(document))


def titles(body: str) -> list[str]:
    """The titles alone."""
    return [title for title, _ in page(body)]


def tracked(cards: tuple[tuple[str, str], ...], more: str) -> str:
    """Cards whose picture, title and invitation have an address each, as trackers write them."""
    return "".join(
        f'<div><a href="{TRACKED}{n}a"><img src="https://cdn.example/{n}.jpg"></a>'
        f'<h2><a href="{TRACKED}{n}b">{title}</a></h2><p>{text} <a href="{TRACKED}{n}c">{more}</a></p></div>'
        for n, (title, text) in enumerate(cards)
    )


@pytest.mark.parametrize(
    ("cards", "view", "more", "leave"),
    [
        (CARDS, "View in browser", "Read more", "Unsubscribe"),
        (RUSSIAN, "Открыть в браузере", "Читать далее", "Отписаться"),
        (JAPANESE, "ブラウザで見る", "続きを読む", "配信停止はこちら"),
        (CARDS, "Im Browser öffnen", "Weiterlesen", "Newsletter abbestellen"),
    ],
)
def test_each_article_is_named_once_by_its_title(
    cards: tuple[tuple[str, str], ...], view: str, more: str, leave: str
) -> None:
    """Picture, title and "read more" are one article; the sender's own pages are none."""
    body = f'<p><a href="{TRACKED}0">{view}</a></p>{tracked(cards, more)}'
    body += (
        f'<p><a href="{TRACKED}8">{leave}</a> <a href="{TRACKED}9">Something in small print</a></p>'
    )
    assert page(body) == tuple(
        (title, f"{TRACKED}{number}b") for number, (title, _) in enumerate(cards)
    )


def test_a_title_beside_a_button_is_that_of_its_link() -> None:
    """Where only a button leads to the article, its box is asked for a heading."""
    body = "".join(
        f"<table><tr><td><h2>{title}</h2><p>{text}</p><table><tr><td>"
        f'<a href="https://ports.example/s/{n}-story?mc_cid=1">Read the story</a></td></tr></table></td></tr></table>'
        for n, (title, text) in enumerate(CARDS)
    )
    assert page(body) == tuple(
        (title, f"https://ports.example/s/{n}-story") for n, (title, _) in enumerate(CARDS)
    )


def test_a_card_that_is_one_link_is_named_by_its_heading() -> None:
    """Its whole text is no title."""
    body = "".join(
        f'<a href="https://molo.example/{n}-storia"><div><h3>{title}</h3><p>{text * 5}</p></div></a>'
        for n, (title, text) in enumerate(CARDS)
    )
    assert titles(body) == [title for title, _ in CARDS]


def test_an_address_that_names_its_aim_is_its_aim() -> None:
    """Alerts and mail filters lead by way of themselves."""
    body = "".join(
        f'<p><a href="https://www.google.com/url?rct=j&url=https://news.example/{n}&ct=ga">{title}</a></p>'
        f'<p><a href="https://www.facebook.com/sharer?u=https://news.example/{n}">Share this story there</a></p>'
        for n, (title, _) in enumerate(CARDS)
    )
    assert [url for _, url in page(body)] == [f"https://news.example/{n}" for n in range(3)]


@pytest.mark.parametrize("apart", [True, False])
def test_a_plain_mail_names_titles_above_its_addresses(apart: bool) -> None:
    """In a paragraph of their own, or as the first line of the teaser's."""
    gap = "\n\n" if apart else "\n"
    text = "Bonjour à toutes et à tous\n\n" + "\n\n".join(
        f"> {title}{gap}{teaser}\nLire la suite : https://marees.example/a/{n}?utm_source=x"
        for n, (title, teaser) in enumerate(CARDS)
    )
    text += "\n\n--\nSe désabonner : https://marees.example/desabo\n"
    found = rows(Document("m.eml", "text", text.encode(), mail=True))
    assert found == tuple(
        (title, f"https://marees.example/a/{n}") for n, (title, _) in enumerate(CARDS)
    )


@pytest.mark.parametrize(
    "body",
    [
        "".join(
            f'<p>{WORDS * 7} <a href="https://ref{n}.example/p/{n}">the paper on harbour books {n}</a></p>'
            for n in range(6)
        ),
        (
            '<p>Thank you for your order.</p><a href="https://shop.example/p/1">Rope, hemp, 20 m</a> '
            '<a href="https://shop.example/account/4">See your order here</a> '
            '<a href="https://shop.example/returns">Send it back to us</a>'
        ),
        (
            f'<p>{WORDS * 4}</p><a href="https://port.example/">The port’s own front page</a> '
            '<a href="https://port.example/press">Newsroom of the port</a> '
            '<a href="https://www.linkedin.com/company/port">The port on LinkedIn</a>'
        ),
        "<p>Hello</p>",
    ],
)
def test_a_mail_with_a_text_of_its_own_is_no_list(body: str) -> None:
    """Essays with references, receipts and press releases are left as they are."""
    assert page(body) == ()


def test_a_mail_of_a_hundred_thousand_links_is_read_in_little_time() -> None:
    """Only the first ones are looked at."""
    body = "".join(
        f'<p><a href="https://a.example/{n}">{n} link of the many</a></p>' for n in range(25_000)
    )
    start = time.process_time()
    found = articles_in(Document("m.eml", "html", f"<html><body>{body}</body></html>".encode()))
    assert time.process_time() - start < 5
    assert found[0] == Link("0 link of the many", "https://a.example/0")
    assert len(found) <= 500
