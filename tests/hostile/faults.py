"""What can be wrong with what comes in, as (what it is, the file's bytes): the rows of docs/faults.md."""

from __future__ import annotations

__all__ = ["ARTICLES", "COMMANDS", "PHOTOS", "SETTINGS", "SOURCES", "WHOLE"]


def _head(lines: str, body: str = "Text.") -> bytes:
    return f"---\n{lines}\n---\n\n{body}\n".encode()


def _titled(lines: str, body: str = "Text.") -> bytes:
    return _head(f"title: A\ndate: 2026-01-02\n{lines}", body)


ARTICLES: tuple[tuple[str, bytes], ...] = (
    ("an empty file", b""),
    ("no front matter", b"Only text.\n"),
    ("front matter that is never closed", b"---\ntitle: A\n\nText.\n"),
    ("front matter in TOML", b'+++\ntitle = "A"\n+++\n'),
    ("no title", _head("date: 2026-01-02")),
    ("a title that is empty", _head('title: ""')),
    ("a title that is a list", _head("title: [A, B]")),
    ("a title that is a map", _head("title: {a: b}")),
    ("a key misspelt for title", _head("titel: A")),
    ("a colon in a value", _head("title: Ports: a view")),
    ("a quote that is never closed", _head('title: "A')),
    ("a list that is never closed", _head("title: A\ntags: [a, b")),
    ("a map that is never closed", _head("title: A\nphotos: {src: a.jpg")),
    ("a tab before a key", _head("title: A\n\tdate: 2026-01-02")),
    ("a line that is no key", _head("title: A\nonly words")),
    ("a key written twice", _head("title: A\ndate: 2026-01-02\ntitle: B")),
    ("a key that is a list", _head("title: A\n? [a, b]\n: c")),
    ("a value that begins with a backtick", _head("title: `A`")),
    ("a value that begins with @", _head("title: @desk")),
    ("a value that begins with %", _head("title: %A")),
    ("an anchor", _head("title: &a A")),
    ("an alias", _head("title: *a")),
    ("a billion laughs", _head("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: A")),
    ("an alias of itself", _head("title: A\ntags: &t [*t]")),
    ("a tag that makes objects", _head('title: !!python/object/apply:os.system ["id"]')),
    ("a merge of maps", _head("title: A\nphotos:\n  - {<<: *a}")),
    ("a second document", _head("title: A").replace(b"---\n\n", b"--- # x\ntitle: B\n---\n\n")),
    ("lists 40 deep", _head("title: A\ntags: " + "[" * 40 + "]" * 40)),
    ("300,000 characters of keys", _head("title: A\nnote: " + "n" * 300_000)),
    ("a control character escaped", _head('title: "A\\x1b[31m"')),
    ("half of a character escaped", _head('title: "\\ud800"')),
    ("a control character as it is", _head("title: A\x07")),
    ("a NUL byte", b"---\ntitle: A\n---\n\nText\x00.\n"),
    ("bytes that are not UTF-8", b"---\ntitle: Caf\xe9\n---\n"),
    ("a file in UTF-16", "---\ntitle: A\n---\n".encode("utf-16")),
    ("a day that does not exist", _head("title: A\ndate: 2026-02-30")),
    ("an hour that does not exist", _head("title: A\ndate: 2026-02-03 25:00")),
    ("a year out of range", _head("title: A\ndate: 0001-01-01")),
    ("a date in words", _head("title: A\ndate: last Tuesday")),
    ("a date without zeros", _head("title: A\ndate: 2026-2-3")),
    ("a date that is a list", _head("title: A\ndate: [2026, 2, 3]")),
    ("a wrong updated", _titled("updated: soon")),
    ("a wrong photo_until", _titled("photo: https://a.example/a.jpg\nphoto_until: soon")),
    ("draft that is neither true nor false", _titled("draft: maybe")),
    ("pin that is a number", _titled("pin: 7")),
    ("unsafe_html that is a word", _titled("unsafe_html: please")),
    ("a policy that is none", _titled("policy: everything")),
    ("a language that is none", _titled("language: klingon!")),
    ("source_url without http", _titled("source_url: example.org/a")),
    ("source_url that is a script", _titled("source_url: 'javascript:alert(1)'")),
    ("source_url with half a bracket", _titled("source_url: 'https://[x/'")),
    ("also without anybody", _titled("also:\n  - title: B")),
    ("also with a wrong key", _titled("also:\n  - {source: B, link: c}")),
    ("also that is a text within a list of lists", _titled("also: [[a]]")),
    ("a photo outside of content/", _titled("photo: ../../secret.jpg")),
    ("a photo at an absolute Windows path", _titled("photo: 'C:\\a.jpg'")),
    ("a photo with a backslash", _titled("photo: 'images\\a.jpg'")),
    ("a photo that is data", _titled("photo: 'data:image/png;base64,AAAA'")),
    ("a photo that is no picture", _titled("photo: notes.txt")),
    ("a photo that is not there", _titled("photo: none.jpg")),
    (
        "photo keys that contradict photos",
        _titled("photo: https://a.example/a.jpg\nphotos:\n  - src: https://a.example/b.jpg"),
    ),
    ("photos that is a word within a list", _titled("photos: [[a.jpg]]")),
    (
        "a photo row with a wrong key",
        _titled("photos:\n  - {src: https://a.example/a.jpg, title: B}"),
    ),
    ("a slug with ..", _titled("slug: ../../etc")),
    ("a slug with a slash", _titled("slug: a/b")),
    ("a slug with a backslash", _titled("slug: 'a\\b'")),
    ("a slug that Windows keeps for itself", _titled("slug: con")),
    ("a slug of 300 bytes", _titled("slug: " + "a" * 300)),
    ("a slug that is a dot", _titled("slug: .")),
    ("a slug with a blank", _titled("slug: a b")),
    ("an alias outside of the site", _titled("aliases: [../../etc/passwd]")),
    ("an alias at another site", _titled("aliases: ['https://a.example/']")),
    ("an alias with a backslash", _titled("aliases: ['\\a']")),
    ("an alias that is a part of git", _titled("aliases: [/.git/config]")),
    ("an alias that Windows has no file for", _titled("aliases: [/con/]")),
    ("an alias that names the domain", _titled("aliases: [/CNAME]")),
    ("an alias that leads out in disguise", _titled("aliases: [/%2e%2e/%2E%2e/x]")),
    ("topics that are maps", _titled("topics:\n  - {a: b}")),
    ("thirty mistakes at once", _titled("photos:\n" + "\n".join("  - {x: 1}" for _ in range(30)))),
    ("10,000 brackets", _titled("pin: no", "[" * 10_000)),
    ("10,000 quotes within each other", _titled("pin: no", "> " * 10_000 + "a")),
    ("50,000 entities in one paragraph", _titled("draft: false", "&amp;" * 50_000)),
    ("backticks in 60 lengths", _titled("draft: false", " ".join("`" * i for i in range(1, 61)))),
    ("lists 60 deep", _titled("pin: no", "\n".join("    " * n + "- a" for n in range(60)))),
    ("30,000 marks of emphasis", _titled("pin: no", "*a " * 30_000)),
    ("15,000 tags", _titled("pin: no", "<b>" * 15_000)),
    ("1,000 tags that never close", _titled("pin: no", "<a " * 1_000)),
    (
        "140 open tags before 280,000 characters",
        _titled("pin: no", "<a " * 140 + "x " * 140_000),
    ),
    ("30,000 backslashes", _titled("pin: no", "\\" * 30_000)),
    ("30,000 table cells", _titled("pin: no", "|a" * 30_000)),
    ("2,000 headings", _titled("pin: no", "# a\n\n" * 2_000)),
    ("2,000 definitions", _titled("pin: no", "a\n: b\n\n" * 2_000)),
    ("3,000 references", _titled("pin: no", "".join(f"[r{n}]: /a\n" for n in range(3_000)))),
    ("500 marks of one footnote", _titled("pin: no", "[^1] " * 500 + "\n\n[^1]: a")),
    ("200 abbreviations", _titled("pin: no", "".join(f"*[a{n}]: b\n" for n in range(200)))),
    ("an abbreviation of 500 letters", _titled("pin: no", f"*[{'a' * 500}]: b")),
    ("a footnote within a footnote", _titled("pin: no", "[^1]:[^0]:\n[^00]:[")),
    ("400,000 characters", _titled("pin: no", "word " * 80_000)),
    ("a picture in the text that is not there", _titled("pin: no", "![a](none.png)")),
    ("a picture in the text outside of content/", _titled("pin: no", "![a](../../../a.png)")),
    ("a picture in the text that is a script", _titled("pin: no", "![a](javascript:alert(1))")),
)
"""Each is one article of one site, in which another article is good."""

