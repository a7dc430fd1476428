"""The pages as a reader meets them: Debian's chromium opens each, in both languages, light and dark, narrow and wide."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.web.conftest import addresses

CHROMIUM = shutil.which("chromium")
PICTURES = Path(__file__).resolve().parents[2] / "out" / "web"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium"),
]

PAGES = (
    "today",
    "day",
    "then",
    "new",
    "article",
    "vertical",
    "diff",
    "correct",
    "storylines",
    "people",
    "person",
    "storyline",
    "statements",
    "figures",
    "claims",
    "agenda",
    "changes",
    "trace",
    "search",
    "clip",
    "status",
    "notes",
    "map",
    "login",
    "missing",
)
"""What `addresses` of conftest.py calls them."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Look:
    """How a reader looks at a page: `widths` are those of their windows."""

    language: str
    scheme: Any
    widths: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.language}-{self.scheme}"


LOOKS = (Look("ja", "light", (1280, 360)), Look("en", "dark", (768, 320)))


FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)


@contextmanager
def serving(archive: Path, *options: str) -> Iterator[str]:
    """`kirinuki serve` over an archive, in a process of its own; gives its address."""
    command = [
        sys.executable,
        "-m",
        "kirinuki",
        "-C",
        str(archive),
        "serve",
        "--port",
        "0",
        "--json",
        *options,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            lines = ""
            while not lines.endswith("}\n"):
                line = process.stdout.readline()
                assert line, process.stderr and process.stderr.read()
                lines += line
            yield json.loads(lines)["url"].rstrip("/")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


@pytest.fixture(scope="module")
def url(newspaper: Path) -> Iterator[str]:
    with serving(newspaper) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, look: Look, *, script: bool = True) -> Iterator[Page]:
    """A tab of a reader who looks so. Whatever the page complains of in the console fails the test."""
    context = browser.new_context(
        viewport={"width": look.widths[0], "height": 900},
        locale=look.language,
        color_scheme=look.scheme,
        java_script_enabled=script,
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    said = [words for words in said if "status of 4" not in words]  # a page that is meant to be missing
    assert not said


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_page_is_open_to_everybody(
    browser: Browser, url: str, newspaper: Path, name: str, look: Look
) -> None:
    with opened(browser, look) as page:
        page.goto(url + addresses(newspaper)[name])
        PICTURES.mkdir(parents=True, exist_ok=True)
        for width in look.widths:
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=PICTURES / f"{name}-{look}-{width}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                "wider than the window"
            )
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, found.generate_report()


def test_a_reader_without_a_mouse_or_a_script_gets_around(browser: Browser, url: str) -> None:
    with opened(browser, LOOKS[0], script=False) as page:
        page.goto(url)
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "本文へ"
        page.keyboard.press("Enter")
        page.wait_for_url("**/#main")


def test_the_switches_work(browser: Browser, url: str) -> None:
    with opened(browser, LOOKS[0], script=False) as page:
        page.goto(url)
        page.get_by_role("button", name="English").click()
        assert page.locator("html").get_attribute("lang") == "en"
        page.locator("button[value=dark]").click()
        ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert ground == "rgb(23, 24, 26)"


def test_keys_walk_fold_and_tell_what_they_do(browser: Browser, url: str) -> None:
    with opened(browser, LOOKS[0]) as page:
        page.goto(f"{url}/days/2025-12-31")
        first, second = (page.locator("article").nth(n).get_attribute("id") for n in (0, 1))
        for key, id in (("j", first), ("j", second), ("k", first)):
            page.keyboard.press(key)
            assert page.evaluate("document.activeElement.id") == id
        folds = page.locator("article details")
        assert folds.count() > 0
        page.keyboard.press("?")
        assert page.get_by_role("dialog").is_visible()
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, found.generate_report()
        page.keyboard.press("Escape")
        assert not page.get_by_role("dialog").is_visible()
        page.keyboard.press("p")
        page.wait_for_url("**/days/2025-12-30")


def test_o_folds_what_one_stands_at(browser: Browser, url: str) -> None:
    with opened(browser, LOOKS[0]) as page:
        page.goto(f"{url}/days/2025-12-31")
        article = page.locator("article:has(details)").first
        article.locator("details").first.scroll_into_view_if_needed()
        article.locator("summary").first.focus()
        page.keyboard.press("o")
        assert article.locator("details:not([open])").count() == 0
        page.keyboard.press("o")
        assert article.locator("details[open]").count() == 0


