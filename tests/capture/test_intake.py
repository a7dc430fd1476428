from __future__ import annotations

import contextlib
import datetime as dt
import json
import time
import unicodedata

import pytest
from hypothesis import given as given_
from hypothesis import strategies as st

from kirinuki.capture.encodings import Decoded
from kirinuki.capture.intake import Draft, Intake, about, decide, normal, take
from kirinuki.errors import InputError
from kirinuki.model.article import Given
from kirinuki.read.reader import Reader

READER = Reader()
DAY = dt.date(2025, 12, 31)
TODAY = dt.date(2026, 1, 5)

HARBOUR = "港湾局の三崎報道官は30日、北浜港の第2岸壁を閉鎖したと発表した。けが人は約40人に上る。"
GRANT = "汐見県の高瀬知事は30日、県庁で記者会見し、避難している住民に見舞金を支給する考えを示しました。"


def of(text: str) -> Decoded:
    return Decoded(text, "utf-8", "valid UTF-8")


def beside(text: str, name: str = "x.txt", published: dt.date | None = DAY, **more: str) -> Given:
    options = {"outlet": None, "url": None, "form": "auto"} | more
    return about(of(text), name=name, published=published, today=TODAY, **options)  # type: ignore[arg-type]


def intake(text: str, name: str = "x.txt", published: dt.date | None = DAY, **more: str) -> Intake:
    return take(of(text), beside(text, name, published, **more), {}, READER)


def only(found: Intake) -> Draft:
    (draft,) = found.drafts
    assert found.problems == ()
    return draft


class TestPublicationDay:
    @pytest.mark.parametrize(
        ("name", "day", "from_"),
        [
            ("切り抜き-2022-12-31.txt", dt.date(2022, 12, 31), "name"),
            ("20221231.txt", dt.date(2022, 12, 31), "name"),
            ("2022年12月3日.txt", dt.date(2022, 12, 3), "name"),
            ("log_2022.1.3.txt", dt.date(2022, 1, 3), "name"),
            ("2022-02-30.txt", TODAY, "capture day"),
            ("202212311.txt", TODAY, "capture day"),
            ("2022123.txt", TODAY, "capture day"),
            ("今日.txt", TODAY, "capture day"),
        ],
    )
    def test_is_taken_from_the_name_where_that_has_one(self, name: str, day: dt.date, from_: str) -> None:
        given = beside("あ", name, None)
        assert (given.published, given.published_from) == (day, from_)

    def test_given_goes_before_front_matter_and_that_before_the_name(self) -> None:
        text = "---\npublished: 2024-05-01\n---\n本文。\n"
        assert beside(text, "2023-01-01.md", DAY).published_from == "given"
        given = beside(text, "2023-01-01.md", None)
        assert (given.published, given.published_from) == (dt.date(2024, 5, 1), "front matter")

    def test_a_moment_elsewhere_is_the_day_in_japan(self) -> None:
        text = "---\ndate: 2024-05-01T23:30:00Z\n---\n本文。\n"
        assert beside(text, "x.md", None).published == dt.date(2024, 5, 2)


class TestPlainText:
    def test_a_first_line_that_is_set_off_is_the_title(self) -> None:
        text = f"\n岸壁を閉鎖\r\n\r\n{HARBOUR}\r\n"
        draft = only(intake(text, form="text"))
        assert (draft.title, draft.text) == ("岸壁を閉鎖", HARBOUR)
        assert "title" in draft.why
        assert draft.span.of(text) == HARBOUR

    @pytest.mark.parametrize("text", [HARBOUR, f"{HARBOUR}\n\n{GRANT}", "岸壁を閉鎖\n", "一。\n\n二。"])
    def test_otherwise_there_is_none(self, text: str) -> None:
        draft = only(intake(text, form="text"))
        assert (draft.title, draft.text) == (None, text.strip())

    def test_one_report_without_marks_is_no_log(self) -> None:
        assert only(intake(HARBOUR)).text == HARBOUR


