from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.model.chronicle import Comparison, Piece
from kirinuki.model.text import Span
from kirinuki.read.reader import Reader
from kirinuki.weave.claims import compare_claims
from kirinuki.weave.claims.propositions import Proposition, Words, propositions

READER = Reader()
DAY = dt.date(2025, 4, 10)


def piece(text: str, *, id: str = "a1", day: dt.date = DAY, outlet: str = "minato") -> Piece:
    return Piece(id, f"r-{id}", outlet, None, day, f"{day.isoformat()}:{id}", READER.read(text, day))


def compared(*texts: str | tuple[dt.date, str]) -> list[Comparison]:
    """What comes of these reports, one article each."""
    dated = [text if isinstance(text, tuple) else (DAY, text) for text in texts]
    return compare_claims([piece(text, id=f"a{n}", day=day) for n, (day, text) in enumerate(dated)])


def relations(*texts: str | tuple[dt.date, str]) -> list[tuple[str, str]]:
    return [(c.relation, c.ground) for c in compared(*texts)]


def claimed(content: str) -> Proposition:
    """The last thing that the words claim."""
    return propositions(Words(READER.read(content, DAY)), Span(0, len(content)))[-1]


# What words claim ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "key", "holds"),
    [
        ("工場を閉鎖する", "閉鎖", True),
        ("工場を閉鎖しない", "閉鎖", False),
        ("工場は閉鎖していません", "閉鎖", False),
        ("工場閉鎖の計画はない", "閉鎖", False),
        ("工場の閉鎖に踏み切る可能性がある", "閉鎖", True),
        ("工場を閉鎖する可能性はない", "閉鎖", False),
        ("工場の閉鎖を見送る", "閉鎖", False),
        ("工場の閉鎖を見送らない", "閉鎖", True),
        ("工場の閉鎖を見送る考えはない", "閉鎖", True),
        ("工場を閉鎖しないわけではない", "閉鎖", True),
        ("工場を閉鎖せざるを得ない", "閉鎖", True),
        ("工場を閉鎖すべきではない", "閉鎖", False),
        ("工場を閉鎖した事実はない", "閉鎖", False),
        ("工場の閉鎖は考えられない", "閉鎖", False),
        ("工場閉鎖の新たな波が始まる", "閉鎖", True),
        ("工場の閉鎖は不可能だ", "閉鎖", False),
        ("対応は不適切だったとは考えていない", "不適切", False),
        ("条件に違反したことはない", "守る", True),
    ],
)
def test_endings_and_verbs_of_coming_about_are_taken_off_until_the_event_stands_there(
    content: str, key: str, holds: bool
) -> None:
    told = claimed(content)
    assert key in told.keys
    assert told.holds is holds
    assert bool(told.denials) or holds


@pytest.mark.parametrize(
    ("content", "mood"),
    [
        ("橋を架け替える予定だ", "will"),
        ("橋を架け替えなければならない", "must"),
        ("橋を架け替えるべきだ", "must"),
        ("橋が崩れるかもしれない", "maybe"),
        ("橋が崩れる恐れがある", "maybe"),
        ("橋を架け替えることができる", "can"),
        ("橋を架け替えたい", "wish"),
        ("橋は崩れていない", "fact"),
    ],
)
def test_the_mood_of_a_claim(content: str, mood: str) -> None:
    assert claimed(content).mood == mood


@pytest.mark.parametrize(
    "content",
    [
        "工場を閉鎖するのか",
        "必ずしも閉鎖するとは限らない",
        "雨が続けば、工場を閉鎖する",
        "閉鎖されないと思った",
    ],
)
def test_questions_doubts_conditions_and_past_beliefs_claim_nothing(content: str) -> None:
    assert not propositions(Words(READER.read(content, DAY)), Span(0, len(content)))


