from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from publish.worlds import PAGE, digest

from briefgen.errors import PublishError
from briefgen.publish import GateError, MovedError, Vanished

if TYPE_CHECKING:
    from publish.worlds import World


def test_first_publish_makes_the_branch(world: World) -> None:
    """An empty remote gets a branch with the site, `.nojekyll`, and a telling message."""
    world.publish(version="1.2.0", subject="Publish the January edition")
    source = world.git("rev-parse", "HEAD")[:9]
    assert sorted(world.live()) == [
        ".nojekyll", "2026/01/02/tide/index.html", "assets/site.css", "feed.xml", "index.html",
    ]  # fmt: skip
    assert world.log() == [f"Publish the January edition (source {source}, briefgen 1.2.0)"]


def test_second_publish_of_the_same_site_is_empty(world: World) -> None:
    """Equal trees mean nothing to publish and no commit."""
    world.publish()
    assert world.plan().empty
    assert world.publish() == ""
    assert len(world.log()) == 1


def test_the_users_repository_is_byte_identical(world: World) -> None:
    """Index, refs, objects, config and files of the user are the same before and after."""
    (world.work / "draft.md").write_text("not yet", "utf-8")
    world.git("status")
    before = digest(world.work)
    world.publish()
    world.write({"index.html": PAGE.format(build="b2", title="Harbour")})
    world.publish()
    world.plan()
    assert digest(world.work) == before


def test_tracking_branch_of_the_user_does_not_move(world: World) -> None:
    """`origin/gh-pages` stays where the user's own fetch left it."""
    world.publish()
    world.git("fetch", "-q")
    before = digest(world.work)
    world.write({"index.html": PAGE.format(build="b2", title="Harbour")})
    world.publish()
    assert digest(world.work) == before


def test_history_is_kept(world: World) -> None:
    """Each publish is a commit on top of the last."""
    first = world.publish()
    world.write({"index.html": PAGE.format(build="b2", title="Harbour")})
    second = world.publish()
    assert world.git("rev-list", second, at=world.remote).split() == [second, first]


def test_history_is_dropped_on_request(world: World) -> None:
    """Without history the branch is one commit, still pushed under the lease."""
    world.publish()
    world.write({"index.html": PAGE.format(build="b2", title="Harbour")})
    world.publish(history=False)
    assert len(world.log()) == 1
    assert "b2" in world.live()["index.html"]


def test_changes_are_told_with_sizes(world: World) -> None:
    """A plan names what is added, changed and deleted, with the bytes of both sides."""
    world.publish()
    (world.site / "feed.xml").write_text("<rss/>", "utf-8")
    (world.site / "assets" / "site.css").unlink()
    world.write({"atom.xml": "<feed/>"})
    plan = world.plan()
    told = [(change.kind, change.path, change.size, change.was) for change in plan.changes]
    assert told == [
        ("deleted", "assets/site.css", 0, 22),
        ("added", "atom.xml", 7, 0),
        ("changed", "feed.xml", 6, 20),
    ]
    assert [change.path for change in plan.of("added")] == ["atom.xml"]
    assert plan.files == 5


def test_vanished_address_is_told_with_its_new_home(world: World) -> None:
    """A page that moved is offered for an alias; one that is gone is told all the same."""
    world.write({"about.html": "x", "404.html": "x"})
    world.publish()
    shutil.move(world.site / "2026/01/02", world.site / "2026/01/03")
    (world.site / "about.html").unlink()
    (world.site / "404.html").unlink()
    assert world.plan().vanished == (
        Vanished("/2026/01/02/tide/", "/2026/01/03/tide/"),
        Vanished("/about.html", ""),
    )


def test_dry_run_tells_the_push_and_pushes_nothing(world: World) -> None:
    """A plan carries the message and the command, and the remote stays empty."""
    plan = world.plan()
    assert plan.message.startswith("Publish (source ")
    assert plan.command.startswith("git push --force-with-lease=refs/heads/gh-pages: file://")
    assert world.git("branch", "--list", at=world.remote) == ""


def test_custom_domain_survives(world: World) -> None:
    """A CNAME file a person put on the branch is carried over, byte for byte."""
    world.publish()
    world.commit_elsewhere("CNAME", "news.example.org\n")
    world.write({"index.html": PAGE.format(build="b2", title="Harbour")})
    plan = world.plan()
    assert (plan.domain, plan.doubts) == ("news.example.org", ())
    world.publish()
    assert world.live()["CNAME"] == "news.example.org"


def test_custom_domain_alone_is_nothing_to_publish(world: World) -> None:
    """Someone setting the domain does not make the site differ."""
    world.publish()
    world.commit_elsewhere("CNAME", "news.example.org\n")
    assert world.plan().empty


