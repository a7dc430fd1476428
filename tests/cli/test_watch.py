"""Pages by address, feeds and watching, over the command line, against a newspaper on loopback."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kirinuki.flow import Archive
from tests.conftest import Run
from tests.newspaper import CLOSED, HERE, OPENED, SHIPS, Newspaper, Reply, newspaper

pytestmark = pytest.mark.whole


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    with newspaper() as paper:
        yield paper


@pytest.fixture
def allowed(archive: Path) -> Path:
    """An archive that may fetch from loopback, without a gap."""
    with (archive / "kirinuki.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[fetch]\nallow = ["{HERE}"]\n[watch]\ngap = 0\n')
    return archive


def test_a_page_is_added_by_its_address_and_what_becomes_of_it_is_told(
    kirinuki: Run, allowed: Path, paper: Newspaper
) -> None:
    url = paper.put("/news/1", "第2岸壁を閉鎖", CLOSED)
    added = kirinuki("-C", allowed, "add", url, "--json")
    assert added.status == 0, added.err
    assert added.json["addresses"] == [{"url": url, "became": "new", "why": None}]
    assert [article["new"] for article in added.json["articles"]] == [True]
    assert "変わっていません" in kirinuki("-C", allowed, "add", url).err
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED, SHIPS)
    assert "改稿" in kirinuki("-C", allowed, "add", url).err
    paper.replies["/news/1"] = Reply(410)
    assert "なくなっています" in kirinuki("-C", allowed, "add", url).err
    changes = kirinuki("-C", allowed, "changes", "--json").json
    assert [change["kind"] for change in changes][-1] == "removed"
    assert [c["kind"] for c in kirinuki("-C", allowed, "changes", "--kind", "removed", "--json").json] == [
        "removed"
    ]
    assert kirinuki("-C", allowed, "changes", "--as-of", "2022-03-02", "--json").json == []
    told = kirinuki("-C", allowed, "changes")
    assert "取り下げ" in told.out and "410" in told.out
    status = kirinuki("-C", allowed, "status", "--json").json["counts"]
    assert (status["gone"], status["articles"], status["watched"]) == (1, 1, 1)


def test_what_is_no_page_is_said_with_the_mend(kirinuki: Run, allowed: Path, paper: Newspaper) -> None:
    feed = kirinuki("-C", allowed, "add", paper.feed("/rss.xml", "/news/1"))
    assert (feed.status, f"kirinuki watch --add {paper.site}/rss.xml" in feed.err) == (1, True)
    for path in ("/nowhere", "/busy"):
        paper.replies["/busy"] = Reply(503)
        none = kirinuki("-C", allowed, "add", paper.site + path, "--json")
        assert (none.status, len(none.json["problems"]), none.json["articles"]) == (1, 1, [])


def test_feeds_are_followed_listed_paused_and_exported(
    kirinuki: Run, allowed: Path, paper: Newspaper, tmp_path: Path
) -> None:
    feed = paper.feed("/rss.xml", "/news/1")
    link = f'<html><head><link rel="alternate" type="application/rss+xml" href="{feed}"></head><body>港</body></html>'
    paper.replies["/"] = Reply(body=link.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
    added = kirinuki("-C", allowed, "feeds", "add", paper.site + "/", "--outlet", "みなと新報", "--json")
    assert added.status == 0, added.err
    assert [(f["url"], f["outlet"], f["title"]) for f in added.json["added"]] == [
        (feed, "みなと新報", "みなと新報")
    ]
    exported = kirinuki("-C", allowed, "feeds", "export", "--opml")
    assert f'xmlUrl="{feed}"' in exported.out
    (tmp_path / "list.opml").write_text(exported.out.replace("/rss.xml", "/2.xml"), encoding="utf-8")
    assert kirinuki("-C", allowed, "feeds", "add", "list.opml").status == 0
    assert kirinuki("-C", allowed, "feeds", "pause", feed).status == 0
    listed = kirinuki("-C", allowed, "feeds", "list", "--json").json
    assert [(f["url"], f["paused"]) for f in listed] == [(feed, True), (paper.site + "/2.xml", False)]
    wrong = kirinuki("-C", allowed, "feeds", "remove", feed + "l")
    assert (wrong.status, feed in wrong.err) == (2, True)
    assert kirinuki("-C", allowed, "feeds", "remove", feed).status == 0
    assert len(kirinuki("-C", allowed, "feeds", "list").out.splitlines()) == 1
    del paper.replies["/rss.xml"]
    none = kirinuki(
        "-C", allowed, "feeds", "add", paper.put("/news/1", "第2岸壁を閉鎖", CLOSED), "nowhere.opml"
    )
    assert (none.status, "no feed found" in none.err, "nowhere.opml" in none.err) == (1, True, True)


def test_once_from_cron_takes_in_what_is_new_and_says_what_failed(
    kirinuki: Run, allowed: Path, paper: Newspaper
) -> None:
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED)
    paper.put("/news/2", "3日に再開", OPENED)
    feed = paper.feed("/rss.xml", "/news/1", "/news/2")
    kirinuki("-C", allowed, "feeds", "add", feed)
    planned = kirinuki("-C", allowed, "watch", "--dry-run", "--json").json
    assert [(p["url"], p["kind"]) for p in planned] == [(feed, "feed")]
    once = kirinuki("-C", allowed, "watch", "--once", "--json")
    assert once.status == 0, once.err
    assert (once.json["feeds"], once.json["pages"], once.json["left"]) == (1, {"new": 2}, 0)
    assert [event["what"] for event in once.json["events"]] == ["feed", "page", "page", "woven"]
    assert kirinuki("-C", allowed, "watch", "--once", "--json").json["requests"] == 0
    paper.replies["/busy.xml"] = Reply(500)
    kirinuki("-C", allowed, "feeds", "add", paper.feed("/later.xml"))
    paper.replies["/later.xml"] = Reply(500)
    failed = kirinuki("-C", allowed, "watch", "--once")
    assert (failed.status, "500" in failed.err) == (1, True)
    status = kirinuki("-C", allowed, "status")
    assert "later.xml" in status.out and "500" in status.out


def test_rules_of_alerts_are_followed_when_asked_for(kirinuki: Run, allowed: Path, paper: Newspaper) -> None:
    with (allowed / "kirinuki.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[[alerts]]\nname = "港"\nwords = ["岸壁"]\n')
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED)
    kirinuki("-C", allowed, "feeds", "add", paper.feed("/rss.xml", "/news/1"))
    assert "港" in kirinuki("-C", allowed, "watch", "--once", "--alert").err


def started(archive: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kirinuki", "-C", archive, "watch", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUTF8": "1"},
    )


def test_ctrl_c_finishes_what_is_in_hand(kirinuki: Run, allowed: Path, paper: Newspaper) -> None:
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED)
    kirinuki("-C", allowed, "feeds", "add", paper.feed("/rss.xml", "/news/1"))
    with started(allowed) as running:
        assert running.stdout is not None
        events = []
        for line in running.stdout:
            events.append(json.loads(line))
            if events[-1]["what"] == "waiting":
                running.send_signal(signal.SIGTERM)
                break
        assert running.wait(20) == 0
        assert running.stderr is not None and "finishing" in running.stderr.read()
    assert [event["what"] for event in events] == ["feed", "page", "woven", "waiting"]
    assert kirinuki("-C", allowed, "status", "--json").json["counts"]["articles"] == 1


def test_killed_in_the_middle_the_next_run_goes_on_without_half_a_capture(
    kirinuki: Run, allowed: Path, paper: Newspaper
) -> None:
    count = 30
    paths = [f"/news/{n}" for n in range(count)]
    for n, path in enumerate(paths):
        paper.put(path, f"{n}番の船が入港", f"{n}番の船が1日、みなと港に入港した。{SHIPS}")
    kirinuki("-C", allowed, "feeds", "add", paper.feed("/rss.xml", *paths))
    for kill_after in (2, 9, 17):
        with started(allowed) as running:
            assert running.stdout is not None
            for seen, _ in enumerate(running.stdout, 1):
                if seen == kill_after:
                    break
            running.kill()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        once = kirinuki("-C", allowed, "watch", "--once", "--json").json
        if once["left"] == 0:
            break
    asked = [path for path, _ in paper.asked if path.startswith("/news/")]
    counts = kirinuki("-C", allowed, "status", "--json").json["counts"]
    assert (counts["articles"], counts["revisions"], counts["captures"], counts["problems"]) == (
        count,
        count,
        count,
        0,
    )
    # What was on its way when it was killed is asked for once more, and nothing else.
    assert count <= len(asked) <= count + 3 * 2
    assert kirinuki("-C", allowed, "rebuild").status == 0
    again = kirinuki("-C", allowed, "status", "--json").json["counts"]
    assert again == counts


POCKET = "title,url,time_added,tags,status\n第2岸壁を閉鎖 - みなと新報,{0}/news/1,1646100000,港|防災,unread\n"
NETSCAPE = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<DL><p>
<DT><A HREF="{0}/news/2" ADD_DATE="1646103600" TAGS="祭り">港まつりに3万人</A>
<DD>来年も行きたい。
<DT><A HREF="{0}/news/3" ADD_DATE="1646103600">もうない記事</A>
<DT><A HREF="{0}/news/1" ADD_DATE="1646103600">第2岸壁を閉鎖｜みなと新報</A>
</DL><p>
"""