# Who opposes whom ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "ground"),
    [
        (
            (
                "白崎市の村瀬春樹市長は10日、「市営球場の取り壊しに踏み切る」と述べた。",
                "県の久我正人知事は10日、市営球場の取り壊しの計画はないと強調した。",
            ),
            "negation",
        ),
        (
            (
                "検察は、会計係の宮田被告が帳簿を改ざんしたと主張した。弁護側は「帳簿は改ざんしていない」と述べた。",
            ),
            "negation",
        ),
        (
            (
                "白崎市の村瀬春樹市長は10日、港の埋め立てに賛成だと述べた。",
                "漁協の久我正人組合長は10日、港の埋め立てに反対だと述べた。",
            ),
            "negation",
        ),
        (
            (
                "港湾庁は10日、倉庫の壁材は安全だと発表した。",
                "国際灯台機関は10日、倉庫の壁材は危険だと指摘した。",
            ),
            "antonym",
        ),
        (("赤十字は、洪水の死者が640人に上ったと発表した。一方、内務省は死者308人と発表した。",), "figure"),
        (
            (
                "気象庁によると、マグニチュード6.2の地震が発生した。国際灯台機関によると、マグニチュード6.6の地震が発生した。",
            ),
            "figure",
        ),
        (
            (
                "村瀬春樹市長は10日、橋の開通式は5月3日に開催されると述べた。久我正人知事は10日、橋の開通式は5月8日に開催されると述べた。",
            ),
            "date",
        ),
        (
            ("みなと新聞は、水道局が赤字を隠したと伝えた。水道局は「そのような事実はない」と否定した。",),
            "negation",
        ),
        (
            ("警察は、宮田実容疑者が放火に関与したと発表した。宮田実容疑者は放火への関与を否定した。",),
            "negation",
        ),
        (("赤十字の発表では406人が死亡した。一方、内務省によると、死者は309人だった。",), "figure"),
        (("警察は、水道局が赤字を隠したと発表した。みなと電力はこれを全面的に否定している。",), "negation"),
        (("警察は、水道局が赤字を隠したと発表した。水道局は「事実無根だ」と反論した。",), "negation"),
        (
            (
                "港湾庁は「職員の個人的な行為」とする見解を示していたが、白崎市は工場ぐるみで不正をしたと指摘した。",
            ),
            "antonym",
        ),
        (
            (
                "港湾庁は10日、取引を維持すると発表した。",
                "国際灯台機関は10日、港湾庁は取引を解消すると発表した。",
            ),
            "antonym",
        ),
    ],
)
def test_two_who_cannot_both_be_right(texts: tuple[str, ...], ground: str) -> None:
    assert ("contradiction", ground) in relations(*texts)


@pytest.mark.parametrize(
    "texts",
    [
        # other subjects, objects, names, times, places
        ("北港の久我社長は「工場を閉鎖する」と述べた。", "白崎の村瀬市長は「図書館は閉鎖しない」と述べた。"),
        (
            "保健省の久我報道官は、人間への感染は起きていないと述べた。",
            "農業省は、野生の鴨が病気に感染していたと発表した。",
        ),
        (
            "村瀬春樹市長は、去年3月に水門を点検したと述べた。",
            "久我正人知事は、来年3月に水門を点検しないと述べた。",
        ),
        ("赤十字は、白崎市で死者が9人になったと発表した。北港市でも4人が死亡したと内務省は発表した。",),
        # each of what he will do himself
        ("大会に、赤組の久我監督は「参加する」と述べた。白組の村瀬監督は「参加しない」と述べた。",),
        # a rising toll, a rounded figure, a bound that is kept
        ("内務省は、死者が12人になったと発表した。その後、赤十字は死者が15人になったと発表した。",),
        ("内務省は、登録者数が25万人に達したと発表した。赤十字は登録者数が25万1040人になったと発表した。",),
        ("内務省は、死者が少なくとも10人になったと発表した。一方、赤十字は死者12人と発表した。",),
        # of another plane, of a part, of each one's own plan, of the edge of a period
        (
            "みなと新聞によると、白崎航空機(乗客乗員315人)が引き返した。しおさい新聞によると、北港航空機(乗客乗員118人)が引き返した。",
        ),
        ("警察は、乗客11人が負傷したと発表した。一方、大使館は、うち6人が負傷したと発表した。",),
        ("みなと電力は12日、値下げに追随すると発表した。白崎電力は15日、値下げに追随すると発表した。",),
        # what is denied is named, or stands too far back
        ("みなと電力は、工場を閉鎖すると述べた。白崎市は図書館の閉鎖について「事実無根だ」と述べた。",),
        ("みなと電力は、工場を閉鎖すると述べた。雨が降った。風も吹いた。白崎市はこれを否定した。",),
        # what was not said, and what is asked
        ("村瀬春樹市長は10日、橋を閉鎖すると述べた。久我正人知事は橋を閉鎖しないとは明言しなかった。",),
        ("村瀬春樹市長は10日、橋を閉鎖すると述べた。久我正人知事は「橋を閉鎖しないのか」と尋ねた。",),
    ],
)
def test_what_is_no_contradiction(texts: tuple[str, ...]) -> None:
    assert [r for r in relations(*texts) if r[0] != "agreement"] == []