PHOTOS: tuple[tuple[str, bytes], ...] = (
    ("a photo that is a page", _titled("photo: page.jpg")),
    ("a photo that is cut off", _titled("photo: cut.png")),
    ("a photo with another kind's name", _titled("photo: png.jpg")),
    ("a photo of 100,000 by 100,000", _titled("photo: bomb.png")),
    ("a drawing that is no SVG", _titled("photo: page.svg")),
    ("a photo that is empty", _titled("photo: empty.jpg")),
)

WHOLE: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "two articles with one address",
        {
            "a.md": "{title: A, date: 2026-01-02, slug: x}",
            "b.md": "{title: B, date: 2026-01-02, slug: x}",
        },
    ),
    (
        "two articles with one id",
        {
            "a.md": '{title: A, date: 2026-01-02, id: "tag:a.example,2026:x"}',
            "b.md": '{title: B, date: 2026-01-02, id: "tag:a.example,2026:x"}',
        },
    ),
    (
        "two addresses that differ in capitals alone",
        {
            "a.md": "{title: A, date: 2026-01-02, slug: x}",
            "b.md": "{title: B, date: 2026-01-02, slug: X}",
        },
    ),
    (
        "one slug composed and decomposed",
        {
            "a.md": "{title: A, date: 2026-01-02, slug: caf\u00e9}",
            "b.md": "{title: B, date: 2026-01-02, slug: cafe\u0301}",
        },
    ),
    (
        "an alias that is an article's address",
        {
            "a.md": "{title: A, date: 2026-01-02, slug: x}",
            "b.md": "{title: B, date: 2026-01-02, aliases: /2026/01/02/x/}",
        },
    ),
    (
        "one alias of two articles",
        {
            "a.md": "{title: A, date: 2026-01-02, aliases: /old/}",
            "b.md": "{title: B, date: 2026-01-02, aliases: /old/}",
        },
    ),
    (
        "an alias that is a page of the site's own",
        {"a.md": "{title: A, date: 2026-01-02, aliases: /archive/}"},
    ),
    (
        "an alias that is the feed's address",
        {"a.md": "{title: A, date: 2026-01-02, aliases: /FEED.xml}"},
    ),
    (
        "an alias below a file of the site",
        {"a.md": "{title: A, date: 2026-01-02, aliases: /robots.txt/old/}"},
    ),
    (
        "an alias below another",
        {"a.md": "{title: A, date: 2026-01-02, aliases: [/old.html, /old.html/more/]}"},
    ),
    (
        "two topic files with one slug",
        {"topics/a.md": "{title: Rail, slug: r}", "topics/b.md": "{title: Road, slug: r}"},
    ),
    ("a topic without a title", {"topics/a.md": "{order: 1}"}),
    ("a topic whose order is a word", {"topics/a.md": "{title: Rail, order: first}"}),
    ("a topic whose order is huge", {"topics/a.md": "{title: Rail, order: 99999999999999999999}"}),
    ("a topic led by an article that is not there", {"topics/a.md": "{title: Rail, lead: none}"}),
    ("an edition without a day", {"briefings/first.md": "{title: First}"}),
    (
        "an edition of an article that is not there",
        {"briefings/2026-01-02.md": "---\ntitle: First\narticles: [none]\n---\n"},
    ),
    (
        "an edition with a row that is a list",
        {"briefings/2026-01-02.md": "---\ntitle: First\narticles: [[a]]\n---\n"},
    ),
    (
        "an edition with a wrong key in a row",
        {"briefings/2026-01-02.md": "---\ntitle: First\narticles:\n  - {slug: a, not: b}\n---\n"},
    ),
)
"""Each is a site of its own, beside one good article."""

