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


def test_a_bare_hearsay_right_behind_a_source_is_its_own_whoever_acts() -> None:
    for source in ("中央日日新聞", "名波署"):
        told = _READER.read(f"{source}によると、橋が壊れた。工事は夜に行われるという。", PUBLISHED)
        assert (len(told.statements), len(told.hedged)) == (2, 0)
    acts = _READER.read("中央日日新聞によると、橋が壊れた。北村一郎市長は工事を夜に行うという。", PUBLISHED)
    assert (len(acts.statements), len(acts.hedged)) == (2, 0)
    assert acts.statements[1].speaker is not None and acts.statements[1].speaker.implicit


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("中央電機28日付けニュースリリースによると、船は出港した。", "中央電機", "ニュースリリースによると"),
        ("中央電機の同月3日付けプレスリリースによると、船は出港した。", "中央電機", "プレスリリースによると"),
        (
            "中央電機株式会社(CDK)のプレスリリース等によると、船は出た。",
            "中央電機株式会社",
            "プレスリリース等によると",
        ),
        ("東都日報の報道では、乗客14人がけがをしているという。", "東都日報", "という"),
        ("午前1時15分頃(東都通信によると午前1時20分頃)、缶が爆発した。", "東都通信", "によると"),
        ("規模は5.4(米国地質研究所によれば5.6)で、深さは21キロ。", "米国地質研究所", "によれば"),
    ],
)
def test_who_issued_it_and_who_is_named_in_brackets(text: str, speaker: str, cue: str) -> None:
    (statement,) = _READER.read(text, PUBLISHED).statements
    assert statement.speaker is not None and statement.speaker.of(text) == speaker
    assert statement.cue is not None and statement.cue.of(text) == cue


def test_who_announced_it_without_words_speaks_in_the_next_sentence() -> None:
    text = "中央電機株式会社が3日サイトで発表した。それによると、けが人はなく、運航は可能としている。"
    (statement,) = _READER.read(text, PUBLISHED).statements
    assert statement.speaker is not None and statement.speaker.implicit
    assert statement.speaker.of(text) == "中央電機株式会社"


def test_whom_the_outlet_asked_says_it_and_the_outlet_relays() -> None:
    text = "東都通信が名波署へ取材したところ、缶が反応したのではないかと見ており、鑑定を進めている。"
    (statement,) = _READER.read(text, PUBLISHED).statements
    assert statement.content.of(text) == "缶が反応したのではないか"
    assert statement.speaker is not None and statement.speaker.of(text) == "名波署"
    assert statement.via is not None and statement.via.of(text) == "東都通信"


def test_a_sum_demanded_begins_behind_the_clause_before_it() -> None:
    text = "男は会社の代表番号に電話し300万円を要求した。"
    (statement,) = _READER.read(text, PUBLISHED).statements
    assert statement.content.of(text) == "300万円"


def test_what_somebody_is_charged_with_is_nobodys_words() -> None:
    assert not _READER.read("名波署は11日、現金を盗んだとして無職の男を逮捕した。", PUBLISHED).statements
    assert not _READER.read("現金を盗んだとして、名波署は11日、無職の男を逮捕した。", PUBLISHED).statements


def test_a_relay_clause_behind_a_report_is_no_second_report() -> None:
    text = "中央日日新聞によると、男は「知らない」と話している模様である。"
    (statement,) = _READER.read(text, PUBLISHED).statements
    assert statement.via is not None and statement.via.of(text) == "中央日日新聞"


def _said_by(text: str) -> dict[str, str]:
    """Who says each content."""
    found = _READER.read(text, PUBLISHED).statements
    return {s.content.of(text): s.speaker.of(text) for s in found if s.speaker is not None}


def test_what_was_cried_while_doing_it_does_not_end_the_words_of_whoever_tells_it() -> None:
    text = "木村裁判長は判決理由で、被告が「黙れ」と叫びながら扉を押したと認定した。"
    assert _said_by(text) == {
        "被告が「黙れ」と叫びながら扉を押した": "木村裁判長",
        "黙れ": "被告",
    }


def test_through_whom_a_thing_was_asked_for_is_part_of_what_is_told() -> None:
    text = "木村早苗市長は、県を通じて隣の市に給水車の派遣を要請したことを明らかにした。"
    assert _said_by(text) == {
        "県を通じて隣の市に給水車の派遣を要請した": "木村早苗市長",
        "給水車の派遣": "木村早苗市長",
    }
