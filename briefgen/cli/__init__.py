"""The verbs: words on the command line in, messages and an exit code out.

Each verb stands in a module of its own, loaded when it is called, and loads what it uses itself.
Exit codes: 0 good, 1 your content, 2 your command line; a verb's own codes are in its help.
"""

from __future__ import annotations

import atexit
import os
import sys

from briefgen.cli.words import plain_build
from briefgen.engine.garbage import collect_seldom

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["main", "run"]


def main() -> NoReturn:
    """Run the command line as this process, and end it."""
    # Loading modules alone has Python look for cycles a hundred times.
    collect_seldom()
    code = run()
    # A site's million values need not be taken apart one by one, which takes a tenth of a short
    # build; but whoever traces us, and other threads, get their usual end.
    threading = sys.modules.get("threading")
    alone = threading is None or threading.active_count() == 1
    if alone and not (sys.gettrace() or sys.getprofile()):
        try:
            sys.stdout.flush()
            sys.stderr.flush()
            atexit._run_exitfuncs()  # noqa: SLF001 - what `sys.exit` calls, and has no other name
            os._exit(code)
        except (OSError, ValueError):
            pass
    sys.exit(code)


def run() -> int:
    """Run the command line and return the exit code; mistakes are told without a traceback."""
    if (choice := plain_build(sys.argv[1:])) is None:
        from briefgen.cli.group import called

        return called()
    try:
        from briefgen.cli.building import build

        return build(choice)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - click tells, or raises it again
        from briefgen.cli.group import ended

        return ended(error)
