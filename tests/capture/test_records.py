from __future__ import annotations

import gzip
import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.capture.records import Flaw, Head, Place, Record, read_records, write_record
from tests.capture.web_records import arc, packed, warc

A, B, C = (warc(f"https://shimpo.example/{name}", f"<html>{name}</html>".encode()) for name in "ABC")
BAD_LENGTH = "bad Content-Length"


def read(data: bytes, **more: object) -> list[Record | Flaw]:
    return list(read_records(BytesIO(data), lambda _: True, **more))  # type: ignore[arg-type]


def names(found: list[Record | Flaw]) -> str:
    """The last letter of each record's address, `!` for a flaw."""
    return "".join("!" if isinstance(item, Flaw) else item.head.get("warc-target-uri")[-1:] for item in found)


def oddities(found: list[Record | Flaw]) -> str:
    return " ".join(item.why if isinstance(item, Flaw) else " ".join(item.odd) for item in found)


@pytest.mark.parametrize(
    "data",
    [
        A + B + C,
        packed(A, B, C),
        gzip.compress(A + B + C),
        packed(A) + B + packed(C),
        packed(A) + b"\0" * 512 + packed(B) + b"\r\n\r\n" + packed(C),
        packed(A, b"\r\n" + B, C),
        packed(A, B.replace(b"WARC-Target-URI", b"warc-target-uri").replace(b"Content-Length", b"content-length"), C),
        packed(A, B.replace(b"WARC/1.0", b"WARC/0.18"), C),
        packed(A, warc("https://shimpo.example/B", without="WARC-Date"), C),
        packed(A, warc("https://shimpo.example/B", without="WARC-Type"), C),
        packed(A, warc("https://shimpo.example/B", X_Long="x" * 60_000), C),
        packed(A, warc("https://shimpo.example/B", X_Folded="a\r\n b"), C),
    ],
    ids=[
        "plain", "gzip", "one member", "mixed", "padded", "blank before", "small letters", "old version", "no date",
        "no type", "long head", "folded field",
    ],
)  # fmt: skip
def test_every_record_is_read_however_it_is_laid_down(data: bytes) -> None:
    found = read(data)
    assert names(found) == "ABC"
    assert oddities(found).strip() == ""


@pytest.mark.parametrize("length", [3, 70_000, -5, "abc", "", 10**15])
@pytest.mark.parametrize("lay", [packed, lambda *r: b"".join(r), lambda *r: gzip.compress(b"".join(r))])
def test_a_wrong_length_costs_no_record(length: object, lay: object) -> None:
    wrong = warc("https://shimpo.example/B", b"<html>B</html>", Content_Length=length)
    found = read(lay(A, wrong, C), longest=1 << 20)  # type: ignore[operator]
    assert names(found).replace("!", "") in ("ABC", "AC")
    assert names(found)[-1] == "C" or length == 10**15
    assert BAD_LENGTH in oddities(found) or "too large" in oddities(found)
    for item in found:
        assert not isinstance(item, Record) or item.block.endswith(b"</html>")


@pytest.mark.parametrize(
    ("data", "there"),
    [
        (packed(A) + b"xxxxxxx" + packed(C), "A!C"),
        (packed(A, b"hello " * 300, C), "A!C"),
        (packed(A) + gzip.compress(B)[:-8] + bytes(8) + packed(C), "A!C"),
        (packed(A) + gzip.compress(B)[:40] + packed(C), "A!C"),
        (packed(A, C)[:-20], "A!"),
        ((A + C)[:-30], "A!"),
        (packed(A, gzip.compress(B), C), "A!C"),
        (packed(A, warc("https://shimpo.example/B", X_Long="x" * 200_000), C), "A!C"),
        (b"not an archive at all", "!"),
        (b"", ""),
    ],
    ids=[
        "garbage", "member of garbage", "checksum", "cut member", "cut off", "cut off plain", "packed twice",
        "endless head", "text", "empty",
    ],
)  # fmt: skip
def test_damage_costs_what_is_damaged_and_is_told(data: bytes, there: str) -> None:
    assert names(read(data)) == there


