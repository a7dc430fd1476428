"""経緯: storylines listed and drawn, and what a person says of them through forms alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kirinuki
from tests.web.conftest import Client
from tests.web.test_door import token_of


def lines(archive: Path) -> list[kirinuki.model.chronicle.Storyline]:
    with kirinuki.open(archive) as opened:
        return sorted(opened.storylines.all(), key=lambda line: -len(line.members))


def said(client: Client, line: str, **fields: str) -> str:
    """Send the form of a storyline's page; gives the page that is shown then."""
    token = token_of(client.get(f"/storylines/{line}").text)
    answer = client.post(f"/storylines/{line}/decide", data={"token": token, **fields})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_storylines_are_listed_the_last_told_first(client: Client, newspaper: Path) -> None:
    page = client.get("/storylines").text
    found = re.findall(r'href="/storylines/([0-9a-f]+)"', page)
    assert found == [line.id for line in lines(newspaper) if len(line.members) > 1]
    assert page.count('class="strip"') == len(found)


def test_a_storyline_is_drawn_with_a_way_from_every_mark(client: Client, newspaper: Path) -> None:
    big = lines(newspaper)[0]
    page = client.get(f"/storylines/{big.id}").text
    drawing = page[page.index('<svg class="axis"') : page.index("</svg>")]
    for member in big.members:
        assert f'href="/articles/{member.article}"' in drawing
    with kirinuki.open(newspaper) as archive:
        revisions = sum(len(archive.revisions(member.article)) for member in big.members)
    names = re.findall(r'<a href="[^"]+" aria-label="([^"]+)"', drawing)
    assert len(names) == revisions and all("新しい文" in name or "変わった文" in name for name in names)
    for heading in ("数字の推移", "食い違う発言", "予定とその後", "発言"):
        assert f"{heading}<span" in page
    assert len(page.encode()) < 100_000


def test_a_storyline_is_found_by_any_of_its_articles(client: Client, newspaper: Path) -> None:
    member = lines(newspaper)[0].members[4].article
    assert client.get(f"/storylines/{member[:9]}").status_code == 200
    assert client.get("/storylines/ffffffff").status_code == 404
    assert client.get("/storylines?after=x").status_code == 400


def test_its_figures_are_a_picture_without_a_script(client: Client, newspaper: Path) -> None:
    answer = client.get(f"/storylines/{lines(newspaper)[0].id}/figures.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.text.startswith("<svg") and "<script" not in answer.text


def test_a_storyline_is_renamed_and_tagged_and_all_that_undone(changing: Client, archive: Path) -> None:
    line = lines(archive)[0].id
    page = said(changing, line, act="title", words="サーレの封鎖")
    assert "サーレの封鎖</bdi></h1>" in page
    page = said(changing, line, act="tag", words="海運")
    assert "#<bdi>海運" in page
    assert "サーレの封鎖" in changing.get("/storylines?tag=海運").text
    for _ in range(2):
        undo = re.findall(r'name="ruling" value="([0-9a-f]+)"', page)
        page = said(changing, line, act="undo", ruling=undo[0])
    assert "#<bdi>海運" not in page and "サーレの封鎖</bdi></h1>" not in page
    assert not re.findall(r'name="ruling"', page)


def test_articles_are_split_off_moved_and_storylines_merged(changing: Client, archive: Path) -> None:
    big, small = lines(archive)[:2]
    gone = big.members[-1].article
    said(changing, big.id, act="apart", **{f"article-{gone}": "on"})
    assert len(lines(archive)[0].members) == len(big.members) - 1
    said(
        changing,
        gone,
        act="move",
        words=f"http://127.0.0.1:8023/storylines/{small.id}",
        **{f"article-{gone}": "on"},
    )
    home = next(line for line in lines(archive) if any(m.article == gone for m in line.members))
    assert small.members[0].article in [member.article for member in home.members]
    said(changing, big.id, act="join", words=small.id)
    assert len(lines(archive)[0].members) == len(big.members) + len(small.members)


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "apart"},
        {"act": "move", "words": "x"},
        {"act": "tag", "words": " "},
        {"act": "fly"},
        {},
        {"act": "join", "words": ""},
        {"act": "undo", "ruling": "zz"},
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    changing: Client, archive: Path, fields: dict[str, str]
) -> None:
    before = lines(archive)
    token = token_of(changing.get("/storylines").text)
    answer = changing.post(f"/storylines/{before[0].id}/decide", data={"token": token, **fields})
    assert answer.status_code in (400, 404)
    assert lines(archive) == before


def test_nothing_is_changed_without_the_token(changing: Client, archive: Path) -> None:
    line = lines(archive)[0].id
    assert changing.post(f"/storylines/{line}/decide", data={"act": "title", "words": "x"}).status_code == 403


def test_a_long_storyline_is_drawn_in_parts(
    client: Client, newspaper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kirinuki.web.pages import storylines as pages

    monkeypatch.setattr(pages, "_STEPS", 7)
    big = lines(newspaper)[0]
    found: list[str] = []
    for part in range(1, -(-len(big.members) // 7) + 1):
        page = client.get(f"/storylines/{big.id}?part={part}").text
        found += re.findall(r'name="article-([0-9a-f]+)"', page)
    assert found == [member.article for member in big.members]
    assert f'name="article-{big.members[-1].article}"' in client.get(f"/storylines/{big.id}").text
