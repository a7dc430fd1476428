"""No fact of a period is missing from its page, and none is hidden in a fold: on real makes of news, and drawn ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.scores import shared_folder
from examples.demo import bundled
from kirinuki.ask.digest import Report
from kirinuki.flow import Archive
from kirinuki.model.article import Revision
from kirinuki.model.digest import Digest, Source
from kirinuki.model.reading import Reading
from kirinuki.read.reader import Reader
from kirinuki.weave.repeats import Telling, find_repeats
from tests.ask import lighthouse
from tests.ask.facts import gone, unshown
from tests.ask.reports import DAY, digest_of

Page = tuple[Digest, Mapping[str, Reading]]


def _page(folder: Path, files: list[Path], published: dt.date | None = None) -> Page:
    now = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    with Archive.create(folder) as archive:
        for file in files:
            archive.add(file.read_bytes(), name=file.name, published=published, now=now)
        archive.read_new()
        archive.weave_new()
        span = archive.span()
        assert span is not None
        digest = archive.digest(span[0], span[1] + dt.timedelta(days=1))
        return digest, {s.source.revision: archive.reading(s.source.revision) for s in digest.sections}


@pytest.fixture(scope="module", params=["newspaper", "seed"])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Page:
    folder = tmp_path_factory.mktemp("page") / "archive"
    if request.param == "newspaper":
        return _page(folder, bundled())
    seed = shared_folder() / "gold" / "seed.txt"
    if not seed.is_file():
        pytest.skip(f"no gold in {shared_folder()}: set KIRINUKI_SHARED to the shared folder")
    return _page(folder, [seed], dt.date(2022, 12, 31))


def test_every_fact_of_the_sources_stands_on_the_page(page: Page) -> None:
    assert not list(gone(*page))


def test_no_fact_is_known_only_to_who_opens_a_fold(page: Page) -> None:
    assert not list(unshown(*page))


def test_a_page_is_shorter_than_what_it_tells(page: Page) -> None:
    """The shares of docs/quality.md."""
    digest, _ = page
    assert digest.characters_shown / digest.characters_in < 0.9


def test_the_search_for_facts_finds_those_that_are_missing() -> None:
    """The guard guarded: a fold put under an item that says something else is found out."""
    digest = lighthouse.digest()
    readings = {report.source.revision: report.reading for report in lighthouse.REPORTS}
    assert not [*gone(digest, readings), *unshown(digest, readings)]
    first, other = digest.items()[0], digest.items()[-1]
    assert first.folded
    sections = tuple(
        replace(
            section,
            paragraphs=tuple(
                tuple(replace(item, folded=first.folded if item.id == other.id else ()) for item in paragraph)
                for paragraph in section.paragraphs
            ),
        )
        for section in digest.sections
    )
    wrong = replace(digest, sections=sections)
    assert list(gone(wrong, readings))
    hidden = "\n".join(unshown(wrong, readings))
    assert all(kind in hidden for kind in ("name 白崎市", "time 2025-04-10", "figure", "statement 老朽化"))


# What several outlets make of a few facts: each tells some of them, in its own style, with a value or a clause changed.

DAYS = st.sampled_from(["9日", "10日", "10日午後3時", "8日夜"])
WHO = st.sampled_from(["白崎市", "青波町", "国土交通省", "潮見県"])
PEOPLE = st.sampled_from(["市川さくら市長", "岡田花子知事", "佐野一郎町長"])
COUNTS = st.sampled_from(["40人", "約50人", "3000人", "1万2千人"])
SUMS = st.sampled_from(["約2億円", "3億円", "1億5千万円"])
SAID = st.sampled_from(["灯台は町の目印だ。必ず残す", "費用の負担を国に求めたい", "急ぐ必要はない"])

FORMS = (
    ("{who}は{day}、老朽化した岬の灯台を{sum}かけて修復すると発表{した}", "漁協も歓迎している"),
    ("{day}の式典には住民ら{count}が集まり、{person}が鐘を鳴ら{した}", "雨で15分遅れた"),
    ("{person}は会見で「{said}」と述べ{た}", "記者団の質問には答えなかった"),
    ("{who}によると、{day}までに{count}が寄付を寄せ、総額は{sum}に上っ{た}", "目標の7割に当たる"),
)


@st.composite
def clusters(draw: st.DrawFn) -> list[list[str]]:
    """The paragraphs of each outlet's report."""
    values = {"day": DAYS, "who": WHO, "person": PEOPLE, "count": COUNTS, "sum": SUMS, "said": SAID}
    facts = [
        (form, clause, {name: draw(drawn) for name, drawn in values.items()})
        for form, clause in draw(st.lists(st.sampled_from(FORMS), min_size=1, max_size=4, unique=True))
    ]
    reports = []
    for _ in range(draw(st.integers(2, 4))):
        polite = draw(st.booleans())
        paragraphs: list[str] = []
        for form, clause, known in draw(st.permutations(facts)):
            if draw(st.integers(0, 4)) == 0:
                continue
            told = dict(known)
            if draw(st.integers(0, 3)) == 0:
                changed = draw(st.sampled_from(sorted(values)))
                told[changed] = draw(values[changed])
            ending = {"した": "しました" if polite else "した", "た": "ました" if polite else "た"}
            words = form.format(**told, **ending)
            words = words.replace("上っました", "上りました")
            if draw(st.integers(0, 2)) == 0:
                words += f"が、{clause}"
            joined = bool(paragraphs) and draw(st.booleans())
            if joined:
                paragraphs[-1] += f"{words}。"
            else:
                paragraphs.append(f"{words}。")
        reports.append(paragraphs or ["灯台は海の見える丘にある。"])
    return reports


@cache
def _reader() -> Reader:
    return Reader()


@settings(max_examples=60, deadline=None)
@given(clusters())
def test_whatever_outlets_make_of_the_facts_none_is_lost_and_none_hidden(cluster: list[list[str]]) -> None:
    reports: list[Report] = []
    for n, paragraphs in enumerate(cluster):
        text = "\n\n".join(paragraphs)
        source = Source(f"article-{n}", f"r{n}", f"第{n}新聞", None, DAY, None, "")
        revision = Revision(f"r{n}", f"article-{n}", None, text, DAY)
        reports.append(Report(source, revision, _reader().read(text, DAY), 1))
    tellings = [Telling(report.revision.id, report.reading) for report in reports]
    found = [r for n, later in enumerate(tellings) for r in find_repeats(later, tellings[: n + 1])]
    digest = digest_of(reports, *found)
    readings = {report.revision.id: report.reading for report in reports}
    assert not list(gone(digest, readings))
    assert not list(unshown(digest, readings))
