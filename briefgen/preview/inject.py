"""A page → the page as the preview serves it: marked, with the client, its policy eased."""

from __future__ import annotations

import hashlib
import html
import re

__all__ = ["as_preview", "eased_policy", "scripts_digest"]

PREFIX = "/_briefgen/"

_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_BODY_END = re.compile(rb"</body\s*>", re.IGNORECASE)
_SCRIPT = re.compile(rb"<script\b([^>]*)>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_DATA_TYPE = re.compile(rb"type\s*=\s*[\"']?application/(?:ld\+)?json", re.IGNORECASE)
_POLICY = re.compile(
    rb"(<meta\b[^>]*http-equiv\s*=\s*[\"']?content-security-policy[\"']?[^>]*>)", re.IGNORECASE
)
_CONTENT = re.compile(rb"(content\s*=\s*)(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_MARK = b'<meta name="robots" content="noindex"><meta name="briefgen" content="preview">'
_NEEDED = (
    "script-src",
    "script-src-elem",
    "connect-src",
    "style-src",
    "style-src-elem",
    "worker-src",
)
_TOO_STRICT = ("require-trusted-types-for", "trusted-types", "sandbox")


def as_preview(page: bytes, key: str, revision: int, run: str) -> bytes:
    """Return a page with the preview's mark and scripts; `key` is its output path."""
    marked = _HEAD.sub(lambda found: found[0] + _MARK, page, count=1)
    eased = _POLICY.sub(_ease_meta, marked)
    tags = (
        f'<script src="{PREFIX}idiomorph.min.js" defer></script>'
        f'<script src="{PREFIX}client.js" defer id="briefgen-client" data-run="{run}" '
        f'data-revision="{revision}" data-page="{html.escape(key)}" '
        f'data-scripts="{scripts_digest(page)}"></script>'
    ).encode()
    # The last </body>: an earlier one may stand in a script's or an example's text.
    ends = list(_BODY_END.finditer(eased))
    at = ends[-1].start() if ends else len(eased)
    return eased[:at] + tags + eased[at:]


def scripts_digest(page: bytes) -> str:
    """Return a digest of the scripts a page runs: when it differs, morphing is not enough."""
    digest = hashlib.blake2b(digest_size=8)
    for attributes, text in _SCRIPT.findall(page):
        # JSON-LD changes with every title, and runs nothing.
        if not _DATA_TYPE.search(attributes):
            digest.update(b"%d,%d:%b%b" % (len(attributes), len(text), attributes, text))
    return digest.hexdigest()


def _ease_meta(found: re.Match[bytes]) -> bytes:
    return _CONTENT.sub(_ease_content, found[1], count=1)


def _ease_content(found: re.Match[bytes]) -> bytes:
    policy = html.unescape(found[2][1:-1].decode(errors="replace"))
    return found[1] + b'"' + html.escape(eased_policy(policy)).encode() + b'"'


def eased_policy(policy: str) -> str:
    """Return a content security policy that lets the preview's own files in, and nothing else."""
    rules = {
        words[0].lower(): words[1:]
        for words in (rule.split() for rule in policy.split(";"))
        if words and words[0].lower() not in _TOO_STRICT
    }
    for name in _NEEDED:
        sources = rules.get(name, _fallback(name, rules))
        if sources is not None:
            rules[name] = _with_self(sources)
    return "; ".join(" ".join((name, *sources)) for name, sources in rules.items())


def _fallback(name: str, rules: dict[str, list[str]]) -> list[str] | None:
    # The -elem forms fall back to the plain ones, which are eased themselves.
    return None if name.endswith("-elem") else rules.get("default-src")


def _with_self(sources: list[str]) -> list[str]:
    # 'strict-dynamic' would make a browser overlook 'self'.
    kept = [s for s in sources if s.lower() not in {"'none'", "'self'", "'strict-dynamic'"}]
    return ["'self'", *kept]
