from __future__ import annotations

import datetime as dt
import json

import pytest
from syrupy.assertion import SnapshotAssertion

from kirinuki.ask.digest import compose
from kirinuki.publish import FORMATS, render
from kirinuki.publish.data import digest_json
from tests.ask import lighthouse
from tests.publish import hostile


def test_json(snapshot: SnapshotAssertion) -> None:
    made = dt.datetime(2025, 4, 12, 6, 5, tzinfo=dt.UTC)
    assert digest_json(lighthouse.digest(), title="岬の記録", version="0.0", made=made) == snapshot


def test_items_have_the_form_that_scripts_build_on() -> None:
    form = json.loads(
        digest_json(lighthouse.digest({"kitayama1:46-77": "続報を待つ"}), title="記録", version="0.0")
    )
    texts = {report.source.revision: report.revision.text for report in lighthouse.REPORTS}
    for item in form["items"]:
        [place] = item["evidence"]
        assert item["id"] == f"{place['revision']}:{place['start']}-{place['end']}"
        assert texts[place["revision"]][place["start"] : place["end"]] == item["text"]
        for telling in item["folded"]:
            assert texts[telling["revision"]][telling["start"] : telling["end"]] == telling["text"]
            for side in ("earlier", "later"):
                assert all(d[side] in telling[side]["text"] for d in telling["differences"])
                assert telling["relation"] == "same" or telling["differences"]
    assert [item["comment"] for item in form["items"]].count("続報を待つ") == 1


def test_words_are_exact_whatever_they_hold() -> None:
    form = json.loads(digest_json(hostile.digest(), title=hostile.TITLE, version="0.0"))
    assert hostile.OVERRIDE in form["items"][-1]["text"]
    assert form["links"] == list(hostile.LINKS)


@pytest.mark.parametrize("form", list(FORMATS))
def test_every_format_is_made_by_name(form: str) -> None:
    page = render(lighthouse.digest(), form, title="岬の記録", version="0.0")
    assert page == render(lighthouse.digest(), form, title="岬の記録", version="0.0")
    assert "白崎市は10日" in page and page.endswith("\n")


def test_the_programs_own_version_is_named_unless_given() -> None:
    import kirinuki

    assert f"kirinuki {kirinuki.__version__} " in render(lighthouse.digest(), "text", title="岬の記録")


def test_another_format_is_refused() -> None:
    with pytest.raises(KeyError):
        render(lighthouse.digest(), "docx", title="岬の記録")


@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_a_period_without_reports_says_so(form: str) -> None:
    empty = compose([], [], {}, [], [], dt.date(2025, 4, 10), dt.date(2025, 4, 11))
    assert "この期間の記事はありません。" in render(empty, form, title="岬の記録", version="0.0")
