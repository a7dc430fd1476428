from __future__ import annotations

import datetime as dt
import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from kirinuki.model.reading import Duration, Entity, Hedge, Quantity, Reading, Speaker, Statement, Time
from kirinuki.model.text import Span
from kirinuki.publish.setting import columns
from kirinuki.publish.terminal import show_reading
from tests.ask import lighthouse
from tests.publish import hostile

READING = lighthouse.PASTED.reading


def shown(
    reading: Reading,
    *,
    colour: bool = False,
    width: int = 60,
    encoding: str = "utf-8",
    explain: bool = False,
) -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    console = Console(
        file=file,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        legacy_windows=False,
    )
    show_reading(reading, console, explain=explain)
    file.flush()
    return raw.getvalue().decode(encoding)


def test_without_colour(snapshot: SnapshotAssertion) -> None:
    assert shown(READING) == snapshot


def test_with_colour(snapshot: SnapshotAssertion) -> None:
    assert shown(READING, colour=True) == snapshot


def test_no_escape_sequence_is_written_where_there_is_no_colour() -> None:
    assert "\x1b" not in shown(READING)
    assert "\x1b[" in shown(READING, colour=True)


def test_lines_fit_the_window() -> None:
    assert all(columns(line) <= 40 for line in shown(READING, width=40).split("\n"))


def test_durations_titles_and_hearsay_are_shown() -> None:
    text = "村の小田村長によると、祭りは3年ぶりだという。"
    reading = Reading(
        text=text,
        published=dt.date(2025, 4, 10),
        version="hand",
        sentences=(),
        times=(),
        durations=(Duration(14, 16, "P3Y", ""),),
        quantities=(),
        entities=(Entity(2, 4, "PERSON", "", "村長"),),
        statements=(),
        hedged=(Hedge(0, len(text), "という", "hearsay", ""),),
    )
    out = shown(reading)
    assert "小田（村長）" in out and "長さ  3年" in out and "伝聞 ― という" in out


HALL = Reading(
    text="久我（くが）知事は正午、死者は3〜4人だとの訴えを退けた。祭りは3年ぶりとみられる。",
    published=dt.date(2025, 4, 10),
    version="hand",
    sentences=(Span(0, 29), Span(29, 42)),
    times=(
        Time(
            9,
            11,
            "TIME",
            "2025-04-10T12:00",
            "2025-04-10T12:00",
            "2025-04-10T12:01",
            "minute",
            "当日",
            "+09:00",
        ),
    ),
    durations=(Duration(32, 34, "P3Y", "ぶりの前"),),
    quantities=(Quantity(15, 19, 3, 4, "人", False, "〜で結ぶ幅", counted=Span(12, 14)),),
    entities=(Entity(0, 2, "PERSON", "肩書きの前", "知事", "久我正人", "くが"),),
    statements=(
        Statement("indirect", Span(12, 20), "節＋との訴え", Speaker(0, 8), Span(25, 28), stance="denied"),
    ),
    hedged=(Hedge(29, 42, "とみられる", "inference", "名のない推量"),),
)


def test_zone_stance_gloss_and_what_is_counted_are_shown() -> None:
    out = shown(HALL, width=80)
    assert "〈2025年4月10日12:00 +09:00〉" in out
    assert "退けた（否定）" in out
    assert "久我《くが》（知事）" in out
    assert "3〜4人（死者）" in out
    assert "推量 ― とみられる" in out


def test_every_annotation_is_explained_under_its_sentence(snapshot: SnapshotAssertion) -> None:
    out = shown(HALL, width=80, explain=True)
    assert out == snapshot
    for layer in (HALL.times, HALL.durations, HALL.quantities, HALL.entities, HALL.statements, HALL.hedged):
        for annotation in layer:
            assert f"← {annotation.why}" in out
    first, second = out.split("\n\n")[:2]
    assert "肩書きの前" in first and "ぶりの前" in second


def test_explained_in_colour_and_in_a_narrow_window() -> None:
    assert "\x1b[" in shown(READING, colour=True, explain=True)
    assert all(columns(line) <= 40 for line in shown(HALL, width=40, explain=True).split("\n"))


def test_a_console_that_lacks_a_character_gets_a_geta_for_it() -> None:
    text = "彁は😀と笑う。"
    reading = Reading(text, dt.date(2025, 4, 10), "hand", (), (), (), (), (), (), ())
    assert "彁は〓と笑う。" in shown(reading, encoding="cp932")
    assert "?" in shown(reading, encoding="ascii")
    assert "発言" not in shown(READING, encoding="cp932", colour=False)
    assert "〈2025年〉" in shown(READING, encoding="cp932")


def test_control_characters_of_a_text_do_not_reach_the_terminal() -> None:
    reading = next(iter(hostile.READINGS))
    assert "\x1b" not in shown(reading) and "\u202e" not in shown(reading)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.data())
def test_any_text_with_any_layers_keeps_its_words(text: str, data: st.DataObject) -> None:
    times = []
    for _ in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        times.append(Time(start, end, "DATE", "2025", "2025-01-01", "2026-01-01", "day", "drawn"))
    reading = Reading(text, dt.date(2025, 4, 10), "hand", (), tuple(times), (), (), (), (), ())
    out = "".join(shown(reading).split()).replace("〈2025年〉", "")  # which a line may end in
    assert "".join(filter(str.isalnum, out)) == "".join(filter(str.isalnum, text))
