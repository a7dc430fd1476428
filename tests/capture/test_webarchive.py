from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest

from kirinuki.capture.records import Place
from kirinuki.capture.wacz import parts_of
from kirinuki.capture.webarchive import LONGEST, Left, Page, PagesWanted, Part, is_web_archive
from kirinuki.errors import InputError
from tests.capture.test_packing import chunked
from tests.capture.web_records import HEAD, HTML, arc, packed, warc

BODY = "港湾局の三崎報道官は30日、北浜港の第2岸壁を閉鎖したと発表した。けが人は約40人に上る。"


def page(n: int = 1) -> bytes:
    return HTML.format(f"{BODY}{n}回目の発表である。").encode()


def told(*fields: str) -> bytes:
    """An HTTP head with more fields."""
    return HEAD[:-2] + "".join(f"{field}\r\n" for field in fields).encode() + b"\r\n"


def read(path: Path, **wanted: Any) -> tuple[list[Page], list[Left], dict[str, int]]:
    pages: list[Page] = []
    left: list[Left] = []
    counted: dict[str, int] = {}
    with parts_of(path) as parts:
        for part in parts:
            if isinstance(part, Left):
                left.append(part)
                continue
            for item in part.pages(PagesWanted(**wanted)):
                (pages if isinstance(item, Page) else left).append(item)  # type: ignore[arg-type]
            for why, count in part.left.items():
                counted[why.partition(" (")[0]] = counted.get(why.partition(" (")[0], 0) + count
    return pages, left, counted


def write(path: Path, *records: bytes, name: str = "x.warc.gz") -> Path:
    (path / name).write_bytes(packed(*records))
    return path / name


def wacz(path: Path, files: dict[str, bytes], compression: int = zipfile.ZIP_STORED, **digests: str) -> Path:
    """A WACZ of these files; `digests` are of files in archive/, by their names' stems, instead of the right ones."""
    resources = [
        {
            "path": name,
            "hash": digests.get(Path(name).name.partition(".")[0])
            or f"sha256:{hashlib.sha256(data).hexdigest()}",
            "bytes": len(data),
        }
        for name, data in files.items()
    ]
    with zipfile.ZipFile(path / "x.wacz", "w", compression) as made:
        for name, data in files.items():
            made.writestr(name, data)
        made.writestr("datapackage.json", json.dumps({"profile": "data-package", "resources": resources}))
    return path / "x.wacz"


def test_a_page_comes_with_its_address_its_time_and_its_headers(tmp_path: Path) -> None:
    (found,), left, _ = read(write(tmp_path, warc("https://shimpo.example/1", page())))
    assert left == []
    assert (found.url, found.body, found.form) == ("https://shimpo.example/1", page(), "page")
    assert found.captured_at == dt.datetime(2022, 12, 31, 1, 2, 3, tzinfo=dt.UTC)
    assert found.answer is not None
    assert found.answer.header("content-type") == "text/html; charset=utf-8"
    assert found.place == Place(0)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (gzip.compress(page()), ["Content-Encoding: gzip"]),
        (brotli.compress(page()), ["content-encoding: br"]),
        (chunked(page()), ["Transfer-Encoding: chunked"]),
        (chunked(gzip.compress(page())), ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
        (page(), ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
        (
            page(),
            [
                "X-Crawler-Content-Encoding: gzip",
                "X-Crawler-Content-Length: 9",
                f"Content-Length: {len(page())}",
            ],
        ),
        (page(), ["Content-Length: 3", "Content-Length: 5", "Set-Cookie: a", "Set-Cookie: b"]),
    ],
    ids=["gzip", "br", "chunked", "both", "neither", "Common Crawl", "twice"],
)
def test_bodies_are_unpacked_however_they_were_kept(tmp_path: Path, body: bytes, fields: list[str]) -> None:
    (found,), left, _ = read(write(tmp_path, warc(body=body, http=told(*fields))))
    assert (found.body, left) == (page(), [])


