"""Corrections over an archive: kept, applied on every re-reading, followed into later revisions, withdrawn."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kirinuki.errors import ArchiveError, CorrectionError, NotFoundError
from kirinuki.flow import Archive
from kirinuki.model.reading import Statement

DAY = dt.date(2025, 12, 31)
NEXT = DAY + dt.timedelta(days=1)
NOW = dt.datetime(2026, 1, 2, 9, tzinfo=dt.UTC)
HARBOUR = (
    "港湾局の三崎報道官は30日、北浜港の第2岸壁を閉鎖したと発表した。"
    "けが人は約40人に上る。三崎報道官は「安全が確かめられるまで再開しない」と述べた。"
)
RETOLD = "港湾局の三崎報道官は30日、北浜港の第2岸壁を閉鎖したと発表した。再開の見通しは立っていない。"
QUOTE = "安全が確かめられるまで再開しない"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "記録") as archive:
        add(archive, HARBOUR)
        finish(archive)
        yield archive


def add(archive: Archive, text: str, name: str = "今日.txt") -> str:
    added = archive.add(text.encode(), name=name, published=DAY, form="text", now=NOW)
    return added.reports[0].revision


def finish(archive: Archive) -> list[tuple[str, tuple[object, ...]]]:
    archive.read_new()
    archive.weave_new()
    return list(archive._store.rows())


def item(archive: Archive, words: str) -> str:
    (place,) = archive.corrections.places(words)
    return f"{place.revision}:{place.span.start}-{place.span.end}"


def correct(archive: Archive, words: str, fields: dict[str, object] | None = None, **more: Any) -> str:
    return archive.corrections.make(item(archive, words), fields, now=NOW, **more).correction.id


def quote(archive: Archive) -> Statement:
    """The statement as the archive has it in the article's current revision."""
    (article,) = [a for a in archive.articles() if "三崎" in archive.revisions(a.id)[0].text][:1]
    reading = archive.reading(archive.revisions(article.id)[-1].id)
    (found,) = [s for s in reading.statements if QUOTE in s.content.of(reading.text)]
    return found


def rebuilt(archive: Archive) -> list[tuple[str, tuple[object, ...]]]:
    archive.close()
    Archive.rebuild(archive.path)
    with Archive.open(archive.path) as again:
        return list(again._store.rows())


def test_is_seen_at_once_and_kept_by_the_next_reading(archive: Archive) -> None:
    done = archive.corrections.make(item(archive, QUOTE), {"述べ方": "否定"}, now=NOW)
    assert [layer for layer, _, _ in done.effects] == ["statements"]
    assert quote(archive).stance == "denied"
    assert archive.read_new() == 1
    assert archive.read_new() == 0
    assert archive.weave_new() == 1
    assert quote(archive).why == "人が直した (2026-01-02)"
    assert archive.status()["statements"] == 2
    assert [c.id for c in archive.corrections.all()] == [done.correction.id]


def test_the_database_is_made_again_with_it_row_by_row(archive: Archive) -> None:
    add(archive, RETOLD, "明日.txt")
    finish(archive)
    correct(archive, QUOTE, {"話者": "港湾局"})
    correct(archive, "約40人", none=True)
    rows = finish(archive)
    assert rebuilt(archive) == rows


def test_what_is_woven_from_the_reading_is_woven_again(archive: Archive) -> None:
    later = add(archive, RETOLD.replace("30日", "きのう"), "明日.txt")
    finish(archive)
    (before,) = [r for r in archive.repeats() if r.later.revision == later]
    assert before.relation == "reworded"
    archive.corrections.make(f"{later}:10-13", {"value": "2025-12-29"}, now=NOW)
    finish(archive)
    (after,) = [r for r in archive.repeats() if r.later.revision == later]
    assert (after.relation, after.why.split("; ")[1]) == ("updated", "30日→きのう")
    rows = list(archive._store.rows())
    assert rebuilt(archive) == rows


def test_another_process_and_a_crash_before_the_database_heard(archive: Archive) -> None:
    with Archive.open(archive.path) as other:
        correct(other, QUOTE, {"述べ方": "警告"})
    assert quote(archive).stance == "warned"
    archive.close()
    with Archive.open(archive.path) as again:
        assert again.read_new() == 1
        assert quote(again).stance == "warned"


def test_survives_another_version_of_the_reader(archive: Archive) -> None:
    correct(archive, QUOTE, {"述べ方": "否定"})
    finish(archive)
    archive._reader.version = "later"
    assert archive.read_new() == 1
    assert quote(archive).stance == "denied"


