"""The agenda over an archive: each expectation once, with what became of it, as it could be known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from kirinuki.ask.agenda import Entry
from kirinuki.ask.ledgers import Asked, page, rows
from kirinuki.errors import NotFoundError
from kirinuki.flow import Archive

NOW = dt.datetime(2025, 6, 30, 12, tzinfo=dt.UTC)
JAPAN = dt.timezone(dt.timedelta(hours=9))

PLAN = "海野市の水谷市長は1日、汐見大橋を5月20日に開通させると発表した。"
LEAD = "橋は老朽化のため去年の秋から通行止めになっていた。架け替えの費用は12億円だ。"
AGAIN = "汐見大橋を5月20日に開通させると海野市が明らかにした。"
DELAY = "海野市は12日、汐見大橋の開通を6月10日に延期すると発表した。"
OPENED = "汐見大橋が10日、開通した。"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "記録") as archive:
        yield archive


def add(archive: Archive, text: str, day: str, *, outlet: str = "kou", url: str | None = None) -> str:
    """The id of the article added, read and woven."""
    url = url or f"https://{outlet}.example/{day}"
    published = dt.date.fromisoformat(day)
    added = archive.add(
        (text + "\n").encode(), name=f"{outlet}{day}.txt", now=NOW, published=published, outlet=outlet, url=url, form="text"
    )  # fmt: skip
    archive.read_new()
    archive.weave_new()
    return added.reports[0].article


def entries(archive: Archive, **asked: object) -> list[Entry]:
    return list(rows(archive.ledgers.agenda(Asked(**asked))))  # type: ignore[arg-type]


def test_an_expectation_is_once_with_all_its_tellings(archive: Archive) -> None:
    add(archive, PLAN + LEAD, "2025-05-01")
    add(archive, AGAIN + LEAD, "2025-05-02", outlet="otsu")
    (entry,) = entries(archive)
    assert (entry.due.from_, entry.due.until) == ("2025-05-20", "2025-05-21")
    assert [told.source.outlet for told in entry.tellings] == ["kou", "otsu"]
    assert entry.first.who == "水谷" and entry.speakers[0].endswith("水谷市長")
    assert entry.outcome.kind == "unknown" and not entry.decided


def test_a_day_that_is_moved_is_the_same_expectation(archive: Archive) -> None:
    add(archive, PLAN + LEAD, "2025-05-01")
    add(archive, DELAY + LEAD, "2025-05-12")
    (entry,) = entries(archive)
    assert entry.due.from_ == "2025-06-10" and [due.from_ for due in entry.before] == ["2025-05-20"]
    assert entry.outcome.kind == "postponed" and len(entry.tellings) == 2
    add(archive, OPENED + LEAD, "2025-06-10")
    (entry,) = entries(archive)
    assert entry.outcome.kind == "happened" and entry.outcome.evidence is not None
    assert entry.outcome.evidence.text == OPENED
    for period in ((dt.date(2025, 5, 20), dt.date(2025, 5, 21)), (dt.date(2025, 6, 10), None)):
        assert entries(archive, first_day=period[0], end_day=period[1]) == [entry]
    assert entries(archive, first_day=dt.date(2025, 6, 11)) == []


def test_what_could_be_known_at_a_moment_is_all_that_is_told(archive: Archive) -> None:
    add(archive, PLAN + LEAD, "2025-05-01")
    add(archive, DELAY + LEAD, "2025-05-12")
    add(archive, OPENED + LEAD, "2025-06-10")
    kinds = [
        [e.outcome.kind for e in entries(archive, as_of=dt.datetime(2025, month, day, tzinfo=JAPAN))]
        for month, day in ((5, 1), (5, 10), (5, 20), (6, 20))
    ]
    assert kinds == [[], ["unknown"], ["postponed"], ["happened"]]


def test_entries_are_chosen_and_paged(archive: Archive) -> None:
    add(archive, PLAN + LEAD, "2025-05-01")
    add(archive, "港湾局の三崎報道官は「6月1日に検疫を始める」と述べた。", "2025-05-02", outlet="otsu")
    assert [e.due.from_ for e in entries(archive)] == ["2025-05-20", "2025-06-01"]
    (said,) = entries(archive, speaker="三崎")
    assert said.due.from_ == "2025-06-01"
    assert entries(archive, storyline=said.storyline) == [said]
    assert entries(archive, kinds=frozenset(["happened"])) == []
    first = page(archive.ledgers.agenda(Asked()), 1)
    assert page(archive.ledgers.agenda(Asked(), first.after), 5).rows == (said,)


def test_what_is_overdue_and_unknown_stays_for_a_month(archive: Archive) -> None:
    add(archive, PLAN + LEAD, "2025-05-01")
    for day, shown in (("2025-05-10", 1), ("2025-06-15", 1), ("2025-07-15", 0)):
        assert len(entries(archive, open_on=dt.date.fromisoformat(day))) == shown
    add(archive, "汐見大橋が20日、開通した。" + LEAD, "2025-05-20")
    assert entries(archive, open_on=dt.date(2025, 6, 15)) == []
    assert len(entries(archive, open_on=dt.date(2025, 5, 20))) == 1


def test_a_persons_word_goes_before_the_rules_until_it_is_taken_back(archive: Archive) -> None:
    add(archive, PLAN + LEAD, "2025-05-01")
    (entry,) = entries(archive)
    revision = entry.first.evidence.revision
    archive.decide.expectation(entry.item, "cancelled", now=NOW, shown=f"{revision}:0-4")
    (called,) = entries(archive)
    assert called.decided and called.outcome.kind == "cancelled"
    assert called.outcome.evidence is not None and called.outcome.evidence.text == PLAN[:4]
    # What the person said later could not be known before.
    assert [e.outcome.kind for e in entries(archive, as_of=NOW - dt.timedelta(days=1))] == ["unknown"]
    archive.decide.expectation(entry.item, "none", now=NOW)
    assert entries(archive) == []
    archive.decide.expectation(entry.item, None, now=NOW)
    assert entries(archive) == [entry]


def test_a_persons_word_follows_the_clause_into_the_next_revision(archive: Archive) -> None:
    url = "https://kou.example/bridge"
    add(archive, PLAN + LEAD, "2025-05-01", url=url)
    (entry,) = entries(archive)
    archive.decide.expectation(entry.item, "happened", now=NOW)
    add(archive, "訂正がある。" + PLAN + LEAD, "2025-05-02", url=url)
    (called,) = entries(archive)
    assert called.item != entry.item and called.decided and called.outcome.kind == "happened"


def test_a_place_without_an_expectation_is_refused(archive: Archive) -> None:
    add(archive, PLAN + LEAD, "2025-05-01")
    (entry,) = entries(archive)
    with pytest.raises(NotFoundError, match="予定はありません"):
        archive.decide.expectation(f"{entry.first.evidence.revision}:0-3", "happened", now=NOW)
    with pytest.raises(NotFoundError):
        archive.decide.expectation(entry.item, "happened", now=NOW, shown="feed:0-1")


def test_rebuilding_gives_the_same_agenda(archive: Archive) -> None:
    add(archive, PLAN + LEAD, "2025-05-01")
    add(archive, DELAY + LEAD, "2025-05-12")
    archive.decide.expectation(entries(archive)[0].item, "happened", now=NOW)
    before, rows = entries(archive), list(archive._store.rows())
    archive.close()
    Archive.rebuild(archive.path)
    with Archive.open(archive.path) as again:
        assert entries(again) == before and list(again._store.rows()) == rows


def test_an_archive_of_before_gets_its_agenda_from_the_readings_it_has(archive: Archive) -> None:
    add(archive, PLAN + LEAD, "2025-05-01")
    before, rows = entries(archive), list(archive._store.rows())
    with archive._store.transaction():
        archive._store._database.write("DELETE FROM expectations")
        archive._store._database.write("INSERT INTO unlisted SELECT revision FROM readings")
    assert list(archive._store.agenda.due(dt.date.min, dt.date.max)) == []
    assert archive.read_new() == 0
    assert entries(archive) == before and list(archive._store.rows()) == rows


def test_a_text_that_the_rules_stumble_over_is_a_problem_and_stops_nothing(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_: object) -> list[object]:
        raise RuntimeError("落とし穴")

    with monkeypatch.context() as broken:
        broken.setattr("kirinuki.flow.readings.find_expectations", stumble)
        add(archive, PLAN + LEAD, "2025-05-01")
    assert any("落とし穴" in problem.message for problem in archive.problems())
    assert entries(archive) == [] and archive._store.agenda.unlisted() == []
