"""Which file of a picture is taken, and which pictures are the article's."""

from __future__ import annotations

import pytest
from lxml.html import fragment_fromstring, fromstring

from briefgen.clean import clean
from briefgen.clean.photo import Site, figures
from briefgen.clean.pictures import best_source, file_key, measures, stem, told_width
from briefgen.clean.to_markdown import figure
from briefgen.model.article import Photo
from briefgen.model.document import Cleaned, Document
from briefgen.render.to_html import to_body

TEXT = (
    ("The lighthouse keeper of Skerry counts the boats each evening and writes their names in a book that "
    "her grandmother began, which now fills a shelf in the parish hall."),
    ("No boat has been missed since the winter of the long fog, she said, and those that come late find the "
    "lamp lit and somebody on the stairs who knows where they should lie."),
    ("The county wants to put a machine in her place; the island has asked it to wait until the book is full, "
    "which at this rate will be in some thirty years."),
)  # fmt: skip


def best(html: str) -> str | None:
    """The file taken for the first picture of some HTML."""
    return best_source(
        next(fromstring(f"<div>{html}</div>").iter("img")), "https://tide.example/a/b"
    )


@pytest.mark.parametrize(
    ("html", "file"),
    [
        # Commas without a space part candidates too, as HTML's grammar says.
        ('<img src="/s.jpg" srcset="https://i.example/a.jpg 300w,https://i.example/b.jpg 900w">', "https://i.example/b.jpg"),
        ('<img srcset="/a,b_1.jpg 2x,/a,b_2.jpg 1x">', "https://tide.example/a,b_1.jpg"),
        ('<img srcset="/one.jpg, /two.jpg 2x">', "https://tide.example/two.jpg"),
        ('<img src="data:image/gif;base64,R0" srcset="data:image/gif;base64,R0 1w" data-src="/x.jpg">', "https://tide.example/x.jpg"),
        # A file for small screens gives way to the one for all, and to that for large ones.
        ('<picture><source media="(max-width: 600px)" srcset="/p.jpg"><img src="/all.jpg"></picture>', "https://tide.example/all.jpg"),
        ('<picture><source media="(min-width: 900px)" srcset="/l.jpg"><source media="(min-width: 300px)" srcset="/m.jpg"><img src="/s.jpg"></picture>', "https://tide.example/l.jpg"),
        ('<picture><source media="(max-width: 600px)" srcset="/w_400/a.jpg"><img src="/w_1200/a.jpg"></picture>', "https://tide.example/w_1200/a.jpg"),
        # Lazy loaders keep the file in attributes of many names.
        ('<img src="/pic/300/a.jpg" datasrc="/pic/900/a.jpg">', "https://tide.example/pic/900/a.jpg"),
        ('<img data-flick-lazyload-srcset="/a.jpg 400w, /b.jpg 800w" src="/spacer.gif">', "https://tide.example/b.jpg"),
        ('<img src="/a-300x200.jpg" data-orig-src="/a-1200x800.jpg" data-thumb-src="/t-4000x3000.jpg">', "https://tide.example/a-1200x800.jpg"),
        # The file for browsers without scripts, where it is the only picture there.
        ('<figure><img src="/max/60/a.png"><noscript><img src="/max/1000/a.png"></noscript></figure>', "https://tide.example/max/1000/a.png"),
        ('<div><p><img src="/own.jpg"></p><noscript><img src="/c.jpg"><img src="/d.jpg"></noscript></div>', "https://tide.example/own.jpg"),
        # The link to the same picture in a larger file.
        ('<a href="/pic/1800/a.jpg"><img src="/pic/600/a.jpg"></a>', "https://tide.example/pic/1800/a.jpg"),
        ('<a href="/pic/300/a.jpg"><img src="/pic/600/a.jpg"></a>', "https://tide.example/pic/600/a.jpg"),
        ('<a href="/pic/other.jpg"><img src="/pic/600/a.jpg"></a>', "https://tide.example/pic/600/a.jpg"),
    ],
)  # fmt: skip
def test_the_largest_file_offered_is_taken(html: str, file: str) -> None:
    """By HTML's own grammar, whatever the attribute's name."""
    assert best(html) == file


@pytest.mark.parametrize(
    ("address", "width"),
    [
        ("https://i.example/w_640/a.jpg", 640),
        ("https://i.example/a.jpg?width=1200&q=70", 1200),
        ("https://i.example/a-800x450.jpg", 800),
        ("https://i.example/2026/09/a.jpg", 0),
        ("https://i.example/2026/976/a.jpg", 976),
    ],
)
def test_a_width_is_read_from_an_address(address: str, width: float) -> None:
    """A year in it is none."""
    assert told_width(address) == width


