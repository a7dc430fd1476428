"""Every ledger by every operator of the query language, beside what a plain look at its rows gives."""

from __future__ import annotations

import datetime as dt
import gc
import random
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from kirinuki.ask.agenda import Entry
from kirinuki.ask.claims import Compared
from kirinuki.ask.figures import FigureSeries
from kirinuki.ask.ledgers import Asked, rows
from kirinuki.errors import QueryError
from kirinuki.flow import Archive
from kirinuki.model.chronicle import Saying, Storyline
from kirinuki.model.digest import EditShown
from kirinuki.store.folding import fold
from tests.test_example import EXAMPLES

NOW = dt.datetime(2026, 1, 2, 9, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("ledgers") / "記録"
    with Archive.create(folder) as archive:
        for file in sorted((EXAMPLES / "newspaper").glob("*.jsonl")):
            archive.add(file.read_bytes(), name=file.name, now=NOW)
        archive.read_new()
        archive.weave_new()
        yield archive


def asked(archive: Archive, query: str | None, **wanted: Any) -> Asked:
    return Asked(None if query is None else archive.asked(query), order="oldest", alone=True, **wanted)


def statements(archive: Archive, query: str | None = None) -> Iterator[Saying]:
    return rows(archive.ledgers.statements(asked(archive, query)))


def figures(archive: Archive, query: str | None = None) -> Iterator[FigureSeries]:
    return rows(archive.ledgers.figures(asked(archive, query)))


def claims(archive: Archive, query: str | None = None) -> Iterator[Compared]:
    return rows(archive.ledgers.claims(asked(archive, query)))


def changes(archive: Archive, query: str | None = None) -> Iterator[EditShown]:
    return rows(archive.ledgers.changes(asked(archive, query)))


def agenda(archive: Archive, query: str | None = None) -> Iterator[Entry]:
    return rows(archive.ledgers.agenda(asked(archive, query)))


def storylines(archive: Archive, query: str | None = None) -> Iterator[Storyline]:
    return rows(archive.ledgers.storylines(asked(archive, query)))


LEDGERS: list[Callable[..., Iterator[Any]]] = [statements, figures, claims, changes, agenda, storylines]


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
        assert wanted and sorted(line.id for line in storylines(archive, query)) == sorted(wanted)


def test_a_page_of_the_day_holds_only_what_the_query_does(archive: Archive) -> None:
    days = dt.date(2025, 12, 29), dt.date(2026, 1, 2)
    page = archive.digest(*days, query="銀行")
    found = {hit.article for hit in archive.search("銀行", limit=1000).hits}
    told = {section.source.article for section in page.sections}
    assert told and told <= found
    assert told < {section.source.article for section in archive.digest(*days).sections}


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: str(ledger.__name__))
def test_what_cannot_be_asked_is_an_error(archive: Archive, ledger: Any) -> None:
    with pytest.raises(QueryError):
        list(ledger(archive, "speakr:知事"))


DAY = dt.timedelta(days=1)
LONG = 240


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Reports of many days, no two of one matter, each with a statement, a contradiction, a toll, a plan and a revision."""
    choice = random.Random(7)

    def word(letters: str, length: int) -> str:
        return "".join(choice.choice(letters) for _ in range(length))

    with Archive.create(tmp_path_factory.mktemp("long") / "記録") as archive:
        for n in range(LONG):
            day = dt.date(2010, 1, 1) + 20 * n * DAY
            place, thing, one, other = word(KANJI, 2), word(KANA, 5), word(KANJI, 2), word(KANJI, 2)
            told = (
                f"{place}市の{thing}橋について、{one}市長は「{thing}橋は安全だ」と述べた。"
                f"{other}知事は「{thing}橋は安全ではない」と述べた。{word(KANA, 6)}による死者は{n % 7 + 2}人になった。"
                f"{thing}橋は{(day + 40 * DAY).month}月{(day + 40 * DAY).day}日に開通する。"
                + "".join(f"{word(KANJI, 2)}の{word(KANA, 6)}に{word(KANJI, 3)}があった。" for _ in range(12))
            )
            for at, text in enumerate((told, told.replace("安全だ", "新しくて安全だ"))):
                archive.add(
                    text.encode(), name=f"{n}.txt", url=f"https://news.example/{n}", published=day,
                    now=NOW + at * DAY + n * dt.timedelta(minutes=1),
                )  # fmt: skip
        archive.read_new()
        archive.weave_new()
        yield archive


KANJI = "森林川海山谷原野畑田浜崎島岬沢池湖泉滝峰岡坂橋堀城寺宮村町里道駅港空雲雪風霧"
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロ"


@pytest.mark.parametrize("query", [None, "橋 OR 人"])
@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: str(ledger.__name__))
def test_a_long_ledger_takes_the_memory_of_a_short_one(long: Archive, ledger: Any, query: str | None) -> None:
    """Rows are made as they are taken: all of a ledger take no more than its first eighth."""

    def peak(most: int | None) -> tuple[int, int]:
        walked = ledger(long, query)
        gc.collect()
        tracemalloc.start()
        count = 0
        for count, _ in enumerate(islice(walked, most), 1):
            if count % 20 == 0:
                gc.collect()  # what is held counts, not what nobody has swept up yet
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return count, used

    everything, _ = peak(None)
    assert everything > LONG / 2
    part, little = peak(everything // 8)
    assert part == everything // 8
    assert peak(None)[1] < 2 * little
