from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.model.weaving import Change, Collation
from kirinuki.read.reader import Reader
from kirinuki.weave.collation import collate

READER = Reader()
DAY = dt.date(2025, 5, 3)

FIRE = "2日夜、港町の倉庫で火事があり、3棟が焼けました。"
CAUSE = "警察が原因を調べています。"
ASH = "近くの住民は「窓が割れる音がした」と話していました。"


def collated(earlier: str, later: str, *, same_outlet: bool = True) -> Collation:
    return collate(READER.read(earlier, DAY), READER.read(later, DAY), same_outlet=same_outlet)


def only(earlier: str, later: str, *, same_outlet: bool = True) -> Change:
    (change,) = collated(earlier, later, same_outlet=same_outlet).changes
    return change


@pytest.mark.parametrize(
    ("later", "kind"),
    [
        ("2日夜、港町の倉庫で火事があり、3棟が焼けました。", "unchanged"),
        ("２日夜、港町の倉庫で火事があり、３棟が焼けました。", "noise"),
        ("【港町共同】2日夜、港町の倉庫で火事があり、3棟が焼けました（午後9時更新）。", "noise"),
        ("2日夜、港町の倉庫で火事があり、3棟焼けました。", "damaged"),
        ("港町では2日の夜に倉庫で火事があって、3棟が焼けました。", "reworded"),
        ("2日夜、港町の倉庫で火事があり、3棟が焼け、隣の造船所の事務所にも燃え移りました。", "extended"),
        ("2日夜、倉庫で火事があり、3棟が焼けました。", "shortened"),
        ("2日夜、港町の倉庫で火事があり、4棟が焼けました。", "corrected"),
    ],
)
def test_what_a_revision_did_to_a_sentence(later: str, kind: str) -> None:
    change = only(FIRE, later)
    assert change.kind == kind
    assert change.why


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("市には3日朝までに約30件の相談がありました。", "市には3日夕までに約70件の相談がありました。"),
        ("県警は男を殺人の疑いで逮捕状を取り、行方を追っている。", "県警は男を殺人の疑いで逮捕した。"),
        ("両社は合併で合意する見通しとなった。", "両社は合併で合意した。"),
        ("告別式の日程は未定。", "告別式は22日午前10時半から。"),
    ],
)
def test_what_moved_on_is_an_update_and_no_correction(earlier: str, later: str) -> None:
    assert only(earlier, later).kind == "updated"


@pytest.mark.parametrize(
    ("earlier", "later", "kind"),
    [
        ("港湾検討会の動画を掲載しました", "港湾検討会の要旨を掲載しました", "updated"),
        ("桟橋予約の手引を掲載しました", "桟橋予約の手引を更新しました", "updated"),
        ("港湾検討会の動画を掲載しました", "港湾検討会での動画を掲載しました。", "reworded"),
        ("政策::桟橋予約の手引を掲載しました", "桟橋予約の手引を掲載しました", "noise"),
        ("桟橋予約の手引を掲載しました", "会議等::桟橋予約の手引を掲載しました", "noise"),
        ("「桟橋予約」の手引を掲載しました", "桟橋予約の手引を掲載しました", "noise"),
    ],
)
def test_notices_of_what_was_put_up(earlier: str, later: str, kind: str) -> None:
    assert only(earlier, later).kind == kind


def test_a_notice_of_correction_makes_its_value_a_correction() -> None:
    later = "市には約40件の相談がありました。※相談の件数を当初「約30件」とお伝えしましたが、正しくは「約40件」でした。"
    changes = collated("市には約30件の相談がありました。", later).changes
    assert [c.kind for c in changes] == ["corrected", "new"]


def test_a_person_under_another_name_is_a_correction() -> None:
    change = only("会見で村瀬健一知事は陳謝した。", "会見で村瀬健二知事は陳謝した。")
    assert change.kind == "corrected"
    assert [(f.earlier, f.later) != (None, None) for f in change.facts] == [True]


def test_a_value_of_another_outlet_is_an_update_and_a_conflict() -> None:
    found = collated(FIRE, "港町の倉庫で2日夜に火事があり、5棟が焼けた。", same_outlet=False)
    assert [c.kind for c in found.changes] == ["updated"]
    (conflict,) = found.conflicts
    assert "3棟" in conflict.why and "5棟" in conflict.why
    assert not collated(FIRE, FIRE.replace("3", "5")).conflicts


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("寄付は計526万円だった。", "寄付は約530万円だった。"),
        ("票は全体の2割近くを占めた。", "票は全体のおよそ18%だった。"),
        ("会議は5月10日から12日まで開かれる。", "会議は5月に開かれる。"),
        ("けが人は50人以上に上った。", "けが人は53人に上った。"),
        ("市には3日朝までに30件の相談があった。", "市には3日夕までに70件の相談があった。"),
    ],
)
def test_rounded_vague_and_later_values_are_no_conflict(earlier: str, later: str) -> None:
    assert not collated(earlier, later, same_outlet=False).conflicts


