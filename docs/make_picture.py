"""Takes docs/page.png, the picture of the readmes, from the demo's page (run `make demo` first).

python -m docs.make_picture
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.publish.chromium import Browser

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    with tempfile.TemporaryDirectory() as profile, Browser(Path(profile)) as browser:
        browser.open(ROOT / "out" / "demo" / "digest.html", 1180)
        found = browser.evaluate(
            "(() => {const fold = document.querySelector('article details.folded:has(ins):has(del)');"
            "if (!fold) return false; fold.open = true;"
            "fold.closest('article').classList.add('pictured'); return true})()"
        )
        assert found, "the demo's page has no other telling that differs"
        browser.screenshot(ROOT / "docs" / "page.png", selector="article.pictured", height=860)


if __name__ == "__main__":
    main()
