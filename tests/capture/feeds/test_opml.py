from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.capture.feeds import Subscription, read_opml, write_opml
from kirinuki.errors import InputError

LISTS = """<?xml version="1.0" encoding="{label}"?><opml version="1.0"><head><title>購読</title></head><body>
<outline text="港"><outline title="役所 &amp; 議会"><outline type="rss" text="港湾日報"
 xmlUrl="https://a.example.jp/rss?a=1&b=2" htmlUrl="https://a.example.jp/"/></outline>
<outline xmlurl="https://b.example.jp/feed"/></outline>
<outline title="灯台通信" xmlUrl="https://c.example.jp/" category="/海/灯台,/港"/>
<outline text="お知らせ" type="link" url="https://d.example.jp/"/><outline text="空の箱"/>
</body></opml>"""
FEEDS = (
    Subscription(
        "https://a.example.jp/rss?a=1&b=2", "港湾日報", "https://a.example.jp/", ("港", "役所 & 議会")
    ),
    Subscription("https://b.example.jp/feed", group=("港",)),
    Subscription("https://c.example.jp/", "灯台通信", group=("海", "灯台")),
    Subscription("https://c.example.jp/", "灯台通信", group=("港",)),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16"])
@pytest.mark.parametrize("label", ["UTF-8", "Shift_JIS"])
def test_lists_of_other_readers_are_read_in_any_encoding(encoding: str, label: str) -> None:
    assert read_opml(LISTS.format(label=label).encode(encoding)) == FEEDS


def test_a_list_comes_back_as_it_was_written() -> None:
    assert set(read_opml(write_opml(FEEDS))) == set(FEEDS)
    assert read_opml(write_opml(read_opml(write_opml(FEEDS)))) == read_opml(write_opml(FEEDS))
    assert read_opml(write_opml(())) == ()


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf", "Cn", "Co"]), min_size=1
).filter(lambda words: not set(words) & set("<>&;"))


@given(
    st.lists(
        st.builds(Subscription, st.just("https://a.example.jp/"), WORDS, st.none(), st.tuples(WORDS, WORDS))
    )
)
def test_any_names_come_back(feeds: list[Subscription]) -> None:
    assert set(read_opml(write_opml(feeds))) == set(feeds)


def test_what_xml_cannot_hold_is_not_written() -> None:
    assert read_opml(
        write_opml([Subscription("https://a.example.jp/", "港\x0b\0の朝", group=("箱\x1f",))])
    ) == (Subscription("https://a.example.jp/", "港の朝", group=("箱",)),)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<rss/>", "OPML"),
        (b"<html><body></body></html>", "OPML"),
        (LISTS.format(label="UTF-8").encode()[:-40], "途中で切れて"),
        (b"", "空"),
    ],
)
def test_what_is_no_whole_list_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_opml(data)


def test_hostile_lists_are_read_at_once_and_nothing_is_expanded() -> None:
    deep = b"<opml><body>" + b"<outline text='a'>" * 50_000 + b"</outline>" * 50_000 + b"</body></opml>"
    assert read_opml(deep) == ()
    laughs = b"<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><opml><body><outline text='&x;' xmlUrl='http://a.jp/&x;'/></body></opml>"
    assert read_opml(laughs) == (Subscription("http://a.jp/&x;", "&x;"),)
