"""Classes of values are what dataclasses would have made of them."""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Mapping
from enum import Enum
from typing import Generic, TypeVar

import msgspec
import pytest

from briefgen import values

T = TypeVar("T")


@values.dataclass(frozen=True, slots=True)
class Ours:
    """A value."""

    name: str
    size: int = 2
    notes: Mapping[str, int] = values.field(default_factory=dict, compare=False, repr=False)

    def __str__(self) -> str:
        return self.name


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same, as dataclasses make it."""

    name: str
    size: int = 2
    notes: Mapping[str, int] = dataclasses.field(default_factory=dict, compare=False, repr=False)


@values.dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """What has to be named."""

    name: str
    size: int = 2


@values.dataclass(frozen=True, slots=True, kw_only=True)
class Below(Above):
    """One field more, and another default."""

    more: str
    size: int = 3


@values.dataclass(slots=True)
class Open:
    """What may change."""

    found: list[int] = values.field(default_factory=list)


@values.dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    """One field."""

    value: T


@values.dataclass(frozen=True, slots=True, eq=False)
class Single:
    """Equal to itself alone."""

    name: str = ""


@pytest.mark.parametrize("given", [{}, {"size": 3}, {"notes": {"a": 1}}])
def test_a_value_is_shown_compared_and_hashed_as_dataclasses_do(given: dict[str, object]) -> None:
    """Fields count that are said to."""
    ours, theirs = Ours("a", **given), Theirs("a", **given)  # type: ignore[arg-type]
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert hash(ours) == hash(theirs)
    assert ours == Ours("a", ours.size)
    assert ours != Ours("b", ours.size)
    assert ours != theirs
    assert (ours.name, ours.size, ours.notes) == (theirs.name, theirs.size, theirs.notes)


def test_a_value_is_frozen() -> None:
    """No field is set or deleted, and there is no room for others."""
    value = Ours("a")
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'name'"):
        value.name = "b"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'name'"):
        del value.name  # type: ignore[misc]
    assert not hasattr(value, "__dict__")


def test_what_is_missing_or_too_much_is_told() -> None:
    """As of any function."""
    with pytest.raises(TypeError, match=r"Ours\.__init__\(\) missing 1 required"):
        Ours()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'nome'"):
        Ours("a", nome=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="takes 1 positional argument"):
        Below("a", "b")  # type: ignore[misc]


def test_fields_are_inherited() -> None:
    """In their order, with the defaults of the class below."""
    below = Below(name="a", more="b")
    assert repr(below) == "Below(name='a', size=3, more='b')"
    assert below == Below(more="b", size=3, name="a")
    assert below != Above(name="a", size=3)
    assert Below.__match_args__ == ()
    assert isinstance(below, Above)


def test_open_values_have_no_hash() -> None:
    """Each has its own of what is made anew."""
    one, other = Open(), Open()
    one.found.append(1)
    other.found = [1]
    assert one == other
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


def test_values_may_be_equal_to_themselves_alone() -> None:
    """eq=False leaves that to Python."""
    one = Single("a")
    assert one == one  # noqa: PLR0124
    assert one != Single("a")
    assert len({one, Single("a")}) == 2


def test_values_cross_process_borders() -> None:
    """Pickled and back they are equal."""
    for value in (Ours("a", notes={"b": 1}), Below(name="a", more="b"), Held("x"), Open([1])):
        again = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own
        assert again == value
        assert repr(again) == repr(value)


def test_whoever_asks_for_a_dataclass_finds_one() -> None:
    """The tools of dataclasses and msgspec take our values for theirs."""
    told = [(one.name, one.default, one.compare, one.repr) for one in dataclasses.fields(Ours)]
    assert told == [(x.name, x.default, x.compare, x.repr) for x in dataclasses.fields(Theirs)]
    assert [(x.name, x.kw_only) for x in dataclasses.fields(Below)] == [
        *(("name", True), ("size", True), ("more", True)),
    ]
    assert dataclasses.is_dataclass(Ours)
    value = Ours("a", 3, {"b": 1})
    assert dataclasses.asdict(value) == {"name": "a", "size": 3, "notes": {"b": 1}}
    assert dataclasses.replace(value, size=4) == values.replace(value, size=4) == Ours("a", 4)
    assert msgspec.json.decode(b'{"name": "a", "notes": {"b": 1}}', type=Ours) == Ours("a")
    assert msgspec.json.encode(Held(1)) == b'{"value":1}'


def test_a_class_may_be_matched() -> None:
    """By the order of its fields."""
    match Ours("a", 3):
        case Ours(name, 3):
            assert name == "a"


def test_the_names_of_fields() -> None:
    """Of our values and of theirs; nothing else has any."""
    assert values.names(Ours) == values.names(Theirs) == ("name", "size", "notes")
    assert values.names(Below) == ("name", "size", "more")
    assert values.names(str) is values.names(Enum) is None


def test_a_class_says_itself_what_is_equal() -> None:
    """What is written stays; a hash goes by the fields, as with dataclasses."""

    def like(make: object) -> type:
        class Like:  # noqa: PLW1641 - that is what is asked
            name: str

            def __eq__(self, other: object) -> bool:
                return True

        return make(frozen=True, slots=True)(Like)  # type: ignore[operator,no-any-return]

    ours, theirs = like(values.dataclass), like(dataclasses.dataclass)
    assert ours("a") == ours("b") == theirs("c")
    assert hash(ours("a")) == hash(theirs("a"))
