"""A person's word goes before the rules', layer by layer, and what builds on a layer follows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.model.correction import Action, Correction, Layer
from kirinuki.model.reading import Quantity, Reading, Statement
from kirinuki.model.text import Evidence, Span
from kirinuki.read.amend import amend
from kirinuki.read.check import find_faults
from kirinuki.read.corrections import effects, follow
from kirinuki.read.fields import FIELDS, extent
from kirinuki.read.reader import Reader

DAY = dt.date(2025, 12, 31)
AT = dt.datetime(2026, 1, 2, 9, tzinfo=dt.timezone(dt.timedelta(hours=9)))
TEXT = (
    "港湾局の三崎報道官は30日、北浜港の第2岸壁を閉鎖したと発表した。けが人は約40人に上る。"
    "三崎報道官は「安全が確かめられるまで再開しない」と述べた。\n\n"
    "汐見県の高瀬知事は3年ぶりに港を訪れた。被害は広がるとみられる。"
)
READER = Reader()
READING = READER.read(TEXT, DAY)


def place(words: str, text: str = TEXT) -> Evidence:
    start = text.index(words)
    return Evidence("r", Span(start, start + len(words)), words)


def wanted(words: str, fields: dict[str, object] | None = None, **more: Any) -> Correction:
    amendment = amend(READING, place(words), fields or {}, **more)
    return Correction(
        "c0", AT, amendment.layer, amendment.evidence, amendment.action, amendment.fields, amendment.was
    )


def read(*corrections: Correction, text: str = TEXT) -> Reading:
    reading, left = READER.mend(text, DAY, corrections)
    assert not left
    assert not find_faults(reading)
    return reading


def at(reading: Reading, layer: Layer, words: str) -> Any:
    found = [item for item in getattr(reading, layer) if extent(item).of(reading.text) == words]
    return found[0] if found else None


def test_without_corrections_nothing_effects() -> None:
    assert READER.mend(TEXT, DAY, ()) == (READING, [])


def test_a_person_is_told_as_the_reason_with_the_day() -> None:
    reading = read(wanted("再開しない", {"話者": "高瀬知事"}))
    assert reading.statements[1].why == "人が直した (2026-01-02)"


def test_a_corrected_reading_has_a_version_of_its_own() -> None:
    one = read(wanted("再開しない", {"speaker": "高瀬知事"}))
    other = read(wanted("再開しない", {"speaker": "港湾局"}))
    assert len({READING.version, one.version, other.version}) == 3
    assert one == read(wanted("再開しない", {"speaker": "高瀬知事"}))


class TestEveryLayer:
    def test_a_time_and_the_day_it_was_said(self) -> None:
        reading = read(wanted("30日", {"value": "2025-11-30"}))
        time = at(reading, "times", "30日")
        assert (time.value, time.from_, time.until) == ("2025-11-30", "2025-11-30", "2025-12-01")
        said = reading.statements[0].said
        assert said is not None and said.from_ == "2025-11-30"
        assert reading.statements[0].why == READING.statements[0].why

    def test_no_time_is_no_day_on_which_it_was_said(self) -> None:
        reading = read(wanted("30日", none=True))
        assert not reading.times and reading.statements[0].said is None

    def test_a_length(self) -> None:
        assert at(read(wanted("3年", {"value": "5年"})), "durations", "3年ぶり").value == "P5Y"

    def test_a_quantity(self) -> None:
        amount = at(read(wanted("約40人", {"value": "50..60"})), "quantities", "約40人")
        assert (amount.low, amount.high, amount.unit, amount.approximate) == (50, 60, "人", True)

    def test_a_name_and_who_is_speaking(self) -> None:
        reading = read(wanted("三崎", {"who": "三崎里子", "gloss": "みさき"}))
        first = at(reading, "entities", "三崎")
        assert (first.who, first.gloss, first.title) == ("三崎里子", "みさき", "報道官")

    def test_what_is_no_person_has_no_title(self) -> None:
        entity = at(read(wanted("三崎", {"種類": "地名"})), "entities", "三崎")
        assert (entity.type, entity.title) == ("PLACE", None)

    def test_a_statement(self) -> None:
        fields = {"話者": "高瀬知事", "述べ方": "否定", "via": "港湾局", "said": "29日", "種類": "間接"}
        statement = at(read(wanted("再開しない", fields)), "statements", "安全が確かめられるまで再開しない")
        assert statement.speaker.of(TEXT) == "高瀬知事" and statement.speaker.implicit
        assert (statement.stance, statement.kind) == ("denied", "indirect")
        assert statement.via.of(TEXT) == "港湾局"
        assert (statement.said.from_, statement.said.until) == ("2025-12-29", "2025-12-30")
        assert statement.cue.of(TEXT) == "述べた"

    def test_a_field_is_cleared(self) -> None:
        assert read(wanted("再開しない", {"speaker": "", "said": "なし"})).statements[1].speaker is None

    def test_a_hedge(self) -> None:
        (hedge,) = read(wanted("被害は広がるとみられる", {"kind": "伝聞"}, layer="hedged")).hedged
        assert hedge.kind == "hearsay"

    @pytest.mark.parametrize(
        ("layer", "words"),
        [
            ("times", "30日"),
            ("durations", "3年"),
            ("quantities", "約40人"),
            ("entities", "北浜港"),
            ("statements", "安全が確かめられるまで再開しない"),
            ("hedged", "被害は広がるとみられる"),
        ],
    )
    def test_what_is_none_goes(self, layer: Layer, words: str) -> None:
        before, after = getattr(READING, layer), getattr(read(wanted(words, none=True, layer=layer)), layer)
        assert len(after) == len(before) - 1

    @pytest.mark.parametrize(
        ("layer", "words", "fields"),
        [
            ("times", "再開", {"value": "来年1月"}),
            ("durations", "再開", {"value": "P1D"}),
            ("quantities", "第2", {"value": "2", "unit": ""}),
            ("entities", "第2岸壁", {"type": "施設"}),
            ("statements", "けが人は約40人に上る", {"話者": "三崎報道官"}),
            ("hedged", "けが人は約40人に上る", {"marker": "上る"}),
        ],
    )
    def test_what_was_missed_is_added(self, layer: Layer, words: str, fields: dict[str, object]) -> None:
        reading = read(wanted(words, fields, layer=layer, new=True))
        added = at(reading, layer, words)
        assert added.why == "人が足した (2026-01-02)"
        assert list(getattr(reading, layer)) == sorted(getattr(reading, layer), key=lambda i: extent(i).start)

    def test_a_missed_quote_is_direct_and_a_missed_clause_is_not(self) -> None:
        text = "局は「閉鎖する」方針。再開は来春。"
        reading = Reader().read(text, DAY)
        bare = replace(reading, statements=())
        for words, kind in (("閉鎖する", "direct"), ("再開は来春", "indirect")):
            amendment = amend(bare, place(words, text), {}, layer="statements", new=True)
            assert amendment.fields["kind"] == kind

    def test_another_extent(self) -> None:
        reading = read(wanted("北浜港", {"words": "北浜港の第2岸壁"}))
        assert at(reading, "entities", "北浜港の第2岸壁").type == "FACILITY"


class TestWhatIsInTheWay:
    def test_what_the_rules_read_gives_way(self) -> None:
        assert at(READING, "entities", "三崎") is not None
        reading = read(wanted("港湾局の三崎", {"type": "組織"}, layer="entities", new=True))
        names = [e.of(TEXT) for e in reading.entities]
        assert names[0] == "港湾局の三崎" and names.count("三崎") == 1

    def test_a_statement_may_hold_another_but_not_cross_it(self) -> None:
        whole = "三崎報道官は「安全が確かめられるまで再開しない」と述べた"
        reading = read(wanted(whole, layer="statements", new=True))
        assert at(reading, "statements", "安全が確かめられるまで再開しない") is not None
        crossing = "再開しない」と述べた"
        reading = read(wanted(crossing, layer="statements", new=True))
        assert at(reading, "statements", "安全が確かめられるまで再開しない") is None

    def test_one_of_the_persons_own_does_not_and_is_told(self) -> None:
        one = wanted("北浜港の第2", {"type": "地名"}, layer="entities", new=True)
        two = replace(wanted("第2岸壁", {"type": "施設"}, layer="entities", new=True), id="c1")
        reading, left = READER.mend(TEXT, DAY, (one, two))
        ((unfit, why),) = left
        assert unfit.id == "c1" and "ほかの直し「北浜港の第2」と重なっています" in why
        assert at(reading, "entities", "北浜港の第2") is not None

    def test_a_quantity_over_a_time_is_told(self) -> None:
        amount = wanted("30日", {"value": "30", "unit": "日"}, layer="quantities", new=True)
        _, ((_, why),) = READER.mend(TEXT, DAY, (amount,))
        assert "日時か長さ「30日」と重なっています" in why
        reading = read(wanted("30日", none=True), amount)
        assert at(reading, "quantities", "30日").unit == "日"

    def test_a_time_over_a_quantity_takes_its_place(self) -> None:
        reading = read(wanted("約40人", {"value": "2025"}, layer="times", new=True))
        assert not reading.quantities and at(reading, "times", "約40人").value == "2025"

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"speaker": {"start": 52, "end": 54}}, "話者がその発言の内容と重なっています"),
            ({"said": {"from": "2025-12-30", "until": "2025-12-30"}}, "終わりが始まりより後ではありません"),
            ({"cue": {"start": 900, "end": 903}}, "本文の外です"),
        ],
    )
    def test_what_cannot_be_is_told(self, fields: dict[str, Any], message: str) -> None:
        good = wanted("再開しない", {"stance": "否定"})
        reading, ((_, why),) = READER.mend(TEXT, DAY, (replace(good, fields=fields),))
        assert message in why
        assert reading.statements == READING.statements

    def test_words_that_do_not_stand_there_are_told(self) -> None:
        correction = replace(wanted("30日", none=True), evidence=Evidence("r", Span(9, 12), "30日"))
        reading, ((_, why),) = READER.mend(TEXT, DAY, (correction,))
        assert "「30日」がそこにありません" in why and reading.times == READING.times


class TestAgain:
    def test_a_later_correction_of_the_same_adds_to_the_first(self) -> None:
        reading = read(
            wanted("再開しない", {"話者": "高瀬知事"}),
            replace(wanted("再開しない", {"述べ方": "警告"}), id="c1"),
        )
        assert reading.statements[1].stance == "warned"
        assert reading.statements[1].speaker.of(TEXT) == "高瀬知事"  # type: ignore[union-attr]

    def test_what_a_later_reader_misses_is_made_again(self) -> None:
        correction = wanted("再開しない", {"話者": "高瀬知事"})
        blind = Reader()
        reading, left = blind.mend(
            TEXT, DAY, (replace(wanted("再開しない", none=True, layer="発言"), id="c1"), correction)
        )
        assert not left
        assert at(reading, "statements", "安全が確かめられるまで再開しない").speaker.of(TEXT) == "高瀬知事"

    def test_an_annotation_whose_edges_moved_is_the_same(self) -> None:
        correction = wanted("再開しない", {"述べ方": "否定"})
        words = "が確かめられるまで再開しない"
        moved = replace(correction, evidence=place(words))
        statement = at(read(moved), "statements", "安全が確かめられるまで再開しない")
        assert statement.stance == "denied"


class TestFollowing:
    def test_the_words_and_what_the_fields_point_at_move(self) -> None:
        correction = wanted("再開しない", {"話者": "高瀬知事"})
        later = f"速報。{TEXT}"
        moved = follow(correction, TEXT, "r2", later)
        assert moved.evidence == Evidence(
            "r2", place("安全が確かめられるまで再開しない", later).span, "安全が確かめられるまで再開しない"
        )
        assert read(moved, text=later).statements[-1].speaker.of(later) == "高瀬知事"  # type: ignore[union-attr]

    def test_short_words_are_known_by_what_stands_around_them(self) -> None:
        old = "市は3日に会議を開いた。県は3日に港を閉じた。"
        new = "県は3日に港を閉じた。市は3日に会議を開いた。"
        second = Correction("c", AT, "times", Evidence("r", Span(14, 16), "3日"), "none", {})
        assert old[14:16] == "3日"
        assert follow(second, old, "r2", new).evidence.span == Span(2, 4)

    @pytest.mark.parametrize("new", ["何もかも違う。", "祭りは3日だ。"])
    def test_words_that_are_gone_are_told(self, new: str) -> None:
        old = "市は3日に会議を開いた。"
        correction = Correction("c", AT, "times", Evidence("r", Span(2, 4), "3日"), "none", {})
        with pytest.raises(ValueError, match="「3日」がこの版にありません"):
            follow(correction, old, "r2", new)


def test_effects_tell_what_followed() -> None:
    after = read(wanted("30日", {"value": "2025-11-30"}))
    found = [(layer, extent(now).of(TEXT)) for layer, _, now in effects(READING, after) if now]
    assert found[0] == ("times", "30日")
    assert {layer for layer, _ in found} == {"times", "statements"}
    assert effects(READING, READING) == []
    ((_, was, now),) = effects(READING, read(wanted("約40人", none=True)))
    assert isinstance(was, Quantity) and now is None


@given(
    st.sampled_from(list(FIELDS)),
    st.sampled_from(["change", "new", "none"]),
    st.integers(0, len(TEXT)),
    st.integers(0, len(TEXT)),
    st.data(),
)
def test_no_correction_makes_a_faulty_reading_or_an_exception(
    layer: Layer, action: Action, start: int, end: int, data: st.DataObject
) -> None:
    span = Span(start, end)
    value = st.none() | st.sampled_from(["PERSON", "DATE", "2025-01-01", "2024-01-01", "direct", "min", "x"])
    value |= st.integers(-3, 3) | st.fixed_dictionaries(
        {"start": st.integers(0, 99), "end": st.integers(0, 99)}
    )
    fields = data.draw(st.dictionaries(st.sampled_from([*FIELDS[layer], "words"]), value))
    correction = Correction("c", AT, layer, Evidence("r", span, span.of(TEXT)), action, fields)
    reading, left = READER.mend(TEXT, DAY, (correction,))
    assert not find_faults(reading)
    assert len(left) <= 1


def test_statements_stay_those_of_the_rules() -> None:
    assert all(isinstance(s, Statement) for s in READING.statements) and len(READING.statements) == 2
