"""What examples/planted.json promises of the example newspaper's four days is told by the chronicle of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from kirinuki.flow import Archive
from kirinuki.model.text import fold_width
from tests.test_example import EXAMPLES, PLANTED

NOW = dt.datetime(2026, 1, 2, 9, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("chronicle") / "記録"
    with Archive.create(folder) as archive:
        for file in sorted((EXAMPLES / "newspaper").glob("*.jsonl")):
            archive.add(file.read_bytes(), name=file.name, now=NOW)
        archive.read_new()
        archive.weave_new()
        yield archive


def planted(kind: str) -> list[dict[str, list[dict[str, str]]]]:
    return [item for item in PLANTED["planted"] if item["kind"] == kind]


def outcomes(archive: Archive) -> dict[str, str]:
    """What became of what was announced, by the words that say what."""
    found = archive.agenda.entries(dt.date(2025, 12, 1), dt.date(2026, 12, 31))
    return {entry.first.evidence.text: entry.outcome.kind for entry in found}


def test_two_stories_run_through_the_days(archive: Archive) -> None:
    long = sorted(
        (line for line in archive.storylines.all() if len(line.members) > 3), key=lambda x: len(x.members)
    )
    assert ["銀" in line.title for line in long] == [True, False]
    bank, harbour = ({archive.article(m.article).external_id for m in line.members} for line in long)
    assert {"migiwa-20251229-2", "shimpo-20251229-2", "shimpo-20260101-1"} <= bank
    assert {"migiwa-20251229-1", "meiso-20251231-2", "migiwa-20260101-1"} <= harbour


@pytest.mark.parametrize("item", planted("announcement open"), ids=lambda item: str(item["note"]))
def test_what_lies_ahead_is_open(archive: Archive, item: dict[str, list[dict[str, str]]]) -> None:
    found = outcomes(archive)
    for at in item["at"]:
        (kind,) = {
            kind for words, kind in found.items() if at["words"].rstrip("。") in words or words in at["words"]
        }
        assert kind == "unknown", at["words"]


def test_talks_that_were_moved_were_put_off(archive: Archive) -> None:
    (kind,) = {kind for words, kind in outcomes(archive).items() if "来年1月1日の午前10時から" in words}
    assert kind == "postponed"


def test_the_promise_that_was_kept_is_told_from_the_one_that_was_not(archive: Archive) -> None:
    found = outcomes(archive)
    (missed,) = (kind for words, kind in found.items() if words.startswith("30日の朝までの復旧"))
    (kept,) = (kind for words, kind in found.items() if "午前9時までの全面復旧" in words)
    assert missed in ("postponed", "cancelled")
    assert kept == "happened"


@pytest.mark.parametrize("words", ["避難者", "けが人, by the ministry", "小麦先物"])
def test_a_figure_that_moves_is_one_series(archive: Archive, words: str) -> None:
    (item,) = (item for item in planted("figure rises") if words in str(item["note"]))
    current = {archive.revision(archive.current(a.id).id).text: a.external_id for a in archive.articles()}
    wanted = [
        at["words"]
        for at in item["at"]
        if any(at["words"] in text and at["id"] == id for text, id in current.items())
    ]
    series = [[point.evidence.text for point in found.series.points] for found in archive.figures.series()]
    assert any(sum(any(p in w or w in p for p in points) for w in wanted) >= 2 for points in series), wanted


@pytest.mark.parametrize("item", planted("claims conflict"), ids=lambda item: str(item["note"]))
def test_those_who_contradict_each_other_stand_side_by_side(
    archive: Archive, item: dict[str, list[dict[str, str]]]
) -> None:
    called = [each.comparison for each in archive.claims.compared(relations={"contradiction"})]
    wanted = [_plain(at["words"]) for at in item["at"]]
    assert any(
        all(any(words in _plain(side.evidence.text) or _plain(side.evidence.text) in words for side in sides) for words in wanted)
        for sides in ((c.one, c.other) for c in called)
    )  # fmt: skip


def test_nothing_is_called_a_contradiction_that_is_none(archive: Archive) -> None:
    called = [each.comparison for each in archive.claims.compared(relations={"contradiction"})]
    assert {(c.one.evidence.text[:12], c.other.evidence.text[:12]) for c in called} == {
        ("ガルドニア軍の無人艇2隻", "わが軍はその海域で無人艇"),
        ("ガルドニア軍の無人艇によ", "テルミア軍の機雷だ"),
        ("２９日夜から３０日未明に", "無人機は全て目標に到達し"),
        ("避難者は１万２千人に達し", "ガルドニア海軍による封鎖"),
        ("市の集計には、2つの病院", "一人ひとりの名前を確認し"),
        ("検査ではなく、時間稼ぎだ", "書類の不備が原因だ。テル"),
        ("封鎖は正当だ", "食料と薬を運ぶ港を閉ざす"),
        ("われわれの主張が裏付けら", "写真で船は沈まない。ＩＮ"),
    }
    (counts,) = (c for c in called if c.ground == "figure")
    assert {mark.text for mark in counts.marks} == {"少なくとも３３人", "27人"}


def _plain(words: str) -> str:
    """The words without what a revision changed in them: the drones shot down, 24 at first."""
    return fold_width(words).replace("24機", "19機")
