"""An article: its reading drawn in, its revisions, and corrections with what follows from them."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from litestar.testing import TestClient

import kirinuki
from kirinuki.model.reading import Duration
from kirinuki.publish.wording import JAPANESE
from kirinuki.web import create_app
from kirinuki.web.drawing import says
from tests.web.conftest import URL, Client, addresses

TEXT = (
    "北浜市の高瀬市長は２日、岸壁の検査について「来週までに終える」と述べた。港湾課によると、検査には約30人があたる。\n"
    "市長は「遅れはない」とも話した。"
)
REPORT = f'{{"title": "岸壁の検査 来週まで", "published": "2026-01-02", "outlet": "北浜新報", "text": "{TEXT}"}}'.replace(
    "\n", "\\n"
)


@pytest.fixture
def told(tmp_path: Path) -> tuple[Path, str]:
    """An archive of one article, and its id."""
    import datetime as dt

    path = tmp_path / "one"
    with kirinuki.Archive.create(path) as archive:
        now = dt.datetime(2026, 1, 2, 9, 0, tzinfo=dt.UTC)
        added = archive.add(f"{REPORT}\n".encode(), name="a.jsonl", now=now)
        archive.read_new()
        archive.weave_new()
    return path, added.reports[0].article


def plain(page: str) -> str:
    """The words of the text, as the page shows them."""
    paragraphs = re.findall(r'<p class="text"[^>]*>(.*?)</p>', page, re.S)
    return "\n".join(html.unescape(re.sub(r"<[^>]+>", "", p)) for p in paragraphs)


def token_of(page: str) -> str:
    found = re.search(r'name="token" value="([0-9a-f]+)"', page)
    assert found is not None
    return found[1]


def test_the_text_stands_there_as_it_is_with_its_reading(told: tuple[Path, str]) -> None:
    path, id = told
    with TestClient(create_app(path), base_url=URL) as client:
        page = client.get(f"/articles/{id}").text
    assert plain(page) == TEXT
    assert '<time datetime="2026-01-02">' in page and 'data-says="2026年1月2日"' in page
    assert '<span class="direct"' in page
    assert re.search(r'<span class="speaker"><bdi>[^<]*高瀬市長', page)
    assert "約 30人" in page


def test_every_link_of_the_text_leads_to_its_note(client: Client, newspaper: Path) -> None:
    page = client.get(addresses(newspaper)["article"]).text
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    assert len(ids) == len(re.findall(r'\sid="', page)), "an id twice"
    links = re.findall(r'href="#([^"]+)"', page)
    assert links and set(links) <= ids


def test_no_link_lies_in_another(client: Client, newspaper: Path) -> None:
    page = client.get(addresses(newspaper)["article"]).text
    depth = 0
    for tag in re.findall(r"</?a\b", page):
        depth += 1 if tag == "<a" else -1
        assert depth in (0, 1)


def test_the_revisions_are_listed_and_any_two_are_compared(client: Client, newspaper: Path) -> None:
    address = addresses(newspaper)["article"]
    id = address.rpartition("/")[2]
    with kirinuki.open(newspaper) as archive:
        revisions = [revision.id for revision in archive.revisions(id)]
    page = client.get(address).text
    assert f"?revision={revisions[0]}" in page
    assert client.get(f"{address}?revision={revisions[0]}").status_code == 200
    assert client.get(f"{address}?revision=ffff").status_code == 404
    compared = client.get(f"{address}/diff?earlier={revisions[0]}&later={revisions[-1]}").text
    assert "<ins>" in compared and "<del>" in compared
    assert client.get(f"{address}/diff?earlier=ffff").status_code == 404


def test_an_article_of_one_revision_has_nothing_to_compare(told: tuple[Path, str]) -> None:
    path, id = told
    with TestClient(create_app(path), base_url=URL) as client:
        assert client.get(f"/articles/{id}/diff").status_code == 404
        assert client.get("/articles/0000000000/diff").status_code == 404


def test_what_others_told_of_it_is_listed(client: Client, newspaper: Path) -> None:
    with kirinuki.open(newspaper) as archive:
        repeat = next(iter(archive.repeats()))
        later = archive.revision(repeat.later.revision).article
        earlier = archive.revision(repeat.earlier.revision).article
    page = client.get(f"/articles/{later}").text
    assert "同じことを伝えた記事" in page and f"/articles/{earlier}" in page and "先に伝えた" in page
    assert 'class="seen"' in page and re.search(r"ほかの記事が先に伝えた\d+字", page)


def corrected(client: Client, id: str, **fields: str) -> tuple[str, dict[str, str]]:
    """The preview that a form with these fields leads to, and what it sends when it is agreed to."""
    page = client.get(f"/articles/{id}").text
    answer = client.post(f"/articles/{id}/corrections", data=fields | {"token": token_of(page)})
    assert answer.status_code == 200, answer.text
    sent = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text.partition("<main")[2])
    )
    sent.pop("next", None)
    return answer.text, {name: html.unescape(value) for name, value in sent.items()}


def speaker(path: Path, id: str) -> list[str]:
    with kirinuki.open(path) as archive:
        reading = archive.reading(archive.current(id).id)
    return [s.speaker.of(reading.text) if s.speaker else "" for s in reading.statements]


def test_a_correction_is_shown_before_it_is_kept_and_can_be_undone(told: tuple[Path, str]) -> None:
    path, id = told
    with TestClient(create_app(path), base_url=URL) as client:
        page = client.get(f"/articles/{id}").text
        form_at = html.unescape(re.findall(r'href="(/articles/[^"]+layer=statements)"', page)[0])
        form = client.get(form_at).text
        said = speaker(path, id)[0]
        assert f'name="speaker" value="{said}"' in form
        item = form_at.partition("item=")[2].partition("&")[0]
        preview, agreed = corrected(client, id, item=item, layer="statements", new="false", speaker="港湾課")
        assert said in preview and "港湾課" in preview
        assert speaker(path, id)[0] == said  # nothing is kept yet
        kept = client.post(f"/articles/{id}/corrections", data=agreed).text
        assert speaker(path, id)[0] == "港湾課"
        correction = re.search(r'name="correction" value="([^"]+)"', kept)
        assert correction is not None
        client.post(f"/articles/{id}/undo", data={"token": token_of(kept), "correction": correction[1]})
        assert speaker(path, id)[0] == said


def test_what_is_no_annotation_is_taken_away(told: tuple[Path, str]) -> None:
    path, id = told
    with TestClient(create_app(path), base_url=URL) as client:
        before = speaker(path, id)
        page = client.get(f"/articles/{id}").text
        item = re.findall(r"item=([0-9a-f]+:\d+-\d+)&amp;layer=statements", page)[0]
        _, agreed = corrected(client, id, item=item, layer="statements", new="false", none="true")
        client.post(f"/articles/{id}/corrections", data=agreed)
        assert len(speaker(path, id)) == len(before) - 1


def test_what_was_missed_is_added_by_its_words(told: tuple[Path, str]) -> None:
    path, id = told
    with TestClient(create_app(path), base_url=URL) as client:
        answer = client.get(f"/articles/{id}/missed?words=岸壁の検査&layer=entities", follow_redirects=False)
        place = answer.headers["location"]
        assert "new=true" in place
        form = client.get(place).text
        assert "岸壁の検査" in form
        item = html.unescape(re.findall(r'name="item" value="([^"]+)"', form)[0])
        preview, agreed = corrected(client, id, item=item, layer="entities", new="true", type="施設")
        assert "施設" in preview
        client.post(f"/articles/{id}/corrections", data=agreed)
    with kirinuki.open(path) as archive:
        reading = archive.reading(archive.current(id).id)
    assert "岸壁の検査" in [entity.of(TEXT) for entity in reading.entities if entity.type == "FACILITY"]


@pytest.mark.parametrize("value", ["どこにもない人", "<script>alert(1)</script>"])
def test_a_correction_that_cannot_be_says_why_and_keeps_what_was_written(
    told: tuple[Path, str], value: str
) -> None:
    path, id = told
    with TestClient(create_app(path), base_url=URL) as client:
        page = client.get(f"/articles/{id}").text
        item = re.findall(r"item=([0-9a-f]+:\d+-\d+)&amp;layer=statements", page)[0]
        answer = client.post(
            f"/articles/{id}/corrections",
            data={"token": token_of(page), "item": item, "layer": "statements", "speaker": value},
        )
        assert answer.status_code == 400 and 'role="alert"' in answer.text
        assert f'name="speaker" value="{html.escape(value)}"' in answer.text
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "item=zz:1-2&layer=statements",
        "item=&layer=statements",
        "item=ffff:1-2&layer=nothing",
        "item=1:0-1&layer=times",
    ],
)
def test_a_form_for_nothing_is_not_found(told: tuple[Path, str], query: str) -> None:
    path, id = told
    with TestClient(create_app(path), base_url=URL) as client:
        assert client.get(f"/articles/{id}/correct?{query}").status_code == 404


def test_a_long_article_is_cut_into_pages(told: tuple[Path, str]) -> None:
    import datetime as dt

    path, _ = told
    text = "\\n".join(
        f"北浜市の高瀬市長は{n}日、「岸壁{n}号の検査は{n}人で続ける」と述べた。" for n in range(1, 400)
    )
    with kirinuki.open(path) as archive:
        added = archive.add(
            f'{{"title": "長い記事", "published": "2026-01-03", "text": "{text}"}}\n'.encode(),
            name="b.jsonl",
            now=dt.datetime(2026, 1, 3, 9, 0, tzinfo=dt.UTC),
        )
        archive.read_new()
        archive.weave_new()
    with TestClient(create_app(path), base_url=URL) as client:
        address = f"/articles/{added.reports[0].article}"
        first = client.get(address)
        last = int(re.findall(r"<span>1／(\d+)</span>", first.text)[0])
        pages = [client.get(f"{address}?part={n}") for n in range(1, last + 1)]
    assert all(len(page.content) < 100_000 for page in pages)
    assert "\n".join(plain(page.text) for page in pages) == text.replace("\\n", "\n")


@pytest.mark.parametrize(
    ("value", "said"),
    [("PT6H", "6時間"), ("P3Y2M", "3年間 2か月"), ("PT0.5H", "0.5時間"), ("P", "P"), ("PXD", "PXD")],
)
def test_a_length_of_time_is_worded(value: str, said: str) -> None:
    assert says(Duration(0, 1, value, ""), "x", JAPANESE) == said