def test_changing_the_domain_wants_a_yes(world: World) -> None:
    """A CNAME of the site's own that differs from the live one is a doubt naming both."""
    world.write({"CNAME": "old.example.org\n"})
    world.publish()
    world.write({"CNAME": "new.example.org\n"})
    assert world.plan().doubts == (
        "the custom domain changes from old.example.org to new.example.org",
    )


def test_domain_of_the_settings_is_written(world: World) -> None:
    """A domain that was chosen becomes the CNAME file."""
    world.publish(domain="news.example.org")
    assert world.live()["CNAME"] == "news.example.org"


@pytest.mark.parametrize("text", ["https://news.example.org/", "a.example.org\nb.example.org\n"])
def test_cname_holds_one_bare_domain(world: World, text: str) -> None:
    """A CNAME file with a scheme or two domains is refused with its text."""
    world.write({"CNAME": text})
    with pytest.raises(GateError, match="not one domain"):
        world.plan()


def test_deleting_many_files_wants_a_yes(world: World) -> None:
    """More than three in ten files deleted is a doubt with the numbers."""
    world.write({f"p{number}.txt": "x" for number in range(10)})
    world.publish()
    for number in range(5):
        (world.site / f"p{number}.txt").unlink()
    assert world.plan().doubts == ("5 of 15 files would be deleted",)


def test_deleting_the_last_feed_wants_a_yes(world: World) -> None:
    """Subscribers are not lost by accident; a second feed left is enough."""
    world.write({"topics/rail/atom.xml": "<feed/>"})
    world.publish()
    (world.site / "feed.xml").unlink()
    assert world.plan().doubts == ()
    (world.site / "topics/rail/atom.xml").unlink()
    assert any("the last feed would be deleted" in doubt for doubt in world.plan().doubts)


def test_undoing_a_colleagues_change_wants_a_yes(world: World) -> None:
    """A file someone added to the branch by hand is named before a publish removes it."""
    world.publish()
    world.commit_elsewhere("map/index.html", "<h1>Map</h1>")
    (doubt,) = world.plan().doubts
    assert "map/index.html" in doubt
    assert "Bo, Change map/index.html" in doubt


def test_a_colleagues_change_we_do_not_touch_is_no_doubt(world: World) -> None:
    """A hand-made change that equals ours needs no yes."""
    world.publish()
    page = PAGE.format(build="b2", title="Harbour")
    world.commit_elsewhere("index.html", page)
    world.write({"index.html": page, "new.txt": "x"})
    assert world.plan().doubts == ()


def test_replacing_another_tools_branch_wants_a_yes(world: World) -> None:
    """A branch briefgen never published to is not replaced without a word."""
    world.git("checkout", "-q", "--orphan", "gh-pages")
    world.git("rm", "-q", "--cached", "-r", ".")
    (world.work / "briefgen.yml").rename(world.root / "kept")
    (world.work / "old.html").write_text("old", "utf-8")
    world.git("add", "old.html")
    world.git("commit", "-q", "-m", "Old site")
    world.git("push", "-q", "origin", "gh-pages")
    world.git("checkout", "-q", "main")
    assert any("was not made by briefgen" in doubt for doubt in world.plan().doubts)


def test_remote_that_moved_is_left_alone(world: World) -> None:
    """A push by someone else between plan and push makes ours fail; theirs stays."""
    world.publish()
    world.write({"index.html": PAGE.format(build="b2", title="Harbour")})
    with pytest.raises(MovedError, match="someone else changed the branch") as caught:
        world.publish(between=lambda: world.commit_elsewhere("hello.txt", "hello"))
    assert caught.value.exit_code == 4
    assert "b1" in world.live()["index.html"]
    assert world.live()["hello.txt"] == "hello"


def test_branch_made_meanwhile_is_left_alone(world: World) -> None:
    """A first publish does not replace a branch that appeared since."""

    def appear() -> None:
        world.git("push", "-q", "origin", "main:gh-pages")

    with pytest.raises(MovedError):
        world.publish(between=appear)
    assert list(world.live()) == ["briefgen.yml"]


def test_branch_deleted_meanwhile_is_not_brought_back(world: World) -> None:
    """A branch deleted since is not made again behind the back of who deleted it."""
    world.publish()
    world.write({"index.html": PAGE.format(build="b2", title="Harbour")})
    with pytest.raises(MovedError):
        world.publish(between=lambda: world.git("branch", "-D", "gh-pages", at=world.remote))
    assert world.git("branch", "--list", at=world.remote) == ""


def test_no_history_is_under_the_lease_too(world: World) -> None:
    """Dropping the history never drops a colleague's push."""
    world.publish()
    world.write({"index.html": PAGE.format(build="b2", title="Harbour")})
    with pytest.raises(MovedError):
        world.publish(history=False, between=lambda: world.commit_elsewhere("hello.txt", "x"))
    assert "hello.txt" in world.live()


