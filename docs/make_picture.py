"""Takes the pictures of the readmes from the demo (run `make demo` first): docs/page.png, its page, and docs/web-*.png, what
`kirinuki serve` shows of its archive.

python -m docs.make_picture
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import kirinuki
from tests.publish.chromium import EXECUTABLE, Browser
from tests.web.test_browser import FLAGS, serving

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "out" / "demo"
DOCS = ROOT / "docs"
SIZE = {"width": 1180, "height": 820}


def main() -> None:
    page()
    web()


def page() -> None:
    """The demo's page, where another telling is folded that differs."""
    with tempfile.TemporaryDirectory() as profile, Browser(Path(profile)) as browser:
        browser.open(DEMO / "digest.html", SIZE["width"])
        found = browser.evaluate(
            "(() => {const fold = document.querySelector('article details.folded:has(ins):has(del)');"
            "if (!fold) return false; fold.open = true;"
            "fold.closest('article').classList.add('pictured'); return true})()"
        )
        assert found, "the demo's page has no other telling that differs"
        browser.screenshot(DOCS / "page.png", selector="article.pictured", height=860)


def web() -> None:
    """A day, an article with its reading, two of its revisions, and the run of events that it tells of."""
    with kirinuki.open(DEMO / "archive") as archive:
        revised = max(
            archive.articles(), key=lambda article: (len(archive.revisions(article.id)), article.id)
        ).id
        day = archive.current(revised).published
    pictures = (
        ("web-day", f"/days/{day}", "light"),
        ("web-article", f"/articles/{revised}", "light"),
        ("web-revisions", f"/articles/{revised}/diff", "light"),
        ("web-storyline", f"/storylines/{revised}", "dark"),
    )
    with serving(DEMO / "archive") as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=FLAGS)
        for name, address, scheme in pictures:
            tab = browser.new_page(viewport=SIZE, locale="ja", color_scheme=scheme)  # type: ignore[arg-type]
            tab.goto(url + address)
            tab.screenshot(path=DOCS / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
