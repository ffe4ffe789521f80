from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.errors import PublishError
from briefgen.publish import address_problem, pages_addresses, parse_remote

REMOTES = [
    ("https://github.com/harbour/news.git", "github.com", "harbour", "news"),
    ("https://github.com/harbour/news", "github.com", "harbour", "news"),
    ("https://github.com/harbour/news/", "github.com", "harbour", "news"),
    ("https://github.com/harbour/news.git.git", "github.com", "harbour", "news"),
    ("https://www.github.com/harbour/news", "github.com", "harbour", "news"),
    ("https://ann:secret@github.com/harbour/news.git", "github.com", "harbour", "news"),
    ("HTTPS://GitHub.com/Harbour/News.git", "github.com", "Harbour", "News"),
    ("git@github.com:harbour/news.git", "github.com", "harbour", "news"),
    ("github.com:harbour/news", "github.com", "harbour", "news"),
    ("git@github.com-second:harbour/news.git", "github.com", "harbour", "news"),
    ("ssh://git@github.com/harbour/news.git", "github.com", "harbour", "news"),
    ("ssh://git@ssh.github.com:443/harbour/news.git", "github.com", "harbour", "news"),
    ("git+ssh://git@github.com/harbour/news.git", "github.com", "harbour", "news"),
    ("git://github.com/harbour/news.git", "github.com", "harbour", "news"),
    ("https://github.example.org/harbour/news.git", "github.example.org", "harbour", "news"),
    ("https://github.example.org:8443/harbour/news", "github.example.org", "harbour", "news"),
    ("git@github.example.org:harbour/news.git", "github.example.org", "harbour", "news"),
    ("https://gitlab.com/group/sub/news.git", "gitlab.com", "group/sub", "news"),
    ("https://github.com/harbour/%C3%A9t%C3%A9.git", "github.com", "harbour", "été"),
    ("https://[::1]:3000/harbour/news.git", "::1", "harbour", "news"),
    ("file:///srv/git/news.git", "", "", ""),
    ("/srv/git/news.git", "", "", ""),
    ("../news.git", "", "", ""),
    (r"C:\git\news.git", "", "", ""),
]


@pytest.mark.parametrize(("url", "host", "owner", "repo"), REMOTES)
def test_every_form_of_address_is_read(url: str, host: str, owner: str, repo: str) -> None:
    """An address gives its host, owner and repository, however it is written."""
    remote = parse_remote(url)
    assert (remote.host, remote.owner, remote.repo) == (host, owner, repo)


@pytest.mark.parametrize(
    ("url", "domain", "expected"),
    [
        ("https://github.com/Harbour/News", "", "https://harbour.github.io/News/"),
        ("https://github.com/Harbour/harbour.github.io", "", "https://harbour.github.io/"),
        ("git@github.com:harbour/news.git", "News.example.org", "https://news.example.org/"),
        ("git@github.example.org:a/b.git", "", "https://pages.github.example.org/a/b/"),
    ],
)
def test_pages_address_follows_from_the_remote(url: str, domain: str, expected: str) -> None:
    """Project site, user site, custom domain and Enterprise each have their address."""
    assert pages_addresses(parse_remote(url), domain)[0] == expected


@pytest.mark.parametrize(
    "url", ["https://gitlab.com/a/b", "/srv/b.git", "file:///srv/b.git", "https://acme.ghe.com/a/b"]
)
def test_no_address_is_guessed_for_other_hosts(url: str) -> None:
    """A host whose rules are not known gets no address."""
    assert pages_addresses(parse_remote(url)) == ()


@pytest.mark.parametrize(
    "address",
    [
        "https://harbour.github.io/news/",
        "https://harbour.github.io/news",
        "https://Harbour.GitHub.io/news/",
        "https://fluffy-guide-1234.pages.github.io/",
    ],
)
def test_agreeing_address_is_no_problem(address: str) -> None:
    """A trailing slash and the case of the host make no difference; a private site may be random."""
    assert address_problem(address, parse_remote("git@github.com:harbour/news.git")) is None


@pytest.mark.parametrize(
    "address",
    ["https://harbour.github.io/", "https://harbour.github.io/News/", "https://news.example.org/"],
)
def test_disagreeing_address_stops_and_names_both(address: str) -> None:
    """A wrong address is told together with the right one."""
    problem = address_problem(address, parse_remote("git@github.com:harbour/news.git"))
    assert problem is not None
    assert problem.stops
    assert address in problem.message
    assert "https://harbour.github.io/news/" in problem.message


def test_custom_domain_must_be_the_address() -> None:
    """With a CNAME file the github.io address is wrong, and the domain is right."""
    remote = parse_remote("git@github.com:harbour/news.git")
    problem = address_problem("https://harbour.github.io/news/", remote, "news.example.org")
    assert problem is not None
    assert "CNAME" in problem.message
    assert address_problem("https://news.example.org/", remote, "news.example.org") is None


def test_project_under_the_owners_domain_only_warns() -> None:
    """A project site may be served under the custom domain of its owner's user site."""
    remote = parse_remote("git@github.com:harbour/news.git")
    problem = address_problem("https://www.example.org/news/", remote)
    assert problem is not None
    assert not problem.stops


def test_unknown_server_only_warns() -> None:
    """A server that may or may not be GitHub Enterprise does not stop a publish."""
    remote = parse_remote("https://git.example.org/a/b.git")
    problem = address_problem("https://somewhere.example.org/", remote)
    assert problem is not None
    assert not problem.stops


@pytest.mark.parametrize(
    "url",
    [
        "https://ann:hunter2-hunter2@github.com/a/b.git",
        "https://x-access-token:hunter2-hunter2@github.com/a/b.git",
        "https://ghp_0123456789abcdefghijABCDEFGHIJ012345@github.com/a/b.git",
    ],
)
def test_secret_in_the_address_is_never_shown(url: str) -> None:
    """A password or token in an address is kept out of what is shown and out of repr."""
    remote = parse_remote(url)
    assert remote.secret
    assert remote.secret not in remote.shown + repr(remote)
    assert remote.shown == "https://***@github.com/a/b.git"


def test_a_user_name_alone_is_no_secret() -> None:
    """`https://ann@host/` names a user and hides nothing."""
    assert parse_remote("https://ann@github.com/a/b.git").secret == ""


@pytest.mark.parametrize("url", ["", "  ", "--upload-pack=touch /tmp/x"])
def test_unusable_address_is_refused(url: str) -> None:
    """An empty address, and one git would take for an option, are refused."""
    with pytest.raises(PublishError, match="no usable address"):
        parse_remote(url)


@example("https://[")
@given(st.text(min_size=1).filter(lambda text: text.strip() and not text.startswith("-")))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    """Whatever stands in git's configuration, reading it gives a remote or a plain error."""
    with suppress(PublishError):
        assert parse_remote(text).url == text.strip()


NAMES = st.from_regex(r"[a-z0-9](?:[a-z0-9-]{0,18}[a-z0-9])?", fullmatch=True)


@given(NAMES, NAMES.filter(lambda name: name != "git"))
def test_all_forms_of_one_repository_agree(owner: str, repo: str) -> None:
    """https, ssh and scp-like addresses of one repository give the same Pages address."""
    forms = [
        f"https://github.com/{owner}/{repo}",
        f"https://github.com/{owner}/{repo}.git",
        f"git@github.com:{owner}/{repo}.git",
        f"ssh://git@github.com/{owner}/{repo}",
    ]
    assert {pages_addresses(parse_remote(form)) for form in forms} == {
        (f"https://{owner}.github.io/{repo}/",)
    }