class TestClipLog:
    TEXT = f"https://kiroku.example/\r\n\r\n{HARBOUR}\r\n\r\n#北浜港#岸壁\r\n\r\n{GRANT}\r\n\r\nkiroku.example\r\n"

    def test_reports_are_split_at_marks_and_marks_are_kept(self) -> None:
        found = intake(self.TEXT)
        assert [d.span.of(self.TEXT) for d in found.drafts] == [HARBOUR, GRANT]
        assert found.blogs == ("https://kiroku.example/",)
        assert found.tags == ("北浜港", "岸壁")
        assert found.links == ("kiroku.example",)

    def test_a_person_may_say_where_reports_begin(self) -> None:
        text = f"{HARBOUR}\n\n三崎報道官は「再開しない」と述べた。\n\n{GRANT}\n"
        given = beside(text)
        for starts in ([1, 3, 5], [1, 5], [1, 3], [1]):
            decided = decide(of(text), given, starts, READER)
            drafts = take(of(text), given, decided, READER).drafts
            assert [text.count("\n", 0, d.span.start) + 1 for d in drafts] == starts
        whole = take(of(text), given, decide(of(text), given, (), READER), READER)
        assert [d.span.of(text) for d in whole.drafts] == [text.strip()]

    @pytest.mark.parametrize("line", [2, 9, 0])
    def test_a_line_where_nothing_stands_is_refused(self, line: int) -> None:
        text = f"{HARBOUR}\n\n{GRANT}\n"
        with pytest.raises(InputError, match=f"{line} 行目"):
            decide(of(text), beside(text), [line], READER)

    def test_what_is_no_log_is_not_split(self) -> None:
        text = '{"text": "本文。"}'
        with pytest.raises(InputError, match="cliplog"):
            decide(of(text), beside(text), [1], READER)

    def test_outlet_given_holds_for_all_and_an_address_for_one_only(self) -> None:
        found = intake(self.TEXT, outlet="潮見日報", url="https://shiomi.example/1")
        assert {d.outlet for d in found.drafts} == {"潮見日報"}
        assert {d.url for d in found.drafts} == {None}
        (problem,) = found.problems
        assert "https://shiomi.example/1" in problem.message
        assert only(intake(HARBOUR, url="https://shiomi.example/1")).url == "https://shiomi.example/1"


class TestMarkdown:
    TEXT = """---
title: "通訳、円卓へ"
outlet: 潮見日報
published: 2025-12-31T17:00:00+09:00
modified: 2025-12-31
url: https://shiomi.example/9
tags: [会談, 通訳]
id: 9
---

## 見出し

通訳の**羽鳥さん**が[県のページ](https://pref.example/talks)を見た。![図](a.png)

> 沈黙も訳す。
"""

    def test_front_matter_is_read_and_marks_are_left_out(self) -> None:
        found = intake(self.TEXT, "x.md", None)
        draft = only(found)
        assert draft.text == "見出し\n\n通訳の羽鳥さんが県のページを見た。\n\n沈黙も訳す。"
        assert (draft.title, draft.outlet, draft.external_id) == ("通訳、円卓へ", "潮見日報", "9")
        assert (draft.published, draft.published_at) == (DAY, "2025-12-31T17:00:00+09:00")
        assert (draft.modified_at, draft.url) == ("2025-12-31", "https://shiomi.example/9")
        assert found.tags == ("会談", "通訳")
        assert found.links == ("https://pref.example/talks",)
        assert draft.span.of(self.TEXT).startswith("## 見出し")

    def test_a_heading_is_the_title_where_the_front_matter_has_none(self) -> None:
        draft = only(intake("# 岸壁を閉鎖\n\n本文。", "x.md"))
        assert (draft.title, draft.text) == ("岸壁を閉鎖", "本文。")

    def test_front_matter_shows_the_form_whatever_the_name(self) -> None:
        assert only(intake("---\ntitle: 題\n---\n本文。", "-")).title == "題"

    @pytest.mark.parametrize("yaml", ["title: [", "published: 2022-02-30", "a: &a [*a", "%x", "- " * 3000])
    def test_broken_front_matter_is_a_problem_and_the_text_goes_on(self, yaml: str) -> None:
        found = intake(f"---\n{yaml}\n---\n本文。", "x.md")
        assert [d.text for d in found.drafts] == ["本文。"]
        assert len(found.problems) == 1