def test_what_revisions_did_is_looked_at_again(archive: Archive) -> None:
    add(archive, HARBOUR.replace("約40人", "約50人"))
    finish(archive)
    later = item(archive, "約50人")
    archive.corrections.make(later, {"value": "40"}, now=NOW)
    rows = finish(archive)
    assert rebuilt(archive) == rows


class TestALaterRevision:
    def test_has_it_where_the_words_still_stand(self, archive: Archive) -> None:
        correct(archive, QUOTE, {"話者": "港湾局"})
        add(archive, f"速報。{HARBOUR}市は31日に会議を開く。")
        rows = finish(archive)
        assert len(archive.revisions(next(archive.articles()).id)) == 2
        assert quote(archive).why == "人が直した (2026-01-02)"
        assert not archive.problems()
        assert rebuilt(archive) == rows

    def test_in_which_the_words_are_gone_tells_so_once(self, archive: Archive) -> None:
        id = correct(archive, "約40人", {"value": "約50人"})
        for text in ("約40人", "45人", "46人"):
            add(archive, HARBOUR.replace("約40人", text))
            rows = finish(archive)
        (problem,) = archive.problems()
        assert problem.place == "decisions.jsonl"
        assert f"直し {id}「約40人」(数量)" in problem.message and f"--undo {id}" in problem.message
        assert rebuilt(archive) == rows

    def test_that_had_come_before_it_was_made_is_told_as_well(self, archive: Archive) -> None:
        old = item(archive, "約40人")
        add(archive, HARBOUR.replace("約40人", "45人"))
        finish(archive)
        archive.corrections.make(old, {"value": "約50人"}, now=NOW)
        rows = finish(archive)
        assert len(archive.problems()) == 1
        assert rebuilt(archive) == rows

    def test_gets_them_back_where_they_stand_again(self, archive: Archive) -> None:
        correct(archive, "約40人", {"value": "約50人"})
        add(archive, HARBOUR.replace("約40人", "45人"))
        newest = add(archive, HARBOUR + "続報。")
        finish(archive)
        assert archive.reading(newest).quantities[0].low == 50


