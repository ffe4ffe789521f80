"""The law of the build: however a site came to be, its bytes are those of a clean build."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import time
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from briefgen.build import Order, build_site
from briefgen.render.theme import shipped_themes

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
CONFIG = "title: {title}\nurl: https://law.example/{base}\ntimezone: {zone}\n"
NAMES = ("ferry", "weir", "signal", "brücke", "図書館")

words = st.sampled_from(("tide", "lock", "bell", "*rope*", "港", "a [link](/topics/)", "# heading"))
articles = st.fixed_dictionaries(
    {
        "title": st.sampled_from(("Ferry", "Weir & bell", "<b>Bold</b>", "Ferry again")),
        "day": st.integers(1, 28),
        "topic": st.sampled_from(("Rail", "Water", "港")),
        "draft": st.booleans(),
        "pin": st.booleans(),
        "photo": st.booleans(),
        "body": st.lists(words, min_size=1, max_size=5),
    }
)
edits = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), articles),
    st.tuples(st.just("delete"), st.sampled_from(NAMES), st.none()),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(
        st.just("config"),
        st.sampled_from(("One", "Two")),
        st.sampled_from((("", "UTC"), ("repo/", "UTC"), ("", "Asia/Tokyo"))),
    ),
    st.tuples(
        st.just("theme"), st.sampled_from(("_footer.html", "assets/style.css")), st.booleans()
    ),
    st.tuples(st.just("template"), st.sampled_from(("base.html", "_card.html")), st.integers(0, 3)),
    st.tuples(st.just("picture"), st.binary(min_size=1, max_size=4), st.none()),
    st.tuples(st.just("checkout"), st.none(), st.none()),
)


def article_text(facts: dict[str, object]) -> str:
    """An article's file."""
    photo = (
        "photo: /images/a.png\nphoto_alt: A bell.\nphoto_credit: Ada/Wire\n"
        if facts["photo"]
        else ""
    )
    body = "\n\n".join(map(str, facts["body"]))  # type: ignore[call-overload]
    return (
        f'---\ntitle: "{facts["title"]}"\ndate: 2026-10-{facts["day"]:02}\ntopic: {facts["topic"]}\n'
        f"draft: {str(facts['draft']).lower()}\npin: {str(facts['pin']).lower()}\n{photo}---\n\n{body}\n"
    )


def apply(root: Path, edit: tuple[str, object, object]) -> None:
    """Make one edit as a curator would, in the files."""
    kind, one, two = edit
    path = root / "content" / f"{one}.md"
    if kind == "write":
        path.write_text(article_text(two))  # type: ignore[arg-type]
    elif kind == "delete":
        path.unlink(missing_ok=True)
    elif kind == "rename" and path.exists():
        path.rename(root / "content" / f"{two}.md")
    elif kind == "config":
        base, zone = two  # type: ignore[misc]
        (root / "briefgen.yml").write_text(CONFIG.format(title=one, base=base, zone=zone))
    elif kind == "theme":
        override = root / f"themes/overrides/{one}"
        override.parent.mkdir(parents=True, exist_ok=True)
        override.write_text("p { color: red }") if two else override.unlink(missing_ok=True)
    elif kind == "template":
        write_template(root, str(one), two)  # type: ignore[arg-type]
    elif kind == "picture":
        (root / "content/images/a.png").write_bytes(picture(bytes(one)))  # type: ignore[call-overload]
    elif kind == "checkout":
        checked_out(root)


def write_template(root: Path, name: str, variant: int) -> None:
    """Write one of a template's texts: as it is shipped, with a text or with what a page says."""
    text = (shipped_themes() / "briefing" / name).read_text("utf-8")
    of = "entry" if name == "_card.html" else "page"
    more = ("", "<hr>", "{{ site.title }}", f"{{{{ {of}.title }}}}")[variant]
    (root / "themes/overrides" / name).write_text(text.replace("</", f"{more}</", 1), "utf-8")


def checked_out(root: Path) -> None:
    """Leave a site as a checkout does: no built files, and all sources new ones of the old bytes."""
    shutil.rmtree(root / "site", ignore_errors=True)
    for source in (*(root / "content").rglob("*"), *root.glob("themes/**/*")):
        if source.is_file():
            fresh = source.with_name("fresh")
            shutil.copyfile(source, fresh)
            fresh.replace(source)


def picture(seed: bytes) -> bytes:
    """A PNG of one colour; a broken one where the seed is long."""
    stream = BytesIO()
    Image.new("RGB", (8, 6), (len(seed), sum(seed) % 256, 0)).save(stream, "PNG")
    return stream.getvalue()[: 40 if len(seed) > 5 else None]


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a site."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(edits, min_size=1, max_size=6))
def test_an_incremental_build_equals_a_clean_one(
    edit_list: list[tuple[str, object, object]],
) -> None:
    """After any edits, with whatever earlier builds kept, the bytes are those of a clean build."""
    with ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory())
        root = Path(name) / "site-a"
        (root / "content/images").mkdir(parents=True)
        (root / "content/images/a.png").write_bytes(picture(b""))
        (root / "themes/overrides").mkdir(parents=True)
        for template in ("base.html", "_card.html"):
            write_template(root, template, 0)
        (root / "briefgen.yml").write_text(CONFIG.format(title="One", base="", zone="UTC"))
        for edit in edit_list[:-2]:
            apply(root, edit)
            build_site(Order(root=root, now=NOW))
        for edit in edit_list[-2:]:
            # Files this old are trusted: the second of these builds ends after one look.
            time.sleep(0.12)
            for _ in range(2):
                build_site(Order(root=root, now=NOW))
            apply(root, edit)
            build_site(Order(root=root, now=NOW))
        clean = Path(name) / "site-b"
        shutil.copytree(root, clean, ignore=shutil.ignore_patterns("site", ".briefgen"))
        build_site(Order(root=clean, now=NOW, jobs=2))
        assert files(root / "site") == files(clean / "site")