class TestJsonLines:
    def lines(self, *forms: object) -> str:
        return "\n".join(f if isinstance(f, str) else json.dumps(f, ensure_ascii=False) for f in forms)

    def test_fields_are_read_and_each_line_is_the_place_of_its_report(self) -> None:
        text = self.lines(
            {"id": "a-1", "title": "岸壁\n閉鎖", "text": "本文。\r\n二段。", "outlet": "潮見日報"},
            {"id": 7, "text": "次。", "published": "2024-05-01T23:30:00Z", "modified": "2024-05-03"},
        )
        found = intake(text, "x.jsonl")
        first, second = found.drafts
        assert (first.external_id, first.title, first.text) == ("a-1", "岸壁 閉鎖", "本文。\n二段。")
        assert (first.published, first.published_at, first.outlet) == (DAY, None, "潮見日報")
        assert (second.external_id, second.published) == ("7", dt.date(2024, 5, 2))
        assert (second.published_at, second.modified_at) == ("2024-05-01T23:30:00+00:00", "2024-05-03")
        assert [json.loads(d.span.of(text))["text"] for d in found.drafts] == ["本文。\r\n二段。", "次。"]

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("{not json", "JSON"),
            ("[1, 2]", "オブジェクト"),
            ("[" * 100_000, "JSON"),
            ({"title": "題"}, "text"),
            ({"text": "  "}, "text"),
            ({"text": "あ", "published": "2022-02-30"}, "published"),
            ({"text": "あ", "url": "x y"}, "url"),
            ('{"text": "\\ud800"}', "U+D800"),
            ('{"text": "あ", "title": "\\u0000"}', "U+0000"),
        ],
    )
    def test_a_bad_line_is_a_problem_with_its_number_and_the_others_go_on(
        self, line: object, said: str
    ) -> None:
        found = intake(self.lines({"text": "前。"}, "", line, {"text": "後。"}), "x.jsonl")
        assert [d.text for d in found.drafts] == ["前。", "後。"]
        (problem,) = found.problems
        assert problem.place == "x.jsonl:3"
        assert said in problem.message

    def test_the_first_line_shows_the_form_whatever_the_name(self) -> None:
        assert only(intake('{"text": "本文。"}', "-")).text == "本文。"


@pytest.mark.parametrize("form", ["text", "markdown", "jsonl"])
@pytest.mark.parametrize(
    "part",
    ["![", "[a](b", "# " + " " * 99, "**a", "_ ", ">", "> ", "---\n", "http://", "\r", "{", '{"a":', "\n \n"],
)
def test_hostile_text_takes_linear_time(form: str, part: str) -> None:
    started = time.perf_counter()
    with contextlib.suppress(InputError):
        intake(part * (400_000 // len(part)) + "終", form=form)
    assert time.perf_counter() - started < 3


def test_a_long_address_is_looked_at_once() -> None:
    started = time.perf_counter()
    with pytest.raises(InputError):
        beside("あ", url="http://" + "a" * 400_000 + " ")
    assert time.perf_counter() - started < 1


def test_names_are_the_same_on_every_platform() -> None:
    decomposed = unicodedata.normalize("NFD", "データ.txt")
    assert beside("あ", decomposed).name == "データ.txt"
    assert beside("あ", "\udcff.txt").name == "\ufffd.txt"


def test_white_space_alone_is_refused() -> None:
    with pytest.raises(InputError, match="空白"):
        intake(" \n\u3000\n")


def test_a_log_of_marks_alone_is_kept_with_a_problem() -> None:
    found = intake("#北浜港#岸壁\n")
    assert (found.drafts, found.tags) == ((), ("北浜港", "岸壁"))
    assert len(found.problems) == 1


@pytest.mark.parametrize("url", ["x", "ftp://x.example/", "https://", "https://x.example/a b", "http:// "])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="not a URL"):
        beside("あ", url=url)


@given_(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.sampled_from(["cliplog", "text", "markdown", "jsonl"]),
)
def test_any_text_in_any_form_gives_drafts_whose_places_are_in_it(text: str, form: str) -> None:
    try:
        found = intake(text, form=form)
    except InputError:
        assert not text.strip()
        return
    end = 0
    for draft in found.drafts:
        assert end <= draft.span.start < draft.span.end <= len(text)
        assert draft.text == normal(draft.text) == unicodedata.normalize("NFC", draft.text)
        assert draft.text
        end = draft.span.end
