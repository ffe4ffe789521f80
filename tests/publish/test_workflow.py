from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import PublishError
from briefgen.publish import WORKFLOW_PATH, WorkflowSettings, workflow

# The part of GitHub's workflow syntax a publishing workflow may use.
TOP = {"name", "on", "permissions", "concurrency", "jobs"}
JOB = {"runs-on", "timeout-minutes", "permissions", "needs", "environment", "steps"}
STEP = {"id", "name", "uses", "with", "run", "env"}
RIGHTS = {"contents", "pages", "id-token"}
INPUTS = {
    "actions/checkout@v6": {"persist-credentials"},
    "actions/configure-pages@v6": set(),
    "actions/setup-python@v6": {"python-version", "cache", "cache-dependency-path"},
    "actions/cache@v5": {"path", "key", "restore-keys"},
    "actions/upload-pages-artifact@v5": {"path", "include-hidden-files"},
    "actions/deploy-pages@v5": set(),
}
EXPRESSION = re.compile(r"\$\{\{ (.*?) \}\}")
LINTERS = {"actionlint": (), "check-jsonschema": ("--builtin-schema", "vendor.github-workflows")}


def read(settings: WorkflowSettings) -> dict[str, dict]:
    """Parse a workflow as GitHub does: `on` is a word, not a truth value."""
    return yaml.load(workflow(settings), Loader=yaml.BaseLoader)  # noqa: S506 - texts only


def check_job(job: dict) -> None:
    """Assert that a job keeps to the syntax, and refers only to its own earlier steps."""
    assert set(job) <= JOB
    assert job["runs-on"] == "ubuntu-latest"
    assert set(job["permissions"]) <= RIGHTS
    assert set(job["permissions"].values()) <= {"read", "write"}
    known: set[str] = set()
    for step in job["steps"]:
        assert set(step) <= STEP
        assert ("uses" in step) != ("run" in step)
        assert "uses" not in step or set(step.get("with", {})) <= INPUTS[step["uses"]]
        check_references(step, known)
        known.add(step.get("id", ""))
    check_references(job.get("environment", {}), known)


def check_references(part: dict, known: set[str]) -> None:
    """Assert that each expression names an earlier step's output or hashes files."""
    for expression in EXPRESSION.findall(yaml.safe_dump(part, width=9999)):
        step = re.fullmatch(r"steps\.(\w+)\.outputs\.\w+", expression)
        assert (step and step[1] in known) or expression.startswith("hashFiles(")


@pytest.mark.parametrize("folder", [".", "docs/news"])
def test_workflow_keeps_to_githubs_syntax(folder: str) -> None:
    """Keys, rights, action inputs and references are GitHub's."""
    made = read(WorkflowSettings("1.2.0", folder=folder))
    assert set(made) == TOP
    assert set(made["on"]) == {"push", "schedule", "workflow_dispatch"}
    assert set(made["jobs"]) == {"build", "deploy"}
    assert made["jobs"]["deploy"]["needs"] == "build"
    for job in made["jobs"].values():
        check_job(job)


def test_rights_are_minimal() -> None:
    """The build reads only; the deployment alone may write pages; the rest has no right."""
    made = read(WorkflowSettings("1.2.0"))
    assert made["permissions"] == {}
    assert made["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert made["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}


def test_build_is_pinned_strict_and_at_the_right_address() -> None:
    """Briefgen's version is fixed, and the address comes from the Pages settings, with its slash."""
    text = workflow(WorkflowSettings("1.2.0"))
    assert "pip install briefgen==1.2.0" in text
    assert 'briefgen build . --strict --base-url "$BASE_URL/"' in text
    assert "BASE_URL: ${{ steps.pages.outputs.base_url }}" in text
    assert "include-hidden-files: true" in text


def test_a_site_with_search_installs_what_search_needs() -> None:
    """An extra is installed with briefgen, in quotes that the shell leaves alone."""
    text = workflow(WorkflowSettings("1.2.0", extras=("search",)))
    assert "- run: pip install 'briefgen[search]==1.2.0'\n" in text


def test_folder_of_the_site_is_used_throughout() -> None:
    """A site in a folder of its repository is built, cached and uploaded from there."""
    text = workflow(WorkflowSettings("1.2.0", folder="docs/news"))
    assert "briefgen build docs/news --strict" in text
    assert "path: docs/news/site" in text
    assert "path: docs/news/.briefgen" in text
    assert "hashFiles('docs/news/briefgen.yml', 'docs/news/content/**'" in text


def test_every_place_is_filled() -> None:
    """No placeholder is left, and actions keep their major version."""
    text = workflow(WorkflowSettings("1.2.0"))
    assert not re.search(r"@[a-z]+@", text)
    assert set(re.findall(r"uses: (actions/\S+@v\d+)$", text, re.MULTILINE)) == set(INPUTS)


@pytest.mark.parametrize(
    "settings",
    [
        WorkflowSettings("1.0; rm -rf /"),
        WorkflowSettings("latest"),
        WorkflowSettings("1.0", cron="daily"),
        WorkflowSettings("1.0", folder="../x"),
        WorkflowSettings("1.0", folder="/abs"),
        WorkflowSettings("1.0", folder="a b"),
        WorkflowSettings("1.0", python="3.13 || true"),
        WorkflowSettings("1.0", extras=("search]; id",)),
    ],
)
def test_what_could_break_out_is_refused(settings: WorkflowSettings) -> None:
    """A value that is more than a version, a schedule or a folder is refused."""
    with pytest.raises(PublishError, match="workflow can't be written"):
        workflow(settings)


@given(st.text(min_size=1, max_size=30).filter(str.isprintable))
def test_any_branch_name_is_quoted(branch: str) -> None:
    """Whatever a branch is called, it stays one name in one list."""
    made = read(WorkflowSettings("1.0", branch=branch))
    assert made["on"]["push"]["branches"] == [branch]


def test_linters_find_nothing(tmp_path: Path) -> None:
    """Actionlint and GitHub's JSON schema have nothing to say."""
    place = tmp_path / WORKFLOW_PATH
    place.parent.mkdir(parents=True)
    settings = WorkflowSettings("1.2.0", folder="docs/news", extras=("search",))
    place.write_text(workflow(settings), "utf-8")
    beside = str(Path(sys.executable).parent)
    for name, options in LINTERS.items():
        program = shutil.which(name, path=beside)
        assert program
        subprocess.run([program, *options, str(place)], check=True, timeout=60)