def test_a_denial_is_shown_by_its_words_in_both_and_says_why() -> None:
    (found,) = compared(
        "検察は、宮田被告が帳簿を改ざんしたと主張した。弁護側は「帳簿は改ざんしていない」と述べた。"
    )
    assert [mark.text for mark in found.marks] == ["改ざん", "改ざん", "ない"]
    assert found.why == "対立の可能性: 「改ざん」を一方は打ち消す; 共通: 帳簿・改ざん"
    assert (found.one.speaker.text, found.other.speaker.text) == ("検察", "弁護側")  # type: ignore[union-attr]


def test_the_cue_is_shown_where_it_is_the_cue_that_denies() -> None:
    found = compared("警察は、宮田実容疑者が放火に関与したと発表した。宮田実容疑者は放火への関与を否定した。")
    assert "否定した" in [mark.text for c in found for mark in c.marks]


# One speaker over time ----------------------------------------------------------------------------------------


def test_one_speaker_who_says_otherwise_later_has_changed_position() -> None:
    (found,) = compared(
        (DAY, "白崎市の村瀬春樹市長は10日、市営球場を取り壊すと述べた。"),
        (DAY + dt.timedelta(days=9), "白崎市の村瀬市長は19日、市営球場は取り壊さないと述べた。"),
    )
    assert (found.relation, found.ground) == ("change", "negation")
    assert found.why.startswith("村瀬市長の発言が変わった可能性")


def test_on_one_day_a_speaker_does_not_change_position() -> None:
    text = "村瀬春樹市長は10日、市営球場を取り壊すと述べた。村瀬市長は10日、市営球場は取り壊さないと述べた。"
    assert relations(text) == []


def test_who_puts_an_own_number_right_has_said_otherwise() -> None:
    (found,) = compared(
        (DAY, "国際灯台機関(ILA)によると、10日にマグニチュード6.2の地震が発生した。"),
        (DAY + dt.timedelta(days=1), "国際灯台機関(ILA)は地震の情報を訂正し、マグニチュードを6.3とした。"),
    )
    assert (found.relation, found.ground) == ("change", "figure")
    assert found.other.evidence.text == "地震の情報を訂正し、マグニチュードを6.3"
    assert [mark.text for mark in found.marks] == ["マグニチュード6.2", "6.3"]


def test_a_forecast_that_moves_on_nobodys_authority_is_no_change() -> None:
    told = (
        (DAY, "台風は、12日にも白崎半島に上陸する見込み。"),
        (DAY + dt.timedelta(days=1), "台風は、13日にも白崎半島に上陸するものと見られている。"),
    )
    assert relations(*told) == []


def test_a_storm_that_moves_says_nothing_else() -> None:
    told = (
        (DAY, "気象庁によると、台風8号は北緯14.2度東経113.1度にある。"),
        (DAY + dt.timedelta(days=1), "気象庁によると、台風8号は北緯16.4度東経109.4度にある。"),
    )
    assert relations(*told) == []


