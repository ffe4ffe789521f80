"""BLAKE2, without the OpenSSL that hashlib loads along: that takes longer than what we digest."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # another Python keeps it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]
