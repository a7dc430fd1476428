from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kirinuki.capture.clips import clip_document, read_clip
from kirinuki.errors import InputError

URL = "https://shimpo.example/news/1"
AT = dt.datetime(2026, 1, 2, 21, 5, tzinfo=dt.timezone(dt.timedelta(hours=9)))
NOTHING: dict[str, Any] = {"url": None, "title": None, "text": None, "html": None, "tags": (), "at": None}


def test_a_clip_keeps_what_was_given() -> None:
    given = NOTHING | {
        "url": URL,
        "title": " 岸壁を\n閉鎖 ",
        "text": "船は沖で待つ。",
        "tags": ("#港", " "),
        "at": AT,
    }
    clip = read_clip(clip_document(**given).decode(), "clip")
    assert (clip.url, clip.title, clip.words, clip.html) == (URL, "岸壁を 閉鎖", "船は沖で待つ。", None)
    assert (clip.tags, clip.at) == (("港",), AT)
    assert clip.part is not None


def test_what_was_marked_goes_before_the_page_around_it() -> None:
    clip = read_clip(clip_document(**NOTHING | {"text": "港。", "html": "<p>港。船。</p>"}).decode(), "clip")
    assert (clip.words, clip.html) == ("港。", None)


def test_a_share_target_puts_the_address_behind_the_words() -> None:
    clip = read_clip(clip_document(**NOTHING | {"text": f"岸壁を閉鎖した。 {URL}"}).decode(), "clip")
    assert (clip.words, clip.url) == ("岸壁を閉鎖した。", URL)
    bare = read_clip(clip_document(**NOTHING | {"title": "岸壁を閉鎖", "text": URL}).decode(), "clip")
    assert (bare.words, bare.title, bare.url, bare.part) == (None, "岸壁を閉鎖", URL, None)


@pytest.mark.parametrize(
    "given", [{}, {"url": URL}, {"title": "題だけ"}, {"text": "港。", "url": "javascript:alert(1)"}], ids=str
)
def test_nothing_to_clip_and_no_address_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(InputError):
        clip_document(**NOTHING | given)


@pytest.mark.parametrize(
    "document", ["[]", "{", '{"text": 3}', '{"at": "昨日"}', "[" * 100_000], ids=range(5)
)
def test_what_is_no_clip_is_told(document: str) -> None:
    with pytest.raises(InputError, match="not a clip"):
        read_clip(document, "clip")