def test_records_of_every_other_kind_are_passed_over_and_counted(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        warc(type="warcinfo", http=b"", body=b"software: x"),
        warc(type="request", http=b"GET / HTTP/1.1\r\n\r\n", body=b""),
        warc(type="metadata", http=b"", body=b"{}"),
        warc(type="revisit", body=b""),
        warc(type="conversion", http=b"", body=b"text"),
        warc(body=page(), http=HEAD.replace(b"200 OK", b"404 Not Found")),
        warc(body=b"\x89PNG", http=HEAD.replace(b"text/html; charset=utf-8", b"image/png")),
        warc(body=b"<html>English only</html>"),
        warc(body=b"", http=HEAD),
        warc("dns:shimpo.example", body=b"", type="resource", http=b""),
        warc("https://shimpo.example/r", page(), type="resource", http=b"", Content_Type="text/html"),
        warc("https://shimpo.example/s", b"a{}", type="resource", http=b"", Content_Type="text/css"),
    )
    pages, left, counted = read(path)
    assert ([p.url for p in pages], left) == (["https://shimpo.example/r"], [])
    assert pages[0].answer is None
    assert counted == {
        "頁でない記録": 3, "revisit の記録": 1, "conversion の記録": 1, "答えが 404": 1, "HTML でない": 2,
        "日本語でない": 1, "空": 1, "http でない住所": 1,
    }  # fmt: skip


def test_what_cannot_be_used_is_told_with_its_place_and_the_others_go_on(tmp_path: Path) -> None:
    bad = [
        warc(body=gzip.compress(page())[:-20], http=told("Content-Encoding: gzip")),
        warc(body=gzip.compress(bytes(LONGEST + 1)), http=told("Content-Encoding: gzip")),
        warc(body=bytes(LONGEST + 1)),
        warc(body=b"not HTTP at all", http=b""),
        warc(body=b"\x00\x01\x02" * 500),
        warc(body=page(), http=told("Content-Encoding: zstd")),
    ]
    pages, left, _ = read(write(tmp_path, *bad, warc("https://shimpo.example/last", page())))
    assert [p.url for p in pages] == ["https://shimpo.example/last"]
    assert len(left) == len(bad)
    assert all(item.place is not None and item.why and item.what for item in left)


def test_only_the_pages_that_are_wanted_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        warc("https://www.shimpo.example/a", page(), WARC_Date="2022-12-30T14:59:59Z"),
        warc("https://news.shimpo.example/b", page(), WARC_Date="2022-12-30T15:00:00Z"),
        warc("https://notshimpo.example/c", page(), WARC_Date="2022-12-31T15:00:00Z"),
        warc("https://minato.example/d", b"<html>English only</html>", without="WARC-Date"),
        warc("https://minato.example/e", BODY.encode(), http=HEAD.replace(b"html", b"plain")),
    )

    def names(**wanted: Any) -> str:
        return "".join(p.url[-1] for p in read(path, **wanted)[0])

    assert names() == "abc"
    assert names(hosts=frozenset(["shimpo.example"])) == "ab"
    # The days are Japan's.
    assert names(since=dt.date(2022, 12, 31), until=dt.date(2023, 1, 1)) == "b"
    assert names(any_language=True) == "abcd"
    assert names(any_text=True) == "abce"


def test_a_record_without_a_date_has_that_of_its_answer(tmp_path: Path) -> None:
    http = told("Date: Sat, 31 Dec 2022 01:00:00 GMT")
    path = write(
        tmp_path, warc(body=page(), http=http, without="WARC-Date"), warc(body=page(), without="WARC-Date")
    )
    pages, _, _ = read(path)
    assert [p.captured_at for p in pages] == [dt.datetime(2022, 12, 31, 1, tzinfo=dt.UTC), None]


@pytest.mark.parametrize(
    ("digest", "odd"),
    [
        (lambda block: f"sha1:{base64.b32encode(hashlib.sha1(block).digest()).decode()}", False),
        (lambda block: f"sha256:{hashlib.sha256(block).hexdigest()}", False),
        (lambda block: f"blake3:{len(block)}", False),
        (lambda block: f"sha1:{'A' * 32}", True),
    ],
)
def test_a_page_with_a_wrong_digest_is_taken_and_that_is_told(
    tmp_path: Path, digest: Callable[[bytes], str], odd: bool
) -> None:
    made = warc(body=page(), WARC_Block_Digest=digest(HEAD + page()))
    (found,), left, _ = read(write(tmp_path, made))
    assert (bool(found.odd), left) == (odd, [])


