"""Every ledger by every operator of the query language, beside what a plain look at its rows gives."""

from __future__ import annotations

import datetime as dt
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from kirinuki.ask.claims import Compared
from kirinuki.ask.figures import FigureSeries
from kirinuki.errors import NotFoundError, QueryError
from kirinuki.flow import Archive
from kirinuki.model.chronicle import Saying
from kirinuki.model.digest import EditShown
from kirinuki.model.weaving import EDITS
from kirinuki.store.folding import fold
from tests.test_example import EXAMPLES

NOW = dt.datetime(2026, 1, 2, 9, tzinfo=dt.UTC)
ALWAYS = dt.date.min, dt.date.max


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("ledgers") / "記録"
    with Archive.create(folder) as archive:
        for file in sorted((EXAMPLES / "newspaper").glob("*.jsonl")):
            archive.add(file.read_bytes(), name=file.name, now=NOW)
        archive.read_new()
        archive.weave_new()
        yield archive


def statements(archive: Archive, query: str | None = None, after: str | None = None) -> Iterator[Saying]:
    return archive.ledgers.statements(query, after=after)


def figures(archive: Archive, query: str | None = None, after: str | None = None) -> Iterator[FigureSeries]:
    return archive.ledgers.figures(query, after=after)


def claims(archive: Archive, query: str | None = None, after: str | None = None) -> Iterator[Compared]:
    return archive.ledgers.claims(query, after=after)


def changes(archive: Archive, query: str | None = None, after: str | None = None) -> Iterator[EditShown]:
    return archive.ledgers.changes(query, *ALWAYS, EDITS, after=after)


def agenda(archive: Archive, query: str | None = None, after: str | None = None) -> Iterator[Any]:
    return iter(archive.ledgers.agenda(query, after=after).entries)


def storylines(archive: Archive, query: str | None = None, after: str | None = None) -> Iterator[Any]:
    return archive.ledgers.storylines(query, after=after)


LEDGERS: list[Callable[..., Iterator[Any]]] = [statements, figures, claims, changes, agenda, storylines]


def named(row: Any) -> str:
    return str(
        getattr(row, "name", None)
        or getattr(row, "item", None)
        or (row.evidence.item if hasattr(row, "evidence") else row.id)
    )


def holds(words: str, told: Iterable[str | None]) -> bool:
    return any(fold(words) in fold(one or "") for one in told)


def met(days: Any, first: str, behind: str) -> bool:
    return bool(days.from_ < behind and first < days.until)


STATEMENTS: list[tuple[str, Callable[[Saying], bool]]] = [
    ("サーレ", lambda s: "サーレ" in s.evidence.text),
    ("ｻｰﾚ", lambda s: "サーレ" in s.evidence.text),
    ('"サーレ港"', lambda s: "サーレ港" in s.evidence.text),
    ("サーレ -港", lambda s: "サーレ" in s.evidence.text and "港" not in s.evidence.text),
    ("船 OR 銀行", lambda s: holds("船", [s.evidence.text]) or holds("銀行", [s.evidence.text])),
    ("outlet:みぎわ放送", lambda s: s.source.outlet == "みぎわ放送"),
    ("speaker:知事", lambda s: holds("知事", [s.speaker.text if s.speaker else "", s.who])),
    ("to:サーレ", lambda s: any("サーレ" in name for name in s.to)),
    ("date:2025-12-30", lambda s: s.source.published == dt.date(2025, 12, 30)),
    ("when:2025-12-29", lambda s: met(s.said, "2025-12-29", "2025-12-30")),
    ("kind:statement", lambda s: True),
    ("kind:figure", lambda s: False),
    (
        "speaker:知事 (船 OR 家族) date:2025-12-30..",
        lambda s: (
            holds("知事", [s.speaker.text if s.speaker else "", s.who])
            and holds("船", [s.evidence.text]) | holds("家族", [s.evidence.text])
            and s.source.published >= dt.date(2025, 12, 30)
        ),
    ),
]


@pytest.mark.parametrize(("query", "wanted"), STATEMENTS, ids=[query for query, _ in STATEMENTS])
def test_statements_are_those_that_a_plain_look_gives(
    archive: Archive, query: str, wanted: Callable[[Saying], bool]
) -> None:
    everything = list(statements(archive))
    expected = [saying.evidence.item for saying in everything if wanted(saying)]
    assert [saying.evidence.item for saying in statements(archive, query)] == expected
    assert expected or query == "kind:figure"


FIGURES: list[tuple[str, Callable[[FigureSeries], bool]]] = [
    ("負傷者", lambda f: "負傷者" in f.series.slot or any("負傷者" in (s.title or "") for s in f.sources.values())),
    ("figure:機", lambda f: f.series.unit == "機"),
    ("-figure:人", lambda f: f.series.unit != "人"),
    ("outlet:みぎわ放送 figure:人", lambda f: f.series.unit == "人" and "みぎわ放送" in {s.outlet for s in f.sources.values()}),
    ("when:2025-12-30", lambda f: any(met(p.when, "2025-12-30", "2025-12-31") for p in f.series.points)),
]  # fmt: skip


