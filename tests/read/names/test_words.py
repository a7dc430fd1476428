"""The kind of a word, from lists, endings, tags and script."""

from __future__ import annotations

import pytest

from kirinuki.read.names.words import CODES, codes_of, in_prefecture, lexicon

COMMON = "名詞-普通名詞-一般"
PROPER = "名詞-固有名詞-一般"


@pytest.mark.parametrize(
    ("surface", "tag", "kind"),
    [
        ("大統領", COMMON, "office"),
        ("国防相", COMMON, "office"),
        ("氏", "接尾辞-名詞的-一般", "polite"),
        ("省", "接尾辞-名詞的-一般", "strong"),
        ("文化庁", COMMON, "wholeorg"),
        ("帰省", "名詞-普通名詞-サ変可能", "noun"),
        ("アイスランド", "名詞-固有名詞-地名-国", "country"),
        ("アジア", "名詞-固有名詞-地名-一般", "country"),
        ("長野", "名詞-固有名詞-地名-一般", "place"),
        ("長野", "名詞-固有名詞-人名-姓", "surname"),
        ("博", "名詞-固有名詞-人名-名", "given"),
        ("ハイデッケン", COMMON, "unknown"),
        ("ホテル", COMMON, "facility"),
        ("スター", COMMON, "katakana"),
        ("新潟港", PROPER, "wholefacility"),
        ("昭和", PROPER, "barrier"),
        ("ＱＸＦ".translate({0xFF31: "Q", 0xFF38: "X", 0xFF26: "F"}), COMMON, "latin"),
        ("東京地検特捜部", COMMON, "wholeorg"),
        ("、", "補助記号-読点", "comma"),
        ("歩い", "動詞-一般", "other"),
    ],
)
def test_kind_of_a_word(surface: str, tag: str, kind: str) -> None:
    assert codes_of([surface], [tag]) == CODES[kind]


def test_codes_are_one_code_point_each_and_apart() -> None:
    assert all(len(code) == 1 for code in CODES.values())
    assert len(set(CODES.values())) == len(CODES)


def test_how_much_of_a_word_names_a_prefecture() -> None:
    assert in_prefecture("東京都内") == 3
    assert in_prefecture("神奈川県内") == 4
    assert in_prefecture("東京都") == 0
    assert in_prefecture("内閣府") == 0


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        (
            "titles",
            {
                "office",
                "trade",
                "executive",
                "local",
                "polite",
                "familiar",
                "former",
                "after",
                "chief",
                "joins",
            },
        ),
        (
            "organizations",
            {
                "name",
                "strong",
                "weak",
                "unit",
                "single",
                "firm",
                "legal",
                "wide",
                "paper",
                "apposed",
                "journal",
                "group",
                "barrier",
                "joint",
                "starter",
                "club",
            },
        ),
        (
            "places",
            {
                "ending",
                "region",
                "prefecture",
                "abbreviation",
                "direction",
                "event",
                "affair",
                "work",
                "kin",
                "landform",
                "place",
            },
        ),
        ("outlets", {"name", "short"}),
        ("other_names", {"word", "ending", "common"}),
        ("firms", {"", "several"}),
        ("facilities", {"", "name", "site"}),
        ("surnames", {""}),
    ],
)
def test_the_lists_hold_the_kinds_that_their_heads_explain(name: str, kinds: set[str]) -> None:
    assert set(lexicon(name).values()) == kinds