def test_one_picture_in_two_sizes_has_one_key() -> None:
    """Two pictures with numbers in their names have two."""
    assert file_key("https://a.example/w_700,q_80/x/pier.jpg") == file_key(
        "https://a.example/w_300/x/pier.jpg"
    )
    assert file_key("https://a.example/img/photo-12.jpg") != file_key(
        "https://a.example/img/photo-13.jpg"
    )
    assert (
        stem("https://a.example/pier.jpg.webp")
        == stem("https://b.example/pier-600x400.jpg")
        == "pier"
    )


def page(*boxes: str, head: str = "") -> Cleaned:
    """An article with boxes of HTML after each of its paragraphs."""
    rows = [f"<p>{line}</p>{box}" for line, box in zip(TEXT, (*boxes, "", "", ""), strict=False)]
    html = f"<html><head>{head}</head><body><article><h1>The book of boats</h1>{''.join(rows)}</article></body></html>"
    return clean(Document("a.html", "html", html.encode(), url="https://tide.example/2026/book"))


def shown(found: Cleaned) -> str:
    """The Markdown and the addresses of the photos in front matter."""
    return found.article.body + " ".join(one.src or "" for one in found.article.photos)


@pytest.mark.parametrize(
    "box",
    [
        '<div class="signup-newsletter"><img src="/x/foreign.jpg"><p>Our letter comes on Fridays</p><form><input></form></div>',
        '<aside class="ad-box"><a href="https://shop.example/"><img src="/x/foreign.jpg"><b>Warm socks</b></a></aside>',
        '<div class="video"><a href="/play/3"><img src="/x/foreign.jpg"></a><h4>Watch the lamp being lit</h4></div>',
        '<div><a href="/2026/hens"><img src="/x/foreign.jpg"></a><h4><a href="/2026/hens">Hens of Skerry lay in the lamp room again</a></h4></div>',
    ],
)
def test_a_picture_goes_with_the_box_whose_words_are_dropped(box: str) -> None:
    """Sign-up boxes, advertisements, videos and teasers take their pictures along; the article's stay."""
    found = page('<div><img src="/x/own.jpg" width="700" height="500"></div>', box)
    assert "own.jpg" in shown(found)
    assert "foreign.jpg" not in shown(found)


def test_a_picture_is_shown_once_whatever_its_size() -> None:
    """The second one of the same file is a copy."""
    row = '<figure><img src="/w_{}/pier77.jpg"><figcaption>The pier. Photo: Ana Ruiz</figcaption></figure>'
    assert shown(page(row.format(900), row.format(300))).count("pier77") == 1


def test_a_credited_photo_right_after_the_last_line_or_above_the_headline_is_kept() -> None:
    """Though no text of the article stands beyond it."""
    own = '<figure><img src="/{}.jpg"><figcaption>{} Photo: Ana Ruiz</figcaption></figure>'
    last = own.format("last-one", "The shelf.")
    assert "last-one.jpg" in shown(page(own.format("first-one", "The lamp."), "", last))


def test_a_figure_in_a_button_is_the_articles() -> None:
    """Sites open their photos in a larger window with a button around them."""
    row = '<button><figure><img src="/b/{}.jpg"><figcaption>The lamp. Photo: Jo Lens</figcaption></figure></button>'
    found = shown(page(row.format("lamp-one"), row.format("lamp-two")))
    assert "lamp-one.jpg" in found
    assert "lamp-two.jpg" in found


def test_a_caption_may_stand_above_its_credit() -> None:
    """Two short lines under a picture, the second of them all credit."""
    found = page(
        '<div><div class="imgbox"><img src="/k.jpg"><h4>The keeper on her stairs</h4><p>Photo: AFP</p></div></div>'
    )
    photo = found.article.photos[0]
    assert (photo.caption, photo.credit) == ("The keeper on her stairs", "Photo: AFP")


