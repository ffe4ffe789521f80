"""What a curator should say yes to before it is pushed: a comparison → doubts in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.publish.branch import LIVE, fetch_past, is_ours
from briefgen.publish.compare import Change, is_feed
from briefgen.publish.failures import GateError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.publish.git import Git

__all__ = ["colleague_doubts", "deletion_doubts", "domain_doubts", "want_yes"]

_MANY = 0.3
_LOOKED_BACK = 50
_NAMED = 3


def want_yes(doubts: Iterable[str]) -> None:
    """Raise `GateError` with the doubts, for a curator who has not said yes to them."""
    told = "\n".join(f"  {doubt}" for doubt in doubts)
    if told:
        raise GateError(
            f"this publish wants a yes, so nothing was pushed:\n{told}",
            hint="look at it with --dry-run; when it is what you want: publish --yes",
        )


def domain_doubts(live: str, new: str) -> tuple[str, ...]:
    """Tell a custom domain that would be replaced."""
    if live and live.lower() != new.lower():
        return (f"the custom domain changes from {live} to {new or 'none'}",)
    return ()


def deletion_doubts(
    changes: Iterable[Change], before: frozenset[str], after: frozenset[str]
) -> tuple[str, ...]:
    """Tell a large deletion, and the loss of the last feed."""
    deleted = sum(change.kind == "deleted" for change in changes)
    doubts = []
    if deleted > _MANY * len(before):
        doubts.append(f"{deleted} of {len(before)} files would be deleted")
    feeds = sorted(filter(is_feed, before))
    if feeds and not any(map(is_feed, after)):
        doubts.append(f"the last feed would be deleted, {feeds[0]}: its subscribers would be lost")
    return tuple(doubts)


def colleague_doubts(git: Git, branch: str, changes: Iterable[Change]) -> tuple[str, ...]:
    """Tell files on the branch that came by other means than a publish and would be undone."""
    lost = {change.path for change in changes if change.kind != "added"}
    if not lost or is_ours(git, LIVE):
        return ()
    commits = fetch_past(git, branch, _LOOKED_BACK)
    ours = next((commit for commit in commits if is_ours(git, commit)), "")
    if not ours:
        return (f"the branch {branch} was not made by briefgen; {len(lost)} of its files change",)
    listed = git.raw("diff-tree", "-r", "-z", "--name-only", "--no-renames", ours, LIVE)
    theirs = sorted(lost & set(listed.decode("utf-8", "surrogateescape").split("\0")))
    if not theirs:
        return ()
    more = f" and {len(theirs) - _NAMED} more" if len(theirs) > _NAMED else ""
    last = git.run("log", "-1", "--format=%an, %s (%h)", LIVE)
    named = ", ".join(theirs[:_NAMED]) + more
    return (f"what others changed on {branch} would be undone: {named}; the last: {last}",)