def test_bookmarks_become_their_pages_with_the_persons_tags_and_words_beside_them(
    kirinuki: Run, allowed: Path, paper: Newspaper, tmp_path: Path
) -> None:
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED)
    paper.put("/news/2", "港まつりに3万人", SHIPS)
    (tmp_path / "ril.csv").write_text(POCKET.format(paper.site), encoding="utf-8")
    (tmp_path / "しおり.html").write_text(NETSCAPE.format(paper.site), encoding="utf-8")
    imported = kirinuki("-C", allowed, "import", "ril.csv", "しおり.html", "--fetch", "--json")
    assert imported.status == 0, imported.err
    assert [imported.json[name] for name in ("bookmarks", "expected")] == [4, 3]
    assert paper.paths() == []
    watched = kirinuki("-C", allowed, "watch", "--once")
    assert sorted(paper.paths()) == ["/news/1", "/news/2", "/news/3"], watched.err
    articles = {
        f"{paper.site}/news/1": ("第2岸壁を閉鎖", CLOSED),
        f"{paper.site}/news/2": ("港まつりに3万人", SHIPS),
        f"{paper.site}/news/3": ("もうない記事", "もうない記事"),
    }
    with Archive.open(allowed) as archive:
        found = {article.uri: archive.current(article.id) for article in archive.articles()}
        assert {uri: (each.title, each.text) for uri, each in found.items()} == articles
        day = dt.date(2022, 3, 1)
        digest = archive.digest(day, day + dt.timedelta(days=1))
        assert {"港", "防災", "祭り"} <= set(digest.tags)
        comments = [item.comment for item in digest.items() if item.comment]
        assert comments == ["来年も行きたい。"]
        traced = archive.trace(f"{found[f'{paper.site}/news/1'].id}:0-{len(CLOSED)}")
        assert (traced.capture.came_from, traced.evidence.text) == (f"{paper.site}/news/1", CLOSED)
    again = kirinuki("-C", allowed, "import", "ril.csv", "しおり.html", "--fetch", "--json")
    assert [again.json[name] for name in ("new", "expected")] == [0, 0]
