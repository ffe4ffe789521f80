"""Time the search for copies among made-up articles, and show how like a copy is once it is edited.

    python benchmarks/duplicates.py [ARTICLES]

Every twentieth article is a copy of one before it with one word in fifty changed; all end with one
line of boilerplate. Prints what was found, the seconds, and the most memory taken.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from itertools import accumulate

from briefgen.check.alike import likeness, runs_of
from briefgen.check.duplicates import Text, check_duplicates

WORDS = 450
BOILERPLATE = "Sign up here for the letter that we send to all who read this page every morning"


VOCABULARY = [f"w{n}" for n in range(50_000)]
# Zipf's law with Mandelbrot's shift: the first word is one in thirty or so, as in English.
SHARES = list(accumulate(1 / (n + 2.7) for n in range(1, 50_001)))


def story(chance: random.Random) -> list[str]:
    """Return the words of an article: a few common, most of them rare, as in a language."""
    return chance.choices(VOCABULARY, cum_weights=SHARES, k=WORDS)


def edited(words: list[str], every: int, chance: random.Random) -> list[str]:
    """Return a copy in which one word in `every` is another."""
    return [f"x{chance.randrange(9999)}" if chance.randrange(every) == 0 else w for w in words]


def main(count: int) -> None:
    """Make the articles, look for copies, print."""
    chance = random.Random(7)
    bodies: list[str] = []
    leads: list[list[str]] = []
    for number in range(count):
        copies = number % 20 == 19
        words = edited(chance.choice(leads), 50, chance) if copies else story(chance)
        if not copies:
            leads.append(words)
        bodies.append(" ".join(words) + " " + BOILERPLATE)
    start = time.perf_counter()
    texts = [Text(f"{n}.md", runs_of(body).tobytes()) for n, body in enumerate(bodies)]
    read = time.perf_counter()
    found = list(check_duplicates(texts, lambda path: bodies[int(path[:-3])]))
    end = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} articles, {count // 20} copies, {len(found)} told")
    print(f"runs {read - start:.1f} s, search {end - read:.1f} s, {peak:.0f} MB at most")
    one = story(chance)
    whole = runs_of(" ".join(one))
    for what, copy in (
        ("last third cut", one[: WORDS * 2 // 3]),
        ("last half cut", one[: WORDS // 2]),
        *((f"one word in {n} changed", edited(one, n, chance)) for n in (100, 50, 25, 10)),
        ("another article", story(chance)),
    ):
        print(f"{what}: {likeness(whole, runs_of(' '.join(copy))):.0%}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
