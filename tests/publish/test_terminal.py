from __future__ import annotations

import datetime as dt
import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from kirinuki.model.reading import Duration, Entity, Hedge, Reading, Time
from kirinuki.publish.setting import columns
from kirinuki.publish.terminal import show_reading
from tests.ask import lighthouse
from tests.publish import hostile

READING = lighthouse.PASTED.reading


def shown(reading: Reading, *, colour: bool = False, width: int = 60, encoding: str = "utf-8") -> str:
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
    show_reading(reading, console)
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
    assert "小田（村長）" in out and "長さ  3年" in out and "伝聞・推量 ― という" in out


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
    out = shown(reading).replace("〈2025年〉", "")
    assert "".join(filter(str.isalnum, out)) == "".join(filter(str.isalnum, text))