def test_what_is_selected_becomes_a_statement(browser: Browser, url: str, newspaper: Path) -> None:
    with opened(browser, LOOKS[0]) as page:
        page.goto(url + addresses(newspaper)["article"])
        words = page.evaluate(
            """() => {
                const text = document.querySelectorAll(".text")[1];
                const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
                const nodes = [];
                while (walker.nextNode()) nodes.push(walker.currentNode);
                getSelection().setBaseAndExtent(nodes[1], 1, nodes[3], 1);
                return getSelection().toString();
            }"""
        )
        page.locator(".offer").click()
        page.wait_for_url("**/correct?**")
        assert page.locator("mark").inner_text() == words
        assert page.locator("select[name=kind]").is_visible()


def test_the_legend_shows_and_hides_without_a_script(browser: Browser, url: str, newspaper: Path) -> None:
    with opened(browser, LOOKS[0], script=False) as page:
        page.goto(url + addresses(newspaper)["article"])
        name = page.locator(".text .entities").first
        assert name.evaluate("e => getComputedStyle(e).backgroundImage") == "none"
        page.get_by_label("名前").check()
        assert "gradient" in name.evaluate("e => getComputedStyle(e).backgroundImage")
        page.get_by_label("縦書き").check()
        assert page.locator(".body").evaluate("e => getComputedStyle(e).writingMode") == "vertical-rl"


def test_a_resolved_time_is_shown_to_a_mouse_and_to_a_keyboard(
    browser: Browser, url: str, newspaper: Path
) -> None:
    said = "e => getComputedStyle(e, '::after').content"
    with opened(browser, LOOKS[0]) as page:
        page.goto(url + addresses(newspaper)["article"])
        time = page.locator(".text a.times").first
        words = time.get_attribute("data-says") or ""
        assert words.endswith("日") or "〜" in words or ":" in words
        assert time.evaluate(said) == "none"
        time.hover()
        assert words in time.evaluate(said)
        page.mouse.move(0, 0)
        page.locator("#show-seen").focus()
        while page.evaluate("document.activeElement.className") != "times":
            page.keyboard.press("Tab")
        assert words in page.locator(":focus").evaluate(said)
        page.keyboard.press("Escape")
        assert page.locator("a.times:focus").count() == 0


def test_a_paper_is_printed_without_what_is_for_the_screen(browser: Browser, url: str) -> None:
    with opened(browser, LOOKS[0]) as page:
        page.goto(f"{url}/days/2025-12-30")
        page.emulate_media(media="print")
        assert not page.locator(".bar").is_visible() and not page.locator(".settings").first.is_visible()
        assert page.locator("article").first.is_visible()
        page.screenshot(path=PICTURES / "print.png", full_page=True)


def test_a_correction_is_made_by_clicking_through(browser: Browser, archive: Path) -> None:
    with serving(archive) as url, opened(browser, LOOKS[0], script=False) as page:
        page.goto(url + addresses(archive)["article"])
        page.locator(".notes .mend").first.click()
        page.get_by_label("述べ方").select_option("警告")
        page.get_by_role("button", name="変わるところを見る").click()
        assert "警告" in page.locator(".effects").inner_text()
        page.screenshot(path=PICTURES / "preview.png", full_page=True)
        page.get_by_role("button", name="こう直す").click()
        assert "警告" in page.locator(".notes").first.inner_text()
        page.get_by_role("button", name="取り消す").click()
        assert "警告" not in page.locator(".notes").first.inner_text()


def test_a_clip_is_pasted_looked_at_and_filed(browser: Browser, archive: Path) -> None:
    words = "潮見県は２日、岸壁の点検を来週から始めると発表した。"
    with serving(archive) as url, opened(browser, LOOKS[0], script=False) as page:
        page.goto(f"{url}/clip")
        page.get_by_label("言葉", exact=True).fill(words)
        page.get_by_label("題").fill("岸壁を点検")
        page.get_by_role("button", name="見る").click()
        assert page.locator(".line mark").first.inner_text()
        page.screenshot(path=PICTURES / "clipped.png", full_page=True)
        with opened(browser, LOOKS[0]) as scripted:  # what looks at the page is a script
            scripted.goto(page.url)
            found = Axe().run(scripted, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, found.generate_report()
        page.get_by_label("自分の言葉").fill("続報を待つ")
        page.get_by_role("button", name="綴じる").click()
        assert "岸壁を点検" in page.locator("h1").inner_text()
