"""Recognise what must never be published: a file's name or bytes → what it looks like."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

__all__ = ["secret_in_bytes", "secret_in_name"]

_NAMES = (
    ".env", ".env.*", "*.env", ".netrc", "_netrc", ".git-credentials", ".pypirc", ".npmrc",
    ".htpasswd", ".pgpass", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "*.pem", "*.key",
    "*.p12", "*.pfx", "*.jks", "*.keystore", "*.kdbx", "*.ppk",
    "client_secret*.json", "service-account*.json",
)  # fmt: skip
_FOLDERS = frozenset({".git", ".ssh", ".aws", ".gnupg", ".briefgen", ".hg", ".svn"})

# Literals go first: looking for one costs a hundredth of what the expression costs.
_BYTES: tuple[tuple[str, tuple[bytes, ...], re.Pattern[bytes]], ...] = (
    (
        "a private key",
        (b"PRIVATE KEY",),
        re.compile(
            rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----"
            rb"(?:\s|\\n|[A-Za-z-]+: [^\n]*)*[A-Za-z0-9+/=]{40,}"
        ),
    ),
    (
        "a GitHub token",
        (b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_"),
        re.compile(rb"\bgh[pousr]_[A-Za-z0-9]{36,}\b"),
    ),
    ("a GitHub token", (b"github_pat_",), re.compile(rb"\bgithub_pat_[A-Za-z0-9_]{40,}")),
    ("a GitLab token", (b"glpat-",), re.compile(rb"\bglpat-[A-Za-z0-9_-]{20,}")),
    ("an AWS key", (b"AKIA",), re.compile(rb"\bAKIA[A-Z0-9]{9}(?!EXAMPLE)[A-Z0-9]{7}\b")),
    (
        "a Slack token",
        (b"xoxa-", b"xoxb-", b"xoxp-", b"xoxr-", b"xoxs-"),
        re.compile(rb"\bxox[abprs]-[0-9A-Za-z-]{20,}"),
    ),
    ("a Stripe key", (b"k_live_",), re.compile(rb"\b[rs]k_live_[0-9a-zA-Z]{24,}")),
    ("a PyPI token", (b"pypi-AgE",), re.compile(rb"\bpypi-AgE[A-Za-z0-9_-]{50,}")),
    ("an npm token", (b"npm_",), re.compile(rb"\bnpm_[A-Za-z0-9]{36}\b")),
    (
        "an API key",
        (b"sk-ant-", b"sk-proj-"),
        re.compile(rb"\bsk-(?:ant-|proj-)[A-Za-z0-9_-]{40,}"),
    ),
)


def secret_in_name(path: str) -> str:
    """Return what a path names that is kept from the public, or ""."""
    *folders, name = path.split("/")
    private = next((folder for folder in folders if folder.lower() in _FOLDERS), "")
    if private:
        return f"the folder {private}"
    if name.lower().endswith((".example", ".sample")):
        return ""
    return "a file for secrets" if any(fnmatchcase(name.lower(), n) for n in _NAMES) else ""


def secret_in_bytes(data: bytes) -> str:
    """Return what secret stands in the bytes, or ""; the secret itself is never returned."""
    for name, literals, pattern in _BYTES:
        if any(literal in data for literal in literals) and pattern.search(data):
            return name
    return ""