def test_at_first_a_speaker_said_otherwise() -> None:
    text = "当初港湾庁は10日、部品を河南から仕入れるとしていたが、「すべての仕入れをやめた」としている。"
    (found,) = compared(text)
    assert (found.relation, found.ground) == ("change", "turn")
    assert [mark.text for mark in found.marks] == ["していたが"]


# The same words, the same claim -------------------------------------------------------------------------------


def test_words_that_several_outlets_carry_are_one_claim_with_several_evidences() -> None:
    words = "白崎市の村瀬春樹市長は10日、「市営球場の取り壊しに踏み切る」と述べた。"
    found = compared(words, words, "県の久我正人知事は10日、市営球場の取り壊しの計画はないと強調した。")
    assert [c.relation for c in found] == ["contradiction"]
    assert [evidence.revision for evidence in found[0].one.also] == ["r-a1"]


def test_two_speakers_who_assert_the_same_agree() -> None:
    text = "検察は、宮田被告が帳簿を改ざんしたと主張した。監査法人は、宮田被告が帳簿を改ざんしたと指摘した。"
    assert relations(text) == [("agreement", "same")]


@pytest.mark.parametrize(
    "texts",
    [
        # the same words, of whom one outlet names and another only describes
        ("宮田実容疑者は「桟橋の事で来た」と話した。", "男は「桟橋の事で来た」と話している。"),
        # other numbers
        (
            "港署の調べでは、倉庫の裏口から網180枚が盗まれていた。港署は網180枚が盗まれていたと発表した。",
            "南署は倉庫から網332枚が盗まれていたと発表した。",
        ),
        # outlets only relay
        ("しおさい新聞は桟橋が流されたと伝えた。みなと通信は桟橋が流されたと伝えた。",),
    ],
)
def test_what_is_only_told_again_or_of_something_else_is_no_agreement(texts: tuple[str, ...]) -> None:
    assert ("agreement", "same") not in relations(*texts)


def test_agencies_set_side_by_side_with_two_counts_contradict_each_other() -> None:
    text = "履修漏れのある高校は、朝日新聞の調べで404校、毎日新聞の調べで403校となっている。"
    (found,) = compared(text)
    assert (found.relation, found.one.evidence.text, found.other.evidence.text) == (
        "contradiction",
        "404校",
        "403校",
    )


def test_what_may_have_been_passed_since_is_contradicted_by_no_higher_count() -> None:
    text = "しおさい新聞は倒壊した倉庫が少なくとも1000棟に達したと伝えた。みなと新聞は倒壊した倉庫が1300棟だと伝えた。"
    assert relations(text) == []


def test_who_takes_another_word_for_it_speaks_of_the_same() -> None:
    told = (
        (DAY, "宮田実市長は「市長選に立候補する」と述べた。"),
        (DAY + dt.timedelta(days=9), "宮田実市長は「市長選への出馬は断念する」と述べた。"),
    )
    assert relations(*told) == [("change", "negation")]


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("村瀬春樹市長は桟橋を閉鎖するべきだと主張した。これに対し久我正人知事は「船が来なくなる」と返した。", "reply"),
        ("岸壁の閉鎖について、村瀬春樹市長は「残念だ」と語った。漁協は岸壁の閉鎖を受け、「当然の結果だ」と話した。", "antonym"),
        ("判決について、村瀬春樹市長は「判決は大変遺憾だ」と語った。久我正人知事は「判決は当然だと思う」と話した。", "antonym"),
        ("久我正人知事は「工場の再稼働は容認できない」と述べた。村瀬春樹市長は「再稼働を歓迎する」と述べた。", "antonym"),
        ("久我正人知事は「突然の投げ出しだ」と批判した。村瀬春樹市長は「熟慮の末の判断だ」と理解を示した。", "antonym"),
        ("しおさい新聞によると、水道局は赤字を隠していた。しかし、久我正人局長は「隠してはいない」と否定している。", "reply"),
        ("警察は、宮田実容疑者を倉庫に放火した疑いで逮捕した。宮田実容疑者は容疑を否認している。", "negation"),
        ("情報機関による暗殺説も浮上しているが、港湾庁は関与を否定している。", "negation"),
        ("村瀬春樹市長は「検査は時間稼ぎだ」と憤った。これに対し久我正人知事は「書類に不備があった」と反論した。", "reply"),
        ("村瀬春樹市長は「沖の機雷だ」、久我正人知事は「岸の砲弾だ」とそれぞれ主張した。", "reply"),
        ("時事通信は、死者が120人だと伝えた。共同通信は、111人、ロイターは110人と報じている。", "figure"),
    ],
)  # fmt: skip
def test_what_the_report_sets_against_each_other(text: str, ground: str) -> None:
    assert ("contradiction", ground) in relations(text)


