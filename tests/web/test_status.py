"""The state of the archive: what it holds, failing feeds, problems with their mend, hostile names as words."""

from __future__ import annotations

from pathlib import Path

import kirinuki
from kirinuki.model.watching import Subscription
from tests.web.conftest import NOW, Client


def test_counts_are_those_of_the_archive(client: Client, newspaper: Path) -> None:
    page = client.get("/status").text
    with kirinuki.open(newspaper) as archive:
        counts = archive.status()
    assert f"<dt>記事</dt><dd>{counts['articles']}</dd>" in page
    assert f"<dt>発言</dt><dd>{counts['statements']}</dd>" in page
    assert "使えなかったものはありません" in page and "見張っているフィードはありません" in page


def test_feeds_and_problems_are_told_and_stay_words(changing: Client, archive: Path) -> None:
    with kirinuki.open(archive) as opened:
        opened.feeds.follow(Subscription("https://shiomi.example/rss", "<b>潮見</b>"), now=NOW)
        opened.add(b'{"text": ""}\n', name="x.jsonl", now=NOW)
        message = opened.problems()[0].message
    page = changing.get("/status").text
    assert "&lt;b&gt;潮見&lt;/b&gt;" in page and "まだ見ていない" in page
    assert message.split("(")[0].strip() in page
    with kirinuki.open(archive) as opened:
        opened.feeds.decide("https://shiomi.example/rss", "pause", now=NOW)
    assert "休み" in changing.get("/status").text


def test_problems_are_paged(changing: Client, archive: Path) -> None:
    with kirinuki.open(archive) as opened:
        opened.add(b'{"text": ""}\n' * 130, name="x.jsonl", now=NOW)
        total = len(opened.problems())
    assert total == 130
    first, second = (changing.get(f"/status?after={n}").text for n in (0, 100))
    assert 'href="/status?after=100"' in first and 'href="/status?after=' not in second
