"""Ledgers page by page: whatever the page, the order and the query, they hold what a plain scan of the archive holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import kirinuki
from kirinuki.ask.changes import Called, edits
from kirinuki.ask.ledgers import Asked, Order, page
from kirinuki.ask.statements import sayings
from kirinuki.errors import InputError, QueryError
from kirinuki.model.article import JAPAN
from kirinuki.model.digest import Source
from kirinuki.model.weaving import EDITS
from kirinuki.weave.figures import words_of_theme

NEWSPAPER = Path(__file__).resolve().parents[2] / "examples" / "newspaper"
NOW = dt.datetime(2026, 1, 2, 6, 0, tzinfo=JAPAN)
LEDGERS = ("statements", "changes", "figures", "claims", "agenda")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kirinuki.Archive]:
    with kirinuki.Archive.create(tmp_path_factory.mktemp("ledgers") / "archive") as archive:
        for file in sorted(NEWSPAPER.iterdir()):
            archive.add(file.read_bytes(), name=file.name, now=NOW)
        archive.read_new()
        archive.weave_new()
        yield archive


def plain(archive: kirinuki.Archive, ledger: str) -> list[Any]:
    """All rows, as the archive gives them without a ledger."""
    match ledger:
        case "statements":
            store = archive._store
            names = {outlet.key: outlet.name for outlet in store.articles.outlets()}
            return [
                saying
                for article in archive.articles()
                for revision in [store.articles.current(article.id)]
                for saying in sayings(
                    revision, archive._read(revision), Source.of(article, names[article.outlet], revision)
                )
            ]
        case "changes":
            return list(edits(archive._store, dt.date.min, dt.date.max, EDITS, Called()))
        case "figures":
            several = {line.id for line in archive.storylines.all() if len(line.members) > 1}
            return [told for told in archive.figures.series() if told.storyline in several]
        case "claims":
            return list(archive.claims.compared())
        case _:
            return list(archive.agenda.entries())


def words_of(ledger: str, row: Any) -> str:
    match ledger:
        case "statements":
            return str(row.evidence.text)
        case "changes":
            return f"{row.was}\n{row.now}"
        case "figures":
            points = row.series.points
            titles = [source.title or "" for source in row.sources.values()]
            return "\n".join(
                [
                    row.series.slot,
                    *words_of_theme(row.series.slot),
                    *titles,
                    *(p.evidence.text for p in points),
                    *(p.source.text for p in points if p.source),
                ]
            )
        case "claims":
            return f"{row.comparison.one.evidence.text}\n{row.comparison.other.evidence.text}"
        case _:
            return "\n".join(t.expectation.evidence.text for t in row.tellings)


def outlets_of(ledger: str, row: Any) -> set[str]:
    match ledger:
        case "statements" | "changes":
            return {row.source.outlet}
        case "figures":
            return {source.outlet for source in row.sources.values()}
        case "claims":
            return {source.outlet for source in row.sources}
        case _:
            return {telling.source.outlet for telling in row.tellings}


def walked(archive: kirinuki.Archive, ledger: str, asked: Asked, limit: int) -> list[Any]:
    walk: Callable[..., Any] = getattr(archive.ledgers, ledger)
    rows: list[Any] = []
    after = None
    for _ in range(2000):
        got = page(walk(asked, after), limit)
        assert len(got.rows) <= limit
        rows += got.rows
        after = got.after
        if after is None:
            return rows
    raise AssertionError("no end")


def same(one: list[Any], other: list[Any]) -> bool:
    return sorted(map(repr, one)) == sorted(map(repr, other))


@pytest.mark.parametrize("ledger", LEDGERS)
@pytest.mark.parametrize("limit", [7, 1000])
def test_pages_hold_every_row_once(archive: kirinuki.Archive, ledger: str, limit: int) -> None:
    everything = plain(archive, ledger)
    assert len(everything) > 5
    assert same(walked(archive, ledger, Asked(), limit), everything)


@pytest.mark.parametrize("ledger", ["statements", "changes"])
@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_rows_come_in_the_order_of_telling(archive: kirinuki.Archive, ledger: str, order: Order) -> None:
    rows = walked(archive, ledger, Asked(order=order), 7)
    told = [archive._store.articles.order(row.source.revision) for row in rows]
    days = [at[0][:10] for at in told]
    assert days == sorted(days, reverse=order == "newest")
    if ledger == "statements":
        assert told == sorted(told, reverse=order == "newest")
        for one, other in pairwise(rows):
            assert one.source.revision != other.source.revision or one.evidence.span < other.evidence.span


@pytest.mark.parametrize("ledger", LEDGERS)
@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_a_query_leaves_what_a_plain_scan_leaves(
    archive: kirinuki.Archive, ledger: str, order: Order
) -> None:
    everything = plain(archive, ledger)
    outlet = "北浜新報"
    tables: dict[str, Callable[[Any], bool]] = {
        "サーレ": lambda row: "サーレ" in words_of(ledger, row),
        '"３日"': lambda row: "３日" in words_of(ledger, row),
        "サーレ -封鎖": lambda row: "サーレ" in words_of(ledger, row) and "封鎖" not in words_of(ledger, row),
        "人 OR 船": lambda row: "人" in words_of(ledger, row) or "船" in words_of(ledger, row),
        f"outlet:{outlet}": lambda row: outlet in outlets_of(ledger, row),
        f"-outlet:{outlet}": lambda row: outlet not in outlets_of(ledger, row),
        "(サーレ OR 会談) -船": lambda row: (
            any(w in words_of(ledger, row) for w in ("サーレ", "会談")) and "船" not in words_of(ledger, row)
        ),
    }
    for query, fits in tables.items():
        asked = Asked(query=archive.asked(query), order=order)
        assert same(walked(archive, ledger, asked, 9), [row for row in everything if fits(row)]), query


def test_a_speaker_is_that_of_the_row(archive: kirinuki.Archive) -> None:
    rows = walked(archive, "statements", Asked(query=archive.asked("speaker:報道官")), 10)
    assert rows
    assert all("報道官" in (row.speaker.text if row.speaker else "") + (row.who or "") for row in rows)
    every = [
        r for r in plain(archive, "statements") if r.speaker and "報道官" in r.speaker.text + (r.who or "")
    ]
    assert same(rows, every)


@pytest.mark.parametrize("ledger", LEDGERS)
def test_one_storyline_alone(archive: kirinuki.Archive, ledger: str) -> None:
    line = max(archive.storylines.all(), key=lambda line: len(line.members))
    members = {member.article for member in line.members}
    rows = walked(archive, ledger, Asked(storyline=line.id[:8]), 11)
    assert 0 < len(rows) <= len(plain(archive, ledger))
    assert outlets_of(ledger, rows[0])
    if ledger in ("statements", "changes"):
        assert {row.source.article for row in rows} <= members


def test_filters_of_one_ledger_each(archive: kirinuki.Archive) -> None:
    denied = walked(archive, "statements", Asked(kinds=frozenset(["denied"])), 3)
    assert denied and {row.stance for row in denied} == {"denied"}
    corrected = walked(archive, "changes", Asked(kinds=frozenset(["corrected"])), 3)
    assert corrected and {row.edit.change.kind for row in corrected} == {"corrected"}
    opposed = walked(archive, "claims", Asked(kinds=frozenset(["contradiction"])), 3)
    assert opposed and {row.comparison.relation for row in opposed} == {"contradiction"}
    happened = walked(archive, "agenda", Asked(kinds=frozenset(["happened"])), 3)
    assert {row.outcome.kind for row in happened} <= {"happened"}


def test_the_agenda_keeps_to_its_days(archive: kirinuki.Archive) -> None:
    from_, until = dt.date(2026, 1, 2), dt.date(2026, 1, 5)
    rows = walked(archive, "agenda", Asked(first_day=from_, end_day=until), 4)
    assert same(rows, archive.agenda.entries(from_, until))


def test_a_page_goes_on_where_it_was_when_more_came_in(tmp_path: Path) -> None:
    files = sorted(NEWSPAPER.iterdir())
    with kirinuki.Archive.create(tmp_path / "archive") as archive:
        for file in files[3:]:
            archive.add(file.read_bytes(), name=file.name, now=NOW)
        archive.read_new()
        archive.weave_new()
        before = walked(archive, "statements", Asked(order="oldest"), 1000)
        half = page(archive.ledgers.statements(Asked(order="oldest")), 40)
        for file in files[:3]:
            archive.add(file.read_bytes(), name=file.name, now=NOW)
        archive.read_new()
        archive.weave_new()
        rest = page(archive.ledgers.statements(Asked(order="oldest"), half.after), 1000).rows
        kept = {row.evidence.item for row in rest}
        assert {row.evidence.item for row in before[40:]} <= kept
        assert not kept & {row.evidence.item for row in half.rows}


@pytest.mark.parametrize("ledger", LEDGERS)
@pytest.mark.parametrize("cursor", ["x", "", "~", "zz:1-2", "a~b", "ffff@1", "9999-99-99~-", "2026-01-01~"])
def test_a_cursor_of_another_kind_is_refused(archive: kirinuki.Archive, ledger: str, cursor: str) -> None:
    with pytest.raises(InputError, match="続きの印"):
        page(getattr(archive.ledgers, ledger)(Asked(), cursor), 5)


def test_a_query_that_is_none_says_where(archive: kirinuki.Archive) -> None:
    with pytest.raises(QueryError):
        archive.asked("outlet:")
