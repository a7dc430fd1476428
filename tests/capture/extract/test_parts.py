"""Articles over several pages: what follows, what does not, and how pages are joined."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from kirinuki.capture.extract import extract
from kirinuki.capture.extract.found import Extracted
from kirinuki.capture.extract.parts import MOST_PAGES, follows, join, next_page

LEAD = "潮見市は13日、老朽化した第2岸壁の使用を当面見合わせると発表した。"
URL = "https://shimpo.example/news/20250113"


@pytest.mark.parametrize(
    ("url", "link", "following"),
    [
        (URL, '<link rel="next" href="/news/20250113?page=2">', f"{URL}?page=2"),
        (f"{URL}?page=2", "<a href='?page=3'>次のページへ</a>", f"{URL}?page=3"),
        (f"{URL}?utm_source=x&page=2", "<a href='?page=3'>3</a>", f"{URL}?page=3"),
        (f"{URL}.html", "<a href='20250113_2.html'>次のページ 住民が語った理由</a>", f"{URL}_2.html"),
        (f"{URL}/", '<a rel="next" href="/news/20250113/2/">続き</a>', f"{URL}/2/"),
        (f"{URL}/page/2", f'<a href="{URL}/page/3">次へ ></a>', f"{URL}/page/3"),
        (URL, "<a href='?page=2'>2</a>", f"{URL}?page=2"),
        # What follows the article, and not within it.
        (URL, '<link rel="next" href="/news/20250114">', None),
        (URL, "<a href='/news/20250112'>次の記事へ</a>", None),
        ("https://shimpo.example/news/1", '<link rel="next" href="/news/2">', None),
        (URL, "<a href='https://other.example/news/20250113?page=2'>次へ</a>", None),
        (URL, "<a href='?page=3'>3</a>", None),
        (f"{URL}?page=3", "<a href='?page=2'>前へ</a><a href='?page=1'>1</a>", None),
        (URL, "<a href='//['>次へ</a><a href=''>次へ</a><a>次へ</a>", None),
        (None, "<a href='?page=2'>次へ</a>", None),
    ],
)
def test_what_follows_is_of_the_same_article(url: str | None, link: str, following: str | None) -> None:
    assert next_page(LexborHTMLParser(f"<html><body>{link}</body></html>"), url) == following


def page(number: int, *paragraphs: str, title: str = "第2岸壁を閉鎖", link: str = "") -> Extracted:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    html = f"<html><head><title>{title} | 某新報</title></head><body><h1>{title}</h1><div>{body}</div>{link}</body></html>"
    return extract(html.encode(), url=f"{URL}?page={number}" if number > 1 else URL)


SECOND = "住民は戸惑っている。「急な話で、どう備えればいいのか分からない」と話した。"
THIRD = "再開の時期は決まっていない。市は来週、住民に説明する会を開く予定だという。"


def test_pages_are_joined_with_the_place_of_each_paragraph() -> None:
    pages = [
        (URL, page(1, LEAD, SECOND)),
        (f"{URL}?page=2", page(2, LEAD, THIRD, title="第2岸壁を閉鎖（2ページ目）")),
    ]
    joined = join(pages)
    assert joined.article.paragraphs == (LEAD, SECOND, THIRD)
    assert joined.of == (0, 0, 1)
    assert joined.addresses == (URL, f"{URL}?page=2")
    assert joined.article.title == "第2岸壁を閉鎖"


def test_a_page_of_another_title_ends_the_article() -> None:
    joined = join([(URL, page(1, LEAD, SECOND)), (f"{URL}?page=2", page(2, THIRD, LEAD, title="朝市に人出"))])
    assert (joined.article.paragraphs, joined.addresses) == ((LEAD, SECOND), (URL,))


def test_one_page_is_itself() -> None:
    alone = page(1, LEAD, SECOND, title="当選の確率は1/2")
    joined = join([(URL, alone)])
    assert (joined.article.title, joined.article.paragraphs, joined.of) == (
        alone.title,
        alone.paragraphs,
        (0, 0),
    )


def test_following_ends_where_pages_lead_in_a_circle_or_without_end() -> None:
    found = page(1, LEAD, SECOND, link="<a href='?page=2'>次へ</a>")
    assert follows(found, {URL}) == f"{URL}?page=2"
    assert follows(found, {URL, f"{URL}?page=2"}) is None
    assert follows(found, {f"{URL}/{n}" for n in range(MOST_PAGES)}) is None
