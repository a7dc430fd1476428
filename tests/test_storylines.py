"""Storylines the whole way: whatever order articles come in, and after a rebuild, they are the same."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest

from kirinuki.flow import Archive
from kirinuki.weave import joiner
from kirinuki.weave import storylines as weave_storylines

T = TypeVar("T")
NOW = dt.datetime(2030, 6, 1, tzinfo=dt.UTC)
_KANA = "カキクケコサシスセソタチツテトナニヌネノ"
_SAID = ["発表した", "認めた", "調べている", "明らかになった", "続いている"]


def news(chance: random.Random, many: int) -> list[dict[str, str]]:
    """Invented reports of six runs of events, with one day between two, or a year; now and then one tells of two."""
    stories = [["".join(chance.choices(_KANA, k=5)) for _ in range(12)] for _ in range(6)]
    for story, number in zip(stories, (3, 4, 4), strict=False):
        story.append(f"台風{number}号")
    found = []
    for n in range(many):
        names, others = chance.sample(stories, 2)
        some = [*chance.sample(names, 7), *(chance.sample(others, 5) if chance.random() < 0.15 else ())]
        day = dt.date(2028, 1, 1) + dt.timedelta(chance.choice([0, 1, 2, 20, 33, 70, 200, 400]) + n % 3)
        told = "".join(f"{a}の{b}を{chance.choice(_SAID)}。" for a, b in pairwise(some))
        found.append(
            {
                "id": f"n{n}",
                "url": f"https://news.example/{n}",
                "title": f"{some[0]}、{some[1]}",
                "text": told,
                "published": day.isoformat(),
            }
        )
    return found


def put(archive: Archive, reports: list[dict[str, str]]) -> None:
    """Each in a file of its own: the order of repeats told on one day goes by the place in the file."""
    for report in reports:
        archive.add(
            json.dumps(report, ensure_ascii=False).encode(),
            name=f"{report['id']}.jsonl",
            now=NOW,
            form="jsonl",
        )


def rows(archive: Archive) -> list[tuple[str, tuple[object, ...]]]:
    wanted = archive._store.storylines.ROWS
    return [(table, row) for table, row in archive._store.rows() if table in wanted]


def weave(archive: Archive) -> None:
    archive.read_new()
    archive.weave_new()


@pytest.fixture(params=["as it is", "bounds that are met"])
def bounds(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked at is bounded; in archives as small as these the bounds are met where they are lower."""
    if request.param != "as it is":
        monkeypatch.setattr(joiner, "HOLDERS", 2)
        monkeypatch.setattr(joiner, "LOOKED_AT", 3)
        monkeypatch.setattr(joiner, "LAST", 2)
        monkeypatch.setattr(weave_storylines, "TIES", 2)
        monkeypatch.setattr(weave_storylines, "ASKED", 5)


