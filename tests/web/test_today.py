"""The page of a day: what is new first, days beside it, and parts that stay small."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from litestar.testing import TestClient

import kirinuki
from kirinuki.model.article import JAPAN
from kirinuki.web import create_app
from kirinuki.web.sittings import Sitting
from tests.web.conftest import URL, Client

MORNING = dt.datetime(2026, 1, 3, 7, 0, tzinfo=JAPAN)
NEXT_DAY = dt.timedelta(days=1)
TEXT = "北浜市は２日、岸壁の検査を終えた。"
REPORT = (
    f'{{"title": "岸壁の検査おわる", "published": "2026-01-02", "outlet": "北浜新報", "text": "{TEXT}"}}\n'
)


def add(archive: Path, report: str, now: dt.datetime) -> None:
    with kirinuki.open(archive) as opened:
        opened.add(report.encode(), name=f"{now:%d%H%M}.jsonl", now=now)
        opened.read_new()
        opened.weave_new()


def test_the_first_page_is_that_of_the_last_day_with_articles(client: Client) -> None:
    page = client.get("/").text
    assert "2026年1月1日（木）" in page
    assert 'href="/days/2025-12-31"' in page
    assert 'rel="next"' not in page.split("</nav>")[1]


def test_the_days_are_walked_through(client: Client) -> None:
    page = client.get("/days/2025-12-30").text
    assert 'rel="prev" href="/days/2025-12-29"' in page and 'rel="next" href="/days/2025-12-31"' in page
    assert (
        client.get("/days?day=2025-12-30", follow_redirects=False).headers["location"] == "/days/2025-12-30"
    )
    empty = client.get("/days/2024-02-03")
    assert empty.status_code == 200 and "この日の記事はありません" in empty.text


def test_a_day_that_is_none_is_not_found(client: Client) -> None:
    assert client.get("/days/2025-13-40").status_code in (400, 404)
    assert client.get("/days?day=tomorrow").status_code == 400
    for day in ("0001-01-01", "9999-12-31"):
        assert client.get(f"/days/{day}").status_code == 404
    assert client.get("/days/1900-01-01?part=-3").status_code == 200


def test_what_came_since_the_last_visit_stands_first(archive: Path) -> None:
    now = MORNING
    with TestClient(create_app(archive, clock=lambda: now), base_url=URL) as client:
        assert "前回から新しいこと" not in client.get("/").text
        add(archive, REPORT, MORNING + dt.timedelta(hours=5))
        now = MORNING + NEXT_DAY
        page = client.get("/").text
        assert page.index("前回から新しいこと") < page.index("岸壁の検査を終えた") < page.index('id="paper"')
        assert client.get("/").text == page  # the sitting goes on
        assert "岸壁の検査を終えた" in client.get("/new").text
        now += NEXT_DAY
        assert "前回のあと、新しいことはありません" in client.get("/").text


def test_a_visit_ends_when_the_reader_says_so(archive: Path) -> None:
    now = MORNING
    with TestClient(create_app(archive, clock=lambda: now), base_url=URL) as client:
        client.get("/")
        add(archive, REPORT, MORNING + dt.timedelta(hours=5))
        now = MORNING + NEXT_DAY
        token = re.search(r'name="token" value="(\w+)"', client.get("/").text)
        assert token is not None
        page = client.post("/sitting", data={"token": token[1]}).text
        assert "前回のあと、新しいことはありません" in page


def test_a_visit_cookie_that_says_nothing_is_a_first_visit() -> None:
    early = "0001-01-01T00:00:00+09:00"
    unzoned = "2026-01-01T00:00:00"
    for cookie in ("", "~", "~~", "yesterday~~", f"{unzoned}~~{unzoned}", "a~b~c~d", f"{early}~~{early}"):
        assert Sitting.of(cookie, MORNING) == Sitting(None, None, MORNING)


def test_a_visit_survives_its_cookie() -> None:
    sitting = Sitting(MORNING, MORNING + NEXT_DAY, MORNING + NEXT_DAY)
    assert Sitting.of(sitting.cookie, sitting.at) == sitting


def test_a_long_day_is_cut_into_parts_whose_links_find_each_other(client: Client) -> None:
    whole = client.get("/days/2025-12-30")
    last = int(re.findall(r"part=(\d+)", whole.text)[-1])
    parts = [client.get(f"/days/2025-12-30?part={n}").text for n in range(1, last + 1)]
    assert last >= 2 and all(len(part.encode()) < 100_000 for part in parts)
    ids = [set(re.findall(r'\sid="([^"]+)"', part)) for part in parts]
    reports = [id for part in parts for id in re.findall(r'<article id="(report-\d+)"', part)]
    assert reports == [f"report-{n}" for n in range(1, 10)]
    for n, part in enumerate(parts):
        for link in re.findall(r'href="(?:/days/2025-12-30)?([^"/]*#[^"]+)"', part):
            query, _, anchor = link.partition("#")
            there = int(query.removeprefix("?part=")) - 1 if query else n
            assert anchor in ids[there], link


def test_a_report_too_long_for_a_page_is_cut(archive: Path) -> None:
    text = "".join(
        f"北浜市は{n}日目の岸壁の検査で、水深{n}メートルの所を確かめたと発表した。\\n" for n in range(900)
    )
    add(archive, REPORT.replace(TEXT, text), MORNING)
    with TestClient(create_app(archive), base_url=URL) as client:
        answer = client.get("/days/2026-01-02")
        assert answer.status_code == 200 and len(answer.content) < 100_000
        assert "0日目" in answer.text


def test_every_item_has_its_way_back_and_its_article(client: Client) -> None:
    page = client.get("/days/2025-12-30").text
    trace = client.get(re.findall(r'href="(/trace/[^"]+)"', page)[0])
    assert trace.status_code == 200 and "確かめました" in trace.text and "<mark>" in trace.text
    assert client.get(re.findall(r'href="(/articles/[^"]+)"', page)[0]).status_code == 200
    assert re.search(r"記事\d+・独立\d+", client.get("/days/2025-12-29").text)


def test_a_page_is_made_again_when_the_archive_changed(archive: Path) -> None:
    with TestClient(create_app(archive), base_url=URL) as client:
        before = client.get("/days/2026-01-02")
        assert "記事0本" in before.text
        again = client.get("/days/2026-01-02", headers={"If-None-Match": before.headers["etag"]})
        assert again.status_code == 304 and not again.content
        add(archive, REPORT, MORNING)
        after = client.get("/days/2026-01-02", headers={"If-None-Match": before.headers["etag"]})
        assert after.status_code == 200 and "岸壁の検査を終えた" in after.text


def test_an_empty_archive_says_how_to_begin(tmp_path: Path) -> None:
    kirinuki.Archive.create(tmp_path / "空").close()
    with TestClient(create_app(tmp_path / "空"), base_url=URL) as client:
        assert "kirinuki add" in client.get("/").text
