from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.capture.intake import Draft
from kirinuki.capture.revise import Recognised, outlet_of, recognise
from kirinuki.model.article import Given, Outlet
from kirinuki.model.text import Span
from kirinuki.store import Store, create_store

DAY = dt.date(2025, 12, 31)
LOG = Given("今日.txt", DAY, "given")

HARBOUR = (
    "港湾局の三崎報道官は30日、北浜港の第2岸壁を閉鎖したと発表した。\nけが人は約40人に上る。\n再開は未定。"
)
GRANT = "汐見県の高瀬知事は30日、県庁で記者会見し、避難している住民に見舞金を支給する考えを示しました。"
BANK = "潮見銀行で29日朝、システム障害が発生し、県内のATM約120台が使えなくなった。\n他行への振り込みも遅れている。"
WIRE = "港湾局の三崎報道官は30日、北浜港の第2岸壁を閉鎖したと発表した。\n県は対策本部を置いた。\n調べを進めている。"


def draft(text: str, **more: str | None) -> Draft:
    return replace(Draft(Span(0, len(text)), None, text, DAY), **more)  # type: ignore[arg-type]


class Log:
    """A log that is captured again and again, as `Archive.add` does it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.shown: list[Recognised] = []

    def capture(self, *drafts: Draft | str) -> list[Recognised]:
        found = [d if isinstance(d, Draft) else draft(d) for d in drafts]
        with self.store.transaction():
            self.shown = recognise(self.store, found, LOG, {}, [r.revision for r in self.shown])
        return self.shown

    def says(self, *drafts: Draft | str) -> str:
        """N for a new article, R for a revision, = for nothing new."""
        return "".join("N" if r.new else "R" if r.revised else "=" for r in self.capture(*drafts))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "x.db") as store:
        yield store


@pytest.fixture
def log(store: Store) -> Log:
    return Log(store)


class TestPastedReports:
    def test_the_same_log_again_is_nothing_new(self, log: Log) -> None:
        assert log.says(HARBOUR, GRANT) == "NN"
        assert log.says(HARBOUR, GRANT) == "=="

    def test_what_was_pasted_above_between_and_below_is_new(self, log: Log) -> None:
        log.capture(HARBOUR, GRANT)
        assert log.says(BANK, HARBOUR, GRANT) == "N=="
        assert log.says(BANK, HARBOUR, WIRE, GRANT) == "==N="

    def test_an_edited_report_is_a_revision_of_its_article(self, log: Log, store: Store) -> None:
        before = log.capture(HARBOUR, GRANT)
        after = log.capture(HARBOUR.replace("40人", "50人"), GRANT)
        assert (after[0].revised, after[1].revised) == (True, False)
        assert after[0].article == before[0].article
        assert after[0].revision.previous == before[0].revision.id
        assert store.articles.current(after[0].article.id) == after[0].revision

    def test_a_report_whose_first_sentence_was_edited_is_found_by_its_place(self, log: Log) -> None:
        log.capture(GRANT, HARBOUR, BANK)
        edited = HARBOUR.replace("港湾局の三崎報道官は30日", "港湾局は31日")
        assert log.says(GRANT, edited, BANK) == "=R="

    def test_a_report_that_was_carried_on_is_a_revision(self, log: Log) -> None:
        log.capture(HARBOUR)
        assert log.says(HARBOUR + "\n" + BANK + "\n" + GRANT) == "R"

    def test_a_second_telling_of_the_same_story_is_an_article_of_its_own(self, log: Log) -> None:
        log.capture(HARBOUR)
        assert log.says(HARBOUR, WIRE) == "=N"
        assert log.says(WIRE, HARBOUR) == "=="

    def test_twins_in_a_log_are_articles_of_their_own(self, log: Log) -> None:
        twins = log.capture(HARBOUR, HARBOUR)
        assert [r.new for r in twins] == [True, True]
        assert twins[0].article.uri + ":2" == twins[1].article.uri
        assert log.says(HARBOUR, HARBOUR) == "=="
        assert log.says(HARBOUR, HARBOUR, HARBOUR) == "==N"

    def test_reports_that_changed_places_are_known(self, log: Log) -> None:
        log.capture(HARBOUR, GRANT, BANK)
        assert log.says(BANK, HARBOUR, GRANT) == "==="

    def test_a_report_taken_out_and_pasted_again_is_the_same_article(self, log: Log) -> None:
        first = log.capture(HARBOUR, GRANT)
        log.capture(GRANT)
        again = log.capture(HARBOUR, GRANT)
        assert [r.article for r in again] == [r.article for r in first]
        assert not any(r.new or r.revised for r in again)

    def test_another_report_in_the_place_of_one_is_new(self, log: Log) -> None:
        log.capture(HARBOUR, GRANT)
        assert log.says(BANK, GRANT) == "N="

    def test_a_report_cut_in_two_keeps_the_article_for_one_half(self, log: Log) -> None:
        (whole,) = log.capture(HARBOUR + "\n" + GRANT)
        first, second = log.capture(HARBOUR, GRANT)
        assert first.article == whole.article
        assert first.revised
        assert second.new


class TestReportsWithAnAddress:
    URL = "https://shiomi.example/1"

    def test_are_known_in_any_log_by_outlet_and_address(self, store: Store) -> None:
        one = draft(HARBOUR, url=self.URL + "?utm_source=x#top", outlet="潮見日報")
        two = draft(HARBOUR + "\n続報。", url=self.URL, outlet="潮見日報")
        assert Log(store).says(GRANT, one) == "NN"
        assert Log(store).says(two) == "R"
        assert Log(store).says(two) == "="
        assert Log(store).says(replace(two, outlet="北浜新報")) == "N"

    def test_revisions_in_one_file_are_not_told_again_when_the_file_is_added_grown(self, log: Log) -> None:
        one, two = draft(HARBOUR, url=self.URL), draft(HARBOUR + "\n続報。", url=self.URL)
        assert log.says(one, two) == "NR"
        assert log.says(one, two, GRANT) == "==N"

    def test_a_text_that_was_changed_back_is_a_revision(self, store: Store) -> None:
        one, two = draft(HARBOUR, url=self.URL), draft(HARBOUR + "\n続報。", url=self.URL)
        for version, what in ((one, "N"), (two, "R"), (one, "R")):
            assert Log(store).says(version) == what
        (article,) = store.articles.all()
        assert [r.text == HARBOUR for r in store.articles.revisions(article.id)] == [True, False, True]

    def test_a_headline_alone_makes_a_revision(self, store: Store) -> None:
        assert Log(store).says(draft(HARBOUR, url=self.URL, title="閉鎖")) == "N"
        assert Log(store).says(draft(HARBOUR, url=self.URL, title="岸壁閉鎖")) == "R"

    def test_an_address_used_again_for_another_piece_is_another_article(self, store: Store) -> None:
        (first,) = Log(store).capture(draft(HARBOUR, url=self.URL, title="岸壁"))
        (other,) = Log(store).capture(draft(GRANT, url=self.URL, title="見舞金"))
        assert other.new
        assert other.article.id != first.article.id
        assert other.article.uri == first.article.uri
        assert Log(store).says(draft(GRANT + "\n続報。", url=self.URL, title="見舞金")) == "R"

    def test_a_list_of_headlines_shows_one_matter_after_another_at_an_address(self, store: Store) -> None:
        def headline(words: str) -> Draft:
            return draft(words, title=words, url=self.URL)

        video, minutes, tender = map(
            headline,
            (
                "帆足長官会見（令和9年5月6日）の動画を掲載しました",
                "帆足長官会見（令和9年5月6日）の要旨を掲載しました",
                "公告：岸壁の清掃業務を掲載しました",
            ),
        )
        assert Log(store).says(video) == "N"
        assert Log(store).says(minutes) == "R"
        assert Log(store).says(tender) == "N"

    def test_a_list_that_shows_two_matters_at_one_address_says_nothing_new_when_it_is_seen_again(
        self, store: Store
    ) -> None:
        one, other = draft(HARBOUR, url=self.URL, title="岸壁"), draft(GRANT, url=self.URL, title="見舞金")
        assert Log(store).says(one, other) == "NN"
        for _ in range(3):
            assert Log(store).says(one, other) == "=="

    def test_a_bookmark_becomes_the_page_whose_outlet_it_did_not_know(self, store: Store) -> None:
        (bookmark,) = Log(store).capture(draft("岸壁を閉鎖", title="岸壁を閉鎖", url=self.URL))
        (page,) = Log(store).capture(draft(HARBOUR, title="岸壁を閉鎖", url=self.URL, outlet="潮見日報"))
        assert (page.revised, page.article) == (True, bookmark.article)
        assert (
            Log(store).says(draft(HARBOUR + "\n続報。", title="岸壁を閉鎖", url=self.URL, outlet="潮見日報"))
            == "R"
        )
        assert Log(store).says(draft(GRANT, title="見舞金", url=self.URL, outlet="潮見日報")) == "N"

    def test_an_identifier_does_where_there_is_no_address(self, store: Store) -> None:
        one = draft(HARBOUR, external_id="a-1", outlet="潮見日報")
        assert Log(store).says(one) == "N"
        assert Log(store).says(replace(one, text=GRANT)) == "R"
        assert Log(store).says(replace(one, outlet="北浜新報")) == "N"


@pytest.mark.parametrize(
    ("name", "url", "outlet"),
    [
        (None, None, Outlet("unknown", "")),
        (None, "https://www.shiomi.example/1", Outlet("shiomi-example", "shiomi.example")),
        ("潮見日報", None, Outlet("nippo", "潮見日報")),
        ("nippo", None, Outlet("nippo", "潮見日報")),
        ("ＫＨＳ ニュース", None, Outlet("khs-ニュース", "KHS ニュース")),
        ("北浜新報", "https://x.example/", Outlet("北浜新報", "北浜新報")),
    ],
)
def test_outlets(name: str | None, url: str | None, outlet: Outlet) -> None:
    assert outlet_of(name, url, {"nippo": "潮見日報"}) == outlet


TEXTS = st.lists(st.sampled_from([HARBOUR, GRANT, BANK, WIRE, HARBOUR + GRANT, "短い。"]), max_size=6)


@given(TEXTS, TEXTS)
def test_adding_a_log_again_changes_nothing_whatever_it_was_before(
    tmp_path_factory: pytest.TempPathFactory, first: Sequence[str], second: Sequence[str]
) -> None:
    with create_store(tmp_path_factory.mktemp("s") / "x.db") as store:
        log = Log(store)
        log.capture(*first)
        shown = log.capture(*second)
        assert [r.revision.text for r in shown] == second
        assert len({r.article.id for r in shown}) == len(second)
        assert log.says(*second) == "=" * len(second)