@pytest.mark.parametrize("fields", ["", "200 - - 812 x.arc "], ids=["version 1", "version 2"])
@pytest.mark.parametrize("lay", [packed, lambda *r: b"".join(r)], ids=["gzip", "plain"])
def test_arc_files_are_read(fields: str, lay: object) -> None:
    about = b"1 0 Archive\nURL IP-address Archive-date Content-type Archive-length\n"
    first = b"filedesc://x.arc 0.0.0.0 20011231010203 text/plain %d\n" % len(about) + about + b"\n"
    records = (
        first,
        arc("http://shimpo.example/A", fields=fields),
        arc("http://shimpo.example/a b", fields=fields),
    )
    found = read(lay(*records))  # type: ignore[operator]
    assert [item.head.type for item in found if isinstance(item, Record)] == [
        "warcinfo",
        "response",
        "response",
    ]
    assert names(found)[1:] == "Ab"
    assert isinstance(found[1], Record)
    assert found[1].head.get("warc-date") == "2001-12-31T01:02:03Z"
    assert found[1].block.endswith(b"<html>hi</html>")


def test_what_is_written_is_read_again() -> None:
    block = b"\r\n\r\nWARC/1.0\r\n\x00\xff"
    data = write_record({"WARC-Type": "resource", "WARC-Target-URI": "urn:x:港"}, block)
    (record,) = read(data)
    assert isinstance(record, Record)
    assert (record.block, record.head.get("warc-target-uri"), record.until) == (
        block,
        "urn:x:港",
        Place(len(data)),
    )


@pytest.mark.parametrize(
    "data", [A + B + C, packed(A, B, C), gzip.compress(A + B + C), packed(A) + B + packed(C)]
)
def test_reading_goes_on_at_the_place_of_any_record(data: bytes) -> None:
    found = [item for item in read(data) if isinstance(item, Record)]
    for n, record in enumerate(found):
        assert names(read(data, start=record.head.place)) == "ABC"[n:]
        assert names(read(data, start=record.until)) == "ABC"[n + 1 :]


def test_records_that_are_not_wanted_are_passed_over_and_told_of() -> None:
    def wanted(head: Head) -> bool:
        return head.get("warc-target-uri").endswith("B")

    passed: list[Place] = []
    found = list(read_records(BytesIO(packed(A, B, C)), wanted, passed=passed.append))
    assert names(found) == "B"
    assert len(passed) == 3


def test_a_wrong_length_of_what_is_not_wanted_is_told_since_it_may_have_cost_another_record() -> None:
    def wanted(head: Head) -> bool:
        return not head.get("warc-target-uri").endswith("B")

    wrong = warc("https://shimpo.example/B", Content_Length=90)
    lays = packed(A, wrong, C), A + wrong + C, gzip.compress(A + wrong + C)
    assert [names(list(read_records(BytesIO(lay), wanted))) for lay in lays] == ["A!C", "A!C", "A!"]


@given(st.sampled_from([A + B + C, packed(A, B, C), gzip.compress(A + B + C)]), st.data())
def test_whatever_is_done_to_a_file_it_is_read_to_its_end(data: bytes, draw: st.DataObject) -> None:
    at, until = sorted(draw.draw(st.tuples(st.integers(0, len(data)), st.integers(0, len(data)))))
    damaged = data[:at] + draw.draw(st.binary(max_size=30)) + data[until:]
    found = read(damaged, longest=1 << 16)
    assert "A" in names(found) or at < len(data) // 3 + 40 or data[:2] == b"\x1f\x8b"


@given(st.binary(max_size=300), st.sampled_from([b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08", b"http://a "]))
def test_any_bytes_are_read_to_their_end(data: bytes, begin: bytes) -> None:
    read(begin + data)


def test_memory_is_flat_whatever_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "bomb.warc.gz"
    bomb = gzip.compress(warc("https://shimpo.example/B", bytes(64 << 20)))
    path.write_bytes(packed(A) + bomb + packed(C))
    tracemalloc.start()
    with path.open("rb") as file:
        found = list(read_records(file, lambda _: True, longest=1 << 20))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert names(found) == "A!C"
    assert peak < 8 << 20