@pytest.mark.parametrize(
    "text",
    [
        "村瀬春樹市長は「橋の完成を歓迎する」と述べた。久我正人知事は「図書館の閉鎖は残念だ」と述べた。",
        "みなと新聞は「判決は妥当だ」と書いた。久我正人知事は「式典は残念な天気だった」と述べた。",
        "村瀬春樹市長は「橋は安全だ」と述べた。雨が降った。風も吹いた。これに対し久我正人知事は「道が狭い」と反論した。",
        "久我正人知事の出馬の余地がないと後援会は述べた。村瀬春樹氏は出馬を断念すると語った。",
    ],
)
def test_what_nothing_sets_against_each_other(text: str) -> None:
    assert [r for r in relations(text) if r[0] != "agreement"] == []


def test_who_takes_back_what_he_said_has_changed_position() -> None:
    first = "村瀬春樹市長は、水族館を解散する方針だと明らかにした。"
    later = "村瀬春樹市長が、5日に出していた解散の表明を撤回した。"
    assert ("change", "turn") in relations(first, later)


def test_what_nobody_says_is_compared_with_nothing() -> None:
    assert relations("「橋を閉鎖する」との声がある。「橋を閉鎖しない」との声もある。") == []


# For every text -----------------------------------------------------------------------------------------------

WHO = st.sampled_from(["村瀬市長は", "港湾庁は", "久我正人知事は", "", "みなと新聞によると、", "弁護側は「"])
WHAT = st.sampled_from(
    [
        "橋を閉鎖",
        "死者は9人",
        "関与",
        "違反",
        "5月3日に開催",
        "ない",
        "しない",
        "不",
        "の計画",
        "見送る",
        "そのような事実はない",
    ]
)
END = st.sampled_from(
    ["と述べた。", "を否定した。", "」と反論した。", "ない", "のか。", "ば、", "。", "ことを認めた。", "\n"]
)
NEWS = st.lists(st.one_of(WHO, WHAT, END, st.text(max_size=3)), max_size=24).map("".join)


@given(st.lists(NEWS, min_size=1, max_size=3))
def test_any_text_gives_comparisons_whose_words_stand_where_they_say(texts: list[str]) -> None:
    pieces = [piece(text, id=f"a{n}") for n, text in enumerate(texts)]
    sources = {p.revision: p.text for p in pieces}
    found = compare_claims(pieces)
    assert found == compare_claims(pieces)
    pairs = [(c.one.evidence, c.other.evidence) for c in found]
    assert len(set(pairs)) == len(pairs)
    for c in found:
        for evidence in (c.one.evidence, c.other.evidence, *c.marks, *c.one.also, *c.other.also):
            assert evidence.span.of(sources[evidence.revision]) == evidence.text
        assert c.why


def test_pieces_apart_relate_as_they_do_together() -> None:
    """What two pieces say to each other does not hang on a third that says nothing to either."""
    texts = [
        "検察は、宮田被告が帳簿を改ざんしたと主張した。",
        "弁護側は「帳簿は改ざんしていない」と述べた。",
        "気象庁は、あすは晴れると発表した。",
    ]
    pieces = [piece(text, id=f"a{n}") for n, text in enumerate(texts)]
    apart = [c.relation for pair in combinations(pieces, 2) for c in compare_claims(pair)]
    assert [c.relation for c in compare_claims(pieces)] == apart
