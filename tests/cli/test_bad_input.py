"""Bad input: a clear error or a Problem, nothing lost, no traceback (the `kirinuki` fixture asserts that)."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

pytestmark = pytest.mark.whole

REPORT = "港湾局の三崎報道官は30日、北浜港の第2岸壁を閉鎖したと発表した。\n"
DAY = ("--published", "2025-12-31")


@pytest.mark.parametrize(
    ("data", "mentioned"),
    [
        (b"", "空"),
        (b"   \n\n", "空"),
        (bytes(range(256)) * 8, "バイナリ"),
        (b"\xff\xff\xfe\xfd" * 9, "文字コード"),
    ],
    ids=["empty", "blank", "binary", "unknown"],
)
def test_what_cannot_be_read_is_named_and_the_others_go_on(
    kirinuki: Run, archive: Path, tmp_path: Path, data: bytes, mentioned: str
) -> None:
    (tmp_path / "悪い.txt").write_bytes(data)
    (tmp_path / "良い.txt").write_text(REPORT, encoding="utf-8")
    said = kirinuki("-C", archive, "add", "悪い.txt", "良い.txt", *DAY)
    assert said.status == 1
    assert "悪い.txt" in said.err
    assert mentioned in said.err or "読め" in said.err
    assert kirinuki("-C", archive, "status", "--json").json["counts"]["articles"] == 1


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "euc-jp", "iso-2022-jp", "utf-16", "utf-16-le"]
)
def test_japanese_encodings_are_read(kirinuki: Run, archive: Path, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "x.txt").write_bytes((REPORT * 3).encode(encoding))
    assert kirinuki("-C", archive, "add", "x.txt", *DAY).status == 0
    assert kirinuki("-C", archive, "search", "岸壁", "--json").json["total"] == 1


@pytest.mark.parametrize("text", ["あ", "「「「」」", "2月30日に始まる。", "。", "𠮷"])
def test_odd_texts_are_kept(kirinuki: Run, archive: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    assert kirinuki("-C", archive, "add", "x.txt", *DAY).status == 0
    digest = kirinuki("-C", archive, "digest", "2025-12-31", "--json").json
    assert "".join(item["text"] for item in digest["items"]) == text


def test_a_date_that_does_not_exist_is_no_time(kirinuki: Run) -> None:
    form = kirinuki("read", "-", *DAY, "--json", stdin="2月30日に始まる。".encode()).json
    assert all(time["text"] != "2月30日" for time in form["times"])


def test_a_missing_archive_is_said_with_the_mend(kirinuki: Run, tmp_path: Path) -> None:
    said = kirinuki("-C", tmp_path / "none", "status")
    assert said.status == 2
    assert "kirinuki init" in said.err
    said = kirinuki("status", "--json")
    assert said.status == 2
    assert "error" in said.json


def test_init_does_not_overwrite_an_archive(kirinuki: Run, archive: Path) -> None:
    said = kirinuki("init", archive)
    assert said.status == 2
    assert str(archive) in said.err


def test_a_console_of_cp932_does_not_die_on_a_character(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(
        "ＥＵは30日、😀と森鷗外の𠮷野家で「続ける」と発表した。" + REPORT, encoding="utf-8"
    )
    console = {"PYTHONIOENCODING": "cp932", "PYTHONUTF8": "0"}
    for args in (
        ("add", "x.txt", *DAY),
        ("digest", "2025-12-31"),
        ("search", "野家"),
        ("repeats",),
        ("status",),
        ("read", "x.txt", *DAY),
        ("read", "x.txt", *DAY, "--json"),
        ("--help",),
    ):
        said = kirinuki(*(() if args[0] in ("read", "--help") else ("-C", archive)), *args, env=console)
        assert said.status == 0, said.err
    assert "😀" in kirinuki("read", "x.txt", *DAY, "--json", env=console).json["text"]


def test_two_processes_adding_at_once_lose_nothing(archive: Path, tmp_path: Path, kirinuki: Run) -> None:
    running = []
    for i in range(4):
        (tmp_path / f"{i}.txt").write_text(f"第{i}号の報告。" + REPORT, encoding="utf-8")
        command = [sys.executable, "-m", "kirinuki", "-C", str(archive), "add", f"{i}.txt", *DAY]
        running.append(subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE))
    for process in running:
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err.decode()
    counts = kirinuki("-C", archive, "status", "--json").json["counts"]
    assert (counts["articles"], counts["captures"]) == (4, 4)


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("after", [0.3, 0.7, 1.1])
def test_stopped_at_any_moment_the_next_run_goes_on(
    kirinuki: Run, archive: Path, tmp_path: Path, how: signal.Signals, after: float
) -> None:
    lines = [
        f'{{"id": "{i}", "url": "https://x.example/{i}", "text": "第{i}号。{REPORT.strip()}けが人は{i}人。"}}'
        for i in range(300)
    ]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "kirinuki", "-C", str(archive), "add", "many.jsonl", *DAY]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
    time.sleep(after)
    process.send_signal(how)
    _, err = process.communicate(timeout=120)
    # Before it has come to our first line, Python speaks for itself.
    assert b"Traceback" not in err or b"__main__.py" not in err, err.decode()
    assert kirinuki("-C", archive, "add", "many.jsonl", *DAY).status == 0
    assert kirinuki("-C", archive, "status", "--json").json["counts"]["articles"] == 300
    assert (
        len({item["id"] for item in kirinuki("-C", archive, "digest", "2025-12-31", "--json").json["items"]})
        >= 300
    )


def test_a_long_line_is_read_in_linear_time(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("港の岸壁で" * 60_000, encoding="utf-8")
    assert kirinuki("-C", archive, "add", "long.txt", *DAY).status == 0


@pytest.mark.parametrize("form", ["txt", "jsonl", "md"])
def test_a_line_of_50_megabytes_is_a_problem_and_what_stands_around_it_is_read(
    kirinuki: Run, archive: Path, tmp_path: Path, form: str
) -> None:
    line, rest = "港の岸壁で" * (50 * 2**20 // 15), 0
    if form == "jsonl":
        line = "\n".join(json.dumps({"text": text}, ensure_ascii=False) for text in (line, REPORT))
        rest = 1
    elif form == "txt":
        line = f"{REPORT}\n{line}\n\n{REPORT.replace('30日', '31日')}"
        rest = 2
    (tmp_path / f"long.{form}").write_text(line, encoding="utf-8")
    said = kirinuki("-C", archive, "add", f"long.{form}", *DAY, "--json")
    assert said.status == 1
    assert len(said.json["problems"]) == 1
    assert len(said.json["articles"]) == rest
    kept = kirinuki("-C", archive, "rebuild", "--json").json["counts"]
    assert (kept["captures"], kept["articles"], kept["problems"]) == (1, rest, 1)


def test_the_demo_prints_the_address_of_the_page_last(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / "demo.py"], capture_output=True, encoding="utf-8", timeout=120, check=True,
        env=os.environ | {"PYTHONUTF8": "1"},
    )  # fmt: skip
    last = done.stdout.splitlines()[-1]
    assert last.startswith("file:///")
    assert last.endswith(".html")
    assert Path(last.removeprefix("file://")).is_file()


HOSTILE_MARKDOWN = {
    "flow": "---\na: " + "[" * 15_000 + "\n---\n",
    "block": "---\n" + "- " * 9_000 + "x\n---\n",
    "long": "---\na: " + "[" * 200_000 + "\n---\n",
    "bomb": "---\na: &a [x,x,x,x,x,x,x,x]\n"
    + "".join(
        f"{b}: &{b} [*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "tags: *i\n---\n",
}


@pytest.mark.parametrize("front", HOSTILE_MARKDOWN.values(), ids=HOSTILE_MARKDOWN)
def test_front_matter_that_would_break_a_parser_is_passed_over(
    kirinuki: Run, archive: Path, tmp_path: Path, front: str
) -> None:
    (tmp_path / "x.md").write_text(front + REPORT, encoding="utf-8")
    assert kirinuki("-C", archive, "add", "x.md", *DAY).status in (0, 1)
    assert kirinuki("-C", archive, "search", "岸壁", "--json").json["total"] == 1


def test_lines_that_name_no_day_or_page_are_listed_and_the_others_go_on(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    bad = (
        {"published": "9999-12-31T23:00:00-14:00"},
        {"published": "0001-01-01"},
        {"published": "2025-02-30"},
        {"url": "http://[::1"},
        {"url": "javascript:alert(1)"},
    )
    lines = [json.dumps({"text": REPORT, **more}) for more in (*bad, {})]
    (tmp_path / "x.jsonl").write_text("\n".join(lines), encoding="utf-8")
    said = kirinuki("-C", archive, "add", "x.jsonl", *DAY, "--json")
    assert said.status == 1
    assert [p["place"] for p in said.json["problems"]] == [f"x.jsonl:{n}" for n in range(1, 6)]
    assert len(said.json["articles"]) == 1


def test_an_address_pasted_in_part_is_a_line_like_others(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "x.txt").write_text(f"http://[::1\n\n{REPORT}", encoding="utf-8")
    assert kirinuki("-C", archive, "add", "x.txt", *DAY).status == 0


@pytest.mark.skipif(os.name != "posix", reason="names are Unicode on Windows")
def test_file_names_that_are_no_text(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "切り抜き"
    folder.mkdir()
    for name in (b"\xff\xfe.txt", b"a\nb.txt", "\u202ex.txt".encode()):
        (folder / os.fsdecode(name)).write_text(REPORT, encoding="utf-8")
    for options in ((), ("--json",)):
        assert kirinuki("-C", archive, "add", folder, *DAY, *options).status == 0
    assert kirinuki("-C", archive, "status", "--json").json["counts"]["captures"] == 3


@pytest.mark.parametrize(
    "period", ["9999-12-31", "9999-12", "0001-01-01", "2022", "x..y", "..", "2022-12-31.."]
)
def test_what_is_no_period_is_wrong_use(kirinuki: Run, archive: Path, period: str) -> None:
    said = kirinuki("-C", archive, "digest", period, "--json")
    assert said.status == 2
    assert isinstance(said.json, dict)


def test_a_folder_is_taken_but_for_what_is_hidden_and_the_archive_s_own(kirinuki: Run, archive: Path) -> None:
    (archive / "x.txt").write_text(REPORT, encoding="utf-8")
    (archive / ".x.txt").write_text(REPORT, encoding="utf-8")
    (archive / "y.txt").mkdir()
    (archive / "y.txt" / "z.md").write_text(REPORT, encoding="utf-8")
    said = kirinuki("add", archive, *DAY, "--json", cwd=archive)
    assert said.status == 0
    assert {Path(a["file"]).name for a in said.json["articles"]} == {"x.txt", "z.md"}


def test_a_folder_with_nothing_in_it_is_listed(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").mkdir()
    said = kirinuki("-C", archive, "add", "x.jsonl", "--json")
    assert said.status == 1
    assert [p["file"] for p in said.json["problems"]] == ["x.jsonl"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_that_leads_nowhere_is_listed(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "x.txt").symlink_to("nowhere")
    said = kirinuki("-C", archive, "add", "f", "--json")
    assert said.status == 1
    assert "ありません" in said.json["problems"][0]["message"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("verb", [("status",), ("status", "--json"), ("digest", "--json")])
def test_output_that_cannot_be_written_is_said(
    kirinuki: Run, archive: Path, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    (tmp_path / "x.txt").write_text(REPORT, encoding="utf-8")
    kirinuki("-C", archive, "add", "x.txt", *DAY)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kirinuki", "-C", archive, *verb],
            stdout=full,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONUTF8": "1"},
        )
    assert done.returncode == 2
    assert "disk full" in done.stderr.decode()
    assert b"Traceback" not in done.stderr and b"Exception" not in done.stderr
