"""How far two texts are the same piece."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen.check.alike import address_key, likeness, runs_of, shared_run

STORY = (
    "The council of Harrow voted on Monday to dredge the old canal, ending ten years of argument "
    "over who pays for the locks, and the first barge may pass them by the spring after next."
)
WORDS = st.lists(st.sampled_from(["ore", "rail", "tide", "salt", "lock", "fen"]), max_size=30)


def test_a_text_is_itself() -> None:
    """Case, emphasis and where links lead make no other text of it."""
    linked = STORY.upper().replace("CANAL", '[CANAL](https://a.example/x_(y)?z=1 "so")')
    assert likeness(runs_of(STORY), runs_of(linked)) == 1


def test_one_word_changed_breaks_five_runs() -> None:
    """Each word stands in five runs of five words."""
    runs, other = runs_of(STORY), runs_of(STORY.replace("council", "board"))
    assert len(set(runs) - set(other)) == 2  # the second word stands in two
    other = runs_of(STORY.replace("dredge", "dig"))
    assert len(set(runs) - set(other)) == 5


def test_scripts_without_spaces_run_by_characters() -> None:
    """A Chinese text less a clause is still like the whole one."""
    text = "哈罗市议会周一投票决定疏浚旧运河结束了长达十年的关于由谁支付船闸费用的争论。第一艘驳船可能在后年春天通过。"
    assert 0.5 < likeness(runs_of(text), runs_of(text.replace("第一艘", "头一条"))) < 1


def test_thai_words_hold_their_vowels() -> None:
    """Vowel signs belong to the word: other signs, other runs."""
    assert runs_of("น้ำท่วมใหญ่ในเมืองเก่า") != runs_of("นำทวมใหญในเมองเกา")


def test_the_longest_run_is_told_as_the_first_text_writes_it() -> None:
    """The run's words come with their commas, across line ends."""
    other = "HARROW, Nov 3 - After a long night the council of harrow VOTED on Monday to dredge it."
    assert shared_run(f"Now:\n{STORY}", other) == (
        "The council of Harrow voted on Monday to dredge",
        9,
    )
    assert shared_run(STORY, "Nothing of the kind was ever said by anyone here.") == ("", 0)


@given(WORDS, WORDS)
def test_likeness_is_jaccards_of_the_runs_themselves(one: list[str], other: list[str]) -> None:
    """Numbers stand for runs: likeness is what the runs of words as such would give."""

    def runs(words: list[str]) -> set[tuple[str, ...]]:
        ends = range(max(1, len(words) - 4)) if words else ()
        return {tuple(words[i : i + 5]) for i in ends}

    union = runs(one) | runs(other)
    expected = len(runs(one) & runs(other)) / len(union) if union else 0
    assert likeness(runs_of(" ".join(one)), runs_of(" ".join(other))) == expected


def test_an_address_is_known_without_its_tracking() -> None:
    """Scheme, www, tracking and the closing slash are no part of where a page is."""
    assert address_key("http://www.a.example/x/?utm_source=q&b=2&a=1#top") == address_key(
        "https://a.example/x?a=1&b=2"
    )
