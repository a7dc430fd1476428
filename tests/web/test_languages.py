"""Two languages: nothing is left unsaid in either."""

from __future__ import annotations

import datetime as dt
import importlib.util
import re
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

from kirinuki.web.languages import LANGUAGES, SOURCE, catalogue, chosen, words
from tests.web.conftest import Client, addresses

ROOT = Path(__file__).resolve().parents[2]
_JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿]")
_VALUES = re.compile(r"%\((\w+)\)s")


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_catalogues", ROOT / "docs" / "make_catalogues.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != SOURCE])
def test_every_string_is_in_every_catalogue(maker: ModuleType, language: str) -> None:
    strings = {message.id for message in maker.strings() if message.id}
    said = {message.id: message for message in catalogue(language) if message.id}  # type: ignore[arg-type]
    assert strings - said.keys() == set(), "run: python docs/make_catalogues.py"
    assert said.keys() - strings == set(), "run: python docs/make_catalogues.py"
    assert [id for id, message in said.items() if not message.string or message.fuzzy] == [], (
        "to be translated"
    )
    for id, message in said.items():
        assert set(_VALUES.findall(str(id))) == set(_VALUES.findall(str(message.string))), id


@pytest.mark.parametrize(
    ("wish", "accepted", "language"),
    [
        (None, "", "ja"),
        (None, "ja,en;q=0.8", "ja"),
        (None, "en-GB,en;q=0.9,ja;q=0.8", "en"),
        (None, "en;q=0.2, ja;q=0.7", "ja"),
        (None, "fr, de", "ja"),
        (None, "en;q=0", "ja"),
        (None, "en;q=much, ;;;=", "ja"),
        ("ja", "en", "ja"),
        ("en", "ja", "en"),
        ("tlh", "en", "en"),
    ],
)
def test_the_reader_is_spoken_to_in_their_language(wish: str | None, accepted: str, language: str) -> None:
    assert chosen(wish, accepted) == language


class Unmarked(HTMLParser):
    """The words of a page that stand in no element which says that it is Japanese."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._open: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        outer = self._open[-1][1] if self._open else ""
        if tag not in ("meta", "link", "input", "br"):
            self._open.append((tag, dict(attrs).get("lang") or outer))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1] != "ja" and _JAPANESE.search(data):
            self.words.append(data.strip())


def test_an_english_page_says_what_is_japanese_in_it(client: Client, newspaper: Path) -> None:
    for name, address in addresses(newspaper).items():
        page = client.get(address, headers={"Accept-Language": "en"}).text
        assert '<html lang="en">' in page
        main = page.partition("<main")[2].partition("</main>")[0]
        assert Unmarked(f"<main{main}</main>").words == [], name


def test_times_are_worded_in_english() -> None:
    say = words("en")
    day = dt.date(2025, 12, 30)
    assert say.day(day) == "Tuesday 30 December 2025"
    assert say.period(day, day + dt.timedelta(days=2)) == "30–31 December 2025"
    assert say.period(day, day + dt.timedelta(days=4)) == "30 December 2025 – 2 January 2026"
    assert say.period(dt.date(2025, 11, 30), day) == "30 November – 29 December 2025"
    assert say.interval("2025-12-30", "2025-12-31") == "30 December 2025"
    assert say.interval("2025-12-01", "2026-01-01") == "December 2025"
    assert say.interval("2025-11-01", "2026-01-01") == "November–December 2025"
    assert say.interval("2025-01-01", "2026-01-01") == "2025"
    assert say.interval("2025-12-30T12:00", "2025-12-30T12:01") == "30 December 2025, 12:00"
    assert say.interval("soon", "later") == "soon–later"
    assert say.moment("2025-12-30T18:30:00+09:00") == "Tuesday 30 December 2025, 18:30"
    assert say.moment("yesterday") == ""