SETTINGS: tuple[tuple[str, str], ...] = (
    ("no title", "url: https://a.example/"),
    ("no url", "title: A"),
    ("a url without http", "title: A\nurl: a.example"),
    ("a url with a query", "title: A\nurl: https://a.example/?a=b"),
    ("a url with half a bracket", "title: A\nurl: https://[x/"),
    ("a url with a port that is none", "title: A\nurl: https://a.example:x/"),
    ("a setting that is not known", "title: A\nurl: https://a.example/\ntimezon: UTC"),
    ("a setting written twice", "title: A\nurl: https://a.example/\ntitle: B"),
    ("a time zone that is none", "title: A\nurl: https://a.example/\ntimezone: Mars/Base"),
    (
        "a time zone outside of the list",
        "title: A\nurl: https://a.example/\ntimezone: ../../etc/passwd",
    ),
    ("a language that is none", "title: A\nurl: https://a.example/\nlanguage: 7"),
    ("a theme that is not there", "title: A\nurl: https://a.example/\ntheme: none"),
    ("a theme outside of themes/", "title: A\nurl: https://a.example/\ntheme: ../secret"),
    ("a permalink without a slug", "title: A\nurl: https://a.example/\npermalink: /{yyyy}/"),
    ("a permalink that leads out", "title: A\nurl: https://a.example/\npermalink: /../{slug}/"),
    (
        "a page_size that is huge",
        "title: A\nurl: https://a.example/\npage_size: 99999999999999999999",
    ),
    ("a page_size that is a word", "title: A\nurl: https://a.example/\npage_size: many"),
    ("a policy that is none", "title: A\nurl: https://a.example/\npolicy: all"),
    ("topics that is a number", "title: A\nurl: https://a.example/\ntopics: 7"),
    ("two topics with one slug", "title: A\nurl: https://a.example/\ntopics: [Rail, rail]"),
    (
        "a topic with a wrong key",
        "title: A\nurl: https://a.example/\ntopics:\n  - {title: B, colour: red}",
    ),
    (
        "a source without a name",
        "title: A\nurl: https://a.example/\nsources:\n  - hosts: [b.example]",
    ),
    ("feeds that is a word", "title: A\nurl: https://a.example/\nfeeds: all"),
    ("feeds.items below nothing", "title: A\nurl: https://a.example/\nfeeds: {items: -1}"),
    ("images.widths that are words", "title: A\nurl: https://a.example/\nimages: {widths: [wide]}"),
    ("editions.every that is none", "title: A\nurl: https://a.example/\neditions: {every: hour}"),
    ("limits.seconds, which is no more", "title: A\nurl: https://a.example/\nlimits: {seconds: 2}"),
    (
        "a tag that makes objects",
        "title: A\nurl: https://a.example/\nauthor: !!python/name:os.system",
    ),
    ("an alias", "title: A\nurl: https://a.example/\nauthor: *a"),
    ("no YAML at all", "title: [A"),
    (
        "a theme's setting that is not known",
        "title: A\nurl: https://a.example/\nsettings: {colour: red}",
    ),
    ("a colour that is none", "title: A\nurl: https://a.example/\nsettings: {accent: reddish}"),
    ("an empty file", ""),
)
"""Each is the briefgen.yml of a site of its own; nothing is built, and what stands stays."""

