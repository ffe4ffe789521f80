"""Photos that a feed's items carry beside their text."""

from __future__ import annotations

import json

import pytest

from briefgen.clean import clean
from briefgen.model.article import Article, Photo
from briefgen.sources import take

WORDS = "The harbour master opened the new quay on Monday, and forty boats came in before the rain."
MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'


def from_rss(*items: str) -> list[Article]:
    """The articles of an RSS feed whose items hold this besides their title and text."""
    rows = [
        f"<item><title>Quay {n} opens at last</title>{one}</item>" for n, one in enumerate(items)
    ]
    feed = f'<rss version="2.0" {MEDIA}><channel><title>Port News</title>{"".join(rows)}</channel></rss>'
    return [clean(one).article for one in take("-", stdin=feed.encode())]


def text(words: str = WORDS) -> str:
    """An item's description."""
    return f"<description>{words}</description>"


def test_each_photo_has_its_own_caption_and_credit() -> None:
    """Of two photos in one item none takes the words of the other; the item's text stays its own."""
    one = (
        '<media:content url="https://a.example/quay.jpg" medium="image">'
        "<media:description>The quay.</media:description><media:credit>Ana Ruiz/AP</media:credit></media:content>"
    )
    other = '<media:content url="https://a.example/boats.png" type="image/png"><media:credit>Li</media:credit></media:content>'
    (article,) = from_rss(text() + one + other)
    assert article.photos == (
        Photo("https://a.example/quay.jpg", None, "The quay.", "Ana Ruiz/AP"),
        Photo("https://a.example/boats.png", None, None, "Li"),
    )
    assert WORDS in article.body
    assert "The quay." not in article.body


def test_a_photo_in_several_sizes_is_one() -> None:
    """In a group or side by side, the largest is taken; what no photo is is left out."""
    sizes = "".join(
        f'<media:content url="https://a.example/{w}/quay.jpg?w={w}" type="image/jpeg" width="{w}"/>'
        for w in (140, 1200, 460)
    )
    credit = "<media:credit>Ana Ruiz</media:credit>"
    film = '<media:content url="https://a.example/quay.mp4" medium="video" width="1920"/>'
    face = '<media:content url="https://0.gravatar.com/avatar/1f?s=96" medium="image"/>'
    wanted = (Photo("https://a.example/1200/quay.jpg?w=1200", credit="Ana Ruiz"),)
    side, group = from_rss(
        text() + sizes + film + face + credit,
        text(WORDS[::-1]) + f"<media:group>{sizes}{film}{credit}</media:group>",
    )
    assert (side.photos, group.photos) == (wanted, wanted)


@pytest.mark.parametrize(
    "enclosed",
    [
        '<enclosure url="https://a.example/quay.jpg" type="image/jpeg" length="9"/>',
        '<enclosure url="https://a.example/quay.jpg" length="9"/>',
        '<media:thumbnail url="https://a.example/quay.jpg"/>',
    ],
)
def test_an_enclosed_picture_is_a_photo(enclosed: str) -> None:
    """By its type or its file's name; sound and faults in its address are none."""
    sound = '<enclosure url="https://a.example/talk.mp3" type="audio/mpeg" length="9"/>'
    (article,) = from_rss(text() + sound + enclosed)
    assert [photo.src for photo in article.photos] == ["https://a.example/quay.jpg"]
    (bare,) = from_rss(text() + sound + '<enclosure url="http://[::1" type="image/jpeg"/>')
    assert bare.photos == ()


def test_a_photo_the_text_shows_gets_what_it_lacks() -> None:
    """The same file in another size is not shown twice; its credit comes from the feed."""
    body = (
        f"&lt;p&gt;{WORDS}&lt;/p&gt;&lt;figure&gt;&lt;img src='https://a.example/quay-640x480.jpg'&gt;"
        "&lt;figcaption&gt;Boats at the quay&lt;/figcaption&gt;&lt;/figure&gt;"
        f"&lt;p&gt;{WORDS} Nobody was late.&lt;/p&gt;"
    )
    photo = '<media:content url="https://a.example/quay.jpg" medium="image"><media:credit>Ana Ruiz</media:credit></media:content>'
    (article,) = from_rss(text(body) + photo)
    shown = article.body + "".join(str(photo) for photo in article.photos)
    assert shown.count("quay") - WORDS.count("quay") * 2 == 2, shown
    assert "Boats at the quay" in shown
    assert "Ana Ruiz" in shown


def test_an_atom_entry_encloses_by_a_link() -> None:
    """`rel="enclosure"` with a picture's type is the entry's photo."""
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Port News</title><entry><title>Quay opens at last</title>'
        '<link href="https://a.example/quay"/><link rel="enclosure" type="image/webp" href="https://a.example/q"/>'
        f'<content type="html">&lt;p&gt;{WORDS}&lt;/p&gt;</content></entry></feed>'
    )
    (article,) = [clean(one).article for one in take("-", stdin=feed.encode())]
    assert [photo.src for photo in article.photos] == ["https://a.example/q"]


@pytest.mark.parametrize(
    ("given", "photo"),
    [
        (
            {
                "attachments": [
                    {
                        "url": "https://a.example/q.jpg",
                        "mime_type": "image/jpeg",
                        "title": "The quay",
                    }
                ]
            },
            Photo("https://a.example/q.jpg", caption="The quay"),
        ),
        ({"image": "https://a.example/q"}, Photo("https://a.example/q")),
        (
            {
                "_briefgen": {
                    "images": [{"url": "https://a.example/q.jpg", "credit_line": "Ana Ruiz/AP"}]
                }
            },
            Photo("https://a.example/q.jpg", credit="Ana Ruiz/AP"),
        ),
    ],
)
def test_a_json_item_has_photos(given: dict[str, object], photo: Photo) -> None:
    """Attachments, the item's picture, and the credits that briefgen's own feeds tell."""
    item = {"id": "1", "title": "Quay opens at last", "content_text": WORDS, **given}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Port News", "items": [item]}
    (article,) = [clean(one).article for one in take("-", stdin=json.dumps(feed).encode())]
    assert article.photos == (photo,)


def test_a_caption_with_its_credit_is_taken_apart() -> None:
    """Where the feed gives no credit of its own, one at the caption's end is the credit."""
    photo = (
        '<media:content url="https://a.example/quay.jpg" medium="image">'
        "<media:description>Boats at the quay. (Ana Ruiz/AP)</media:description></media:content>"
    )
    (article,) = from_rss(text() + photo)
    assert [(one.caption, one.credit) for one in article.photos] == [
        ("Boats at the quay.", "Ana Ruiz/AP")
    ]
