from __future__ import annotations

import pickle
import shutil
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import ConfigError, ThemeError
from briefgen.render.theme import load_theme, shipped_themes

if TYPE_CHECKING:
    from pathlib import Path


def write(root: Path, files: dict[str, str]) -> Path:
    """Write a site's theme files, named below themes/."""
    for name, text in files.items():
        file = root / "themes" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


def test_the_shipped_themes_load(tmp_path: Path) -> None:
    """Each theme that ships can be loaded by a site that has no themes of its own."""
    for folder in sorted(shipped_themes().glob("*/theme.yml")):
        theme = load_theme(folder.parent.name, tmp_path)
        assert theme.layers[:2] == ("overrides", folder.parent.name)
        assert "style.css" in theme.assets


def test_lookup_goes_from_overrides_over_the_theme_to_its_parents(tmp_path: Path) -> None:
    """The layers stand in lookup order."""
    write(tmp_path, {"a/theme.yml": "parent: b", "b/theme.yml": "parent: briefing"})
    assert load_theme("a", tmp_path).layers == ("overrides", "a", "b", "briefing")


def test_a_sites_theme_comes_before_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    """A site may bring its own `briefing`."""
    write(tmp_path, {"briefing/theme.yml": "version: '9'"})
    assert load_theme("briefing", tmp_path).version == "9"


def test_parents_in_a_circle_are_refused(tmp_path: Path) -> None:
    """A cycle is told with its whole way."""
    write(tmp_path, {"a/theme.yml": "parent: b", "b/theme.yml": "parent: a"})
    with pytest.raises(ThemeError, match="a -> b -> a") as caught:
        load_theme("a", tmp_path)
    assert (caught.value.path, caught.value.line) == ("themes/b/theme.yml", 1)


@pytest.mark.parametrize(
    ("files", "place", "message", "hint"),
    [
        ({}, "briefgen.yml", "there is no theme 'own'", "there are: briefing, wire"),
        ({"own/x.html": ""}, "themes/own/theme.yml", "the theme 'own' has no theme.yml", ""),
        ({"own/theme.yml": "name: own\nparnt: x"}, "themes/own/theme.yml:2", "unknown key 'parnt'", "did you mean parent?"),
        ({"own/theme.yml": "colour: x"}, "themes/own/theme.yml:1", "unknown key 'colour'", "a theme has: name, version, api, parent, license, author, homepage, settings"),
        ({"own/theme.yml": "name: own\nparent: breifing"}, "themes/own/theme.yml:2", "there is no theme 'breifing'", "did you mean briefing?"),
        ({"own/theme.yml": "name: own\n\napi: 2"}, "themes/own/theme.yml:3", "the theme is made for api 2, this briefgen knows api 1", ""),
        ({"own/theme.yml": "[a]"}, "themes/own/theme.yml:1", "must be a table of keys and values", ""),
        ({"own/theme.yml": "name: own\nsettings: 3"}, "themes/own/theme.yml:2", "settings must be a table, not 3", "write settings: {accent: {type: color, default: '#a4161a'}}"),
        ({"own/theme.yml": "settings:\n  a: 3"}, "themes/own/theme.yml:2", "settings: a must be a table, not 3", ""),
        ({"own/theme.yml": "settings:\n  a:\n    type: colour"}, "themes/own/theme.yml:3", "settings: a has an unknown type 'colour'", "did you mean color?"),
        ({"own/theme.yml": "settings:\n  a:\n    help: x\n    typ: text"}, "themes/own/theme.yml:4", "settings: a has an unknown key 'typ'", "did you mean type?"),
        ({"own/theme.yml": "settings:\n  a: {type: int, default: x}"}, "themes/own/theme.yml:2", "the default of settings: a must be a whole number, not 'x'", ""),
        ({"own/theme.yml": "name: &a own\nparnt: *a"}, "themes/own/theme.yml", "unknown key 'parnt'", "did you mean parent?"),
    ],
)  # fmt: skip
def test_a_broken_theme_is_told_with_the_way_out(
    files: dict[str, str], place: str, message: str, hint: str, tmp_path: Path
) -> None:
    """Unknown names, keys, types and defaults name file, line and near match."""
    with pytest.raises(ThemeError) as caught:
        load_theme("own", write(tmp_path, files))
    error = caught.value
    told = f"{error.path}:{error.line}" if error.line else error.path
    assert (told, error.message, error.hint) == (place, message, hint)


def test_a_theme_file_that_is_not_yaml_is_told_by_line(tmp_path: Path) -> None:
    """YAML's own place is kept."""
    with pytest.raises(ThemeError) as caught:
        load_theme("own", write(tmp_path, {"own/theme.yml": "name: own\nparent: [a\n"}))
    assert (caught.value.path, caught.value.line) == ("themes/own/theme.yml", 3)