@pytest.mark.usefixtures("bounds")
@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_arrival_changes_no_row(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    reports = news(chance, 24)
    with Archive.create(tmp_path / "at-once") as archive:
        put(archive, reports)
        weave(archive)
        expected = rows(archive)
        lines = {row[1][1] for row in expected if row[0] == "members"}
    assert 1 < len(lines) < len(reports)
    for turn in range(3):
        chance.shuffle(reports)
        with Archive.create(tmp_path / f"turn-{turn}") as archive:
            left = list(reports)
            while left:
                many = chance.choice([1, 1, 2, 5])
                put(archive, left[:many])
                del left[:many]
                if chance.random() < 0.8:
                    weave(archive)
            weave(archive)
            assert rows(archive) == expected


def test_a_rebuild_and_a_revision_change_no_row_but_their_own(tmp_path: Path) -> None:
    reports = news(random.Random(7), 16)
    with Archive.create(tmp_path / "revised") as archive:
        put(archive, [{**report, "text": "別の話。" + report["text"][:20]} for report in reports[:8]])
        weave(archive)
        put(archive, reports)
        weave(archive)
        expected = rows(archive)
    Archive.rebuild(tmp_path / "revised")
    with Archive.open(tmp_path / "revised") as archive:
        assert rows(archive) == expected


@pytest.mark.usefixtures("bounds")
@pytest.mark.parametrize("seed", range(4))
def test_what_is_read_otherwise_is_joined_anew_with_what_leaned_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    reports = news(random.Random(seed), 24)
    with Archive.create(tmp_path / "archive") as archive:
        put(archive, reports)
        weave(archive)
        before = rows(archive)
        # As if the reader had learned to leave out most nouns.
        monkeypatch.setattr(weave_storylines, "_nouns", _thinned(weave_storylines._nouns))
        chosen = [
            archive.current(article.id).id for n, article in enumerate(archive.articles()) if n % 3 == 0
        ]
        with archive._store.transaction():
            for revision in chosen:
                number = archive._store._database.all(
                    "SELECT number FROM revisions WHERE id = ?", (revision,)
                )
                archive._store._database.write("DELETE FROM woven WHERE revision = ?", number[0])
        weave(archive)
        now = rows(archive)
        assert now != before
        with archive._store.transaction():
            archive._store.storylines.make_due(
                archive.current(article.id).id for article in archive.articles()
            )
            archive._store.storylines.forget_levels([archive.current(a.id).id for a in archive.articles()])
        archive.weave_new()
        assert rows(archive) == now


def _thinned(nouns: Callable[..., Iterator[T]]) -> Callable[..., Iterator[T]]:
    return lambda *given: (noun for n, noun in enumerate(nouns(*given)) if n % 6 == 0)


def shown(archive: Archive) -> list[object]:
    """Storylines as a person has them, with every reason."""
    return [
        (line.id, line.title, line.tags, [(m.article, m.near, m.why) for m in line.members])
        for line in archive.storylines.all()
    ]


def say_something(archive: Archive, chance: random.Random) -> None:
    """Some decisions of every kind, on storylines chosen by chance."""
    rulings = archive.rulings
    for n in range(8):
        lines = archive.storylines.all()
        long = [line for line in lines if len(line.members) > 2]
        one, other = chance.sample(lines, 2)
        match n % 4:
            case 0:
                rulings.join(one.id, other.members[-1].article, now=NOW)
            case 1 if long:
                rulings.apart([chance.choice(chance.choice(long).members[1:]).article], now=NOW)
            case 2:
                rulings.move(chance.choice(one.members).article, other.id, now=NOW)
            case 3:
                rulings.title(one.id, f"題{n}", now=NOW)
                rulings.tag(other.id, f"札{n}", now=NOW)
    rulings.undo(chance.choice(rulings.all()).id, now=NOW)


@pytest.mark.parametrize("seed", range(3))
def test_decisions_hold_in_every_order_of_arrival_and_after_a_rebuild(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    reports = news(chance, 24)
    with Archive.create(tmp_path / "at-once") as archive:
        put(archive, reports)
        weave(archive)
        woven, before = rows(archive), shown(archive)
        say_something(archive, chance)
        expected = shown(archive)
        said = archive.decisions.read_bytes().splitlines(keepends=True)
        # What a decision can change is in the answer alone: nothing was decided again.
        assert archive._store.storylines.due() == 0 and rows(archive) == woven
    assert expected != before
    Archive.rebuild(tmp_path / "at-once")
    with Archive.open(tmp_path / "at-once") as archive:
        assert shown(archive) == expected and rows(archive) == woven
        for ruling in archive.rulings.all():
            archive.rulings.undo(ruling.id, now=NOW)
        assert shown(archive) == before
    for turn in range(2):
        chance.shuffle(reports)
        with Archive.create(tmp_path / f"turn-{turn}") as archive:
            left, unsaid = list(reports), list(said)
            while left or unsaid:
                put(archive, left[:3])
                del left[:3]
                with archive.decisions.open("ab") as file:
                    file.writelines(unsaid[:1])
                del unsaid[:1]
                if chance.random() < 0.5:
                    assert sum(len(line.members) for line in archive.storylines.all()) == len(reports) - len(
                        left
                    )
            assert shown(archive) == expected and rows(archive) == woven


def test_every_answer_of_one_storyline_is_the_one_in_the_list(tmp_path: Path) -> None:
    chance = random.Random(7)
    with Archive.create(tmp_path / "a") as archive:
        put(archive, news(chance, 24))
        weave(archive)
        say_something(archive, chance)
        lines = archive.storylines
        for line in lines.all():
            for member in line.members:
                assert lines.of(member.article) == line


def test_which_storyline_an_article_is_in_goes_by_the_persons_word(tmp_path: Path) -> None:
    """What people are told apart by: who is named in one storyline."""
    with Archive.create(tmp_path / "a") as archive:
        put(archive, news(random.Random(3), 24))
        weave(archive)
        one, other = [line for line in archive.storylines.all() if len(line.members) > 2][:2]
        archive.rulings.join(one.id, other.id, now=NOW)
        archive.rulings.apart([one.members[-1].article], now=NOW)
        line = archive.storylines.line_of()
        for storyline in archive.storylines.all():
            assert len({line(member.article) for member in storyline.members}) == 1
        assert line(one.members[0].article) == line(other.members[0].article)
        assert line(one.members[-1].article) != line(one.members[0].article)