def test_pages_of_arc_files_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, arc("http://shimpo.example/1", page()), name="old.arc.gz")
    (found,), _, _ = read(path)
    assert (found.body, found.captured_at) == (page(), dt.datetime(2001, 12, 31, 1, 2, 3, tzinfo=dt.UTC))


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_warc_files_of_a_wacz_are_read(tmp_path: Path, compression: int) -> None:
    files = {
        f"archive/{name}.warc.gz": packed(
            *(warc(f"https://shimpo.example/{name}{n}", page(n)) for n in range(3))
        )
        for name in "ab"
    }
    pages, left, _ = read(wacz(tmp_path, files | {"indexes/x.cdx": b""}, compression))
    assert [p.url[-2:] for p in pages] == ["a0", "a1", "a2", "b0", "b1", "b2"]
    assert left == []


def test_a_wacz_that_lists_its_pages_gives_those(tmp_path: Path) -> None:
    listed = b'{"format": "json-pages-1.0"}\n{"url": "https://shimpo.example/1", "ts": "x"}\nno json\n[]\n{"url": []}\n'
    records = packed(warc("https://shimpo.example/1", page()), warc("https://ads.example/2", page(2)))
    pages, _, counted = read(wacz(tmp_path, {"archive/a.warc.gz": records, "pages/pages.jsonl": listed}))
    assert [p.url for p in pages] == ["https://shimpo.example/1"]
    assert counted == {"目録に頁として挙がっていない": 1}


def test_what_is_wrong_with_a_wacz_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    records = packed(warc("https://shimpo.example/1", page()))
    files = {
        "archive/a.warc.gz": records,
        "archive/bomb.warc": bytes(3 << 20),
        "../../out.warc.gz": records,
        "/tmp/out.warc.gz": records,
        "archive\\..\\..\\out.warc.gz": records,
        "archive/\x1b[2J.warc.gz": records,
    }
    path = wacz(tmp_path, files, zipfile.ZIP_DEFLATED, a=f"sha256:{'0' * 64}")
    pages, left, _ = read(path)
    assert [p.url for p in pages] == ["https://shimpo.example/1"]
    whys = sorted(item.why.partition(" (")[0] for item in left)
    assert [why for why in whys if why != "目録にあるが無い"] == [
        "外を指す名", "外を指す名", "外を指す名", "大きすぎる", "見せられない名", "記録された値と違う",
    ]  # fmt: skip
    assert all(item.what.isprintable() for item in left)
    assert [p.name for p in tmp_path.iterdir()] == ["x.wacz"]


def test_a_wacz_without_a_contents_list_is_read_and_said(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.wacz", "w") as made:
        made.writestr("archive/a.warc.gz", packed(warc("https://shimpo.example/1", page())))
    pages, (left,), _ = read(tmp_path / "x.wacz")
    assert (len(pages), left.why) == (1, "目録が読めない (no datapackage.json)")


def test_what_is_no_wacz_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.wacz").write_bytes(b"no ZIP file")
    with pytest.raises(InputError, match="ZIP"):
        read(tmp_path / "x.wacz")


def test_web_archives_are_known_by_their_names() -> None:
    names = ("a.warc", "A.WARC.GZ", "a.arc", "a.arc.gz", "a.wacz")
    assert all(map(is_web_archive, names))
    assert not any(map(is_web_archive, ("a.gz", "warc", "a.txt", "https://a.example/warc")))


def test_reading_goes_on_at_a_page_s_end(tmp_path: Path) -> None:
    path = write(tmp_path, *(warc(f"https://shimpo.example/{n}", page(n)) for n in range(4)))
    with parts_of(path) as parts:
        (part,) = parts
        assert isinstance(part, Part)
        second = [item for item in part.pages(PagesWanted()) if isinstance(item, Page)][1]
        rest = [item.url for item in part.pages(PagesWanted(), start=second.until) if isinstance(item, Page)]
    assert rest == ["https://shimpo.example/2", "https://shimpo.example/3"]