def test_a_template_that_is_not_utf8_is_told_by_line(tmp_path: Path) -> None:
    """An old encoding is named with file and line."""
    write(tmp_path, {"overrides/x.html": ""})
    (tmp_path / "themes/overrides/x.html").write_bytes(b"one\ntwo \xe9\n")
    with pytest.raises(ThemeError) as caught:
        load_theme("briefing", tmp_path)
    assert (caught.value.path, caught.value.line) == ("themes/overrides/x.html", 2)


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        ({"acent": "#fff"}, "the theme briefing has no setting 'acent'", "did you mean accent?"),
        (
            {"accent": "red"},
            "the setting accent must be a colour such as '#a4161a', not 'red'",
            None,
        ),
        (
            {"tagline": 2026},
            "the setting tagline must be text, not 2026; put quotes round it",
            None,
        ),
        ({"links": ["x"]}, "the setting links must be a list of {title, url}, not 'x'", None),
        (
            {"links": [{"title": "x", "url": "javascript:alert(1)"}]},
            "the setting links must link to https addresses or paths of the site, not 'javascript:alert(1)'",
            None,
        ),
    ],
)
def test_a_wrong_setting_is_a_config_error(
    given: dict[str, object], message: str, hint: str | None, tmp_path: Path
) -> None:
    """The site's settings are checked against the theme's schema."""
    with pytest.raises(ConfigError) as caught:
        load_theme("briefing", tmp_path, settings=given)
    assert (caught.value.path, caught.value.message) == ("briefgen.yml", message)
    assert hint is None or caught.value.hint == hint


def test_settings_have_the_themes_defaults(tmp_path: Path) -> None:
    """What the site leaves out, or empty, is the theme's; a child's default wins."""
    write(tmp_path, {"own/theme.yml": "{parent: briefing, settings: {tagline: {default: Daily}}}"})
    theme = load_theme("own", tmp_path, settings={"accent": None, "footer": "Bye"})
    assert theme.settings["tagline"] == "Daily"
    assert theme.settings["footer"] == "Bye"
    assert str(theme.settings["accent"]).startswith("#")


def test_an_assets_name_tells_its_content(tmp_path: Path) -> None:
    """The fingerprint changes with the bytes and not otherwise."""
    before = load_theme("briefing", tmp_path).assets
    after = load_theme("briefing", write(tmp_path, {"overrides/assets/style.css": "b{}"})).assets
    assert before["icon.svg"].path == after["icon.svg"].path
    assert before["style.css"].path != after["style.css"].path


def test_an_overrides_stylesheet_is_added_to_the_themes(tmp_path: Path) -> None:
    """A site adds rules; it need not copy the stylesheet."""
    write(tmp_path, {"overrides/assets/style.css": ".mine { color: red }"})
    style = load_theme("briefing", tmp_path).assets["style.css"].data.decode()
    assert style.index(".masthead") < style.index(".mine")


def test_the_accent_is_made_readable_in_light_and_dark(tmp_path: Path) -> None:
    """A pale accent is darkened on paper and kept on black."""
    style = (
        load_theme("briefing", tmp_path, settings={"accent": "#ffee88"}).assets["style.css"].data
    )
    assert style.startswith(b":root{--accent:#")
    assert b"--accent:#ffee88" not in style
    assert b"--accent-dark:#ffee88" in style


def test_a_stylesheet_links_fingerprinted_files(tmp_path: Path) -> None:
    """`url(…)` in a stylesheet follows the new names; a missing file is told."""
    files = {
        "own/theme.yml": "name: own",
        "own/assets/style.css": "a{background:url('pics/a.svg')}/* gone */",
        "own/assets/pics/a.svg": "<svg/>",
    }
    assets = load_theme("own", write(tmp_path, files)).assets
    style = assets["style.css"].data.decode()
    assert f"url({assets['pics/a.svg'].path.removeprefix('assets/')})" in style
    assert "gone" not in style
    write(tmp_path, {"own/assets/style.css": "a{}\na{background:url(pics/b.svg)}"})
    with pytest.raises(ThemeError, match=r"'pics/b\.svg', which is no asset") as told:
        load_theme("own", tmp_path)
    assert (told.value.path, told.value.line) == ("themes/own/assets/style.css", 2)


def test_a_themes_digest_tells_no_place(tmp_path: Path) -> None:
    """The same files elsewhere have the same digest, other words or settings another one."""
    one, other = tmp_path / "one", tmp_path / "other"
    for place in (one, other):
        shutil.copytree(shipped_themes() / "briefing", place / "themes/briefing")
    first = load_theme("briefing", one).digest
    assert first == load_theme("briefing", other).digest
    assert first != load_theme("briefing", one, settings={"tagline": "x"}).digest
    write(one, {"overrides/_nav.html": ""})
    assert first != load_theme("briefing", one).digest


def test_a_theme_crosses_process_borders(tmp_path: Path) -> None:
    """A theme is a plain value: workers receive it whole."""
    theme = load_theme("briefing", tmp_path)
    assert pickle.loads(pickle.dumps(theme)) == theme  # noqa: S301


def test_hidden_and_backup_files_are_no_templates(tmp_path: Path) -> None:
    """What editors leave behind stays out."""
    write(tmp_path, {"overrides/.x.html": "", "overrides/y.html~": "", "overrides/z.html": ""})
    names = load_theme("briefing", tmp_path).templates
    assert [name for name in names if name.startswith("overrides/")] == ["overrides/z.html"]
