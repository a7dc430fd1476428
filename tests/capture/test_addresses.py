from __future__ import annotations

import pytest

from kirinuki.capture.addresses import canonical, is_address


@pytest.mark.parametrize(
    ("url", "uri"),
    [
        ("HTTPS://Shiomi.Example", "https://shiomi.example/"),
        ("https://shiomi.example:443/a?b=1&utm_campaign=x&c=2#d", "https://shiomi.example/a?b=1&c=2"),
        ("http://shiomi.example:80/A/?fbclid=x", "http://shiomi.example/A/"),
        ("http://shiomi.example:8080/?q=%E6%B8%AF", "http://shiomi.example:8080/?q=%E6%B8%AF"),
    ],
)
def test_canonical_addresses(url: str, uri: str) -> None:
    assert canonical(url) == uri
    assert canonical(uri) == uri


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("https://shiomi.example/a", True),
        ("http://[::1]/a", True),
        ("http://[::1", False),
        ("https://[shiomi]/", False),
        ("https://", False),
        ("https://@/", False),
        ("ftp://shiomi.example/", False),
        ("javascript:alert(1)", False),
        ("https://shiomi.example/a b", False),
    ],
)
def test_what_is_an_address(words: str, address: bool) -> None:
    assert is_address(words) is address
