"""Imported macros give for equal arguments what they gave before, and are asked anew for others."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import DictLoader
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefgen.model.entry import TopicRef
from briefgen.render.macros import MacroMemo

CARDS = "{% macro card(topic, kind='row') %}{{ count() }} {{ topic.title or topic }} {{ kind }}{% endmacro %}"


class Environment(ImmutableSandboxedEnvironment):
    """Templates that tell how often a macro was really called."""

    def __init__(self, page: str) -> None:
        super().__init__(
            loader=DictLoader({"cards": CARDS, "page": page}), autoescape=True, cache_size=-1
        )
        self.calls = 0
        self.globals["count"] = self.count
        self.memo = MacroMemo(frozenset({TopicRef}), self.held)

    def held(self) -> Any:
        """The templates that are loaded."""
        return (self.cache or {}).values()

    def count(self) -> int:
        """How many calls there were."""
        self.calls += 1
        return self.calls

    def call(self, context: Context, called: Any, /, *args: Any, **named: Any) -> Any:
        """Call macros by the memo."""
        if type(called) is not Macro:
            return super().call(context, called, *args, **named)
        words = {name: value for name, value in named.items() if name[0] != "_"}
        return self.memo(called, args, words, lambda: context.call(called, *args, **words))

    def shown(self, **values: Any) -> str:
        """The page."""
        return self.get_template("page").render(**values)


def test_an_imported_macro_is_called_once_for_the_same_arguments() -> None:
    """One article's card on two pages, or twice on one, is made once."""
    env = Environment("{% from 'cards' import card %}{{ card(a) }}; {{ card(a) }}; {{ card(b) }}")
    one, two = TopicRef("rail", "Rail", "r/"), TopicRef("sea", "Sea", "s/")
    assert env.shown(a=one, b=two) == "1 Rail row; 1 Rail row; 2 Sea row"
    assert env.shown(a=two, b=one) == "2 Sea row; 2 Sea row; 1 Rail row"


@pytest.mark.parametrize(
    ("first", "second"), [("1", "true"), ("'a'", "'b'"), ("'a'", "m"), ("none", "0"), ("x", "y")]
)
def test_other_arguments_are_another_call(first: str, second: str) -> None:
    """1 and true, a text and markup, values that are equal but not the same one: all differ."""
    env = Environment(
        f"{{% from 'cards' import card %}}{{{{ card({first}) }}}}{{{{ card({second}) }}}}"
    )
    env.shown(m=Markup("a"), x=TopicRef("a", "A", "a/"), y=TopicRef("a", "A", "a/"))
    assert env.calls == 2


def test_named_arguments_count_by_name() -> None:
    """kind='a' is not the same as the topic 'a'."""
    env = Environment("{% from 'cards' import card %}{{ card('a', kind='b') }}{{ card('a', 'b') }}")
    env.shown()
    assert env.calls == 2


@pytest.mark.parametrize(
    "page",
    [
        "{% from 'cards' import card with context %}{{ card('a') }}",
        "{% macro card(x) %}{{ count() }}{{ page }}{% endmacro %}{{ card('a') }}",
        "{% from 'cards' import card %}{{ card(['a']) }}",
    ],
)
def test_what_may_see_the_page_is_called_each_time(page: str) -> None:
    """A macro that sees its page's variables, or is given a list, is no function of its arguments."""
    env = Environment(page)
    env.shown(page="one")
    env.shown(page="two")
    assert env.calls == 2


def test_it_forgets_before_it_holds_too_much() -> None:
    """More results than are kept cost calls, never a wrong one."""
    env = Environment("{% from 'cards' import card %}{% for n in many %}{{ card(n) }};{% endfor %}")
    shown = env.shown(many=range(1, 10_000))
    assert shown.startswith("1 1 row;2 2 row;")
    assert env.shown(many=range(9_990, 10_000)).startswith("9990 9990 row")
