"""What `kirinuki export` writes opens in other people's tools: warcio finds nothing wrong with it, pywb replays its pages."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kirinuki.capture.answer import Fetched
from kirinuki.capture.replay import surt
from kirinuki.capture.webarchive import PagesWanted
from kirinuki.errors import InputError, NotFoundError
from kirinuki.flow import Archive
from kirinuki.flow.importing import TakenPage
from tests.capture.web_records import HTML

REPLAY = Path(sys.prefix) / "replay" / ("Scripts" if os.name == "nt" else "bin")
NOW = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
BODY = "港湾局の三崎報道官は30日、北浜港の第2岸壁を閉鎖したと発表した。けが人は約{}人に上る。</p><p>次の発表は翌日になるという。"
PAGE = "https://www.shimpo.example/News/1?b=2&a=1"
GIVEN = "https://minato.example/kiji.html"
NOTICE = "https://minato.example/oshirase"

with_pywb = pytest.mark.skipif(not (REPLAY / "python").exists(), reason="`make test` sets pywb up")


def page(people: int) -> bytes:
    return HTML.format(BODY.format(people)).encode("euc-jp")


def answer(people: int = 40, status: int = 200, url: str = PAGE) -> Fetched:
    headers = (
        ("content-type", "text/html; charset=EUC-JP"),
        ("content-encoding", "gzip"),
        ("content-length", "9"),
    )
    return Fetched(url, status, headers, page(people) if status == 200 else b"")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """A page that was looked at three times and then revised, one that was saved, and a text with no address."""
    with Archive.create(tmp_path_factory.mktemp("archive") / "記録") as archive:
        first = add(archive, answer(), NOW)
        add(archive, answer(), NOW + HOUR)
        archive.see_again(first, answer(status=304), now=NOW + 2 * HOUR)
        add(archive, answer(50), NOW + 3 * HOUR)
        archive.add(page(60), name="記事.html", url=GIVEN, now=NOW + 4 * HOUR)
        archive.add("岸壁は一日に開くという。".encode(), name="今日.txt", now=NOW + 5 * HOUR)
        add(archive, answer(70, url=NOTICE), NOW + dt.timedelta(days=3))
        yield archive


def add(archive: Archive, answer: Fetched, now: dt.datetime) -> str:
    return archive.add(
        answer.body, name=answer.url, url=answer.url, form="page", now=now, answer=answer
    ).capture


@pytest.fixture(scope="module")
def files(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("out")
    warc, wacz = folder / "記録.warc.gz", folder / "out.wacz"
    done = archive.export_warc(warc, wacz, now=NOW)
    assert (len(done.pages), len(done.records), done.without_address) == (4, 5, 1)
    return warc, wacz


def test_warcio_finds_nothing_wrong(files: tuple[Path, Path]) -> None:
    check = "import sys; from warcio.cli import main; sys.exit(main(['check', '-v', sys.argv[1]]))"
    done = subprocess.run([sys.executable, "-c", check, files[0]], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("digest pass") == 1 + 4


def told(archive: Archive) -> set[tuple[str, str]]:
    return {(article.uri, r.text) for article in archive.articles() for r in archive.revisions(article.id)}


@pytest.mark.parametrize("which", [0, 1], ids=["warc", "wacz"])
def test_kirinuki_takes_its_own_export_in_and_it_is_the_same(
    archive: Archive, files: tuple[Path, Path], tmp_path: Path, which: int
) -> None:
    with Archive.create(tmp_path / "again") as again:
        pages = again.take_web_archive(files[which], PagesWanted(), now=NOW + dt.timedelta(days=9))
        found = [item.url for item in pages if isinstance(item, TakenPage)]
        assert found == [PAGE, PAGE, GIVEN, NOTICE]
        assert told(again) == {text for text in told(archive) if text[0].startswith("https")}


def test_the_wacz_holds_what_its_contents_list_says(files: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(files[1]) as packed:
        assert {info.compress_type for info in packed.infolist()} == {zipfile.ZIP_STORED}
        told = json.loads(packed.read("datapackage.json"))
        assert told["wacz_version"] == "1.1.1"
        assert {item["path"] for item in told["resources"]} | {
            "datapackage.json",
            "datapackage-digest.json",
        } == set(packed.namelist())
        pages = [json.loads(line) for line in packed.read("pages/pages.jsonl").splitlines()]
        assert [(p["url"], p["title"]) for p in pages[1:]] == [
            (url, "北浜港を閉鎖") for url in (PAGE, PAGE, GIVEN, NOTICE)
        ]
        data = packed.read("archive/data.warc.gz")
        assert data == files[0].read_bytes()
        lines = packed.read("indexes/index.cdx").decode().splitlines()
        assert lines == sorted(lines)
        for line in lines:
            entry = json.loads(line.split(" ", 2)[2])
            assert data[int(entry["offset"]) :].startswith(b"\x1f\x8b")


@pytest.mark.parametrize(
    ("wanted", "urls"),
    [
        ({"since": dt.date(2026, 5, 3)}, [NOTICE]),
        ({"until": dt.date(2026, 5, 3)}, [PAGE, PAGE, GIVEN]),
        ({"outlet": "minato.example"}, [GIVEN, NOTICE]),
        ({"outlet": "minato.example", "until": dt.date(2026, 5, 3)}, [GIVEN]),
    ],
)
def test_what_goes_out_is_chosen_by_day_and_outlet(
    archive: Archive, tmp_path: Path, wanted: dict[str, object], urls: list[str]
) -> None:
    done = archive.export_warc(tmp_path / "x.warc.gz", None, now=NOW, **wanted)  # type: ignore[arg-type]
    assert [record.url for record in done.pages] == urls


def test_a_storyline_s_pages_go_out_by_themselves(archive: Archive, tmp_path: Path) -> None:
    archive.read_new()
    article = next(a for a in archive.articles() if a.uri.startswith("https://www.shimpo"))
    members = archive.storylines.members(article.id)
    done = archive.export_warc(tmp_path / "x.warc.gz", None, now=NOW, storyline=article.id)
    assert PAGE in {record.url for record in done.pages}
    # One of them has no address, and is counted.
    assert len({record.url for record in done.pages}) + done.without_address == len(members)


def test_what_cannot_be_written_is_said_and_leaves_nothing(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="outlet"):
        archive.export_warc(tmp_path / "x.warc.gz", None, now=NOW, outlet="無い新聞")
    with pytest.raises(InputError, match="folder"):
        archive.export_warc(tmp_path / "none" / "x.warc.gz", None, now=NOW)
    assert list(tmp_path.iterdir()) == []


@dataclass(frozen=True)
class Replay:
    """A pywb that serves the collections `warc` and `wacz`."""

    port: int

    def get(self, collection: str, at: dt.datetime, url: str, how: str = "id_") -> tuple[int, bytes, str]:
        """(status, body, the time that what was shown is of)"""
        address = f"http://127.0.0.1:{self.port}/{collection}/{at:%Y%m%d%H%M%S}{how}/{url}"
        try:
            with urllib.request.urlopen(address, timeout=60) as response:
                return response.status, response.read(), response.headers.get("Memento-Datetime", "")
        except urllib.error.HTTPError as e:
            return e.code, e.read(), ""


@pytest.fixture(scope="module")
def replay(files: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replay]:
    folder = tmp_path_factory.mktemp("pywb")
    manage = [REPLAY / "python", "-m", "pywb.manager.manager"]
    for name, file, how in (("warc", files[0], []), ("wacz", files[1], ["--unpack-wacz"])):
        for command in (["init", name], ["add", *how, name, str(file)]):
            subprocess.run([*manage, *command], cwd=folder, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = "from pywb.apps.cli import wayback; wayback()"
    arguments = ["-b", "127.0.0.1", "-p", str(port)]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            [REPLAY / "python", "-c", serve, *arguments], cwd=folder, stdout=log, stderr=log
        ) as process,
    ):
        try:
            until = time.monotonic() + 90
            while time.monotonic() < until and process.poll() is None:
                with socket.socket() as there:
                    if there.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.2)
            yield Replay(port)
        finally:
            process.send_signal(signal.SIGTERM)


@with_pywb
@pytest.mark.parametrize("collection", ["warc", "wacz"])
def test_pywb_replays_a_page_as_it_was_at_each_moment(replay: Replay, collection: str) -> None:
    status, body, at = replay.get(collection, NOW, PAGE)
    assert (status, body, at) == (200, page(40), "Fri, 01 May 2026 12:00:00 GMT")
    # The same bytes again show the same as of their own time; a 304, which pywb would show as just that, is not there.
    for hours in (1, 2):
        status, body, at = replay.get(collection, NOW + hours * HOUR - HOUR / 4, PAGE)
        assert (status, body, at) == (200, page(40), "Fri, 01 May 2026 13:00:00 GMT")
    status, body, at = replay.get(collection, NOW + 3 * HOUR, PAGE)
    assert (status, body) == (200, page(50))


@with_pywb
@pytest.mark.parametrize("collection", ["warc", "wacz"])
def test_pywb_shows_what_was_saved_by_hand_and_draws_pages_with_its_banner(
    replay: Replay, collection: str
) -> None:
    status, body, _ = replay.get(collection, NOW + 4 * HOUR, GIVEN)
    assert (status, body) == (200, page(60))
    status, body, _ = replay.get(collection, NOW + 4 * HOUR, GIVEN, "mp_")
    assert status == 200
    assert "三崎報道官".encode("euc-jp") in body
    assert replay.get(collection, NOW, "https://minato.example/none")[0] == 404


@with_pywb
def test_addresses_are_sorted_as_the_indexes_of_other_tools_sort_them() -> None:
    urls = [
        PAGE, GIVEN, "http://www2.A.example:80/", "https://a.example:8443/x/?Z=1&a", "https://a.b.example/%E6%B8%AF",
        "https://a.example/x//y/", "http://a.example", "https://a.example/?q=%E6%B8%AF&p",
    ]  # fmt: skip
    script = "import sys, json, surt; print(json.dumps([surt.surt(u) for u in json.load(sys.stdin)]))"
    done = subprocess.run(
        [REPLAY / "python", "-c", script], input=json.dumps(urls), capture_output=True, text=True, check=True
    )
    assert [surt(url) for url in urls] == json.loads(done.stdout)
