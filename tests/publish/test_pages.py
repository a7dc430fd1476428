from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from importlib import resources
from itertools import pairwise

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from kirinuki.publish.pages import digest_html
from tests.ask import lighthouse
from tests.ask.reports import digest_of, report
from tests.publish import hostile

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """What a page is made of; raises where tags do not close in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"attribute twice in <{tag}>"
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    def values(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(attribute)) is not None]

    @property
    def text(self) -> str:
        return "".join(self.words)


class HTMLSnapshot(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "html"


def story() -> str:
    digest = lighthouse.digest({"kitayama1:46-77": "会見の全文は市のサイトにある。\n続報を待つ。"})
    return digest_html(
        digest, title="岬の記録", version="0.0", made=dt.datetime(2025, 4, 12, 6, 5, tzinfo=dt.UTC)
    )


def harm() -> str:
    return digest_html(hostile.digest(), title=hostile.TITLE, version="0.0")


def test_page(snapshot: SnapshotAssertion) -> None:
    html = re.sub(r"(?s)(<style>).*?(</style>)", r"\1\2", story())
    assert html == snapshot(extension_class=HTMLSnapshot)


def test_the_same_digest_gives_the_same_page() -> None:
    assert story() == story()


@pytest.mark.parametrize("html", [story(), harm()], ids=["story", "harm"])
class TestAnyPage:
    def test_its_tags_close_in_order(self, html: str) -> None:
        assert Page(html).tags[0] == ("html", {"lang": "ja"})

    def test_it_needs_nothing_from_outside(self, html: str) -> None:
        page = Page(html)
        tags = {tag for tag, _ in page.tags}
        assert not tags & {
            "script",
            "img",
            "iframe",
            "object",
            "embed",
            "base",
            "form",
            "video",
            "audio",
            "svg",
        }
        assert [attrs["href"] for tag, attrs in page.tags if tag == "link"] == ["data:,"]
        assert "url(" not in html and "@import" not in html
        assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]

    def test_its_links_lead_to_the_web_or_to_a_place_on_it(self, html: str) -> None:
        page = Page(html)
        ids = page.values("id")
        assert len(ids) == len(set(ids))
        for tag, attrs in page.tags:
            href = attrs.get("href")
            if tag != "a" or href is None:
                continue
            if href.startswith("#"):
                assert href[1:] in ids
            else:
                assert re.match(r"https?://", href)
                assert "noreferrer" in (attrs.get("rel") or "")
        for label in page.values("aria-labelledby"):
            assert label in ids

    def test_headings_go_down_one_by_one(self, html: str) -> None:
        levels = [int(tag[1]) for tag, _ in Page(html).tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels))

    def test_it_has_its_landmarks_and_a_way_to_skip_to_the_text(self, html: str) -> None:
        page = Page(html)
        tags = [tag for tag, _ in page.tags]
        assert all(tags.count(tag) == 1 for tag in ("main", "nav", "footer"))
        assert next(attrs["href"] for tag, attrs in page.tags if tag == "a") == "#main"

    def test_nothing_on_it_reorders_or_controls(self, html: str) -> None:
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f]", html)


def test_hostile_words_are_words() -> None:
    page = Page(harm())
    assert hostile.SCRIPT in page.text
    assert "</p><img src=x onerror=alert(2)>" in page.text
    hrefs = [href for href in page.values("href") if not href.startswith(("#", "data:,"))]
    assert hrefs == ["https://good.example/path?q=1&r=2"]


def test_what_it_says() -> None:
    text = Page(story()).text
    for words in (
        "原文349字 →から 掲載249字",
        "改稿2版",
        "ほか1件",
        "（補い）",
        "編者",
        "取り込み時の傷：開き括弧の欠落",
        "出所 不明",
        "更新",
        "kirinuki trace kitayama1:0-44",
        "¶ pasted1:63-104",
    ):
        assert words in text, words


def test_dates_are_times_for_machines_too() -> None:
    page = Page(story())
    times = [(attrs.get("datetime"), attrs.get("title")) for tag, attrs in page.tags if tag == "time"]
    assert ("2025-04-10", "2025年4月10日") in times
    assert ("2025", "2025年") in times
    assert ("2025-04-10T18:30:00+09:00", None) in times


def test_a_full_width_figure_stays_on_one_line() -> None:
    a = report("a", "けが人は１２３人、船は９隻<b>１２</b>。")
    html = digest_html(digest_of([a]), title="記録", version="0.0")
    assert (
        'けが人は<span class="figure">１２３</span>人、船は９隻&lt;b&gt;<span class="figure">１２</span>&lt;/b&gt;。'
        in html
    )


def _colours(css: str) -> list[dict[str, str]]:
    """The page's colours, light and then dark."""
    found = re.findall(r"--(\w+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", css)
    return [{name: both[scheme] for name, *both in found} for scheme in (0, 1)]


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_ink_is_legible_on_every_ground(scheme: int) -> None:
    css = resources.files("kirinuki.publish").joinpath("static/base.css").read_text(encoding="utf-8")
    colours = _colours(css)[scheme]
    for ground in ("paper", "wash"):
        for ink in ("ink", "soft", "indigo", "vermilion"):
            light, dark = sorted((_luminance(colours[ground]), _luminance(colours[ink])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)
