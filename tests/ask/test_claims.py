"""Claims and the ledger over an archive: as they could be known, by whom, and what a person decided of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from kirinuki.ask.claims import Claims, Compared
from kirinuki.ask.ledgers import Asked, rows
from kirinuki.ask.storylines import Storylines
from kirinuki.errors import InputError, NotFoundError
from kirinuki.flow import Archive
from kirinuki.model.chronicle import ClaimVerdict, Member, Saying, Storyline

NOW = dt.datetime(2025, 6, 30, 12, tzinfo=dt.UTC)
JAPAN = dt.timezone(dt.timedelta(hours=9))

PLAN = "白崎市の村瀬春樹市長は10日、「市営球場の取り壊しに踏み切る」と述べた。"
DENIAL = "県の久我正人知事は11日、市営球場の取り壊しの計画はないと強調した。"
TURN = "白崎市の村瀬市長は19日、市営球場の取り壊しを見送ると述べた。"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "記録") as archive:
        for n, (day, outlet, text) in enumerate(
            (
                (10, "みなと新聞", PLAN),
                (10, "北浜日報", PLAN),
                (11, "みなと新聞", DENIAL),
                (19, "北浜日報", TURN),
            )
        ):
            add(archive, text, day, outlet, n)
        yield archive


def add(archive: Archive, text: str, day: int, outlet: str, n: int) -> None:
    archive.add(
        (text + "\n").encode(), name=f"{n}.txt", now=NOW, published=dt.date(2025, 4, day), outlet=outlet,
        url=f"https://news.example/{n}", form="text",
    )  # fmt: skip


def relations(found: Iterator[Compared]) -> list[str]:
    return sorted(compared.comparison.relation for compared in found)


def items(compared: Compared) -> tuple[str, str]:
    return compared.comparison.one.evidence.item, compared.comparison.other.evidence.item


def contradiction(archive: Archive) -> Compared:
    (found,) = archive.claims.compared(relations=["contradiction"])
    return found


def test_who_opposes_whom_and_who_turned(archive: Archive) -> None:
    found = list(archive.claims.compared(relations=["contradiction", "change"]))
    assert relations(iter(found)) == ["change", "contradiction"]
    opposed = contradiction(archive)
    assert opposed.sources[1].outlet == "みなと新聞"
    assert len(opposed.comparison.one.also) == 1
    assert not opposed.across


def test_an_answer_knows_what_could_be_known(archive: Archive) -> None:
    def known(day: int) -> list[str]:
        moment = dt.datetime(2025, 4, day, tzinfo=JAPAN)
        return relations(archive.claims.compared(as_of=moment, relations=["contradiction", "change"]))

    assert known(11) == []
    assert known(12) == ["contradiction"]
    assert known(20) == ["change", "contradiction"]


def test_by_speaker(archive: Archive) -> None:
    wanted = ("contradiction", "change")
    assert relations(archive.claims.compared(speaker="久我", relations=wanted)) == ["contradiction"]
    assert relations(archive.claims.compared(speaker="村瀬", relations=wanted)) == ["change", "contradiction"]
    assert relations(archive.claims.compared(speaker="ほかの人", relations=wanted)) == []


class Apart(Storylines):
    """Every report in a storyline of its own."""

    def all(self, as_of: dt.datetime | None = None) -> list[Storyline]:
        articles = (article.id for article in self._store.articles.all())
        return [Storyline(id, id, (Member(id, self._store.articles.current(id).id, ""),)) for id in articles]


def test_what_one_speaker_said_in_another_storyline_is_laid_beside(archive: Archive) -> None:
    none: list[ClaimVerdict] = []
    claims = Claims(archive._store, Apart(archive._store, archive._read), archive._read, lambda: none)
    assert list(claims.compared()) == []
    (found,) = claims.compared(speaker="村瀬")
    assert found.comparison.relation == "change" and found.across


def test_a_persons_word_goes_before_the_rules_and_can_be_taken_back(archive: Archive) -> None:
    before = contradiction(archive)
    archive.decide.claims(*items(before), "apart", now=NOW)
    assert not list(archive.claims.compared(relations=["contradiction"]))
    archive.decide.claims(*items(before), "agreement", now=NOW)
    (called,) = (c for c in archive.claims.compared() if c.comparison.ground == "person")
    assert called.comparison.relation == "agreement"
    assert called.comparison.why == f"人が決めた。規則では: {before.comparison.why}"
    archive.decide.claims(*items(before), None, now=NOW)
    assert contradiction(archive) == before


def test_a_persons_word_outlives_the_database_and_follows_the_words_into_a_revision(archive: Archive) -> None:
    archive.decide.claims(*items(contradiction(archive)), "apart", now=NOW)
    archive.close()
    Archive.rebuild(archive.path)
    with Archive.open(archive.path) as again:
        assert not list(again.claims.compared(relations=["contradiction"]))
        add(again, "（更新）" + DENIAL + "球場は築50年になる。", 11, "みなと新聞", 2)
        assert not list(again.claims.compared(relations=["contradiction"]))


def test_what_holds_no_statement_is_told_with_the_mend(archive: Archive) -> None:
    one, other = items(contradiction(archive))
    with pytest.raises(NotFoundError, match="kirinuki statements"):
        archive.decide.claims(f"{one.partition(':')[0]}:0-2", other, "apart", now=NOW)
    with pytest.raises(InputError, match="one statement"):
        archive.decide.claims(one, one, "apart", now=NOW)


# The ledger ---------------------------------------------------------------------------------------------------


def told(
    archive: Archive, after: str | None = None, as_of: dt.datetime | None = None, **wanted: object
) -> list[Saying]:
    return list(rows(archive.ledgers.statements(Asked(order="oldest", as_of=as_of, **wanted), after)))  # type: ignore[arg-type]


def test_the_ledger_tells_all_in_the_order_of_telling(archive: Archive) -> None:
    rows = told(archive)
    assert [(r.speaker.text, r.who, r.said.from_, r.dated) for r in rows if r.speaker] == [
        ("村瀬春樹市長", "村瀬春樹", "2025-04-10", True),
        ("村瀬春樹市長", "村瀬春樹", "2025-04-10", True),
        ("久我正人知事", "久我正人", "2025-04-11", True),
        ("村瀬市長", "村瀬", "2025-04-19", True),
    ]
    assert {r.source.outlet for r in rows} == {"みなと新聞", "北浜日報"}
    for row in rows:
        assert archive.evidence(row.evidence.item) == row.evidence


def test_the_ledger_goes_on_behind_any_row(archive: Archive) -> None:
    rows = told(archive)
    for n, row in enumerate(rows):
        assert told(archive, after=row.evidence.item) == rows[n + 1 :]
    with pytest.raises(InputError):
        told(archive, after="nowhere")


def test_the_ledger_can_be_narrowed(archive: Archive) -> None:
    april = dt.date(2025, 4, 11)
    assert len(told(archive, speaker="村瀬")) == 3
    assert len(told(archive, query=archive.narrowed(None, outlet="北浜日報"))) == 2
    assert len(told(archive, query=archive.narrowed(None, said=(april, None)))) == 2
    assert len(told(archive, query=archive.narrowed(None, said=(None, april)))) == 2
    assert len(told(archive, kinds=frozenset(["claimed"]))) == 1
    assert len(told(archive, as_of=dt.datetime(2025, 4, 12, tzinfo=JAPAN))) == 3
    with pytest.raises(NotFoundError, match="みなと新聞"):
        archive.narrowed(None, outlet="ほか新聞")


def test_an_empty_archive_says_nothing(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "空") as archive:
        assert told(archive) == [] and list(archive.claims.compared()) == []
