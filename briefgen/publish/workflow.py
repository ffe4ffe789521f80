"""Write the GitHub Actions workflow that builds and publishes: settings → YAML text."""

from __future__ import annotations

import json
import re

from briefgen.errors import PublishError
from briefgen.values import dataclass

__all__ = ["WORKFLOW_PATH", "WorkflowSettings", "workflow"]

WORKFLOW_PATH = ".github/workflows/publish.yml"

_VERSION = re.compile(r"\d+(?:\.\d+)*(?:(?:a|b|rc|\.post|\.dev)\d+)*")
_CRON = re.compile(r"[\d*/,-]+(?: [\d*/,\-A-Za-z]+){4}")
_EXTRA = re.compile(r"[a-z]+")
_FOLDER = re.compile(r"\.|[\w.-]+(?:/[\w.-]+)*")

_TEXT = """\
# Builds the briefing and publishes it to GitHub Pages. Written by: briefgen publish --setup
#
# Once, by hand: Settings, Pages, Source: GitHub Actions. A custom domain is set there too; a
# CNAME file does nothing in this mode.
#
# Actions are pinned by major version. To pin one by commit, take the number that
#     gh api repos/actions/checkout/commits/v6 --jq .sha
# prints and write: uses: actions/checkout@NUMBER # v6
name: Publish briefing

on:
  push:
    branches: [@branch@]
  schedule:
    # Every morning (UTC), so that articles dated in the future appear on their day. GitHub
    # stops schedules after 60 days without a commit and says so by mail.
    - cron: @cron@
  workflow_dispatch:

permissions: {}

concurrency:
  group: pages
  cancel-in-progress: false

jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      pages: read
    steps:
      - uses: actions/checkout@v6
        with:
          persist-credentials: false
      - id: pages
        uses: actions/configure-pages@v6
      - uses: actions/setup-python@v6
        with:
          python-version: @python@
          cache: pip
          cache-dependency-path: @path@
      - uses: actions/cache@v5
        with:
          path: @cache@
          key: briefgen-@version@-${{ hashFiles(@sources@) }}
          restore-keys: briefgen-@version@-
      - run: pip install @requirement@
      - run: briefgen build @folder@ --strict --base-url "$BASE_URL/"
        env:
          BASE_URL: ${{ steps.pages.outputs.base_url }}
      - uses: actions/upload-pages-artifact@v5
        with:
          path: @site@
          include-hidden-files: true

  deploy:
    needs: build
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{ steps.deployment.outputs.page_url }}
    steps:
      - id: deployment
        uses: actions/deploy-pages@v5
"""


@dataclass(frozen=True, slots=True)
class WorkflowSettings:
    """What differs between sites; `folder` is where briefgen.yml lies in the repository.

    `extras` are what the site needs beyond briefgen itself, such as "search".
    """

    version: str
    branch: str = "main"
    folder: str = "."
    python: str = "3.13"
    cron: str = "17 4 * * *"
    extras: tuple[str, ...] = ()


def workflow(settings: WorkflowSettings) -> str:
    """Return the text of the workflow; it belongs at `WORKFLOW_PATH`."""
    _check(settings)
    top = "" if settings.folder == "." else f"{settings.folder}/"
    sources = (f"{top}briefgen.yml", f"{top}content/**", f"{top}themes/**")
    values = {
        # A JSON text without escapes is a YAML one; escaped pairs of a letter would not be.
        "branch": json.dumps(settings.branch, ensure_ascii=False),
        "cache": f"{top}.briefgen",
        "cron": json.dumps(settings.cron),
        "folder": settings.folder,
        "path": WORKFLOW_PATH,
        "python": json.dumps(settings.python),
        "requirement": _requirement(settings),
        "site": f"{top}site",
        "sources": ", ".join(f"'{source}'" for source in sources),
        "version": settings.version,
    }
    # A name not in the table, such as the v6 of an action, is no place to fill.
    return re.sub(r"@([a-z]+)@", lambda found: values[found[1]], _TEXT)


def _requirement(settings: WorkflowSettings) -> str:
    # Brackets are a pattern to the shell.
    extras = ",".join(sorted(settings.extras))
    return (
        f"'briefgen[{extras}]=={settings.version}'" if extras else f"briefgen=={settings.version}"
    )


def _check(settings: WorkflowSettings) -> None:
    wrong = [
        f"{name} {value!r}"
        for name, value, pattern in (
            ("version", settings.version, _VERSION),
            ("schedule", settings.cron, _CRON),
            ("folder", settings.folder, _FOLDER),
            ("Python version", settings.python, _VERSION),
            *(("extra", extra, _EXTRA) for extra in settings.extras),
        )
        if not pattern.fullmatch(value)
    ]
    if not settings.branch or not settings.branch.isprintable():
        wrong.append(f"branch {settings.branch!r}")
    if wrong or ".." in settings.folder.split("/"):
        raise PublishError(
            f"a workflow can't be written with {', '.join(wrong) or settings.folder}",
            hint='a schedule reads like "17 4 * * *", a folder like site or docs/site',
        )
