from __future__ import annotations

import pytest

from briefgen.errors import ContentError
from briefgen.model.entry import Figure
from briefgen.render.images import local_photos, photo_path, photo_src


def test_photo_stands_beside_its_article_or_under_content() -> None:
    """A path is read beside the article; a leading slash means content/."""
    assert photo_path("images/k.jpg", "articles/2026/a.md") == "articles/2026/images/k.jpg"
    assert photo_path("../k.jpg", "articles/2026/a.md") == "articles/k.jpg"
    assert photo_path("/images/k.jpg", "articles/2026/a.md") == "images/k.jpg"


@pytest.mark.parametrize(
    "src",
    [
        "../../k.jpg",
        "/../k.jpg",
        "..",
        "javascript:x.jpg",
        "data:image/png;base64,x.png",
        "file:///k.jpg",
        "//b.example/k.jpg",
        "a\\k.jpg",
        "a\x00.jpg",
        "secret.md",
        "",
    ],
)
def test_what_is_no_picture_under_content_is_refused(src: str) -> None:
    """Nothing leaves content/, no other scheme is followed, no other file is copied."""
    assert photo_path(src, "a.md") is None
    with pytest.raises(ContentError) as caught:
        photo_src(src, "a.md", 4)
    assert (caught.value.path, caught.value.line) == ("a.md", 4)


def test_remote_photos_stay_links() -> None:
    """An https photo keeps its address."""
    assert photo_src("https://b.example/k", "a.md") == "https://b.example/k"


def test_local_photos_are_listed_once() -> None:
    """Each file under content/ is copied once; remote photos are not."""
    figures = [Figure("b.jpg"), Figure("a.jpg"), Figure("b.jpg"), Figure("https://b.example/c.jpg")]
    assert local_photos(figures) == ("a.jpg", "b.jpg")
