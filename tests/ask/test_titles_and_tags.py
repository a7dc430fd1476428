"""Titles cut at phrases, and the person's vocabulary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.ask.storylines import shortened
from kirinuki.ask.vocabulary import Vocabulary

LONG = "凪原市の港湾局は三日、崩落した三崎岸壁の再建に向けた調査委員会を来月に設けると発表し、年内に報告をまとめる方針だ"


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        ("短い書き出し。", "短い書き出し。"),
        (LONG, "凪原市の港湾局は三日、崩落した三崎岸壁の再建に向けた調査委員会を来月に…"),
        ("凪原市が港を直すと発表した。" + LONG, "凪原市が港を直すと発表した。"),
        (
            "凪原市長が三日に会見を開いて述べたところでは、" + "岸壁再建" * 9,
            "凪原市長が三日に会見を開いて述べたところでは…",
        ),
        ("あ" * 50, "あ" * 40 + "…"),
    ],
)
def test_a_lead_is_cut_behind_a_phrase(lead: str, title: str) -> None:
    assert shortened(lead) == title


@given(st.text(max_size=90))
def test_a_title_is_the_beginning_of_its_lead(lead: str) -> None:
    title = shortened(lead)
    assert lead.startswith(title.removesuffix("…")) and len(title) <= 41
    assert bool(title) == bool(lead)


def test_tags_and_their_aliases() -> None:
    words = Vocabulary({"港湾": ["岸壁"], "欧州連合": ["EU"]}, ["#税制", "岸壁"])
    assert words.name_of("＃岸壁") == words.name_of("港湾") == "港湾"
    assert words.name_of("ＥＵ") == "欧州連合" and words.name_of("#新しい語") == "新しい語"
    assert words.name_of(" # ") == ""
    assert words.standing_in("岸壁と税制、ｅｕの会合") == {"港湾", "税制", "欧州連合"}
    assert words.standing_in("NEUの船、海岸") == set()
