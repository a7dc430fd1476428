from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.publish.atom import ATOM, Entry, Feed, atom

DAY = dt.datetime(2025, 5, 3, 18, 30, tzinfo=dt.timezone(dt.timedelta(hours=9)))
ENTRY = Entry(
    "article/1f", "岸壁を閉鎖", DAY, "港湾局が岸壁を閉鎖した。", "みなと新報", link="https://minato.example/1"
)
NAMES = {"a": ATOM}


def texts(document: str, path: str) -> list[str | None]:
    return [element.text for element in ET.fromstring(document).findall(path, NAMES)]


def test_a_feed_has_what_the_standard_asks_for() -> None:
    """RFC 4287: feed and entries have one id, title and updated each, entries an author; ids are absolute IRIs."""
    later = Entry("article/2f", "続報", DAY + dt.timedelta(hours=1), "", "潮見日報", published=DAY)
    document = atom(
        Feed("search/港", "港", [ENTRY, later], link="https://kiroku.example/"), "me@example.jp,2026"
    )
    assert texts(document, "a:id") == ["tag:me@example.jp,2026:search/%E6%B8%AF"]
    assert texts(document, "a:updated") == ["2025-05-03T10:30:00Z"]
    assert texts(document, "a:entry/a:id") == [
        "tag:me@example.jp,2026:article/1f",
        "tag:me@example.jp,2026:article/2f",
    ]
    assert texts(document, "a:entry/a:updated") == ["2025-05-03T09:30:00Z", "2025-05-03T10:30:00Z"]
    assert texts(document, "a:entry/a:published") == ["2025-05-03T09:30:00Z"]
    assert texts(document, "a:entry/a:author/a:name") == ["みなと新報", "潮見日報"]
    links = [(e.get("rel"), e.get("href")) for e in ET.fromstring(document).findall("a:entry/a:link", NAMES)]
    assert links == [("alternate", "https://minato.example/1")]


def test_an_empty_feed_is_a_feed() -> None:
    assert texts(atom(Feed("search/x", "x", [])), "a:updated") == ["1970-01-01T00:00:00Z"]


def test_the_same_feed_gives_the_same_bytes_whatever_zone_its_times_are_in() -> None:
    elsewhere = Entry(
        ENTRY.id, ENTRY.title, DAY.astimezone(dt.UTC), ENTRY.content, ENTRY.author, link=ENTRY.link
    )
    assert atom(Feed("f", "f", [ENTRY])) == atom(Feed("f", "f", [elsewhere]))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        atom(Feed("f", "f", [Entry("e", "e", DAY.replace(tzinfo=None), "", "")]))


@given(st.text(), st.text())
def test_any_text_gives_sound_xml(title: str, content: str) -> None:
    document = atom(Feed(title, title, [Entry(title, title, DAY, content, title, link=title)]))
    assert document.encode()
    [entry] = ET.fromstring(document.encode()).findall("a:entry", NAMES)
    assert entry.find("a:content", NAMES) is not None
