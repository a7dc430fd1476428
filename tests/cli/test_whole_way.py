"""The whole way as a person goes it: a log pasted, added, read, folded, searched, traced, commented, rebuilt."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.whole

LOG = """https://kiroku.example/

港湾局の三崎報道官は30日、北浜港の第2岸壁を閉鎖したと発表した。けが人は約40人に上る。

三崎報道官は「安全が確かめられるまで再開しない」と述べた。

汐見県の高瀬知事は30日、県庁で記者会見し、避難している住民に1人当たり5万円の見舞金を支給する考えを示しました。

高瀬知事は「暮らしの再建を急ぎたい」と述べ、来年1月上旬にも支給を始める方針を明らかにしました。

港湾局の三崎報道官は30日、北浜港の第2岸壁を閉鎖したと発表した。けが人は約40人に上り、このうち3人が重傷だという。

#北浜港#見舞金

kiroku.example
"""
GROWN = LOG.replace(
    "#北浜港#見舞金",
    "ルドニア共和国のマルチェンコ外相は31日、首都で演説し、「隣国との対話を続ける」と述べました。\n\n#北浜港#見舞金",
)
DAY = ("--published", "2025-12-31")


def rows(path: Path) -> dict[str, list[str]]:
    """All rows of all tables but the search index, whose form depends on how many rows a commit held, and what is packed of
    the others."""
    database = sqlite3.connect(path / "kirinuki.db")
    tables = [
        name
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith(("bigrams", "characters", "voice_bigrams", "shelves"))
    ]
    found = {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"'))) for name in tables}
    database.close()
    return found


@pytest.fixture
def filled(kirinuki: Run, archive: Path, tmp_path: Path) -> Path:
    (tmp_path / "今日.txt").write_text(LOG, encoding="utf-8")
    assert kirinuki("-C", archive, "add", "今日.txt", *DAY).status == 0
    return archive


def test_a_log_that_tells_no_day_is_said_to_be_read_as_of_today(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "今日.txt").write_text(LOG, encoding="utf-8")
    (tmp_path / "2025-12-31.txt").write_text(LOG, encoding="utf-8")
    assert "no date told" in kirinuki("-C", archive, "add", "今日.txt").err
    for dated in (("2025-12-31.txt",), ("今日.txt", *DAY)):
        assert "no date told" not in kirinuki("-C", archive, "add", *dated).err


def test_add_names_the_reports_and_where_they_stand(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "今日.txt").write_text(LOG, encoding="utf-8")
    added = kirinuki("-C", archive, "add", "今日.txt", *DAY, "--json").json
    words = [LOG[a["start"] : a["end"]] for a in added["articles"]]
    assert [w[:4] for w in words] == ["港湾局の", "汐見県の", "港湾局の"]
    assert words[1].endswith("明らかにしました。")
    assert words[2].endswith("重傷だという。")
    assert all(a["new"] for a in added["articles"])
    assert added["problems"] == []


def test_adding_twice_changes_nothing_and_says_so(kirinuki: Run, filled: Path, tmp_path: Path) -> None:
    before, warcs = rows(filled), sorted((p.name, p.stat().st_size) for p in (filled / "warc").iterdir())
    said = kirinuki("-C", filled, "add", "今日.txt", *DAY)
    assert said.status == 0
    assert "何も変えていません" in said.err
    assert rows(filled) == before
    assert sorted((p.name, p.stat().st_size) for p in (filled / "warc").iterdir()) == warcs


def test_a_log_that_grew_adds_only_what_is_new(kirinuki: Run, filled: Path, tmp_path: Path) -> None:
    (tmp_path / "今日.txt").write_text(GROWN, encoding="utf-8")
    added = kirinuki("-C", filled, "add", "今日.txt", *DAY, "--json").json["articles"]
    assert [a["new"] for a in added] == [False, False, False, True]
    assert not any(a["revised"] for a in added)
    assert kirinuki("-C", filled, "status", "--json").json["counts"]["articles"] == 4


def test_a_report_edited_in_the_log_becomes_a_revision(kirinuki: Run, filled: Path, tmp_path: Path) -> None:
    edited = LOG.replace("1人当たり5万円", "1世帯当たり10万円")
    (tmp_path / "今日.txt").write_text(edited, encoding="utf-8")
    added = kirinuki("-C", filled, "add", "今日.txt", *DAY, "--json").json["articles"]
    assert [a["revised"] for a in added] == [False, True, False]
    counts = kirinuki("-C", filled, "status", "--json").json["counts"]
    assert (counts["articles"], counts["revisions"]) == (3, 4)


def test_a_split_of_ones_own_is_kept_when_the_log_grows(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "今日.txt").write_text(LOG, encoding="utf-8")
    added = kirinuki("-C", archive, "add", "今日.txt", *DAY, "--split", "3,7", "--json").json["articles"]
    assert len(added) == 2
    (tmp_path / "今日.txt").write_text(GROWN, encoding="utf-8")
    again = kirinuki("-C", archive, "add", "今日.txt", *DAY, "--json").json["articles"]
    assert [a["new"] for a in again] == [False, False, True]
    assert [a["id"] for a in again[:2]] == [a["id"] for a in added]


def test_the_digest_says_each_thing_once_and_every_item_can_be_traced(kirinuki: Run, filled: Path) -> None:
    digest = kirinuki("-C", filled, "digest", "2025-12-31", "--format", "json").json
    shown = "".join(item["text"] for item in digest["items"])
    assert shown.count("第2岸壁を閉鎖した") == 1
    assert "3人が重傷" in shown
    assert any(item["folded"] for item in digest["items"])
    for item in digest["items"]:
        proof = kirinuki("-C", filled, "trace", item["id"], "--json").json
        assert proof["text"] == item["text"]
        assert (filled / "warc" / proof["warc"]).is_file()


def test_trace_tells_why_an_item_leads_on_a_page(kirinuki: Run, filled: Path) -> None:
    digest = kirinuki("-C", filled, "digest", "--json").json
    item = next(item for item in digest["items"] if item["folded"])
    day = digest["from"]
    standing = kirinuki("-C", filled, "trace", item["id"], "--page", day, "--json").json["page"]
    assert [entry["what"] for entry in standing] == ["掲載", *["たたむ"] * len(item["folded"]), "出どころ"]
    folded = item["folded"][0]
    place = f"{folded['revision']}:{folded['start']}-{folded['end']}"
    assert f"{item['id']} の下" in kirinuki("-C", filled, "trace", place, "--page", day).out
    assert (
        "この期間の紙面にはありません" in kirinuki("-C", filled, "trace", place, "--page", "1999-01-01").out
    )


def test_trace_notices_bytes_that_were_tampered_with(kirinuki: Run, filled: Path) -> None:
    item = kirinuki("-C", filled, "digest", "2025-12-31", "--json").json["items"][0]["id"]
    (warc,) = (filled / "warc").iterdir()
    warc.write_bytes(warc.read_bytes()[:-200])
    said = kirinuki("-C", filled, "trace", item)
    assert said.status != 0


def test_a_comment_is_shown_published_and_outlives_the_database(kirinuki: Run, filled: Path) -> None:
    item = kirinuki("-C", filled, "digest", "2025-12-31", "--json").json["items"][0]["id"]
    assert kirinuki("-C", filled, "comment", item, "続報を待つ").status == 0
    (filled / "kirinuki.db").unlink()
    assert kirinuki("-C", filled, "rebuild").status == 0
    for form in ("html", "md", "text", "json"):
        assert "続報を待つ" in kirinuki("-C", filled, "digest", "2025-12-31", "--format", form).out
    assert kirinuki("-C", filled, "comment", item, "--remove").status == 0
    assert "続報を待つ" not in kirinuki("-C", filled, "digest", "2025-12-31").out


def test_rebuild_gives_the_same_rows(kirinuki: Run, filled: Path, tmp_path: Path) -> None:
    (tmp_path / "今日.txt").write_text(GROWN.replace("約40人", "約50人"), encoding="utf-8")
    assert kirinuki("-C", filled, "add", "今日.txt", *DAY).status == 0
    before = rows(filled)
    assert kirinuki("-C", filled, "rebuild").status == 0
    after = rows(filled)
    assert after.keys() == before.keys()
    for table in before:
        assert after[table] == before[table], table


def test_search_finds_one_character_and_says_how_many(kirinuki: Run, filled: Path) -> None:
    assert kirinuki("-C", filled, "search", "県", "--json").json["total"] == 1
    found = kirinuki("-C", filled, "search", "岸壁", "--json").json
    assert found["total"] == 2
    assert all(hit["text"] == "岸壁" for hit in found["hits"])
    nothing = kirinuki("-C", filled, "search", "鉄道", "--json")
    assert (nothing.status, nothing.json["total"], nothing.json["hits"]) == (0, 0, [])


def test_repeats_show_the_words_that_differ(kirinuki: Run, filled: Path) -> None:
    (found,) = [r for r in kirinuki("-C", filled, "repeats", "--json").json if "約40人" in r["later"]["text"]]
    assert "けが人は約40人" in found["earlier"]["text"]
    assert any("3人が重傷" in d["later"] for d in found["differences"])


def test_json_lines_keep_their_ids_and_addresses(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    report = {
        "id": "a-1",
        "outlet": "潮見日報",
        "title": "岸壁を閉鎖",
        "url": "https://shiomi.example/1?utm_source=x#top",
        "published": "2025-12-30T18:00:00+09:00",
        "text": "港湾局は30日、岸壁を閉鎖したと発表した。",
    }
    later = report | {"url": "https://shiomi.example/1", "text": report["text"] + "けが人はいない。"}
    lines = "\n".join([json.dumps(report), "{not json", json.dumps(later)])
    (tmp_path / "x.jsonl").write_text(lines, encoding="utf-8")
    said = kirinuki("-C", archive, "add", "x.jsonl", "--json")
    assert said.status == 1
    assert [a["external_id"] for a in said.json["articles"]] == ["a-1", "a-1"]
    assert [(a["new"], a["revised"]) for a in said.json["articles"]] == [(True, False), (False, True)]
    (problem,) = said.json["problems"]
    assert "2" in problem["place"]


def test_reading_needs_no_archive_and_keeps_offsets_as_given(kirinuki: Run, tmp_path: Path) -> None:
    text = "県は３０日、\r\n「続ける」と発表した。"
    form = kirinuki("read", "-", *DAY, "--json", stdin=text.encode("cp932")).json
    assert form["text"] == text
    (time,) = form["times"]
    assert (time["text"], time["from"], time["until"]) == ("３０日", "2025-12-30", "2025-12-31")
    assert text[time["start"] : time["end"]] == "３０日"