class TestWithdrawing:
    def test_the_last_one_or_one_by_its_id(self, archive: Archive) -> None:
        rows = finish(archive)
        first = correct(archive, QUOTE, {"述べ方": "否定"})
        second = correct(archive, "約40人", none=True)
        finish(archive)
        assert archive.corrections.withdraw(now=NOW).id == second
        assert archive.corrections.withdraw(first[:5], now=NOW).id == first
        assert archive.corrections.all() == []
        assert finish(archive) == rows
        assert rebuilt(archive) == rows

    def test_takes_its_problem_away(self, archive: Archive) -> None:
        id = correct(archive, "約40人", {"value": "約50人"})
        add(archive, HARBOUR.replace("約40人", "45人"))
        finish(archive)
        archive.corrections.withdraw(id, now=NOW)
        finish(archive)
        assert not archive.problems()

    def test_what_is_not_there_is_said(self, archive: Archive) -> None:
        with pytest.raises(NotFoundError, match="--list"):
            archive.corrections.withdraw(now=NOW)
        correct(archive, QUOTE, {"述べ方": "否定"})
        with pytest.raises(NotFoundError, match="--list"):
            archive.corrections.withdraw("zz", now=NOW)


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        ("words", "fields", "more", "message"),
        [
            (QUOTE, {"話者": "存在しない"}, {}, "「存在しない」は本文にありません"),
            (QUOTE, {"述べ方": "叫んだ"}, {}, "「叫んだ」はありません"),
            (QUOTE, {"speeker": "港湾局"}, {}, "speaker ではありませんか"),
            (QUOTE, {"話者": "港湾局", "単位": "人"}, {}, "という欄はありません"),
            ("30日", {"value": "2025-02-30"}, {}, "2025-02-30 は暦にありません"),
            ("30日", {"value": "いつか"}, {}, "日時として読めません"),
            ("30日", {"from": "2026-01-05"}, {}, "終わりが始まりより後ではありません"),
            ("30日", {"from": "1月5日"}, {}, "2023-01-05 か"),
            ("約40人", {"low": "50"}, {}, "下の値が上の値より大きい"),
            ("約40人", {"low": "多い"}, {}, "数ではありません"),
            ("約40人", {"value": "大勢"}, {}, "数量として読めません"),
            ("約40人", {}, {}, "直す欄がありません"),
            ("約40人", {"low": "1"}, {"none": True}, "--none"),
            ("約40人", {"low": "1"}, {"layer": "quantity"}, "quantities ではありませんか"),
            ("約40人", {"low": "1"}, {"layer": "名詞"}, "名前 ではありませんか"),
            ("閉鎖", {"type": "施設"}, {"new": True}, "層の名が要ります"),
            ("閉鎖", {}, {"new": True, "layer": "quantities"}, "low (下)、high (上)、unit (単位)"),
        ],
    )
    def test_is_refused_with_the_mend_and_nothing_is_kept(
        self, archive: Archive, words: str, fields: dict[str, object], more: dict[str, Any], message: str
    ) -> None:
        with pytest.raises(CorrectionError) as error:
            correct(archive, words, fields, **more)
        assert message in str(error.value)
        assert archive.corrections.all() == []

    def test_nothing_read_there(self, archive: Archive) -> None:
        with pytest.raises(NotFoundError, match="--new"):
            correct(archive, "けが人", none=True)

    def test_a_word_inside_a_quote_does_not_take_the_quote_away(self, archive: Archive) -> None:
        with pytest.raises(NotFoundError, match="--layer statements"):
            correct(archive, "再開しない", none=True)

    def test_several_things_read_there_are_listed(self, archive: Archive) -> None:
        revision = archive.corrections.places(QUOTE)[0].revision
        with pytest.raises(NotFoundError) as error:
            archive.corrections.make(f"{revision}:0-{len(HARBOUR)}", {"話者": "港湾局"}, now=NOW)
        assert "北浜港の第2岸壁を閉鎖した" in str(error.value) and QUOTE in str(error.value)

    def test_a_passage_that_holds_one_is_enough(self, archive: Archive) -> None:
        revision = archive.corrections.places(QUOTE)[0].revision
        done = archive.corrections.make(f"{revision}:0-{len(HARBOUR)}", {"単位": "名"}, now=NOW)
        assert done.correction.evidence.text == "約40人"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"layer": "verbs"}, "layer"),
        ({"item": "どこか"}, "item"),
        ({"words": 5}, "words"),
        ({"change": {"stance": "sang"}}, "stance (述べ方)"),
        ({"change": {"speaker": "港湾局"}}, "speaker (話者)"),
        ({"change": ["stance"]}, "change"),
        ({"none": True}, "どれか一つ"),
    ],
)
def test_a_decision_that_was_edited_out_of_form_is_named_with_its_line(
    archive: Archive, change: dict[str, object], message: str
) -> None:
    archive.comment(item(archive, QUOTE), "続報を待つ", now=NOW)
    correct(archive, QUOTE, {"述べ方": "否定"})
    first, second = archive.decisions.read_text(encoding="utf-8").splitlines()
    line = json.dumps(json.loads(second) | change, ensure_ascii=False)
    archive.decisions.write_text(f"{first}\n{line}\n", encoding="utf-8")
    with pytest.raises(ArchiveError) as error:
        archive.reading(archive.corrections.places(QUOTE)[0].revision)
    assert "decisions.jsonl: 2 行目の correction" in str(error.value) and message in str(error.value)


def test_one_whose_revision_is_no_more_is_told_and_disturbs_nothing(archive: Archive) -> None:
    correct(archive, QUOTE, {"述べ方": "否定"})
    line = json.loads(archive.decisions.read_text(encoding="utf-8"))
    line["item"] = "0123456789abcdef:0-3"
    archive.decisions.write_text(json.dumps(line) + "\n", encoding="utf-8")
    rows = finish(archive)
    assert "その版は書庫にありません" in archive.problems()[0].message
    assert quote(archive).stance == "said"
    assert rebuilt(archive) == rows


def test_one_that_no_longer_fits_is_a_problem_of_its_revision(archive: Archive) -> None:
    correct(archive, QUOTE, {"述べ方": "否定"})
    line = json.loads(archive.decisions.read_text(encoding="utf-8"))
    line["change"] = {"said": {"from": "2025-12-31", "until": "2025-12-30"}}
    archive.decisions.write_text(json.dumps(line) + "\n", encoding="utf-8")
    rows = finish(archive)
    (problem,) = archive.problems()
    assert problem.place == archive.corrections.places(QUOTE)[0].revision
    assert "終わりが始まりより後ではありません" in problem.message
    assert rebuilt(archive) == rows


def test_words_are_found_where_they_stand(archive: Archive) -> None:
    article = next(archive.articles())
    assert [p.span.start for p in archive.corrections.places("三崎", article.id)] == [4, 45]
    assert archive.corrections.places("三崎") == archive.corrections.places(
        "三崎", archive.revisions(article.id)[0].id
    )
    assert archive.corrections.places("四崎") == []