@pytest.mark.parametrize(("query", "wanted"), FIGURES, ids=[query for query, _ in FIGURES])
def test_figures_are_those_that_a_plain_look_gives(
    archive: Archive, query: str, wanted: Callable[[FigureSeries], bool]
) -> None:
    expected = [told.item for told in figures(archive) if wanted(told)]
    assert [told.item for told in figures(archive, query)] == expected
    assert expected


def test_a_word_for_what_is_counted_finds_its_other_words(archive: Archive) -> None:
    told = {f.item for f in figures(archive, "負傷者")}
    assert told and told <= {f.item for f in figures(archive, "けが人")}


CHANGES: list[tuple[str, Callable[[EditShown], bool]]] = [
    ("changed:dropped", lambda e: e.edit.change.kind == "dropped"),
    ("-changed:dropped", lambda e: e.edit.change.kind != "dropped"),
    ("人", lambda e: "人" in e.was or "人" in e.now),
    ("outlet:みぎわ放送", lambda e: e.source.outlet == "みぎわ放送"),
]


@pytest.mark.parametrize(("query", "wanted"), CHANGES, ids=[query for query, _ in CHANGES])
def test_changes_are_those_that_a_plain_look_gives(
    archive: Archive, query: str, wanted: Callable[[EditShown], bool]
) -> None:
    expected = [edit.name for edit in changes(archive) if wanted(edit)]
    assert [edit.name for edit in changes(archive, query)] == expected
    assert expected


def test_claims_and_agenda_by_words_speakers_and_days(archive: Archive) -> None:
    first = next(claims(archive))
    one = first.comparison.one
    assert one.speaker is not None
    assert first in list(claims(archive, f'"{one.evidence.text[:6]}"'))
    assert first in list(claims(archive, f'speaker:"{one.speaker.text}"'))
    assert not list(claims(archive, f'"{one.evidence.text[:6]}" outlet:nobody'))
    entries = list(agenda(archive))
    for entry in entries:
        day = entry.due.from_
        found = [e.item for e in agenda(archive, f"when:{day}")]
        next_day = (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()
        due = [e.item for e in entries if any(met(d, day, next_day) for d in (e.due, *e.before))]
        assert entry.item in found and found == due


def test_storylines_are_those_with_an_article_that_a_search_finds(archive: Archive) -> None:
    for query in ("銀行", "outlet:みぎわ放送 銀行", "銀行 -ときわ丸"):
        found = {hit.article for hit in archive.search(query, limit=1000).hits}
        wanted = [
            line.id
            for line in archive.storylines.all()
            if found & {member.article for member in line.members}
        ]
        assert wanted and [line.id for line in storylines(archive, query)] == wanted


def test_a_page_of_the_day_holds_only_what_the_query_does(archive: Archive) -> None:
    days = dt.date(2025, 12, 29), dt.date(2026, 1, 2)
    page = archive.digest(*days, query="銀行")
    found = {hit.article for hit in archive.search("銀行", limit=1000).hits}
    told = {section.source.article for section in page.sections}
    assert told and told <= found
    assert told < {section.source.article for section in archive.digest(*days).sections}


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: str(ledger.__name__))
@pytest.mark.parametrize("query", [None, "人 OR 船 OR 港 OR 年"])
def test_pages_taken_one_by_one_are_the_whole(archive: Archive, ledger: Any, query: str | None) -> None:
    whole = [named(row) for row in ledger(archive, query)]
    assert whole and len(set(whole)) == len(whole)
    taken: list[str] = []
    while page := [named(row) for row in islice(ledger(archive, query, taken[-1] if taken else None), 3)]:
        taken += page
    assert taken == whole


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: str(ledger.__name__))
def test_what_cannot_be_asked_is_an_error(archive: Archive, ledger: Any) -> None:
    with pytest.raises(QueryError):
        list(ledger(archive, "speakr:知事"))
    with pytest.raises(NotFoundError):
        list(ledger(archive, None, "000000000000:0-1"))


def test_a_long_ledger_takes_the_memory_of_a_short_one(archive: Archive, tmp_path: Path) -> None:
    """Rows are made as they are taken: four months of a ledger take no more than one."""

    def peak(months: int) -> int:
        with Archive.create(tmp_path / str(months)) as long:
            for n in range(months * 20):
                day = dt.date(2025, 1, 1) + dt.timedelta(days=n * 30 // 20)
                text = f"港の第{n}号の船について、村瀬春樹市長は「{n}隻目も必ず守る」と述べた。"
                long.add(text.encode(), name=f"{n}.txt", published=day, now=NOW)
            long.read_new()
            rows = long.ledgers.statements("守る")
            tracemalloc.start()
            count = sum(1 for _ in rows)
            used = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        assert count == months * 20
        return used

    peak(1)
    assert peak(8) < 2 * peak(2)