def test_the_branch_of_the_source_is_refused(world: World) -> None:
    """Publishing onto the branch that is checked out would replace the source."""
    with pytest.raises(GateError, match="main is the branch you work on"):
        world.plan(branch="main")


def test_who_works_on_gh_pages_is_told_to_move_the_source(world: World) -> None:
    """Naming the very branch that was refused would be no way out."""
    world.git("switch", "-q", "-c", "gh-pages")
    with pytest.raises(GateError, match="gh-pages is the branch you work on") as caught:
        world.plan(branch="gh-pages")
    assert "git switch -c main" in caught.value.hint
    assert "--branch gh-pages" not in caught.value.hint


def test_source_pushed_to_gh_pages_gets_another_branch_named(world: World) -> None:
    """A gh-pages on the remote that holds the source is left alone, with a way out that works."""
    world.git("push", "-q", "origin", "main:gh-pages")
    with pytest.raises(GateError, match="holds the source") as caught:
        world.plan(branch="gh-pages")
    assert "--branch pages" in caught.value.hint


def test_a_branch_with_the_source_is_refused(world: World) -> None:
    """Publishing onto any branch that holds a briefgen.yml is refused."""
    world.git("push", "-q", "origin", "main:source")
    with pytest.raises(GateError, match=r"holds the source \(briefgen.yml\)"):
        world.plan(branch="source")


@pytest.mark.parametrize("name", ["a b", "-x", "a..b", "", "refs/heads/x.lock"])
def test_bad_branch_name_is_refused(world: World, name: str) -> None:
    """What git won't take for a branch is told before anything is fetched."""
    with pytest.raises(PublishError, match="can't be the name of a branch"):
        world.plan(branch=name)


def test_address_must_agree(world: World) -> None:
    """With a custom domain live, a `url:` elsewhere is refused with both named."""
    world.publish(domain="news.example.org")
    with pytest.raises(GateError) as caught:
        world.plan(address="https://ann.github.io/news/")
    assert "https://news.example.org/" in caught.value.message
    assert "https://ann.github.io/news/" in caught.value.message


def test_bytes_are_published_as_they_are(world: World) -> None:
    """Line endings, attributes and filters of the user's git change nothing."""
    world.git("config", "core.autocrlf", "true")
    world.git("config", "--global", "core.attributesFile", str(world.root / "attributes"))
    (world.root / "attributes").write_text("* text eol=lf ident filter=lfs\n", "utf-8")
    crlf = b"a\r\nb\r\n$Id$\r\n\x00\xff"
    world.write({"crlf.bin": crlf, ".gitattributes": "* text=auto\n"})
    world.publish()
    shown = world.git("cat-file", "-s", "gh-pages:crlf.bin", at=world.remote)
    assert shown == str(len(crlf))


def test_ignored_and_hidden_files_are_published(world: World) -> None:
    """A .gitignore in the site or the source hides nothing, and dot folders go along."""
    world.write({".gitignore": "*\n", ".well-known/security.txt": "x"})
    world.publish()
    assert {".gitignore", ".well-known/security.txt", "index.html"} <= set(world.live())


@pytest.mark.parametrize(
    "name", ["späß.txt", 'quote".txt', "back\\slash.txt", "日本/記事.html", "a b"]
)
def test_any_name_is_published(world: World, name: str) -> None:
    """Names with spaces, quotes and other scripts arrive as they are."""
    world.write({name: "x"})
    world.publish()
    assert name in world.live()


def test_every_file_is_plain(world: World) -> None:
    """No executable bit reaches the branch."""
    (world.site / "index.html").chmod(0o755)
    world.publish()
    modes = world.git("ls-tree", "-r", "--format=%(objectmode)", "gh-pages", at=world.remote)
    assert set(modes.split()) == {"100644"}


def test_uncommitted_source_is_marked(world: World) -> None:
    """The message tells when the site came from files that were not committed."""
    (world.work / "briefgen.yml").write_text("title: Changed\n", "utf-8")
    source = world.git("rev-parse", "HEAD")[:9]
    assert f"(source {source}+)" in world.plan().message


def test_progress_counts_files(world: World) -> None:
    """The caller is told the number of files written so far."""
    from briefgen.publish import (
        Settings,
        find_remote,
        find_repository,
        make_plan,
        open_scratch,
    )

    counts: list[int] = []
    repository = find_repository(world.work, world.environ)
    with open_scratch(repository, find_remote(repository), world.environ) as scratch:
        make_plan(scratch, world.site, Settings(), counts.append)
    assert counts == [1, 2, 3, 4]
