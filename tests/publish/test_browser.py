from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kirinuki.publish import render
from tests.ask import lighthouse
from tests.publish import hostile
from tests.publish.chromium import EXECUTABLE, Browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        EXECUTABLE is None or sys.platform == "win32",
        reason="chromium is not installed (Debian: apt install chromium)",
    ),
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    pages = {"story": folder / "story.html", "harm": folder / "harm.html"}
    digest = lighthouse.digest({"kitayama1:46-77": "続報を待つ。"})
    pages["story"].write_text(render(digest, "html", title="岬の記録", version="0.0"), encoding="utf-8")
    harm = render(hostile.digest(), "html", title=hostile.TITLE, version="0.0")
    pages["harm"].write_text(harm, encoding="utf-8")
    return pages


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 2560])
@pytest.mark.parametrize("name", ["story", "harm"])
def test_no_page_is_wider_than_its_window(
    browser: Browser, pages: dict[str, Path], name: str, width: int
) -> None:
    browser.open(pages[name], width)
    browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert browser.evaluate("document.documentElement.scrollWidth") <= width


def test_a_line_is_of_readable_length(browser: Browser, pages: dict[str, Path]) -> None:
    for width in (768, 1280, 2560):
        browser.open(pages["story"], width)
        characters = browser.evaluate(
            "(() => {const p = document.querySelector('.text');"
            "return p.clientWidth / parseFloat(getComputedStyle(p).fontSize)})()"
        )
        assert 35 <= characters <= 40


def test_notes_stand_beside_the_text_where_there_is_room_and_below_it_elsewhere(
    browser: Browser, pages: dict[str, Path]
) -> None:
    below = (
        "document.querySelector('.notes').getBoundingClientRect().top"
        " >= document.querySelector('.text').getBoundingClientRect().bottom"
    )
    browser.open(pages["story"], 1280)
    assert browser.evaluate(below) is False
    browser.open(pages["story"], 360)
    assert browser.evaluate(below) is True


def test_dark_follows_the_reader(browser: Browser, pages: dict[str, Path]) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    browser.open(pages["story"], 1280)
    light = browser.evaluate(ground)
    browser.open(pages["story"], 1280, dark=True)
    assert browser.evaluate(ground) != light


def test_folds_are_open_in_print(browser: Browser, pages: dict[str, Path]) -> None:
    height = "document.querySelector('.folded .telling').checkVisibility({contentVisibilityAuto: true})"
    browser.open(pages["story"], 1280)
    assert browser.evaluate(height) is False
    browser.open(pages["story"], 1280, media="print")
    assert browser.evaluate(height) is True


def test_it_asks_nothing_of_any_server(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["story"], 1280)
    browser.open(pages["harm"], 1280)
    assert all(url.startswith(("file:", "data:")) for url in browser.requests)
