"""What examples/planted.json promises of the example newspaper's four days is told by the chronicle of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from kirinuki.flow import Archive
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
    found = archive.agenda.entries(dt.date(2025, 12, 1), dt.date(2026, 12, 31), limit=500)
    return {entry.first.evidence.text: entry.outcome.kind for entry in found.entries}


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


def test_two_counts_of_one_morning_stand_side_by_side_and_nothing_that_is_no_contradiction(
    archive: Archive,
) -> None:
    found = [each.comparison for each in archive.claims.compared(relations={"contradiction"})]
    assert [c.ground for c in found] == ["figure"]
    assert {mark.text for mark in found[0].marks} == {"少なくとも３３人", "27人"}
