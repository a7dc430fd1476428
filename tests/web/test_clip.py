"""Clips: handed in by form, share or bookmarklet, seen before they are filed, and filed only from this server's page."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from litestar.testing import TestClient

import kirinuki
from kirinuki.web import create_app, set_password
from kirinuki.web.clipping import KEY
from tests.web.conftest import URL, Client

NEW = "潮見県は２日、岸壁の点検を来週から始めると発表した。"
ELSEWHERE = {"Origin": "https://news.example"}


def token(client: Client) -> str:
    found = re.search(r'name="token" value="(\w+)"', client.get("/clip").text)
    assert found is not None
    return found[1]


def counted(archive: Path) -> int:
    with kirinuki.open(archive) as opened:
        return opened.status()["articles"]


def told(archive: Path) -> str:
    """Two sentences that the newspaper has already."""
    with kirinuki.open(archive) as opened:
        return "。".join(opened.current(next(iter(opened.articles())).id).text.split("。")[:2]) + "。"


def test_a_clip_is_seen_and_then_filed(changing: Client, archive: Path) -> None:
    before, old = counted(archive), told(archive)
    text = f"{old}{NEW}"
    seen = changing.post(
        "/clip",
        data={"token": token(changing), "text": text, "url": "https://shiomi.example/1", "title": "岸壁"},
    )
    assert seen.url.path.startswith("/clip/") and counted(archive) == before
    marked = "".join(re.findall(r"<mark>(.*?)</mark>", seen.text))
    assert "岸壁の点検を来週から" in re.sub(r"<[^>]+>", "", marked)
    assert old[-20:-1] not in marked
    filed = changing.post(
        f"{seen.url.path}/filed",
        data={"token": token(changing), "way": "one", "tags": "港、点検", "comment": "続報を待つ"},
    )
    assert filed.url.path.startswith("/articles/") and "岸壁" in filed.text
    assert counted(archive) == before + 1
    with kirinuki.open(archive) as opened:
        assert opened.search("タグ:点検").total == 1
    assert changing.get(seen.url.path).status_code == 404


def test_a_text_of_several_reports_is_shown_split_and_can_be_one(changing: Client, archive: Path) -> None:
    log = "\n\n".join(
        f"岸壁の点検{n}\n\n潮見県は{n}日、第{n}岸壁の点検を終えたと発表した。（2026年1月{n}日10時00分 潮見新報）"
        for n in (2, 3)
    )
    seen = changing.post("/clip", data={"token": token(changing), "text": log})
    assert "2件に分かれます" in seen.text and seen.text.count('class="line"') >= 2
    assert "一件です" in changing.get(f"{seen.url.path}?way=one").text
    before = counted(archive)
    changing.post(f"{seen.url.path}/filed", data={"token": token(changing), "way": "log"})
    assert counted(archive) == before + 2


def test_an_address_alone_is_expected_by_the_next_watch(changing: Client, archive: Path) -> None:
    seen = changing.post("/clip", data={"token": token(changing), "url": "https://shiomi.example/2"})
    assert "次の見張りで" in seen.text
    changing.post(f"{seen.url.path}/filed", data={"token": token(changing), "way": "one"})
    with kirinuki.open(archive) as opened:
        assert opened.status()["watched"] == 1


def test_what_cannot_be_clipped_comes_back_in_the_form(changing: Client) -> None:
    answer = changing.post(
        "/clip", data={"token": token(changing), "text": NEW, "url": "javascript:alert(1)"}
    )
    assert answer.status_code == 400 and NEW in answer.text and "not a URL" in answer.text


def test_a_share_fills_the_form_and_changes_nothing(client: Client) -> None:
    target = client.get("/manifest.webmanifest").json()["share_target"]
    assert target["method"] == "GET"
    shared = {target["params"]["text"]: NEW, target["params"]["title"]: '"><b>'}
    page = client.get(target["action"], params=shared).text
    assert NEW in page and "<b>" not in page


def test_a_bookmarklet_hands_in_a_draft_and_no_more(changing: Client, archive: Path) -> None:
    script = unquote(unescape(re.findall(r'href="(javascript:[^"]+)"', changing.get("/clip").text)[0]))
    key = (archive / KEY).read_text()
    assert key in script and f"{URL}/clip" in script
    changing.cookies.clear()
    given = {"token": key, "text": NEW, "url": "https://news.example/1"}
    answer = changing.post("/clip", files={k: (None, v) for k, v in given.items()}, headers=ELSEWHERE,
                           follow_redirects=False)  # fmt: skip
    assert answer.status_code == 303 and "set-cookie" not in answer.headers
    assert (
        changing.post(answer.headers["location"] + "/filed", data=given, headers=ELSEWHERE).status_code == 403
    )
    assert changing.post("/search/kept", data={"token": key, "q": "港"}, headers=ELSEWHERE).status_code == 403
    wrong = given | {"token": key[:-1] + "~"}
    assert changing.post("/clip", data=wrong, headers=ELSEWHERE).status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert NEW[:10] in changing.get(answer.headers["location"]).text


def test_a_draft_of_a_bookmarklet_is_shown_to_who_may_come_in(archive: Path) -> None:
    with TestClient(create_app(archive), base_url=URL) as client:
        client.get("/clip")
    key = (archive / KEY).read_text()
    set_password(archive, "hana", "mikan-no-hako")
    with TestClient(create_app(archive), base_url=URL) as client:
        given = {"token": key, "text": NEW}
        answer = client.post("/clip", data=given, headers=ELSEWHERE, follow_redirects=False)
        assert answer.status_code == 303
        assert client.get(answer.headers["location"]).url.path == "/login"
        assert client.post("/clip", data={"token": "", "text": NEW}).status_code == 401


def test_a_preview_leaves_the_archive_as_it_was(changing: Client, archive: Path) -> None:
    with kirinuki.open(archive) as opened:
        before = list(opened._store.rows())
    seen = changing.post("/clip", data={"token": token(changing), "text": told(archive) + NEW})
    assert seen.status_code == 200
    with kirinuki.open(archive) as opened:
        assert list(opened._store.rows()) == before
    assert changing.get("/clip/nosuch").status_code == 404


def test_a_whole_page_is_previewed_and_the_same_again_is_known(changing: Client, archive: Path) -> None:
    html = f"<!doctype html><title>岸壁を点検</title><article><h1>岸壁を点検</h1><p>{NEW}</p><p>{NEW[::-1]}</p></article>"
    given = {"token": token(changing), "url": "https://shiomi.example/3", "html": html}
    seen = changing.post("/clip", data=given)
    assert "新しい記事" in seen.text and "岸壁の点検を来週" in re.sub(r"<[^>]+>", "", seen.text)
    before = counted(archive)
    changing.post(f"{seen.url.path}/filed", data={"token": token(changing), "way": "one"})
    assert counted(archive) == before + 1
    assert "取り込み済み" in changing.post("/clip", data=given).text
