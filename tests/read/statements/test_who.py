"""Who said it, through whom, and when: the reports of who.txt."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kirinuki.model.text import Span
from kirinuki.read.reader import Reader

PUBLISHED = dt.date(2025, 3, 12)
_READER = Reader()


def _reports() -> list[tuple[str, list[list[str]]]]:
    """Each report of the file with its statements: words, speaker, relay and day, `-` for none."""
    found: list[tuple[str, list[list[str]]]] = []
    for line in Path(__file__).with_name("who.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            found[-1][1].append(line.removeprefix("= ").split(" | "))
        elif line and not line.startswith("#"):
            found.append((line.replace("\\n", "\n"), []))
    return found


@pytest.mark.parametrize(("text", "expected"), _reports())
def test_who_said_it(text: str, expected: list[list[str]]) -> None:
    def words(span: Span | None) -> str:
        return "-" if span is None else span.of(text)

    statements = _READER.read(text, PUBLISHED).statements
    assert len(statements) == len(expected)
    for part, speaker, via, said in expected:
        (statement,) = [s for s in statements if part in s.content.of(text)]
        found = statement.speaker
        assert words(found) + "*" * (found is not None and found.implicit) == speaker
        assert words(statement.via) == via
        assert (statement.said.from_ if statement.said else "-") == said
        assert "話者" in statement.why


def test_a_bare_hearsay_behind_an_outlet_is_hedged_and_behind_a_body_its_own() -> None:
    outlet = _READER.read("中央日日新聞によると、橋が壊れた。工事は夜に行われるという。", PUBLISHED)
    assert (len(outlet.statements), len(outlet.hedged)) == (1, 1)
    body = _READER.read("名波署によると、橋が壊れた。工事は夜に行われるという。", PUBLISHED)
    assert (len(body.statements), len(body.hedged)) == (2, 0)


def test_what_somebody_is_charged_with_is_held_by_whoever_is_named_before_it() -> None:
    (held,) = _READER.read("名波署は11日、現金を盗んだとして無職の男を逮捕した。", PUBLISHED).statements
    assert held.speaker is not None
    assert not _READER.read("現金を盗んだとして、名波署は11日、無職の男を逮捕した。", PUBLISHED).statements


def test_a_relay_clause_behind_a_report_is_no_second_report() -> None:
    text = "中央日日新聞によると、男は「知らない」と話している模様である。"
    (statement,) = _READER.read(text, PUBLISHED).statements
    assert statement.via is not None and statement.via.of(text) == "中央日日新聞"