def test_what_is_new_dropped_and_moved() -> None:
    found = collated(FIRE + CAUSE + ASH + "けが人はいません。", ASH + FIRE + "消防車12台が出ました。" + CAUSE)
    assert [(c.kind, c.moved) for c in found.changes] == [
        ("unchanged", True),
        ("dropped", False),  # it stood behind what moved
        ("unchanged", False),
        ("new", False),
        ("unchanged", False),
    ]


def test_a_line_broken_in_two_is_one_sentence_still() -> None:
    change = only("問題の番組は「朝の散歩道」だった。", "問題の番組は\n\n「朝の散歩道」だった。")
    assert change.kind == "noise"


def test_stamps_and_credits_standing_alone_say_what_they_are() -> None:
    changes = collated(FIRE, f"{FIRE}\n（3日12時更新）\n（時事）").changes
    assert [c.why for c in changes[1:]] == ["更新時刻だけの文", "配信元だけの文"]


def test_a_number_differs_as_a_whole() -> None:
    earlier, later = "市には約30件の相談があった。", "市には約70件の相談があった。"
    ((difference,),) = [only(earlier, later).differences]
    assert (difference.earlier.of(earlier), difference.later.of(later)) == ("約30件", "約70件")


def test_an_edit_behind_an_opening_mark_lies_in_its_own_sentence() -> None:
    earlier, later = "雨が降った。\n「国営テレビ」が報じた。", "雨が降った。\n「テレビ」が報じた。"
    change = collated(earlier, later).changes[1]
    (difference,) = change.differences
    assert difference.earlier.of(earlier) == "国営"
    assert change.later is not None and change.later.holds(difference.later)


def test_a_sentence_of_a_thousand_numbers_pairs_them_in_their_order() -> None:
    earlier = "、".join(f"第{n}区{n}票" for n in range(1, 301)) + "だった。"
    later = earlier.replace("7票", "7000票")
    change = only(earlier, later)
    values = [(f.earlier.of(earlier), f.later.of(later)) for f in change.facts if f.earlier and f.later]
    assert ("7票", "7000票") in values and ("297票", "297000票") in values
    apart(change)


def test_a_very_long_sentence_differs_from_its_first_change_to_its_last() -> None:
    earlier = "".join(f"{n}番の倉庫と" for n in range(1200)) + "が焼けた。"
    later = earlier.replace("9番の", "9番と")
    change = only(earlier, later)
    assert len(change.differences) == 1
    assert change.differences[0].earlier.start == earlier.index("9番の") + 2


def apart(change: Change) -> None:
    """The differences lie inside their change, in order, apart."""
    for side in ("earlier", "later"):
        whole, spans = getattr(change, side), [getattr(d, side) for d in change.differences]
        if spans:
            assert all(whole.start <= s.start <= s.end <= whole.end for s in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))


SENTENCES = st.lists(
    st.sampled_from(
        [
            FIRE,
            CAUSE,
            ASH,
            "3棟が焼けた。",
            "（3日12時更新）",
            "「",
            "」と述べた。",
            "\n",
            "４棟",
            "村瀬知事は",
            "「国営テレビ」が報じた。",
            "「テレビ」",
            "12棟と3人、2人",
            "30棟で21人",
        ]
    ),
    max_size=8,
).map("".join)


@given(SENTENCES, SENTENCES, st.booleans())
def test_every_sentence_is_in_one_change(earlier: str, later: str, same_outlet: bool) -> None:
    readings = READER.read(earlier, DAY), READER.read(later, DAY)
    found = collate(*readings, same_outlet=same_outlet)
    for reading, side in zip(readings, ("earlier", "later"), strict=True):
        spans = sorted(s for c in found.changes if (s := getattr(c, side)) is not None)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        for sentence in reading.sentences:
            assert any(span.holds(sentence) for span in spans)
    for change in found.changes:
        apart(change)
    assert all(c.kind in ("unchanged",) for c in collate(readings[0], readings[0], same_outlet=True).changes)
