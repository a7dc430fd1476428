"""Notes in the article and together: made without a script, shown where their words stand, removed, exported."""

from __future__ import annotations

import re
from pathlib import Path

import kirinuki
from tests.web.conftest import Client, addresses


def test_a_note_is_made_shown_and_removed(changing: Client, archive: Path) -> None:
    address = addresses(archive)["article"]
    id = address.rpartition("/")[2]
    with kirinuki.open(archive) as opened:
        words = opened.current(id).text.split("。")[0][-8:]
    page = changing.get(address).text
    token = re.findall(r'name="token" value="(\w+)"', page)[0]
    given = {"token": token, "words": words, "note": "<b>続報</b>を待つ"}
    page = changing.post(f"{address}/notes", data=given).text
    assert "&lt;b&gt;続報&lt;/b&gt;を待つ" in page and 'class="noted"' in page
    together = changing.get("/notes").text
    assert words in together and address in together
    told = changing.get("/notes.jsonld")
    assert told.headers["content-type"].startswith("application/ld+json")
    (annotation,) = told.json()
    assert annotation["target"]["selector"][1]["exact"] == words
    drop = re.findall(r'action="(/notes/[^"]+/drop)"', page)[0]
    changing.post(drop, data={"token": token, "next": "/notes"})
    assert "まだ覚え書きはありません" in changing.get("/notes").text


def test_words_that_are_not_there_are_told(changing: Client, archive: Path) -> None:
    address = addresses(archive)["article"]
    token = re.findall(r'name="token" value="(\w+)"', changing.get(address).text)[0]
    for words in ("ありえない言葉", ""):
        answer = changing.post(f"{address}/notes", data={"token": token, "words": words})
        assert answer.status_code == 404 and "そのとおりの言葉はありません" in answer.text


def test_a_highlight_survives_the_next_revision_and_says_so(changing: Client, archive: Path) -> None:
    address = addresses(archive)["article"]
    with kirinuki.open(archive) as opened:
        first, *_, last = opened.revisions(address.rpartition("/")[2])
    words = next(line[:12] for line in first.text.split("。") if len(line) > 12 and line[:12] in last.text)
    page = changing.get(f"{address}?revision={first.id}").text
    token = re.findall(r'name="token" value="(\w+)"', page)[0]
    at = first.text.index(words)
    item = f"{first.id}:{at}-{at + len(words)}"
    changing.post(f"{address}/notes", data={"token": token, "item": item, "words": words, "note": ""})
    before, now = changing.get(f"{address}?revision={first.id}").text, changing.get(address).text
    assert "前の版から移しました" in now and "前の版から移しました" not in before
    assert all(re.search(r'class="[^"]*\bnoted\b', page) for page in (before, now))
    assert words in re.findall(r"<blockquote[^>]*><p><mark>(.*?)</mark>", now)
