"""Addresses of web pages: what is one, and the one form by which an article is known."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

_ADDRESS = re.compile(r"https?://[^\s/<>\"\x00-\x1f][^\s<>\"\x00-\x1f]*", re.IGNORECASE)
_TRACKING = re.compile(
    r"(?:utm_\w*|fbclid|gclid|dclid|yclid|msclkid|twclid|igshid|mc_[ce]id|_ga|_gl|wbraid|gbraid|cmpid|ref_src|n_cid|cx_\w+)",
    re.IGNORECASE,
)
_PORTS = {"http": ":80", "https": ":443"}


def is_address(words: str) -> bool:
    """Whether the words are the address of a page: http or https, a host, and no white space."""
    try:
        return _ADDRESS.fullmatch(words) is not None and bool(urlsplit(words).hostname)
    except ValueError:  # brackets that hold no IPv6 address
        return False


def host(address: str) -> str:
    """The host of an address in small letters, without `www.`."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def canonical(address: str) -> str:
    """The address as it names the page: host in small letters, no default port, fragment or tracking parameters."""
    parts = urlsplit(address)
    scheme = parts.scheme.lower()
    netloc = parts.netloc.lower().removesuffix(_PORTS.get(scheme, ":"))
    query = "&".join(p for p in parts.query.split("&") if p and not _TRACKING.fullmatch(p.partition("=")[0]))
    return urlunsplit((scheme, netloc, parts.path or "/", query, ""))
