"""The map: the drawing and the list say the same, and every place leads to its articles."""

from __future__ import annotations

import re
from pathlib import Path

from litestar.testing import TestClient

import kirinuki
from kirinuki.web import create_app
from tests.web.conftest import NOW, URL, Client

TEXT = (
    "横浜市は２日、港の点検を始めた。広島市と札幌市、那覇市も続く。"
    "モスクワでは式典が、ロンドンでは会談が開かれた。府中市の会合は延びた。"
)


def test_the_drawing_and_the_list_say_the_same(archive: Path) -> None:
    with kirinuki.open(archive) as opened:
        report = f'{{"published": "2026-01-02", "outlet": "潮見新報", "title": "点検", "text": "{TEXT}"}}\n'
        opened.add(report.encode(), name="x.jsonl", now=NOW)
        opened.read_new()
        opened.weave_new()
    with TestClient(create_app(archive), base_url=URL) as client:
        page = client.get("/map?from_=2026-01-02&to=2026-01-02").text
    drawn = set(re.findall(r'<a href="#(place-\d+)" aria-label="([^ ]+) ', page))
    listed = set(
        re.findall(r'<li id="(place-\d+)" data-stop>\s*<h3><bdi>([^<]+)</bdi>', page.split('id="open"')[0])
    )
    assert drawn == listed and {"横浜市", "札幌市", "那覇市", "モスクワ"} <= {name for _, name in drawn}
    left = page.split('id="open"')[1]
    assert "府中市" in left and "広島県" in left and "東京都" in left
    assert page.count("<svg") == 2 and "style=" not in page


def test_a_period_is_bounded_and_may_be_empty(client: Client) -> None:
    assert "地名はありません" in client.get("/map?from_=2020-01-01&to=2020-01-02").text
    for query in ("from_=2026-01-02&to=2025-12-30", "from_=1900-01-01", "to=2025-12-31", "to=0001-01-01"):
        assert client.get(f"/map?{query}").status_code == 200, query
    assert client.get("/map?to=nonsense").status_code == 400
    assert client.get("/map?to=9999-12-31").status_code in (200, 400)
