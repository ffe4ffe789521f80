"""Print the memory of a preview's process under mixed edits: `preview_memory.py [N] [EDITS]`.

A site of N articles is built as the preview builds it, then edited EDITS times: articles changed,
added and deleted, a template, the settings. After each edit eight of its files are rendered.
"""

from __future__ import annotations

import datetime as dt
import gc
import random
import sys
import tempfile
from functools import partial
from pathlib import Path

from PIL import Image

from briefgen.build import Order
from briefgen.build.memory import Memory
from briefgen.cli import serve
from briefgen.engine.workers import Workers
from briefgen.render.theme import shipped_themes

WORDS = ["tide", "lock", "bell", "rope", "quay", "weir", "signal", "ferry"]
CONFIG = "title: Tides {}\nurl: https://tides.example/\n"
ROWS = 300


def megabytes() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def article(number: int, edit: int, chance: random.Random) -> str:
    day = dt.date(2026, 1, 1) + dt.timedelta(days=number % 300)
    photo = "photo: /images/a.png\nphoto_alt: A.\nphoto_credit: Ada/Wire\n" if number % 3 else ""
    body = "\n\n".join(" ".join(chance.choices(WORDS, k=60)) for _ in range(5))
    head = f'title: "{chance.choice(WORDS)} {edit}"\ndate: {day}\ntopic: {chance.choice(WORDS)}\n'
    return f"---\n{head}{photo}---\n\n{body}\n"


def edited(root: Path, edit: int, count: int, chance: random.Random) -> Path:
    """Make one edit and return the file it touched."""
    which, articles = chance.random(), root / "content/articles"
    passing = sorted(articles.glob("new-*.md"))
    if which < 0.1 and passing:
        passing[0].unlink()
        return passing[0]
    if which < 0.2:
        path, text = articles / f"new-{edit}.md", article(edit, edit, chance)
    elif which < 0.25:
        shipped = (shipped_themes() / "briefing/_card.html").read_text()
        path, text = root / "themes/overrides/_card.html", f"{shipped}<!-- {edit} -->"
    elif which < 0.3:
        path, text = root / "briefgen.yml", CONFIG.format(edit % 7)
    else:
        number = chance.randrange(count)
        path, text = articles / f"a-{number}.md", article(number, edit, chance)
    path.write_text(text)
    return path


def main() -> None:
    count, edits = (int(word) for word in (*sys.argv[1:], "1000", "2000")[:2])
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for folder in ("content/articles", "content/images", "themes/overrides"):
            (root / folder).mkdir(parents=True)
        Image.new("RGB", (64, 48), "red").save(root / "content/images/a.png")
        (root / "briefgen.yml").write_text(CONFIG.format(""))
        for number in range(count):
            (root / f"content/articles/a-{number}.md").write_text(article(number, 0, chance))
        order = Order(root=root, now=dt.datetime.now(dt.UTC))
        with Workers(store=order.kept / "cache" / "work.sqlite") as workers:
            build = partial(
                serve._built,  # noqa: SLF001 - the preview's own build
                order=order,
                workers=workers,
                memory=Memory(),
                facts=serve._Facts(order),  # noqa: SLF001
            )
            outputs = build(frozenset()).outputs
            print(f"{count} articles: {megabytes():.0f} MB at the start")
            for edit in range(1, edits + 1):
                outputs = build(frozenset({edited(root, edit, count, chance)})).outputs
                for path in chance.sample([*outputs], 8):
                    if callable(output := outputs[path]):
                        output()
                if edit % ROWS == 0 or edit == edits:
                    print(f"{edit:6} edits: {megabytes():.0f} MB, {len(outputs)} files", flush=True)


if __name__ == "__main__":
    main()
