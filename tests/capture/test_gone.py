"""Notices in an article's place, and reports that are none."""

from __future__ import annotations

import pytest

from kirinuki.capture.answer import Fetched
from kirinuki.capture.gone import is_gone

URL = "https://shimpo.example/news/1"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("お知らせ", "この記事は削除されました。"),
        (None, "お探しのページは見つかりませんでした。\nURLが変更されたか、削除された可能性があります。"),
        ("404 Not Found", ""),
        ("エラー", "ご指定のページは存在しないか、移動した可能性があります。"),
        ("エラー", "記事の掲載期間が終了しました。"),
        ("みなと新報", "申し訳ございません。ご覧になろうとした記事は、現在公開されていません。"),
        ("みなと新報", "配信を終了しました"),
    ],
)
def test_a_notice_says_that_the_article_is_gone(title: str | None, text: str) -> None:
    assert is_gone(Fetched(URL, 200, (), b""), title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("市の記事に誤り", "市は1日、公式サイトの記事が削除されましたと誤って表示されていたと発表した。"),
        ("表示に誤り", "「お探しのページは見つかりません」という表示が出ていた。"),
        ("地震速報", "津波の心配はありません。"),
        ("第2岸壁を閉鎖", "港湾局は「被害の報告はありません」と話している。"),
        ("号外", "この記事は削除されました。" + "港湾局は岸壁の点検を続けている。" * 12),
        (None, ""),
    ],
)
def test_a_report_does_not(title: str | None, text: str) -> None:
    assert is_gone(Fetched(URL, 200, (), b""), title, text) is None


def test_the_server_itself_says_so_or_sends_us_home() -> None:
    assert is_gone(Fetched(URL, 410, (), b""), "t", "本文" * 200)
    home = Fetched("https://shimpo.example/", 200, (), b"", (URL,))
    assert is_gone(home, "きょうの紙面", "本文" * 200)
    assert is_gone(Fetched("https://shimpo.example/", 200, (), b""), "きょうの紙面", "本文" * 200) is None
    moved = Fetched("https://shimpo.example/new/1", 200, (), b"", (URL,))
    assert is_gone(moved, "第2岸壁を閉鎖", "本文" * 200) is None
    assert is_gone(Fetched(URL, 503, (), b""), None, "この記事は削除されました。") is None