SOURCES: tuple[tuple[str, str, bytes], ...] = (
    ("a page without an article", "a.html", b"<!doctype html><html><body></body></html>"),
    ("an empty page", "a.html", b""),
    ("a text of blanks", "a.txt", b" \n \n"),
    ("a mail without a head", "a.eml", b"\n\nwords\n"),
    (
        "a mail without a text",
        "a.eml",
        b"Subject: A\nMIME-Version: 1.0\nContent-Type: image/png\n\nx\n",
    ),
    (
        "a saved page without a page",
        "a.mhtml",
        b"Subject: A\nSnapshot-Content-Location: x\nContent-Type: multipart/related; boundary=b\n\n--b--\n",
    ),
    (
        "a feed without an item",
        "a.xml",
        b'<rss version="2.0"><channel><title>A</title></channel></rss>',
    ),
    (
        "a feed that declares entities",
        "a.xml",
        b'<!DOCTYPE rss [<!ENTITY a "aa">]><rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>',
    ),
    (
        "a feed made to break its parser",
        "a.xml",
        b'<rss version="2.0"><channel><item><title>A</title><&#x'
        + b"e" * 40
        + b";li</channel></rss>",
    ),
    (
        "a list of feeds as a feed",
        "a.xml",
        b'<opml version="2.0"><body><outline text="A"/></body></opml>',
    ),
    (
        "a list of feeds without an address",
        "a.opml",
        b'<opml version="2.0"><body><outline text="A"/></body></opml>',
    ),
    (
        "a JSON that is no feed",
        "a.json",
        b'{"version": "https://jsonfeed.org/version/1.1", "items": 7}',
    ),
)
"""Each is a file given to `briefgen clean`."""

COMMANDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("a verb that is none", ("bulid",)),
    ("an option that is none", ("build", "--fast")),
    ("cores below nothing", ("build", "--jobs", "-1")),
    ("a base address that is none", ("build", "--base-url", "ftp://a.example/")),
    ("a folder without a site", ("build", "nowhere")),
    ("a source that is not there", ("clean", "none.html")),
    ("no source", ("clean",)),
    ("an address at this machine", ("clean", "http://127.0.0.1:9/a")),
    ("an address of the cloud's own", ("clean", "http://169.254.169.254/latest/")),
    ("an address with another scheme", ("clean", "file:///etc/passwd")),
    ("an address with a password", ("clean", "https://me:secret@127.0.0.1/")),
    ("a date that is none", ("add", "--date", "soon", "none.html")),
    ("a port that is none", ("serve", "--port", "70000")),
    ("a list of rights in another form", ("rights", "--format", "pdf")),
    ("a new thing that is none", ("new", "poem", "A")),
)
"""Each is a command line in a good site."""