@pytest.mark.parametrize(
    ("figure", "caption", "credit"),
    [
        # A last bracket with a name and a house, whatever the house.
        ("<figcaption>The quay by night. (Rosa Ek Holm/SKR)</figcaption>", "The quay by night.", "Rosa Ek Holm/SKR"),
        ("<figcaption>The quay by night [Bo Ek via Isle Wire]</figcaption>", "The quay by night", "Bo Ek via Isle Wire"),
        ("<figcaption>The quay (north/south) by night (1/2)</figcaption>", "The quay (north/south) by night (1/2)", None),
        # The outlet's own name.
        ("<figcaption>(The Tide Gazette)</figcaption>", None, "The Tide Gazette"),
        ("<figcaption>The quay by night (Tide Gazette)</figcaption>", "The quay by night", "Tide Gazette"),
        # Parts that stand side by side make one credit.
        ('<figcaption><i class="txt">The quay.</i> <b class="author">Photo by Bo Ek</b> / <b class="agency">Isle Wire</b></figcaption>', "The quay.", "Photo by Bo Ek / Isle Wire"),
        ('<figcaption>The quay. <span class="copyright">Copyright</span> <span class="credit">Bo Ek</span></figcaption>', "The quay.", "Copyright Bo Ek"),
        ('<figcaption>The quay. <span class="credit">Bo Ek/AFP</span><span class="credit">Bo Ek/AFP</span></figcaption>', "The quay.", "Bo Ek/AFP"),
        # How it was given, said in a sentence of its own, and labels at the end.
        ("<figcaption>The quay by night. Supplied</figcaption>", "The quay by night.", "Supplied"),
        ("<figcaption>Krantinė naktį / B. Ekas / SKR nuotr.</figcaption>", "Krantinė naktį", "B. Ekas / SKR nuotr."),
        ("<figcaption>밤의 부두. &lt;김철수 기자&gt;</figcaption>", "밤의 부두.", "김철수 기자"),
        # What buttons say is no caption.
        ("<figcaption>The quay by night. hide caption toggle caption</figcaption>", "The quay by night.", None),
        # A caption set whole in small letters is none.
        ("<figcaption><small>Old Bo Ek on the quay by night</small></figcaption>", "Old Bo Ek on the quay by night", None),
        ("<figcaption>He called it &amp;quot;home&amp;quot; for years</figcaption>", 'He called it "home" for years', None),
    ],
)  # fmt: skip
def test_a_caption_and_its_credit_are_parted(
    figure: str, caption: str | None, credit: str | None
) -> None:
    """Whole, word for word, and without a list of the houses there are."""
    head = '<meta property="og:site_name" content="The Tide Gazette">'
    found = page(
        f'<figure><img src="/quay.jpg" width="800" height="500">{figure}</figure>', head=head
    )
    photo = found.article.photos[0]
    assert (photo.caption, photo.credit) == (caption, credit)


@pytest.mark.parametrize(
    ("box", "caption", "credit"),
    [
        ('<div class="a1"><div class="b2"><img src="/q.jpg"></div><div class="c3">The quay by night</div><div class="d4">SKR</div></div>', "The quay by night", "SKR"),
        ('<div class="a1"><img src="/q.jpg"><div class="c3">The quay by night</div></div>', "The quay by night", None),
        ('<p><img src="/q.jpg"><br><em>The quay by night.</em></p>', "The quay by night.", None),
    ],
)  # fmt: skip
def test_short_lines_in_a_pictures_box_are_its_caption(
    box: str, caption: str, credit: str | None
) -> None:
    """Class names that say nothing do not hide what the box is."""
    photo = page(box).article.photos[0]
    assert (photo.caption, photo.credit) == (caption, credit)


def test_a_quotation_with_its_speaker_is_no_caption() -> None:
    """A figure without a picture may hold words to look at."""
    quote = "<figure><blockquote><p>The lamp is old.</p><cite>Bo Ek, keeper</cite></blockquote></figure>"
    assert figures(fromstring(f"<div>{quote}</div>"), {}, Site()) == ()


@pytest.mark.parametrize(
    ("sides", "size"),
    [
        ('width="1200" height="800"', (1200, 800)),
        ('width="640px" height="427.5"', (640, 427)),
        ('width="100%" height="auto"', None),
        ('width="1" height="1"', None),
        ('width="900"', None),
    ],
)
def test_a_picture_keeps_the_measures_its_page_gives(
    sides: str, size: tuple[int, int] | None
) -> None:
    """Width and height in pixels keep its place on the page; a placeholder's or shares say nothing."""
    image = fragment_fromstring(f'<img src="/lock-gate.jpg" {sides}>')
    assert measures(image) == size


def test_a_figure_in_a_text_is_written_with_its_measures() -> None:
    """The Markdown of a photo with a size has both, beside the credit."""
    photo = Photo("https://a.example/gate.jpg", credit="Ada Reyl/Wire", size=(1200, 800))
    text = figure(photo)
    assert text.endswith('{ credit="Ada Reyl/Wire" width=1200 height=800 }')
    html = to_body(text, "a.md").html
    assert ' width="1200"' in html
    assert ' height="800"' in html
    assert "Ada Reyl/Wire" in html
