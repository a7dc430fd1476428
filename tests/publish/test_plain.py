from __future__ import annotations

import datetime as dt
import re

import pytest
from markdown_it import MarkdownIt
from syrupy.assertion import SnapshotAssertion

from kirinuki.publish.plain import digest_markdown, digest_text
from kirinuki.publish.setting import columns
from tests.ask import lighthouse
from tests.publish import hostile

COMMENTS = {"kitayama1:46-77": "会見の全文は市のサイトにある。\n続報を待つ。"}
MADE = dt.datetime(2025, 4, 12, 6, 5, tzinfo=dt.UTC)


def test_text(snapshot: SnapshotAssertion) -> None:
    assert digest_text(lighthouse.digest(COMMENTS), title="岬の記録", version="0.0", made=MADE) == snapshot


def test_markdown(snapshot: SnapshotAssertion) -> None:
    assert (
        digest_markdown(lighthouse.digest(COMMENTS), title="岬の記録", version="0.0", made=MADE) == snapshot
    )


@pytest.mark.parametrize("width", [40, 76])
def test_no_line_of_text_is_wider_than_asked(width: int) -> None:
    text = digest_text(lighthouse.digest(COMMENTS), title="岬の記録", version="0.0", width=width)
    assert all(columns(line) <= width for line in text.split("\n"))


def test_every_shown_word_is_in_the_text() -> None:
    text = "".join(digest_text(lighthouse.digest(), title="岬の記録", version="0.0").split())
    for item in lighthouse.digest().items():
        assert item.text in text
        assert item.id in text


def test_hostile_words_stay_words_in_markdown() -> None:
    markdown = digest_markdown(hostile.digest(), title=hostile.TITLE, version="0.0")
    html = MarkdownIt("commonmark").render(markdown)
    headings, blocks, inline = (
        {"h1", "h2", "h3"},
        {"p", "ul", "li", "blockquote", "hr"},
        {"a", "code", "em", "ins", "del"},
    )
    assert set(re.findall(r"<(\w+)", html)) <= headings | blocks | inline
    assert re.findall(r'href="([^"]*)"', html) == ["https://good.example/path?q=1&amp;r=2"]
    assert "# 見出し" in html and "*太字*" in html
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f]", markdown)


def test_no_control_character_reaches_a_terminal() -> None:
    text = digest_text(hostile.digest(), title=hostile.TITLE, version="0.0")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
