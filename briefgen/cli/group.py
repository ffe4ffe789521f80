"""The verbs as click knows them: each stands in a module of its own, loaded when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from briefgen import __version__
from briefgen.cli.tell import tell_error, tell_fault
from briefgen.errors import BriefgenError, nearest

__all__ = ["called", "cli", "ended"]

VERBS = {
    "init": "Start a new site that builds at once.",
    "clean": "Turn pages, texts, mails, feeds and archives into Markdown with photo credits.",
    "add": "Clean sources and file them under content/.",
    "file": "Give articles in the inbox their topic.",
    "explain": "Tell why each line of a filed article was kept or dropped.",
    "new": "Write an empty article, topic or edition to fill in.",
    "build": "Build the site: content/ to site/.",
    "serve": "Preview the site live while you edit.",
    "check": "Tell what is missing or wrong: credits, dates, sources, links.",
    "rights": "List every photo and text with its owner: HTML, CSV, JSON.",
    "theme": "Start a theme of your own, or check one.",
    "publish": "Put the site online, on GitHub Pages or in a folder.",
    "doctor": "Tell what stands in the way on this machine, and how to mend it.",
}


class _Verbs(click.Group):
    """The group of verbs, each imported when it is called: the help must come at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the verbs in the order of the work."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a verb."""
        if cmd_name not in VERBS:
            return None
        del ctx
        module = import_module(f"briefgen.cli.{cmd_name}")
        verb: click.Command = getattr(module, cmd_name)
        return verb

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb of the first word, or name the one that may be meant."""
        if args and not args[0].startswith("-") and args[0] not in VERBS:
            hint = nearest(args[0], VERBS) or f"the verbs are {', '.join(VERBS)}"
            ctx.fail(f"there is no verb {args[0]!r}: {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs from the table above, without loading any."""
        del ctx
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.group(
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: briefgen init my-briefing",
)
@click.version_option(__version__, prog_name="briefgen")
def cli() -> None:
    """Turn a pile of articles into a published, credited briefing."""


def called() -> int:
    """Run the command line and return the exit code; mistakes are told without a traceback."""
    return _run(cli)


def ended(error: BaseException) -> int:
    """Tell a mistake that a verb was ended by, as `called` does, and return the exit code."""

    def again() -> NoReturn:
        raise error

    return _run(click.Command("briefgen", callback=again), ())


def _run(command: click.Command, words: tuple[str, ...] | None = None) -> int:
    try:
        code = command.main(words, prog_name="briefgen", standalone_mode=False)
    except BriefgenError as error:
        tell_error(error)
        return error.exit_code
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output has left, as in `briefgen clean ... | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        tell_fault(error)
        return 1
    return code if isinstance(code, int) else 0
