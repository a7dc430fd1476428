"""What examples/planted.json promises really stands in the example newspaper, at those places.

Structure only: nothing here runs the reader, so the example can be trusted by the tests that do.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
PLANTED = json.loads((EXAMPLES / "planted.json").read_text(encoding="utf-8"))
LOG = PLANTED["cliplog"]
LOG_TEXT = (EXAMPLES / LOG["file"]).read_text(encoding="utf-8")


def _lines() -> list[dict[str, Any]]:
    files = sorted((EXAMPLES / "newspaper").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def _revisions() -> dict[str, list[dict[str, Any]]]:
    articles = defaultdict(list)
    for line in _lines():
        articles[line["id"]].append(line)
    return articles


REVISIONS = _revisions()


def _time_of(line: dict[str, Any]) -> dt.datetime:
    return dt.datetime.fromisoformat(line.get("modified", line["published"]))


def test_three_outlets_tell_some_forty_reports_over_four_days() -> None:
    lines = _lines()
    assert len({line["outlet"] for line in lines}) == 3
    assert len({_time_of(line).date() for line in lines}) == 4
    assert len(lines) >= 40
    assert all(3 <= line["text"].count("\n\n") + 1 <= 9 for line in lines)


def test_each_file_holds_the_lines_of_its_day_in_order() -> None:
    for file in (EXAMPLES / "newspaper").glob("*.jsonl"):
        times = [
            _time_of(json.loads(line)).isoformat() for line in file.read_text(encoding="utf-8").splitlines()
        ]
        assert times == sorted(times), file.name
        assert {time[:10] for time in times} == {file.name[:10]}


def test_a_revision_is_the_same_outlet_and_address_with_another_text() -> None:
    addresses = {(lines[0]["outlet"], lines[0]["url"]) for lines in REVISIONS.values()}
    assert len(addresses) == len(REVISIONS)
    for lines in REVISIONS.values():
        assert {(line["outlet"], line["url"], line["published"]) for line in lines} == {
            (lines[0]["outlet"], lines[0]["url"], lines[0]["published"])
        }
        for earlier, later in pairwise(lines):
            assert earlier["text"] != later["text"]
            assert _time_of(earlier) < _time_of(later)


def test_addresses_are_of_the_reserved_domain() -> None:
    for line in _lines():
        assert (urlsplit(line["url"]).hostname or "").endswith(".example")


@pytest.mark.parametrize("item", PLANTED["planted"], ids=lambda item: f"{item['kind']}: {item['note'][:30]}")
def test_planted_words_stand_where_the_list_says(item: dict[str, Any]) -> None:
    assert item["at"]
    for place in item["at"]:
        line = REVISIONS[place["id"]][place["revision"] - 1]
        assert place["words"] in line[place["field"]]


def test_corrected_and_silently_changed_words_are_gone_from_the_later_revision() -> None:
    for kind in ("correction with notice", "figure changed silently", "sentence rewritten"):
        first, *rest = next(i for i in PLANTED["planted"] if i["kind"] == kind)["at"]
        later = next(p for p in rest if p["revision"] > first["revision"])
        sentence_kept = REVISIONS[first["id"]][later["revision"] - 1]["text"].replace(
            "※当初、「乗組員2人が死亡」", ""
        )
        assert first["words"] not in sentence_kept


def test_only_the_told_correction_carries_a_notice() -> None:
    noticed = {line["id"] for line in _lines() if "※" in line["text"]}
    assert noticed == {i["at"][0]["id"] for i in PLANTED["planted"] if i["kind"] == "correction with notice"}


def test_shared_wire_copy_is_the_same_but_for_width_and_the_paper_s_own_paragraphs() -> None:
    shared = [i for i in PLANTED["planted"] if i["kind"] == "wire copy shared"]
    assert len(shared) == 3
    narrow = str.maketrans("０１２３４５６７８９（）", "0123456789()")
    for item in shared:
        dispatches = []
        for place in item["at"]:
            text = REVISIONS[place["id"]][place["revision"] - 1]["text"].translate(narrow)
            dispatches.append(text.removesuffix("(環洋)").split("\n\n")[:3])
        assert dispatches[0] == dispatches[1]


def test_clip_log_reports_stand_in_order_between_line_breaks() -> None:
    reports = LOG["reports"]
    assert all(a["end"] < b["start"] for a, b in pairwise(reports))
    for report in reports:
        words = LOG_TEXT[report["start"] : report["end"]]
        assert words == words.strip()
        assert LOG_TEXT[report["start"] - 1] == LOG_TEXT[report["end"]] == "\n"


def test_clip_log_holds_nothing_but_reports_addresses_tags_and_links() -> None:
    between = LOG_TEXT[: LOG["reports"][0]["start"]]
    for a, b in pairwise([*LOG["reports"], {"start": len(LOG_TEXT)}]):
        between += LOG_TEXT[a["end"] : b["start"]]
    lines = between.split()
    tags = [tag for line in lines if line.startswith("#") for tag in line[1:].split("#")]
    assert tags == LOG["tags"]
    assert [line for line in lines if not line.startswith("#")] == LOG["blogs"] + LOG["links"]


def test_whole_pieces_of_the_clip_log_are_the_newspaper_s_own_words() -> None:
    whole = [r for r in LOG["reports"] if r["whole"]]
    assert len(whole) >= 3
    for report in whole:
        text = REVISIONS[report["id"]][report["revision"] - 1]["text"]
        assert LOG_TEXT[report["start"] : report["end"]] == text


def test_damage_of_the_clip_log_is_in_the_log_and_not_in_the_newspaper() -> None:
    kinds = set()
    for report in LOG["reports"]:
        for damage in report["damage"]:
            assert LOG_TEXT[damage["start"] : damage["end"]] == damage["text"]
            assert report["start"] <= damage["start"] < damage["end"] <= report["end"]
            assert damage["text"] not in REVISIONS[report["id"]][report["revision"] - 1]["text"]
            kinds.add(damage["kind"])
    assert kinds == {"bracket lost", "ruby glued", "caption glued", "paywall tail", "paragraph break lost"}


def test_one_report_was_pasted_in_three_revisions() -> None:
    pasted = defaultdict(list)
    for report in LOG["reports"]:
        pasted[report["id"]].append(report["revision"])
    assert [1, 2, 3] in pasted.values()
